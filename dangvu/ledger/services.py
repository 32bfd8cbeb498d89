"""The ledger's one way in: append lines, all or nothing, under the book's lock."""

from __future__ import annotations

import datetime as dt
import gc
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, islice
from typing import Any

from django.db import transaction

from dangvu.ledger import book, carried, pages, store
from dangvu.ledger.bench import Bench
from dangvu.ledger.judge import judge
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import Data
from dangvu.ledger.models import Book
from dangvu.ledger.opening import Told, opened
from dangvu.ledger.refusal import Fault, Refusal, Refused

CHUNK = 5000
SWITCH = 0.001
"""Seconds after which a thread that computes lets another one in, during a load."""

Line = tuple[int, Data | Fault]
"""A line's number from 1, and the object on it, or what is wrong with its text."""


@dataclass
class LoadReport:
    """What a load did. With errors nothing was written, and ``appended`` says how many lines were good."""

    lines: int = 0
    appended: int = 0
    skipped: int = 0
    first_entry: int | None = None
    last_entry: int | None = None
    dry_run: bool = False
    errors: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)

    @property
    def numbers(self) -> list[int]:
        """The numbers of the entries appended."""
        return [] if self.first_entry is None or self.last_entry is None else list(range(self.first_entry, self.last_entry + 1))


def nothing_known(code: str) -> bool:
    """The default answer to "is this a figure": the catalogue stands above the ledger and is handed in."""
    return False


@transaction.atomic
def append_lines(
    lines: Iterable[Line],
    *,
    actor: str,
    knows_figure: Callable[[str], bool] = nothing_known,
    origin: str = "",
    replay: bool = False,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> LoadReport:
    """Judge and append lines in their order, in one transaction: every faulty line is reported, and one is enough to write none.

    actor: who is responsible. origin: where the lines come from. replay: obey each line's ``recorded``.
    progress: called with the number of lines read so far.
    """
    chunks = _chunks(lines)
    first = next(chunks, [])
    writer = store.Writer()
    head, told = opened(*_named(first), writer)
    report = LoadReport(first_entry=head.last_entry + 1, dry_run=dry_run)
    bench = Bench(head, actor, origin, replay, knows_figure, writer)
    try:
        with in_bulk():
            for chunk in chain((first,) if first else (), chunks):
                _look_up(bench, chunk, told if chunk is first else None)
                for number, line in chunk:
                    _take(bench, report, number, line)
                if not bench.few:
                    bench.hand_over()
                if progress:
                    progress(report.lines)
        if not report.errors:
            bench.close()
    finally:
        bench.stop()
    if report.errors or dry_run:
        transaction.set_rollback(True)
    else:
        _finish(bench, head)
    report.last_entry = head.last_entry if report.appended else None
    report.first_entry = report.first_entry if report.appended else None
    return report


def _finish(bench: Bench, head: store.Head) -> None:
    """What follows a write that stands: pages for what has come together, and the structure for who reads next."""
    if pages.due(head):
        heavy = (head.postings - head.packed) * store.WORTH >= head.postings
        pages.extend(head)
        bench.writer.keep_head(head)
        if heavy:
            store.weigh()
    transaction.on_commit(partial(_leave, bench, bench.carry()))


def _leave(bench: Bench, left: carried.Carried) -> None:
    """What those who come next need not ask for, once it is committed."""
    if bench.restructured:
        book.keep(*bench.restructured, bench.structure)
    carried.keep(left)


@contextmanager
def in_bulk() -> Iterator[None]:
    """A load makes millions of objects and no cycles: looking for cycles among them is a fifth of its time.

    The thread that writes asks for the interpreter a few times a page; at the usual five milliseconds it would mostly wait.
    """
    was, interval = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(SWITCH)
    try:
        yield
    finally:
        sys.setswitchinterval(interval)
        if was:
            gc.enable()


def append(line: Data, *, actor: str, knows_figure: Callable[[str], bool] = nothing_known, origin: str = "") -> int:
    """Append one line; the entry's number. Raises Refused with the sentence, and writes nothing then."""
    report = append_lines([(1, line)], actor=actor, knows_figure=knows_figure, origin=origin)
    if report.errors or report.last_entry is None:
        raise Refused(report.errors)
    return report.last_entry


def _chunks(lines: Iterable[Line]) -> Iterator[list[Line]]:
    rest = iter(lines)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def _named(chunk: Sequence[Line]) -> tuple[set[str], set[str]]:
    """Codes of persons and refs that lines name."""
    objects = _objects(chunk)
    codes = {code for line in objects for code in _codes(line)}
    refs = {line["ref"] for line in objects if isinstance(line.get("ref"), str)}
    return set(filter(storable, codes)), set(filter(storable, refs))


def _objects(chunk: Sequence[Line]) -> list[Data]:
    return [line for _number, line in chunk if isinstance(line, dict)]


def _look_up(bench: Bench, chunk: Sequence[Line], told: Told | None) -> None:
    """Read what lines name, unless it is ``told``."""
    if told is not None:
        bench.take_up(told)
    elif not bench.fresh:
        bench.look_up(*_named(chunk))
    _recall(bench, _objects(chunk))


def _recall(bench: Bench, objects: Sequence[Data]) -> None:
    """Read what reversals, amendments and late recordings among the coming lines will ask for."""
    undone = {line["of"] for line in objects if line.get("kind") == "reversal" and isinstance(line.get("of"), str)}
    named = [
        (bench.persons[line["person"]], line) for line in objects if isinstance(line.get("person"), str) and line["person"] in bench.persons
    ]
    amended = {person for person, line in named if line.get("kind") == "amended"}
    late = {person for person, line in named if person in bench.standings and _is_late(bench.standings[person].last_on, line)}
    bench.recall.ahead(set(filter(storable, undone)), amended, late)


def _is_late(last: dt.date, line: Data) -> bool:
    """Whether a line is about a member's standing before the last thing recorded of it, as far as its text tells."""
    kind, on = REGISTRY.get(str(line.get("kind"))), line.get("on")
    return kind is not None and kind.family in ("standing", "discipline") and isinstance(on, str) and on < last.isoformat()


def storable(text: str) -> bool:
    """PostgreSQL cannot be asked for a text with a zero byte, nor hold one: such a line is refused when it is judged."""
    return "\0" not in text


def _codes(line: Data) -> Iterator[str]:
    """Codes of persons a line names, wherever they stand in it."""
    nested: list[Any] = [line.get("person"), line.get("duplicate")]
    for name in ("targets", "into", "absent"):
        found = line.get(name)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, dict):
                nested.append(each.get("person"))
                nested.extend(each["persons"] if isinstance(each.get("persons"), list) else ())
    return (code for code in nested if isinstance(code, str))


def _take(bench: Bench, report: LoadReport, number: int, line: Data | Fault) -> None:
    report.lines += 1
    if isinstance(line, Fault):
        report.errors.append(line)
        return
    try:
        if judge(bench, line):
            report.appended += 1
            bench.doubts.settle(line)
        else:
            report.skipped += 1
    except Refusal as refusal:
        if not bench.doubts.explain(line, refusal.field, bench.persons.__contains__):
            report.errors.append(Fault(number, refusal.field, refusal.message))
        if line.get("kind") != "reversal":
            bench.recall.forget()
        bench.doubts.remember(line, bench.stands)


def head_moment() -> dt.datetime | None:
    """When the last entry was recorded."""
    return Book.objects.get(pk=1).last_recorded
