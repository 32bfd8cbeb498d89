"""The periods reports are written for. Every period is a pair of days, both included."""

import calendar
from datetime import date

Period = tuple[date, date]


def quarter_of(day: date) -> int:
    """The quarter (1–4) a day lies in."""
    return (day.month + 2) // 3


def month(year: int, number: int) -> Period:
    """Month ``number`` (1–12) of a year. Raises ``ValueError`` for another number."""
    return _months(year, number, number)


def quarter(year: int, number: int) -> Period:
    """Quarter ``number`` (1–4) of a year. Raises ``ValueError`` for another number."""
    return _months(year, 3 * number - 2, 3 * number)


def half_year(year: int, number: int) -> Period:
    """The first (1) or second (2) six months of a year. Raises ``ValueError`` for another number."""
    return _months(year, 6 * number - 5, 6 * number)


def nine_months(year: int) -> Period:
    """January to September."""
    return _months(year, 1, 9)


def year(number: int) -> Period:
    """The calendar year."""
    return _months(number, 1, 12)


def holding(name: str, day: date) -> Period:
    """The period of a name (month, quarter, half_year, nine_months, year) a day lies in. Raises ``KeyError`` for another name."""
    named = {
        "month": lambda: month(day.year, day.month),
        "quarter": lambda: quarter(day.year, quarter_of(day)),
        "half_year": lambda: half_year(day.year, 1 if day.month <= 6 else 2),
        "nine_months": lambda: nine_months(day.year),
        "year": lambda: year(day.year),
    }
    return named[name]()


def _months(year: int, first: int, last: int) -> Period:
    if not 1 <= first <= last <= 12:
        raise ValueError("Kỳ báo cáo không có trong năm; tháng từ 1 đến 12, quý từ 1 đến 4, nửa năm là 1 hoặc 2.")
    return date(year, first, 1), date(year, last, calendar.monthrange(year, last)[1])


def add_months(day: date, months: int) -> date:
    """The same day some months later or earlier; the last day of the month where that month is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, calendar.monthrange(years, month + 1)[1]))


def full_months(start: date, end: date) -> int:
    """Whole months from one day to a later one: 0 on the day itself; negative when the end comes first."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - 1 if add_months(start, months) > end else months


def full_years(birth: date, day: date) -> int:
    """Age in full years; who is born on 29 February is a year older on 28 February."""
    return full_months(birth, day) // 12
