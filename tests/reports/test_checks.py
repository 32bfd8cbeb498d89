"""Every check finds what it is for, and nothing in a sound report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from dangvu.reports import services
from dangvu.reports.checks import CHECKS, Finding, run_all
from dangvu.reports.content import Content, Fact
from dangvu.reports.models import Report, Section
from tests import cast
from tests.cast import line, record

pytestmark = pytest.mark.django_db
START, END = dt.date(2020, 1, 1), dt.date(2020, 3, 31)
# What a report prints; what the books lack is tried in test_book_checks.
PRINTED = {
    "assertions_hold", "section_not_empty", "marks_resolve", "opening_is_last_closing", "parts_make_the_whole", "rate_within_its_base",
    "statement_balances", "target_has_position", "distinct_at_most_turns", "rounds_at_most_turns", "value_known", "printed_elsewhere",
    "text_against_books",
}  # fmt: skip
TEXT = (
    "{{member_total}} {{member_full}} {{member_probationary}} {{handbook_rate}} {{inspection_rounds}} {{inspected_orgs}} "
    "{{inspected_orgs_distinct}}"
)


@pytest.fixture
def report() -> Report:
    record(*cast.book(), line("inspection_round", "2020-02-01", org="K1", type="inspection_thematic", acting="committee",
                              topic="x", targets=[{"org": "A"}, {"org": "B"}]))  # fmt: skip
    made = services.create("quarterly", cast.org("K1"), START, END, END, "clerk")
    Section.objects.filter(report=made).update(text="Đã làm.")
    Section.objects.filter(report=made, key="members").update(text=TEXT)
    return made


def rules(report: Report, content: Content | None = None) -> list[str]:
    return [each.rule for each in findings(report, content)]


def findings(report: Report, content: Content | None = None) -> list[Finding]:
    return [each for each in run_all(report, content or services.content_of(report)) if each.rule in PRINTED]


def with_fact(content: Content, key: str, **changes: object) -> Content:
    fact: Fact = replace(content.facts[key], **changes)  # type: ignore[arg-type]
    return replace(content, facts={**content.facts, key: fact})


def test_a_sound_report_has_no_findings(report: Report) -> None:
    assert rules(report) == []
    assert {"statement_balances", "printed_elsewhere", "marks_resolve", "rounds_at_most_turns"} <= CHECKS.keys()


@pytest.mark.parametrize(
    ("rule", "damage"),
    [
        ("parts_make_the_whole", lambda content: with_fact(content, "member_full", value=99)),
        ("rate_within_its_base", lambda content: with_fact(content, "handbook_rate", value=Decimal("100.1"))),
        ("rate_within_its_base", lambda content: with_fact(content, "handbook_rate", base="")),
        ("distinct_at_most_turns", lambda content: with_fact(content, "inspected_orgs_distinct", value=3)),
        ("rounds_at_most_turns", lambda content: with_fact(content, "inspection_rounds", value=3)),
        ("value_known", lambda content: with_fact(content, "handbook_rate", value=None)),
        ("statement_balances", lambda content: replace(content, statement=replace(content.statement, closing=5))),
    ],
)
def test_a_damaged_number_is_found(report: Report, rule: str, damage: Callable[[Content], Content]) -> None:
    found = findings(report, damage(services.content_of(report)))
    assert [each.rule for each in found] == [rule]
    assert found[0].message.endswith(".") and found[0].remedy.endswith(".")


def test_an_empty_section_is_found(report: Report) -> None:
    services.save_narrative(report, "limits", " \n ", "clerk")
    assert rules(report) == ["section_not_empty"]


def test_a_broken_mark_is_an_error_and_names_its_section(report: Report) -> None:
    services.save_narrative(report, "limits", "{{no_such}} {{member_total[planet=1]}} {{admitted@as_of}} {{x", "clerk")
    found = findings(report)
    assert [each.rule for each in found] == ["marks_resolve"] * 4
    assert all(each.severity == "error" and "HẠN CHẾ" in each.message for each in found)


def test_the_same_figure_printed_elsewhere_must_agree(report: Report) -> None:
    record(typed("2020-03-31", 1, "Bài một"), typed("2020-03-31", 3, "Bài hai"), typed("2020-12-31", 9, "Năm sau"))
    found = findings(report)
    assert [each.rule for each in found] == ["printed_elsewhere"]
    assert "Bài hai" in found[0].message and "3" in found[0].message and found[0].asked is not None
    assert (found[0].asked.code, found[0].asked.as_of) == ("member_total", END)


def typed(on: str, value: int, source: str) -> cast.Line:
    month = {"from": on[:8] + "01", "to": on}
    return line("typed_figure", on, org="K1", figure="member_total", value=value, source=source, **month)


def test_an_assertion_that_no_longer_holds_is_found(report: Report) -> None:
    record(line("assertion", "2020-02-01", org="K1", figure="member_total", value=1))
    assert rules(report) == []
    record(line("died", "2020-01-20", person="an"))
    assert "assertions_hold" in rules(report)


def test_targets_are_judged(report: Report) -> None:
    whole = {"from": "2020-01-01", "to": "2020-12-31", "giver": "Đại hội"}
    record(
        line("target_set", "2020-01-01", org="K1", figure="admitted", value=8, bound="floor", **whole),
        line("target_set", "2020-01-01", org="K1", figure="econ_revenue", value=5, bound="floor", **whole),
    )
    found = findings(report)
    assert [(each.rule, each.severity) for each in found] == [("target_has_position", "warning"), ("target_has_position", "notice")]


def test_the_opening_is_what_the_report_before_closed_with(report: Report) -> None:
    services.issue(report, "secretary", dt.date(2020, 4, 2))
    after = services.create("quarterly", cast.org("K1"), dt.date(2020, 4, 1), dt.date(2020, 6, 30), dt.date(2020, 6, 30), "clerk")
    Section.objects.filter(report=after).update(text="Đã làm.")
    assert rules(after) == []
    record(line("died", "2020-03-20", person="an"))
    found = findings(after)
    assert [each.rule for each in found] == ["opening_is_last_closing"]
    assert "01-BC" in found[0].message
