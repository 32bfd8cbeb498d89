"""Rounds, turns and distinct organisations keep their order (domain guide §6.3)."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.reports.checks.base import Finding, check, pairs
from dangvu.reports.content import Asked, Content
from dangvu.reports.models import Report

ORDER = (
    ("inspected_orgs_distinct", "inspected_orgs"),
    ("supervised_orgs_distinct", "supervised_orgs"),
)
TURNS = {
    "inspection_rounds": ("inspected_orgs", "inspected_members"),
    "supervision_rounds": ("supervised_orgs", "supervised_members"),
}


@check("distinct_at_most_turns")
def distinct(report: Report, content: Content) -> Iterator[Finding]:
    """One organisation inspected twice is two turns: there are never more organisations than turns."""
    for smaller, larger in ORDER:
        for less, more in pairs(content, smaller, larger):
            one, other = content.facts[less], content.facts[more]
            if one.value is not None and other.value is not None and one.value > other.value:
                told = {"one": one.title, "less": one.value, "other": other.title, "more": other.value}
                message = _("“%(one)s” (%(less)s) lớn hơn “%(other)s” (%(more)s).") % told
                yield Finding("distinct_at_most_turns", "error", message, _("Xem lại các cuộc và đối tượng."), one.asked)


@check("rounds_at_most_turns")
def rounds(report: Report, content: Content) -> Iterator[Finding]:
    """A round looks at somebody: fewer turns than rounds means that targets were not entered."""
    for fact in content.facts.values():
        if fact.asked.by or fact.asked.code not in TURNS or not isinstance(fact.value, int):
            continue
        turns = _turns(fact.asked, content.known)
        if fact.value > turns:
            told = {"title": fact.title, "rounds": fact.value, "turns": turns}
            message = _("“%(title)s” là %(rounds)d mà chỉ có %(turns)d lượt tổ chức và đảng viên.") % told
            remedy = _("Ghi bổ sung đối tượng của từng cuộc, hoặc hủy cuộc không tiến hành.")
            yield Finding("rounds_at_most_turns", "warning", message, remedy, fact.asked)


def _turns(asked: Asked, known: int) -> int:
    query = figures.Query(org=asked.org, as_of=asked.as_of, start=asked.start, end=asked.end, known=known)
    answers = remembered.evaluate(TURNS[asked.code], query).values()
    return sum(answer.value for answer in answers if isinstance(answer.value, int))
