"""The values of persons: sealed beside the entries that told them, with one row of latest values per person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import orjson

from dangvu.core.vietnamese import fold, name_key
from dangvu.ledger.bench import Bench
from dangvu.ledger.kinds.base import Data
from dangvu.ledger.models import Sealed
from dangvu.orgs import vault
from dangvu.orgs.models import Person, PersonKey, person_sealed_at

OWN = frozenset({"name", "birth", "sex", "person", "note"})
"""Values with a column of their own, and words that are none of a person's values."""


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


def refresh_person(bench: Bench, person: int, more: Iterable[Told] = (), but: int | None = None) -> None:
    """Bring the row of latest values up to date with what is recorded. ``but``: an entry left out; ``more``: those not recorded yet."""
    values = fold_values([*bench.recall.told(person, but), *more])
    for on, number, told in more:
        bench.recall.say(person, on, number, told)
    birth = values.get("birth")
    bench.refresh_person(person_row(person, "", values), vault.digests(values))
    bench.births[person] = dt.date.fromisoformat(birth) if birth else None


def person_row(person: int, code: str, values: Data) -> tuple[Any, ...]:
    """The row of latest values in the order of ``store.COLUMNS``."""
    row = cached_values(values)
    secret = vault.seal(row["secret"], person_sealed_at(person))
    extra = orjson.dumps(row["extra"]).decode()
    return (person, code, row["name"], row["birth"], row["sex"], extra, secret, row["folded"], row["sort_key"])


def shred(bench: Bench, person: int) -> None:
    """Empty the values sealed beside every entry about a person, the row of latest values, and what he or she is looked up by."""
    bench.flush()
    Sealed.objects.filter(person=person).update(salt="", text="", secret="")
    Person.objects.filter(pk=person).update(**{**cached_values({}), "secret": ""})
    PersonKey.objects.filter(person=person).delete()
    bench.recall.forget_all()


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
