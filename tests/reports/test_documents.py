"""The register of documents: what is listed, and which numbers of a run are missing or taken twice."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from dangvu.reports import documents, registers
from tests.cast import Line, book, faults, line, org, record

pytestmark = pytest.mark.django_db
DAY = dt.date(2021, 12, 31)


def issued(number: str, on: str = "2021-03-01", **more: Any) -> Line:
    return line("document_registered", on, org="K1", direction="issued", type="decision", number=number, **more)


def runs() -> dict[tuple[str, str], tuple[int, tuple[int, ...], tuple[int, ...]]]:
    return {(each.body, each.abbreviation): (each.last, each.missing, each.doubles) for each in documents.runs(org("K1"), DAY)}


def test_gaps_and_doubles_by_body_and_type() -> None:
    record(
        *book(),
        *(issued(f"{number:02d}-QĐ/ĐU") for number in (1, 2, 4, 4, 7)),
        issued("Số 1-QĐ/UBKT", body="inspection_commission"),
        issued("3-KH/ĐU"),
        issued("không số"),
        line("document_registered", "2021-03-01", org="K1", direction="received", type="directive", number="9-CT/HU", issuer="Huyện ủy"),
        line("document_registered", "2021-03-01", org="A", direction="issued", type="decision", number="20-QĐ/CB"),
    )
    assert runs() == {
        ("committee", "QĐ"): (7, (3, 5, 6), (4,)),
        ("inspection_commission", "QĐ"): (1, (), ()),
        ("committee", "KH"): (3, (), ()),
    }


def test_reports_numbered_here_stand_in_their_run() -> None:
    record(
        *book(),
        line("target_set", "2020-01-01", org="K1", figure="admitted", value=1, bound="floor", **{"from": "2020-01-01", "to": "2024-12-31"}),
    )
    for number in (5, 7):
        told = {"body": "committee", "number": number, "subject": "Báo cáo tháng", "issued_on": dt.date(2021, 5, 1), "actor": "x"}
        registers.record_outside(org("K1"), "BC", "2020-2024", **told)
    record(issued("6-BC/ĐU") | {"type": "report"})
    assert runs() == {("committee", "BC"): (7, (), ())}
    found = documents.listed(org("K1"), dt.date(2021, 1, 1), DAY)
    assert [each.symbol for each in found] == ["07-BC", "05-BC", "6-BC/ĐU"] and found[0].title == "Báo cáo tháng"


def test_the_register_of_the_period_only_and_nothing_secret() -> None:
    record(*book(), issued("1-QĐ/ĐU"), issued("2-QĐ/ĐU", "2022-01-05"))
    assert [each.number for each in documents.listed(org("K1"), dt.date(2021, 1, 1), DAY)] == [1] and runs()["committee", "QĐ"][0] == 1
    assert [each.field for each in faults([issued("3-QĐ/ĐU", secrecy="mat")])] == ["secrecy"]
