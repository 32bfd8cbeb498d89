"""What is kept of gaps is what would be judged anew, whatever is recorded in between."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.figures.engines import judged
from dangvu.figures.gap_lists import gaps_by_member
from dangvu.figures.gaps import GAPS
from dangvu.figures.services import AFRESH, Query, evaluate
from dangvu.orgs.models import Person
from dangvu.privacy import erasure
from tests.cast import book, line, org, record

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)
CODES = ("members_with_gaps", *GAPS)
ENTRIES: list[list[dict[str, Any]]] = [
    [line("activity", "2021-03-01", org="A", type="talk", quantity=1)],
    [line("amended", "2025-06-01", person="an", changes={"schooling": "12/12"}, ref="told")],
    [line("reversal", "2025-06-02", of="told", ref="back")],
    [line("person", "2019-01-01", person="dung", name="Phạm Văn Dũng", birth="1980-01-01"),
     line("carried_over", "2020-01-01", person="dung", org="A", status="official", party_age_from="2005-01-01", official_on="2006-02-02")],
    [line("recognised", "2021-03-01", person="binh", ref="recognised")],
    [line("reversal", "2025-06-02", of="recognised", ref="not")],
    [line("person", "2019-01-01", person="dung2", name="Phạm Văn Dũng", birth="1980-01-01"),
     line("persons_merged", "2025-07-01", person="dung", duplicate="dung2", taken=[], reason="một người")],
]  # fmt: skip


def told(**store: Any) -> tuple[dict[str, Any], list[Any]]:
    query = Query(org("R"), DAY, **store)
    return {code: answer.value for code, answer in evaluate(CODES, query).items()}, gaps_by_member(query)


def test_after_each_entry_it_is_what_would_be_judged_anew() -> None:
    record(*book())
    assert told() == told(store=AFRESH)
    seen = []
    for lines in ENTRIES:
        record(*lines)
        assert told() == told(store=AFRESH), lines
        seen.append(told()[0])
    assert seen[0]["gap_schooling"] == seen[1]["gap_schooling"] + 1 == seen[2]["gap_schooling"]
    record(line("struck_off", "2026-02-01", person="dung"))
    erasure.erase(Person.objects.get(code="dung"), reason="mistake", actor="vanphong", on=dt.date(2026, 3, 1))
    assert told()[0]["gap_birth"] == seen[-1]["gap_birth"] + 1, "on the day the one who is erased was a member"
    assert told() == told(store=AFRESH)


def test_an_entry_about_nobody_opens_nobodys_record() -> None:
    record(*book())
    before = told()
    record(*ENTRIES[0])
    with CaptureQueriesContext(connection) as asked:
        assert told() == before
    assert not any('"ledger_sealed"."secret"' in each["sql"] for each in asked)


def test_of_a_larger_book_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judged, "MOST", 1)
    record(*book())
    assert told() == told(store=AFRESH) == told()
    assert judged._remembered[0].found == {}
