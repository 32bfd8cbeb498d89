"""What the API tells a member's own program of what awaits the member, of the library and of study sessions, and what it is told."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from dangvu.handbook.jottings import LONGEST


class BadgeOut(Schema):
    """``waits_until``: the day a discipline stops holding it back."""

    years: int
    earned_on: dt.date
    round: dt.date
    waits_until: dt.date | None


class MonthOut(Schema):
    """``due``: đồng, null where nothing was reckoned."""

    month: str
    due: int | None
    paid: int
    exempt: bool


class DeadlineOut(Schema):
    title: str
    by: dt.date


class CaseOut(Schema):
    """A dossier in progress. ``lacking``: papers it still needs."""

    title: str
    state: str
    opened: dt.date
    lacking: list[str]
    due: list[DeadlineOut]


class AssignedOut(Schema):
    title: str
    about: str


class AwaitingOut(Schema):
    """``months``: of Party age, null where the books do not say from when it runs."""

    months: int | None
    badges: list[int]
    next_badge: BadgeOut | None
    dues: list[MonthOut]
    cases: list[CaseOut]
    assigned: list[AssignedOut]


class DocumentOut(Schema):
    """A document. ``paragraph``: where the words asked for stand (from 1; 0: in its head), ``excerpt``: how that paragraph begins."""

    id: int
    sort: str
    number: str
    issuer: str
    title: str
    dated: dt.date | None
    paragraph: int
    excerpt: str


class PartOut(Schema):
    """A paragraph; a heading's level is 1, 2 or 3."""

    text: str
    level: int


class VersionOut(Schema):
    """A version of a document. ``newest``: the place of the one that holds. ``bookmarks``: own marks, by paragraph."""

    id: int
    title: str
    version: int
    newest: int
    number: str
    dated: dt.date | None
    note: str
    parts: list[PartOut]
    bookmarks: list[int]


class PieceOut(Schema):
    kind: Literal["same", "added", "removed"]
    words: str


class ChangeOut(Schema):
    """A stretch: same, added, removed or changed. ``hidden``: how many unchanged paragraphs are left out here."""

    kind: str
    heading: bool
    hidden: int
    pieces: list[PieceOut]


class BookmarkOut(Schema):
    document: int
    title: str
    version: int
    paragraph: int
    heading: str


class BookmarkIn(Schema):
    """``kept``: whether the paragraph is to bear a mark."""

    paragraph: Annotated[int, Field(ge=1, le=100_000)]
    kept: bool = True


class StudyOut(Schema):
    """``claimed``: whether the member said to have studied; ``studied``: whether the secretary confirmed it."""

    id: int
    document: int
    title: str
    on: dt.date
    questions: list[str]
    open: bool
    claimed: bool
    studied: bool
    note: str


class StudiedIn(Schema):
    """``studied``: false takes it back."""

    studied: bool = True


class StudyNoteIn(Schema):
    text: Annotated[str, Field(max_length=LONGEST)]


class CorrectionIn(Schema):
    """``field``: one of those that may be corrected (name, birth, sex, …)."""

    field: Annotated[str, Field(max_length=40)]
    wanted: Annotated[str, Field(max_length=300)]
    why: Annotated[str, Field(max_length=2000)] = ""


class CorrectionOut(Schema):
    """``ref``: of the dossier the office answers."""

    ref: str
