"""Numbers too small to be shown: who may not see persons must not be able to tell anybody's faith, people or health from a figure.

A figure is sensitive when it counts by one of these, and so is any figure told apart by one. A reader without the right to see persons gets
it only for the organisations he or she was granted, at the ends of quarters, as known now, and never below the rule's smallest number
(``privacy.small_number``); parts are held back until what is missing could be anybody of several; rows and courses are not shown at all.
Asking for neighbouring days, periods, places or states of knowledge and comparing therefore tells nothing about one who came or went.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from dangvu.core import periods
from dangvu.figures.base import Among, Figure, Leaf, Span, bare
from dangvu.figures.services import Part, Query, measure
from dangvu.rules import services as rules

TRAITS = frozenset({"ethnicity", "religion"})
MEASURES = frozenset({"exempt", "exemption_begun"})
"""Who is exempt from meetings mostly is so for health."""


@dataclass(frozen=True)
class Veil:
    """What a reader may not see of a figure. ``why``: the sentence, empty when there is nothing to hide."""

    why: str = ""
    value: bool = False
    parts: bool = False

    @property
    def down(self) -> bool:
        return bool(self.why)


def sensitive(figure: Figure) -> bool:
    """Whether the figure itself counts by faith, people or health."""
    return any(True for _leaf in _telling(figure))


def _telling(figure: Figure) -> Iterator[Leaf]:
    day = dt.date(2020, 12, 31)
    for leaf, _at in figure.how.leaves(Span(day, day, day)):
        measured = getattr(getattr(bare(leaf), "pick", None), "measure", "")
        if measured in MEASURES or (isinstance(leaf, Among) and any(name in TRAITS for name, _test in leaf.where)):
            yield leaf


def veil(figure: Figure, by: str, query: Query, *, granted: bool) -> Veil:
    """What is hidden from a reader without person rights. ``granted``: the organisation is one the reader was granted itself."""
    itself = sensitive(figure)
    if not itself and by not in TRAITS:
        return Veil()
    if not granted:
        why = _("Số liệu về tôn giáo, dân tộc, sức khỏe chỉ xem được ở cấp được giao, không xem riêng từng đơn vị bên dưới.")
    elif query.known is not None or not _whole_quarters(figure, query):
        why = _("Số liệu về tôn giáo, dân tộc, sức khỏe chỉ xem được tại ngày cuối quý và theo trọn quý.")
    else:
        why = ""
    if why:
        return Veil(why, value=itself, parts=True)
    if itself and _too_small(figure, query):
        return Veil(_("Số quá nhỏ hoặc gần bằng tất cả: không hiện để không suy ra được từng người."), value=True, parts=True)
    return Veil(_("Các dòng và diễn biến của số này không hiện; các phần quá nhỏ được gộp lại."))


def _whole_quarters(figure: Figure, query: Query) -> bool:
    span = query.span
    end = span.day() if figure.how.is_stock else span.period()[1]
    _first, last = periods.quarter(end.year, periods.quarter_of(end))
    if end != last:
        return False
    if figure.how.is_stock:
        return True
    start = span.period()[0]
    return start == periods.quarter(start.year, periods.quarter_of(start))[0]


def least(query: Query) -> int:
    """The smallest number that is shown."""
    return int(rules.value("privacy.small_number", on=query.span.day()))


def _too_small(figure: Figure, query: Query) -> bool:
    """Whether a number the figure is made of, or what it leaves of the whole, is below the smallest."""
    limit = least(query)
    for leaf in _telling(figure):
        some = measure(leaf, query) or 0
        rest = (measure(bare(leaf), query) or 0) - some if isinstance(leaf, Among) else limit
        if some < limit or rest < limit:
            return True
    return False


def held_back(parts: Sequence[Part], limit: int) -> list[Part]:
    """Parts with the small ones taken away (value None), and further ones, the smallest first, until what is missing hides them."""
    counts = {part.key: int(part.value or 0) for part in parts}
    hidden = {key for key, count in counts.items() if count < limit}
    rest = sorted((key for key in counts if key not in hidden), key=lambda key: counts[key])
    while hidden and rest and (len(hidden) < 2 or sum(counts[key] for key in hidden) < limit):
        hidden.add(rest.pop(0))
    return [replace(part, value=None, base=None) if part.key in hidden else part for part in parts]
