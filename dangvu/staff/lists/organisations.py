"""The tree, one organisation, the statement of members, the register of documents."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.listing import Column, Listing
from dangvu.figures.remembered import evaluate_everywhere
from dangvu.figures.statement import Line, statement
from dangvu.orgs.access import VIEW
from dangvu.reports import documents as register
from dangvu.reports.models import Body
from dangvu.staff import wording
from dangvu.staff.desk import Desk
from dangvu.staff.headlines import CELLS
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views import statement as statement_view
from dangvu.staff.views import tree


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Cấp"), 6, "number"),
        Column(_("Mã"), 12),
        Column(_("Số hiệu"), 14),
        Column(_("Tên"), 44),
        Column(_("Loại hình"), 28),
        Column(_("Tổ chức cấp trên"), 40),
        Column(_("Còn hoạt động"), 10),
        Column(_("Đảng viên"), 11, "count"),
        Column(_("Chi bộ"), 9, "count"),
    )


def _rows(desk: Desk, closed: bool, within: frozenset[int]) -> Iterator[tuple[object, ...]]:
    counts = evaluate_everywhere((tree.HEADCOUNT, CELLS), desk.at())
    base = len(desk.tree.path(desk.org))
    for node, depth in _walk(tree.node_of(desk, desk.org, counts, closed), 0):
        if node.state.org_id in within:
            parent = desk.tree.state(node.state.parent) if node.state.parent in desk.visible else None
            yield (
                depth + base,
                node.state.code,
                node.state.official_code,
                node.state.name,
                wording.org_kind(node.state.kind),
                parent.name if parent else "",
                _("có") if node.state.open else _("không"),
                node.members,
                node.cells,
            )


def _walk(node: tree.Node, depth: int) -> Iterator[tuple[tree.Node, int]]:
    yield node, depth
    for child in node.below:
        yield from _walk(child, depth + 1)


@export("tree", "cay", VIEW)
def whole_tree(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The organisation and everything below it, parents before children."""
    yield one(_("Cây tổ chức"), _columns(), _rows(desk, asked.get("dong") == "1", desk.tree.subtree(desk.org)))


@export("organisation", "to-chuc/<str:code>", VIEW, {"truc-thuoc": lazy("trực thuộc"), "lich-su": lazy("lịch sử")}, org_from="code")
def organisation(desk: Desk, asked: Asked, code: str) -> Iterator[Listing]:
    """What hangs right below, and the organisation's own life."""
    right_below = frozenset(each.org_id for each in tree.children_of(desk, desk.org, closed=False))
    yield one(_("Tổ chức trực thuộc"), _columns(), _rows(desk, False, right_below), key="truc-thuoc")
    columns: tuple[Column, ...] = (
        Column(_("Ngày"), 12, "day"),
        Column(_("Việc"), 30),
        Column(_("Tổ chức"), 40),
        Column(_("Liên quan"), 60),
        Column(_("Bút toán"), 10, "number"),
    )
    rows = (
        (
            each.event.on,
            wording.entry_kind(each.event.kind),
            each.about.name if each.about else "",
            ", ".join(state.name for state in each.related),
            each.event.entry,
        )
        for each in tree.events_of(desk)
    )
    yield one(_("Lịch sử tổ chức"), columns, rows, key="lich-su")


@export("statement", "bien-dong", VIEW)
def movements(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The statement with its signs, so that the column adds up from the opening to the closing."""
    found = statement(desk.at())
    signs = {side: -1 if sign == "−" else 1 for side, _title, sign in statement_view.SIDES}
    titles = {side: str(title) for side, title, _sign in statement_view.SIDES}
    rows: list[tuple[object, ...]] = [(_("Đầu kỳ"), "", found.opening, "member_total")]
    for line in found.lines:
        rows.append((titles[line.side], line.title, signs[line.side] * line.value, line.code))
        rows.extend(_parts(line, titles[line.side]))
    rows.append((_("Cuối kỳ"), "", found.closing, "member_total"))
    columns: tuple[Column, ...] = (
        Column(_("Phần"), 30),
        Column(_("Chỉ tiêu"), 50),
        Column(_("Đảng viên"), 12, "count"),
        Column(_("Mã số liệu"), 26),
    )
    yield one(_("Biến động đảng viên"), columns, rows)


def _parts(line: Line, side: str) -> Iterator[tuple[object, ...]]:
    """What is part of a line already is told in its title and adds nothing to the column."""
    for each in line.of_which:
        told = {"title": each.title, "value": each.value}
        yield side, _("trong đó: %(title)s %(value)d") % told, None, each.code


@export("documents", "van-ban", VIEW, {"van-ban": lazy("văn bản"), "day-so": lazy("dãy số")})
def documents(desk: Desk, asked: Asked) -> Iterator[Listing]:
    """The register of the period, all of it, and the runs of numbers of the term."""
    columns: tuple[Column, ...] = (
        Column(_("Ngày"), 12, "day"),
        Column(_("Số, ký hiệu"), 22),
        Column(_("Trích yếu"), 60),
        Column(_("Chiều"), 12),
        Column(_("Loại"), 20),
        Column(_("Số lượng"), 9, "number"),
        Column(_("Bút toán"), 10, "number"),
    )
    rows = (
        (
            each.on,
            each.symbol,
            each.title,
            wording.value("direction", each.direction),
            wording.value("type", each.type),
            each.count,
            each.entry,
        )
        for each in register.listed(desk.org, desk.start, desk.end, desk.known)
    )
    yield one(_("Sổ văn bản đi, đến"), columns, rows, key="van-ban")
    bodies = {str(value): str(word) for value, word in Body.choices}
    columns = (
        Column(_("Cơ quan ban hành"), 30),
        Column(_("Loại"), 10),
        Column(_("Nhiệm kỳ"), 14),
        Column(_("Số cuối"), 9, "number"),
        Column(_("Thiếu số"), 40),
        Column(_("Trùng số"), 20),
    )
    runs = (
        (
            bodies.get(each.body, each.body),
            each.abbreviation,
            each.term,
            each.last,
            ", ".join(map(str, each.missing)),
            ", ".join(map(str, each.doubles)),
        )
        for each in register.runs(desk.org, desk.end, desk.known)
    )
    yield one(_("Dãy số của nhiệm kỳ"), columns, runs, key="day-so")
