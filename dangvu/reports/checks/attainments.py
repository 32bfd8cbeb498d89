"""An attainment far from its target is looked at twice."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.marks import plain
from dangvu.reports.models import Report

FAR = 300
"""Percent: three times the target is rather a target entered wrong than work done well."""


@check("attainment_plausible")
def plausible(report: Report, content: Content) -> Iterator[Finding]:
    """Three times what was asked: most often the target was entered for another period or unit."""
    for fact in content.facts.values():
        if fact.klass == "attainment" and fact.unit == "%" and fact.value is not None and fact.value > FAR:
            message = _("“%(title)s” là %(value)s%%: quá xa chỉ tiêu.") % {"title": fact.title, "value": plain(fact.value)}
            yield Finding("attainment_plausible", "warning", message, _("Xem lại chỉ tiêu được giao: kỳ, đơn vị tính."), fact.asked)
