"""Checks on the books and on the report itself: each finds what it is for, and says nothing before."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest

from dangvu.core.days import today
from dangvu.figures import remembered
from dangvu.handbook import questions
from dangvu.orgs.models import Person
from dangvu.reports import registers, requests, services
from dangvu.reports.checks import CHECKS, Finding, run_all
from dangvu.reports.models import Letterhead, Report, Section
from tests import cast
from tests.cast import Line, line, record
from tests.reports.test_checks import PRINTED

pytestmark = pytest.mark.django_db
START, END = dt.date(2020, 2, 1), dt.date(2020, 4, 30)
IN = "2020-03-10"
YEAR = {"from": "2020-01-01", "to": "2020-12-31"}


@pytest.fixture
def report() -> Report:
    record(*cast.book())
    return draft()


def draft(start: dt.date = START, end: dt.date = END, as_of: dt.date | None = None) -> Report:
    made = services.create("quarterly", cast.org("K1"), start, end, as_of or end, "clerk")
    Section.objects.filter(report=made).update(text="Đã làm.")
    return made


def found(report: Report) -> dict[str, Finding]:
    return {each.rule: each for each in run_all(report, services.content_of(report))}


def person(code: str) -> Line:
    return line("person", "2015-02-01", person=code, name=f"Phạm {code}", birth="1980-01-01", sex="male")


def carried(org: str, codes: Iterable[str], on: str = "2019-01-01", status: str = "official") -> list[Line]:
    return [each for code in codes for each in (person(code), line("carried_over", on, person=code, org=org, status=status))]


def told(**changes: object) -> list[Line]:
    return [line("amended", "2020-01-15", person="an", changes=changes)]


def target(value: int, giver: str = "Đại hội", **more: str) -> Line:
    return line("target_set", "2020-01-01", org="K1", figure="admitted", value=value, bound="floor", giver=giver, **YEAR, **more)


ROUND = line("inspection_round", IN, org="K1", type="inspection_thematic", acting="committee", targets=[{"org": "A"}])
WARNED = line("disciplined", IN, person="an", form="warning")
LATE = [person("x"), line("admitted", "2018-12-01", person="x", org="A")]
FOUR = [each for code in "efgh" for each in (person(code), line("admitted", IN, person=code, org="A"))]
WHOLE = [*carried("A", "ef"), *carried("B", "ghi")]
HEADS = [line("appointed", IN, person=code, org=org, post="secretary") for code, org in (("an", "A"), ("g", "B"))]

# rule: what is recorded, what is written; then the rule speaks, and did not before.
BREAKS: dict[str, tuple[list[Line], str]] = {
    "birth_known": (told(birth=None), ""),
    "sex_known": (told(sex=None), ""),
    "ethnicity_known": (told(ethnicity=None), ""),
    "religion_known": (told(religion=None), ""),
    "probation_over": (LATE, ""),
    "work_overdue": (LATE, ""),
    "member_rated": ([*carried("A", "x"), line("rated", IN, org="A", person="an", grade="good")], ""),
    "cell_rated": ([line("rated", IN, org="A", grade="good")], ""),
    "inspection_concluded": ([ROUND], ""),
    "inspection_programme": ([ROUND], ""),
    "discipline_authority": ([WARNED], ""),
    "discipline_violation": ([WARNED], ""),
    "discipline_numbered": ([WARNED], ""),
    "expulsions_agree": ([line("expelled", IN, person="an")], ""),
    "carried_over_in_period": (carried("A", "x", on=IN), ""),
    "recorded_late": (FOUR, ""),
    "decision_numbered": (FOUR, ""),
    "charity_has_amount": ([line("activity", IN, org="K1", type="charity", quantity=3)], ""),
    "number_typed": ([], "Đảng bộ có 65 đảng viên."),
    "stock_has_its_date": ([], "Đảng bộ có {{member_total}} đồng chí."),
    "zero_counted": ([], "Đã trao {{badge_total}} huy hiệu, kết nạp {{admitted}}."),
    "nothing_left_open": ([], "Đã mở …… lớp."),
    "attainment_plausible": ([target(1), *FOUR], "Đạt {{admission_vs_target_pct}}%."),
    "target_has_giver": ([line("target_set", "2020-01-01", org="K1", figure="admitted", value=3, bound="floor", **YEAR)], ""),
    "target_adjusted": ([target(3), target(5)], ""),
    "dues_not_owed": (
        [line("dues_charged", IN, org="A", person="an", month=f"2020-0{month}", due=5_000) for month in (1, 2, 3)],
        "",
    ),
    "cells_meet_monthly": ([line("meeting_held", IN, org="A", type="monthly", bound=1, present=1)], ""),
    "excellent_within_quota": ([line("rated", IN, org="A", person="an", grade="excellent")], ""),
    "member_not_named": ([], "Biểu dương đồng chí Nguyễn Văn An."),
}
# rule: what has to be recorded until it is silent.
MENDS: dict[str, list[Line]] = {
    "schooling_known": told(schooling="12/12"),
    "qualification_known": told(qualification="đại học"),
    "occupation_known": told(occupation="giáo viên"),
    "cell_not_empty": WHOLE,
    "cell_large_enough": WHOLE,
    "cell_has_secretary": [*WHOLE, *HEADS],
}
ELSEWHERE = {
    "children_make_the_whole", "closing_is_the_stock", "signer_named", "place_named", "period_over", "stocks_at_the_end",
    "register_regular", "periods_apart", "periods_adjoin", "issued_number_agrees",
    "sent_is_in_the_books",
}  # fmt: skip


def test_every_check_is_tried() -> None:
    assert CHECKS.keys() == PRINTED | BREAKS.keys() | MENDS.keys() | ELSEWHERE
    assert len(CHECKS) >= 40


def test_a_members_question_that_waits_too_long_is_work_overdue(report: Report) -> None:
    an = Person.objects.get(code="an")
    asked = questions.ask(person=an, to=cast.org("A"), sort="question", text="?", on=dt.date(2020, 3, 2), typed_by="bithu")
    assert found(report)["work_overdue"].message.startswith("1 việc")
    early = draft(dt.date(2020, 1, 5), dt.date(2020, 3, 2))
    assert "work_overdue" not in found(early), "on that day there was still time"
    questions.answer(question=asked, text="!", actor="bithu")
    assert "work_overdue" not in found(report)


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_a_check_finds_what_it_is_for(report: Report, rule: str) -> None:
    lines, text = BREAKS[rule]
    assert rule not in found(report)
    record(*lines)
    if text:
        services.save_narrative(report, "limits", text, "clerk")
    finding = found(report)[rule]
    assert finding.message.endswith(".") and finding.remedy.endswith(".") and finding.severity in ("warning", "notice")


@pytest.mark.parametrize("rule", sorted(MENDS))
def test_a_check_is_silent_once_it_is_mended(report: Report, rule: str) -> None:
    assert rule in found(report)
    record(*MENDS[rule])
    assert rule not in found(report)


def test_what_is_sent_beside_the_books(report: Report) -> None:
    days = {"start": START, "end": END, "as_of": END, "deadline": END}
    asked = requests.ask("quarterly", org=cast.org("K1"), actor="clerk", **days)
    one = requests.send(asked.submissions.get(organisation__code="A"), actor="a")
    assert "sent_is_in_the_books" not in found(report)
    requests.give_back(one, actor="clerk", remark="Xem lại")
    requests.send(one, actor="a", claims={"admitted": ("3", "còn thiếu")})
    assert found(report)["sent_is_in_the_books"].severity == "warning"


def test_who_signs_and_where(report: Report) -> None:
    assert {"signer_named", "place_named"} <= found(report).keys()
    Letterhead.objects.create(organisation=report.organisation, signer="Nguyễn Văn Mẫu", place="Đông Anh")
    assert not {"signer_named", "place_named"} & found(report).keys()


def test_a_sum_of_children_that_is_not_the_whole(report: Report, monkeypatch: pytest.MonkeyPatch) -> None:
    content = services.content_of(report)
    assert "children_make_the_whole" not in found(report)
    monkeypatch.setattr(remembered, "breakdown", lambda *_asked: [])
    assert [each.severity for each in CHECKS["children_make_the_whole"](report, content)] == ["error"]


def test_a_statement_that_does_not_close_with_the_stock(report: Report) -> None:
    content = services.content_of(report)
    assert content.statement is not None and "closing_is_the_stock" not in found(report)
    wrong = replace(content, statement=replace(content.statement, closing=9))
    assert [each.severity for each in CHECKS["closing_is_the_stock"](report, wrong)] == ["error"]


def test_the_days_of_a_report(report: Report) -> None:
    assert not {"period_over", "stocks_at_the_end"} & found(report).keys()
    assert "stocks_at_the_end" in found(draft(as_of=END + dt.timedelta(days=3)))
    assert "period_over" in found(draft(end=today() + dt.timedelta(days=5)))


def test_gaps_in_the_register(report: Report) -> None:
    kept = {"body": report.body, "subject": "Kế hoạch", "issued_on": END, "actor": "clerk"}
    assert "register_regular" not in found(report)
    registers.record_outside(report.organisation_id, report.document_type, report.term, number=3, **kept)
    assert "1, 2" in found(report)["register_regular"].message


def test_reports_of_a_kind_beside_each_other(report: Report) -> None:
    services.save_narrative(report, "members", "Đến ngày {{as_of_day}} có {{member_total}} đồng chí.", "clerk")
    services.issue(report, "secretary", dt.date(2020, 5, 4))
    assert "periods_adjoin" not in found(draft(dt.date(2020, 5, 1), dt.date(2020, 7, 31)))
    assert "periods_adjoin" in found(draft(dt.date(2020, 6, 1), dt.date(2020, 7, 31)))
    again = draft()
    services.save_narrative(again, "members", "Đến ngày {{as_of_day}} có {{member_total}} đồng chí.", "clerk")
    assert "periods_apart" in found(again) and "issued_number_agrees" not in found(again)
    record(line("died", "2020-03-01", person="an"))
    assert "issued_number_agrees" in found(again)
