"""Apache Spark as the engine of a lake: for data beyond one machine. The same files, the same statements."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from dangvu.exchange.lake.extras import LakeError, extra
from dangvu.exchange.lake.layout import Column
from dangvu.exchange.lake.opened import Asked, ordered

SETTINGS: Mapping[str, str] = {
    "spark.sql.ansi.enabled": "true",
    # In the statements all engines share, double quotes are around names.
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.adaptive.enabled": "true",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
}

TOGETHER = 64
"""Statements that become one job: the plan of all of them is made by one thread."""


class Spark:
    """A session on a cluster's master (``spark://host:7077``) or in this process (``local[2]``)."""

    def __init__(self, master: str, settings: Mapping[str, str] | None = None) -> None:
        session = extra("pyspark.sql", "spark").SparkSession
        builder = session.builder.master(master).appName("dangvu-lake")
        for name, value in {**SETTINGS, **(settings or {})}.items():
            builder = builder.config(name, value)
        try:
            self.session = builder.getOrCreate()
        except Exception as problem:  # the cluster, Java or the network: whatever it is, the user must hear it
            raise LakeError(_("Không mở được Spark ở “%(master)s”: %(why)s") % {"master": master, "why": problem}) from problem
        self.session.sparkContext.setLogLevel("ERROR")
        self._failure = extra("pyspark.errors", "spark").PySparkException

    def text(self, path: str) -> str:
        """The text of a small file, wherever Spark can read one. Raises LakeError."""
        try:
            return str(self.session.read.text(path, wholetext=True).first()[0])
        except self._failure as problem:
            raise LakeError(_("Không đọc được “%(path)s”: %(why)s") % {"path": path, "why": problem}) from problem

    def table(self, name: str, files: Sequence[str], columns: Sequence[Column]) -> None:
        """Give some Parquet files a name."""
        shape = ", ".join(f"`{column}` {'STRING' if sort == 'VARCHAR' else sort}" for column, sort in columns)
        found = self.session.read.schema(shape).parquet(*files) if files else self.session.createDataFrame([], shape)
        found.createOrReplaceTempView(name)

    def rows(self, text: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of a statement with ``%s`` for its parameters. Raises LakeError."""
        try:
            found = self.session.sql(text.replace("%s", "?"), args=list(values)).collect()
        except self._failure as problem:
            raise LakeError(_("Không đọc được kho số liệu: %(why)s") % {"why": problem}) from problem
        return [tuple(row) for row in found]

    def rows_of_each(self, asked: Sequence[Asked], order: str = "") -> list[list[tuple[Any, ...]]]:
        """The rows of each of some statements with alike columns. Many are one job, in which every worker has a part: asked one after
        another, each would wait for the slowest worker of the one before. Raises LakeError.
        """
        if len(asked) == 1:
            return [self.rows(ordered(text, order), values) for text, values in asked]
        found: list[list[tuple[Any, ...]]] = [[] for _statement in asked]
        for start in range(0, len(asked), TOGETHER):
            some = asked[start : start + TOGETHER]
            # Subqueries lose their order: all are put in order at the end.
            parts = [f"SELECT {start + place} AS nth, each.* FROM ({text}) AS each" for place, (text, _values) in enumerate(some)]
            text = ordered(" UNION ALL ".join(parts), f"nth, {order}" if order else "")
            for nth, *row in self.rows(text, [value for _text, values in some for value in values]):
                found[nth].append(tuple(row))
        return found

    def close(self) -> None:
        self.session.stop()
