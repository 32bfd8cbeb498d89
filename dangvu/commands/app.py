"""The program's commands, put together."""

from __future__ import annotations

import typer

from dangvu.commands import ask, casework, demo, keep, reference, report, safety, serve

app = typer.Typer(
    name="dangvu",
    help="Đảng vụ: sổ sách công tác đảng và các báo cáo viết ra từ đó.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command("demo")(demo.demo)
app.command("serve")(serve.serve)
app.command("load")(keep.load)
app.command("dossiers")(casework.dossiers)
app.command("rules")(casework.rules)
app.command("verify")(keep.verify)
app.command("backup")(safety.backup)
app.command("restore")(safety.restore)
app.command("unlock")(safety.unlock)
app.command("figure")(ask.figure)
app.command("figures")(ask.figures)
app.command("statement")(ask.statement)
app.command("reference")(reference.reference)
app.add_typer(report.app, name="report", help="Lập, kiểm tra, ban hành và xác minh báo cáo.")
