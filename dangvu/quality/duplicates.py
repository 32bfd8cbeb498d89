"""Pairs of records that look like one person: the same name and birth, the same identity number, the same card. A human decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from dangvu.ledger.models import Merged
from dangvu.orgs.models import Person, PersonKey
from dangvu.quality.models import Apart

NAME, IDENTITY, CARD = "name", "identity", "card"
GROUNDS = {NAME: _("cùng họ tên và ngày sinh"), IDENTITY: _("cùng số định danh"), CARD: _("cùng số thẻ đảng")}
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


def pairs(persons: Collection[int]) -> list[Pair]:
    """Pairs among persons, by name; those said to be two, or merged already, are left out."""
    gone = set(Merged.objects.values_list("duplicate", flat=True))
    wanted = set(persons) - gone
    apart = set(Apart.objects.values_list("one", "other"))
    found: dict[tuple[int, int], set[str]] = defaultdict(set)
    for ground, group in (*_by_number(wanted), *_by_name(wanted)):
        for pair in combinations(sorted(group), 2) if len(group) <= MOST else ():
            if pair not in apart:
                found[pair].add(ground)
    names = Person.objects.in_bulk({person for pair in found for person in pair})
    listed = [Pair(names[one], names[other], _ordered(grounds)) for (one, other), grounds in found.items()]
    return sorted(listed, key=lambda pair: (len(GROUNDS) - len(pair.grounds), pair.one.sort_key, pair.one.pk, pair.other.pk))


def _ordered(grounds: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(grounds, key=(IDENTITY, CARD, NAME).index))


def _by_number(wanted: set[int]) -> Iterator[tuple[str, set[int]]]:
    """Numbers are compared by their keyed hashes: nothing is opened."""
    groups: dict[tuple[str, str], set[int]] = defaultdict(set)
    for person, name, digest in PersonKey.objects.filter(name__in=KEYS).values_list("person", "name", "digest"):
        if person in wanted:
            # The hash covers the attribute's name; the same number under two names is found by the name and birth.
            groups[name, digest].add(person)
    return ((KEYS[name], group) for (name, _digest), group in groups.items() if len(group) > 1)


def _by_name(wanted: set[int]) -> Iterator[tuple[str, set[int]]]:
    groups: dict[tuple[str, object], set[int]] = defaultdict(set)
    for person, folded, birth in Person.objects.exclude(name="").exclude(birth=None).values_list("pk", "folded", "birth"):
        if person in wanted:
            groups[folded, birth].add(person)
    return ((NAME, group) for group in groups.values() if len(group) > 1)
