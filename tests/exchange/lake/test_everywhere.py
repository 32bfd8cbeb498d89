"""All organisations at once, in memory: the same values as the figures one by one, on random ledgers with moves under changing trees."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangvu.exchange.lake import write
from dangvu.exchange.lake.everywhere import Nation, NotSummed
from dangvu.figures import services
from dangvu.figures.base import ONE_DAY, Stock
from dangvu.figures.catalogue import FIGURES
from dangvu.figures.services import Query
from dangvu.ledger import book
from tests.exchange.lake.books import CARRIED, lake_of, member, org, organisations, record
from tests.oracle.asked import Question, ledger_questions
from tests.oracle.ledgers import ledgers
from tests.oracle.world import Line
from tests.properties.engine import a_book

pytestmark = pytest.mark.django_db
ANY = st.one_of(ledgers(), ledgers(crowded=True))


def summed(nation: Nation, query: Query) -> list[str]:
    """The figures of the catalogue that are plain sums."""
    found = []
    for code in CARRIED:
        try:
            nation.everywhere([code], query)
        except NotSummed:
            continue
        found.append(code)
    return found


@given(ledger_questions(ANY, count=3))
def test_every_sum_of_every_organisation_is_the_figure(asked: tuple[list[Line], list[Question]]) -> None:
    lines, questions = asked
    with a_book(lines) as engine, tempfile.TemporaryDirectory() as place:
        write.export(Path(place) / "lake")
        nation = Nation(lake_of(Path(place) / "lake"))
        codes = summed(nation, engine.query(questions[0]))
        assert {"member_total", "member_by_gender", "admitted", "transfers_in", "transfers_internal", "cell_count"} <= set(codes)
        for question in questions:
            query = engine.query(question)
            found = nation.everywhere(codes, query)
            live = services.evaluate_everywhere(codes, query)
            for code in codes:
                told = dict(zip(found.orgs[found.there].tolist(), found.values[code][found.there].tolist(), strict=True))
                assert told == {one: answer.value for one, answer in live[code].items()}, (code, question)
        nation.lake.close()


def test_a_sex_that_was_told_otherwise_later_counts_from_its_day(tmp_path: Path) -> None:
    amended = {"kind": "amended", "on": "2021-06-01", "ref": "x", "person": "an", "changes": {"sex": "male"}}
    record([*organisations(), *member("an"), *member("binh", "B"), *member("chi", "B", "male"), amended])
    write.export(tmp_path)
    nation, last = Nation(lake_of(tmp_path)), book.last_number()
    for day, known, women in ((dt.date(2021, 1, 1), last, 2), (dt.date(2022, 1, 1), last, 1), (dt.date(2022, 1, 1), last - 1, 2)):
        query = Query(org("K"), day, None, None, known)
        found = nation.everywhere(["member_by_gender"], query)
        place = found.orgs.tolist().index(org("K"))
        assert found.values["member_by_gender"][place] == women == services.evaluate(["member_by_gender"], query)["member_by_gender"].value
    assert nation.size > 0


@given(ledger_questions(ANY, count=1))
def test_balances_at_the_ends_of_months_give_the_same(asked: tuple[list[Line], list[Question]]) -> None:
    lines, [question] = asked
    with a_book(lines) as engine, tempfile.TemporaryDirectory() as place:
        write.export(Path(place) / "lake")
        summing, keeping = Nation(lake_of(Path(place) / "lake")), Nation(lake_of(Path(place) / "lake"))
        first = question.start.replace(day=1)
        codes = summed(summing, engine.query(question))
        keeping.keep(codes, first, 6)
        ends = keeping.kept.ends
        for start, end in ((first, ends[1]), (ends[2] + ONE_DAY, ends[5]), (first, ends[6]), (first + ONE_DAY, ends[4])):
            query = Query(1, None, start, end, book.last_number())
            assert keeping.kept.get(sums_of("member_total", query), query.known or 0) is not None
            one, two = summing.everywhere(codes, query), keeping.everywhere(codes, query)
            for code in codes:
                assert (one.values[code] == two.values[code]).all(), (code, start, end)


def sums_of(code: str, query: Query) -> tuple[object, None, object]:
    leaf = FIGURES[code].how
    assert isinstance(leaf, Stock)
    return leaf, None, leaf.at(query.span)
