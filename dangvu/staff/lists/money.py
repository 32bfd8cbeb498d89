"""Dues and ratings: by cell, and a cell's members one by one."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.dues import services
from dangvu.orgs.access import PERSONS
from dangvu.staff import wording
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views import dues, ratings

NOTHING = (None, None, None, None)
"""Of a cell for which nothing is recorded no number is told: it is not one that owed and paid nothing."""


@export("dues", "dang-phi", PERSONS, {"chi-bo": lazy("theo chi bộ"), "con-no": lazy("còn nợ")})
def month(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The month by cell in đồng, and who owes three months of the year."""
    wanted = dues.month_of(asked.get("thang"), desk)
    cells = desk.cells(PERSONS)
    totals = services.totals([each.org_id for each in cells], wanted)
    money = [Column(title, 16, "money") for title in (_("Phải đóng"), _("Đã đóng"), _("Nộp cấp trên"), _("Giữ lại"))]
    found = [(each, totals.get(each.org_id)) for each in cells]
    rows = ((cell.code, cell.name, *((total.due, total.paid, total.passed_on, total.kept) if total else NOTHING)) for cell, total in found)
    yield one(_("Đảng phí tháng %(month)s") % {"month": wanted}, (Column(_("Mã"), 12), Column(_("Chi bộ"), 40), *money), rows, key="chi-bo")
    names = {each.org_id: each.name for each in cells}
    owing = services.arrears([each.org_id for each in cells], desk.day)
    columns: tuple[Column, ...] = (
        Column(_("Mã"), 12),
        Column(_("Họ và tên"), 28),
        Column(_("Chi bộ"), 40),
        Column(_("Tháng chưa đóng"), 40),
    )
    owed = ((each.person.code, each.person.name, names[each.cell], ", ".join(each.months)) for each in owing)
    yield one(_("Chưa đóng từ ba tháng"), columns, owed, (each.person.pk for each in owing), "con-no")


@export("dues_sheet", "dang-phi/<str:code>", PERSONS)
def dues_of_cell(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """A cell's members with their dues of the month."""
    cell = dues.cell_or_404(desk, code)
    wanted = dues.month_of(asked.get("thang"), desk)
    found = services.sheet(cell, wanted)
    columns: tuple[Column, ...] = (
        Column(_("Mã"), 12),
        Column(_("Họ và tên"), 28),
        Column(_("Diện đóng"), 30),
        Column(_("Mức làm căn cứ"), 16, "money"),
        Column(_("Phải đóng"), 14, "money"),
        Column(_("Đã đóng"), 14, "money"),
        Column(_("Còn thiếu"), 14, "money"),
        Column(_("Miễn"), 8),
    )
    rows = (
        (
            each.person.code,
            each.person.name,
            wording.value("group", each.group) if each.group else "",
            each.base,
            each.due,
            each.paid,
            each.owing,
            _("miễn") if each.exempt else "",
        )
        for each in found
    )
    title = _("Đảng phí tháng %(month)s, %(cell)s") % {"month": wanted, "cell": desk.forest.timelines[cell].states[-1].name}
    yield one(title, columns, rows, (each.person.pk for each in found))


@export("ratings", "xep-loai", PERSONS, {"xep-loai": lazy("xếp loại"), "khong-xep": lazy("không xếp loại")})
def year(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The ratings decided in the year, and who is not rated and why."""
    query, quota = ratings.year_of(desk), ratings.quota_of(desk)
    groups = [ratings.group_of(code, str(title), query, quota) for code, title in ratings.GROUPS]
    columns: tuple[Column, ...] = (
        Column(_("Đối tượng"), 24),
        Column(_("Mức xếp loại"), 36),
        Column(_("Số lượng"), 10, "count"),
        Column(_("Tỷ lệ %"), 10, "share"),
        Column(_("Trên tổng số"), 12, "number"),
    )
    rows = ((group.title, word, count, rate, group.base) for group in groups if group.base for word, count, rate in group.rows)
    yield one(_("Xếp loại năm %(year)d") % {"year": desk.day.year}, columns, rows, key="xep-loai")
    found = list(ratings.unrated(desk))
    about = [person for _name, _why, person in found]
    yield one(_("Không xếp loại"), (Column(_("Tên"), 36), Column(_("Lý do"), 60)), (each[:2] for each in found), about, "khong-xep")


@export("rating_sheet", "xep-loai/<str:code>", PERSONS)
def ratings_of_cell(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """A cell's members with what was proposed and decided for them in the year."""
    org, people = ratings.cell_and_people(desk, code)
    given = ratings.given_in(desk, org)
    columns: tuple[Column, ...] = (Column(_("Mã"), 12), Column(_("Họ và tên"), 28), Column(_("Đề nghị"), 34), Column(_("Quyết định"), 34))
    rows = ((each.code, each.name, given.get(("rating_proposed", each.pk), ""), given.get(("rated", each.pk), "")) for each in people)
    title = _("Xếp loại năm %(year)d, %(cell)s") % {"year": desk.day.year, "cell": desk.forest.timelines[org].states[-1].name}
    yield one(title, columns, rows, (each.pk for each in people))
