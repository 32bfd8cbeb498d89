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


def asked(path: str, told: dict[str, str], *browsers: Client) -> list[tuple[float, float, int]]:
    """For each reader the median and the 95th percentile in milliseconds, and the statements, of one answer when everything is warm.

    They ask in turns, so that a slow moment of the machine comes to all of them alike.
    """
    slow = False
    for browser in browsers:
        answer = browser.get(path, told)
        assert answer.status_code == 200, (path, answer.status_code)
        slow = slow or _spent(browser, path, told) > 1000
    # A page that takes seconds is not asked fifteen times.
    rounds = FEWER if slow else ROUNDS
    spent = [[_spent(browser, path, told) for browser in browsers] for _ in range(rounds)]
    found = []
    for browser, times in zip(browsers, map(sorted, zip(*spent, strict=True)), strict=True):
        with CaptureQueriesContext(connection) as statements:
            browser.get(path, told)
        found.append((times[rounds // 2], times[rounds * 95 // 100], len(statements)))
    return found


def _spent(browser: Client, path: str, told: dict[str, str]) -> float:
    return seconds(lambda: browser.get(path, told)) * 1000


def listing() -> Iterator[Line]:
    """Each page of who may see all, then of the cell secretary beside it."""
    people, found = Person.objects.count(), readers()
    pages = (
        (f"members of {people:,} persons: the first page", LIST, {}, 25),
        (f"members of {people:,} persons: a name searched for", LIST, {"q": "nguyen van an"}, 25),
        ("a figure with every organisation below, as a page", TREE, {}, 50),
    )
    for name, path, told, goal in pages:
        (own, late, many), (other, later, fewer) = asked(path, told, found["clerk"], found["cell"])
        yield Line(name, own, "ms", goal=goal, note=f"p95 {late:,.0f} ms, {many} statements")
        note = f"p95 {later:,.0f} ms, {fewer} statements"
        yield Line(f"{name}; secretary of three cells", other, "ms", "who may see all", own, own * 1.2, note)
    yield from desk(found["clerk"])


def desk(browser: Client) -> Iterator[Line]:
    """The first page of who may see all: when a process has read nothing yet, right after an entry, and asked again."""
    yield Line("the first page of the desk, asked for the first time", seconds(lambda: browser.get(HOME)) * 1000, "ms")
    ((own, late, statements),) = asked(HOME, {}, browser)
    entering, spent = Entering(exits("h")), list[float]()
    for _turn in range(FEWER):
        entering.one()
        spent.append(seconds(lambda: browser.get(HOME)) * 1000)
    yield Line("the first page of the desk, right after an entry", sorted(spent)[FEWER // 2], "ms", "asked again", own)
    yield Line("the first page of the desk, asked again", own, "ms", note=f"p95 {late:,.0f} ms, {statements} statements")
