from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.core.rounding import half_up, share


@pytest.mark.parametrize(
    ("number", "places", "rounded"),
    [("2.25", 1, "2.3"), ("2.35", 1, "2.4"), ("-2.25", 1, "-2.3"), ("0.5", 0, "1"), ("1.5", 0, "2"), ("2.5", 0, "3"),
     ("2.449", 1, "2.4"), ("7", 1, "7.0")],
)  # fmt: skip
def test_half_goes_up(number: str, places: int, rounded: str) -> None:
    assert str(half_up(Decimal(number), places)) == rounded


def test_very_large_sums_of_money_are_rounded_not_refused() -> None:
    assert half_up(10**40, 1) == Decimal(10**40)


@pytest.mark.parametrize(
    ("part", "whole", "percent"), [(453, 647, "70.0"), (1, 3, "33.3"), (2, 3, "66.7"), (1, 2000, "0.1"), (0, 5, "0.0")]
)
def test_a_share_is_percent_to_one_place(part: int, whole: int, percent: str) -> None:
    assert str(share(part, whole)) == percent


@pytest.mark.parametrize(("part", "whole"), [(5, 0), (0, 0), (None, 5), (5, None)])
def test_a_share_of_nothing_or_of_the_unknown_is_unknown(part: int | None, whole: int | None) -> None:
    assert share(part, whole) is None


@given(st.integers(0, 10**18), st.integers(1, 10**18))
def test_a_share_agrees_with_whole_number_arithmetic(part: int, whole: int) -> None:
    assert share(part, whole) == Decimal((2000 * part + whole) // (2 * whole)) / 10
