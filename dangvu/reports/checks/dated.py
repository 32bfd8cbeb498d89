"""Every stock is printed with its date."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report

DATED = ("{{as_of_day}}", "{{end_day}}")


@check("stock_has_its_date")
def dated(report: Report, content: Content) -> Iterator[Finding]:
    """A report that prints a stock says, somewhere, the day it was taken."""
    stocks = [fact for fact in content.facts.values() if fact.klass == "stock"]
    if stocks and not any(label in section.text for section in content.sections for label in DATED):
        message = _("Báo cáo in “%(title)s” mà không nói số liệu tính đến ngày nào.") % {"title": stocks[0].title}
        yield Finding("stock_has_its_date", "warning", message, _("Thêm {{as_of_day}} vào lời văn."), stocks[0].asked)
