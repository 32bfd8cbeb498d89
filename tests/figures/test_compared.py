"""Every figure beside itself: last year, since a day on, and against the target."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.figures.catalogue import FIGURES
from dangvu.figures.compared import compared
from tests.cast import Line, book, line, record
from tests.figures.asking import query

pytestmark = pytest.mark.django_db
TERM = dt.date(2020, 1, 1)


def admitted(code: str, on: str) -> list[Line]:
    return [line("person", "2019-01-01", person=code, name="Phạm Dũng", birth="1990-01-01"), line("admitted", on, person=code, org="A")]


def test_a_flow() -> None:
    days = {"from": "2020-01-01", "to": "2024-12-31"}
    target = line("target_set", "2020-01-01", org="K1", figure="admitted", value=10, bound="floor", **days)
    record(*book(), *admitted("x", "2020-05-01"), *admitted("y", "2021-02-01"), *admitted("z", "2021-03-01"), target)
    found = compared("admitted", query("K1", "2021-01-01", "2021-06-30"), TERM)
    assert (found.value, found.year_before, found.change_percent, found.since) == (2, 1, 100, 3)
    assert (found.target, found.reached, found.attained_percent) == (10, 3, 30)


def test_a_stock_has_no_since() -> None:
    record(*book(), *admitted("x", "2021-02-01"))
    found = compared("member_total", query("K1", "2021-01-01", "2021-12-31"), TERM)
    assert (found.value, found.year_before, found.since_day, found.since, found.target) == (2, 1, None, None, None)


@pytest.mark.parametrize("code", sorted(FIGURES))
def test_any_figure_can_be_asked(code: str) -> None:
    record(*book())
    compared(code, query("K1", "2021-01-01", "2021-12-31"), TERM)
