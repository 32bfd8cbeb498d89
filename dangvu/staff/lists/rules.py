"""Rules of a day, their changes, the versions of one, and the calendar of days off."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import Http404
from django.utils.translation import gettext as _

from dangvu.core.listing import Column, Listing
from dangvu.orgs.access import VIEW
from dangvu.rules import book, services
from dangvu.rules.book import GRADES, PLACES, Rule
from dangvu.staff import wording
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views import due, rules


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Nội dung"), 44),
        Column(_("Giá trị"), 40),
        Column(_("Từ ngày"), 12, "day"),
        Column(_("Đến ngày"), 12, "day"),
        Column(_("Nơi"), 18),
        Column(_("Căn cứ"), 50),
        Column(_("Mức kiểm chứng"), 26),
        Column(_("Mã"), 30),
    )


def _rows(found: Iterable[Rule]) -> Iterator[tuple[object, ...]]:
    for each in found:
        place, grade = str(PLACES.get(each.place, each.place)), str(GRADES.get(each.grade, each.grade))
        yield each.title, wording.rule_value(each), each.valid_from, each.valid_to, place, each.source, grade, each.key


@export("rules", "quy-dinh", VIEW)
def in_force(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """What applies on the day, as it is searched on the page."""
    yield one(_("Quy định"), _columns(), _rows(rules.found_rules(desk, asked.get("q"))))


@export("rule", "quy-dinh/muc/<str:key>", VIEW)
def versions(desk: Desk, asked: Asked, key: str) -> Iterator[Listing]:
    """Every version of one rule."""
    if key not in book.shipped():
        raise Http404(_("Không có quy định này."))
    yield one(_("Các bản của quy định"), _columns(), _rows(services.versions(key)))


@export("rule_changes", "quy-dinh/thay-doi", VIEW)
def changes(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """What differs between the first and the last day of the period."""
    found = services.changes(desk.start, desk.end, due.path(desk.forest, desk.org))
    columns = (Column(_("Nội dung"), 44), Column(_("Trước"), 44), Column(_("Sau"), 44), Column(_("Căn cứ"), 50), Column(_("Mã"), 30))
    rows = (
        (
            each.title,
            wording.rule_value(each.before) if each.before else "",
            wording.rule_value(each.after) if each.after else "",
            each.after.source if each.after else "",
            each.key,
        )
        for each in found
    )
    yield one(_("Quy định thay đổi"), columns, rows)


@export("calendar", "quy-dinh/lich", VIEW)
def days_off(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The days of the year that are not what their weekday says."""
    columns = (Column(_("Ngày"), 12, "day"), Column(_("Tên"), 50), Column(_("Làm việc"), 10))
    rows = ((day, name, _("có") if works else _("nghỉ")) for day, name, works in rules.special_days(desk.day.year))
    yield one(_("Lịch ngày nghỉ, ngày làm bù"), columns, rows)
