"""Work in hand: dossiers, what is due, badges to come, the inspection programme."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.orgs.access import PERSONS
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views import dossiers, due, programme


def _dossier_list(listed: Iterable[dossiers.Listed], title: str, key: str = "") -> Listing:
    found = list(listed)
    columns: tuple[Column, ...] = (
        Column(_("Số hồ sơ"), 16),
        Column(_("Người, việc"), 40),
        Column(_("Thủ tục"), 32),
        Column(_("Tổ chức"), 34),
        Column(_("Mở ngày"), 12, "day"),
        Column(_("Đang ở bước"), 26),
        Column(_("Hạn gần nhất"), 13, "day"),
        Column(_("Việc đến hạn"), 36),
        Column(_("Phụ trách"), 16),
    )
    rows = (
        (
            each.case.dossier.ref,
            each.title,
            str(each.procedure.title),
            each.case.place.name,
            each.case.dossier.opened_on,
            each.state,
            each.due.by if each.due else None,
            each.due.title if each.due else "",
            each.case.dossier.in_charge,
        )
        for each in found
    )
    return one(title, columns, rows, (each.case.dossier.person_id for each in found), key)


@export("dossiers", "ho-so", PERSONS, search="tim")
def dossier_list(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Dossiers as they are filtered on the page."""
    told = {name: asked.get(name) for name in ("loai", "tim", "ca")}
    yield _dossier_list(dossiers.listed_dossiers(desk, told), _("Hồ sơ công việc"))


@export("due", "han-viec", PERSONS)
def due_list(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Everything due, the late first."""
    charge = asked.get("phutrach")
    found = [item for item in due.due_items(desk) if not charge or item.in_charge == charge]
    columns: tuple[Column, ...] = (
        Column(_("Hạn"), 12, "day"),
        Column(_("Quá hạn"), 9),
        Column(_("Việc"), 44),
        Column(_("Người"), 28),
        Column(_("Hồ sơ"), 30),
        Column(_("Tổ chức"), 36),
        Column(_("Phụ trách"), 16),
    )
    rows = (
        (
            item.by,
            _("quá hạn") if item.overdue(desk.day) else "",
            item.title,
            item.person.name if item.person else "",
            item.kind,
            desk.forest.timelines[item.org].states[-1].name,
            item.in_charge,
        )
        for item in found
    )
    yield one(_("Hạn việc"), columns, rows, (item.person.pk for item in found if item.person))


@export("badge_forecast", "han-viec/huy-hieu", PERSONS, {"huy-hieu": lazy("huy hiệu"), "chua-ro": lazy("chưa tính được")})
def badges(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Who earns a badge in the coming rounds, and of whom it cannot be told."""
    found, unknown = due.candidates(desk)
    columns: tuple[Column, ...] = (
        Column(_("Đợt"), 12, "day"),
        Column(_("Mã"), 12),
        Column(_("Họ và tên"), 28),
        Column(_("Chi bộ"), 34),
        Column(_("Huy hiệu (năm)"), 10, "number"),
        Column(_("Đủ ngày"), 12, "day"),
        Column(_("Muộn"), 8),
        Column(_("Xét từ ngày"), 12, "day"),
    )
    rows = (
        (each.round.on, person.code, person.name, cell.name, each.years, each.earned_on, _("muộn") if each.late else "", each.waits_until)
        for each, person, cell in found
    )
    yield one(_("Huy hiệu Đảng các đợt tới"), columns, rows, (person.pk for _each, person, _cell in found), "huy-hieu")
    names = (Column(_("Mã"), 12), Column(_("Họ và tên"), 28), Column(_("Ngày sinh"), 12, "day"))
    rows_unknown = ((each.code, each.name, each.birth) for each in unknown)
    yield one(_("Chưa có ngày tính tuổi Đảng"), names, rows_unknown, (each.pk for each in unknown), "chua-ro")


@export("programme", "kiem-tra", PERSONS, {"so-lieu": lazy("số liệu"), "loai": lazy("theo loại"), "dang-lam": lazy("đang tiến hành")})
def inspections(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Programme against work done, and what is under way."""
    query = programme.year_so_far(desk)
    bodies = [programme.body_of(suffix, str(title), query) for suffix, title in programme.BODIES]
    columns: tuple[Column, ...] = (
        Column(_("Cơ quan"), 26),
        Column(_("Số liệu"), 50),
        Column(_("Giá trị"), 12, "number"),
        Column(_("Đơn vị"), 14),
        Column(_("Mã"), 34),
    )
    rows = ((body.title, figure.title_vi, answer.shown, figure.unit, figure.code) for body in bodies for figure, answer in body.figures)
    yield one(_("Kiểm tra, giám sát trong năm"), columns, rows, key="so-lieu")
    columns = (
        Column(_("Cơ quan"), 26),
        Column(_("Loại cuộc"), 50),
        Column(_("Chương trình cả năm"), 14, "count"),
        Column(_("Đã làm"), 12, "count"),
    )
    yield one(_("Theo loại"), columns, ((body.title, *each) for body in bodies for each in body.types), key="loai")
    yield _dossier_list(programme.under_way(desk), _("Đang tiến hành"), "dang-lam")
