"""Meetings with their rolls and votes, and reports asked of those below."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.meetings.models import Meeting, Presence
from dangvu.orgs.access import PERSONS, VIEW
from dangvu.reports import requests as below
from dangvu.reports.models import Request, Submission
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views import meetings, requests


@export("meetings", "hop", PERSONS, {"cuoc-hop": lazy("cuộc họp"), "chua-hop": lazy("chi bộ chưa sinh hoạt")})
def meeting_list(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """Every meeting, and the cells that have not met this month."""
    columns: tuple[Column, ...] = (
        Column(_("Ngày"), 12, "day"),
        Column(_("Nội dung"), 50),
        Column(_("Loại"), 28),
        Column(_("Tổ chức"), 36),
        Column(_("Nơi họp"), 26),
        Column(_("Tình trạng"), 18),
    )
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    rows = (
        (
            each.on,
            each.title,
            str(each.get_sort_display()),
            desk.place(each.organisation_id, each.on).name,
            each.place,
            str(each.get_state_display()),
        )
        for each in Meeting.objects.filter(organisation__in=orgs)
    )
    yield one(_("Họp, hội nghị"), columns, rows, key="cuoc-hop")
    cells = ((each.code, each.name) for each in meetings.not_met(desk))
    yield one(_("Chưa sinh hoạt thường kỳ tháng này"), (Column(_("Mã"), 12), Column(_("Chi bộ"), 44)), cells, key="chua-hop")


@export("meeting", "hop/<int:pk>", PERSONS, {"du-hop": lazy("danh sách dự"), "bieu-quyet": lazy("biểu quyết")})
def roll(desk: Desk, asked: Asked, pk: int) -> Iterator[Listing]:
    """The roll and the votes of one meeting."""
    met = meetings.found(desk, pk)
    people = list(met.roll.select_related("person"))
    columns: tuple[Column, ...] = (
        Column(_("Họ và tên"), 30),
        Column(_("Chức vụ, đơn vị"), 36),
        Column(_("Khách"), 8),
        Column(_("Có quyền biểu quyết"), 12),
        Column(_("Có mặt"), 20),
        Column(_("Lý do"), 30),
    )
    rows = (
        (
            each.name,
            each.office,
            _("khách") if each.guest else "",
            _("có") if each.votes else "",
            str(Presence(each.presence).label) if each.presence else "",
            each.reason,
        )
        for each in people
    )
    yield one(met.title, columns, rows, (each.person_id for each in people), "du-hop")
    columns = (
        Column(_("Nội dung biểu quyết"), 60),
        Column(_("Phiếu kín"), 9),
        Column(_("Tán thành"), 10, "count"),
        Column(_("Không tán thành"), 10, "count"),
        Column(_("Không hợp lệ"), 10, "count"),
    )
    votes = ((each.matter, _("kín") if each.secret else "", each.in_favour, each.against, each.invalid) for each in met.ballots.all())
    yield one(_("Biểu quyết"), columns, votes, key="bieu-quyet")


@export("requests", "bao-cao/yeu-cau", VIEW, {"phai-gui": lazy("phải gửi"), "da-yeu-cau": lazy("đã yêu cầu")})
def request_list(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """What has to be sent, and what was asked for."""
    orgs = desk.tree.subtree(desk.org) & desk.visible
    mine = Submission.objects.filter(organisation__in=orgs).select_related("request").order_by("-request__deadline", "pk")
    columns: tuple[Column, ...] = (
        Column(_("Báo cáo"), 60),
        Column(_("Tổ chức"), 36),
        Column(_("Hạn"), 12, "day"),
        Column(_("Tình trạng"), 20),
        Column(_("Quá hạn"), 9),
    )
    rows = (
        (
            each.request.title,
            desk.place(each.organisation_id).name,
            each.request.deadline,
            str(each.get_state_display()),
            _("quá hạn") if below.late(each) else "",
        )
        for each in mine
        if each.open
    )
    yield one(_("Phải gửi"), columns, rows, key="phai-gui")
    columns = (
        Column(_("Yêu cầu"), 60),
        Column(_("Hạn"), 12, "day"),
        *(Column(each, 10, "count") for each in (_("Tất cả"), _("Đã gửi"), _("Đã nhận"), _("Quá hạn"))),
    )
    wanted = Request.objects.filter(organisation__in=orgs).prefetch_related("submissions")
    yield one(
        _("Đã yêu cầu"), columns, ((each.title, each.deadline, *requests.counts_of(each).values()) for each in wanted), key="da-yeu-cau"
    )


@export("request", "bao-cao/yeu-cau/<int:pk>", VIEW, {"to-chuc": lazy("từng tổ chức"), "tong-hop": lazy("tổng hợp")})
def one_request(desk: Desk, asked: Asked, pk: int) -> Iterator[Listing]:
    """Who has sent, and the numbers added up beside the books."""
    found = Request.objects.filter(pk=pk, organisation__in=desk.visible).first()
    if found is None:
        raise Http404(_("Không có yêu cầu này trong phạm vi của bạn."))
    columns: tuple[Column, ...] = (
        Column(_("Tổ chức"), 44),
        Column(_("Tình trạng"), 22),
        Column(_("Quá hạn"), 9),
        Column(_("Số khác sổ"), 10, "count"),
        Column(_("Gửi lúc"), 18, "day"),
    )
    rows = (
        (
            desk.place(each.organisation_id).name,
            str(each.get_state_display()),
            _("quá hạn") if below.late(each) else "",
            len(each.claims),
            each.sent_at,
        )
        for each in found.submissions.select_related("request")
    )
    yield one(found.title, columns, rows, key="to-chuc")
    columns = (
        Column(_("Số liệu"), 50),
        Column(_("Đơn vị"), 14),
        Column(_("Theo sổ"), 12, "number"),
        Column(_("Cấp dưới gửi, cộng lại"), 14, "number"),
        Column(_("Cấp dưới theo sổ"), 14, "number"),
        Column(_("Khác với sổ"), 50),
    )
    sums = (
        (each.fact.title, each.fact.unit, each.fact.value, each.sent, each.books, ", ".join(desk.place(org).name for org in each.who))
        for each in below.added_up(found)
    )
    yield one(_("Tổng hợp từ sổ"), columns, sums, key="tong-hop")
