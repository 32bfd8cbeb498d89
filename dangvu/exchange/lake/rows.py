"""What a lake carries of the books, as rows: postings, entries without who wrote them, and a few attributes of persons without names.

What stays out (docs/decisions/0014-lake.md): names, codes and numbers of persons, who recorded, decisions, references, notes,
every sealed value. Two attributes that are sealed in the books go along coarsened to what the catalogue asks of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson
from django.db import connection

from dangvu.core.vietnamese import fold
from dangvu.exchange.lake.parquet import Rows
from dangvu.figures.catalogue.membership import BELIEVERS, MINORITY
from dangvu.ledger.models import POSTING_BITS, Account, Entry, Sealed, opened

PAGE = 50_000
STATED: Mapping[str, tuple[str, ...]] = {
    "target_set": ("org", "figure", "value", "bound", "most", "prorated", "from", "to", "giver"),
    "typed_figure": ("org", "figure", "value", "unit", "from", "to", "source"),
    "figure_defined": ("org", "figure", "title", "unit", "class", "measure", "where", "over"),
    "activity_defined": ("org", "type", "title", "numbers"),
}
"""Entries that figures read themselves, with the fields of them that go along; of all others only the kind and the days do."""


def _same(value: str) -> str:
    return value


def _ethnicity(value: str) -> str:
    """Kinh, or not: what the figures of minorities ask."""
    return "Kinh" if fold(value) in MINORITY.folded else "khác"


def _religion(value: str) -> str:
    """None, or one: what the figures of believers ask."""
    return "không" if fold(value) in BELIEVERS.folded else "có"


TRAITS: Mapping[str, Callable[[str], str]] = {
    "sex": _same,
    "birth": _same,
    "schooling": _same,
    "qualification": _same,
    "youth_union": _same,
    "ethnicity": _ethnicity,
    "religion": _religion,
}
"""Attributes of persons that may go along, and what becomes of a value on the way."""
COARSE = frozenset({"ethnicity", "religion"})


def postings(first: int, last: int) -> Iterator[Rows]:
    """Postings of a range of entries, page by page: a posting's id begins with its entry's number."""
    text = (
        'SELECT entry_id, source_id, account_id, org_id, other_id, person_id, quantity, "on" FROM ledger_posting WHERE id > %s AND id < %s'
    )
    for start in range(first, last + 1, PAGE):
        stop = min(start + PAGE, last + 1)
        with connection.cursor() as cursor:
            cursor.execute(text, [start << POSTING_BITS, stop << POSTING_BITS])
            yield cursor.fetchall()


def entries(first: int, last: int) -> Iterator[Rows]:
    """Entries of a range. ``mark`` is the beginning of the chained hash: two books that agree in it agree in all before it."""
    wanted = ("number", "kind", "effective_on", "recorded_at", "reverses", "hash", "data")
    for start in range(first, last + 1, PAGE):
        found = Entry.objects.filter(number__gte=start, number__lte=min(start + PAGE - 1, last)).order_by("number")
        yield [
            (number, kind, on, micros(recorded), reverses, mark(digest), _stated(kind, data))
            for number, kind, on, recorded, reverses, digest, data in found.values_list(*wanted)
        ]


def micros(moment: dt.datetime) -> int:
    """A moment in microseconds since 1970, UTC: a number that every engine compares alike."""
    return (moment - dt.datetime(1970, 1, 1, tzinfo=dt.UTC)) // dt.timedelta(microseconds=1)


def mark(digest: str) -> int:
    """The first eight bytes of a hash as a signed number."""
    return int.from_bytes(bytes.fromhex(digest[:16]), signed=True)


def _stated(kind: str, data: str) -> str | None:
    if kind not in STATED:
        return None
    told = orjson.loads(data)
    return orjson.dumps({name: told[name] for name in STATED[kind] if name in told}).decode()


def told(first: int, last: int, traits: Sequence[str]) -> Iterator[Rows]:
    """(entry, person, since, attribute, value) of what declarations and amendments said; since None is since ever."""
    rows = Sealed.objects.filter(entry_id__gte=first, entry_id__lte=last, entry__kind__in=("person", "amended"))
    rows = rows.exclude(text="").order_by("entry_id")
    wanted = ("entry_id", "person_id", "entry__kind", "entry__effective_on", "text", "secret")
    page: list[tuple[Any, ...]] = []
    for entry, person, kind, on, text, secret in rows.values_list(*wanted).iterator(chunk_size=2000):
        values = opened(entry, text, secret if COARSE.intersection(traits) else "")
        since = None if kind == "person" else on
        page.extend((entry, person, since, name, _told(name, values[name])) for name in traits if name in values)
        if len(page) >= PAGE:
            yield page
            page = []
    yield page


def _told(name: str, value: Any) -> str | None:
    return None if value is None or value == "" else TRAITS[name](str(value))


def accounts() -> Rows:
    """Every account: some hundreds."""
    rows = Account.objects.order_by("pk").values_list("pk", "key", "measure", "attrs")
    return [(pk, key, measure, orjson.dumps(attrs).decode()) for pk, key, measure, attrs in rows]


def erased(first: int, last: int) -> list[int]:
    """Persons whose values were shredded by entries of a range."""
    found = Entry.objects.filter(kind="person_erased", number__gte=first, number__lte=last)
    return [orjson.loads(data)["person"] for data in found.values_list("data", flat=True)]
