"""Commands of casework: load dossiers, and the rules of a day."""

from __future__ import annotations

import datetime as dt
import getpass
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.core.days import today, vn_day
from dangvu.exchange.dossiers import load_dossiers
from dangvu.ledger import book
from dangvu.orgs.days import parse_day
from dangvu.rules import services
from dangvu.rules.services import Rule


def dossiers(
    file: Annotated[Path, typer.Argument(help="Tệp .jsonl, mỗi dòng mở một hồ sơ, ghi một bước hoặc một giấy tờ.")],
    actor: Annotated[str | None, typer.Option("--actor", help="Ai chịu trách nhiệm (mặc định: người dùng máy).")] = None,
    json: say.Json = False,
) -> None:
    """Nạp hồ sơ từ một tệp: tất cả hoặc không gì cả."""
    if not file.is_file():
        say.bad_use(_("Không đọc được tệp “%(file)s”; hãy kiểm tra đường dẫn.") % {"file": file}, json, "file")
    ready(json)
    report = load_dossiers(file, actor=actor or getpass.getuser())
    errors = [{"line": each.line, "field": each.field, "message": each.message} for each in report.errors]
    if json:
        say.as_json({"lines": report.lines, "opened": report.opened, "steps": report.steps, "papers": report.papers, "errors": errors})
    elif errors:
        rows = (tuple(map(str, each.values())) for each in errors)
        say.table(_("Chưa nạp gì; hãy sửa các dòng này"), (_("Dòng"), _("Trường"), _("Việc cần làm")), rows)
    else:
        told = {"opened": report.opened, "steps": report.steps, "papers": report.papers}
        say.out.print(_("Đã mở %(opened)d hồ sơ, ghi %(steps)d bước, %(papers)d giấy tờ.") % told)
    if errors:
        raise typer.Exit(say.WRONG)


def rules(
    on: Annotated[str, typer.Option("--on", help="Ngày (mặc định: hôm nay).")] = "",
    org: Annotated[str, typer.Option("--org", help="Mã tổ chức: thêm quy định địa phương và của đảng ủy.")] = "",
    since: Annotated[str, typer.Option("--from", help="So từ ngày này…")] = "",
    until: Annotated[str, typer.Option("--to", help="… đến ngày này.")] = "",
    json: say.Json = False,
) -> None:
    """Quy định áp dụng một ngày, hoặc thay đổi giữa hai ngày."""
    ready(json)
    if bool(since) != bool(until):
        say.bad_use(_("So sánh cần cả --from và --to."), json, "from")
    if since:
        one, other = _day(since, json), _day(until, json)
        _tell_changes(one, other, _path(org, other, json), json)
        return
    day = _day(on, json) if on else today()
    found = services.in_force(day, _path(org, day, json))
    if json:
        say.as_json([_told(rule) for rule in found])
    else:
        rows = ((rule.key, rule.title, str(rule.value), rule.source) for rule in found)
        say.table(_("Quy định ngày %(day)s") % {"day": vn_day(day)}, (_("Mã"), _("Nội dung"), _("Giá trị"), _("Căn cứ")), rows)


def _tell_changes(one: dt.date, other: dt.date, path: tuple[int, ...], json: bool) -> None:
    found = services.changes(one, other, path)
    if json:
        told = (
            {"key": each.key, "before": _told(each.before) if each.before else None, "after": _told(each.after) if each.after else None}
            for each in found
        )
        say.as_json(list(told))
        return
    rows = ((each.title, str(each.before and each.before.value), str(each.after and each.after.value)) for each in found)
    say.table(_("Thay đổi"), (_("Nội dung"), vn_day(one), vn_day(other)), rows)


def _told(rule: Rule) -> dict[str, Any]:
    return {
        "key": rule.key,
        "title": rule.title,
        "value": rule.value,
        "unit": rule.unit,
        "valid_from": rule.valid_from.isoformat(),
        "valid_to": rule.valid_to.isoformat() if rule.valid_to else None,
        "place": rule.place,
        "source": rule.source,
        "grade": rule.grade,
    }


def _day(text: str, json: bool) -> dt.date:
    try:
        return parse_day(text)
    except ValueError as error:
        say.bad_use(str(error), json, "on")


def _path(code: str, on: dt.date, json: bool) -> tuple[int, ...]:
    if not code:
        return ()
    tree = book.tree()
    org = tree.by_code(code)
    if org is None:
        say.bad_use(_("Không có tổ chức mang mã “%(code)s” trong sổ.") % {"code": code}, json, "org")
    return tuple(reversed(tree.at(on).path(org)))
