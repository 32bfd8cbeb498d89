"""Hypothesis strategies that write random ledgers in which every line can be so when it is recorded.

A ledger opens with a root, committees, cells and people, most of them carried over. Then line after line is tried: a
kind and a day are drawn, the fields are drawn from what the oracle says of that day, and the line is kept if all that
is known stays possible with it. Some days lie before days already recorded; some lines reverse an earlier one.

To keep clear of questions the contract leaves open, organisations change hands, merge and end on Sundays and nothing
else happens then, one such change a Sunday; and no person has two events on one day. `crowded=True` lifts both.
"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tests.oracle.dependence import nothing_depends
from tests.oracle.fold import Book, days_of, is_valid
from tests.oracle.moves import KINDS, ORDINARY, STRUCTURAL, cells
from tests.oracle.world import Line, day_of
from tests.oracle.writer import LAST, OPENING, STRUCTURAL_KINDS, Draw, Writer

# ---------------------------------------------------------------- the opening


def write_opening(writer: Writer) -> None:
    writer.add("organisation_established", OPENING, org="ROOT", name="Đảng bộ gốc", org_kind="direct_superior")
    committees = [f"U{number}" for number in range(1, 1 + writer.draw(st.integers(1, 2)))]
    for code in committees:
        kind = "grassroots_committee"
        writer.add("organisation_established", OPENING, org=code, name=f"Đảng bộ {code}", org_kind=kind, parent="ROOT")
    for number in range(1, 1 + writer.draw(st.integers(3, 8))):
        establish_cell(writer, OPENING, f"C{number}", writer.one_of(["ROOT", *committees]))
    for number in range(1, 1 + writer.draw(st.integers(5, 15))):
        introduce(writer, f"P{number}")


def establish_cell(writer: Writer, day: date, code: str, parent: object) -> bool:
    name = f"Chi bộ {code}"
    return writer.add("organisation_established", day, org=code, name=name, org_kind="attached_cell", parent=parent)


def introduce(writer: Writer, code: str) -> None:
    """A person of an age for everything, carried over with the book in two cases of three."""
    birth = date(1970 + writer.draw(st.integers(0, 25)), 5, 19).isoformat()
    sex = writer.one_of(["female", "male"])
    writer.add("person", OPENING, person=code, name=f"Nguyễn Văn {code}", birth=birth, sex=sex)
    if not writer.chance(3):
        cell = writer.one_of([org.code for org in cells(Book(writer.lines).at(OPENING))])
        status = writer.one_of(["official", "official", "probationary"])
        writer.add("carried_over", OPENING + timedelta(days=1), person=code, org=cell, status=status)


# ---------------------------------------------------------------- the strategies


def try_line(writer: Writer, kinds: list[str]) -> bool:
    kind = writer.one_of(kinds)
    if kind == "reversal":
        return reverse_something(writer)
    day = writer.day(structural=kind in STRUCTURAL_KINDS)
    maker = STRUCTURAL.get(kind) or ORDINARY[kind]
    fields = maker(writer, Book(writer.lines).at(day))
    return bool(fields) and None not in fields.values() and writer.add(kind, day, **fields)


def reverse_something(writer: Writer) -> bool:
    """Reverse one of the lines after the opening; it stands only if nothing hangs on it."""
    target = writer.one_of([line for line in writer.lines if day_of(line) > OPENING][-8:])
    if target is None or not can_be_reversed(writer.lines, target):
        return False
    return writer.add("reversal", max(days_of(writer.lines)), of=target["ref"])


def can_be_reversed(lines: list[Line], target: Line) -> bool:
    standing = target["ref"] in {line["ref"] for line in Book(lines).lines}
    return standing and nothing_depends(lines, target["ref"])


@st.composite
def ledgers(draw: Draw, *, crowded: bool = False, without: tuple[str, ...] = ()) -> list[Line]:
    """A valid ledger of about 15 to 60 lines, in the order of recording, without certain kinds of line."""
    writer, kinds = Writer(draw, crowded), [kind for kind in KINDS if kind not in without]
    write_opening(writer)
    for _ in range(draw(st.integers(15, 45))):
        try_line(writer, kinds)
    return writer.lines


@st.composite
def ledgers_and_more(draw: Draw) -> tuple[list[Line], int]:
    """A valid ledger, and how many of its lines are taken as recorded before the others."""
    lines = draw(ledgers())
    return lines, draw(st.integers(1, len(lines)))


@st.composite
def ledgers_and_a_line(draw: Draw) -> tuple[list[Line], Line | None]:
    """A valid ledger and one more line after which it is valid again (None when no try succeeds), never a reversal."""
    lines, kinds = draw(ledgers()), [kind for kind in KINDS if kind != "reversal"]
    writer = Writer(draw, lines=list(lines), reached=LAST // 2)
    for _ in range(10):
        if try_line(writer, kinds):
            return lines, writer.lines[-1]
    return lines, None


@st.composite
def reordered(draw: Draw, lines: list[Line]) -> list[Line] | None:
    """The same lines in another order in which each could have been recorded; the lines of one person keep theirs.

    None when a dead end was reached: what was left could only have been recorded before what had been chosen.
    """
    queues: dict[str, list[Line]] = {}
    for line in lines:
        queues.setdefault(line.get("person", "the tree"), []).append(line)
    chosen: list[Line] = []
    while waiting := {name: queue for name, queue in queues.items() if queue}:
        order = draw(st.permutations(sorted(waiting)))
        first = next((name for name in order if is_valid([*chosen, waiting[name][0]])), None)
        if first is None:
            return None
        chosen.append(queues[first].pop(0))
    return chosen
