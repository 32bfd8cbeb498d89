"""What pages list: members on a day, a person's entries, the last entries of an organisation. Lists only; figures are counted elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from operator import itemgetter

import orjson
from django.db.models import Exists, Q, QuerySet

from dangvu.core.vietnamese import fold, spelled
from dangvu.dossiers.models import Dossier
from dangvu.ledger import accounts, history
from dangvu.ledger.models import Entry, Merged, Posting, Sealed, legs_of_entries, legs_of_outer
from dangvu.orgs.access import PERSONS
from dangvu.orgs.models import Person
from dangvu.staff import holdings, naming, wording
from dangvu.staff.conditions import Asked, Text
from dangvu.staff.desk import Desk
from dangvu.staff.naming import Named

NAMES_SHOWN = 3
AT_ONCE = 300
"""Entries looked at by one statement."""
FEW = 20
"""One organisation in so many is few."""


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


def account_ids(desk: Desk, measure: str, where: accounts.Where | None = None) -> list[int]:
    """Ids of the accounts that match, without a question to the database for a desk that only reads."""
    return [pk for pk, each in desk.store.accounts().items() if accounts.matches(each, measure, where or {})]


@dataclass(frozen=True)
class Wanted:
    """Which of those on a list: those named, behind somebody's code, and how many at most (0: all)."""

    among: Named | None = None
    behind: str = ""
    first: int = 0


def members(desk: Desk, orgs: Collection[int], status: str = "", wanted: Wanted = Wanted()) -> QuerySet[Person]:
    """Persons on the list of these organisations on the day, in the order of their given names.

    Of few organisations those who stand there are found first and sorted. Of many, persons are looked at in the order of the list, one
    by one, until a page is full: finding a hundred thousand first would take as long as the book is old.
    """
    there, held = len(desk.tree.order()), account_ids(desk, "member", {"status": status} if status else None)
    few = len(orgs) * FEW < there
    return _listed(holdings.holder(desk, held, None if len(orgs) == there else orgs, few=few), wanted, few=few)


def ever_members(desk: Desk, orgs: Collection[int], wanted: Wanted = Wanted()) -> QuerySet[Person]:
    """Persons who stood in these organisations on some day up to this one, gone or not; found as ``members`` finds them."""
    few = len(orgs) * FEW < len(desk.tree.order())
    return _listed(holdings.stood(desk, account_ids(desk, "member"), orgs, few=few), wanted, few=few)


def is_member(desk: Desk, orgs: Collection[int]) -> Text:
    """The condition that a person is on the list of these organisations on the day, to be asked of a few persons."""
    return holdings.holder(desk, account_ids(desk, "member"), None if len(orgs) == len(desk.tree.order()) else orgs, few=False)


def was_seen(desk: Desk, orgs: Collection[int]) -> Text:
    """The same of who stands, or stood last, in these organisations, by everything known, or is in a dossier of theirs."""
    return holdings.seen(account_ids(desk, "member"), orgs)


def is_outsider(desk: Desk, orgs: Collection[int]) -> Text:
    """The same of who was seen there and is no member anywhere on the day."""
    return holdings.outsider(desk, account_ids(desk, "member"), orgs, few=False)


def outsiders(desk: Desk, orgs: Collection[int], wanted: Wanted) -> QuerySet[Person]:
    """Persons of whom this is so; found as ``members`` finds them."""
    few = len(orgs) * FEW < len(desk.tree.order())
    return _listed(holdings.outsider(desk, account_ids(desk, "member"), orgs, few=few), wanted, few=few)


def all_outsiders(desk: Desk, orgs: Collection[int], most: int) -> list[Person] | None:
    """All of them, where few persons were ever seen there; None where there are more than ``most``."""
    seen = {each.pk for each in ever_members(desk, orgs, Wanted(first=most + 1))}
    cases = Dossier.objects.filter(organisation__in=orgs, person__isnull=False).order_by("person")
    seen.update(cases.values_list("person", flat=True).distinct()[: most + 1])
    if len(seen) > most:
        return None
    return list(Person.objects.filter(Asked("pk", is_outsider(desk, orgs)), pk__in=seen).exclude(name="").order_by("sort_key", "pk"))


def _listed(asked: Text, wanted: Wanted, *, few: bool) -> QuerySet[Person]:
    """Persons who are what is asked, in the order of the list."""
    persons, behind = Person.objects.order_by("sort_key", "pk"), _key(wanted.behind)
    found = wanted.among
    if found and wanted.first and not few:
        return persons.filter(Asked("pk", naming.listed(found, asked, wanted.first, behind)))[: wanted.first]
    # Pages go by key, so that none is skipped when somebody joins.
    after = Q(sort_key__gt=behind[0]) | Q(sort_key=behind[0], pk__gt=behind[1]) if behind else Q()
    # A name costs less than what a person holds.
    told = [found.tested if few else found.found("{person}")] if found else []
    return persons.filter(after, Asked("pk", *told, asked))[: wanted.first or None]


def _key(code: str) -> tuple[str, int] | None:
    """Where in the list a person stands."""
    return Person.objects.filter(code=code).values_list("sort_key", "pk").first() if code else None


def unplaced(desk: Desk) -> set[int]:
    """Persons who never stood in an organisation and are told of by a dossier, or an entry, of the user's reach."""
    mine = Dossier.objects.filter(organisation__in=desk.reach(PERSONS), person__isnull=False).values("person")
    legs = Posting.objects.filter(org__in=desk.reach(PERSONS), person__isnull=False).values("person")
    never = Person.objects.exclude(name="").exclude(pk__in=Posting.objects.filter(account__in=accounts.ids("member")).values("person"))
    return set(never.filter(Q(pk__in=mine) | Q(pk__in=legs), merged=None).values_list("pk", flat=True))


def closest(persons: Iterable[Person], text: str) -> list[Person]:
    """Persons found, those first whose name has the words as they were typed, diacritics and all; the order is kept otherwise."""
    typed, plain = set(spelled(text)), set(fold(text).split())
    return sorted(persons, key=lambda each: (-len(typed.intersection(spelled(each.name))), -len(plain.intersection(each.folded.split()))))


def last_place(person: int) -> int | None:
    """The organisation a person stands in, or stood in last, by everything known: it decides who may open the page."""
    found = last_places([person]).get(person)
    if found is not None:
        return found
    # A record that was merged away stands where the one kept stands.
    kept = Merged.objects.filter(duplicate=person).values_list("kept", flat=True).first()
    return last_place(kept) if kept else None


def last_places(persons: Iterable[int]) -> dict[int, int]:
    """The same of many, in one statement. Who never stood anywhere is left out."""
    return holdings.last_places(accounts.ids("member"), persons)


def timeline(desk: Desk, person: int, place: int) -> list[EntryLine]:
    """Every entry about a person who stands at ``place`` up to the day, reversed ones too, the latest first."""
    about = known_entries(desk).filter(number__in=history.about(person, desk.known))
    about = about.exclude(kind__in=desk.hidden_kinds(place))
    return lines(desk, about.filter(effective_on__lte=desk.day).order_by("-effective_on", "-number"))


def recent(desk: Desk, limit: int, kinds: Collection[str] = ()) -> list[EntryLine]:
    """The entries of the organisation recorded last, true by the day."""
    below = desk.tree.subtree(desk.org)
    touching = legs_of_outer().filter(org__in=below)
    found = known_entries(desk).filter(Exists(touching), effective_on__lte=desk.day)
    found = found.filter(kind__in=kinds) if kinds else found
    found = found.exclude(kind__in=desk.hidden_kinds(desk.org))
    return lines(desk, found.order_by("-number")[:limit])


def in_period(desk: Desk, limit: int) -> list[EntryLine]:
    """The entries of the organisation that took effect in the desk's period, the latest first."""
    touching = legs_of_outer().filter(org__in=desk.tree.subtree(desk.org))
    found = known_entries(desk).filter(Exists(touching), effective_on__gte=desk.start, effective_on__lte=desk.end)
    return lines(desk, found.exclude(kind__in=desk.hidden_kinds(desk.org)).order_by("-effective_on", "-number")[:limit])


def lines(desk: Desk, entries: Iterable[Entry]) -> list[EntryLine]:
    """Entries with whom and what they are about, in the order given."""
    found = [EntryLine(entry) for entry in entries]
    by_number = {line.entry.number: line for line in found}
    for some in batched(by_number, AT_ONCE):
        for number, reversed_by in known_entries(desk).filter(reverses__in=some).values_list("reverses", "number"):
            if number is not None:
                by_number[number].reversed_by = reversed_by
        _name_them({number: by_number[number] for number in some})
    return found


def batched(numbers: Iterable[int], size: int) -> Iterator[list[int]]:
    """Some numbers at a time: a statement takes only so many."""
    rest = iter(numbers)
    while some := list(islice(rest, size)):
        yield some


def _name_them(by_number: dict[int, EntryLine]) -> None:
    # Sorted here: asked to sort by number, SQLite would walk through the whole book.
    rows = [row[1:] for row in sorted(legs_of_entries(by_number).values_list("id", "entry", "org", "person"), key=itemgetter(0))]
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
