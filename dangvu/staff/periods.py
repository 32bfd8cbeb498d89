"""The periods and the series of days that pages offer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.reports.terms import term_so_far
from dangvu.staff.desk import Desk

POINTS = 12
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Preset:
    """A period one click away."""

    title: str
    start: dt.date
    end: dt.date
    chosen: bool


def presets(desk: Desk) -> list[Preset]:
    """Month, quarter and year to the day, twelve months, and the term so far."""
    day = desk.day
    quarter, _last = periods.quarter(day.year, periods.quarter_of(day))
    choices = [
        (_("Tháng này"), day.replace(day=1)),
        (_("Quý này"), quarter),
        (_("Từ đầu năm"), day.replace(month=1, day=1)),
        (_("12 tháng qua"), months_back(day, 12) + DAY),
    ]
    term_start = term_so_far(desk.org, day)
    if term_start:
        choices.append((_("Từ đầu nhiệm kỳ"), term_start))
    return [Preset(title, start, day, (start, day) == (desk.start, desk.end)) for title, start in choices]


def months_back(day: dt.date, months: int) -> dt.date:
    """The same day some months earlier, or the last day of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    first = dt.date(year, month + 1, 1)
    return min(first + DAY * (day.day - 1), month_end(first))


def month_end(day: dt.date) -> dt.date:
    return (day.replace(day=28) + 4 * DAY).replace(day=1) - DAY


def quarter_ends(day: dt.date, points: int = POINTS) -> list[dt.date]:
    """The last days of the quarters before a day, and the day itself, ascending."""
    start, _end = periods.quarter(day.year, periods.quarter_of(day))
    ends = [months_back(start, 3 * back) - DAY for back in range(points - 1)]
    return [*reversed(ends), day]
