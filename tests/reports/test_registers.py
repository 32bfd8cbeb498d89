"""The register of document numbers: continuous, per type and term; gaps and doubles are told."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from dangvu.ledger import book
from dangvu.reports import registers, services
from dangvu.reports.errors import Refused
from dangvu.reports.models import Body, Register, RegisterLine, Report, Section
from tests import cast
from tests.cast import record

pytestmark = pytest.mark.django_db
TERM = "2020-2024"
QUARTER = (dt.date(2020, 1, 1), dt.date(2020, 3, 31), dt.date(2020, 3, 31))


@pytest.fixture
def org() -> int:
    record(*cast.book())
    return cast.org("K1")


def draft(org: int, kind: str = "quarterly") -> Report:
    """A short report of a committee that nothing is wrong with."""
    report = services.create(kind, org, *QUARTER, "clerk")
    Section.objects.filter(report=report).update(text="Có {{member_total}} đảng viên.")
    return report


def issued(org: int) -> Report:
    return services.issue(draft(org), "secretary", dt.date(2020, 4, 2))


def outside(org: int, number: int, term: str = TERM) -> RegisterLine:
    return registers.record_outside(
        org, "BC", term, body=Body.COMMITTEE, number=number, subject="Báo cáo giấy", issued_on=dt.date(2020, 2, 1), actor="clerk"
    )


def start(org: int, used_before: int) -> Register:
    return registers.open_register(org, "BC", TERM, body=Body.COMMITTEE, used_before=used_before, actor="clerk")


def test_numbers_run_on_and_each_committee_has_its_own(org: int) -> None:
    assert [issued(org).symbol for _ in range(2)] == ["01-BC/ĐU", "02-BC/ĐU"]
    assert issued(cast.org("K2")).number == 1


def test_the_first_number_follows_what_was_used_before(org: int) -> None:
    start(org, 11)
    assert [issued(org).number, issued(org).number] == [12, 13]
    with pytest.raises(Refused, match="Sổ đã có số 12"):
        start(org, 12)


def test_another_term_begins_at_one(org: int) -> None:
    outside(org, 40, term="2015-2020")
    assert issued(org).number == 1


def test_gaps_and_doubles_are_told_and_not_mended(org: int) -> None:
    register = start(org, 3)
    outside(org, 6)
    outside(org, 6)
    outside(org, 2)
    assert registers.irregular(register) == registers.Irregular((4, 5), (2, 6))
    assert issued(org).number == 7
    assert registers.irregular(register).gaps == (4, 5)


def test_a_refused_issue_takes_no_number(org: int) -> None:
    broken = draft(org)
    Section.objects.filter(report=broken, key="members").update(text="{{no_such_figure}}")
    with pytest.raises(Refused):
        services.issue(broken, "secretary", dt.date(2020, 4, 2))
    assert not RegisterLine.objects.exists() and issued(org).number == 1


def test_the_day_of_issue_is_neither_before_the_end_nor_to_come(org: int) -> None:
    for day in (dt.date(2020, 3, 30), dt.date(2999, 1, 1)):
        with pytest.raises(Refused, match="Ngày ban hành"):
            services.issue(draft(org), "secretary", day)


def test_sections_and_lines_of_what_was_issued_are_guarded_by_the_database(org: int) -> None:
    report, other = issued(org), draft(org)
    section = report.sections.first()
    assert section is not None
    attempts = (
        lambda: Section.objects.filter(pk=section.pk).update(text="x"),
        lambda: Section.objects.filter(pk=section.pk).delete(),
        lambda: other.sections.filter(key="limits").update(report=report, key="smuggled"),
        lambda: Section.objects.create(report=report, key="more", order=99, heading="x", updated_at=report.created_at, updated_by="clerk"),
        lambda: RegisterLine.objects.filter(report=report).update(number=99),
        lambda: RegisterLine.objects.filter(report=report).delete(),
        lambda: Report.objects.filter(pk=report.pk)._raw_delete("default"),
    )
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
            attempt()


def test_drafts_and_lines_of_other_papers_stay_free(org: int) -> None:
    report = draft(org)
    services.save_narrative(report, "limits", "Không.", "clerk")
    line = outside(org, 5)
    RegisterLine.objects.filter(pk=line.pk).update(subject="Sửa trích yếu")
    report.delete()
    line.delete()
    assert not Section.objects.exists() and not RegisterLine.objects.exists()


def test_what_is_issued_says_how_far_the_book_was_read(org: int) -> None:
    report = issued(org)
    assert report.known == book.last_number() and report.known_at is not None
    assert services.check_code(report.frozen, report.known) == report.check_code
    assert services.check_code(report.frozen + " ", report.known) != report.check_code
    assert services.check_code(report.frozen, report.known - 1) != report.check_code
