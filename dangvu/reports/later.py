"""Issued reports, later: the numbers they printed, against the books of then and of now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import orjson
from django.db.models import Exists, Q
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures import services as figures
from dangvu.figures.errors import FigureError
from dangvu.ledger import book
from dangvu.ledger.models import Entry, Posting, legs_of_entries, legs_of_outer
from dangvu.orgs.tree import TreeDay
from dangvu.reports import codec
from dangvu.reports.content import Asked, Content, Fact, Row, Value
from dangvu.reports.gather import again
from dangvu.reports.marks import plain
from dangvu.reports.models import Report


@dataclass(frozen=True, slots=True)
class Printed:
    """A number a report prints: what it is called there, and what it asked of the books (None: nobody counts it)."""

    title: str
    value: Value
    unit: str = ""
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Something of an issued report that is not what the books or the files say."""

    what: str
    frozen: str
    now: str


@dataclass(frozen=True, slots=True)
class ThenNow:
    """A number as printed when the report was issued, and as the books give it now.

    ``entries`` are those recorded since that made the difference, as far as rows can tell.
    """

    key: str
    title: str
    unit: str
    then: Value
    now: Value
    entries: tuple[int, ...] = ()

    @property
    def changed(self) -> bool:
        return self.then != self.now


def numbers(content: Content) -> dict[str, Printed]:
    """Every number a report prints, by a key that survives a change of wording, and those its tables are made from."""
    return on_paper(content) | {key: each for found in (_statement, _targets) for key, each in found(content)}


def on_paper(content: Content) -> dict[str, Printed]:
    """Every number of the narrative, the tables and the charts."""
    return {key: each for found in (_facts, _cells, _points) for key, each in found(content)}


def _facts(content: Content) -> Iterator[tuple[str, Printed]]:
    for key, fact in content.facts.items():
        yield key, Printed(fact.title, fact.value, fact.unit, fact.asked)


def _cells(content: Content) -> Iterator[tuple[str, Printed]]:
    for table in content.tables.values():
        for row in table.rows:
            for column, cell in zip(table.columns, row.cells, strict=True):
                if cell.asked is not None or cell.value is not None:
                    title = f"{table.title}: {_named(row)}, {column.title}"
                    yield f"table:{table.key}:{row.key}:{column.key}", Printed(title, cell.value, "", cell.asked)


def _named(row: Row) -> str:
    """A row as one finds it on paper: its longest words, beside a number or a sign of its own."""
    return max((cell.text.strip() for cell in row.cells if cell.asked is None and cell.value is None), key=len, default="") or row.key


def _points(content: Content) -> Iterator[tuple[str, Printed]]:
    for series in content.series.values():
        for number, point in enumerate(series.points):
            name = point.day.isoformat() if point.day and not point.side and not point.until else str(number)
            yield f"chart:{series.key}:{name}", Printed(f"{series.title}: {point.label}", point.value, series.unit)
            yield f"chart:{series.key}:{name}:goal", Printed(f"{series.title}: {point.label}", point.goal, series.unit)


def _statement(content: Content) -> Iterator[tuple[str, Printed]]:
    if content.statement is None:
        return
    yield "statement:opening", Printed(_("Đầu kỳ"), content.statement.opening)
    for line in content.statement.lines:
        yield f"statement:{line.side}:{line.code}", Printed(line.title, line.value)
    yield "statement:closing", Printed(_("Cuối kỳ"), content.statement.closing)


def _targets(content: Content) -> Iterator[tuple[str, Printed]]:
    for line in content.targets:
        key = f"target:{line.figure}:{line.start.isoformat()}:{line.giver}"
        for part, value in (("value", line.value), ("goal", line.goal), ("actual", line.actual)):
            yield f"{key}:{part}", Printed(line.title, value, line.unit)


def compare(frozen: Content, now: Content) -> list[Difference]:
    """Every printed number that differs. Wording does not count: the check code guards what was frozen."""
    before, after = numbers(frozen), numbers(now)
    found = []
    for key in dict.fromkeys((*before, *after)):
        then, this = before.get(key), after.get(key)
        if then is None or this is None or then.value != this.value:
            title = (then or this or Printed(key, None)).title
            found.append(Difference(f"{title} ({key})", _text(then), _text(this)))
    return found


def _text(printed: Printed | None) -> str:
    return plain(printed.value) if printed else _("không có")


def as_then_and_now(report: Report) -> list[ThenNow]:
    """Every figure of the narrative beside what is known now, then whatever of the tables and charts is different now."""
    then = codec.load(Content, report.frozen)
    since = entries_since(report)
    before, after = on_paper(then), on_paper(again(then, book.last_number()))
    found, often = [], Counter(fact.title for fact in then.facts.values())
    for key in dict.fromkeys((*before, *after)):
        printed = before.get(key) or after[key]
        was, now = (numbers[key].value if key in numbers else None for numbers in (before, after))
        if key in then.facts or now != was:
            entries = touching(printed.asked, then.known, since) if printed.asked and now != was else ()
            title = f"{printed.title} ({_when(then.facts[key])})" if key in then.facts and often[printed.title] > 1 else printed.title
            found.append(ThenNow(key, title, printed.unit, was, now, entries))
    return found


def _when(fact: Fact) -> str:
    """The day or the days a number was asked of: what tells two of the same name apart."""
    days = (fact.asked.start, fact.asked.end) if fact.klass == "flow" else (fact.asked.as_of or fact.asked.end,)
    return " – ".join(vn_day(each) for each in days if each)


def entries_since(report: Report) -> list[Entry]:
    """What was recorded after the report was issued, for days up to its end, and concerns its organisation or one below.

    An event of the tree is told whatever it concerns: it may have changed what lies below.
    """
    known = report.known or 0
    day = book.tree().at(report.end)
    later = Entry.objects.filter(number__gt=known)
    posted = Exists(legs_of_outer().filter(within(day, report.organisation_id), on__lte=report.end))
    tree = Q(structural=True, effective_on__lte=report.end) | Q(structural=True, reverses__isnull=False)
    direct = list(later.filter(posted | tree))
    amended = later.filter(kind="amended", effective_on__lte=report.end)
    ours = [entry for entry in amended if _concerns(entry, day, report.organisation_id)]
    return sorted({entry.number: entry for entry in (*direct, *ours)}.values(), key=lambda entry: entry.number)


def within(day: TreeDay, org: int) -> Q:
    """Postings of an organisation or of one below it, on either side."""
    below = day.subtree(org)
    return Q(org__in=below) | Q(other__in=below)


def _concerns(entry: Entry, day: TreeDay, org: int) -> bool:
    """Whether the person amended ever stood here."""
    return Posting.objects.filter(within(day, org), person=_person(entry)).exists()


def _person(entry: Entry) -> int | None:
    found = orjson.loads(entry.data).get("person")
    return int(found) if found is not None else None


def touching(asked: Asked, known: int, since: Iterable[Entry]) -> tuple[int, ...]:
    """Which of the later entries changed a number: those behind the rows that came, went, or became others."""
    entries = list(since)
    rows, persons = _changed(asked, known)
    sources: dict[int, set[int]] = {}
    for number, source in legs_of_entries(entry.number for entry in entries).values_list("entry", "source"):
        sources.setdefault(number, set()).add(source)
    return tuple(
        entry.number
        for entry in entries
        if entry.structural or (sources.get(entry.number, set()) | {entry.number}) & rows or _amends(entry, persons)
    )


def _amends(entry: Entry, persons: set[int]) -> bool:
    return entry.kind == "amended" and _person(entry) in persons


def _changed(asked: Asked, known: int) -> tuple[set[int], set[int]]:
    """The entries and the persons of rows that stand only in the books of then or only in those of now."""
    then, now = (_rows(asked, upto) for upto in (known, book.last_number()))
    different = then ^ now
    return {row.entry for row in different}, {row.person for row in different if row.person is not None}


def _rows(asked: Asked, known: int) -> set[figures.Row]:
    query = figures.Query(org=asked.org, as_of=asked.as_of, start=asked.start, end=asked.end, known=known)
    try:
        return set(figures.rows(asked.code, query))
    except FigureError:
        return set()
