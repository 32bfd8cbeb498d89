"""Slips that make two records of one person."""

from datetime import date

import pytest

from dangvu.core.likeness import ends, near_births


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        (date(1954, 6, 21), date(1954, 6, 12), True),
        (date(1954, 6, 21), date(1954, 8, 21), True),
        (date(1954, 6, 21), date(1945, 6, 21), True),
        (date(1954, 6, 12), date(1954, 12, 6), True),
        (date(1954, 6, 12), date(1954, 6, 12), False),
        (date(1954, 6, 21), date(1954, 7, 20), False),
        (date(1954, 6, 12), date(1955, 12, 6), False),
    ],
)
def test_a_slip_apart(one: date, other: date, near: bool) -> None:
    assert near_births(one, other) is near_births(other, one) is near


def test_a_middle_name_does_not_count() -> None:
    assert ends("luu thi huyen") == ends("luu t. huyen") == ends("luu huyen") == ("luu", "huyen")
    assert ends("") == ("", "") and ends("an") == ("an", "an")
