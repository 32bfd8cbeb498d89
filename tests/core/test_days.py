from datetime import UTC, date, datetime, timedelta

import pytest

from dangvu.core import periods
from dangvu.core.days import LOCAL, parse_day, parse_moment, today, vn_day, vn_long_date


@pytest.mark.parametrize("text", ["2023-03-22", " 2023-03-22 ", "22/3/2023", "22/03/2023", "22-3-2023", "22.3.2023"])
def test_a_day_is_read_as_iso_or_as_people_write_it(text: str) -> None:
    assert parse_day(text) == date(2023, 3, 22)


@pytest.mark.parametrize("text", ["", "2023-02-29", "30/2/2023", "20230322", "2023-W12-3", "3/2023", "22/3/23", "x"])
def test_what_is_no_day_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="no day"):
        parse_day(text)


def test_a_bare_day_as_moment_is_its_last_microsecond_in_vietnam() -> None:
    moment = parse_moment("2023-03-22")
    assert moment == datetime(2023, 3, 22, 16, 59, 59, 999999, tzinfo=UTC)
    assert (moment + timedelta(microseconds=1)).date() == date(2023, 3, 23)
    assert parse_moment("22/3/2023") == moment


@pytest.mark.parametrize(
    ("text", "hour"),
    [("2023-03-22T10:00", 3), ("2023-03-22 10:00:00.000000", 3), ("2023-03-22T10:00:00Z", 10),
     ("2023-03-22T10:00+07:00", 3), ("2023-03-22T10:00:00+0900", 1)],
)  # fmt: skip
def test_a_time_without_zone_is_vietnam_time(text: str, hour: int) -> None:
    moment = parse_moment(text)
    assert moment == datetime(2023, 3, 22, hour, tzinfo=UTC)
    assert moment.tzinfo is LOCAL


@pytest.mark.parametrize("text", ["", "hôm qua", "2023-03-22T25:00", "2023-03-22T10", "2023-13-01", "0001-01-01T00:00Z+"])
def test_what_is_no_moment_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="no moment"):
        parse_moment(text)


def test_a_moment_at_the_end_of_all_days_is_refused_not_crashed_on() -> None:
    with pytest.raises(ValueError, match="no moment"):
        parse_moment("9999-12-31T23:00Z")


def test_today_is_the_day_in_vietnam() -> None:
    assert today() in {datetime.now(LOCAL).date(), (datetime.now(LOCAL) - timedelta(seconds=1)).date()}


@pytest.mark.parametrize(
    ("day", "long"),
    [(date(2023, 2, 5), "ngày 05 tháng 02 năm 2023"), (date(2023, 1, 31), "ngày 31 tháng 01 năm 2023"),
     (date(2023, 3, 9), "ngày 09 tháng 3 năm 2023"), (date(2023, 12, 10), "ngày 10 tháng 12 năm 2023")],
)  # fmt: skip
def test_the_long_date_pads_days_below_ten_and_the_first_two_months(day: date, long: str) -> None:
    assert vn_long_date(day) == long


def test_the_short_date_pads_nothing() -> None:
    assert vn_day(date(2023, 3, 2)) == "2/3/2023"


def test_periods_take_in_both_their_ends() -> None:
    assert periods.month(2024, 2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert periods.quarter(2023, 1) == (date(2023, 1, 1), date(2023, 3, 31))
    assert periods.quarter(2023, 4) == (date(2023, 10, 1), date(2023, 12, 31))
    assert periods.half_year(2023, 2) == (date(2023, 7, 1), date(2023, 12, 31))
    assert periods.nine_months(2023) == (date(2023, 1, 1), date(2023, 9, 30))
    assert periods.year(2023) == (date(2023, 1, 1), date(2023, 12, 31))


def test_quarters_tile_the_year() -> None:
    day, end = periods.year(2024)
    while day <= end:
        first, last = periods.quarter(2024, periods.quarter_of(day))
        assert first <= day <= last
        day += timedelta(days=1)


@pytest.mark.parametrize("wrong", [0, 5, -1])
def test_a_quarter_that_does_not_exist_is_refused(wrong: int) -> None:
    with pytest.raises(ValueError, match="Kỳ báo cáo không có"):
        periods.quarter(2023, wrong)
