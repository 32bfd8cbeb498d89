"""The proof of everything: the ledger, what was asserted, and every report issued from it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.assertions import broken
from dangvu.figures.services import AFRESH
from dangvu.ledger.findings import Finding
from dangvu.ledger.verify import verify
from dangvu.reports.models import Report, State
from dangvu.reports.services import check_code, recompute

FOOT = re.compile(r"word/footer\d*\.xml")
TAG = re.compile(r"<[^>]+>")
CODE = re.compile(r"\b[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}\b")
LARGEST_PART = 1 << 20
"""Bytes of a footer that is read: a bomb is not."""


def prove(advance: Callable[[int], None]) -> tuple[list[Finding], dict[str, int]]:
    """Every row that is not what it must be, and how many entries and postings were read."""
    findings, counts = verify(advance)
    if not findings:
        # Over damaged books an assertion proves nothing.
        findings += _assertions()
    findings += _reports()
    return findings, counts


def _reports() -> list[Finding]:
    """Every issued report is reckoned again; one that cannot be is a finding too."""
    found = []
    for report in Report.objects.filter(state=State.ISSUED):
        try:
            differences = [f"{each.what}: {each.frozen} → {each.now}" for each in recompute(report)]
        except Exception as problem:
            differences = [str(problem)]
        if differences:
            message = _("Báo cáo %(symbol)s tính lại không bằng: %(what)s.")
            found.append(Finding("reports_report", str(report.pk), message % {"symbol": report.symbol, "what": "; ".join(differences[:5])}))
    return found


def stands_against(what: str) -> list[Finding]:
    """Whether the books behind an issued report, named by its file or its number, are the books of today: what is not so."""
    path = Path(what)
    if not path.is_file():
        report = Report.objects.filter(state=State.ISSUED, symbol=what.removeprefix("Số ").strip()).first()
        return _against(report) if report else [_unknown(what)]
    verdict = of_file(path.read_bytes())
    if verdict.report is None:
        return [_unknown(path.name)]
    message = _("Tệp mang mã của báo cáo %(symbol)s nhưng không giống từng byte với bản đã ban hành.") % {"symbol": verdict.report.symbol}
    changed = [] if verdict.same else [Finding("reports_report", str(verdict.report.pk), message)]
    return changed + _against(verdict.report)


def _unknown(what: str) -> Finding:
    return Finding("reports_report", what, _("“%(what)s” không phải báo cáo đã ban hành từ sổ này.") % {"what": what})


def _against(report: Report) -> list[Finding]:
    """The check code is made of what was frozen and of the head of the chain: made again today, it must be the one printed."""
    if report.known is not None and check_code(report.frozen, report.known) == report.check_code:
        return []
    message = _("Sổ hôm nay không phải sổ đã dùng để ban hành báo cáo %(symbol)s: mã kiểm tra tính lại khác mã đã in.")
    return [Finding("reports_report", str(report.pk), message % {"symbol": report.symbol})]


@dataclass(frozen=True)
class Verdict:
    """What a file is: the report it came from, whether it is that file to the byte, and whether the books still bear it out."""

    report: Report | None
    same: bool = False
    borne_out: bool = False


def of_file(raw: bytes) -> Verdict:
    """Judge a file somebody brings, Word or PDF: by its hash, else by the check code it prints."""
    digest = hashlib.sha256(raw).hexdigest()
    issued = Report.objects.filter(state=State.ISSUED)
    same = issued.filter(document_hash=digest).first() or issued.filter(pdf_hash=digest).first()
    code = None if same else printed_code(raw)
    found = same or (issued.filter(check_code=code).first() if code else None)
    return Verdict(found, same is not None, found is not None and not _against(found))


def printed_code(raw: bytes) -> str | None:
    """The check code in the foot of a Word file; None where there is none to read."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            parts = [each for each in archive.infolist() if FOOT.match(each.filename) and each.file_size < LARGEST_PART]
            text = " ".join(TAG.sub("", archive.read(each).decode("utf-8", "replace")) for each in parts)
    except (zipfile.BadZipFile, OSError, RuntimeError):
        return None
    found = CODE.search(text)
    return found[0] if found else None


def _assertions() -> list[Finding]:
    message = _("Đối chiếu ngày %(day)s không còn đúng: %(code)s được chốt là %(claimed)s, sổ cho %(actual)s.")
    return [
        Finding(
            "ledger_entry",
            str(each.entry),
            message % {"day": vn_day(each.claim.on), "code": each.claim.code, "claimed": each.claim.claimed, "actual": each.found},
        )
        for each in broken(store=AFRESH)
    ]
