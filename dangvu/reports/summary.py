"""Reports as plain values, for commands and interfaces."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dangvu.reports.checks import Finding
from dangvu.reports.content import Asked
from dangvu.reports.later import Difference, numbers
from dangvu.reports.models import Report
from dangvu.reports.services import content_of


def listed(report: Report) -> dict[str, Any]:
    """A report in a list."""
    return {
        "id": report.pk,
        "kind": report.kind,
        "org": report.organisation.code,
        "title": report.title,
        "from": report.start,
        "to": report.end,
        "as_of": report.as_of,
        "state": report.state,
        "number": report.number,
        "symbol": report.symbol,
        "issued_on": report.issued_on,
        "known_entry": report.known,
        "known_at": report.known_at,
        "check_code": report.check_code,
        "document_hash": report.document_hash,
    }


def shown(report: Report) -> dict[str, Any]:
    """A report with every number it prints."""
    content = content_of(report)
    facts = [
        {"key": key, "title": fact.title, "value": fact.value, "unit": fact.unit, "base": fact.base} for key, fact in content.facts.items()
    ]
    return {**listed(report), "figures": facts, "numbers": {key: each.value for key, each in numbers(content).items()}}


def findings(found: Iterable[Finding]) -> list[dict[str, Any]]:
    """Findings of the checks."""
    return [
        {
            "rule": each.rule,
            "severity": each.severity,
            "message": each.message,
            "remedy": each.remedy,
            "entry": each.entry,
            "proof": asked(each.asked) if each.asked else None,
        }
        for each in found
    ]


def asked(query: Asked) -> dict[str, Any]:
    """The question whose rows prove a number."""
    return {"code": query.code, "as_of": query.as_of, "from": query.start, "to": query.end}


def differences(found: Iterable[Difference]) -> list[dict[str, str]]:
    """What differs between an issued report and the books it was issued from."""
    return [{"what": each.what, "frozen": each.frozen, "now": each.now} for each in found]
