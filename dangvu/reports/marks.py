"""Figure marks: the places in a narrative where a figure is printed.

``{{admitted}}``, ``{{admitted@term}}``, ``{{badge_total[years=30]@quarter}}``, ``{{org_founded|02}}``: a code of the
catalogue, one condition on a dimension of the figure, a period (``reports.spans``) and a manner of printing. A line
``{{hinh:waterfall@term}}`` is a chart of ``reports.tables``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from dangvu.core.rounding import half_up
from dangvu.core.vietnamese import vn_number
from dangvu.reports.labels import LABELS
from dangvu.reports.spans import PERIODS
from dangvu.reports.words import in_words

WHOLE: Final = 100
"""Percent of a target that is just reached: the manner “above” says by how much it was passed."""
FORMS: Final = ("02", "words", "unit", "million", "above")
_MARK = re.compile(
    r"\s*(?P<code>[a-z][a-z0-9_]*)\s*(?:\[\s*(?P<name>[a-z_]+)\s*=\s*(?P<value>[^\[\]=,|@{}]+?)\s*\])?"
    r"\s*(?:@\s*(?P<period>[a-z_]+))?\s*(?:\|\s*(?P<form>[a-z0-9]+))?\s*"
)
_PICTURE = re.compile(r"\s*hinh\s*:\s*(?P<name>[a-z][a-z0-9_]*)\s*(?:@\s*(?P<period>[a-z_]+))?\s*")
_BRACES = re.compile(r"\{\{(?P<inside>[^{}\n]*)\}\}|(?P<stray>\{\{|\}\})")
Value = int | Decimal | None


class MarkError(ValueError):
    """A mark that cannot be read: ``line`` (from 1) and ``mark`` say where, the message what to do."""

    def __init__(self, line: int, mark: str, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line
        self.mark = mark


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark, read. ``key`` names the number it asks for, whatever the manner it is printed in."""

    code: str
    name: str = ""
    value: str = ""
    period: str = ""
    form: str = ""

    @property
    def key(self) -> str:
        where = f"[{self.name}={self.value}]" if self.name else ""
        return self.code + where + (f"@{self.period}" if self.period else "")

    @property
    def is_label(self) -> bool:
        return self.code in LABELS

    def __str__(self) -> str:
        return "{{" + self.key + (f"|{self.form}" if self.form else "") + "}}"


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A line ``{{hinh:waterfall}}`` or ``{{hinh:waterfall@term}}``: there a chart stands. ``key`` names its numbers."""

    name: str
    period: str = ""

    @property
    def key(self) -> str:
        return self.name + (f"@{self.period}" if self.period else "")

    def __str__(self) -> str:
        return "{{hinh:" + self.key + "}}"


Piece = str | Mark | PictureMark | MarkError


def pieces(text: str) -> Iterator[Piece]:
    """The text in order: plain text, marks, and what looks like a mark and cannot be read."""
    at = 0
    for found in _BRACES.finditer(text):
        if found.start() > at:
            yield text[at : found.start()]
        line = text.count("\n", 0, found.start()) + 1
        if found["stray"]:
            yield _stray(line, found[0])
        elif chosen := _PICTURE.fullmatch(found["inside"]):
            yield _picture(text, found, line, chosen)
        else:
            yield _read(line, found[0], found["inside"])
        at = found.end()
    if at < len(text):
        yield text[at:]


def marks(text: str) -> list[Mark]:
    """The readable marks of a text, in order."""
    return [piece for piece in pieces(text) if isinstance(piece, Mark)]


def picture_marks(text: str) -> list[PictureMark]:
    """The charts a text asks for, in order."""
    return [piece for piece in pieces(text) if isinstance(piece, PictureMark)]


def problems(text: str) -> list[MarkError]:
    """What cannot be read as a mark, in order."""
    return [piece for piece in pieces(text) if isinstance(piece, MarkError)]


def parse(mark: str) -> Mark:
    """One mark with its braces. Raises :class:`MarkError`."""
    found = list(pieces(mark))
    if len(found) != 1 or isinstance(found[0], str):
        raise MarkError(1, mark, _("Hãy ghi đúng một mã số liệu trong hai dấu ngoặc nhọn, ví dụ {{admitted}}."))
    if isinstance(found[0], MarkError):
        raise found[0]
    if isinstance(found[0], PictureMark):
        raise MarkError(1, mark, _("“%(mark)s” là hình, không phải số liệu.") % {"mark": mark})
    return found[0]


def _stray(line: int, braces: str) -> MarkError:
    message = _("Dòng %(line)d có dấu “%(mark)s” lẻ; mã số liệu viết trọn trên một dòng, ví dụ {{admitted}}.")
    return MarkError(line, braces, message % {"line": line, "mark": braces})


def _picture(text: str, found: re.Match[str], line: int, chosen: re.Match[str]) -> PictureMark | MarkError:
    """A chart stands on a line of its own."""
    before, after = text[: found.start()].rpartition("\n")[2], text[found.end() :].partition("\n")[0]
    if before.strip() or after.strip():
        message = _("Dòng %(line)d: hình “%(mark)s” phải đứng riêng một dòng.")
        return MarkError(line, found[0], message % {"line": line, "mark": found[0]})
    return PictureMark(chosen["name"], chosen["period"] or "")


def _read(line: int, mark: str, inside: str) -> Mark | MarkError:
    found = _MARK.fullmatch(inside)
    if found is None:
        message = _("Dòng %(line)d: không đọc được “%(mark)s”; cách viết là {{ma@ky|dang}}, ví dụ {{admitted@term|02}}.")
        return MarkError(line, mark, message % {"line": line, "mark": mark})
    read = Mark(*(part or "" for part in found.group("code", "name", "value", "period", "form")))
    fault = _fault(read)
    return MarkError(line, mark, _("Dòng %(line)d: %(fault)s") % {"line": line, "fault": fault}) if fault else read


def _fault(mark: Mark) -> str:
    if mark.period and mark.period not in PERIODS:
        message = _("không có kỳ “@%(period)s” trong “%(mark)s”; các kỳ dùng được: %(periods)s.")
        names = ", ".join(f"@{name}" for name in PERIODS if name)
        return message % {"period": mark.period, "mark": mark, "periods": names}
    if mark.form and mark.form not in FORMS:
        message = _("không có dạng in “|%(form)s” trong “%(mark)s”; các dạng dùng được: %(forms)s.")
        return message % {"form": mark.form, "mark": mark, "forms": ", ".join(f"|{name}" for name in FORMS)}
    if mark.is_label and (mark.name or mark.period or mark.form):
        return _("“%(mark)s” là chữ, không phải số liệu; hãy bỏ phần sau mã.") % {"mark": mark}
    return ""


def printed(value: Value, form: str, unit: str) -> str:
    """A value as the mark wants it printed; unknown is ``…`` whatever the manner."""
    if value is None:
        return vn_number(None)
    if form == "words" and isinstance(value, int) and value >= 0:
        return in_words(value)
    if form == "02" and isinstance(value, int) and 0 < value < 10:
        return f"{value:02d}"
    if form == "above":
        return plain(value - WHOLE)
    if form == "million":
        return plain(_short(half_up(Decimal(value) / 10**6, 1)))
    return f"{plain(value)} {unit}" if form == "unit" and unit else plain(value)


def plain(value: Value) -> str:
    """A value in Vietnamese digits. A decimal of one place keeps it (``60,0``); three places of typed numbers do not stay."""
    if not isinstance(value, Decimal):
        return vn_number(value)
    short = value if _places(value) <= 1 else value.normalize()
    return vn_number(int(short) if _places(short) <= 0 else short)


def _short(value: Decimal) -> int | Decimal:
    """A whole number where nothing is lost by it."""
    return int(value) if value == value.to_integral_value() else value


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
