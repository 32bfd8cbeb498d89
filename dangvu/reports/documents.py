"""The register of documents as one reads it: issued and received, the numbers of each run, and what is missing or taken twice in it.

A run is one organisation's body, type and term (domain guide §10.3). Issued documents come from the register of entries and from the
reports numbered here.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson

from dangvu.ledger import book
from dangvu.reports.models import Body, RegisterLine
from dangvu.reports.terms import Terms, term_of, term_text

NUMBERED = re.compile(r"\s*(?:Số\s*)?0*(\d{1,5})\s*[-–]\s*([^\s/\d][^\s/]*)", re.IGNORECASE)
"""“12-QĐ/ĐUK”: the number, and the abbreviation of the type."""


@dataclass(frozen=True)
class Listed:
    """A document of the register. ``count``: how many a line stands for; ``number`` None: not written as the numbering asks."""

    on: dt.date
    direction: str
    type: str
    symbol: str
    title: str
    body: str
    term: str
    number: int | None = None
    abbreviation: str = ""
    count: int = 1
    entry: int | None = None
    report: int | None = None


@dataclass(frozen=True)
class Run:
    """One run of numbers: the last one, those nobody took below it, and those taken more than once."""

    body: str
    abbreviation: str
    term: str
    last: int
    missing: tuple[int, ...]
    doubles: tuple[int, ...]


def listed(org: int, start: dt.date, end: dt.date, known: int | None = None) -> list[Listed]:
    """Documents of one organisation registered in a period, the latest first."""
    found = [each for each in (*_entries(org, known), *_reports(org)) if start <= each.on <= end]
    return sorted(found, key=lambda each: (each.on, each.number or 0), reverse=True)


def runs(org: int, day: dt.date, known: int | None = None) -> list[Run]:
    """Every run of issued numbers in the term of a day."""
    term = term_text(*term_of(org, day, day))
    together: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in (*_entries(org, known), *_reports(org)):
        if each.direction == "issued" and each.number is not None and each.term == term and each.on <= day:
            together[each.body, each.abbreviation].append(each.number)
    return [_run(body, abbreviation, term, numbers) for (body, abbreviation), numbers in sorted(together.items())]


def _run(body: str, abbreviation: str, term: str, numbers: Iterable[int]) -> Run:
    taken = Counter(numbers)
    missing = tuple(number for number in range(min(taken), max(taken)) if number not in taken)
    return Run(body, abbreviation, term, max(taken), missing, tuple(sorted(number for number, times in taken.items() if times > 1)))


def _entries(org: int, known: int | None) -> Iterator[Listed]:
    terms = Terms(org)
    for entry, on, text in book.in_force(["document_registered"], known).values_list("number", "effective_on", "data"):
        data = orjson.loads(text)
        if data["org"] != org:
            continue
        symbol = data.get("number", "")
        match = NUMBERED.match(symbol)
        yield Listed(
            on=on, direction=data["direction"], type=data["type"], symbol=symbol, title=data.get("title", ""),
            body=data.get("body", Body.COMMITTEE), term=term_text(*terms.of(on, on)), number=int(match[1]) if match else None,
            abbreviation=match[2] if match else "", count=data.get("quantity", 1), entry=entry,
        )  # fmt: skip


def _reports(org: int) -> Iterator[Listed]:
    for line in RegisterLine.objects.filter(register__organisation=org).select_related("register", "report"):
        kept, own = line.register, line.report
        symbol = own.symbol if own else f"{line.number:02d}-{kept.document_type}"
        yield Listed(
            on=line.issued_on, direction="issued", type="report", symbol=symbol,
            title=line.subject, body=kept.body, term=kept.term, number=line.number, abbreviation=kept.document_type, report=line.report_id,
        )  # fmt: skip
