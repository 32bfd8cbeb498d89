"""A running program with one thing of every sort in it, and every page of it that a reader may open."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from tests.browser.serving import WHEN, served
from tests.homes import ROOT, Home

PREPARE = """
    import json, os
    os.environ["DJANGO_SETTINGS_MODULE"] = "dangvu.settings"
    import django; django.setup()
    from django.conf import settings
    settings.ALLOWED_HOSTS = ["*"]
    from django.test import Client
    from django.urls import NoReverseMatch, get_resolver, reverse
    from dangvu.meetings.models import Attendee, Meeting
    from dangvu.orgs.models import Grant, Organisation, Person, Role, User
    from dangvu.pages.models import Article
    from tests import case
    from tests.staff import test_budgets as budgets, test_pages as pages

    FRAGMENTS = {"import_progress", "presence_code_shown"}  # asked for by the page they stand in
    ONE_CELL = {"gap_sheets", "due_sheets"}  # a sheet for each cell, all alike: one is looked at

    pages.begun()
    readers = {}
    for reader in pages.READERS:
        if reader in pages.GRANTS:
            user = User.objects.create(username=reader)
            place = Organisation.objects.get(code=pages.GRANTS[reader])
            Grant.objects.create(user=user, organisation=place, role=Role(reader), valid_from=case.START)
            readers[reader] = user
    member = Person.objects.get(code="DV0001")
    User.objects.filter(username="dangvien").update(person=None)
    User.objects.filter(username="member").update(person=member)
    met = Meeting.objects.latest("pk")
    Attendee.objects.get_or_create(meeting=met, person=member, defaults={"name": member.name})

    def client(reader):
        browser = Client()
        if reader in readers:
            browser.force_login(readers[reader])
        return browser

    def is_page(reader, path):
        answer = client(reader).get(path, pages.WHEN)
        return answer.status_code == 200 and answer.headers.get("Content-Type", "").startswith("text/html")

    def plain(patterns, before=""):
        for each in patterns:
            if hasattr(each, "url_patterns"):
                inner = f"{before}{each.namespace}:" if each.namespace else before
                yield from plain(each.url_patterns, inner)
            elif each.name and not before.startswith(("staff:", "api")):
                try:
                    path = reverse(before + each.name)
                    # The editors' room is Wagtail's own.
                    if not path.startswith("/bien-tap/"):
                        yield path
                except NoReverseMatch:
                    pass

    def news():
        article = Article.objects.filter(live=True, picture__isnull=False).order_by("-on").first()
        edition = article.edition
        yield from (article.relative_url(None), article.committee.relative_url(None), "/tin/tim/?q=hoi+nghi", "/tin/tim/?q=khongco")
        yield reverse("public:number", args=[edition.pk, 0])
        yield reverse("public:edition", args=[edition.check_code])
        yield reverse("public:month", args=[article.on.year, article.on.month])
        yield reverse("public:topic", args=[article.topic])

    found = []
    for name in budgets.tomllib.loads(budgets.FILE.read_text("utf-8")):
        if name not in FRAGMENTS:
            reader = next(r for r, status in zip(pages.READERS, pages.EXPECTED[name][1]) if status == 200)
            found.append((reader, pages.address(name) + ("?tc=CB02" if name in ONE_CELL else "")))
    found += [("clerk", "/ghi-so/meeting_held/"), ("clerk", "/tim/?q=nguyen"), ("cell_secretary", "/"), ("superior", "/")]
    found += [("anonymous", path) for path in news()]
    found.append(("member", reverse("member:meeting", args=[met.pk])))
    for path in dict.fromkeys(plain(get_resolver().url_patterns)):
        reader = next((r for r in ("anonymous", "member", "clerk") if is_page(r, path)), None)
        if reader is not None:
            found.append((reader, path))
    cookies = {reader: client(reader).cookies["sessionid"].value for reader in readers}
    print(json.dumps({"pages": found, "sessions": cookies}))
"""


@dataclass(frozen=True)
class Walk:
    """Where the program answers, which pages it has and by whom each is opened, and the sessions of these readers."""

    address: str
    pages: tuple[tuple[str, str], ...]
    sessions: dict[str, str]

    def url(self, path: str) -> str:
        return f"{self.address}{path}{'&' if '?' in path else '?'}{WHEN}"


@contextmanager
def walk(demo: Home) -> Iterator[Walk]:
    """The demonstration with a meeting, a request, a dossier with a paper; no role needs a second factor here."""
    home = replace(demo, env={**demo.env, "DANGVU_SECOND_FACTOR": "none"})
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PREPARE)], cwd=ROOT, env={**home.env, "PYTHONPATH": str(ROOT)},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout.splitlines()[-1])
    with served(home) as address:
        yield Walk(address, tuple((reader, path) for reader, path in found["pages"]), found["sessions"])
