"""What may be done with reports: create, write, check, issue, and prove later that nothing changed."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.core.lazily import lazily
from dangvu.core.pdf_writer import NoPdf
from dangvu.core.pdf_writer import write_pdf as pdf_of
from dangvu.core.wholes import whole
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.orgs.official import in_vietnamese
from dangvu.reports import codec, kinds, letterhead, registers
from dangvu.reports.checks import Finding, run_all
from dangvu.reports.compose import document, subject_line
from dangvu.reports.content import Content, Series
from dangvu.reports.errors import NotFound, Refused
from dangvu.reports.facts import facts
from dangvu.reports.gather import again, live, series_of
from dangvu.reports.illustrated import fault
from dangvu.reports.later import Difference, ThenNow, as_then_and_now, compare, entries_since
from dangvu.reports.marks import picture_marks
from dangvu.reports.models import Report, Section, State, Template
from dangvu.reports.runs import TextParagraph, paragraphs, runs
from dangvu.reports.subject import of_report
from dangvu.reports.terms import term_of, term_text

if TYPE_CHECKING:
    from dangvu.core import docx_writer, xlsx_writer
else:
    docx_writer, xlsx_writer = lazily("dangvu.core.docx_writer"), lazily("dangvu.core.xlsx_writer")

__all__ = [
    "Difference", "ThenNow", "as_then_and_now", "check", "check_code", "content_of", "create", "entries_since", "file_of", "issue",
    "keep_template", "path_of", "pictures_in", "preview",
    "recompute", "save_narrative", "verify_number", "write_docx", "write_pdf", "write_xlsx",
]  # fmt: skip

LONGEST_TEXT = 100_000
CODE_LENGTH = 12


@in_vietnamese
def create(kind: str, org: int, start: dt.date, end: dt.date, as_of: dt.date, actor: str) -> Report:
    """A new draft with the outline's narrative. Raises Refused when the period ends before it starts, UnknownKind."""
    outline = kinds.get(kind)
    if end < start:
        raise Refused(_("Kỳ báo cáo kết thúc trước khi bắt đầu; hãy sửa lại hai ngày."))
    if as_of < start:
        raise Refused(_("Ngày chốt số liệu đứng trước ngày đầu kỳ; hãy chọn ngày trong kỳ hoặc sau đó."))
    first, last = term_of(org, start, end)
    now = timezone.now()
    report = Report(
        kind=kind, organisation_id=org, title=outline.subject, start=start, end=end, as_of=as_of,
        term_start=first, term_end=last, document_type=outline.document_type, term=term_text(first, last),
        created_at=now, created_by=actor,
    )  # fmt: skip
    report.title = _title(report)
    with transaction.atomic():
        report.save()
        Section.objects.bulk_create(
            Section(report=report, key=spec.key, order=order, heading=spec.heading, text=spec.text, updated_at=now, updated_by=actor)
            for order, spec in enumerate(outline.sections, start=1)
        )
    return report


def _title(report: Report) -> str:
    """The outline's subject with its labels filled in, as lists and the head of the document print it."""
    frame = letterhead.frame(of_report(report), "", report.title, report.term)
    return "".join(run.text for run in runs(report.title, {}, frame.labels))


def save_narrative(report: Report, key: str, text: str, actor: str) -> Section:
    """Keep the text of one section of a draft. Marks that cannot be read are kept as written and found by the checks."""
    with transaction.atomic():
        _draft(report.pk)
        section = Section.objects.filter(report=report, key=key).first()
        if section is None:
            raise Refused(_("Báo cáo không có mục “%(key)s”.") % {"key": key})
        if len(text) > LONGEST_TEXT:
            raise Refused(_("Mục này dài quá %(limit)d ký tự; hãy rút gọn.") % {"limit": LONGEST_TEXT})
        section.text, section.updated_at, section.updated_by = text.replace("\r\n", "\n"), timezone.now(), actor
        section.save()
    return section


def _draft(pk: int) -> Report:
    """The report, locked; refused when it is issued."""
    report = Report.objects.select_for_update().get(pk=pk)
    if report.issued:
        raise Refused(_("Báo cáo đã ban hành, không sửa được nữa; hãy lập báo cáo mới nếu cần."))
    return report


def content_of(report: Report) -> Content:
    """What the report shows: what was frozen when it is issued, the books of now while it is a draft."""
    return codec.load(Content, report.frozen) if report.issued else live(report)


@in_vietnamese
def preview(report: Report, text: str) -> list[TextParagraph]:
    """A narrative as it would be printed now, before it is kept."""
    subject = of_report(report)
    frame = letterhead.frame(subject, "", report.title, report.term)
    return paragraphs(text, facts(subject, [text]), frame.labels)


def pictures_in(report: Report, text: str) -> dict[str, Series]:
    """The numbers of the charts a narrative asks for; a mark for one there is not is left to the checks."""
    return series_of(of_report(report), [mark.key for mark in picture_marks(text) if not fault(mark)])


def check(report: Report) -> list[Finding]:
    """Findings of every check, the gravest first."""
    return run_all(report, content_of(report))


def issue(report: Report, actor: str, on: dt.date | None = None) -> Report:
    """Give the report its number and freeze everything it shows. Refused while a check finds an error."""
    day = on or today()
    if day < report.end or day > today():
        raise Refused(_("Ngày ban hành phải từ ngày cuối kỳ báo cáo đến hôm nay."))
    with transaction.atomic():
        locked = _draft(report.pk)
        known = book.last_number()
        content = live(locked, known)
        errors = [each for each in run_all(locked, content) if each.severity == "error"]
        if errors:
            raise Refused(_("Chưa ban hành được: %(why)s") % {"why": " ".join(each.message for each in errors)})
        registers.take(locked, content.frame.symbol, day, actor)
        locked.frozen, locked.known = codec.dump(content), known
        locked.known_at = Entry.objects.filter(pk=known).values_list("recorded_at", flat=True).first()
        locked.issued_on, locked.issued_at, locked.issued_by = day, timezone.now(), actor
        locked.check_code = check_code(locked.frozen, known)
        _store(locked, content)
        locked.state = State.ISSUED
        locked.save()
    return locked


def check_code(frozen: str, known: int) -> str:
    """Twelve letters and digits over the frozen content and the head of the chain it was read from: ``1A2B-3C4D-5E6F``."""
    head = Entry.objects.filter(pk=known).values_list("hash", flat=True).first() or ""
    code = hashlib.sha256(f"{head}\n{frozen}".encode()).hexdigest()[:CODE_LENGTH].upper()
    return "-".join(code[at : at + 4] for at in range(0, CODE_LENGTH, 4))


def _store(report: Report, content: Content) -> None:
    """Write both files outside the web root, and remember their hashes."""
    folder = Path(settings.MEDIA_ROOT) / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    for form, raw in (("docx", write_docx(report, content)), ("pdf", write_pdf(report, content))):
        name = f"reports/{report.pk}-{report.number:02d}.{form}"
        (Path(settings.MEDIA_ROOT) / name).write_bytes(raw)
        setattr(report, f"{form}_file", name)
        setattr(report, "document_hash" if form == "docx" else "pdf_hash", hashlib.sha256(raw).hexdigest())


def write_docx(report: Report, content: Content | None = None) -> bytes:
    """The report as a Word file: in the committee's own template when it has one."""
    shown = content or content_of(report)
    made, created = document(report, shown, on=report.issued_on), report.issued_at or timezone.now()
    own = Template.objects.filter(organisation=report.organisation_id, kind=report.kind).first()
    if own is None:
        return docx_writer.write_docx(made, created=created)
    return docx_writer.fill_template(bytes(own.file), {}, made, created=created)


def write_pdf(report: Report, content: Content | None = None) -> bytes:
    """The same document as a PDF."""
    made = document(report, content or content_of(report), on=report.issued_on)
    try:
        return pdf_of(made, created=report.issued_at or timezone.now())
    except NoPdf as problem:
        raise Refused(_("Máy này chưa tạo được PDF; hãy dùng bản Word, hoặc chạy “dangvu doctor” để biết cần cài gì.")) from problem


@in_vietnamese
def write_xlsx(report: Report, content: Content | None = None) -> bytes:
    """Every table of the report as an Excel file: of an issued one as it was frozen."""
    shown = content or content_of(report)
    above = (shown.frame.issuer, subject_line(shown))
    sheets = [
        xlsx_writer.Sheet(
            name=table.title or section.heading,
            above=above,
            headings=[column.title for column in table.columns],
            widths=[column.width / 10 for column in table.columns],
            rows=[[cell.text if cell.value is None else cell.value for cell in row.cells] for row in table.rows],
            strong=frozenset(place for place, row in enumerate(table.rows) if row.strong),
        )
        for section in shown.sections
        for table in (shown.tables[key] for key in section.tables)
    ]
    if not sheets:
        raise Refused(_("Báo cáo này không có bảng nào để ghi ra Excel."))
    return xlsx_writer.write_xlsx(sheets, created=report.issued_at or timezone.now())


def file_of(report: Report, form: str) -> bytes:
    """The file as issued, or the draft as it is now. ``form``: docx, pdf, or xlsx for the tables."""
    if form == "xlsx":
        return write_xlsx(report)
    if not report.issued:
        return write_docx(report) if form == "docx" else write_pdf(report)
    return path_of(report, form).read_bytes()


def path_of(report: Report, form: str) -> Path:
    """Where the issued file lies: outside the web root."""
    return Path(settings.MEDIA_ROOT) / (report.docx_file if form == "docx" else report.pdf_file)


def keep_template(org: int, kind: str, name: str, raw: bytes, actor: str) -> Template:
    """Keep a committee's own template once it rendered a real document. Raises TemplateError with what to mend."""
    kinds.get(kind)
    report = Report.objects.filter(organisation=org, kind=kind).first()
    if report is None:
        raise docx_writer.TemplateError(_("Hãy lập một báo cáo loại này trước, để thử mẫu bằng nội dung thật."))
    docx_writer.fill_template(raw, {}, document(report, content_of(report)), created=timezone.now())
    fields = {"name": name, "file": raw, "uploaded_at": timezone.now(), "uploaded_by": actor}
    return Template.objects.update_or_create(organisation_id=org, kind=kind, defaults=fields)[0]


# Proof, later


def recompute(report: Report) -> list[Difference]:
    """Reckon an issued report again from the books as known when it was issued; nothing found means it is equal."""
    if not report.issued or report.known is None:
        raise Refused(_("Báo cáo chưa ban hành, chưa có gì để đối chiếu."))
    content = codec.load(Content, report.frozen)
    found = compare(content, again(content, report.known))
    code = check_code(report.frozen, report.known)
    if code != report.check_code:
        found.append(Difference(_("mã kiểm tra"), report.check_code, code))
    return found + _files(report)


def _files(report: Report) -> list[Difference]:
    found = []
    for form, wanted in (("docx", report.document_hash), ("pdf", report.pdf_hash)):
        try:
            held = hashlib.sha256(file_of(report, form)).hexdigest()
        except OSError:
            held = _("không có tệp")
        if held != wanted:
            found.append(Difference(_("tệp %(form)s") % {"form": form}, wanted, held))
    return found


def verify_number(text: str, org: int | None = None) -> tuple[Report, list[Difference]]:
    """The issued report of a number (``12-BC/ĐUK`` or ``12``) and what differs. Raises NotFound when none or several fit."""
    issued = Report.objects.filter(state=State.ISSUED)
    issued = issued.filter(organisation=org) if org is not None else issued
    asked = text.strip().removeprefix("Số").strip()
    fitting = list(issued.filter(symbol__iexact=asked) or issued.filter(number=whole(asked, most=10**8) or 0))
    if len(fitting) != 1:
        message = (
            _("Không có báo cáo số “%(number)s”.") if not fitting else _("Nhiều báo cáo mang số “%(number)s”; hãy ghi cả ký hiệu và --org.")
        )
        raise NotFound(message % {"number": text})
    return fitting[0], recompute(fitting[0])
