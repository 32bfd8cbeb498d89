"""The words for a time, as patterns, each with what makes days of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from dangvu.core import periods
from dangvu.figures.proofreader.moments import (
    COMPARED,
    EARLY,
    FUTURE,
    HERE,
    NAMED,
    NOW,
    OPENING,
    PERIOD,
    POINT,
    ROUND,
    UNTIL,
    VAGUE,
    Place,
)  # fmt: skip
from dangvu.figures.proofreader.reading import Days
from dangvu.figures.proofreader.spelling import older

Maker = Callable[["re.Match[str]", "Place"], tuple[str, Days | None] | None]
MONTHS = {"giêng": 1, "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
          "mười một": 11, "chạp": 12, "mười hai": 12}  # fmt: skip
QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4, "một": 1, "hai": 2, "ba": 3, "tư": 4}
COUNTS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10}
FIRST_YEAR = dt.date(1930, 1, 1)
LONG_AGO = 2000
"""No figure is of an earlier year: such a day is one of history, or somebody's birthday."""
BEFORE, AFTER = dt.timedelta(days=45), dt.timedelta(days=20)
"""How far from its day a round (“đợt 7/11”) is reckoned to reach."""


def _days(place: Place, start: dt.date, end: dt.date) -> Days:
    last = max(min(end, place.on), start) if start <= place.on else end
    return Days(start, last, last, whole=end)


def _window(place: Place, first: dt.date, last: dt.date) -> Days:
    """A stock on some day of a month; a flow over all of it."""
    last = max(min(last, place.on), first) if first <= place.on else last
    return Days(first, first, last)


def _term(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    told = found.groupdict()
    start, loose = place.calendar.term_start, place.calendar.term_loose
    if told.get("y1"):
        first, last = int(told["y1"]), int(told["y2"])
        if start.year != first:
            start, loose = dt.date(first, 6, 1), True
        if last < place.on.year:
            return PERIOD, Days(start, dt.date(last, 6, 30), dt.date(last, 12, 31), loose=loose)
    text = found[0]
    if re.search(r"tới(?!\s+(?:nay|giờ))", text) or "nửa cuối" in text or "cuối nhiệm" in text or "sau" in text.split():
        return FUTURE, None
    if text.endswith("trước"):
        return PERIOD, Days(start.replace(year=start.year - 5), start, start, loose=True)
    if text.startswith(("đầu nhiệm", "so với đầu", "bước")):
        before = start - dt.timedelta(days=1)
        return OPENING, Days(None, before, start)
    return PERIOD, Days(start, place.on, place.on, loose=loose)


def _year_of(place: Place, found: re.Match[str], month: int) -> int:
    """The year said with a period, “năm trước”, or the one around."""
    if found["ago"]:
        return place.on.year - 1
    return int(found["y"]) if found["y"] else place.fit(month)


def _quarter(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    number = QUARTERS[found["q"]]
    year = _year_of(place, found, 3 * number - 2)
    start, end = periods.quarter(year, number)
    return _sorted(place, UNTIL if found["until"] else PERIOD, start, end)


def _sorted(place: Place, sort: str, start: dt.date, end: dt.date) -> tuple[str, Days]:
    """A period up to the day of the text; one that lies wholly behind it is of the time to come."""
    return (FUTURE, Days(start, end, end)) if start > place.on else (sort, _days(place, start, end))


def _months(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    number = int(found["n"]) if found["n"].isdecimal() else COUNTS.get(found["n"], 6)
    year = _year_of(place, found, 1)
    if not 1 <= number <= 12:
        return PERIOD, None
    if found["which"] == "cuối":
        start = dt.date(year, 13 - number, 1)
        return _sorted(place, PERIOD, start, dt.date(year, 12, 31))
    return _sorted(place, PERIOD, dt.date(year, 1, 1), periods.month(year, number)[1])


def _half(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    """“nửa đầu năm”, “nửa năm qua”: January to June."""
    year = int(found["y"]) if found["y"] else place.year
    if found["which"] == "cuối":
        return _sorted(place, PERIOD, dt.date(year, 7, 1), dt.date(year, 12, 31))
    return _sorted(place, PERIOD, dt.date(year, 1, 1), dt.date(year, 6, 30))


def _month(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    number = int(found["m"]) if found["m"].isdecimal() else MONTHS[found["m"]]
    if not 1 <= number <= 12:
        return PERIOD, None
    year = int(found["y"]) if found["y"] else place.fit(number)
    if year < LONG_AGO or found.string.endswith("cách mạng ", 0, found.start()):
        # “kỷ niệm 103 năm Cách mạng Tháng Mười”
        return NAMED, None
    first, last = periods.month(year, number)
    if first > place.on:
        return FUTURE, Days(first, last, last)
    return (UNTIL if found["until"] else PERIOD), _window(place, first, last)


def _day(place: Place, found: re.Match[str]) -> tuple[str, Days | None] | None:
    month, number = int(found["m"]), int(found["d"])
    if not (1 <= month <= 12 and 1 <= number <= 31):
        return None
    year = int(found["y"]) if found["y"] else place.fit(month)
    if year < LONG_AGO:
        return NAMED, None
    try:
        day = dt.date(year, month, number)
    except ValueError:
        return None
    if found["round"] and day > place.on:
        return FUTURE, Days(day, day, day)
    if found["round"]:
        return ROUND, Days(day - BEFORE, min(day + AFTER, max(place.on, day)), min(day + AFTER, max(place.on, day)))
    if day > place.on:
        return FUTURE, Days(day, day, day)
    return (UNTIL if found["until"] else POINT), Days(day, day, day)


def _between(place: Place, found: re.Match[str]) -> tuple[str, Days | None] | None:
    try:
        end = dt.date(int(found["y2"]), int(found["m2"]), int(found["d2"]))
        start = dt.date(int(found["y1"] or found["y2"]), int(found["m1"]), int(found["d1"]))
    except ValueError:
        return None
    return (PERIOD, _days(place, start, end)) if start <= end else None


def _year(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    year = int(found["y"])
    start, end = periods.year(year)
    told = found["edge"] or ""
    if "đầu" in told:
        return OPENING, Days(None, start - dt.timedelta(days=1), start)
    return _sorted(place, UNTIL if found["until"] or "cuối" in told else PERIOD, start, end)


def _years(place: Place, found: re.Match[str]) -> tuple[str, Days | None] | None:
    first, last = int(found["y1"]), int(found["y2"])
    if last < first or last - first > 30:
        return None
    return PERIOD, _days(place, dt.date(first, 1, 1), dt.date(last, 12, 31))


def _since_year(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    return PERIOD, Days(dt.date(int(found["y"]), 1, 1), place.on, place.on)


def _last_years(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    number = int(found["n"]) if found["n"].isdecimal() else COUNTS.get(found["n"], 5)
    return PERIOD, Days(dt.date(place.on.year - number, place.on.month, 1), place.on, place.on, loose=True)


def _year_to_date(place: Place, found: re.Match[str]) -> tuple[str, Days | None]:
    start = dt.date(place.year, 1, 1)
    return VAGUE, _days(place, start, place.on if place.year == place.on.year else dt.date(place.year, 12, 31))


def _past_year(place: Place, _found: re.Match[str]) -> tuple[str, Days | None]:
    """“Năm qua”, told in the first months of a year, is the year before."""
    year = place.year - 1 if place.year == place.on.year and place.on.month <= EARLY else place.year
    return VAGUE, _days(place, *periods.year(year))


def _last_year(place: Place, _found: re.Match[str]) -> tuple[str, Days | None]:
    return PERIOD, _days(place, *periods.year(place.on.year - 1))


def _now(place: Place, _found: re.Match[str]) -> tuple[str, Days | None]:
    return NOW, Days(None, place.on, place.on)


def _here(place: Place, _found: re.Match[str]) -> tuple[str, Days | None]:
    return HERE, Days(place.on, place.on, place.on)


def _compared(_place: Place, _found: re.Match[str]) -> tuple[str, Days | None]:
    return COMPARED, None


def _future(_place: Place, _found: re.Match[str]) -> tuple[str, Days | None]:
    return FUTURE, None


UNTIL_WORDS = r"(?P<until>(?:tính\s+|tới\s+)?(?:đến|tới)\s+(?:thời\s+điểm\s+)?(?:hết\s+|cuối\s+)?)?"
_DAY = r"(?:ngày\s+)?(?P<d{0}>\d{{1,2}})\s*[/.-]\s*(?P<m{0}>\d{{1,2}})(?:\s*[/.-]\s*(?P<y{0}>20\d\d))"
# Each begins at the beginning of a word or number: looked for first, that spares most places of a text.
SORTS: tuple[tuple[re.Pattern[str], Callable[[Place, re.Match[str]], tuple[str, Days | None] | None]], ...] = tuple(
    (re.compile(rf"(?<![^\W_])(?:{older(pattern)})"), make)
    for pattern, make in (
        (rf"từ\s+{_DAY.format(1)}?\s*(?:đến|-|–)\s*(?:hết\s+)?{_DAY.format(2)}", _between),
        (
            r"(?:(?:từ|so với|bước\s+vào)\s+)?(?:(?:nửa\s+)?(?:đầu|giữa|cuối)\s+|nửa\s+(?:đầu\s+|cuối\s+)?|trong\s+|cả\s+|hết\s+)?nhiệm\s+kỳ"
            r"(?:\s*,?\s*\(?(?P<y1>20\d\d)\s*[-–]\s*(?P<y2>20\d\d)\)?)?(?:\s+(?:vừa\s+qua|qua|này|trước|tới(?!\s+(?:nay|giờ))|sau))?(?:\s+(?:đến|tới)\s+(?:nay|giờ))?",
            _term,
        ),
        (r"so\s+(?:với\s+)?cùng\s+kỳ(?:\s+(?:năm\s+(?:trước|ngoái|20\d\d)|của\s+năm\s+20\d\d))?|cùng\s+kỳ(?:\s+năm\s+(?:trước|ngoái|20\d\d))?"
         r"|so\s+với\s+năm\s+(?:trước|ngoái)", _compared),
        (UNTIL_WORDS + r"(?:trong\s+)?qúy\s+(?P<q>iv|iii|ii|i|[1-4]|một|hai|ba|tư)\b(?:\s*(?:/|-|,?\s*năm\s+|,?\s*)\s*(?P<y>20\d\d)|\s+năm\s+(?P<ago>trước|ngoái))?", _quarter),
        (r"(?P<n>\d{1,2}|ba|sáu|chín|(?:hai|bốn|năm|bảy|tám|mười)(?=\s+tháng\s+(?:đầu|cuối)))\s+tháng\s+(?:(?P<which>đầu|cuối)\s+)?(?:của\s+)?năm(?:\s+(?:(?P<y>20\d\d)|(?P<ago>trước|ngoái)))?", _months),
        (r"nửa\s+(?:(?P<which>đầu|cuối)\s+)?năm(?:\s+(?:vừa\s+)?qua)?(?:\s+(?P<y>20\d\d))?", _half),
        (rf"{UNTIL_WORDS}(?P<round>(?:đợt|dịp|nhân dịp|đợt trao|đợt ngày)\s+)?(?:ngày\s+)?(?P<d>\d{{1,2}})\s*(?:/|-|\.|\s+tháng\s+)\s*(?P<m>\d{{1,2}})"
         r"(?:\s*(?:/|-|\.|\s+năm\s+)\s*(?P<y>(?:1[89]|20)\d\d))(?![\d/])", _day),
        # “chiều 17-1”, “đợt 7-11”: without a year, with a dash.
        (rf"{UNTIL_WORDS}(?:(?P<round>đợt\s+|dịp\s+|nhân dịp\s+)|ngày\s+|sáng\s+|chiều\s+|tối\s+|trưa\s+)(?:ngày\s+)?(?P<d>\d{{1,2}})\s*[-.]\s*(?P<m>\d{{1,2}})"
         r"(?P<y>)(?![\d/%.,]*\d|\s*%)", _day),
        (UNTIL_WORDS + r"(?:trong\s+)?tháng\s+(?P<m>\d{1,2}|mười một|mười hai|mười|giêng|hai|ba|tư|năm(?!\s+20)|sáu|bảy|tám|chín|chạp)\b"
         r"(?:\s*(?:/|-|,?\s*năm\s+)\s*(?P<y>(?:1[89]|20)\d\d))?", _month),
        (rf"{UNTIL_WORDS}(?P<round>(?:đợt|dịp|nhân dịp|đợt trao|đợt ngày)\s+)?(?:ngày\s+)?(?P<d>\d{{1,2}})(?:/|\s+tháng\s+)(?P<m>\d{{1,2}})(?P<y>)(?![\d/%])"
         r"(?!\s+(?:chi bộ|đảng viên|tổ chức|đồng chí|tiêu chí|chỉ tiêu|đơn vị|xã|thôn|cuộc|đảng bộ|tccsđ|hộ|người|đại biểu|cb|đv|đ/c|tcđ|em|học sinh|trường hợp|cấp ủy|đảng ủy|phường|ấp|khu))", _day),
        (UNTIL_WORDS + r"(?P<edge>)(?:từ\s+)?năm\s+(?P<y1>20\d\d)\s*(?:đến|tới|-|–)\s*(?:hết\s+)?(?:năm\s+)?(?P<y2>20\d\d)", _years),
        (r"(?:giai\s+đoạn|thời\s+kỳ|các\s+năm|năm\s+học)\s+(?P<y1>20\d\d)\s*(?:-|–|đến)\s*(?P<y2>20\d\d)", _years),
        (r"(?:từ|kể\s+từ)\s+(?:đầu\s+)?năm\s+(?P<y>20\d\d)\s+(?:đến|tới)\s+nay", _since_year),
        (UNTIL_WORDS + r"(?:trong\s+)?(?P<edge>(?:đầu|cuối)\s+)?năm\s+(?P<y>20\d\d)\b", _year),
        # “(2020: 2, 2021: 3)”
        (r"(?P<until>)(?P<edge>)(?P<y>20[12]\d)(?=\s*:\s*\d)", _year),
        (r"(?P<n>\d{1,2}|hai|ba|bốn|năm)\s+năm\s+(?:vừa\s+)?qua", _last_years),
        (r"(?:kể\s+)?từ\s+đầu\s+năm(?:\s+(?:đến|tới)\s+nay)?|trong\s+năm\s+nay|năm\s+nay", _year_to_date),
        (r"(?:trong\s+)?năm\s+(?:vừa\s+)?qua|trong\s+năm\b(?!\s+20)|cả\s+năm\b", _past_year),
        (r"năm\s+(?:trước|ngoái)", _last_year),
        (r"(?:tính\s+|cho\s+)?(?:đến|tới)\s+(?:nay|thời\s+điểm\s+(?:này|hiện\s+tại|hiện\s+nay))|hiện(?:\s+(?:nay|tại|có))?\b|đến\s+giờ", _now),
        (r"(?:trong\s+)?thời\s+gian\s+tới|năm\s+tới|giai\s+đoạn\s+tới|qúy\s+tới", _future),
        (r"(?:trong\s+)?(?:đợt|lần|dịp)\s+này|tại\s+(?:buổi\s+)?lễ|hôm\s+nay|tại\s+lễ\s+kết\s+nạp|chiều\s+nay|sáng\s+nay", _here),
    )
)  # fmt: skip
FIRST = re.compile(
    older(
        r"(?<![^\W_])(?:\d|(?:từ|so|bước|nửa|đầu|giữa|cuối|trong|cả|hết|nhiệm|cùng|tính|tới|đến|qúy|ba|sáu|bảy|tám|mười|chín|đợt|dịp|nhân|ngày|sáng|chiều|tối|trưa|tháng|năm"
        r"|giai|thời|các|kể|hai|bốn|hiện|cho|lần|tại|hôm)(?![^\W_]))"
    )
)
"""The words an expression of time begins with: five words of six begin none."""
