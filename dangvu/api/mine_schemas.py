"""What the API tells a member's own program, and what it is told."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from ninja import Schema
from pydantic import Field

from dangvu.handbook.jottings import LONGEST as LONGEST_NOTE
from dangvu.handbook.questions import LONGEST


class ValueOut(Schema):
    """A value of the record, the day it holds from, and the entry that told it."""

    name: str
    value: Any
    since: dt.date
    entry: int


class OwnEntryOut(Schema):
    number: int
    on: dt.date
    title: str


class ReadOut(Schema):
    """Who read the record, and when."""

    at: dt.datetime
    username: str
    what: str


class RecordOut(Schema):
    code: str
    name: str
    registered: bool
    values: list[ValueOut]
    entries: list[OwnEntryOut]
    reads: list[ReadOut]


class NewsOut(Schema):
    """``what``: meeting, resolution, poll, result or answer; ``id``: of that. ``asks``: whether it waits for the member."""

    what: str
    id: int
    on: dt.date
    title: str
    asks: bool


class PaperOut(Schema):
    id: int
    title: str


class MeetingOut(Schema):
    """An invitation. ``answer``: coming, online, away, or empty; ``presence``: as it stands on the roll, or empty."""

    id: int
    on: dt.date
    time: str
    place: str
    title: str
    organisation: str
    open: bool
    answer: str
    reason: str
    presence: str


class MeetingWholeOut(MeetingOut):
    agenda: list[str]
    papers: list[PaperOut]
    note: str
    resolution: str


class ReplyIn(Schema):
    """``answer``: coming, online or away; who stays away says why."""

    answer: Annotated[str, Field(max_length=10)]
    reason: Annotated[str, Field(max_length=300)] = ""


class NoteIn(Schema):
    text: Annotated[str, Field(max_length=LONGEST_NOTE)]


class PresenceIn(Schema):
    """``code``: as it was scanned from the wall."""

    code: Annotated[str, Field(max_length=100)]


class ResultOut(Schema):
    """What became of it: taken, same, conflict, waiting or refused, with a sentence."""

    outcome: str
    why: str


class AnswerTextOut(Schema):
    text: str
    on: dt.date


class QuestionOut(Schema):
    """``to``: the organisation's code. ``due``: the last day for an answer. ``state``: open or answered."""

    id: int
    to: str
    sort: str
    state: str
    text: str
    asked_on: dt.date
    due: dt.date
    answers: list[AnswerTextOut]


class QuestionIn(Schema):
    """``to``: the code of the own cell or of the committee above it. ``sort``: question or opinion."""

    to: Annotated[str, Field(max_length=80)]
    sort: Annotated[str, Field(max_length=10)]
    text: Annotated[str, Field(max_length=LONGEST)]


class PollOut(Schema):
    """``voted``: null once it is closed. ``counts``: in the order of the choices, null while it is open and where too few voted."""

    id: int
    question: str
    choices: list[str]
    closes_on: dt.date
    closed: bool
    voted: bool | None
    counts: list[int] | None


class VoteIn(Schema):
    """``choice``: its place in the list, from 0."""

    choice: Annotated[int, Field(ge=0, le=99)]
