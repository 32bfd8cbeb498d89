"""What a write asks first, in one go: the head of the book, and what the tables say of what a few lines name.

One entry asks four questions before it is judged; a server of PostgreSQL elsewhere takes longer to be reached than to answer them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from dangvu.ledger import history, store
from dangvu.ledger.driver import Rows, marks

FEW = 8
"""Persons and refs up to which it is done: the lines of a file are looked up by the thousand, with the persons' numbers."""
BY_CODE = "SELECT id FROM orgs_person WHERE code IN ({codes})"


@dataclass(frozen=True)
class Told:
    """Rows of ``store.PERSONS``, ``history.FACTS`` and ``store.REFS`` about some persons and refs."""

    persons: Rows
    facts: Rows
    refs: Rows


@cache
def _texts(codes: int, refs: int) -> tuple[str, str, str]:
    """The questions for persons, their facts and refs, of so many codes and refs."""
    some, numbers = marks(range(codes)), BY_CODE.format(codes=marks(range(codes)))
    return store.PERSONS.format(codes=some), history.FACTS.format(marks=numbers), store.REFS.format(refs=marks(range(refs)))


def opened(codes: Collection[str], refs: Collection[str], writer: store.Writer) -> tuple[store.Head, Told | None]:
    """The head of the book, locked until the transaction ends; and what is told of these persons and refs, None if they are many."""
    if len(codes) + len(refs) > FEW:
        return writer.locked_head(), None
    persons_of, facts_of, numbers_of = _texts(len(codes), len(refs))
    asked: list[tuple[str, tuple[str, ...]]] = [(writer.head_asked, ())]
    if codes:
        asked += [(persons_of, tuple(codes)), (facts_of, tuple(codes))]
    if refs:
        asked.append((numbers_of, tuple(refs)))
    head, *told = writer.link.read_together(asked)
    persons, facts = told[:2] if codes else ([], [])
    return store.head_of(head), Told(persons, facts, told[-1] if refs else [])
