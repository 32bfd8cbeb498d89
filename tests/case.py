"""The seed's committee, loaded as the demonstration loads it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from dangvu.exchange.load import load_file
from dangvu.figures.services import Query
from dangvu.ledger import book
from dangvu.orgs.models import Organisation

FILES = sorted((Path(__file__).resolve().parent.parent / "cases" / "dong-anh").glob("*.jsonl"))
START, REVIEW = dt.date(2020, 6, 1), dt.date(2023, 3, 22)
QUARTER = (dt.date(2023, 1, 1), dt.date(2023, 3, 31))


def load() -> int:
    """Load every file; the committee's id."""
    for file in FILES:
        assert load_file(file, actor="vanphong", replay=True).errors == []
    return Organisation.objects.get(code="DUK").pk


def term(org: int, known: int | None = None) -> Query:
    """The half term, as of the review."""
    return Query(org=org, as_of=REVIEW, start=START, end=REVIEW, known=book.last_number() if known is None else known)


def quarter(org: int) -> Query:
    """The first quarter of 2023."""
    return Query(org=org, as_of=QUARTER[1], start=QUARTER[0], end=QUARTER[1], known=book.last_number())
