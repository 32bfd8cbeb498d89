"""Dues: the month by cell, and a cell's sheet with one row a member."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dues import services
from dangvu.ledger.kinds.dues import MONTH
from dangvu.ledger.refusal import Fault
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.orgs.tree import OrgState
from dangvu.rules.services import UnknownRule
from dangvu.staff import wording
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.reading import What, log
from dangvu.staff.sheets import Mistyped, dues_rows


def month_of(asked: str, desk: Desk) -> str:
    """The month asked for, else that of the day. One ahead of today is that of today."""
    month = asked if MONTH.fullmatch(asked) else f"{desk.day.year:04d}-{desk.day.month:02d}"
    return min(month, f"{today().year:04d}-{today().month:02d}")


@page(PERSONS)
def dues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The month by cell, what is kept and passed on, and who owes three months."""
    month = month_of(request.GET.get("thang", ""), desk)
    cells = desk.cells(PERSONS)
    totals = services.totals([each.org_id for each in cells], month)
    # A cell of which nothing is recorded is not one that owed and paid nothing.
    rows = [(each, totals.get(each.org_id)) for each in cells]
    owing = services.arrears([each.org_id for each in cells], desk.day)
    names = {each.org_id: each.name for each in cells}
    log(request, desk, What.LIST, [each.person.pk for each in owing])
    return show(
        request, desk, "staff/dues.html", month=month, rows=rows, whole=_whole(rows), kept=_kept(month, desk),
        arrears=[(each, names[each.cell]) for each in owing], **_around(month),
    )  # fmt: skip


def _whole(rows: list[tuple[OrgState, services.Total | None]]) -> services.Total | None:
    """The sum of what is recorded; None when nothing is."""
    told = [total for _state, total in rows if total is not None]
    return services.Total(*(sum(getattr(each, name) for each in told) for name in ("due", "paid", "passed_on"))) if told else None


def _kept(month: str, desk: Desk) -> object:
    try:
        return services.kept_share(month, desk.tree.upward(desk.org))
    except UnknownRule:
        return None


def _around(month: str) -> dict[str, str]:
    """The months before and after, as the address names them."""
    first = dt.date.fromisoformat(f"{month}-01")
    before, after = first - dt.timedelta(days=1), first + dt.timedelta(days=31)
    return {"before": f"{before.year:04d}-{before.month:02d}", "after": f"{after.year:04d}-{after.month:02d}"}


@page(PERSONS)
def sheet(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """A cell's members with their dues of the month; what is typed is booked all together or not at all."""
    org = cell_or_404(desk, code)
    month, may_work, faults = month_of(request.GET.get("thang", ""), desk), org in desk.reach(CASEWORK), list[Fault]()
    members = services.sheet(org, month)
    if request.method == "POST" and may_work:
        try:
            rows = dues_rows(request.POST, [each.person.code for each in members])
            faults = services.record(code, month, rows, on=today(), actor=desk.user.get_username(), path=desk.tree.upward(org))
        except Mistyped as error:
            faults = error.faults
        if not faults:
            messages.success(request, _("Đã ghi đảng phí tháng %(month)s.") % {"month": f"{int(month[5:])}/{month[:4]}"})
            return back(desk, "staff:dues_sheet", code)
    wrong = {fault.line: fault.message for fault in faults}
    log(request, desk, What.LIST, [each.person.pk for each in members])
    return show(
        request, desk, "staff/dues_sheet.html", cell=desk.forest.timelines[org].states[-1], month=month, may_work=may_work,
        rows=[(number, each, wrong.get(number, ""), _typed(request, each)) for number, each in enumerate(members, start=1)],
        groups=_groups(month, desk.tree.upward(org)), faulty=len(faults),
        **_around(month),
    )  # fmt: skip


def cell_or_404(desk: Desk, code: str) -> int:
    """A cell whose members the user may see. Raises Http404."""
    org = desk.forest.by_code(code)
    if org is None or org not in desk.reach(PERSONS) or not desk.forest.timelines[org].states[-1].is_cell:
        raise Http404(_("Không có chi bộ này trong phạm vi của bạn."))
    return org


def _groups(month: str, path: tuple[int, ...]) -> list[tuple[str, str]]:
    """Groups with their rate, as the choice shows them."""
    return [(group, f"{wording.value('group', group)}: {wording.rule_value(rule)}") for group, rule in services.groups(month, path).items()]


def _typed(request: HttpRequest, each: services.Member) -> dict[str, str]:
    """What a refused form held, so that nothing typed is lost."""
    if request.method != "POST":
        return {"group": each.group, "base": str(each.base or ""), "paid": "", "exempt": ""}
    return {name: request.POST.get(f"{name}:{each.person.code}", "") for name in ("group", "base", "paid", "exempt")}
