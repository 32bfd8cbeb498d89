"""What several checks do alike: cells below a number, parts nobody knows, entries without a decision, a group not rated in full."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.ledger.models import Entry
from dangvu.reports.checks.base import Finding, asked, count, part, query
from dangvu.reports.content import Content

SHOWN = 5
"""Cells named in a sentence."""
UNKNOWN = "unknown"


def cells_below(rule: str, severity: str, content: Content, code: str, words: tuple[str, str], least: int = 1) -> Iterator[Finding]:
    """Cells in which a figure is below ``least``; ``words``: a message with ``count`` and ``names``, and the remedy."""
    message, remedy = words
    short = [each for each in remembered.breakdown(code, query(content), "cell") if int(each.value or 0) < least]
    if short:
        names = ", ".join(each.label for each in short[:SHOWN])
        if len(short) > SHOWN:
            names = _("%(names)s và %(count)d chi bộ khác") % {"names": names, "count": len(short) - SHOWN}
        told = {"count": len(short), "names": names}
        yield Finding(rule, severity, message % told, remedy, asked(content, code))


def unknown_part(rule: str, content: Content, code: str, by: str, words: tuple[str, str]) -> Iterator[Finding]:
    """What stands under “unknown” when a figure is broken down; ``words``: a message with ``count``, and the remedy."""
    message, remedy = words
    missing = part(content, code, by, UNKNOWN)
    if missing:
        yield Finding(rule, "notice", message % {"count": missing}, remedy, asked(content, code, by, UNKNOWN))


def unnumbered(rule: str, content: Content, codes: tuple[str, ...], words: tuple[str, str]) -> Iterator[Finding]:
    """Entries behind figures that name no decision; ``words``: a message with ``title`` and ``count``, and the remedy."""
    message, remedy = words
    for code in (each for each in codes if count(content, each)):
        entries = {row.entry for row in figures.rows(code, query(content))}
        missing = Entry.objects.filter(number__in=entries, decision_number="").count()
        if missing:
            told = {"title": figures.get(code).title, "count": missing}
            yield Finding(rule, "notice", message % told, remedy, asked(content, code))


def unrated(rule: str, content: Content, graded: str, stock: str, of: str, words: tuple[str, str]) -> Iterator[Finding]:
    """Those of a stock without a grade and without a reason, where the period's ratings are in the books at all."""
    message, remedy = words
    rated = count(content, graded)
    missing = count(content, stock) - rated - part(content, "rating_not_assessed", "of", of)
    if rated and missing > 0:
        yield Finding(rule, "warning", message % {"count": missing}, remedy, asked(content, stock))
