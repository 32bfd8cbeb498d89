"""One entry after another, each in a transaction of its own that is on the disk before the next begins."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator

from django.db import connection, transaction

from bench import movements
from bench.lines import Line, seconds
from dangvu.figures import services
from dangvu.ledger import book
from dangvu.ledger.kinds.base import Data
from dangvu.ledger.refusal import Refused
from dangvu.ledger.services import append
from dangvu.orgs.models import Organisation, Person

ENTRIES, BARE, ROUNDS = 400, 200, 25
LATER = movements.END + dt.timedelta(days=10)
"""After everything the book holds: nothing is recorded late."""


def transfers() -> Iterator[Data]:
    """Transfers of persons drawn from all, to cells drawn from all: some will be refused, as not everybody is a member."""
    rng = random.Random(11)
    persons = list(Person.objects.order_by("pk").values_list("code", flat=True)[: 20 * ENTRIES])
    cells = list(Organisation.objects.filter(code__startswith="C").order_by("pk").values_list("code", flat=True))
    rng.shuffle(persons)
    for turn, person in enumerate(persons):
        yield {"kind": "transferred", "on": LATER.isoformat(), "ref": f"e-{turn}", "person": person, "org": rng.choice(cells)}


def exits(name: str = "v") -> Iterator[Data]:
    """Members who go away, as long as there are any. ``name``: begins the refs, so that they may be asked for twice."""
    for turn, person in enumerate(Person.objects.order_by("-pk").values_list("code", flat=True)[: 20 * ROUNDS]):
        yield {"kind": "transferred_out", "on": LATER.isoformat(), "ref": f"{name}-{turn}", "person": person, "to": "Xa"}


class Entering:
    """Enters one line after the other; what is refused is left out and costs no time of the measure."""

    def __init__(self, lines: Iterator[Data]) -> None:
        self.lines = lines
        self.spent: list[float] = []

    def one(self) -> None:
        """The next line that is accepted, and how long it took to be committed."""
        for line in self.lines:
            try:
                self.spent.append(seconds(lambda line=line: append(line, actor="bench")))  # type: ignore[misc]
            except Refused:
                continue
            return
        raise AssertionError("no line was left to enter")


def bare_commits() -> float:
    """Commits a second of one changed row: what the disk allows."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE bench_bare (id integer)")
        spent = seconds(lambda: [_bare(cursor) for _ in range(BARE)])
        cursor.execute("DROP TABLE bench_bare")
    return BARE / spent


def _bare(cursor: object) -> None:
    with transaction.atomic():
        cursor.execute("INSERT INTO bench_bare VALUES (1)")  # type: ignore[attr-defined]


def headcount() -> int:
    """Of the whole book, on the day after the transfers."""
    day = LATER + dt.timedelta(days=1)
    root = Organisation.objects.get(code="R").pk
    found = services.evaluate(["member_total"], services.Query(org=root, as_of=day, start=None, end=day, known=None))
    return int(found["member_total"].value or 0)


def entering() -> Iterator[Line]:
    """Movements entered one by one, beside bare commits."""
    desk, floor = Entering(transfers()), bare_commits()
    for _turn in range(ENTRIES):
        desk.one()
    middle = sorted(desk.spent)[len(desk.spent) // 2]
    yield Line("one movement entered and committed", 1 / middle, "entries/s", "bare commits of one row", floor, goal=1000)


def visible() -> Iterator[Line]:
    """The headcount of the whole book asked right after an entry: nothing that was remembered of the book's state holds any more."""
    desk, asked, people = Entering(exits()), list[float](), headcount()
    for turn in range(ROUNDS):
        desk.one()
        asked.append(seconds(headcount))
        assert headcount() == people - turn - 1
    yield Line("the headcount of everybody, right after an entry", sorted(asked)[ROUNDS // 2] * 1000, "ms")


FIGURES = ("member_total", "cell_count", "transfers_internal")


def told(day: dt.date, known: int) -> list[tuple[int, object]]:
    """What every organisation's figures were on a day, as known at an entry."""
    asked = services.Query(org=0, as_of=day, start=day - dt.timedelta(days=365), end=day, known=known)
    found = services.evaluate_everywhere(FIGURES, asked)
    return [(org, answer.value) for code in FIGURES for org, answer in found[code].items()]


def moving() -> Iterator[Line]:
    """Handing over a committee with its cells, today and in the middle of the book; what was told before must stay as it was."""
    known, middle = book.last_number(), movements.START + dt.timedelta(days=2000)
    before = told(middle, known)
    districts = list(Organisation.objects.filter(code__startswith="D").order_by("pk").values_list("code", flat=True))
    committees = list(Organisation.objects.filter(code__startswith="K").order_by("pk").values_list("code", flat=True))
    if len(districts) > 1:
        # Committees that are handed over later are left alone: a day between two hand-overs is another piece of work.
        chosen = [each for place, each in enumerate(committees) if place % 10]
        for name, on in (("today", LATER), (f"{(LATER - middle).days:,} days ago", middle)):
            handed = Entering(_handed_over(chosen, districts, on))
            for _turn in range(ROUNDS):
                handed.one()
            spent = sorted(handed.spent)[ROUNDS // 2] * 1000
            chosen = chosen[len(chosen) // 2 :]
            yield Line(f"a committee with its cells handed over, dated {name}", spent, "ms", "nested sets in a peer", 250, goal=20)
    assert told(middle, known) == before


def _handed_over(committees: list[str], districts: list[str], on: dt.date) -> Iterator[Data]:
    """Each to some district; where it is in already, the move is refused and left out."""
    for turn, org in enumerate(committees):
        to = districts[(turn * 7 + 3) % len(districts)]
        yield {"kind": "organisation_moved", "on": on.isoformat(), "ref": f"t-{on}-{org}", "org": org, "parent": to}
