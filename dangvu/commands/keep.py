"""Commands that keep the books: load a file, verify everything."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.exchange.backup import head_fault, note
from dangvu.exchange.load import load_file
from dangvu.ledger.findings import Finding
from dangvu.ledger.services import LoadReport
from dangvu.reports.proof import prove, stands_against


def load(
    file: Annotated[Path, typer.Argument(help="Tệp .jsonl, mỗi dòng một việc.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ kiểm tra, không ghi.")] = False,
    replay: Annotated[bool, typer.Option("--replay", help="Giữ thời điểm ghi (recorded) của tệp.")] = False,
    actor: Annotated[str | None, typer.Option("--actor", help="Ai chịu trách nhiệm (mặc định: người dùng máy).")] = None,
    json: say.Json = False,
) -> None:
    """Nạp một tệp: tất cả hoặc không gì cả; mọi dòng sai được báo cùng lúc."""
    if not file.is_file():
        say.bad_use(_("Không đọc được tệp “%(file)s”; hãy kiểm tra đường dẫn.") % {"file": file}, json, "file")
    ready(json)
    lines = _count_lines(file)
    with say.progress(_("Đang nạp"), lines) as advance:
        report = load_file(file, actor=actor or getpass.getuser(), replay=replay, dry_run=dry_run, progress=advance)
    if json:
        say.as_json(load_told(report))
    else:
        _print_load(report)
    if report.errors:
        raise typer.Exit(say.WRONG)


def _count_lines(file: Path) -> int:
    """Lines of the file, for the progress bar; read in pieces so that one endless line costs nothing."""
    with file.open("rb") as stream:
        return sum(piece.count(b"\n") for piece in iter(lambda: stream.read(1 << 20), b""))


def load_told(report: LoadReport) -> dict[str, Any]:
    """A load as JSON tells it: with errors nothing was written, and nothing counts as appended."""
    written = not report.errors
    return {
        "lines": report.lines,
        "appended": report.appended if written else 0,
        "skipped": report.skipped if written else 0,
        "dry_run": report.dry_run,
        "first_entry": report.first_entry if written else None,
        "last_entry": report.last_entry if written else None,
        "errors": [{"line": each.line, "field": each.field, "message": each.message} for each in report.errors],
        "warnings": [{"line": each.line, "field": each.field, "message": each.message} for each in report.warnings],
    }


def _print_load(report: LoadReport) -> None:
    for fault in report.errors:
        say.err.print(say.fault_line(fault.line, fault.field, fault.message), style="red", markup=False)
    for fault in report.warnings:
        say.err.print(say.fault_line(fault.line, fault.field, fault.message), style="yellow", markup=False)
    counts = {"lines": report.lines, "appended": report.appended, "skipped": report.skipped, "faults": len(report.errors)}
    if report.errors:
        say.err.print(_("%(faults)d lỗi trong %(lines)d dòng; không ghi gì cả.") % counts)
    elif report.dry_run:
        say.out.print(_("%(lines)d dòng đều đúng; chưa ghi gì (--dry-run).") % counts)
    else:
        say.out.print(_("Đã ghi %(appended)d bút toán, bỏ qua %(skipped)d dòng đã có.") % counts)


def verify(
    against: Annotated[str | None, typer.Option("--against", help="Tệp báo cáo (.docx, .pdf) hoặc số của báo cáo đã ban hành.")] = None,
    head: Annotated[str | None, typer.Option("--head", help="Sổ phải có bút toán này: số:mã băm.")] = None,
    json: say.Json = False,
) -> None:
    """Tính lại mọi thứ: chuỗi băm, tổng bằng không, mọi bảng suy ra, mọi đối chiếu, mọi báo cáo đã ban hành."""
    ready(json)
    with say.progress(_("Đang kiểm tra"), None) as advance:
        findings, counts = prove(advance)
    note("last-verify.json", at=timezone.now().isoformat(), entries=counts["entries"], findings=len(findings))
    if head is not None and (fault := head_fault(head)):
        findings.append(Finding("ledger_entry", head.partition(":")[0], fault))
    if against is not None:
        findings += stands_against(against)
    if json:
        told = [{"table": each.table, "row": each.row, "message": each.message} for each in findings]
        say.as_json({"ok": not findings, "checked": counts, "findings": told})
    else:
        for each in findings:
            say.err.print(f"{each.table} {each.row}: {each.message}", style="red", markup=False)
        say.out.print(
            _("Đã kiểm tra %(entries)d bút toán, %(postings)d định khoản: %(faults)d chỗ sai.") % {**counts, "faults": len(findings)}
        )
    if findings:
        raise typer.Exit(say.WRONG)
