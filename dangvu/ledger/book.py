"""Reading the book: how far it goes, what was known when, and the tree of any moment of knowledge."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import Exists, Max, OuterRef, QuerySet

from dangvu.ledger.driver import read
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.models import SPAN, Entry, Posting
from dangvu.ledger.structure import Structure
from dangvu.orgs.tree import Tree

HEAD = "SELECT number, hash FROM ledger_entry WHERE structural {within} ORDER BY number DESC LIMIT 1"
Told = tuple[int, str, dt.date, Mapping[str, Any]]
"""An entry's number, kind, effective day and data."""
SOME = 20
"""Events that are folded on top of a structure rather than all of them anew."""


def head() -> str:
    """The hash of the last entry, empty for an empty book: what is remembered of the book is remembered under it."""
    # Asked before everything that is remembered.
    return next((row[0] for row in read("SELECT last_hash FROM ledger_book WHERE id = 1")), "")


STATE = """
SELECT b.last_entry, b.last_hash, (SELECT MAX(id) FROM ledger_account), e.number, e.hash FROM ledger_book b
LEFT JOIN ledger_entry e ON e.number = (SELECT number FROM ledger_entry WHERE structural ORDER BY number DESC LIMIT 1) WHERE b.id = 1
"""


@dataclass(frozen=True)
class State:
    """What the book is at one moment: its last entry, its newest account, and the last entry that changed the structure (0: none)."""

    number: int = 0
    head: str = ""
    account: int | None = None
    structural: int = 0
    structural_head: str = ""

    @property
    def tree(self) -> Tree:
        """The dated tree as known then."""
        return (_structure(self.structural, self.structural_head) if self.structural else Structure()).tree


def state() -> State:
    """The book as it is now, in one statement: who asks for much asks of one state."""
    row = next(iter(read(STATE)), None)
    if row is None or not row[0]:
        return State()
    return State(int(row[0]), row[1], row[2], row[3] or 0, row[4] or "")


def last_number() -> int:
    """Number of the last entry, 0 for an empty book."""
    return int(read("SELECT MAX(number) FROM ledger_entry")[0][0] or 0)


def number_known_at(moment: dt.datetime | None) -> int:
    """Number of the last entry recorded at or before the moment; None asks for now.

    Numbers have no gaps and times increase with them, so a search by halves over the primary key finds it: an index over
    the times would be written with every entry to be read a few times a day.
    """
    last = last_number()
    if moment is None:
        return last
    return bisect_right(range(1, last + 1), moment, key=_recorded_at)


def _recorded_at(number: int) -> dt.datetime:
    found: dt.datetime = Entry.objects.values_list("recorded_at", flat=True).get(pk=number)
    return found


def last_day() -> dt.date | None:
    """The latest effective day of any entry, None for an empty book. Of a book that has grown only what is new is looked at."""
    now = state()
    if not now.number:
        return None
    number, _head, day = _days[0] if _days and went_through(*_days[0][:2]) else (0, "", None)
    grown: dt.date | None = Entry.objects.filter(number__gt=number, number__lte=now.number).aggregate(last=Max("effective_on"))["last"]
    latest = max(each for each in (day, grown) if each is not None)
    _days[:] = [(now.number, now.head, latest)]
    return latest


_days: list[tuple[int, str, dt.date]] = []
"""The latest day, with the state of the book it was found in. An index over days would mislead the planner: who asks for the last
entries true by a day was given all of them to sort."""


def went_through(number: int, head: str) -> bool:
    """Whether the book went through a state once seen: not so when a backup was put in its place, or its transaction came to nothing."""
    return Entry.objects.filter(number=number, hash=head).exists()


def touched(number: int, head: str, now: State) -> set[int] | None:
    """Persons of whom the entries after this one posted anything: of nobody else what was known then has changed by postings.

    None where nothing known then may be kept: the book did not go through the entry, or somebody was erased since (what was shredded is
    nowhere kept, and such an entry posts nothing that would tell whom it is about).
    """
    found = _touched(number, head, now.number, now.head)
    return None if found is None else set(found)


@lru_cache(maxsize=8)
def _touched(number: int, head: str, last: int, _last_head: str) -> frozenset[int] | None:
    """Asked once for each two states: a page asks for the sake of several things it keeps."""
    if number > last or not went_through(number, head):
        return None
    if Entry.objects.filter(number__gt=number, number__lte=last, kind="person_erased").exists():
        return None
    legs = Posting.objects.filter(pk__gt=(number + 1) * SPAN, pk__lt=(last + 1) * SPAN, person__isnull=False)
    return frozenset(legs.values_list("person", flat=True))


def in_force(kinds: Iterable[str], known: int | None = None) -> QuerySet[Entry]:
    """Entries of the kinds known at an entry number (None: all) and not reversed by then, in the order of recording."""
    number = last_number() if known is None else known
    reversal = Entry.objects.filter(reverses=OuterRef("number"), number__lte=number)
    return Entry.objects.filter(kind__in=list(kinds), number__lte=number).exclude(Exists(reversal)).order_by("number")


def told(kinds: Iterable[str], known: int | None = None) -> Sequence[Told]:
    """What the entries of ``in_force`` say, read once for each state of the book. Shared: not to be written to."""
    number = last_number() if known is None else known
    head = read("SELECT hash FROM ledger_entry WHERE number <= %s ORDER BY number DESC LIMIT 1", [number])
    return _told(head[0][0], number, tuple(kinds)) if head else ()


@lru_cache(maxsize=32)
def _told(_head: str, known: int, kinds: tuple[str, ...]) -> Sequence[Told]:
    rows = in_force(kinds, known).values_list("number", "kind", "effective_on", "data")
    return [(number, kind, on, orjson.loads(data)) for number, kind, on, data in rows]


def structure(known: int | None = None) -> Structure:
    """The fold of organisation events known at an entry number (None: all). Shared: never apply a fact to it."""
    within = "" if known is None else "AND number <= %s"
    head = read(HEAD.format(within=within), [] if known is None else [known])
    return _structure(*head[0]) if head else Structure()


_latest: list[tuple[int, str, Structure]] = []
"""The structure folded last, with the state of the book it is of: the next one is mostly this and an event or two."""


def tree(known: int | None = None) -> Tree:
    """The dated tree as known at an entry number (None: all)."""
    return structure(known).tree


@lru_cache(maxsize=32)
def _structure(last: int, head: str) -> Structure:
    """Folded once per state of the book: the hash of the last structural entry names that state."""
    if _latest and _latest[0][:2] == (last, head):
        return _latest[0][2]
    found = _grown(last) or Structure.of(structural_facts(last))
    _latest[:] = [(last, head, found)]
    return found


def keep(last: int, head: str, folded: Structure) -> None:
    """Remember what a writer has folded and committed: the next reader need not fold it again. It must change no more."""
    _latest[:] = [(last, head, folded)]


def _grown(last: int) -> Structure | None:
    """The structure folded last with the few events recorded since, if they are events in their order and it is of this book."""
    if not _latest or _latest[0][0] > last:
        return None
    number, head, before = _latest[0]
    rows = list(Entry.objects.filter(structural=True, number__gte=number, number__lte=last).order_by("number")[: SOME + 2])
    if not rows or (rows[0].number, rows[0].hash) != (number, head) or len(rows) > SOME + 1:
        return None
    if any(row.reverses is not None for row in rows[1:]):
        return None
    grown = before.copy()
    facts = [Fact(row.number, row.kind, row.effective_on, orjson.loads(row.data)) for row in rows[1:]]
    for place, fact in enumerate(facts):
        if not grown.grows(fact):
            # It lies before others: all are folded anew, from what is in memory.
            return Structure.of([*grown.facts, *facts[place:]])
        grown.apply(fact)
    return grown


def structural_facts(last: int) -> list[Fact]:
    """Organisation events in force among the entries up to a number."""
    rows = list(
        Entry.objects.filter(structural=True, number__lte=last)
        .order_by("number")
        .values_list("number", "kind", "effective_on", "data", "reverses")
    )
    gone = {row[4] for row in rows}
    facts = (Fact(number, kind, on, orjson.loads(data)) for number, kind, on, data, _ in rows if number not in gone)
    return [fact for fact in facts if REGISTRY[fact.kind].family == "structure"]


def kinds_of(numbers: Iterable[int]) -> dict[int, str]:
    """The kinds of some entries."""
    return dict(Entry.objects.filter(pk__in=set(numbers)).values_list("number", "kind"))
