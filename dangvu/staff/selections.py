"""What pages list: members on a day, a person's entries, the last entries of an organisation. Lists only; figures are counted elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import orjson
from django.db.models import Exists, Q, QuerySet, Subquery, Sum

from dangvu.core.vietnamese import fold
from dangvu.ledger import accounts
from dangvu.ledger.models import Account, Entry, Posting, Sealed, legs_of_entries, legs_of_outer
from dangvu.orgs.models import Person
from dangvu.staff import wording
from dangvu.staff.desk import Desk

NAMES_SHOWN = 3
HELD = ("member", "exempt", "suspended", "temporary_out", "guest", "handbook")


@dataclass(frozen=True)
class Held:
    """Something a person holds at an organisation on a day: the account says what."""

    org: int
    account: str


@dataclass
class EntryLine:
    """An entry as lists show it, with some of the persons and organisations it is about."""

    entry: Entry
    persons: list[Person] = field(default_factory=list)
    orgs: list[int] = field(default_factory=list)
    more: bool = False
    reversed_by: int | None = None

    @property
    def gist(self) -> str:
        """What the entry's kind alone does not say: which activity, which target, which topic."""
        return wording.gist(orjson.loads(self.entry.data))


def known_postings(desk: Desk) -> QuerySet[Posting]:
    """Legs true on the day, as known."""
    found = Posting.objects.filter(on__lte=desk.day)
    return found if desk.known is None else found.filter(entry__lte=desk.known)


def known_entries(desk: Desk) -> QuerySet[Entry]:
    return Entry.objects.all() if desk.known is None else Entry.objects.filter(number__lte=desk.known)


def members(desk: Desk, orgs: Collection[int], status: str = "") -> QuerySet[Person]:
    """Persons on the list of these organisations on the day, in the order of their given names."""
    held = accounts.ids("member", **({"status": status} if status else {}))
    legs = known_postings(desk).filter(account__in=held, org__in=orgs)
    on_list = legs.values("person").annotate(held=Sum("quantity")).filter(held__gt=0).values("person")
    return Person.objects.filter(pk__in=Subquery(on_list)).order_by("sort_key", "pk")


def ever_members(desk: Desk, orgs: Collection[int]) -> QuerySet[Person]:
    """Persons who stood in these organisations on some day up to this one, gone or not."""
    legs = known_postings(desk).filter(account__in=accounts.ids("member"), org__in=orgs)
    return Person.objects.filter(pk__in=Subquery(legs.values("person"))).order_by("sort_key", "pk")


def named(persons: QuerySet[Person], text: str) -> QuerySet[Person]:
    """Those whose name holds every word, with or without diacritics, in any order, or whose code is the text."""
    words = Q()
    for word in fold(text).split():
        words &= Q(folded__contains=word)
    return persons.filter(words | Q(code__iexact=text.strip()))


def after(persons: QuerySet[Person], code: str) -> QuerySet[Person]:
    """The list from behind a person on: pages go by key, so that none is skipped when somebody joins."""
    last = Person.objects.filter(code=code).values_list("sort_key", "pk").first()
    if last is None:
        return persons
    return persons.filter(Q(sort_key__gt=last[0]) | Q(sort_key=last[0], pk__gt=last[1]))


def standing(desk: Desk, persons: Iterable[int]) -> dict[int, list[Held]]:
    """What each person holds, and where, on the day."""
    keys = dict(Account.objects.filter(measure__in=HELD).values_list("pk", "key"))
    rows = (
        known_postings(desk)
        .filter(person__in=list(persons), account__in=list(keys))
        .values_list("person", "org", "account")
        .annotate(held=Sum("quantity"))
        .filter(held__gt=0)
    )
    found: dict[int, list[Held]] = {}
    for person, org, account, _held in rows:
        found.setdefault(person, []).append(Held(org, keys[account]))
    return {person: sorted(held, key=lambda each: HELD.index(accounts.parse(each.account)[0])) for person, held in found.items()}


def last_place(person: int) -> int | None:
    """The organisation a person stands in, or stood in last, by everything known: it decides who may open the page."""
    return (
        Posting.objects.filter(person=person, account__in=accounts.ids("member"))
        .values("org", "on", "source")
        .annotate(net=Sum("quantity"))
        .exclude(net=0)
        .order_by("-on", "-source", "-net")
        .values_list("org", flat=True)
        .first()
    )


def timeline(desk: Desk, person: int) -> list[EntryLine]:
    """Every entry about a person up to the day, reversed ones too, the latest first."""
    legs = Posting.objects.filter(person=person).values("source")
    told = Sealed.objects.filter(person=person).values("entry")
    about = known_entries(desk).filter(Q(number__in=Subquery(legs)) | Q(number__in=Subquery(told)))
    return lines(desk, about.filter(effective_on__lte=desk.day).order_by("-effective_on", "-number"))


def recent(desk: Desk, limit: int, kinds: Collection[str] = ()) -> list[EntryLine]:
    """The entries of the organisation recorded last, true by the day."""
    below = desk.tree.subtree(desk.org)
    touching = legs_of_outer().filter(org__in=below)
    found = known_entries(desk).filter(Exists(touching), effective_on__lte=desk.day)
    found = found.filter(kind__in=kinds) if kinds else found
    return lines(desk, found.order_by("-number")[:limit])


def lines(desk: Desk, entries: Iterable[Entry]) -> list[EntryLine]:
    """Entries with whom and what they are about, in the order given."""
    found = [EntryLine(entry) for entry in entries]
    by_number = {line.entry.number: line for line in found}
    for number, reversed_by in known_entries(desk).filter(reverses__in=by_number).values_list("reverses", "number"):
        if number is not None:
            by_number[number].reversed_by = reversed_by
    _name_them(by_number)
    return found


def _name_them(by_number: dict[int, EntryLine]) -> None:
    legs = legs_of_entries(by_number).order_by("id").values_list("entry", "org", "person").distinct()
    rows = list(legs)
    told = Sealed.objects.filter(entry__in=by_number, person__isnull=False).values_list("entry", "person")
    pairs = [(entry, person) for entry, _org, person in rows if person] + list(told)
    persons = Person.objects.in_bulk({person for _entry, person in pairs})
    for entry, org, _person in rows:
        _add(by_number[entry].orgs, org)
    for entry, person in pairs:
        line = by_number[entry]
        line.more = line.more or (len(line.persons) >= NAMES_SHOWN and persons[person] not in line.persons)
        _add(line.persons, persons[person])


def _add(known: list, one: object) -> None:
    if one not in known and len(known) < NAMES_SHOWN:
        known.append(one)


def persons_of(ids: Iterable[int | None]) -> dict[int, Person]:
    return Person.objects.in_bulk({each for each in ids if each is not None})
