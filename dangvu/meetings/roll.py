"""The roll: who is invited by the books of the day, who came, whether the meeting may decide, and who may vote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from dangvu.dossiers import holdings, votes
from dangvu.ledger import book
from dangvu.meetings.models import Attendee, Meeting, Presence, Sort
from dangvu.orgs.models import Person
from dangvu.rules import services as rules

OF_CELLS = (Sort.MONTHLY, Sort.THEMATIC)
OF_COMMITTEE = (Sort.COMMITTEE, Sort.STANDING)


@dataclass(frozen=True)
class Count:
    """The roll in numbers. ``need``: how many must have come; ``rule`` says why. ``silent``: not asked yet."""

    bound: int
    present: int
    leave: int
    absent: int
    silent: int
    guests: int
    voters: int
    voters_present: int
    need: int
    rule: rules.Rule

    @property
    def quorate(self) -> bool:
        return self.bound > 0 and self.present >= self.need


def path(org: int, on: dt.date) -> tuple[int, ...]:
    """Where rules are looked for: the organisation and its superiors, itself first."""
    return book.tree().at(on).upward(org)


def rule(meeting: Meeting, key: str) -> rules.Rule:
    """A rule of the meeting's day at its place. Raises UnknownRule."""
    return rules.get(key, on=meeting.on, path=path(meeting.organisation_id, meeting.on))


def count(meeting: Meeting) -> Count:
    """The roll of a meeting, counted."""
    everyone = list(meeting.roll.all())
    bound = [each for each in everyone if each.bound]
    quorum = rule(meeting, "meeting.quorum")
    come = [each for each in bound if each.came]
    return Count(
        bound=len(bound),
        present=len(come),
        leave=sum(each.presence == Presence.LEAVE for each in bound),
        absent=sum(each.presence == Presence.ABSENT for each in bound),
        silent=sum(not each.presence for each in bound),
        guests=sum(each.came for each in everyone if each.guest),
        voters=sum(each.votes for each in everyone),
        voters_present=sum(each.votes and each.came for each in everyone),
        need=votes.Threshold.of(quorum).least(len(bound)),
        rule=quorum,
    )


def invite(meeting: Meeting, further: Iterable[str] = ()) -> None:
    """Make the roll from the books of the meeting's day: those invited by right, then ``further`` persons as delegates.

    Who stands on it already keeps the answer given; who should not any more and gave none is taken off.
    """
    wanted = {each.person_id: each for each in _invited(meeting, further)}
    for kept in meeting.roll.filter(person__isnull=False):
        fresh = wanted.pop(kept.person_id, None)
        if fresh is None and not kept.presence and not further:
            kept.delete()
        elif fresh is not None:
            kept.official, kept.flag, kept.guest = fresh.official, fresh.flag, fresh.guest
            kept.save(update_fields=["official", "flag", "guest"])
    Attendee.objects.bulk_create(wanted.values())


def _invited(meeting: Meeting, further: Iterable[str]) -> Iterator[Attendee]:
    on, tree = meeting.on, book.tree().at(meeting.on)
    below = tree.subtree(meeting.organisation_id)
    cells = {meeting.organisation_id} if meeting.sort in OF_CELLS else below
    standing = dict(holdings.members(cells, on))
    if meeting.sort not in OF_CELLS:
        chosen = _officers(meeting, below, on) | set(Person.objects.filter(code__in=list(further)).values_list("pk", flat=True))
        standing = {person: cell for person, cell in standing.items() if person in chosen}
    official = {person for person, _cell in holdings.members(set(standing.values()), on, "official")}
    flags = holdings.flags(set(standing.values()), on)
    guests = _guests(meeting, on) - standing.keys()
    names = Person.objects.in_bulk([*standing, *guests])
    for person in (*standing, *guests):
        who = names[person]
        yield Attendee(
            meeting=meeting, person=who, name=who.name, sort_key=who.sort_key, official=person in official,
            flag=flags.get(person, ""), guest=person in guests,
        )  # fmt: skip


def _officers(meeting: Meeting, below: frozenset[int], on: dt.date) -> set[int]:
    """Members of the committee; for a conference the secretaries of everything below as well."""
    own = set(holdings.held(Q(account__measure="officer", org=meeting.organisation_id), on, "org"))
    if meeting.sort in OF_COMMITTEE:
        return {person for person, _org in own}
    secretaries = holdings.held(Q(account__key="officer{post=secretary}", org__in=below), on, "org")
    return {person for person, _org in own} | {person for person, _org in secretaries}


def _guests(meeting: Meeting, on: dt.date) -> set[int]:
    """Members of other cells who stay with this one for a time: present without a vote."""
    if meeting.sort not in OF_CELLS:
        return set()
    return {person for person, _org in holdings.held(Q(account__measure="guest", org=meeting.organisation_id), on, "org")}
