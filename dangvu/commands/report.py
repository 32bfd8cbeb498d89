"""Commands about reports."""

from __future__ import annotations

import datetime as dt
import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.core.lazily import lazily
from dangvu.figures.errors import FigureError
from dangvu.orgs.models import Organisation
from dangvu.reports import services, summary
from dangvu.reports.errors import NotFound, Refused
from dangvu.reports.kinds import UnknownKind
from dangvu.reports.models import Report, State

if TYPE_CHECKING:
    from dangvu.core import docx_writer
else:
    docx_writer = lazily("dangvu.core.docx_writer")

app = typer.Typer(name="report", help="Lập, kiểm tra, ban hành và xác minh báo cáo.", no_args_is_help=True)
Number = Annotated[int, typer.Argument(metavar="ID", help="Mã số của báo cáo; xem “dangvu report list”.")]


@contextmanager
def answering(json: bool) -> Iterator[None]:
    """What services refuse ends the command with the sentence."""
    try:
        yield
    except (Refused, NotFound, UnknownKind, FigureError, docx_writer.TemplateError) as refusal:
        say.bad_use(str(refusal), json)


def _org(code: str, json: bool) -> int:
    found = Organisation.objects.filter(code=code).values_list("pk", flat=True).first()
    if found is None:
        say.bad_use(_("Không có tổ chức mang mã “%(code)s”.") % {"code": code}, json, "org")
    return int(found)


def _report(number: int, json: bool) -> Report:
    ready(json)
    found = Report.objects.filter(pk=number).first()
    if found is None:
        say.bad_use(_("Không có báo cáo mã số %(number)d; xem “dangvu report list”.") % {"number": number}, json, "id")
    return found


def _day(text: str, json: bool, field: str) -> dt.date:
    found = say.day(text, json, field)
    assert found is not None
    return found


@app.command("list")
def listing(org: Annotated[str | None, typer.Option("--org", help="Mã tổ chức.")] = None, json: say.Json = False) -> None:
    """Các báo cáo."""
    ready(json)
    found = Report.objects.select_related("organisation")
    found = found.filter(organisation__code=org) if org else found
    told = [summary.listed(each) for each in found]
    if json:
        say.as_json(told)
        return
    columns = (_("Mã"), _("Số"), _("Tổ chức"), _("Báo cáo"), _("Kỳ"), _("Trạng thái"))
    say.table("", columns, ((t["id"], t["symbol"], t["org"], t["title"], f"{t['from']} – {t['to']}", t["state"]) for t in told))


@app.command()
def show(number: Number, json: say.Json = False) -> None:
    """Một báo cáo với mọi con số của nó."""
    with answering(json):
        told = summary.shown(_report(number, json))
    if json:
        say.as_json(told)
        return
    say.out.print(f"{told['symbol'] or told['state']} {told['title']}", markup=False)
    say.table("", (_("Mã"), _("Số liệu"), _("Giá trị")), ((f["key"], f["title"], f["value"]) for f in told["figures"]))


@app.command()
def create(
    kind: Annotated[str, typer.Option("--kind", help="Mã loại: mid_term, quarterly, monthly, yearly…")],
    org: say.Org,
    start: Annotated[str, typer.Option("--from", help="Ngày đầu kỳ.")],
    end: Annotated[str, typer.Option("--to", help="Ngày cuối kỳ.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="Ngày chốt số (mặc định: cuối kỳ).")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Ai lập.")] = None,
    json: say.Json = False,
) -> None:
    """Lập bản dự thảo."""
    ready(json)
    first, last = _day(start, json, "from"), _day(end, json, "to")
    day = say.day(as_of, json, "as_of") or last
    with answering(json):
        made = services.create(kind, _org(org, json), first, last, day, actor or getpass.getuser())
    say.as_json(summary.listed(made)) if json else say.out.print(_("Đã lập báo cáo mã số %(id)d.") % {"id": made.pk})


@app.command()
def check(number: Number, json: say.Json = False) -> None:
    """Chạy mọi phép kiểm tra trước khi ban hành."""
    with answering(json):
        found = services.check(_report(number, json))
    told = summary.findings(found)
    if json:
        say.as_json({"findings": told})
    else:
        say.table("", (_("Mức"), _("Điều thấy được"), _("Cách xử lý")), ((t["severity"], t["message"], t["remedy"]) for t in told))
    if any(each.severity != "notice" for each in found):
        raise typer.Exit(say.WRONG)


@app.command("check-all")
def check_all(json: say.Json = False) -> None:
    """Chạy mọi phép kiểm tra trên mọi dự thảo; dùng hằng đêm."""
    ready(json)
    with answering(json):
        found = {draft: services.check(draft) for draft in Report.objects.filter(state=State.DRAFT)}
    if json:
        say.as_json({"reports": [{**summary.listed(draft), "findings": summary.findings(each)} for draft, each in found.items()]})
    else:
        rows = (
            (str(draft.pk), *(told[name] for name in ("severity", "message")))
            for draft, each in found.items()
            for told in summary.findings(each)
        )
        say.table("", (_("Dự thảo"), _("Mức"), _("Điều thấy được")), rows)
    if any(each.severity != "notice" for alike in found.values() for each in alike):
        raise typer.Exit(say.WRONG)


@app.command()
def issue(
    number: Number,
    on: Annotated[str | None, typer.Option("--on", help="Ngày ban hành (mặc định: hôm nay).")] = None,
    actor: Annotated[str | None, typer.Option("--actor", help="Ai ký ban hành.")] = None,
    json: say.Json = False,
) -> None:
    """Ban hành: lấy số và giữ nguyên mọi số liệu mãi mãi."""
    found = _report(number, json)
    with answering(json):
        issued = services.issue(found, actor or getpass.getuser(), say.day(on, json, "on"))
    told = summary.listed(issued)
    say.as_json(told) if json else say.out.print(_("Đã ban hành Số %(symbol)s, mã kiểm tra %(check_code)s.") % told)


@app.command()
def write(
    number: Number,
    docx: Annotated[Path | None, typer.Option("--docx", help="Tệp Word.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Tệp PDF.")] = None,
    json: say.Json = False,
) -> None:
    """Ghi ra tệp Word, PDF: bản đã ban hành, hoặc dự thảo hiện nay."""
    found = _report(number, json)
    written = []
    with answering(json):
        for form, path in (("docx", docx), ("pdf", pdf)):
            if path is not None:
                path.write_bytes(services.file_of(found, form))
                written.append(str(path))
    say.as_json({"written": written}) if json else say.out.print("\n".join(written))


@app.command()
def template(
    file: Annotated[Path, typer.Argument(help="Tệp .docx của cấp ủy, có biến {{ noi_dung }}.")],
    kind: Annotated[str, typer.Option("--kind", help="Mã loại: mid_term, quarterly, monthly, yearly…")],
    org: say.Org,
    actor: Annotated[str | None, typer.Option("--actor", help="Ai đưa mẫu lên.")] = None,
    json: say.Json = False,
) -> None:
    """Dùng mẫu Word của cấp ủy thay cho mẫu có sẵn; mẫu được thử bằng một báo cáo thật trước khi giữ lại."""
    if not file.is_file():
        say.bad_use(_("Không đọc được tệp “%(file)s”; hãy kiểm tra đường dẫn.") % {"file": file}, json, "file")
    ready(json)
    with answering(json):
        kept = services.keep_template(_org(org, json), kind, file.name, file.read_bytes(), actor or getpass.getuser())
    say.as_json({"kind": kept.kind, "name": kept.name}) if json else say.out.print(_("Đã dùng mẫu %(name)s.") % {"name": kept.name})


@app.command()
def verify(
    number: Annotated[str, typer.Argument(help="Số báo cáo, ví dụ 12-BC/ĐUK.")],
    org: Annotated[str | None, typer.Option("--org", help="Mã tổ chức.")] = None,
    json: say.Json = False,
) -> None:
    """Tính lại một báo cáo đã ban hành và so với bản đã ban hành."""
    ready(json)
    with answering(json):
        report, found = services.verify_number(number, _org(org, json) if org else None)
    if json:
        say.as_json({"equal": not found, **summary.listed(report), "differences": summary.differences(found)})
    elif not found:
        say.out.print(_("Báo cáo %(symbol)s tính lại bằng nhau từng con số.") % {"symbol": report.symbol})
    else:
        columns = (_("Chỗ khác"), _("Khi ban hành"), _("Tính lại"))
        say.table("", columns, ((each.what, each.frozen, each.now) for each in found))
    if found:
        raise typer.Exit(say.WRONG)
