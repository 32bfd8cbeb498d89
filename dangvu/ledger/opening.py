"""What a write asks first, in one go: the head of the book, and what the tables say of what a few lines name.

One entry asks four questions before it is judged; a server of PostgreSQL elsewhere takes longer to be reached than to answer them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from dangvu.ledger import history, store
from dangvu.ledger.driver import marks, read_together

FEW = 8
"""Persons and refs up to which it is done: the lines of a file are looked up by the thousand, with the persons' numbers."""
BY_CODE = "SELECT id FROM orgs_person WHERE code IN ({codes})"
Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Told:
    """Rows of ``store.PERSONS``, ``history.FACTS`` and ``store.REFS`` about some persons and refs."""

    persons: Rows
    facts: Rows
    refs: Rows


def opened(codes: Collection[str], refs: Collection[str]) -> tuple[store.Head, Told | None]:
    """The head of the book, locked until the transaction ends; and what is told of these persons and refs, None if they are many."""
    if len(codes) + len(refs) > FEW:
        return store.locked_head(), None
    asked: list[tuple[str, tuple[str, ...]]] = [(store.locking_head(), ())]
    if codes:
        by_code = BY_CODE.format(codes=marks(codes))
        asked += [(store.PERSONS.format(codes=marks(codes)), tuple(codes)), (history.FACTS.format(marks=by_code), tuple(codes))]
    if refs:
        asked.append((store.REFS.format(refs=marks(refs)), tuple(refs)))
    head, *told = read_together(asked)
    persons, facts = told[:2] if codes else ([], [])
    return store.head_of(head), Told(persons, facts, told[-1] if refs else [])
