"""The checks that look at the books themselves, asked without a report: what is missing or contradictory in an organisation's work."""

from __future__ import annotations

import datetime as dt
from typing import Any, Final

from dangvu.reports.checks import Finding
from dangvu.reports.checks.base import run
from dangvu.reports.content import Content, Frame
from dangvu.reports.models import Report
from dangvu.reports.terms import term_of

NO_FRAME: Final = Frame("", "", "", "", "", "", "", (), "", "", {})
NOTHING: Final[dict[str, Any]] = {}
"""One for all, so that what was found is found again."""
RULES: Final = (
    "assertions_hold", "cell_has_secretary", "cell_large_enough", "cell_not_empty", "cell_rated", "cells_meet_monthly", "decision_numbered",
    "discipline_authority", "discipline_numbered", "discipline_violation", "dues_not_owed", "excellent_within_quota", "expulsions_agree",
    "inspection_concluded", "inspection_programme", "member_rated", "probation_over", "work_overdue",
)  # fmt: skip
"""Rules that read nothing of a report but its organisation and days. What records of members lack is counted by ``figures.gaps``."""


def findings(org: int, start: dt.date, end: dt.date, as_of: dt.date, known: int) -> list[Finding]:
    """What the rules find in the books of an organisation, the gravest first."""
    first, last = term_of(org, start, end)
    content = Content("", org, start, end, as_of, first, last, known, NO_FRAME, (), NOTHING, None, (), NOTHING, NOTHING)
    report = Report(organisation_id=org, start=start, end=end, as_of=as_of)
    return run(RULES, report, content)
