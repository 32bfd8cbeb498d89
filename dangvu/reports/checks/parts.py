"""Parts make the whole."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report

WHOLES = {"member_total": ("member_full", "member_probationary")}


@check("parts_make_the_whole")
def add_up(report: Report, content: Content) -> Iterator[Finding]:
    """Official and probationary members are all members, wherever the three are printed for the same days."""
    for key, fact in content.facts.items():
        code, at, period = key.partition("@")
        names = [f"{part}{at}{period}" for part in WHOLES.get(code, ())]
        if not names or any(name not in content.facts for name in names):
            continue
        values = [content.facts[name].value for name in names]
        if fact.value is None or None in values or sum(value or 0 for value in values) == fact.value:
            continue
        message = _("Cộng các phần của “%(title)s” được %(sum)s, tổng ghi %(total)s.")
        told = {"title": fact.title, "sum": sum(value or 0 for value in values), "total": fact.value}
        remedy = _("Chạy “dangvu verify”, rồi xem các dòng của từng phần.")
        yield Finding("parts_make_the_whole", "error", message % told, remedy, fact.asked)
