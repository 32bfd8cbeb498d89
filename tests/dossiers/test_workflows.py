"""Every procedure's table, as a structure: nothing in it leads nowhere, names nothing that does not exist."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.core.workflow import Workflow, targets
from dangvu.dossiers import kinds
from dangvu.dossiers.kinds.base import REGISTRY, Procedure, Verb, verb
from dangvu.dossiers.reading import READERS
from dangvu.ledger.kinds import REGISTRY as ENTRY_KINDS
from dangvu.rules.book import shipped

PROCEDURES = [pytest.param(each, id=code) for code, each in REGISTRY.items()]
FIRST_DAY = dt.date(2020, 1, 1)
"""No dossier of the program was opened before: what was, is history and comes with its ledger entries."""

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("each", PROCEDURES)
def test_each_state_is_reached_and_each_way_ends(each: Procedure) -> None:
    assert each.workflow.faults() == []


@pytest.mark.parametrize("each", PROCEDURES)
def test_each_effect_is_a_kind_of_entry(each: Procedure) -> None:
    for row in each.workflow.moves:
        assert set(row.effects) <= set(ENTRY_KINDS), row.verb
        assert bool(row.effects) == bool(row.effect or row.each), row.verb


@pytest.mark.parametrize("each", PROCEDURES)
def test_each_paper_is_known_to_the_rules_of_every_day_it_is_used(each: Procedure) -> None:
    needed = {code for row in each.workflow.moves for code in row.papers}
    assert not needed or each.papers, "a verb needs papers, and no list names them"
    for version in shipped()[each.papers] if each.papers else ():
        if version.valid_to is None or version.valid_to >= FIRST_DAY:
            assert needed <= {spec["code"] for spec in version.value}, version.valid_from
    if each.papers:
        assert any(version.holds(FIRST_DAY) for version in shipped()[each.papers])


@pytest.mark.parametrize("each", PROCEDURES)
def test_each_threshold_and_deadline_is_a_rule_of_every_day(each: Procedure) -> None:
    keys = {f"vote.{row.vote}" for row in each.workflow.moves if row.vote} | {each.rule for each in each.deadlines if each.rule}
    for key in keys:
        assert key in shipped(), key
        central = [version for version in shipped()[key] if version.place == "central"]
        assert not central or any(version.holds(FIRST_DAY) for version in central), key


@pytest.mark.parametrize("each", PROCEDURES)
def test_each_deadline_runs_from_something_and_in_known_states(each: Procedure) -> None:
    verbs = {row.verb for row in each.workflow.moves} | {"opened"}
    asked = {ask.name for row in each.workflow.moves for ask in row.asks} | {ask.name for ask in each.opening}
    for deadline in each.deadlines:
        assert callable(deadline.since) or deadline.since in verbs | asked, deadline.code
        assert set(deadline.states) <= set(each.workflow.states), deadline.code


@pytest.mark.parametrize("each", PROCEDURES)
def test_each_field_can_be_read(each: Procedure) -> None:
    for ask in [*each.opening, *(ask for row in each.workflow.moves for ask in row.asks)]:
        assert ask.sort in READERS
        assert bool(ask.choices) == (ask.sort == "choice"), ask.name


@pytest.mark.parametrize("each", PROCEDURES)
def test_a_vote_has_a_way_for_who_fails(each: Procedure) -> None:
    for row in each.workflow.moves:
        assert bool(row.vote) == bool(row.otherwise), row.verb


def test_every_procedure_of_the_domain_is_there() -> None:
    assert len(REGISTRY) >= 30
    assert {"admission", "official_recognition", "badge", "badge_round", "transfer_out", "handover", "death"} <= set(REGISTRY)
    assert kinds.get("admission").workflow.start == "prospect"


def rows(*moves: Verb, states: str = "a b c", ends: tuple[str, ...] = ("c",)) -> Workflow[Verb]:
    return Workflow(dict.fromkeys(states.split()), "a", ends, moves)


def test_a_wrong_table_is_told_what_is_wrong() -> None:
    assert rows(verb("go", "", "a", "b"), verb("end", "", "b", "c")).faults() == []
    assert rows(verb("go", "", "a", "c")).faults() == ["unreachable state b", "no way to an end from b"]
    assert "no way to an end from b" in rows(verb("go", "", "a", "b"), verb("end", "", "a", "c")).faults()
    assert "go: unknown state d" in rows(verb("go", "", "a", "d"), verb("x", "", "a", "b"), verb("end", "", "a b", "c")).faults()
    assert "verb go stands twice" in rows(verb("go", "", "a", "b"), verb("go", "", "b", "c")).faults()
    assert "c is an end and goes on" in rows(verb("go", "", "a", "b"), verb("end", "", "b", "c"), verb("on", "", "c", "a")).faults()
    assert list(targets(verb("go", "", "a", "b", "c"))) == ["b", "c"]
