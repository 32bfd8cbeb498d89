"""Pages over a large book: the list of members, its search, the figures of every organisation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench.entering import Entering, exits
from bench.lines import Line, seconds
from dangvu.orgs.models import Grant, Organisation, Person, Role, User

ROUNDS, FEWER = 15, 3
SINCE = dt.date(2015, 1, 1)
LIST, TREE, HOME = "/dang-vien/", "/so-lieu/member_total/", "/"
READERS = (("clerk", Role.CLERK, ("R",)), ("cell", Role.CELL_SECRETARY, ("C0003", "C0017", "C0031")))
"""Names, roles, and organisations: who may see everything, and the secretary of three cells."""


def readers() -> dict[str, Client]:
    """Each reader logged in."""
    settings.ALLOWED_HOSTS = ["testserver"]
    found = {}
    for name, role, places in READERS:
        user, _made = User.objects.get_or_create(username=f"bench-{name}")
        for code in places:
            Grant.objects.get_or_create(user=user, organisation=Organisation.objects.get(code=code), role=role, valid_from=SINCE)
        found[name] = Client()
        found[name].force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return found


def asked(browser: Client, path: str, told: dict[str, str]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and the statements, of one answer when everything is warm."""
    answer = browser.get(path, told)
    assert answer.status_code == 200, (path, answer.status_code)
    # A page that takes seconds is not asked fifteen times.
    rounds = ROUNDS if seconds(lambda: browser.get(path, told)) < 1 else FEWER
    spent = sorted(seconds(lambda: browser.get(path, told)) * 1000 for _ in range(rounds))
    with CaptureQueriesContext(connection) as statements:
        browser.get(path, told)
    return spent[rounds // 2], spent[rounds * 95 // 100], len(statements)


def listing() -> Iterator[Line]:
    """Each page of who may see all, then of the cell secretary beside it."""
    people, found = Person.objects.count(), readers()
    pages = (
        (f"members of {people:,} persons: the first page", LIST, {}, 25),
        (f"members of {people:,} persons: a name searched for", LIST, {"q": "nguyen van an"}, 25),
        ("a figure with every organisation below, as a page", TREE, {}, 50),
    )
    for name, path, told, goal in pages:
        own, late, statements = asked(found["clerk"], path, told)
        yield Line(name, own, "ms", goal=goal, note=f"p95 {late:,.0f} ms, {statements} statements")
        other, late, statements = asked(found["cell"], path, told)
        note = f"p95 {late:,.0f} ms, {statements} statements"
        yield Line(f"{name}; secretary of three cells", other, "ms", "who may see all", own, own * 1.2, note)
    yield from desk(found["clerk"])


def desk(browser: Client) -> Iterator[Line]:
    """The first page of who may see all: when a process has read nothing yet, right after an entry, and asked again."""
    yield Line("the first page of the desk, asked for the first time", seconds(lambda: browser.get(HOME)) * 1000, "ms")
    own, late, statements = asked(browser, HOME, {})
    entering, spent = Entering(exits("h")), list[float]()
    for _turn in range(FEWER):
        entering.one()
        spent.append(seconds(lambda: browser.get(HOME)) * 1000)
    yield Line("the first page of the desk, right after an entry", sorted(spent)[FEWER // 2], "ms", "asked again", own)
    yield Line("the first page of the desk, asked again", own, "ms", note=f"p95 {late:,.0f} ms, {statements} statements")
