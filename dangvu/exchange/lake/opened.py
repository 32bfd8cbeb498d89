"""Lakes being opened: which books they are, which of several copies of one book counts, and under which numbers each is read.

Every installation numbers its own organisations, persons and entries. Read alone, a book keeps its numbers; read together, each
gets a range of its own (``SHIFT``), so nothing of one is ever taken for something of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, Protocol

from django.utils.translation import gettext as _

from dangvu.exchange.lake import layout
from dangvu.exchange.lake.extras import LakeError
from dangvu.exchange.lake.layout import ACCOUNT, MANIFEST, TABLES, Column, Manifest

SHIFT = 40
"""Bits for the numbers of one book."""


Asked = tuple[str, Sequence[Any]]
"""A statement with ``%s`` for its parameters, and their values."""


class Engine(Protocol):
    """What reads Parquet files and answers SQL."""

    def text(self, path: str) -> str: ...

    def table(self, name: str, files: Sequence[str], columns: Sequence[Column]) -> None: ...

    def rows(self, text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...

    def rows_of_each(self, asked: Sequence[Asked], order: str = "") -> list[list[tuple[Any, ...]]]: ...

    def close(self) -> None: ...


def ordered(text: str, order: str) -> str:
    """A statement with its rows in an order of its columns, if one is named."""
    return f"{text} ORDER BY {order}" if order else text


@dataclass(frozen=True)
class Opened:
    """One book of a lake: its place among those read together, what it is called there, and where its files are."""

    number: int
    label: str
    where: str
    manifest: Manifest

    @property
    def offset(self) -> int:
        return self.number << SHIFT

    def own(self, number: int) -> bool:
        """Whether a number of an organisation, account, person or entry is one of this book's."""
        return number >> SHIFT == self.number

    def table(self, name: str) -> str:
        return f"{name}_{self.number}"


def open_books(engine: Engine, places: Sequence[str]) -> list[Opened]:
    """The books of some lakes, each once: of two copies of one book the longer counts. Raises LakeError.

    Alone a book has the number 0 and keeps its own numbers; several are numbered from 1.
    """
    found: dict[str, tuple[str, Manifest]] = {}
    for where in dict.fromkeys(place.rstrip("/") or "/" for place in places):
        manifest = layout.parse(engine.text(f"{where}/{MANIFEST}"), where)
        other = found.get(manifest.book)
        if other is not None:
            _same_book(engine, (where, manifest), other)
        if other is None or other[1].entries < manifest.entries:
            found[manifest.book] = (where, manifest)
    first = 0 if len(found) == 1 else 1
    names = _labels([where for where, _manifest in found.values()])
    books = [Opened(first + place, names[place], *each) for place, each in enumerate(found.values())]
    for book in books:
        for table, (columns, _order) in TABLES.items():
            engine.table(book.table(table), [f"{book.where}/{file.path}" for file in book.manifest.of(table)], columns)
        engine.table(book.table("account"), [f"{book.where}/{book.manifest.accounts.path}"], ACCOUNT)
    return books


def _same_book(engine: Engine, one: tuple[str, Manifest], two: tuple[str, Manifest]) -> None:
    """Two lakes that begin alike must go on alike as far as both go: otherwise a book was continued in two places."""
    shorter = min(one[1].entries, two[1].entries)
    marks = []
    for where, manifest in (one, two):
        files = [f"{where}/{segment.files['entry'].path}" for segment in manifest.segments if segment.first <= shorter <= segment.last]
        engine.table("compared", files, TABLES["entry"][0])
        marks.append(engine.rows("SELECT mark FROM compared WHERE number = %s", [shorter]))
    if marks[0] != marks[1]:
        message = _("“%(one)s” và “%(two)s” là hai nhánh khác nhau của một sổ; chỉ được đọc một trong hai.")
        raise LakeError(message % {"one": one[0], "two": two[0]})


def _labels(places: Sequence[str]) -> list[str]:
    """What the books are called: the last part of where they lie, with a number where two are called alike."""
    taken: dict[str, int] = {}
    found = []
    for place in places:
        name = PurePath(place).name or place
        taken[name] = taken.get(name, 0) + 1
        found.append(name if taken[name] == 1 else f"{name}-{taken[name]}")
    return found
