"""Rows of the long tables, each written by one format: what a page lists fifty or a thousand times (``staff.rendering.rows``)."""

from __future__ import annotations

import datetime as dt
import html
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING

from django.template import Context, Library
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dangvu.staff import addresses, rendering, spoken, wording

if TYPE_CHECKING:
    from dangvu.figures.services import Value
    from dangvu.staff.views.figures import Shown, ShownPart
    from dangvu.staff.views.people import Listed

register = Library()
NONE = SafeString("")
MEMBER = """
  <tr><th scope="row"><a href="%s">%s</a> <br><span class="small muted">%s</span></th>
    <td data-label="{birth}">%s</td>
    <td data-label="{sex}">%s</td>
    <td data-label="{cell}">%s</td>
    <td data-label="{status}">%s%s</td></tr>
  """
COUNTED = """<tr>
    <td data-label="{day}">%s</td>
    <td>%s%s</td>
    <td class="small">%s</td>
    <td class="n" data-label="{quantity}">%s</td>
    <td data-label="{entry}">%s</td></tr>"""

POINT = '<tr><th scope="row">%s</th><td class="n">%s</td></tr>'
PART = f"{POINT[:-5]}<td>%s</td></tr>"
SHARE = '<progress class="bar" max="{}" value="{}" aria-hidden="true"></progress>'


def _anchor(address: str, words: str) -> SafeString:
    return SafeString(f'<a href="{html.escape(address)}">{html.escape(words)}</a>')  # both are escaped


@register.simple_tag(takes_context=True)
def member_rows(context: Context, listed: Iterable[Listed]) -> SafeString:
    """The rows of the list of members."""
    carried = context["desk"].carried
    person, cell = addresses.ways("staff:person", carried), addresses.ways("staff:organisation", carried)
    sex, status, day = cache(partial(wording.value, "sex")), cache(partial(wording.value, "status")), spoken.days()
    cells = cache(lambda code, name: _anchor(cell(code), name))
    gone = SafeString(f'<span class="muted">{_("không còn trên danh sách")}</span>')  # a fixed sentence

    def told() -> Iterator[Sequence[str]]:
        for each in listed:
            who, where = each.person, each.cell
            yield (
                person(who.code),
                who.name or who.code,
                who.code,
                day(who.birth) if who.birth else NONE,
                sex(who.sex),
                cells(where.code, where.name) if where else NONE,
                status(each.status) if each.status else gone,
                rendering.rows(' <span class="tag">%s</span>', ((flag,) for flag in each.flags)) if each.flags else NONE,
            )

    line = rendering.pattern(MEMBER, birth=_("Ngày sinh"), sex=_("Giới tính"), cell=_("Chi bộ"), status=_("Tư cách"))
    return rendering.rows(line, told())


@register.simple_tag(takes_context=True)
def counted_rows(context: Context, shown: Iterable[Shown]) -> SafeString:
    """The rows behind a figure."""
    carried = context["desk"].carried
    person, entry, place = (addresses.ways(f"staff:{name}", carried) for name in ("person", "entry", "organisation"))
    places = cache(lambda code, name: _anchor(place(code), name))
    day, number = spoken.days(), spoken.numbers()
    veiled = SafeString(f'<span class="muted">{_("một đảng viên (không có quyền xem tên)")}</span><br>')  # a fixed sentence

    def where(each: Shown) -> SafeString:
        if each.org is None:
            return NONE
        other = f" ↔ {places(each.other.code, each.other.name)}" if each.other else ""
        return SafeString(f'<span class="small">{places(each.org.code, each.org.name)}{other}</span>')  # of anchors

    def who(each: Shown) -> SafeString:
        if each.person is None:
            return veiled if each.hidden else NONE
        return SafeString(f"{_anchor(person(each.person.code), each.person.name)}<br>")  # of an anchor

    def told() -> Iterator[Sequence[str]]:
        for each in shown:
            row = each.row
            yield (
                day(row.on),
                who(each),
                where(each),
                each.words,
                number(row.quantity),
                _anchor(entry(row.entry), number(row.entry)) if row.entry else NONE,
            )

    return rendering.rows(rendering.pattern(COUNTED, day=_("Ngày"), quantity=_("Số lượng"), entry=_("Bút toán")), told())


@register.simple_tag(takes_context=True)
def part_rows(context: Context, parts: Iterable[ShownPart]) -> SafeString:
    """The rows of a figure's parts, each beside the largest."""
    largest, number = context["largest"], spoken.numbers()
    veiled = SafeString(f'<span class="muted">{_("không hiện")}</span>') if context["hidden"].down else None  # a fixed sentence

    def told() -> Iterator[Sequence[str]]:
        for part in parts:
            yield (
                _anchor(part.link, part.label) if part.link else part.label,
                veiled if veiled is not None and part.value is None else number(part.value),
                SafeString(SHARE.format(largest, part.value)) if part.value and largest > 0 else NONE,  # of numbers
            )

    return rendering.rows(PART, told())


@register.simple_tag
def course_rows(course: Iterable[tuple[dt.date, Value]]) -> SafeString:
    """The rows of a figure's course."""
    day, number = spoken.days(), spoken.numbers()
    return rendering.rows(POINT, ((day(point), number(value)) for point, value in course))
