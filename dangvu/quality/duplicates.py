"""Pairs of records that look like one person: the same name and birth, the same identity number, the same card; or nearly the same, a slip
apart. A human decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dangvu.core.likeness import ends, slips
from dangvu.ledger import book
from dangvu.ledger.models import Merged
from dangvu.orgs.models import Person, PersonKey
from dangvu.quality.models import Apart

NAME, IDENTITY, CARD, BIRTH, MIDDLE = "name", "identity", "card", "birth", "middle"
GROUNDS = {
    IDENTITY: _("cùng số định danh"),
    CARD: _("cùng số thẻ đảng"),
    NAME: _("cùng họ tên và ngày sinh"),
    BIRTH: _("cùng họ tên, ngày sinh chỉ lệch một chỗ hoặc chưa ghi"),
    MIDDLE: _("cùng ngày sinh, họ và tên, chỉ khác chữ đệm"),
}
"""Grounds with their words, the strongest first."""
NEAR = (BIRTH, MIDDLE)
"""Grounds that say little beside different identity numbers or sexes."""
KEYS = {"identity_number": IDENTITY, "citizen_id": IDENTITY, "card_number": CARD}
"""Numbers one person has alone; a telephone is shared in many families."""
MOST = 40
"""Records that may share one mark before it says nothing: a number typed as zeros, a birth day nobody knows."""


@dataclass(frozen=True)
class Pair:
    """Two records that look alike, and why (codes of ``GROUNDS``, the strongest first)."""

    one: Person
    other: Person
    grounds: tuple[str, ...]


class Marks(NamedTuple):
    """What persons are compared by."""

    pk: int
    folded: str
    birth: date | None
    sex: str


def pairs(persons: Collection[int]) -> list[Pair]:
    """Pairs among persons, the strongest grounds first; those said to be two, or merged already, are left out."""
    apart = frozenset(Apart.objects.values_list("one", "other"))
    found = _alike(book.head(), frozenset(persons), apart)
    names = Person.objects.in_bulk({person for one, other, _grounds in found for person in (one, other)})
    listed = [Pair(names[one], names[other], grounds) for one, other, grounds in found]
    return sorted(listed, key=lambda pair: (_rank(pair.grounds), pair.one.sort_key, pair.one.pk, pair.other.pk))


@lru_cache(maxsize=8)
def _alike(_head: str, persons: frozenset[int], apart: frozenset[tuple[int, int]]) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Compared once for each state of the book, by ids: what is remembered names nobody."""
    wanted = persons - set(Merged.objects.values_list("duplicate", flat=True))
    people = [Marks(*row) for row in Person.objects.exclude(name="").values_list("pk", "folded", "birth", "sex") if row[0] in wanted]
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for ground, group in (*_by_number(wanted), *_by_name(people), *_nearly(people)):
        for pair in combinations(sorted(group), 2) if len(group) <= MOST else ():
            if pair not in apart:
                found[pair].add(ground)
    for grounds in found.values():
        if NAME in grounds:
            # Who is the same in name and birth is also nearly so.
            grounds.difference_update(NEAR)
    for pair in _told_apart(found, people):
        del found[pair]
    return tuple((one, other, _ordered(grounds)) for (one, other), grounds in found.items())


def _ordered(grounds: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(grounds, key=list(GROUNDS).index))


def _rank(grounds: tuple[str, ...]) -> tuple[bool, int]:
    return (grounds[0] in NEAR, -len(grounds))


def _by_number(wanted: Collection[int]) -> Iterator[tuple[str, set[int]]]:
    """Numbers are compared by their keyed hashes: nothing is opened."""
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for person, name, digest in PersonKey.objects.filter(name__in=KEYS).values_list("person", "name", "digest"):
        if person in wanted:
            # The hash covers the attribute's name; the same number under two names is found by the name and birth.
            groups[name, digest].add(person)
    return ((KEYS[name], group) for (name, _digest), group in groups.items() if len(group) > 1)


def _by_name(people: Iterable[Marks]) -> Iterator[tuple[str, set[int]]]:
    yield from _groups(NAME, (((each.folded, each.birth), each.pk) for each in people if each.birth))


def _nearly(people: Sequence[Marks]) -> Iterator[tuple[str, set[int]]]:
    """Groups of the same name whose births are a slip apart, or unknown; and of the same birth whose middle names alone differ."""
    born = [(each, each.birth) for each in people if each.birth]
    yield from _groups(BIRTH, (((each.folded, mark), each.pk) for each, birth in born for mark in slips(birth)))
    yield from _groups(MIDDLE, (((birth, ends(each.folded)), each.pk) for each, birth in born))
    yield from _unborn(people)


def _unborn(people: Iterable[Marks]) -> Iterator[tuple[str, set[int]]]:
    """Everybody whose birth is unknown, with each other record of the name."""
    named: dict[str, list[Marks]] = defaultdict(list)
    for each in people:
        named[each.folded].append(each)
    for group in named.values():
        for each in group if len(group) <= MOST else ():
            if not each.birth:
                yield from ((BIRTH, {each.pk, other.pk}) for other in group if other != each)


def _groups(ground: str, marked: Iterable[tuple[Hashable, int]]) -> Iterator[tuple[str, set[int]]]:
    groups: dict[Hashable, set[int]] = defaultdict(set)
    for mark, person in marked:
        groups[mark].add(person)
    return ((ground, group) for group in groups.values() if len(group) > 1)


def _told_apart(found: dict[tuple[int, int], set[str]], people: Iterable[Marks]) -> list[tuple[int, int]]:
    """Pairs that are alike only nearly, and are told apart by their sexes or their identity numbers."""
    near = {pair for pair, grounds in found.items() if grounds <= set(NEAR)}
    sexes = {each.pk: each.sex for each in people}
    rows = PersonKey.objects.filter(name="identity_number", person__in={person for pair in near for person in pair})
    numbers = dict(rows.values_list("person", "digest"))
    return [pair for pair in near if any(_differ(*map(known.get, pair)) for known in (sexes, numbers))]


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)
