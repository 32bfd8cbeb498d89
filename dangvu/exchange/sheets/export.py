"""The list of members as a file: the national template filled in, and a plain list. Both come back in unchanged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from dangvu.core.xlsx_writer import FONT, make_room, packed, print_well
from dangvu.dossiers.holdings import members
from dangvu.exchange.sheets import membership
from dangvu.exchange.sheets.fields import FIELDS, STATED, lexicon
from dangvu.exchange.sheets.planning import held_by
from dangvu.ledger import book
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState

HEADER = 6
"""The first of the two header rows of the national template; data begin two rows below (domain guide §11.2)."""
TEMPLATE: Final[tuple[tuple[str, str, str], ...]] = (
    ("STT", "", ""), ("ID", "", "national_id"), ("Họ và tên (*)", "", "name"), ("Tên gọi khác", "", "other_name"),
    ("Giới tính (*)", "", "sex"), ("Ngày sinh (*)", "", "birth"), ("Dân tộc (*)", "", "ethnicity"), ("Tôn giáo (*)", "", "religion"),
    ("Số định danh cá nhân (*)", "", "identity_number"), ("Số thẻ đảng viên (*)", "", "card_number"), ("Nơi cấp thẻ", "", "card_place"),
    ("Ngày cấp thẻ", "", "card_date"), ("Số thẻ đảng viên (QĐ 85)", "", "card_number_old"), ("Tổ chức đảng (*)", "", "org"),
    ("Nơi đăng ký khai sinh", "Quốc gia", "birth_country"), ("Nơi đăng ký khai sinh", "Tỉnh/Thành phố", "birth_province"),
    ("Nơi đăng ký khai sinh", "Chi tiết", "birth_place"), ("Quê quán", "Quốc gia", "native_country"),
    ("Quê quán", "Tỉnh/Thành phố", "native_province"), ("Quê quán", "Chi tiết", "native_place"),
    ("Nơi thường trú", "Quốc gia", "residence_country"), ("Nơi thường trú", "Tỉnh/Thành phố", "residence_province"),
    ("Nơi thường trú", "Chi tiết", "residence"), ("Ngày vào Đảng (*)", "", "admitted_on"), ("Ngày chính thức (*)", "", "official_on"),
    ("Số CMND cũ (9 số)", "", "identity_number_old"), ("Trạng thái (*)", "", "status"),
    ("Ngày ra khỏi Đảng, từ trần, miễn sinh hoạt", "", ""), ("Đề nghị xóa", "", ""), ("Kết quả kiểm tra", "", ""), ("Lỗi", "", ""),
    ("Mã trong sổ", "", "code"),
)  # fmt: skip
"""Columns A to AE of the template, in the words it is printed in, then one of our own, hidden, by which the file is known again."""
UNTOLD = frozenset({"family_name", "given_name", "male", "female", "born_male", "born_female", "status_on"})
PLAIN: Final = tuple(code for code in FIELDS if code not in UNTOLD)
DAYS = frozenset(code for code, each in FIELDS.items() if each.sort in ("date", "birth"))
NARROWEST, WIDEST = 12, 44
"""Characters of a column of the plain list."""
DAY, TEXT = "dd/mm/yyyy", "@"
CHOICES = {
    "sex": "DM_GIOITINH", "ethnicity": "DM_DANTOC", "religion": "DM_TONGIAO", "org": "DM_TOCHUC", "status": "DM_TRANGTHAI",
    "birth_country": "DM_QUOCGIA", "native_country": "DM_QUOCGIA", "residence_country": "DM_QUOCGIA",
    "birth_province": "DM_TINHTHANH", "native_province": "DM_TINHTHANH", "residence_province": "DM_TINHTHANH",
}  # fmt: skip
"""Fields with a list to choose from, and the hidden sheet it stands in."""
LINE = Side(style="thin", color="999999")
FRAME, PRINT = Border(LINE, LINE, LINE, LINE), Font(name=FONT, size=12)


@dataclass(frozen=True)
class Listed:
    """A member as a list tells one: field → value, days as dates."""

    person: Person
    values: Mapping[str, Any]


def listed(orgs: Collection[int], on: dt.date) -> list[Listed]:
    """The members of some cells at the end of a day, cell by cell in the order of the tree, by given name."""
    tree = book.tree().at(on)
    place = {org: number for number, org in enumerate(tree.order())}
    held = members(orgs, on)
    persons = Person.objects.in_bulk([person for person, _org in held])
    books = membership.booked(list(persons), on)
    statuses = {status: {person for person, _org in members(orgs, on, status)} for status in ("official", "probationary")}
    names = _names(tree.state(org) for org in {org for _person, org in held})
    held.sort(key=lambda each: (place[each[1]], persons[each[0]].sort_key, each[0]))
    return [
        Listed(
            persons[person],
            _values(persons[person], books[person], names[org], "official" if person in statuses["official"] else "probationary"),
        )
        for person, org in held
    ]


def _names(states: Iterable[OrgState | None]) -> dict[int, str]:
    """Each organisation by its name, or by its code where two bear the same name."""
    found = [state for state in states if state is not None]
    names = [state.name for state in found]
    return {state.org_id: state.name if names.count(state.name) == 1 else state.code for state in found}


def _values(person: Person, booked: membership.Booked, cell: str, standing: str) -> dict[str, Any]:
    held = held_by(person)
    told = {**held, **booked.days, "code": person.code, "org": cell, "birth": held["birth"] or held.get(STATED)}
    told["sex"] = _word("sex", held["sex"])
    told["standing"] = _word("standing", standing)
    told["status"] = _word("status", next(iter(sorted(booked.flags)), "active"))
    return {code: _day(value) if code in DAYS else value for code, value in told.items() if value not in (None, "")}


def _word(sort: str, value: str) -> str:
    """The first spelling of a value: the one the national database prints."""
    return str(lexicon()["words"][sort].get(value, [value])[0])


def _day(text: Any) -> Any:
    try:
        return dt.date.fromisoformat(str(text))
    except ValueError:
        return text


def national(found: Sequence[Listed], *, title: str, about: str, now: dt.datetime) -> bytes:
    """The national template filled in: two header rows, hidden lists of codes, choices in the cells that have a list."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = "DANH SACH DANG VIEN"
    page["A1"], page["A2"], page["A3"] = _("DANH SÁCH ĐẢNG VIÊN"), title, about
    page["A1"].font = Font(name=FONT, size=14, bold=True)
    _heads(page)
    fields = [code for _above, _below, code in TEMPLATE]
    _rows(page, HEADER + 2, fields, found)
    page.column_dimensions[get_column_letter(len(TEMPLATE))].hidden = True
    page.freeze_panes = f"D{HEADER + 2}"
    print_well(page, (HEADER, HEADER + 1), True, about)
    _code_sheets(made, sorted({each.values["org"] for each in found}))
    _choices(page, fields, made)
    return packed(made, now)


def _heads(page: Worksheet) -> None:
    begun = 1
    for number, (above, below, _code) in enumerate(TEMPLATE, 1):
        page.cell(HEADER, number, above if not below or TEMPLATE[number - 2][0] != above else None)
        page.cell(HEADER + 1, number, below or None)
        if not below:
            page.merge_cells(start_row=HEADER, end_row=HEADER + 1, start_column=number, end_column=number)
        begun = begun if below and number > 1 and TEMPLATE[number - 2][0] == above else number
        if below and (number == len(TEMPLATE) or TEMPLATE[number][0] != above):
            page.merge_cells(start_row=HEADER, end_row=HEADER, start_column=begun, end_column=number)
        for row in (HEADER, HEADER + 1):
            _dress(page.cell(row, number))
        page.column_dimensions[get_column_letter(number)].width = 8 if number == 1 else 22


def _dress(cell: Any) -> None:
    cell.font = Font(name=FONT, size=12, bold=True)
    cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    cell.border = FRAME
    cell.fill = PatternFill("solid", fgColor="F3EAD2")


def _rows(page: Worksheet, start: int, fields: Sequence[str], found: Sequence[Listed]) -> None:
    if not found:
        return
    # The library compares each look it is given with all it knows: the first cell's is worked out, the others get its number.
    first: Any = page.cell(start, 1)
    first.font, first.border = PRINT, FRAME
    look = copy(first._style)
    for place, each in enumerate(found):
        for column, code in enumerate(fields, 1):
            number = place + 1 if column == 1 and not code else None
            cell: Any = page.cell(start + place, column)
            cell._style = copy(look)
            _put(cell, each.values.get(code) if code else number)


def _put(cell: Any, value: Any) -> None:
    """Days as days, numbers as numbers, everything else as text that is never a formula and never loses a zero."""
    if value is None:
        return
    if isinstance(value, dt.date):
        cell.value, cell.number_format = value, DAY
    elif isinstance(value, int) and not isinstance(value, bool):
        cell.value = value
    else:
        cell.value, cell.data_type, cell.number_format = str(value), "s", TEXT


def _code_sheets(made: Workbook, orgs: Sequence[str]) -> None:
    for name, rows in _lists(orgs):
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden"
        for row in (("Mã", "Tên"), *rows):
            sheet.append(row)


def _lists(orgs: Sequence[str]) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    words = lexicon()["words"]
    yield "DM_GIOITINH", [("1", _word("sex", "male")), ("2", _word("sex", "female"))]
    yield "DM_QUOCGIA", [("VN", each) for each in words["country"]]
    yield "DM_TINHTHANH", [(each["code"], each["name"]) for each in lexicon()["provinces"]]
    yield "DM_DANTOC", [(f"{number:02d}", each) for number, each in enumerate(words["ethnicity"], 1)]
    yield "DM_TONGIAO", [(f"{number:02d}", each) for number, each in enumerate(words["religion"])]
    yield "DM_TRANGTHAI", [(f"{number:02d}", each[0]) for number, each in enumerate(words["status"].values(), 1)]
    yield "DM_TOCHUC", [(f"{number:03d}", each) for number, each in enumerate(orgs, 1)]


def _choices(page: Worksheet, fields: Sequence[str], made: Workbook) -> None:
    """A cell with a list of words offers them; what stands there already is never refused."""
    for number, code in enumerate(fields, 1):
        if code in CHOICES:
            last = max(2, made[CHOICES[code]].max_row)
            choice = DataValidation(type="list", formula1=f"={CHOICES[code]}!$B$2:$B${last}", allow_blank=True, showErrorMessage=False)
            page.add_data_validation(choice)
            choice.add(f"{get_column_letter(number)}{HEADER + 2}:{get_column_letter(number)}{max(HEADER + 2, page.max_row)}")


def plain_list(found: Sequence[Listed], *, title: str, about: str, now: dt.datetime) -> bytes:
    """Everything the book tells of each member in one sheet with one header row. Columns that nobody has a value for are left out."""
    made = Workbook()
    page = made.worksheets[0]
    page.title = "DANH SACH"
    page["A1"], page["A2"] = title, about
    page["A1"].font = Font(name=FONT, size=14, bold=True)
    fields = [code for code in PLAIN if any(code in each.values for each in found)] or ["code", "name"]
    widths = [width_of(code, found) for code in fields]
    for number, (code, width) in enumerate(zip(fields, widths, strict=True), 1):
        _dress(page.cell(4, number, str(FIELDS[code].title)))
        page.column_dimensions[get_column_letter(number)].width = width
    make_room(page, 4, [str(FIELDS[code].title) for code in fields], widths)
    _rows(page, 5, fields, found)
    page.freeze_panes = "C5"
    print_well(page, (4, 4), True, about)
    page.auto_filter.ref = f"A4:{get_column_letter(len(fields))}{max(4, page.max_row)}"
    return packed(made, now)


def width_of(code: str, found: Sequence[Listed]) -> int:
    """Characters a column needs: for its longest value, within reason; its title may wrap."""
    title = max(map(len, str(FIELDS[code].title).split()), default=0)
    longest = max((len(DAY) if code in DAYS else len(str(each.values.get(code) or "")) for each in found), default=0)
    return max(NARROWEST, title + 2, min(longest + 2, WIDEST))


FORMS: Final[Mapping[str, Callable[..., bytes]]] = {"mau-quoc-gia": national, "danh-sach": plain_list}
"""What the list can be taken out as, by the word in the address."""
