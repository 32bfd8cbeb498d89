"""Entries as lists show them, and what one entry posted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.ledger.models import legs_of_entry
from dangvu.orgs.access import PERSONS, VIEW
from dangvu.reports.models import State
from dangvu.staff import selections, wording
from dangvu.staff.desk import Desk
from dangvu.staff.headlines import headlines
from dangvu.staff.lists.base import MOST, Asked, export, one
from dangvu.staff.views import entries, reports


def entry_columns() -> tuple[Column, ...]:
    """The columns of a list of entries."""
    return (
        Column(_("Bút toán"), 10, "number"),
        Column(_("Ngày hiệu lực"), 13, "day"),
        Column(_("Việc"), 26),
        Column(_("Nội dung"), 30),
        Column(_("Tổ chức"), 32),
        Column(_("Người"), 28),
        Column(_("Số quyết định"), 16),
        Column(_("Ngày ký"), 12, "day"),
        Column(_("Cơ quan"), 24),
        Column(_("Ghi lúc"), 17, "day"),
        Column(_("Người ghi"), 14),
        Column(_("Bị hủy bởi bút toán"), 12, "number"),
    )


def entry_rows(desk: Desk, lines: Iterable[selections.EntryLine]) -> Iterator[tuple[Any, ...]]:
    """Entries, naming persons only to who may see them where they stand."""
    for line in lines:
        entry = line.entry
        orgs = [desk.place(org, desk.today).name for org in line.orgs]
        names = [person.name for person in line.persons] if desk.sees_persons else []
        yield (
            entry.number,
            entry.effective_on,
            wording.entry_kind(entry.kind),
            line.gist,
            ", ".join(orgs) + ("…" if line.more else ""),
            ", ".join(names) + ("…" if line.more and names else ""),
            entry.decision_number,
            entry.decision_date,
            entry.decision_issuer,
            entry.recorded_at,
            entry.actor,
            line.reversed_by,
        )


@export("home", "trang-chinh", VIEW, {"so-lieu": lazy("số liệu chính"), "but-toan": lazy("bút toán trong kỳ"), "bao-cao": lazy("báo cáo")})
def first_page(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The entries of the period, the headline figures, the reports."""
    if asked.wants("so-lieu"):
        yield _headlines(desk)
    if asked.wants("but-toan"):
        lines = selections.in_period(desk, MOST + 1)
        about = (person.pk for line in lines for person in line.persons) if desk.sees_persons else ()
        yield one(_("Bút toán trong kỳ"), entry_columns(), entry_rows(desk, lines), about, "but-toan")
    if asked.wants("bao-cao"):
        yield report_list(desk, "bao-cao")


def _headlines(desk: Desk) -> Listing:
    columns = (
        Column(_("Số liệu"), 40),
        Column(_("Giá trị"), 14, "number"),
        Column(_("Đơn vị"), 16),
        Column(_("Ghi chú"), 30),
        Column(_("Mã"), 26),
    )
    cards = [(each.figure.title_vi, each.answer.shown, each.figure.unit, each.answer.remark, each.figure.code) for each in headlines(desk)]
    return one(_("Số liệu chính"), columns, cards, key="so-lieu")


def report_list(desk: Desk, key: str = "") -> Listing:
    """The reports in reach."""
    columns = (
        Column(_("Báo cáo"), 60),
        Column(_("Tổ chức"), 32),
        Column(_("Từ ngày"), 12, "day"),
        Column(_("Đến ngày"), 12, "day"),
        Column(_("Chốt số ngày"), 12, "day"),
        Column(_("Trạng thái"), 14),
        Column(_("Số"), 16),
        Column(_("Ngày ban hành"), 14, "day"),
    )
    rows = (
        (
            each.title,
            desk.place(each.organisation_id).name,
            each.start,
            each.end,
            each.as_of,
            str(State(each.state).label),
            each.symbol,
            each.issued_on,
        )
        for each in reports.reports_in_reach(desk)
    )
    return one(_("Báo cáo"), columns, rows, key=key)


@export("reports", "bao-cao", VIEW)
def all_reports(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The reports of the organisation and of those below it."""
    yield report_list(desk)


@export("entry", "but-toan/<int:number>", VIEW)
def legs(desk: Desk, asked: Asked, number: int) -> Iterator[Listing]:
    """Every leg of an entry."""
    found = entries.in_reach(desk, number)
    rows, about = [], []
    for leg in legs_of_entry(found.number).select_related("account", "person"):
        person = leg.person if leg.org_id in desk.reach(PERSONS) else None
        about.append(person.pk if person else None)
        rows.append(
            (
                wording.account(leg.account.key),
                desk.place(leg.org_id, desk.today).name,
                desk.place(leg.other_id, desk.today).name if leg.other_id else "",
                person.name if person else "",
                leg.quantity,
                leg.on,
                leg.source_id,
                leg.account.key,
            )
        )
    columns = (
        Column(_("Tài khoản"), 40),
        Column(_("Tổ chức"), 32),
        Column(_("Bên kia"), 28),
        Column(_("Người"), 26),
        Column(_("Số lượng"), 12, "number"),
        Column(_("Ngày"), 12, "day"),
        Column(_("Của bút toán"), 12, "number"),
        Column(_("Mã tài khoản"), 40),
    )
    yield one(_("Định khoản của bút toán %(number)d") % {"number": number}, columns, rows, about)
