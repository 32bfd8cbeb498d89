"""Days and moments as the books use them: days are Vietnamese days, moments are aware."""

import re
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

LOCAL: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_LAST_INSTANT = time(23, 59, 59, 999999)
_VIETNAMESE_DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}([.,][0-9]{1,6})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?")


def today() -> date:
    """The day it is in Vietnam, wherever the machine stands."""
    return datetime.now(LOCAL).date()


def parse_day(text: str) -> date:
    """Read ``2023-03-22`` or, as people write it, ``22/3/2023`` (also with dots or dashes).

    Raises ``ValueError`` when the text is no day of the calendar (``orgs.days`` says so in the reader's language).
    """
    text = text.strip()
    try:
        # The other ISO spellings (week dates, no dashes) are refused: in a list they are more often slips than dates.
        if len(text) == 10 and text[4] == text[7] == "-":
            return date.fromisoformat(text)
        if found := _VIETNAMESE_DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        pass
    raise ValueError(f"no day: {text[:40]!r}")


def parse_moment(text: str) -> datetime:
    """Read an ISO time; the answer is aware and in Vietnam time.

    A time without zone is Vietnam time. A bare day is its last microsecond in Vietnam, so that "known at 22/3/2023"
    includes all that was recorded on that day. Raises ``ValueError`` as ``parse_day`` does.
    """
    text = text.strip()
    if _MOMENT.fullmatch(text):
        return _moment(text)
    try:
        day = parse_day(text)
    except ValueError:
        raise _bad_moment(text) from None
    return datetime.combine(day, _LAST_INSTANT, LOCAL)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(LOCAL) if moment.tzinfo else moment.replace(tzinfo=LOCAL)
    except (ValueError, OverflowError):
        raise _bad_moment(text) from None


def _bad_moment(text: str) -> ValueError:
    return ValueError(f"no moment: {text[:40]!r}")


def vn_day(day: date) -> str:
    """``22/3/2023``: the short form of lists and tables."""
    return f"{day.day}/{day.month}/{day.year}"


def vn_long_date(day: date) -> str:
    """``ngày 05 tháng 02 năm 2023``: the form of the head of a document.

    Days below 10 and the months 1 and 2 are padded with a zero and no others, so that nobody can write a digit in
    front of them (layout of Party documents, 05-HD/VPTW).
    """
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"
