"""Cells into values, by the sort of their field. A value is never guessed: what is not clear is told with what to do, and not taken."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from dangvu.exchange.sheets import days
from dangvu.exchange.sheets.cells import Cell, Sheet, clean
from dangvu.exchange.sheets.days import Order, Stated, Unclear
from dangvu.exchange.sheets.fields import lexicon, plain, words

LONGEST = 300
NAME = re.compile(r"[^\W\d_]+(?:[ .'’\-]+[^\W\d_]+)*\.?")
TCVN3 = frozenset("¨©®µ¶·¸¹»¼½¾«¬¡¢£¤¥¦§þÞßåæÆøØ")
"""Signs that stand for Vietnamese letters in old fonts, and never in a name."""
GROUPED = re.compile(r"[ .\-\u00a0]")
SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE][+]?\d+")
CODE = re.compile(r"[\w.\-/]{1,64}")
CODED = re.compile(r"(\d{1,3})\s*[-.:–]\s*(\D.*)")
DISTRICT = re.compile(r"\b(huyện|quận|thị xã)\b", re.IGNORECASE)
PROVINCE = re.compile(r"^(tinh|thanh pho|tp) ")
MARKS = frozenset({"x", "1", "v", "✓", "✔", "có", "co", "true"})


AS_WRITTEN = Order()


@dataclass
class Reading:
    """What a cell is read with: its sheet, the lists of codes of the file, the order of days in its column; and the notes on it."""

    sheet: Sheet
    codes: Mapping[str, str]
    order: Order = AS_WRITTEN
    notes: list[str] = field(default_factory=list)


def value_of(cell: Cell, sort: str, reading: Reading) -> Any:
    """The value, None for an empty cell. Raises Unclear."""
    if not cell.sort:
        return None
    if cell.sort == "error":
        raise Unclear(_("Ô bị lỗi của Excel (%(text)s); hãy sửa ô này.") % {"text": cell.shown[:40]})
    if cell.sort == "formula":
        raise Unclear(_("Ô là công thức chưa có kết quả; hãy mở tệp bằng Excel, lưu lại rồi tải lên."))
    if cell.old_font or TCVN3 & set(cell.shown):
        raise Unclear(_("Chữ gõ bằng phông cũ (TCVN3, VNI) không phải Unicode; hãy chuyển mã cả tệp sang Unicode rồi tải lên."))
    return READERS[sort](cell, reading)


def text(cell: Cell, reading: Reading) -> str:
    """Plain text. A date or a yes there is something that Excel made of it."""
    if cell.sort == "date":
        message = _("Excel đã đổi ô này thành ngày (%(text)s); hãy định dạng cột thành chữ (Text) và gõ lại, ví dụ 12/12.")
        raise Unclear(message % {"text": cell.shown})
    told = clean(cell.shown)
    if cell.sort == "yes" or len(told) > LONGEST:
        raise Unclear(_("Ô này phải là chữ, nhiều nhất %(limit)d ký tự.") % {"limit": LONGEST})
    return told


def name(cell: Cell, reading: Reading) -> str:
    told = text(cell, reading)
    if cell.sort != "text" or not NAME.fullmatch(told) or len(told) > 200:
        raise Unclear(_("“%(text)s” có chữ số, dấu ngoặc hay ký tự lạ; ô họ tên chỉ ghi họ tên.") % {"text": told[:60]})
    return told


def code(cell: Cell, reading: Reading) -> str:
    told = text(cell, reading)
    if not CODE.fullmatch(told):
        raise Unclear(_("“%(text)s” không phải là mã; mã chỉ gồm chữ, số và dấu gạch.") % {"text": told[:40]})
    return told


def unique(cell: Cell, reading: Reading) -> str:
    """The identifier of the national database: kept as it is, in one spelling."""
    try:
        return str(uuid.UUID(text(cell, reading)))
    except ValueError as error:
        raise Unclear(_("“%(text)s” không phải là ID của cơ sở dữ liệu quốc gia.") % {"text": cell.shown[:40]}) from error


def day(cell: Cell, reading: Reading) -> str:
    """A whole day as ISO text."""
    found = days.read(cell, reading.sheet, reading.order, reading.notes)
    if isinstance(found, Stated):
        raise Unclear(_("“%(text)s” chưa đủ ngày, tháng, năm; hãy ghi đủ.") % {"text": found})
    return found.isoformat()


def birth(cell: Cell, reading: Reading) -> str | Stated:
    """A birth day, or the year or month as it is told: old people know no more."""
    found = days.read(cell, reading.sheet, reading.order, reading.notes)
    if isinstance(found, Stated):
        reading.notes.append(_("Chỉ biết “%(text)s”: ghi nguyên như tệp, ngày sinh để trống.") % {"text": found})
        return found
    if found > dt.date.today() or found.year < 1900:  # noqa: DTZ011 - a birth in the future is wrong in any zone
        raise Unclear(_("Ngày sinh %(text)s không thể đúng; hãy sửa.") % {"text": cell.shown})
    return found.isoformat()


def _digits(cell: Cell, lengths: tuple[int, ...], what: str) -> str:
    """The digits of a number that people are known by. Zeros lost by Excel are told, never put back."""
    told = bare(cell)
    if SCIENTIFIC.fullmatch(cell.shown.strip()):
        raise Unclear(
            _("Excel đã viết tắt thành “%(text)s” và mất chữ số; hãy định dạng cột thành chữ (Text) và gõ lại.") % {"text": cell.shown}
        )
    if not told.isascii() or not told.isdigit():
        raise Unclear(_("“%(text)s” không phải dãy chữ số; hãy kiểm tra lại %(what)s.") % {"text": cell.shown[:40], "what": what})
    if len(told) in lengths:
        return told
    if max(lengths) - 3 <= len(told) < max(lengths) and not told.startswith("0"):
        message = _(
            "“%(text)s” có %(count)d chữ số, có thể Excel đã bỏ số 0 ở đầu; hãy định dạng cột thành chữ (Text) và gõ lại đủ %(most)d số."
        )
        raise Unclear(message % {"text": told, "count": len(told), "most": max(lengths)})
    raise Unclear(
        _("“%(text)s” có %(count)d chữ số; %(what)s phải có %(right)s số.")
        % {"text": told[:20], "count": len(told), "what": what, "right": " / ".join(map(str, lengths))}
    )


def bare(cell: Cell) -> str:
    """The signs of a number without what people and programs put between and behind them; those of a real number stay as they are."""
    return GROUPED.sub("", clean(cell.shown).removeprefix("'").removesuffix(".0")) if cell.sort == "text" else cell.shown


def identity(cell: Cell, reading: Reading) -> str:
    told = bare(cell)
    if told.isdigit() and len(told) == 9:
        raise Unclear(_("“%(text)s” là số CMND cũ 9 số; hãy chuyển sang cột CMND cũ, cột này ghi số định danh 12 số.") % {"text": told})
    return _digits(cell, (12,), _("số định danh cá nhân"))


def old_identity(cell: Cell, reading: Reading) -> str:
    return _digits(cell, (9,), _("số CMND cũ"))


def card(cell: Cell, reading: Reading) -> str:
    """The number of the Party card: twelve digits since September 2025, eight before (domain guide §2.5)."""
    told = _digits(cell, (8, 12), _("số thẻ đảng viên"))
    if len(told) == 8:
        reading.notes.append(_("Số thẻ 8 số là số cũ; thẻ mới dùng số định danh 12 số."))
    return told


def old_card(cell: Cell, reading: Reading) -> str:
    return _digits(cell, (8,), _("số thẻ cũ"))


def phone(cell: Cell, reading: Reading) -> str:
    told = bare(cell).replace("(", "").replace(")", "")
    if told.startswith("+84"):
        told = "0" + told[3:]
    if not told.isdigit() or not told.startswith("0") or len(told) not in (10, 11):
        raise Unclear(
            _("“%(text)s” không phải số điện thoại đủ 10 số bắt đầu bằng 0; hãy gõ lại dạng chữ (Text).") % {"text": cell.shown[:30]}
        )
    return told


def one_of(sort: str) -> Callable[[Cell, Reading], str]:
    """A reader of words from a fixed list."""

    def read(cell: Cell, reading: Reading) -> str:
        told = text(cell, reading)
        found = words(sort).get(plain(told))
        if found is None:
            known = ", ".join(each[0] for each in lexicon()["words"][sort].values())
            raise Unclear(_("“%(text)s” không rõ; hãy ghi một trong: %(known)s.") % {"text": told[:40], "known": known})
        return found

    return read


def listed(sort: str, hint: str) -> Callable[[Cell, Reading], str]:
    """A reader of words with a list that may lack one: a code is looked up in the file's own list of codes, a strange word is noted."""

    def read(cell: Cell, reading: Reading) -> str:
        told = _decoded(text(cell, reading), hint, reading)
        found = words(sort).get(plain(told))
        if found is None:
            reading.notes.append(_("“%(text)s” không có trong danh mục; ghi nguyên như tệp.") % {"text": told[:60]})
        return found or told

    return read


def _decoded(told: str, hint: str, reading: Reading) -> str:
    """The word for a code, by the list of codes the file brings. Raises Unclear for a code without one."""
    lists = {key.partition(":")[2]: word for key, word in reading.codes.items() if hint in key.partition(":")[0].replace(" ", "")}
    if told in lists:
        return lists[told]
    if both := CODED.fullmatch(told):
        listed_word = lists.get(both[1])
        if listed_word is not None and plain(listed_word) != plain(both[2]):
            raise Unclear(_("Mã %(code)s trong danh mục của tệp là “%(word)s”, không phải “%(text)s”; hãy sửa.")
                          % {"code": both[1], "word": listed_word, "text": both[2]})  # fmt: skip
        return both[2]
    if told.isdigit():
        raise Unclear(_("Tệp không kèm danh mục cho mã “%(code)s”; hãy ghi tên thay cho mã.") % {"code": told})
    return told


def province(cell: Cell, reading: Reading) -> str:
    """A province; one that became part of another is kept as it is told, and noted."""
    told = _decoded(text(cell, reading), "tinh", reading)
    key = PROVINCE.sub("", plain(told))
    for each in lexicon()["provinces"]:
        if key in (plain(each["name"]), PROVINCE.sub("", plain(each["name"]))):
            return str(each["name"])
        if any(plain(old) == key for old in each.get("merged", ())):
            message = _("“%(old)s” từ 1/7/2025 thuộc %(new)s; ghi nguyên như tệp.")
            reading.notes.append(message % {"old": told, "new": each["name"]})
            return told
    reading.notes.append(_("“%(text)s” không có trong danh mục; ghi nguyên như tệp.") % {"text": told[:60]})
    return told


def address(cell: Cell, reading: Reading) -> str:
    told = text(cell, reading)
    if found := DISTRICT.search(told):
        reading.notes.append(_("Địa chỉ còn cấp %(level)s; từ 1/7/2025 địa chỉ chỉ có hai cấp.") % {"level": found[1].lower()})
    return told


def mark(cell: Cell, reading: Reading) -> bool:
    if cell.sort == "yes":
        return bool(cell.value)
    if cell.shown.strip().lower() not in MARKS:
        raise Unclear(_("“%(text)s” không phải dấu x; hãy đánh x hoặc để trống.") % {"text": cell.shown[:30]})
    return True


READERS: Mapping[str, Callable[[Cell, Reading], Any]] = {
    "text": text, "name": name, "code": code, "uuid": unique, "date": day, "birth": birth, "identity": identity,
    "old_identity": old_identity, "card": card, "old_card": old_card, "phone": phone, "sex": one_of("sex"),
    "standing": one_of("standing"), "status": one_of("status"), "ethnicity": listed("ethnicity", "dantoc"),
    "religion": listed("religion", "tongiao"), "country": listed("country", "quocgia"), "province": province, "address": address,
    "mark": mark, "org": text,
}  # fmt: skip
