"""What a dossier must have done by when: the rule of the day its time began to run, counted in the calendar of working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from dangvu.dossiers import kinds
from dangvu.dossiers.cases import Case
from dangvu.dossiers.kinds.base import Deadline
from dangvu.rules import services as rules


@dataclass(frozen=True)
class Due:
    """Something to be done until the end of a day, counted from a day by a rule, or agreed on (no rule)."""

    code: str
    title: str
    by: dt.date
    since: dt.date
    rule: rules.Rule | None

    def overdue(self, on: dt.date) -> bool:
        return on > self.by


def of_case(case: Case) -> Iterator[Due]:
    """The deadlines that run in the dossier's present state."""
    for each in kinds.get(case.dossier.kind).deadlines:
        if case.dossier.state in each.states and (found := reckoned(case, each)):
            yield found


def reckoned(case: Case, each: Deadline) -> Due | None:
    """One deadline, None while its time has not begun to run or where no rule sets one."""
    since = each.since(case) if callable(each.since) else case.day(each.since) or case.date(each.since)
    if since is None:
        return None
    if not each.rule:
        return Due(each.code, str(each.title), since, since, None)
    try:
        rule = case.rule(each.rule, since)
    except rules.UnknownRule:
        return None
    return Due(each.code, str(each.title), case.rulebook.deadline(rule, since), since, rule)
