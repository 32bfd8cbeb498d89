"""Days people write wrongly are refused in the language they read."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import translation

from dangvu.orgs.days import parse_day, parse_moment
from dangvu.staff.forms import DayField


@pytest.mark.parametrize(("language", "said"), [("vi", "không phải là ngày hợp lệ"), ("en", "is not a valid day")])
def test_a_wrong_day_is_refused_in_the_reader_s_language(language: str, said: str) -> None:
    with translation.override(language):
        with pytest.raises(ValueError, match=f"“31/2/2023” {said}"):
            parse_day(" 31/2/2023 ")
        with pytest.raises(Exception, match=said):
            DayField().clean("31/2/2023")


@pytest.mark.parametrize(("language", "said"), [("vi", "không phải là thời điểm hợp lệ"), ("en", "is not a valid moment")])
def test_so_is_a_wrong_moment(language: str, said: str) -> None:
    with translation.override(language), pytest.raises(ValueError, match=said):
        parse_moment("2023-03-22T27:30")


def test_a_right_one_is_what_it_says() -> None:
    assert parse_day("22/3/2023") == dt.date(2023, 3, 22)
    assert parse_moment("2023-03-22T17:30").isoformat() == "2023-03-22T17:30:00+07:00"
