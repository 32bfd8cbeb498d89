"""A running program with one thing of every sort in it, and every page of it that a reader may open."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tests.browser.test_clerk import await_answer, free_port
from tests.homes import ROOT, Home

PREPARE = """
    import json, os
    os.environ["DJANGO_SETTINGS_MODULE"] = "dangvu.settings"
    import django; django.setup()
    from django.conf import settings
    settings.ALLOWED_HOSTS = ["*"]
    from django.test import Client
    from django.urls import NoReverseMatch, get_resolver, reverse
    from dangvu.orgs.models import Grant, Organisation, Person, Role, User
    from tests import case
    from tests.staff import test_pages as pages

    pages.begun()
    readers = {}
    for reader in pages.READERS:
        if reader in pages.GRANTS:
            user = User.objects.create(username=reader)
            place = Organisation.objects.get(code=pages.GRANTS[reader])
            Grant.objects.create(user=user, organisation=place, role=Role(reader), valid_from=case.START)
            readers[reader] = user
    User.objects.filter(username="dangvien").update(person=None)
    User.objects.filter(username="member").update(person=Person.objects.get(code="DV0001"))

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

    found = []
    for name, (_arguments, statuses) in pages.EXPECTED.items():
        reader = next((r for r, status in zip(pages.READERS, statuses) if status == 200), None)
        if reader is not None and is_page(reader, pages.address(name)):
            found.append((reader, pages.address(name)))
    found.append(("clerk", "/tim/?q=nguyen"))
    found += [("cell_secretary", "/"), ("superior", "/")]
    for path in dict.fromkeys(plain(get_resolver().url_patterns)):
        reader = next((r for r in ("anonymous", "member", "clerk") if is_page(r, path)), None)
        if reader is not None:
            found.append((reader, path))
    cookies = {reader: client(reader).cookies["sessionid"].value for reader in readers}
    print(json.dumps({"pages": found, "sessions": cookies}))
"""
WHEN = "ngay=2023-03-22&tu=2020-06-01"


@dataclass(frozen=True)
class Walk:
    """Where the program answers, which pages it has and by whom each is opened, and the sessions of these readers."""

    address: str
    pages: tuple[tuple[str, str], ...]
    sessions: dict[str, str]

    def url(self, path: str) -> str:
        return f"{self.address}{path}{'&' if '?' in path else '?'}{WHEN}"


@contextmanager
def walk(make_home: Callable[..., Home]) -> Iterator[Walk]:
    """The demonstration with a meeting, a request, a dossier with a paper; no role needs a second factor here."""
    home = make_home()
    home.env["DANGVU_SECOND_FACTOR"] = "none"
    done = home.run("demo", "--no-serve", "--json")
    assert done.returncode == 0, done.stderr
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(PREPARE)], cwd=ROOT, env={**home.env, "PYTHONPATH": str(ROOT)},
        capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout.splitlines()[-1])
    port = free_port()
    with subprocess.Popen([sys.executable, "-m", "dangvu", "serve", "--port", str(port)], cwd=ROOT, env=home.env) as server:
        address = f"http://localhost:{port}"
        try:
            await_answer(address)
            yield Walk(address, tuple((reader, path) for reader, path in found["pages"]), found["sessions"])
        finally:
            server.terminate()
