"""The values of persons: sealed beside the entries that told them, with one row of latest values per person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangvu.core.vietnamese import fold, name_key
from dangvu.ledger.bench import Bench
from dangvu.ledger.kinds.base import Data
from dangvu.ledger.models import Entry, Sealed
from dangvu.orgs import vault
from dangvu.orgs.models import Person, PersonKey

OWN = frozenset({"name", "birth", "sex", "person", "note"})
"""Values with a column of their own, and words that are none of a person's values."""


def undeclared(code: str) -> int | None:
    """Id of a person whose declaration was cancelled: the same code may be declared again."""
    return Person.objects.filter(code=code, name="").values_list("pk", flat=True).first()


Told = tuple[dt.date, int, Data]
"""What one entry told of a person: (effective day, entry number, values)."""


def fold_values(told: Iterable[Told]) -> Data:
    """Latest values: the declaration, which holds for the whole life, then every amendment by its day. Empty without one."""
    found = list(told)
    base = [each for each in found if "person" in each[2]]
    changes = sorted((each for each in found if "person" not in each[2]), key=lambda each: each[:2])
    values: Data = {}
    for each in (*base, *changes):
        values.update(each[2])
    return values if base else {}


def values_of(person: int, but: int | None = None, more: Iterable[Told] = ()) -> Data:
    """Latest values of a person from what is recorded. ``but``: an entry left out; ``more``: one not recorded yet."""
    rows = Sealed.objects.filter(person=person, entry__kind__in=("person", "amended")).select_related("entry")
    gone = set(Entry.objects.filter(reverses__in=[row.entry_id for row in rows]).values_list("reverses", flat=True)) | {but}
    told = [(row.entry.effective_on, row.entry_id, row.values) for row in rows if row.entry_id not in gone and row.text]
    return fold_values([*told, *more])


def refresh_person(bench: Bench, person: int, more: Iterable[Told] = (), but: int | None = None) -> None:
    """Bring the row of latest values up to date with what is recorded."""
    bench.flush()
    values = values_of(person, but, more)
    birth = values.get("birth")
    row = cached_values(values)
    secret = vault.seal(row.pop("secret"), Person(pk=person).sealed_at)
    Person.objects.filter(pk=person).update(**row, secret=secret)
    PersonKey.objects.filter(person=person).delete()
    PersonKey.objects.bulk_create(PersonKey(person_id=person, name=name, digest=found) for name, found in vault.digests(values))
    bench.births[person] = dt.date.fromisoformat(birth) if birth else None


def shred(bench: Bench, person: int) -> None:
    """Empty the values sealed beside every entry about a person, the row of latest values, and what he or she is looked up by."""
    bench.flush()
    Sealed.objects.filter(person=person).update(salt="", text="", secret="")
    Person.objects.filter(pk=person).update(**{**cached_values({}), "secret": ""})
    PersonKey.objects.filter(person=person).delete()


def cached_values(values: Data) -> Data:
    """The columns of a person's row for these values; all empty when the declaration was cancelled. ``secret`` is not sealed yet."""
    extra, secret = vault.parted({name: value for name, value in values.items() if name not in OWN and value not in (None, "")})
    name = values.get("name") or ""
    return {
        "name": name,
        "birth": values.get("birth"),
        "sex": values.get("sex") or "",
        "extra": extra,
        "secret": secret,
        # An endless name is searched and sorted by its beginning.
        "folded": fold(name)[:200],
        "sort_key": name_key(name)[:600] if name else "",
    }
