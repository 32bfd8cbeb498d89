"""Commands that ask: one figure, the catalogue, the movement statement."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.lake import Lakes, Master
from dangvu.commands.lake import asked as asked_at
from dangvu.commands.place import BOOKS, Place
from dangvu.commands.ready import ready
from dangvu.core.days import today
from dangvu.figures import services
from dangvu.figures.compared import compared
from dangvu.figures.errors import FigureError
from dangvu.figures.services import Query
from dangvu.figures.statement import Line
from dangvu.figures.statement import statement as movement_statement
from dangvu.orgs.models import Organisation


def query(place: Place, org: str, as_of: str | None, start: str | None, end: str | None, known_at: str | None, json: bool) -> Query:
    """The question in the engine's terms; what cannot be asked ends the command with a sentence."""
    found = place.org(org)
    if found is None:
        say.bad_use(_("Không có tổ chức mang mã “%(code)s”.") % {"code": org}, json, "org")
    day, first, last = say.day(as_of, json, "as_of"), say.day(start, json, "from"), say.day(end, json, "to")
    if day is not None and (first or last):
        say.bad_use(_("Hãy cho một ngày (--as-of) hoặc một kỳ (--from và --to), không cho cả hai."), json, "as_of")
    if (first is None) != (last is None):
        say.bad_use(_("Một kỳ cần cả --from và --to."), json, "from" if first is None else "to")
    if first and last and last < first:
        say.bad_use(_("Kỳ kết thúc trước khi bắt đầu; hãy đổi lại --from và --to."), json, "to")
    known = place.known_at(say.moment(known_at, json))
    return Query(org=found, as_of=day or (None if first else today()), start=first, end=last, known=known, store=place.store)


def known_moment(place: Place, known: int, known_at: str | None, json: bool) -> dt.datetime | None:
    """The moment asked for, otherwise when the last entry was recorded."""
    return say.moment(known_at, json) or place.moment_of(known)


def when(asked: Query) -> dict[str, Any]:
    """The day or the period a question is about."""
    if asked.start is not None:
        return {"from": asked.start, "to": asked.end}
    return {"as_of": asked.as_of}


def figure(
    code: Annotated[str, typer.Argument(help="Mã số liệu; xem “dangvu figures”.")],
    org: say.Org,
    as_of: Annotated[str | None, typer.Option("--as-of", help="Tính đến ngày (mặc định: hôm nay).")] = None,
    start: say.From = None,
    end: say.To = None,
    known_at: say.KnownAt = None,
    by: Annotated[str | None, typer.Option("--by", help="Chia theo: org, cell, sex, age_band, month, …")] = None,
    rows: Annotated[bool, typer.Option("--rows", help="Liệt kê những gì được đếm.")] = False,
    compare: Annotated[bool, typer.Option("--compare", help="So cùng kỳ năm trước và so chỉ tiêu.")] = False,
    since: Annotated[str | None, typer.Option("--since", help="Kèm --compare: cả số tính từ ngày này, ví dụ đầu nhiệm kỳ.")] = None,
    lake: Lakes = None,
    spark: Master = None,
    json: say.Json = False,
) -> None:
    """Một số liệu: giá trị, cơ sở, chia nhỏ, so sánh và các dòng phía sau."""
    with asked_at(lake, spark, json) as place:
        asked = query(place, org, as_of, start, end, known_at, json)
        try:
            place.may(code, asked, by)
            answer = services.evaluate([code], asked)[code]
            parts = services.breakdown(code, asked, by) if by else []
            behind = place.rows(services.rows(code, asked), asked) if rows else []
            beside = asdict(compared(code, asked, say.day(since, json, "since"))) if compare else None
            title = str(services.get(code, asked.known, asked.store).title_vi)
        except FigureError as problem:
            say.bad_use(str(problem), json, "code")
        moment = known_moment(place, answer.known, known_at, json)
        entry = place.entry(answer.known)
    told = {
        "code": code,
        "org": org,
        **when(asked),
        "known_at": moment,
        "known_entry": entry,
        "value": answer.value,
        "unit": str(answer.unit),
        "base": answer.base,
        "remark": str(answer.remark),
        "breakdown": [{"key": part.key, "label": str(part.label), "value": part.value} for part in parts],
        "rows": behind,
        **({"compared": beside} if beside is not None else {}),
    }
    if json:
        say.as_json(told)
        return
    _print_figure(told, title)


def _print_figure(told: dict[str, Any], title: str) -> None:
    say.out.print(f"[bold]{title}[/bold]: {'–' if told['value'] is None else told['value']} {told['unit']}")
    if told["base"]:
        say.out.print(f"  {told['base']}", markup=False)
    if told["breakdown"]:
        say.table("", (_("Phần"), _("Giá trị")), ((part["label"], part["value"]) for part in told["breakdown"]))
    if told.get("compared"):
        say.table("", (_("So sánh"), _("Giá trị")), ((name, value) for name, value in told["compared"].items() if value is not None))
    if told["rows"]:
        shown = ((row["entry"], row["on"], row["org"], row["name"] or row["person"], row["quantity"]) for row in told["rows"])
        say.table("", (_("Bút toán"), _("Ngày"), _("Tổ chức"), _("Người"), _("Số lượng")), shown)


def figures(json: say.Json = False) -> None:
    """Danh mục số liệu: tên, đơn vị, loại và định nghĩa."""
    ready(json)
    catalogue = [
        {
            "code": each.code,
            "title_vi": str(each.title_vi),
            "title_en": str(each.title_en),
            "definition": str(each.definition),
            "unit": str(each.unit),
            "class": each.klass,
            "dimensions": list(each.dimensions),
        }
        for each in services.catalogue()
    ]
    if json:
        say.as_json(catalogue)
        return
    shown = ((each["code"], each["title_vi"], each["unit"], each["class"]) for each in catalogue)
    say.table(_("Danh mục số liệu"), (_("Mã"), _("Tên"), _("Đơn vị"), _("Loại")), shown)


def statement(
    org: say.Org,
    start: Annotated[str, typer.Option("--from", help="Ngày đầu kỳ.")],
    end: Annotated[str, typer.Option("--to", help="Ngày cuối kỳ.")],
    known_at: say.KnownAt = None,
    json: say.Json = False,
) -> None:
    """Bảng tăng giảm đảng viên của một kỳ."""
    ready(json)
    asked = query(BOOKS, org, None, start, end, known_at, json)
    found = movement_statement(asked)
    sides: dict[str, list[dict[str, Any]]] = {"increase": [], "decrease": [], "received": [], "handed_over": []}
    for line in found.lines:
        sides[line.side].append(line_told(line))
    told = {
        "org": org,
        **when(asked),
        "known_at": known_moment(BOOKS, asked.known or 0, known_at, json),
        "known_entry": asked.known,
        "opening": found.opening,
        "increases": sides["increase"],
        "decreases": sides["decrease"],
        "received": sides["received"],
        "handed_over": sides["handed_over"],
        "closing": found.closing,
        "balances": found.identity_holds,
    }
    if json:
        say.as_json(told)
    else:
        _print_statement(told, [(line.side, str(line.title), line.value) for line in found.lines])
    if not found.identity_holds:
        raise typer.Exit(say.WRONG)


def line_told(line: Line) -> dict[str, Any]:
    """One line of the statement; organisations received or handed over are named with their members."""
    told: dict[str, Any] = {"code": line.code, "title": str(line.title), "value": line.value}
    if line.of_which:
        told["of_which"] = [line_told(each) for each in line.of_which]
    if line.side in ("received", "handed_over"):
        codes = dict(Organisation.objects.values_list("pk", "code"))
        told["organisations"] = [
            {"org": codes[each.org], "name": each.name, "on": each.on, "members": each.members} for each in line.organisations
        ]
    return told


def _print_statement(told: dict[str, Any], lines: list[tuple[str, str, int]]) -> None:
    sign = {"increase": "+", "received": "+", "decrease": "−", "handed_over": "−"}
    rows = [(_("Đầu kỳ"), told["opening"])]
    rows += [(title, f"{sign[side]}{value}") for side, title, value in lines]
    rows.append((_("Cuối kỳ"), told["closing"]))
    say.table(_("Tăng, giảm đảng viên"), (_("Dòng"), _("Số đảng viên")), rows)
