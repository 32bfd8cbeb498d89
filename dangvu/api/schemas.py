"""What the API answers with."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema


class Problem(Schema):
    """A sentence that says what to do."""

    detail: str


class OrganisationOut(Schema):
    code: str
    name: str
    kind: str
    official_code: str
    parent: str | None
    open: bool


class FigureOut(Schema):
    code: str
    title_vi: str
    title_en: str
    definition: str
    unit: str
    klass: str
    dimensions: list[str]


class AnswerOut(Schema):
    """``value`` is null when it is unknown, or held back: then ``withheld`` says why."""

    code: str
    org: str
    value: float | int | None
    unit: str
    base: dict[str, Any] | None
    as_of: dt.date | None
    start: dt.date | None
    end: dt.date | None
    known: int
    remark: str
    withheld: str = ""


class PartOut(Schema):
    key: str
    label: str
    value: float | int | None


class RowOut(Schema):
    """``person`` is null for who may not see persons."""

    entry: int
    on: dt.date
    org: str | None
    other: str | None
    person: str | None
    quantity: int
    account: str
    remark: str


class LineOut(Schema):
    code: str
    side: str
    title: str
    value: int


class StatementOut(Schema):
    org: str
    start: dt.date
    end: dt.date
    opening: int
    lines: list[LineOut]
    closing: int


class PersonOut(Schema):
    code: str
    name: str
    birth: dt.date | None
    sex: str
    org: str | None
    status: str


class RecordedOut(Schema):
    """Entries written, or what is wrong with each line: then nothing was written."""

    appended: int
    skipped: int
    first_entry: int | None
    last_entry: int | None
    errors: list[dict[str, Any]]


class MeOut(Schema):
    username: str
    scopes: list[str]
    roots: list[str]
    expires_at: dt.datetime
