"""What is recorded of persons, as facts and as posted legs: what the writer folds again when something is recorded late."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import Any

import orjson
from django.db.models import Sum

from dangvu.ledger import merges
from dangvu.ledger.driver import as_day, marks, read
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.models import Account, Entry, Posting, Sealed
from dangvu.ledger.personfold import SourcedLeg

BATCH = 500

FACTS = """
SELECT p.person_id, e.number, e.kind, e.effective_on, e.data
FROM (SELECT DISTINCT person_id, source_id FROM ledger_posting WHERE person_id IN ({marks})) p JOIN ledger_entry e ON e.number = p.source_id
WHERE (SELECT r.reverses FROM ledger_entry r WHERE r.reverses = e.number) IS NULL
"""
"""The persons' entries are gathered before the entries are read: of a table it knew nothing about, PostgreSQL read every entry there is."""

STANDING = """
SELECT e.ref, e.kind, e.number, e.data FROM ledger_entry e
WHERE e.ref IN ({marks}) AND NOT EXISTS (SELECT 1 FROM ledger_entry r WHERE r.reverses = e.number)
"""

LEGS = """
SELECT p.person_id, p.source_id, e.kind, p."on", p.account_id, p.org_id, p.other_id, SUM(p.quantity)
FROM ledger_posting p JOIN ledger_entry e ON e.number = p.source_id
WHERE p.person_id IN ({marks})
GROUP BY p.person_id, p.source_id, e.kind, p."on", p.account_id, p.org_id, p.other_id
HAVING SUM(p.quantity) <> 0
"""


def folded(kind: str) -> bool:
    """Whether a kind's legs on a person come from the person's fold (the tree's ends of organisations among them)."""
    family = REGISTRY[kind].family
    return family in ("standing", "structure") or kind == "disciplined"


def standing(refs: Collection[str]) -> list[tuple[str, str, int, str]]:
    """(ref, kind, number, data) of those of a few entries that are in the book and not reversed."""
    return read(STANDING.format(marks=marks(refs)), list(refs))


def batches(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(sorted(set(ids)))
    while batch := list(islice(rest, BATCH)):
        yield batch


def select(statement: str, ids: Iterable[int]) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement over many ids, some hundreds at a time."""
    for batch in batches(ids):
        yield from read(statement.format(marks=marks(batch)), batch)


def personal(number: int, kind: str, on: Any, data: str, person: int, ties: merges.Ties) -> Fact | None:
    """The fact an entry is for one person, None when the person's fold does not read it."""
    values = orjson.loads(data)
    if not ties.belongs(person, number, values):
        return None
    if kind == "organisation_split":
        for each in values["into"]:
            if person in each.get("persons", ()):
                return Fact(number, kind, as_day(on), {"from": values["org"], "org": each["org"]}, person)
        return None
    if REGISTRY[kind].family == "standing" or kind == "disciplined":
        return Fact(number, kind, as_day(on), values, person)
    return None


def facts_of(
    persons: Collection[int], ties: merges.Ties | None = None, rows: Iterable[tuple[Any, ...]] | None = None
) -> dict[int, list[Fact]]:
    """The facts in force of each person; empty for those who have none. ``ties``: the merges that hold, those in force unless said.

    rows: what FACTS gives of them, where it is read already.
    """
    found: dict[int, list[Fact]] = {person: [] for person in persons}
    ties = merges.Ties.of(persons) if ties is None else ties
    for person, number, kind, on, data in select(FACTS, persons) if rows is None else rows:
        fact = personal(number, kind, on, data, person, ties) if person in found else None
        if fact is not None:
            found[person].append(fact)
    return found


def legs_of(persons: Collection[int]) -> dict[int, list[SourcedLeg]]:
    """The legs posted for each person by the kinds that are folded, reversals netted out."""
    keys = dict(Account.objects.values_list("pk", "key"))
    found: dict[int, list[SourcedLeg]] = defaultdict(list)
    for person, source, kind, on, account, org, other, quantity in select(LEGS, persons):
        if folded(kind):
            found[person].append((source, as_day(on), keys[account], org, other, int(quantity)))
    return found


def work_of(person: int) -> list[SourcedLeg]:
    """The legs posted of a person by the kinds that are not folded (badges, turns, dues, rolls), reversals netted out."""
    keys = dict(Account.objects.values_list("pk", "key"))
    return [
        (source, as_day(on), keys[account], org, other, int(quantity))
        for _person, source, kind, on, account, org, other, quantity in select(LEGS, [person])
        if not folded(kind)
    ]


def about(person: int, known: int | None = None) -> set[int]:
    """Numbers of the entries about a person: what stands with him or her, what was cancelled, what told values."""
    legs = Posting.objects.filter(person=person)
    legs = legs if known is None else legs.filter(entry__lte=known)
    standing = legs.values("source", "account", "org", "on").annotate(net=Sum("quantity")).exclude(net=0)
    numbers: set[int] = set(standing.values_list("source", flat=True))
    rest = set(legs.values_list("source", flat=True)) - numbers
    numbers |= rest & set(Entry.objects.filter(reverses__in=rest).values_list("reverses", flat=True))
    return numbers | set(Sealed.objects.filter(person=person).values_list("entry", flat=True))


def touching(orgs: Collection[int]) -> set[int]:
    """Persons who ever stood in one of the organisations, as members, guests or officers."""
    accounts = Account.objects.filter(measure__in=("member", "guest", "officer")).values_list("pk", flat=True)
    if not orgs or not accounts:
        return set()
    statement = f"""SELECT DISTINCT person_id FROM ledger_posting
        WHERE account_id IN ({marks(accounts)}) AND org_id IN ({marks(orgs)}) AND person_id IS NOT NULL"""
    return {row[0] for row in read(statement, [*accounts, *orgs])}


def named(numbers: Iterable[int]) -> str:
    """Entries as a user knows them: number, kind, day and the sender's key."""
    found = Entry.objects.filter(number__in=set(numbers)).order_by("number")
    return "; ".join(f"{each.number} ({each.kind}, {each.effective_on:%d/%m/%Y}, {each.ref})" for each in found)
