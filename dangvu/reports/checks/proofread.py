"""What is typed into the narrative says what the books say, and does not contradict itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check, query
from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report
from dangvu.reports.proofreading import Typed, read
from dangvu.reports.runs import paragraphs


@check("text_against_books")
def proofread(report: Report, content: Content) -> Iterator[Finding]:
    """The proofreader's alarms about numbers somebody typed: the rows are opened by the door that judges who may see them."""
    sections = [(each.heading, paragraphs(each.text, content.facts, content.frame.labels)) for each in content.sections]
    for typed in read(sections, query(content))[1]:
        yield Finding(
            "text_against_books",
            "warning",
            _message(typed),
            _("Sửa số trong lời văn, hoặc thay bằng mã số liệu để số luôn theo sổ; xem kỹ ở trang Soát chữ."),
            _asked(typed),
        )


def _message(typed: Typed) -> str:
    if typed.alarm.kind == "books":
        # The books' value itself is left to the figure's page: not everybody who reads the findings may see every figure.
        return _("Lời văn in “%(printed)s”, khác với sổ (%(title)s).") % {"printed": typed.claim.text, "title": typed.claim.title}
    if typed.alarm.kind == "cut":
        return _("Lời văn in “%(printed)s”: số lẻ bị cắt, không làm tròn.") % {"printed": typed.claim.text}
    return _("Lời văn: %(what)s") % {"what": typed.alarm.message}


def _asked(typed: Typed) -> Asked | None:
    claim, found = typed.claim, typed.claim.query
    if found is None or "+" in claim.figure:
        return None
    return Asked(claim.figure, found.org, found.as_of, found.start, found.end, claim.by, claim.part)
