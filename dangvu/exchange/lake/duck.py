"""DuckDB as the engine of a lake: one process, no server."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from dangvu.exchange.lake.extras import LakeError, extra
from dangvu.exchange.lake.layout import Column
from dangvu.exchange.lake.opened import Asked, ordered
from dangvu.exchange.lake.parquet import quoted


class Duck:
    """A connection of its own, in memory: it holds names of files and what is asked for, no books."""

    def __init__(self) -> None:
        self._duckdb = extra("duckdb", "lake")
        self.connection = self._duckdb.connect()

    def text(self, path: str) -> str:
        """The text of a small file, wherever DuckDB can read one. Raises LakeError."""
        try:
            found = self.connection.execute("SELECT content FROM read_text(?)", [path]).fetchone()
        except self._duckdb.Error as problem:
            raise LakeError(_("Không đọc được “%(path)s”: %(why)s") % {"path": path, "why": problem}) from problem
        if found is None:
            # DuckDB finds no file rather than failing to read one.
            raise LakeError(_("Không đọc được “%(path)s”: %(why)s") % {"path": path, "why": _("không có tệp này")})
        return str(found[0])

    def table(self, name: str, files: Sequence[str], columns: Sequence[Column]) -> None:
        """Give some Parquet files a name."""
        listed = ", ".join(f"'{quoted(file)}'" for file in files)
        source = f"read_parquet([{listed}])" if files else empty(columns)
        self._run(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM {source}", ())

    def rows(self, text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement with ``%s`` for its parameters. Raises LakeError when a file is gone or broken."""
        found: list[tuple[Any, ...]] = self._run(text.replace("%s", "?"), values).fetchall()
        return found

    def rows_of_each(self, asked: Sequence[Asked], order: str = "") -> list[list[tuple[Any, ...]]]:
        """The rows of each statement, in an order of its columns if one is named. Raises LakeError."""
        return [self.rows(ordered(text, order), values) for text, values in asked]

    def arrays(self, text: str, values: Sequence[Any] = ()) -> dict[str, Any]:
        """The columns of a statement as arrays. Raises LakeError."""
        found: dict[str, Any] = self._run(text, values).fetchnumpy()
        return {name: getattr(column, "data", column) if hasattr(column, "mask") else column for name, column in found.items()}

    def _run(self, text: str, values: Sequence[Any]) -> Any:
        try:
            return self.connection.execute(text, list(values))
        except self._duckdb.Error as problem:
            raise LakeError(_("Không đọc được kho số liệu: %(why)s") % {"why": problem}) from problem

    def close(self) -> None:
        self.connection.close()


def empty(columns: Sequence[Column]) -> str:
    """A table of these columns without a row, for a lake that has no file of it."""
    return "(SELECT " + ", ".join(f'CAST(NULL AS {sort}) AS "{name}"' for name, sort in columns) + " WHERE 1 = 0)"
