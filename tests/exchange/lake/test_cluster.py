"""The lake on a real Spark cluster of a master and two workers: the same figures, and the same again through the program."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import given, settings

from dangvu.exchange.lake import write
from dangvu.exchange.lake.extras import LakeError
from dangvu.exchange.lake.spark import Spark
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.lake.trees import TOGETHER
from dangvu.figures import services
from dangvu.figures.services import Query
from tests.exchange.lake.books import CARRIED, lake_of, member, organisations, record, talks
from tests.oracle.asked import Question, ledger_questions
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book
from tests.spark import SMALL, WORKERS, Cluster

pytestmark = [pytest.mark.django_db, pytest.mark.cluster]


@pytest.fixture(scope="module")
def spark() -> Iterator[Spark]:
    cluster = Cluster().start()
    try:
        session = Spark(cluster.master, SMALL)
        yield session
        session.close()
    finally:
        cluster.stop()


@settings(max_examples=2)
@given(asked=ledger_questions(ledgers(), count=1))
def test_the_catalogue_is_equal_on_all_engines(spark: Spark, asked: tuple[list[Line], list[Question]]) -> None:
    lines, [question] = asked
    with a_book(lines) as engine, tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "lake"
        write.export(folder)
        live = engine.query(question)
        stores = (Lake.open(spark, [str(folder)]), lake_of(folder))
        told = [services.evaluate_everywhere(CARRIED, replace(live, store=store)) for store in stores]
        assert told[0] == told[1] == services.evaluate_everywhere(CARRIED, live), question


def test_two_books_together_are_equal_on_all_engines(spark: Spark, tmp_path: Path) -> None:
    """At all together, which the engine sums untold apart, and at one cell of one book."""
    folders = [tmp_path / name for name in ("one", "two")]
    for folder, sex in zip(folders, ("female", "male"), strict=True):
        with transaction.atomic():
            record([*organisations(), *member("an"), *member("chi", "B", sex), *talks(0, 3)])
            write.export(folder)
            transaction.set_rollback(True)
    stores = (Lake.open(spark, list(map(str, folders))), lake_of(*folders))
    cell = stores[1].find("two:B")
    assert cell is not None
    for asked in (Query(org, None, dt.date(2020, 1, 1), dt.date(2020, 12, 31)) for org in (TOGETHER, cell)):
        clustered, alone = (services.evaluate(CARRIED, replace(asked, store=store)) for store in stores)
        assert clustered == alone
        assert alone["member_total"].value == (4 if asked.org == TOGETHER else 1)


def test_the_work_is_done_by_the_workers(spark: Spark) -> None:
    """The driver is in the list of who holds memory, beside one executor on each worker."""
    held = spark.session.sparkContext._jsc.sc().getExecutorMemoryStatus()
    assert held.size() == 1 + WORKERS


def test_a_lake_that_is_not_there_is_told_in_words(spark: Spark, tmp_path: Path) -> None:
    with pytest.raises(LakeError, match="nowhere"):
        Lake.open(spark, [str(tmp_path / "nowhere")])
