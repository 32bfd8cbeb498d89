"""Rounds, turns and distinct organisations keep their order."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check, pairs
from dangvu.reports.content import Content
from dangvu.reports.models import Report

ORDER = (
    ("inspected_orgs_distinct", "inspected_orgs"),
    ("supervised_orgs_distinct", "supervised_orgs"),
)


@check("distinct_at_most_turns")
def distinct(report: Report, content: Content) -> Iterator[Finding]:
    """One organisation inspected twice is two turns: there are never more organisations than turns (domain guide §6.3)."""
    for smaller, larger in ORDER:
        for less, more in pairs(content, smaller, larger):
            one, other = content.facts[less], content.facts[more]
            if one.value is not None and other.value is not None and one.value > other.value:
                told = {"one": one.title, "less": one.value, "other": other.title, "more": other.value}
                message = _("“%(one)s” (%(less)s) lớn hơn “%(other)s” (%(more)s).") % told
                yield Finding("distinct_at_most_turns", "error", message, _("Xem lại các cuộc và đối tượng."), one.asked)
