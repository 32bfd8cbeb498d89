"""A picture that tells persons apart, for a reader who may not see persons: the rules of ``privacy.small`` hold for it too."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.figures.services import Part, Query
from dangvu.privacy.small import held_back, least
from dangvu.reports.content import Point, Series


@dataclass(frozen=True)
class Refused:
    """Why a reader may not see a picture, as a sentence."""

    why: str


def refused(day: dt.date, known: int | None, *, granted: bool) -> Refused | None:
    """A picture of persons is drawn only for an organisation that was granted itself, at the end of a quarter, as known now.

    Neighbouring days or places compared would otherwise tell one person apart.
    """
    _first, last = periods.quarter(day.year, periods.quarter_of(day))
    if not granted:
        return Refused(_("Hình này chỉ xem được ở cấp được giao, không xem riêng từng đơn vị bên dưới."))
    if known is not None or day != last:
        return Refused(_("Hình này chỉ xem được tại ngày cuối quý, theo sổ hiện nay; hãy chọn ngày cuối quý ở đầu trang."))
    return None


def held(series: Series, query: Query) -> Series:
    """The series without its small numbers, and without those that would give them away; the note tells nothing of few."""
    parts = [Part(str(at), point.label, point.value) for at, point in enumerate(series.points)]
    shown = held_back([each for each in parts if each.value], least(query))
    values = {each.key: each.value for each in shown}
    return replace(series, points=tuple(_point(point, values.get(str(at), point.value)) for at, point in enumerate(series.points)), note="")


def _point(point: Point, value: object) -> Point:
    return point if value is not None else replace(point, value=None, asked=None)
