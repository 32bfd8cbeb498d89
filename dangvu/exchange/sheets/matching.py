"""Whether a row of a list is somebody the book knows: by a number of the person's own, else by name and birth day with a human's yes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet, Sum

from dangvu.core.likeness import ends, near_births
from dangvu.core.vietnamese import fold, name_key
from dangvu.exchange.sheets.rows import Row
from dangvu.ledger.models import Account, Posting
from dangvu.orgs import vault
from dangvu.orgs.models import Person, PersonKey

NUMBERS = ("national_id", "identity_number", "card_number")
"""By which numbers a person is found, in this order, after the code."""
AT_ONCE = 500
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Stands:
    """Where a person is a member, or was last (``status`` empty then)."""

    org: int
    status: str


@dataclass
class Match:
    """Who a row may be. ``sure``: told by a number and the same name; ``maybe``: to be asked; ``apart``: whom different numbers name.

    ``by``: the number that told it.
    """

    sure: Person | None = None
    by: str = ""
    maybe: list[Person] = field(default_factory=list)
    apart: list[Person] = field(default_factory=list)


class Known:
    """Persons of the book whom the rows of a list may be, and where they stand."""

    def __init__(self, rows: Sequence[Row]) -> None:
        named = [row for row in rows if row.told.get("name")]
        self.by_code = self._persons("code", {row.told["code"] for row in named if "code" in row.told})
        self.by_number = self._numbers(named)
        self.by_name = self._names({fold(row.told["name"])[:200] for row in named})
        self.by_birth = self._births({row.told["birth"] for row in named if row.told.get("birth")})
        everybody = {each.pk for each in self.by_code.values()} | {pk for found in self.by_number.values() for pk in found}
        everybody |= {each.pk for found in (*self.by_name.values(), *self.by_birth.values()) for each in found}
        self.persons = {each.pk: each for each in _all(Person.objects.exclude(name=""), "pk__in", everybody)}
        self.stands = standing(everybody)

    def _persons(self, name: str, values: Collection[str]) -> dict[str, Person]:
        return {getattr(each, name): each for each in _all(Person.objects.exclude(name=""), f"{name}__in", values)}

    def _numbers(self, rows: Iterable[Row]) -> dict[str, list[int]]:
        """Digest of a number → persons."""
        digests = {vault.digest(name, row.told[name]) for row in rows for name in NUMBERS if name in row.told}
        found: dict[str, list[int]] = defaultdict(list)
        for key in _all(PersonKey.objects.all(), "digest__in", digests):
            found[key.digest].append(key.person_id)
        return found

    def _names(self, folded: Collection[str]) -> dict[str, list[Person]]:
        found: dict[str, list[Person]] = defaultdict(list)
        for each in _all(Person.objects.exclude(name=""), "folded__in", folded):
            found[each.folded].append(each)
        return found

    def _births(self, births: Collection[str]) -> dict[tuple[str, tuple[str, str]], list[Person]]:
        """Birth day, family name and given name → persons."""
        found: dict[tuple[str, tuple[str, str]], list[Person]] = defaultdict(list)
        for each in _all(Person.objects.exclude(name=""), "birth__in", births):
            found[str(each.birth), ends(each.folded)].append(each)
        return found

    def match(self, row: Row, reach: Collection[int]) -> Match:
        """Who the row is or may be. By name alone only persons within reach are told of."""
        hits = self._by_own(row)
        if len({each.pk for each, _by in hits}) > 1:
            return Match(apart=[each for each, _by in hits])
        if hits:
            person, by = hits[0]
            return Match(sure=person, by=by) if same_name(person.name, row.told["name"]) else Match(maybe=[person], by=by)
        alike = [each for each in self._alike(row) if self._within(each, reach)]
        return Match(maybe=alike or [each for each in self._nearly(row) if self._within(each, reach)])

    def _by_own(self, row: Row) -> list[tuple[Person, str]]:
        found = []
        if row.told.get("code") in self.by_code:
            found.append((self.by_code[row.told["code"]], "code"))
        for name in NUMBERS:
            for pk in self.by_number.get(vault.digest(name, row.told[name]), ()) if name in row.told else ():
                if pk in self.persons:
                    found.append((self.persons[pk], name))
        return found

    def _alike(self, row: Row) -> list[Person]:
        """Persons of the same name whose birth day is the same, or unknown on one side, and whose own numbers do not differ."""
        birth = row.told.get("birth")
        return [
            each
            for each in self.by_name.get(fold(row.told["name"])[:200], ())
            if birth is None or each.birth is None or each.birth.isoformat() == birth
            if not self._differs(each, row)
        ]

    def _nearly(self, row: Row) -> list[Person]:
        """Persons a slip of the pen away: the same name and a birth day that differs in one place, or the same birth day and a middle
        name that differs."""
        told, name = row.told.get("birth"), fold(row.told["name"])[:200]
        if not told:
            return []
        birth, sex = date.fromisoformat(told), row.told.get("sex")
        named = [each for each in self.by_name.get(name, ()) if each.birth and near_births(each.birth, birth)]
        found = {each.pk: each for each in (*named, *self.by_birth.get((told, ends(name)), ()))}
        return [each for each in found.values() if not (sex and each.sex and each.sex != sex) and not self._differs(each, row)]

    def _differs(self, person: Person, row: Row) -> bool:
        held = {**person.extra, **person.secrets()}
        return any(row.told.get(name) and held.get(name) and held[name] != row.told[name] for name in ("national_id", "identity_number"))

    def _within(self, person: Person, reach: Collection[int]) -> bool:
        place = self.stands.get(person.pk)
        return place is not None and place.org in reach


def same_name(one: str, other: str) -> bool:
    """Whether two spellings are one name: case and the place of the tone make no difference, a tone does."""
    return name_key(one) == name_key(other)


def standing(persons: Collection[int]) -> dict[int, Stands]:
    """Where persons are members by everything known, or where they were last."""
    keys = {each.pk: each.attrs.get("status", "") for each in Account.objects.filter(measure="member")}
    found: dict[int, Stands] = {}
    wanted = sorted(persons)
    for start in range(0, len(wanted), AT_ONCE):
        legs = Posting.objects.filter(person__in=wanted[start : start + AT_ONCE], account__in=list(keys))
        last = legs.values("person", "org", "on", "source").annotate(net=Sum("quantity")).exclude(net=0).order_by("on", "source", "net")
        for row in last.values_list("person", "org"):
            found[row[0]] = Stands(row[1], "")
        held = legs.values("person", "org", "account").annotate(held=Sum("quantity")).filter(held__gt=0)
        for person, org, account in held.values_list("person", "org", "account"):
            found[person] = Stands(org, keys[account])
    return found


def _all(rows: QuerySet[M], name: str, values: Collection[object]) -> Iterator[M]:
    """Rows whose column is one of many values, some hundreds at a time."""
    wanted = list(values)
    for start in range(0, len(wanted), AT_ONCE):
        yield from rows.filter(**{name: wanted[start : start + AT_ONCE]})
