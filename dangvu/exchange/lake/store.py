"""The lake as a store of figures: every question of ``figures.services`` can be put to it, by the same definitions.

``known`` is an entry number when one book is read. Several books have no number in common, but one clock: then ``known`` is a
moment, in microseconds since 1970.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import Any, ClassVar

import orjson

from dangvu.exchange.lake.opened import SHIFT, Asked, Engine, Opened, open_books
from dangvu.exchange.lake.rows import micros
from dangvu.exchange.lake.trees import TOGETHER, TOGETHER_CODE, together, tree_of
from dangvu.figures.engines.sql import BESIDE, COLUMNS, JUDGED_ON, SOMEONE, TOLD, statement
from dangvu.figures.engines.store import NEVER, AccountKey, Accounts, Data, Told
from dangvu.figures.engines.traits import Traits
from dangvu.ledger.driver import as_day, marks
from dangvu.ledger.packed import Packed
from dangvu.orgs.tree import Tree

MOST_NAMED = 2000
"""Beyond this many persons one reads everybody's values rather than name them all."""
OWN_DEFINITIONS = frozenset({"figure_defined", "activity_defined"})
SHIFTED = frozenset({"account", "org", "other", BESIDE, "person", "source", SOMEONE})


class Lake:
    """One or several books, read by an engine. It holds open what the engine holds open: ``close`` ends it."""

    written: ClassVar[Mapping[str, str]] = COLUMNS
    """How a statement writes the columns of postings."""
    shifted: ClassVar[frozenset[str]] = SHIFTED
    """Columns that hold numbers of the book."""

    def __init__(self, engine: Engine, books: Sequence[Opened]) -> None:
        self.engine, self.books = engine, books
        self._tree = lru_cache(maxsize=8)(self.read_tree)
        self._numbers = lru_cache(maxsize=8)(self._read_numbers)
        self._only = lru_cache(maxsize=8)(self._of_book)
        self._accounts = Accounts()

    @classmethod
    def open(cls, engine: Engine, places: Sequence[str]) -> Lake:
        """The books that lie at some places. Raises LakeError."""
        return cls(engine, open_books(engine, places))

    @property
    def alone(self) -> bool:
        """Whether the book keeps its own numbers; one of several does not, though nothing but it be read."""
        return not self.books[0].number

    @property
    def traits(self) -> frozenset[str]:
        """Attributes of persons that every book here carries."""
        return frozenset.intersection(*(frozenset(book.manifest.traits) for book in self.books))

    def close(self) -> None:
        self.engine.close()

    def last(self) -> int:
        return self.books[0].manifest.entries if self.alone else max(book.manifest.recorded for book in self.books)

    def known_at(self, moment: dt.datetime | None) -> int:
        """``known`` for what was recorded up to a moment; None is now."""
        if moment is None:
            return self.last()
        return self._numbers(micros(moment))[self.books[0].number] if self.alone else micros(moment)

    def moment_of(self, known: int) -> dt.datetime | None:
        """When the last entry known was recorded; None before the first."""
        if self.alone:
            book = self.books[0]
            found = self.engine.rows(f"SELECT recorded FROM {book.table('entry')} WHERE number = %s", [known])
            known = found[0][0] if found else 0
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(microseconds=known) if known else None

    def number(self, book: Opened, known: int) -> int:
        """The number of the last entry of a book that ``known`` stands for."""
        return known if self.alone else self._numbers(known)[book.number]

    def _read_numbers(self, moment: int) -> dict[int, int]:
        behind = [book for book in self.books if moment < book.manifest.recorded]
        asked: list[Asked] = [(f"SELECT MAX(number) FROM {book.table('entry')} WHERE recorded <= %s", [moment]) for book in behind]
        found = {book.number: int(rows[0][0] or 0) for book, rows in zip(behind, self.engine.rows_of_each(asked), strict=True)}
        return {book.number: book.manifest.entries for book in self.books} | found

    def tree(self, known: int) -> Tree:
        found: Tree = self._tree(known)
        return found

    def read_tree(self, known: int) -> Tree:
        return tree_of(self.engine, [(book, self.number(book, known)) for book in self.books], alone=self.alone)

    def find(self, code: str) -> int | None:
        """The organisation of a code: where several books are read together it is led by the book's name, and ``*`` is all of them."""
        if self.alone:
            return self.tree(self.last()).by_code(code)
        if code == TOGETHER_CODE:
            return TOGETHER
        held = next((book for book in self.books if code.startswith(f"{book.label}:")), None)
        return None if held is None else self._only(held.number).tree(self.last()).by_code(code)

    def about(self, org: int, *, by_place: bool) -> Lake:
        """Of several books the one that holds the organisation; of all together, one place instead of a tree if that is enough."""
        if self.alone:
            return self
        if org == TOGETHER:
            return self if by_place else self._whole
        held = next((book for book in self.books if book.own(org)), None)
        return self if held is None else self._only(held.number)

    def _of_book(self, number: int) -> Lake:
        return Lake(self.engine, [book for book in self.books if book.number == number])

    @cached_property
    def _whole(self) -> Lake:
        return Whole(self.engine, self.books)

    def accounts(self) -> Accounts:
        if not self._accounts:
            asked: list[Asked] = [(f'SELECT id, "key", measure, attrs FROM {book.table("account")}', ()) for book in self.books]
            for book, rows in zip(self.books, self.engine.rows_of_each(asked), strict=True):
                for pk, key, measure, attrs in rows:
                    self._accounts[pk + book.offset] = AccountKey(key, measure, orjson.loads(attrs))
        return self._accounts

    def sums(
        self,
        columns: Sequence[str],
        accounts: Collection[int],
        known: int,
        end: dt.date,
        start: dt.date | None = None,
        *,
        orgs: Collection[int] | None = None,
        cuts: Sequence[dt.date] = (),
        named: bool = False,
    ) -> list[tuple[Any, ...]]:
        asked: dict[Opened, Asked] = {}
        for book in self.books:
            mine = [each - book.offset for each in accounts if book.own(each)]
            those = None if orgs is None else self.standing(book, orgs)
            if mine and those != []:
                number = self.number(book, known)
                table = self._beside(book, number, columns) if SOMEONE in columns else book.table("posting")
                asked[book] = statement(columns, mine, number, end, start, orgs=those, cuts=cuts, table=table, written=self.written)
        found = self.engine.rows_of_each(list(asked.values()))
        moved = [False, *(name in self.shifted for name in columns)]
        return [row for book, rows in zip(asked, found, strict=True) for row in _shifted(rows, moved, book.offset)]

    def standing(self, book: Opened, orgs: Collection[int]) -> list[int] | None:
        """The book's own numbers of those of some organisations that are its; None for all it has."""
        return [each - book.offset for each in orgs if book.own(each)]

    def tells(self, names: Collection[str]) -> bool:
        return self.traits.issuperset(names)

    def _beside(self, book: Opened, known: int, columns: Sequence[str]) -> str:
        """Postings with what is told of their persons beside them, for those of whom it was told once and for all days."""
        names = [name.removeprefix(TOLD) for name in columns if name.startswith(TOLD)]
        told = ", ".join(f"MAX(CASE WHEN name = '{name}' THEN value END) AS {TOLD}{name}" for name in names)
        named = ", ".join(f"'{name}'" for name in names)
        # Counted name by name: names told apart for every person take several times as long.
        twice = " OR ".join(f"COUNT(CASE WHEN name = '{name}' THEN 1 END) > 1" for name in names)
        once = f"CASE WHEN {twice} OR COUNT(since) > 0 THEN 1 ELSE 0 END AS changed"
        persons = (
            f"SELECT person_id AS whom, {told}, {once} FROM {book.table('told')} WHERE name IN ({named}) AND entry_id <= {known:d} "
            f"AND entry_id NOT IN ({self._reversed(book).replace('%s', str(known))}) GROUP BY person_id"
        )
        beside = ", ".join(TOLD + name for name in names)
        return (
            f'(SELECT entry_id, source_id, account_id, org_id, other_id, quantity, "on", {beside}, '
            f'CASE WHEN changed = 1 THEN person_id END AS {SOMEONE}, CASE WHEN changed = 1 THEN "on" END AS {JUDGED_ON} '
            f"FROM {book.table('posting')} LEFT JOIN ({persons}) ON person_id = whom)"
        )

    def balances(self, accounts: Collection[int], known: int, day: dt.date) -> Packed | None:
        """Columns are summed by the engine itself: nothing is packed here."""
        return None

    def movements(self, accounts: Collection[int], known: int, end: dt.date, start: dt.date) -> Packed | None:
        return None

    def held(self, accounts: Collection[int], known: int, day: dt.date) -> Sequence[Packed] | None:
        return None

    def known_traits(self) -> Traits | None:
        return None

    def told(self, known: int, persons: Collection[int]) -> Iterator[tuple[int, dt.date, Told]]:
        asked: dict[Opened, Asked] = {}
        for book in self.books:
            mine = [each - book.offset for each in persons if book.own(each)]
            if mine:
                asked[book] = self._asked_of(book, self.number(book, known), mine)
        found = self.engine.rows_of_each(list(asked.values()), "entry_id")
        for book, rows in zip(asked, found, strict=True):
            for person, since, values in _by_entry(rows):
                if person + book.offset in persons:
                    yield person + book.offset, since, values

    def _asked_of(self, book: Opened, known: int, persons: Sequence[int]) -> Asked:
        named = f"person_id IN ({marks(persons)}) AND " if len(persons) <= MOST_NAMED else ""
        text = (
            f"SELECT entry_id, person_id, since, name, value FROM {book.table('told')} WHERE {named}entry_id <= %s "
            f"AND entry_id NOT IN ({self._reversed(book)})"
        )
        return text, [*(persons if named else ()), known, known]

    def _reversed(self, book: Opened) -> str:
        return f"SELECT reverses FROM {book.table('entry')} WHERE reverses IS NOT NULL AND number <= %s"

    def in_force(self, kinds: Collection[str], known: int) -> Iterable[tuple[int, str, dt.date, Data]]:
        """What several committees defined for themselves means something else in each: together they have no such figures."""
        wanted = [kind for kind in kinds if self.alone or kind not in OWN_DEFINITIONS]
        if not wanted:
            return []
        found = self.engine.rows_of_each([self._in_force(book, wanted, self.number(book, known)) for book in self.books], "number")
        return [event for book, rows in zip(self.books, found, strict=True) for event in _events(rows, book.offset)]

    def _in_force(self, book: Opened, kinds: Sequence[str], known: int) -> Asked:
        text = (
            f"SELECT number, kind, effective_on, data FROM {book.table('entry')} WHERE kind IN ({marks(kinds)}) "
            f"AND number <= %s AND number NOT IN ({self._reversed(book)})"
        )
        return text, [*kinds, known, known]

    def labelled(self, number: int) -> int | str:
        """A number as a user reads it: the book's own, with the book's name where there are several."""
        label = next((book.label for book in self.books if book.own(number)), "")
        own = number & ((1 << SHIFT) - 1)
        return own if self.alone or not label else f"{label}:{own}"


class Whole(Lake):
    """All of several books as one organisation: every posting stands at it, and so does the other side of every move.

    What the engine sums is then no longer told apart by organisation, and no tree is read.
    """

    written: ClassVar[Mapping[str, str]] = {**COLUMNS, "org": str(TOGETHER), "other": f"CASE WHEN other_id IS NOT NULL THEN {TOGETHER} END"}
    shifted: ClassVar[frozenset[str]] = SHIFTED - {"org", "other"}

    def read_tree(self, known: int) -> Tree:
        return Tree({TOGETHER: together()})

    def standing(self, book: Opened, orgs: Collection[int]) -> list[int] | None:
        return None


def _by_entry(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[int, dt.date, Told]]:
    """What each entry told of a person, in the order of the rows."""
    together: dict[int, tuple[int, dt.date, Told]] = {}
    for entry, person, since, name, value in rows:
        day = NEVER if since is None else as_day(since)
        together.setdefault(entry, (person, day, {}))[2][name] = value
    return together.values()


def _events(rows: Iterable[tuple[Any, ...]], offset: int) -> Iterator[tuple[int, str, dt.date, Data]]:
    for number, kind, on, data in rows:
        told: dict[str, Any] = orjson.loads(data)
        yield number + offset, kind, as_day(on), told | {"org": told["org"] + offset}


def _shifted(rows: list[tuple[Any, ...]], moved: Sequence[bool], offset: int) -> list[tuple[Any, ...]]:
    """Rows with the numbers they have among several books; ``moved`` says which columns hold such numbers."""
    if not offset:
        return [(*row[:-1], int(row[-1])) for row in rows]
    return [
        (*(each + offset if move and each is not None else each for each, move in zip(row, moved, strict=False)), int(row[-1]))
        for row in rows
    ]
