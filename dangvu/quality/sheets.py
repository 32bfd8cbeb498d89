"""The sheet a cell's secretary fills in by hand: what is missing of each member, with room beside it. One definition for Word and PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.document import ABOVE, Align, Column, Document, Heads, Paragraph, Row, Signature, Table, placed
from dangvu.figures.gaps import Gap
from dangvu.orgs.models import Person
from dangvu.orgs.official import in_vietnamese
from dangvu.orgs.tree import OrgState

Lacking = Sequence[tuple[Person, Sequence[Gap]]]
ROOM = 11.0
"""Millimetres of a row: people write into it with a pen, and many are elderly."""


@dataclass(frozen=True)
class Sheet:
    """A cell, the committee above it, and its members with what they lack."""

    cell: OrgState
    above: OrgState | None
    members: Lacking


@in_vietnamese
def document(sheets: Sequence[Sheet], day: dt.date, place: str = "") -> Document:
    """One file, a page of its own for each cell. ``place``: the town it is dated at. Raises ValueError where nobody lacks anything."""
    if not sheets:
        raise ValueError(_("Không chi bộ nào còn thiếu."))
    first, *rest = [_sheet(sheet, day, place) for sheet in sheets]
    return replace(first, following=tuple(rest))


def _sheet(sheet: Sheet, day: dt.date, place: str) -> Document:
    dated = _("ngày …… tháng …… năm ……")
    heads = Heads(sheet.above.name if sheet.above else "", sheet.cell.name, "", placed(place, dated))
    told = _(
        "Xin ghi vào cột bên phải, không để trống: không có thì ghi “không”. Ghi xong, ký và gửi lại văn phòng cấp ủy trước ngày …………… "
        "Tài liệu có dữ liệu cá nhân, chỉ dùng trong chi bộ."
    )
    blocks = (Paragraph.of(told), Table("", _columns(), tuple(_rows(sheet.members)), room=ROOM))
    subject = _("theo sổ đảng viên tại ngày %(day)s") % {"day": vn_day(day)}
    signature = Signature(_("T/M CHI BỘ"), _("BÍ THƯ"), "……………………………")
    return Document(heads, _("PHIẾU BỔ SUNG LÝ LỊCH ĐẢNG VIÊN"), subject, blocks, (), signature)


def _columns() -> tuple[Column, ...]:
    told: tuple[tuple[str, Align, float], ...] = (
        (_("TT"), "center", 1.2),
        (_("Họ và tên, ngày sinh"), "left", 5),
        (_("Cần bổ sung, xem lại"), "left", 5),
        (_("Ghi đúng là"), "left", 6.5),
    )
    return tuple(Column(*each) for each in told)


def _rows(members: Lacking) -> Iterator[Row]:
    """A row for each thing; the name stands once beside them all."""
    for number, (person, gaps) in enumerate(members, start=1):
        born = f", {vn_day(person.birth)}" if person.birth else ""
        named = (str(number), f"{person.name or person.code}\n{person.code}{born}")
        for place, gap in enumerate(gaps):
            yield Row((*(named if place == 0 else (ABOVE, ABOVE)), str(gap.word), ""))
