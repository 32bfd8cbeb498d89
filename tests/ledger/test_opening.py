"""What a write asks first, in one go, is what it would ask one by one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.ledger import opening, services, store
from dangvu.ledger.bench import Bench
from dangvu.ledger.services import nothing_known
from tests.cast import book, faults, line, record
from tests.ledger.test_merges import merged, twice

pytestmark = pytest.mark.django_db

CODES, REFS = ("an", "an2", "binh", "xoa", "ai-do"), ("an2-badge", "merge", "chua-co")


def desk(head: store.Head) -> Bench:
    return Bench(head, "t", "", False, nothing_known, store.Writer())


def known(bench: Bench) -> dict[str, Any]:
    """What a desk knows of persons and refs; the folds as their fields."""
    standings = {person: [getattr(st, name) for name in st.__slots__] for person, st in bench.standings.items()}
    return {**{name: getattr(bench, name) for name in ("persons", "births", "merged", "undeclared", "refs")}, "standings": standings}


@pytest.mark.parametrize("join", [False, True])
def test_it_is_what_is_looked_up(join: bool) -> None:
    twice()
    record(line("person", "2019-01-01", person="xoa", name="Nguyễn Thị Xóa", ref="xoa"), line("reversal", "2020-02-01", of="xoa"))
    if join:
        record(merged(taken=["an2-badge", "an2-discipline"]))
    head, told = opening.opened(CODES, REFS, store.Writer())
    assert told is not None
    at_once, one_by_one = desk(head), desk(store.Writer().locked_head())
    at_once.take_up(told)
    one_by_one.look_up(CODES, REFS)
    assert known(at_once) == known(one_by_one)
    assert at_once.standings and at_once.undeclared and set(at_once.refs) == {"an2-badge", "merge"} - (set() if join else {"merge"})
    assert set(at_once.merged) == ({"an2"} if join else set())


def test_many_are_looked_up_with_their_numbers() -> None:
    twice()
    head, told = opening.opened([f"p{number}" for number in range(opening.FEW + 1)], (), store.Writer())
    assert told is None and head == store.Writer().locked_head()
    assert opening.opened((), (), store.Writer())[1] == opening.Told([], [], [])
    assert opening.opened((), REFS, store.Writer())[1] == opening.Told([], [], store.refs(REFS))


def test_one_line_asks_for_its_person_once() -> None:
    twice()
    with CaptureQueriesContext(connection) as asked:
        record(line("transferred", "2023-01-01", person="an", org="B"))
    statements = [each["sql"] for each in asked]
    assert len([each for each in statements if "FROM orgs_person p" in each]) == 1
    assert len([each for each in statements if "DISTINCT person_id, source_id" in each]) == 1
    assert len([each for each in statements if "FROM ledger_book" in each]) == 1


def test_one_line_is_written_with_the_head() -> None:
    """One statement on PostgreSQL; on SQLite rows go to the driver past who counts."""
    twice()
    with CaptureQueriesContext(connection) as asked:
        record(line("transferred", "2023-01-01", person="an", org="B"))
    written = [each["sql"] for each in asked if "UPDATE ledger_book" in each["sql"]]
    assert len(written) == 1 and len([each for each in asked if "INSERT INTO ledger" in each["sql"]]) == (connection.vendor == "postgresql")


def test_a_refused_line_writes_nothing() -> None:
    twice()
    with CaptureQueriesContext(connection) as asked:
        faults([line("transferred", "2023-01-01", person="an", org="Z")])
    assert not [each for each in asked if "UPDATE ledger_book" in each["sql"] or "INSERT" in each["sql"]]


def test_a_file_is_read_as_it_is_judged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not all of it at once: a province's history has millions of lines."""
    monkeypatch.setattr(services, "CHUNK", 4)
    whole, taken, told = book(), list[int](), list[tuple[int, int]]()

    def lines() -> Iterator[tuple[int, dict[str, Any]]]:
        for number, each in enumerate(whole, 1):
            taken.append(number)
            yield number, each

    report = services.append_lines(lines(), actor="t", progress=lambda done: told.append((done, len(taken))))
    assert report.appended == len(whole) and told[0] == (4, 4) and all(done == read for done, read in told)


def test_an_empty_file_has_no_progress() -> None:
    told: list[int] = []
    assert services.append_lines([], actor="t", progress=told.append).lines == 0 and told == []
