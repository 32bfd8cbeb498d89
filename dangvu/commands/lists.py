"""Commands that bring in a list of people from Excel, and take an import back as a whole."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.core.days import today
from dangvu.exchange.models import Intake, IntakeRow
from dangvu.exchange.sheets import services
from dangvu.exchange.sheets.cells import Unreadable
from dangvu.exchange.sheets.days import ORDERS
from dangvu.exchange.sheets.planning import ENTERING
from dangvu.exchange.sheets.services import Refused
from dangvu.ledger import book
from dangvu.orgs.models import Organisation, Person

Actor = Annotated[str | None, typer.Option("--actor", help="Ai chịu trách nhiệm (mặc định: người dùng máy).")]


def import_list(
    file: Annotated[Path, typer.Argument(help="Tệp .xlsx, .xls hoặc .csv.")],
    org: say.Org,
    mapping: Annotated[
        Path | None, typer.Option("--mapping", help="Tệp JSON: columns {cột: trường}, orgs {tên: mã}, sheet, header.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="Ghi vào ngày (mặc định: hôm nay).")] = None,
    cell: Annotated[str, typer.Option("--cell", help="Chi bộ của những dòng không ghi chi bộ.")] = "",
    entering: Annotated[str | None, typer.Option("--new", help="Người sổ chưa có: carried_over, transferred_in hay nobody.")] = None,
    dates: Annotated[str, typer.Option("--dates", help="Cột ngày nghi đảo: as_is hay swapped.")] = "",
    encoding: Annotated[str, typer.Option("--encoding", help="Bảng mã của tệp .csv cũ: cp1258.")] = "",
    accept: Annotated[bool, typer.Option("--accept-matches", help="Đồng ý: ai trùng với đúng một người trong sổ là người ấy.")] = False,
    leave: Annotated[bool, typer.Option("--leave-out-errors", help="Để các dòng có lỗi ra ngoài.")] = False,
    without: Annotated[bool, typer.Option("--without-doubts", help="Nhập không có các giá trị không rõ.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ xem, không ghi.")] = False,
    actor: Actor = None,
    json: say.Json = False,
) -> None:
    """Nhập danh sách đảng viên từ Excel: xem từng dòng, rồi ghi tất cả hoặc không gì cả."""
    if not file.is_file():
        say.bad_use(_("Không đọc được tệp “%(file)s”; hãy kiểm tra đường dẫn.") % {"file": file}, json, "file")
    ready(json)
    place = Organisation.objects.filter(code=org).first()
    if place is None:
        say.bad_use(_("Không có tổ chức mang mã “%(code)s”.") % {"code": org}, json, "org")
    if (entering is not None and entering not in ENTERING) or dates not in ORDERS:
        say.bad_use(_("--new là một trong: %(new)s; --dates là as_is hoặc swapped.") % {"new": ", ".join(ENTERING)}, json, "new")
    entering = services.usual_entering(_reach(place.pk)) if entering is None else entering
    told = {"on": (say.day(on, json, "on") or today()).isoformat(), "default_org": cell, "entering": entering, "dates": dates}
    try:
        intake = _planned(file, place, {**_mapping(mapping), **told}, actor or getpass.getuser(), encoding, accept)
    except (Unreadable, Refused, OSError, orjson.JSONDecodeError) as problem:
        say.bad_use(str(problem), json, "file")
    hindrance = services.hindrance(intake, leave_out=leave, without_doubts=without)
    if not hindrance and not dry_run:
        hindrance = _written(intake, place.pk)
    _tell(intake, "" if dry_run else hindrance, json)
    if not entering and intake.counts.get(IntakeRow.Action.ERROR):
        say.err.print(_("Tổ chức này đã có đảng viên trong sổ: người sổ chưa có vào sổ thế nào thì nói bằng --new."), markup=False)
    if dry_run:
        services.drop(intake)
    if (hindrance and not dry_run) or (dry_run and intake.counts.get(IntakeRow.Action.ERROR)):
        raise typer.Exit(say.WRONG)


def _mapping(file: Path | None) -> dict[str, Any]:
    """What a file of settings says. Columns may be named by their letters."""
    if file is None:
        return {}
    told = orjson.loads(file.read_bytes())
    if not isinstance(told, dict) or told.keys() - {"columns", "orgs", "sheet", "header"}:
        raise Unreadable(_("Tệp --mapping gồm columns, orgs, sheet và header."))
    return told


def _planned(file: Path, place: Organisation, told: dict[str, Any], actor: str, encoding: str, accept: bool) -> Intake:
    intake = services.bring(org=place, raw=file.read_bytes(), name=file.name, actor=actor, encoding=encoding)
    reach = _reach(place.pk)
    try:
        if "sheet" in told or "header" in told:
            header = told.pop("header", None)
            services.look_elsewhere(intake, sheet=told.pop("sheet", ""), header=header - 1 if header else None)
        services.say(intake, services.lettered(told), reach=reach)
        with say.progress(_("Đang đọc"), 100) as advance:
            services.plan(intake, reach=reach, report=lambda done, total: advance(100 * done // max(1, total)))
        if accept and _accept(intake):
            services.plan(intake, reach=reach)
    except Exception:
        services.drop(intake)
        raise
    return intake


def _accept(intake: Intake) -> bool:
    """Say yes to every row that may be exactly one person; whether there was any."""
    rows = {row.number: row.data["maybe"] for row in intake.rows.filter(action=IntakeRow.Action.ASK)}
    codes = dict(Person.objects.filter(pk__in=[pk for maybe in rows.values() for pk in maybe]).values_list("pk", "code"))
    told = {str(number): codes[maybe[0]] for number, maybe in rows.items() if len(maybe) == 1}
    services.decide(intake, told)
    return bool(told)


def _reach(org: int) -> frozenset[int]:
    return book.tree().at(today()).subtree(org)


def _written(intake: Intake, org: int) -> str:
    """Write; why it could not be, empty when it was."""
    try:
        with say.progress(_("Đang ghi sổ"), 100) as advance:
            services.write(intake, reach=_reach(org), report=lambda done, total: advance(100 * done // max(1, total)))
    except Refused as refusal:
        return str(refusal)
    intake.refresh_from_db()
    return ""


def _tell(intake: Intake, hindrance: str, json: bool) -> None:
    rows = [
        {"row": row.number, "action": row.action, "name": row.data.get("name", ""), "findings": row.data["findings"]}
        for row in intake.rows.all()
        if row.data["findings"] or row.action not in (IntakeRow.Action.SAME, IntakeRow.Action.LEFT)
    ]
    if json:
        told = {"intake": intake.pk, "state": intake.state, "counts": intake.counts, "hindrance": hindrance, "rows": rows}
        say.as_json({**told, "first_entry": intake.first_entry, "last_entry": intake.last_entry})
        return
    found = ((row["row"], row["name"], each["column"], each["level"], each["message"]) for row in rows for each in row["findings"])
    say.table(_("Cần xem"), (_("Dòng"), _("Họ và tên"), _("Cột"), _("Mức"), _("Việc cần làm")), found)
    counts = {name: intake.counts.get(name, 0) for name in IntakeRow.Action.values}
    say.out.print(
        _("%(new)d người mới, %(change)d sửa, %(same)d không đổi, %(ask)d cần đối chiếu, %(error)d lỗi, %(left)d không nhập.") % counts
    )
    if hindrance:
        say.err.print(hindrance, style="red", markup=False)
    elif intake.state == Intake.State.WRITTEN:
        told = {"pk": intake.pk, "first": intake.first_entry, "last": intake.last_entry}
        say.out.print(_("Lần nhập số %(pk)d: đã ghi bút toán %(first)d đến %(last)d.") % told)


def import_undo(number: Annotated[int, typer.Argument(help="Số của lần nhập.")], actor: Actor = None, json: say.Json = False) -> None:
    """Hoàn tác cả một lần nhập: hủy mọi bút toán của nó, hoặc không gì cả."""
    ready(json)
    intake = Intake.objects.filter(pk=number, state=Intake.State.WRITTEN).first()
    if intake is None:
        say.bad_use(_("Không có lần nhập số %(number)d đang đứng trong sổ.") % {"number": number}, json, "number")
    try:
        with say.progress(_("Đang hoàn tác"), 100) as advance:
            services.undo(intake, actor=actor or getpass.getuser(), report=lambda done, total: advance(100 * done // max(1, total)))
    except Refused as refusal:
        if json:
            say.as_json({"error": {"field": "number", "message": str(refusal)}})
        say.err.print(str(refusal), style="red", markup=False)
        raise typer.Exit(say.WRONG) from refusal
    if json:
        say.as_json({"intake": number, "state": Intake.State.UNDONE})
    else:
        say.out.print(_("Đã hoàn tác lần nhập số %(number)d.") % {"number": number})
