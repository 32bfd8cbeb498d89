"""Dues by the rule of the month: what is owed, what is paid, who owes three months, and that a closed month stays."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.dues import services
from dangvu.dues.services import Given
from dangvu.ledger import book as ledger
from dangvu.ledger.followed import Followed
from dangvu.ledger.verify import verify
from tests.cast import book, line, org, record
from tests.figures.asking import parts, value

pytestmark = pytest.mark.django_db
YEAR = ("2026-01-01", "2026-12-31")


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def give(month: str, *given: Given, on: str = "2026-06-01") -> list[str]:
    return [fault.message for fault in services.record("A", month, given, on=dt.date.fromisoformat(on), actor="bithu")]


@pytest.mark.parametrize(
    ("group", "base", "month", "owed"),
    [
        ("insured", 8_250_050, "2026-03", 82_501),
        ("pensioner", 5_000_000, "2026-03", 25_000),
        ("student", None, "2026-03", 5_000),
        ("uninsured", 5_310_000, "2026-03", 15_930),
        ("uninsured", 5_310_000, "2028-03", 26_550),
        ("retired_without_pension", 3_700_000, "2026-03", 7_400),
        ("paid_work", 9_000_000, "2025-12", 90_000),
    ],
)
def test_what_the_rule_of_the_month_makes_of_a_base(
    monkeypatch: pytest.MonkeyPatch, group: str, base: int | None, month: str, owed: int
) -> None:
    monkeypatch.setattr(services, "today", lambda: dt.date(2030, 1, 1))
    assert services.amount(group, base, month) == owed


def test_groups_are_those_of_the_month() -> None:
    assert list(services.groups("2025-12")) == ["paid_work", "pensioner"] and "insured" in services.groups("2026-03")
    with pytest.raises(ValueError, match="căn cứ"):
        services.amount("insured", None, "2026-03")


def test_a_month_is_charged_once_and_paid_in_parts() -> None:
    assert give("2026-03", Given("an", "insured", 8_000_000, 50_000)) == []
    assert give("2026-03", Given("an", "insured", 20_000_000, 80_000)) == []
    (one,) = services.sheet(org("A"), "2026-03")
    assert (one.due, one.paid, one.owing, one.group, one.base) == (80_000, 80_000, 0, "insured", 8_000_000)
    assert (value("dues_due", "K1", *YEAR), value("dues_paid", "K1", *YEAR), value("dues_rate", "K1", *YEAR)) == (80_000, 80_000, 100)
    assert parts("dues_paid", "K1", "month_of", *YEAR) == {"2026-03": 80_000} and verify()[0] == []
    assert "ít hơn số đã ghi" in give("2026-03", Given("an", paid=10_000))[0]
    (later,) = services.sheet(org("A"), "2026-04")
    assert (later.due, later.group, later.base) == (None, "insured", 8_000_000)


def test_exempt_and_passed_on() -> None:
    assert give("2026-03", Given("an", exempt="khó khăn, đơn ngày 1/3")) == []
    assert services.sheet(org("A"), "2026-03")[0].exempt and value("dues_exempt", "K1", *YEAR) == 1
    assert give("2026-04", Given("an", "student", None, 5_000)) == []
    record(line("dues_passed_on", "2026-05-01", org="A", month="2026-04", amount=3_500))
    assert services.totals({org("A")}, "2026-04")[org("A")] == services.Total(5_000, 5_000, 3_500)
    assert value("dues_kept", "K1", *YEAR) == 1_500


def test_all_or_nothing_with_the_row_that_is_wrong() -> None:
    last = ledger.last_number()
    faults = services.record("A", "2026-03", [Given("an", "student"), Given("binh", "student")], on=dt.date(2026, 6, 1), actor="x")
    assert [(fault.line, fault.field) for fault in faults] == [(2, "binh")] and ledger.last_number() == last
    assert give("2026-03", Given("an", "insured"))[0].startswith("Hãy ghi mức")


def test_three_unpaid_months_raise_the_alarm() -> None:
    for month in ("2026-02", "2026-03", "2026-04"):
        give(month, Given("an", "student"))
    assert services.arrears({org("A")}, dt.date(2026, 4, 20)) == []
    (alarm,) = services.arrears({org("A")}, dt.date(2026, 5, 1))
    assert (alarm.person.code, alarm.months) == ("an", ("2026-02", "2026-03", "2026-04"))
    give("2026-03", Given("an", paid=5_000))
    assert services.arrears({org("A"), org("B")}, dt.date(2026, 5, 1)) == []
    assert services.arrears({org("B")}, dt.date(2026, 5, 1)) == []


def test_who_owes_is_followed_entry_by_entry() -> None:
    orgs, on = {org("A"), org("B"), org("C")}, dt.date(2026, 5, 1)

    def owing() -> list[tuple[str, int, tuple[str, ...]]]:
        kept = [(each.person.code, each.cell, each.months) for each in services.arrears(orgs, on)]
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(services, "_owes", Followed(8))
            assert kept == [(each.person.code, each.cell, each.months) for each in services.arrears(orgs, on)]
        assert services.in_arrears(orgs, on) == len(kept)
        return kept

    assert owing() == []
    for month in ("2025-12", "2026-01", "2026-02", "2026-03", "2026-04"):
        give(month, Given("an", "paid_work" if month < "2026-02" else "insured", 8_000_000))
    assert [each[2] for each in owing()] == [("2026-01", "2026-02", "2026-03", "2026-04")]
    give("2026-02", Given("an", paid=80_000))
    assert [each[2] for each in owing()] == [("2026-01", "2026-03", "2026-04")]
    record(line("transferred", "2026-04-20", person="an", org="B", ref="away"))
    assert [each[1] for each in owing()] == [org("B")]
    record(line("reversal", "2026-04-21", of="away"))
    assert [each[1] for each in owing()] == [org("A")]
    give("2026-03", Given("an", paid=10_000))
    assert len(owing()) == 1
    give("2026-03", Given("an", paid=80_000))
    assert owing() == []
