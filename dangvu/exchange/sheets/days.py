"""Days as lists hold them: written, counted by Excel, or told by half. What can be read in two ways is not read at all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.exchange.sheets.cells import Cell, Sheet, clean

WRITTEN = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})(?:\s+0?0:00(?::00)?)?")
SPOKEN = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})", re.IGNORECASE)
ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
SHORT_YEAR = re.compile(r"\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*\d{2}")
YEAR = re.compile(r"(?:năm\s+)?((?:18|19|20)\d\d)", re.IGNORECASE)
MONTH = re.compile(r"(?:tháng\s*)?(\d{1,2})\s*[/.\-]\s*((?:18|19|20)\d\d)", re.IGNORECASE)
DIGITS = re.compile(r"\d{4,6}(?:\.0)?")
SERIALS = range(1462, 73051)
"""Numbers by which Excel counts the days from 1904 to 2099."""
ASKED, AS_IS, SWAPPED = "", "as_is", "swapped"
ORDERS = (ASKED, AS_IS, SWAPPED)


class Unclear(ValueError):
    """The value is not taken; the text says what to do."""


class Stated(str):
    """A year or a month, as it is told: less than a day."""

    __slots__ = ()


@dataclass(frozen=True)
class Order:
    """How a column of days is read. ``turned``: Excel may have changed day and month of its dates; ``month_first``: its texts may be
    written month first; ``said``: what a human said to it.
    """

    turned: bool = False
    month_first: bool = False
    said: str = ASKED

    @property
    def doubtful(self) -> bool:
        return self.turned or self.month_first


def order_of(cells: Iterable[Cell], said: str) -> Order:
    """Whether the days of a column may be the wrong way round.

    An Excel set to American dates turns 3/4/1980 into the 4th of March and leaves 25/4/1980 as text: a column of texts that all begin
    above 12, beside dates none of which is above 12. A text column with a month above 12 was written month first.
    """
    told = list(cells)
    written = [found for cell in told if cell.sort == "text" and (found := WRITTEN.fullmatch(cell.shown.strip()))]
    real = [cell.value for cell in told if cell.sort == "date"]
    turned = bool(real) and all(day.day <= 12 for day in real) and any(int(each[1]) > 12 for each in written)
    month_first = any(int(each[2]) > 12 >= int(each[1]) for each in written)
    return Order(turned, month_first, said)


def read(cell: Cell, sheet: Sheet, order: Order, notes: list[str]) -> dt.date | Stated:
    """A day, or less than a day as it is told. Raises Unclear."""
    if cell.sort == "date":
        return _turned(cell.value.year, cell.value.month, cell.value.day, order.turned, order.said)
    if cell.sort == "number":
        return _counted(cell, sheet, notes)
    return _text(clean(cell.shown), order)


def _turned(year: int, month: int, day: int, doubtful: bool, said: str) -> dt.date:
    """The day, the other way round where a human said so. Raises Unclear where nobody said."""
    if doubtful and day <= 12 and month <= 12 and day != month:
        if said == ASKED:
            message = _(
                "Cột này có dấu hiệu ngày và tháng bị đổi chỗ: ô này là %(one)s hay %(other)s? Hãy chọn cách đọc ngày ở bước nhận cột."
            )
            raise Unclear(message % {"one": f"{day}/{month}/{year}", "other": f"{month}/{day}/{year}"})
        if said == SWAPPED:
            day, month = month, day
    return _day(year, month, day)


def _day(year: int, month: int, day: int) -> dt.date:
    try:
        return dt.date(year, month, day)
    except ValueError as error:
        if month > 12 >= day:
            message = _("%(day)s/%(month)s/%(year)s: không có tháng %(month)s; có vẻ ghi tháng trước ngày. Hãy ghi ngày/tháng/năm.")
        else:
            message = _("%(day)s/%(month)s/%(year)s không có trên lịch; hãy sửa.")
        raise Unclear(message % {"day": day, "month": month, "year": year}) from error


def _counted(cell: Cell, sheet: Sheet, notes: list[str]) -> dt.date | Stated:
    value = cell.value
    if value == int(value) and YEAR.fullmatch(cell.shown):
        return Stated(cell.shown)
    if value == int(value) and int(value) in SERIALS:
        found = (sheet.epoch + dt.timedelta(days=int(value))).date()
        notes.append(
            _("Ô ghi số %(number)s, là cách Excel đếm ngày %(day)s; hãy đối chiếu.") % {"number": cell.shown, "day": vn_day(found)}
        )
        return found
    raise Unclear(_("“%(text)s” không phải là ngày; hãy ghi ngày/tháng/năm.") % {"text": cell.shown[:40]})


def _text(told: str, order: Order) -> dt.date | Stated:
    if found := WRITTEN.fullmatch(told) or SPOKEN.fullmatch(told):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if order.month_first and order.said == SWAPPED:
            return _day(year, first, second)
        return _turned(year, second, first, order.month_first, order.said)
    if found := ISO.fullmatch(told):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if YEAR.fullmatch(told) or MONTH.fullmatch(told):
        return Stated(told)
    raise Unclear(_why(told))


def _why(told: str) -> str:
    """What is wrong with a text that is no day."""
    if SHORT_YEAR.fullmatch(told):
        return _("“%(text)s” chỉ có hai số của năm; hãy ghi đủ bốn số.") % {"text": told}
    if DIGITS.fullmatch(told) and int(float(told)) in SERIALS:
        return _("“%(text)s” có vẻ là số đếm ngày của Excel; hãy định dạng cột thành ngày rồi lưu lại.") % {"text": told}
    return _("“%(text)s” không phải là ngày; hãy ghi ngày/tháng/năm.") % {"text": told[:40]}
