"""Targets, typed numbers and assertions: what people state, and which of several holds."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dangvu.figures import assertions, services
from dangvu.figures.services import Query
from dangvu.ledger import book
from tests import cast
from tests.cast import line
from tests.figures.asking import query, value

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_book() -> None:
    cast.record(*cast.book())


def target(on: str, number: int, start: str = "2020-06-01", end: str = "2025-05-31", giver: str = "Đại hội", **more: str) -> None:
    fields = {"figure": "admitted", "bound": "floor", "from": start, "to": end, "giver": giver, **more}
    cast.record(line("target_set", on, org="R", value=number, **fields))


def test_no_target_is_unknown() -> None:
    assert value("admission_target", "R") is None
    assert value("admission_vs_target_pct", "R") is None and value("admission_vs_target_abs", "R") is None


def test_the_latest_adjustment_holds_from_the_day_it_is_given() -> None:
    target("2020-06-01", 40)
    target("2022-01-01", 50)
    assert (value("admission_target", "R", end="2021-12-31"), value("admission_target", "R")) == (40, 50)
    assert value("admission_target", "K1") is None


def test_a_target_belongs_to_its_own_days_and_the_one_asked_for_goes_first() -> None:
    target("2020-06-01", 40)
    target("2021-01-01", 9, "2021-01-01", "2021-12-31")
    year = {"start": "2021-01-01", "end": "2021-12-31"}
    assert (value("admission_target", "R", **year), value("admission_target", "R", start="2020-06-01", end="2021-06-30")) == (9, 40)
    assert value("admission_target", "R", end="2025-06-01") is None


def test_attainment_carries_target_actual_and_giver() -> None:
    cast.record(line("admitted", "2024-10-01", person="chi", org="A"))
    target("2020-06-01", 40)
    answer = services.evaluate(["admission_vs_target_pct"], query("R", end="2024-12-31"))["admission_vs_target_pct"]
    assert answer.value == Decimal("2.5") and answer.base is not None
    assert {name: answer.base[name] for name in ("target", "actual", "bound", "giver", "from", "to")} == {
        "target": 40, "actual": 1, "bound": "floor", "giver": "Đại hội", "from": dt.date(2020, 6, 1), "to": dt.date(2025, 5, 31),
    }  # fmt: skip
    assert value("admission_vs_target_abs", "R", end="2024-12-31") == -39


def test_a_reversed_target_is_none() -> None:
    target("2020-06-01", 40, ref="t1")
    then = book.last_number()
    cast.record(line("reversal", "2020-06-01", of="t1"))
    assert (value("admission_target", "R"), value("admission_target", "R", known=then)) == (None, 40)


def typed(on: str, number: float, start: str, end: str, unit: str = "tỷ đồng") -> None:
    fields = {"figure": "econ_revenue", "unit": unit, "from": start, "to": end, "source": "các doanh nghiệp"}
    cast.record(line("typed_figure", on, org="R", value=number, **fields))


def test_a_typed_number_is_unknown_until_typed_and_names_its_source() -> None:
    assert value("econ_revenue", "R") is None
    typed("2022-01-15", 8115.5, "2021-01-01", "2021-12-31", "tỷ đồng/năm")
    answer = services.evaluate(["econ_revenue"], query("R", "2021-01-01", "2021-12-31"))["econ_revenue"]
    assert (answer.value, answer.unit) == (Decimal("8115.5"), "tỷ đồng/năm")
    assert answer.base is not None and answer.base["source"] == "các doanh nghiệp" and "các doanh nghiệp" in answer.remark
    assert value("econ_revenue", "R", "2022-01-01", "2022-12-31") is None
    assert value("econ_revenue", "K1", "2021-01-01", "2021-12-31") is None


def test_the_number_for_exactly_the_period_goes_before_a_later_one() -> None:
    typed("2022-01-15", 8115, "2021-01-01", "2021-12-31")
    typed("2022-04-15", 2000, "2022-01-01", "2022-03-31")
    assert value("econ_revenue", "R", "2021-01-01", "2021-12-31") == 8115
    assert value("econ_revenue", "R", "2021-01-01", "2022-12-31") == 2000


def test_rows_of_a_stated_number_are_the_entry_that_states_it() -> None:
    target("2020-06-01", 40)
    rows = services.rows("admission_target", query("R"))
    assert [(row.entry, row.quantity) for row in rows] == [(book.last_number(), 0)]


def agreed(on: str, org: str, code: str, number: float, **more: str) -> int:
    cast.record(line("assertion", on, org=org, figure=code, value=number, **more))
    return book.last_number()


def test_assertions_are_checked_as_of_their_day_whatever_came_later() -> None:
    agreed("2021-01-01", "R", "member_total", 2)
    agreed("2021-01-01", "K1", "member_total", 1)
    agreed("2022-12-31", "R", "member_died", 0, **{"from": "2022-01-01"})
    cast.record(line("died", "2023-01-05", person="an"))
    assert assertions.broken() == []
    cast.record(line("died", "2020-12-05", person="binh"))
    found = assertions.broken()
    assert [(each.claim.org, each.claim.claimed, each.found) for each in found] == [(cast.org("R"), 2, 1)]


def test_assertions_that_nobody_can_check_are_broken_and_reversed_ones_are_none() -> None:
    number = agreed("2021-01-01", "R", "admitted", 0)
    assert [(each.entry, each.found) for each in assertions.broken()] == [(number, None)]
    agreed("2021-01-01", "R", "member_total", 99, ref="wrong")
    assert len(assertions.broken()) == 2
    cast.record(line("reversal", "2021-01-01", of="wrong"))
    assert len(assertions.broken()) == 1 and len(assertions.broken(known=number)) == 1


def test_a_rate_can_be_agreed_to_its_decimals() -> None:
    cast.record(line("handbook_registered", "2021-01-01", person="an"))
    agreed("2021-02-01", "R", "handbook_rate", 50)
    agreed("2021-02-01", "K1", "handbook_rate", 99.9)
    assert [each.found for each in assertions.broken()] == [Decimal("100.0")]


def test_a_query_without_its_day_is_refused() -> None:
    with pytest.raises(services.BadQuery):
        services.evaluate(["member_total"], Query(cast.org("R")))
    with pytest.raises(services.BadQuery):
        services.evaluate(["admitted"], Query(cast.org("R"), dt.date(2021, 1, 1)))
