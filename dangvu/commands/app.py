"""The program's commands, put together."""

from __future__ import annotations

import typer

from dangvu.commands import (
    ask,
    balances,
    care,
    casework,
    demo,
    keep,
    lake,
    lists,
    news,
    privacy,
    proofread,
    reference,
    report,
    safety,
    serve,
)

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
app.command("import")(lists.import_list)
app.command("import-undo")(lists.import_undo)
app.command("rules")(casework.rules)
app.command("verify")(keep.verify)
app.command("balances")(balances.balances)
app.command("backup")(safety.backup)
app.command("restore")(safety.restore)
app.command("doctor")(care.doctor)
app.command("upgrade")(care.upgrade)
app.command("unlock")(safety.unlock)
app.command("account")(privacy.account)
app.command("erase")(privacy.erase)
app.command("rotate-keys")(privacy.rotate_keys)
app.command("check-text")(proofread.check_text)
app.command("publish-due")(news.publish_due)
app.command("figure")(ask.figure)
app.command("figures")(ask.figures)
app.command("statement")(ask.statement)
app.command("reference")(reference.reference)
app.add_typer(report.app, name="report", help="Lập, kiểm tra, ban hành và xác minh báo cáo.")
app.add_typer(lake.app, name="lake", help="Kho số liệu: sổ dưới dạng tệp Parquet, hỏi bằng dangvu figure --lake.")
