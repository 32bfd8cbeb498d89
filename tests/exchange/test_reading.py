"""Files as they come: every sort an office holds is read, and every trap is answered by a sentence."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

import openpyxl
import pytest

from dangvu.exchange.sheets import layout, readers
from dangvu.exchange.sheets.cells import Sheet, Unreadable
from tests.exchange.lists import HEADS, HOA, LAM, csv, xls, xlsx

LIST = [HEADS, HOA, LAM]


def shown(sheet: Sheet) -> list[list[str]]:
    return [[cell.shown for cell in row] for row in sheet.rows]


def changed(raw: bytes, **parts: bytes) -> bytes:
    """An Excel file with parts added."""
    made = io.BytesIO(raw)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return made.getvalue()


WANTED = [[str(each) for each in row] for row in LIST]
FILES = {
    "xlsx": xlsx(LIST),
    "xls": xls(LIST),
    "csv": csv(LIST),
    "csv of a Vietnamese Excel": csv(LIST, ";", "utf-8-sig"),
    "csv that names its separator": b"sep=;\r\n" + csv(LIST, ";"),
    "tabs in UTF-16": csv(LIST, "\t", "utf-16"),
    "bars": csv(LIST, "|"),
}


@pytest.mark.parametrize("name", FILES)
def test_every_sort_of_file_gives_the_same_list(name: str) -> None:
    sheet = readers.read(FILES[name])[0]
    rows = [row for row in shown(sheet) if row]
    assert rows == WANTED


def test_the_old_encoding_of_windows_must_be_named() -> None:
    raw = csv([("Ho va tên", "Ngày sinh"), ("Pham Thi Hoa", "25/3/1980")], encoding="cp1258")
    with pytest.raises(Unreadable, match="CSV UTF-8"):
        readers.read(raw)
    assert shown(readers.read(raw, "cp1258")[0])[0] == ["Ho va tên", "Ngày sinh"]


def test_days_and_the_other_epoch() -> None:
    made = openpyxl.Workbook()
    made.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    made.worksheets[0].append(["Họ tên", "Ngày sinh"])
    made.worksheets[0].append(["Phạm Thị Hoa", dt.date(1980, 3, 25)])
    raw = io.BytesIO()
    made.save(raw)
    sheet = readers.read(raw.getvalue())[0]
    assert (sheet.rows[1][1].sort, sheet.rows[1][1].shown) == ("date", "25/03/1980")
    assert xls_day().shown == "25/03/1980"


def xls_day() -> object:
    return readers.read(xls([("Ngày sinh",), (dt.date(1980, 3, 25),)], {(1, 0): "dd/mm/yyyy"}))[0].rows[1][0]


TRAPS = {
    "a bomb": (changed(xlsx(LIST), **{"xl/media/x.xml": b"0" * 200_000_000}), "quá lớn"),
    "an XML bomb": (changed(xlsx(LIST), **{"xl/x.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "hỏng"),
    "macros": (changed(xlsx(LIST), **{"xl/vbaProject.bin": b"x"}), "macro"),
    "macros in an old file": (xls(LIST) + "_VBA_PROJECT".encode("utf-16-le"), "macro"),
    "a password": (xls(LIST) + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "a web page called Excel": (b"<html><table><tr><td>x</td></tr></table></html>", "trang web"),
    "a Word file": (changed(b"PK\x05\x06" + bytes(18), **{"word/document.xml": b"<w/>"}), "không phải bảng tính"),
    "nothing": (b"", "rỗng"),
    "half a file": (xlsx(LIST)[:2000], "hỏng"),
    "half an old file": (xls(LIST)[:1500], "hỏng"),
    "bytes": (b"\x00\x01\x02\x03" * 50, "không phải bảng tính"),
    "another encoding": ("Họ và tên".encode() + b"\xff\xfe\xfa", "UTF-8"),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_trap_is_answered_by_a_sentence(name: str) -> None:
    raw, words = TRAPS[name]
    with pytest.raises(Unreadable, match=words):
        readers.read(raw)


def test_too_many_rows_are_refused() -> None:
    with pytest.raises(Unreadable, match="20000 dòng"):
        readers.read(b"a,b\r\n" * 20_001)


def test_how_a_printer_was_set_up_is_no_macro() -> None:
    assert readers.read(changed(xlsx(LIST), **{"xl/printerSettings/printerSettings1.bin": b"\x01"}))


PLACE = ("Quốc gia", "Tỉnh/Thành phố", "Chi tiết")
ABOVE = (
    "STT|ID|Họ và tên (*)|Tên gọi khác|Giới tính (*)|Ngày sinh (*)|Dân tộc (*)|Tôn giáo (*)|Số định danh cá nhân (*)|"
    "Số thẻ đảng viên (*)|Nơi cấp thẻ|Ngày cấp thẻ|Số thẻ đảng viên (QĐ 85)|Tổ chức đảng (*)|Nơi đăng ký khai sinh|||Quê quán|||"
    "Nơi thường trú|||Ngày vào Đảng (*)|Ngày chính thức (*)|Số CMND cũ (9 số)|Trạng thái (*)|"
    "Ngày ra khỏi Đảng, từ trần, miễn sinh hoạt|Đề nghị xóa|Kết quả kiểm tra|Lỗi"
).split("|")
NATIONAL = [
    ("BIỂU MẪU NHẬP THÔNG TIN ĐẢNG VIÊN",),
    (),
    (),
    (),
    (),
    tuple(each or None for each in ABOVE),
    (*(None,) * 14, *PLACE, *PLACE, *PLACE),
]


def test_the_national_template_is_recognised_by_its_two_header_rows() -> None:
    found = layout.find(readers.read(xlsx(NATIONAL)))
    assert found is not None and found.kind == "national" and found.header == (5, 6)
    known = ("national_id", "name", "other_name", "sex", "birth", "ethnicity", "religion", "identity_number", "card_number", "card_place",
             "card_date", "card_number_old", "org", "birth_country", "birth_province", "birth_place", "native_country", "native_province",
             "native_place", "residence_country", "residence_province", "residence", "admitted_on", "official_on", "identity_number_old",
             "status", "status_on")  # fmt: skip
    assert [found.fields[index] for index in sorted(found.fields)] == list(known)


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("HỌ VÀ TÊN", "name"),
        ("Họ và  tên *", "name"),
        ("Ngày, tháng,\nnăm sinh", "birth"),
        ("Ngày sinh / Nữ", "born_female"),
        ("SỐ CCCD", "identity_number"),
        ("Nơi SH", "org"),
        ("Số thẻ đảng viên (QĐ 85)", "card_number_old"),
        ("Ngày vào Đảng (dd/mm/yyyy)", "admitted_on"),
        ("LLCT", "political_theory"),
        ("Ghi chú", ""),
        ("Chữ ký", ""),
    ],
)
def test_headers_in_many_spellings(header: str, field: str) -> None:
    assert layout.field_of(header) == field


def test_a_ledger_of_a_ward() -> None:
    rows = [
        ("ĐẢNG ỦY PHƯỜNG X",),
        ("SỔ DANH SÁCH ĐẢNG VIÊN",),
        ("TT", "Họ và tên", "Năm sinh", None, "Ngày vào Đảng", None),
        (None, None, "Nam", "Nữ", "Dự bị", "Chính thức"),
        ("1", "2", "3", "4", "5", "6"),
        ("I. Chi bộ A",),
        (1, "Phạm Thị Hoa", None, "25/3/1980", "19/5/2005", "19/5/2006"),
    ]
    found = layout.find(readers.read(xlsx(rows)))
    assert found is not None and found.kind == "ledger" and found.header == (2, 3)
    assert list(found.fields.values()) == ["name", "born_male", "born_female", "admitted_on", "official_on"]
    assert layout.first_row(readers.read(xlsx(rows))[0], found) == 5


def test_a_header_that_calls_the_names_otherwise_is_found_by_what_else_it_tells() -> None:
    rows = [("Thí sinh", "Sinh ngày", "Nam/Nữ", "CCCD"), ("Phạm Thị Hoa", "25/03/1980", "Nữ", "001180000011")]
    found = layout.find(readers.read(csv(rows)))
    assert found is not None and found.header == (0, 0) and list(found.fields.values()) == ["birth", "sex", "identity_number"]
    assert layout.find(readers.read(csv([("Phạm Thị Hoa", "Nam", "Chính thức"), ("Đỗ Văn Lâm", "Nam", "Dự bị")]))) is None


def test_a_file_without_a_header_has_no_list() -> None:
    assert layout.find(readers.read(xlsx([HOA, LAM]))) is None
    assert layout.find(readers.read(csv([("a", "b"), ("c", "d")]))) is None
