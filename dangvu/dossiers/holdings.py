"""Who holds what on a day, read from the postings as known now: memberships, flags, posts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any

import numpy as np
from django.db.models import Q, Sum

from dangvu.ledger import accounts, book, packed
from dangvu.ledger.models import Account, Posting
from dangvu.orgs.models import Person

FLAGS = ("exempt", "temporary_out", "suspended")
MOST_NAMED = 500
"""Organisations that are named in a statement; beyond, everybody is read and the others are left out."""


def members(orgs: Collection[int], on: dt.date, status: str = "", among: Collection[int] | None = None) -> list[tuple[int, int]]:
    """(person, cell) of the members of some cells at the end of a day. ``among``: of some persons only."""
    person, cell = standing(orgs, on, status, among)
    return list(zip(person.tolist(), cell.tolist(), strict=True))


def standing(orgs: Collection[int], on: dt.date, status: str = "", among: Collection[int] | None = None) -> tuple[packed.Ints, packed.Ints]:
    """The same as two columns."""
    cells, chosen = frozenset(orgs), accounts.ids("member", **({"status": status} if status else {}))
    if among is not None:
        return _columns(pair for pair in _of_some(among, chosen, on) if pair[1] in cells)
    if len(cells) <= MOST_NAMED:
        return _columns(held(Q(account__in=chosen, org__in=list(cells)), on, "org"))
    everybody = _of_everybody(chosen, on)
    if everybody is None:
        return _columns(pair for pair in held(Q(account__in=chosen), on, "org") if pair[1] in cells)
    person, org = everybody
    inside = np.isin(org, np.fromiter(cells, dtype=org.dtype, count=len(cells)))
    return person[inside], org[inside]


def _columns(pairs: Iterable[tuple[int, int]]) -> tuple[packed.Ints, packed.Ints]:
    found = sorted(pairs)
    person, cell = np.array(found, dtype=np.int64).reshape(len(found), 2).T
    return person, cell


def _of_some(persons: Collection[int], chosen: Collection[int], on: dt.date) -> Iterator[tuple[int, int]]:
    """Accounts are picked out of what is found: named in the statement, SQLite would read all that ever stood on them."""
    legs = Posting.objects.filter(person__in=list(persons), on__lte=on).values_list("person", "org", "account")
    sums: defaultdict[tuple[int, int], int] = defaultdict(int)
    for person, org, account, quantity in legs.annotate(held=Sum("quantity")):
        sums[person, org] += quantity if account in chosen else 0
    return (pair for pair, quantity in sums.items() if quantity > 0)


def _of_everybody(chosen: Collection[int], on: dt.date) -> tuple[packed.Ints, packed.Ints] | None:
    """Persons and cells of all members, in their order, summed from the pages: a database takes seconds for the legs of a hundred
    thousand. None when there are no pages.
    """
    rows = packed.held(chosen, book.last_number(), on) if chosen else None
    if rows is None:
        return None
    level = packed.netted(0, [rows])
    there = level.where((level.quantity > 0) & (level.person != 0))
    return there.person, there.org


def place(person: Person) -> int | None:
    """The organisation a person stands in, or stood in last."""
    legs = Posting.objects.filter(person=person, account__in=accounts.ids("member"), quantity__gt=0)
    return legs.order_by("-on", "-source").values_list("org", flat=True).first()


def posts(person: Person, on: dt.date) -> list[tuple[int, str]]:
    """(organisation, post) of everything a person was elected or appointed to and still holds at the end of a day."""
    legs = Posting.objects.filter(person=person, account__measure="officer", on__lte=on).values_list("org", "account")
    rows = [(org, account) for org, account, _sum in legs.annotate(held=Sum("quantity")).filter(held__gt=0)]
    known = Account.objects.in_bulk({account for _org, account in rows})
    return sorted((org, str(known[account].attrs.get("post", ""))) for org, account in rows)


def held(wanted: Q, on: dt.date, by: str) -> Iterator[tuple[int, Any]]:
    """(person, what it is told apart by) of everything held by persons at the end of a day."""
    rows = Posting.objects.filter(wanted, on__lte=on, person__isnull=False).values_list("person", by)
    return ((person, what) for person, what, _sum in rows.annotate(held=Sum("quantity")).filter(held__gt=0))


def flags(orgs: Collection[int], on: dt.date) -> dict[int, str]:
    """Persons of some cells whom a vote of that day may leave out of its denominator, each with a reason the books give."""
    return dict(sorted(held(Q(account__measure__in=FLAGS, org__in=list(orgs)), on, "account__measure")))


def flagged(org: int, on: dt.date) -> list[tuple[Person, str]]:
    """Members of a cell whom a vote of that day may leave out of its denominator, with every reason the books give."""
    found = list(held(Q(account__measure__in=FLAGS, org=org), on, "account__measure"))
    names = Person.objects.in_bulk([person for person, _measure in found])
    return sorted(((names[person], measure) for person, measure in found), key=lambda each: (each[0].sort_key, each[1]))


def officers(codes: Iterable[str], on: dt.date) -> set[str]:
    """Those of the persons who hold a post of a committee on the day."""
    persons = dict(Person.objects.filter(code__in=list(codes)).values_list("pk", "code"))
    holding = held(Q(account__measure="officer", person__in=list(persons)), on, "account__measure")
    return {persons[person] for person, _measure in holding}
