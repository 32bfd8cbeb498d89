"""Whether the values of a row, and the rows of a list, agree with each other (domain guide §11.3)."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.core.vietnamese import fold
from dangvu.exchange.sheets.fields import FIELDS
from dangvu.exchange.sheets.rows import DOUBT, ERROR, NOTE, Row

PROBATION = 12
"""Months from the ceremony to recognition (Charter, Art. 5)."""
ADULT = 18
COPIED = lazy(
    "Trùng mã trong sổ với dòng %(rows)s. Nếu đã chép dòng để thêm người mới: hiện cột “Mã trong sổ” (thường là cột ẩn cuối bảng) "
    "và xóa mã ở dòng của người mới; nếu là một người: xóa dòng thừa."
)
UNIQUE = ("code", "national_id", "identity_number", "card_number")
CENTURIES = {0: ("male", 1900), 1: ("female", 1900), 2: ("male", 2000), 3: ("female", 2000), 4: ("male", 2100), 5: ("female", 2100)}
"""The fourth digit of a personal identification number: sex and century of birth (decree 137/2015, Art. 13)."""


def checked(rows: Sequence[Row]) -> None:
    """Every check that needs no book."""
    persons = [row for row in rows if not row.left]
    for row in persons:
        within(row)
    between(persons)


def within(row: Row) -> None:
    """Compare the values of one row with each other."""
    admitted, official, birth = (_day(row, name) for name in ("admitted_on", "official_on", "birth"))
    if admitted and official and official < admitted:
        row.told.pop("official_on")
        row.say(DOUBT, _("Ngày chính thức ở trước ngày vào Đảng; hãy sửa."), "official_on")
    elif admitted and official and official != add_months(admitted, PROBATION):
        message = _("Ngày chính thức (%(official)s) không phải đúng 12 tháng sau ngày vào Đảng (%(admitted)s); hãy đối chiếu.")
        row.say(NOTE, message % {"official": vn_day(official), "admitted": vn_day(admitted)}, "official_on")
    if birth and admitted and admitted < add_months(birth, 12 * ADULT):
        row.say(NOTE, _("Vào Đảng khi chưa đủ 18 tuổi; hãy đối chiếu ngày sinh và ngày vào Đảng."), "admitted_on")
    _identity(row, birth)
    if row.told.get("name", "").isupper():
        row.say(NOTE, _("Họ tên viết hoa toàn bộ; sổ ghi nguyên như tệp. Nên sửa trong tệp rồi tải lại, ví dụ: Nguyễn Văn An."), "name")


def _day(row: Row, name: str) -> dt.date | None:
    return dt.date.fromisoformat(row.told[name]) if row.told.get(name) else None


def _identity(row: Row, birth: dt.date | None) -> None:
    """A personal identification number tells sex and year of birth."""
    number = row.told.get("identity_number", "")
    if not number:
        return
    sex, century = CENTURIES.get(int(number[3]), ("", 0))
    year = century + int(number[4:6])
    if (row.told.get("sex", sex) != sex) or (birth and birth.year != year):
        row.say(NOTE, _("Số định danh không khớp với giới tính hoặc năm sinh của dòng này; hãy đối chiếu."), "identity_number")


def missing(row: Row, columns: Iterable[str]) -> None:
    """Note what the list has a column for and the row leaves open."""
    shown = set(columns)
    lacking: list[str] = [
        name for name in ("sex", "identity_number", "card_number") if name in shown and name not in row.told and name not in row.raw
    ]
    lacking += ["birth"] if shown & {"birth", "born_male", "born_female"} and not {"birth", "birth_stated"} & row.told.keys() else []
    lacking = [name for name in lacking if not any(each.field == name for each in row.findings)]
    if lacking:
        row.say(NOTE, _("Còn thiếu: %(fields)s.") % {"fields": ", ".join(str(FIELDS[name].title) for name in lacking)})


def between(rows: Sequence[Row]) -> None:
    """Find persons who stand twice in the list: by a number of their own, or by name and birth day."""
    for code in UNIQUE:
        _twice(rows, code)
    found: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if row.told.get("name") and row.told.get("birth"):
            found[fold(row.told["name"]), row.told["birth"]].append(row)
    for same in found.values():
        for row in same[1:]:
            _alike(row, same[0])


def _twice(rows: Sequence[Row], code: str) -> None:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.told.get(code):
            found[row.told[code]].append(row)
    for same in (each for each in found.values() if len(each) > 1):
        for row in same:
            others = ", ".join(str(each.number) for each in same if each is not row)
            message = (
                COPIED if code == "code" else _("Trùng %(field)s với dòng %(rows)s; mỗi người chỉ có một dòng, hãy sửa hoặc xóa dòng thừa.")
            )
            row.say(ERROR, message % {"field": str(FIELDS[code].title).lower(), "rows": others}, code)


def _alike(row: Row, first: Row) -> None:
    apart = any(row.told.get(code) and first.told.get(code) and row.told[code] != first.told[code] for code in UNIQUE)
    if apart:
        row.say(NOTE, _("Cùng họ tên và ngày sinh với dòng %(row)d nhưng khác số giấy tờ: hai người khác nhau?") % {"row": first.number})
    elif not row.faulty:
        row.say(ERROR, _("Trùng họ tên và ngày sinh với dòng %(row)d; hãy xóa dòng thừa, hoặc ghi số định danh để phân biệt hai người.")
                % {"row": first.number})  # fmt: skip
