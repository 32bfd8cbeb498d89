"""Members, one member's life, who read whom: lists of persons."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.orgs.access import AUDIT, MANAGE, PERSONS
from dangvu.privacy import readings as log_of_reads
from dangvu.staff import selections, wording
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.lists.entries import entry_columns, entry_rows
from dangvu.staff.views import accounts, audit, people


@export("people", "dang-vien", PERSONS, search="q")
def members(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Members as they are filtered on the page, all of them, by given name."""
    told = {name: asked.get(name) for name in ("q", "chibo", "trangthai", "ca", "sau")} | {"sau": ""}
    found = people.listed(desk, list(people.asked_for(desk, told)))
    columns: tuple[Column, ...] = (
        Column(_("Mã"), 12),
        Column(_("Họ và tên"), 28),
        Column(_("Ngày sinh"), 12, "day"),
        Column(_("Giới tính"), 9),
        Column(_("Mã chi bộ"), 12),
        Column(_("Chi bộ"), 40),
        Column(_("Tư cách"), 14),
        Column(_("Ghi chú"), 30),
    )
    rows = (
        (
            each.person.code,
            each.person.name,
            each.person.birth,
            wording.value("sex", each.person.sex),
            each.cell.code if each.cell else "",
            each.cell.name if each.cell else "",
            wording.value("status", each.status) if each.status else "",
            "; ".join(each.flags),
        )
        for each in found
    )
    yield one(_("Danh sách đảng viên"), columns, rows, (each.person.pk for each in found))


@export("person", "dang-vien/<str:code>", PERSONS)
def life(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """Everything recorded of one person, the latest first."""
    found, place = people.in_reach(desk, code)
    lines = selections.timeline(desk, found.pk, place)
    yield one(_("Quá trình của %(name)s") % {"name": found.name}, entry_columns(), entry_rows(desk, lines), [found.pk])


@export("readings", "nhat-ky-doc", AUDIT)
def read(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The reads of everybody in reach, or of one account."""
    who = asked.get("ai")
    rows = log_of_reads.of_users([each for each in audit.readers_of(desk) if who in ("", each.username)])
    columns: tuple[Column, ...] = (
        Column(_("Lúc"), 18, "day"),
        Column(_("Tài khoản"), 20),
        Column(_("Việc"), 22),
        Column(_("Trang"), 20),
        Column(_("Số người"), 10, "count"),
    )
    told = ((each.at, each.user.username, str(each.get_what_display()), each.page, each.persons) for each in rows)
    yield one(_("Ai đã xem dữ liệu cá nhân"), columns, told)


@export("readings_of", "nhat-ky-doc/<str:code>", AUDIT)
def read_of(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """Who saw one person."""
    found = audit.person_in_reach(desk, code)
    columns: tuple[Column, ...] = (Column(_("Lúc"), 18, "day"), Column(_("Tài khoản"), 20), Column(_("Việc"), 22), Column(_("Trang"), 20))
    rows = ((each.at, each.user.username, str(each.get_what_display()), each.page) for each in log_of_reads.of_person(found.pk))
    yield one(_("Ai đã xem %(name)s") % {"name": found.name or found.code}, columns, rows, [found.pk])


@export("accounts", "quan-tri", MANAGE, {"": lazy("tài khoản")})
def logins(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Accounts with their roles, past ones too."""
    columns: tuple[Column, ...] = (
        Column(_("Tài khoản"), 20),
        Column(_("Họ và tên"), 28),
        Column(_("Còn dùng"), 10),
        Column(_("Đăng nhập lần cuối"), 18, "day"),
        Column(_("Vai trò"), 22),
        Column(_("Tổ chức"), 32),
        Column(_("Từ ngày"), 12, "day"),
        Column(_("Đến ngày"), 12, "day"),
    )
    yield one(_("Tài khoản và vai trò"), columns, _roles(desk))


def _roles(desk: Desk) -> Iterator[tuple[object, ...]]:
    for user in accounts.in_reach(desk).prefetch_related("grants"):
        own = (user.username, user.get_full_name(), _("có") if user.is_active else _("đã khóa"), user.last_login)
        held = accounts.held_by(desk, user)
        for each in held:
            yield (*own, str(each.grant.get_role_display()), each.place, each.grant.valid_from, each.grant.valid_to)
        if not held:
            yield (*own, "", "", None, None)
