"""What is new for a member, read from what is there: no list of its own is kept, so nothing can be missed or go stale in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dangvu.handbook import acts, assignments, polls
from dangvu.handbook.models import Question
from dangvu.orgs.models import Person, User

BACK = dt.timedelta(days=30)
"""How long an answer or a result counts as new."""


@dataclass(frozen=True)
class News:
    """Something to look at. ``what``: meeting, resolution, poll, result, answer or work. ``asks``: whether it waits for the member."""

    what: str
    pk: int
    on: dt.date
    title: str
    asks: bool

    @property
    def key(self) -> str:
        """By which a phone that was told of it knows it again."""
        return f"{self.what}/{self.pk}"


def of(user: User, person: Person, on: dt.date) -> list[News]:
    """News for a member, what waits for an answer first, then the latest."""
    found = [*_meetings(user, on), *_polls(person, on), *_answers(person, on), *_work(person, on)]
    return sorted(found, key=lambda each: (not each.asks, -each.on.toordinal(), each.key))


def _meetings(user: User, on: dt.date) -> Iterator[News]:
    for line in acts.invited(user, on - BACK):
        met = line.meeting
        if met.open and met.on >= on and getattr(line, "reply", None) is None:
            yield News("meeting", met.pk, met.on, met.title, asks=True)
        elif not met.open and met.resolution:
            yield News("resolution", met.pk, met.on, met.title, asks=False)


def _polls(person: Person, on: dt.date) -> Iterator[News]:
    for each, voted in polls.of_member(person, on, on - BACK - dt.timedelta(days=polls.OPEN_FOR)):
        if each.closed_on is not None and each.closed_on >= on - BACK:
            yield News("result", each.pk, each.closed_on, each.data["question"], asks=False)
        elif voted is False and on <= each.closes_on:
            yield News("poll", each.pk, each.opened_on, each.data["question"], asks=True)


def _answers(person: Person, on: dt.date) -> Iterator[News]:
    for each in Question.objects.filter(person=person, state=Question.State.ANSWERED, answered_on__gte=on - BACK):
        yield News("answer", each.pk, each.answered_on or on, each.data["text"], asks=False)


def _work(person: Person, on: dt.date) -> Iterator[News]:
    given = assignments.recent(person, on - BACK)
    if given is not None and given.text:
        yield News("work", given.entry, given.on, given.text, asks=False)
