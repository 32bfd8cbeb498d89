"""The services against a model small enough to be seen at a glance: who stands in which cell, whatever is done in whatever order."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, precondition, rule, run_state_machine_as_test

from dangvu.exchange.load import load_lines
from dangvu.figures.services import Query, evaluate, evaluate_everywhere, rows
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Organisation, Person
from dangvu.privacy import erasure
from tests.drills.work import FOUNDED

CELLS = ("A", "B", "C")
START, TODAY = dt.date(2020, 1, 1), dt.date(2026, 1, 1)
EXITS = st.sampled_from(["died", "struck_off", "left_voluntarily", "transferred_out"])


class Books(RuleBasedStateMachine):
    """``stands``: the model. Days run on by themselves, so that every act is possible when the model says so."""

    people = Bundle("people")

    def __init__(self) -> None:
        super().__init__()
        self.saved = transaction.atomic()
        self.saved.__enter__()
        self.day, self.count = START, 0
        self.stands: dict[str, str] = {}
        self.erased: set[str] = set()
        self.merged: dict[str, str] = {}
        self.done: list[tuple[str, str, str | None, str | None]] = []
        committee = {**FOUNDED, "ref": "k", "org": "K", "name": "K", "org_kind": "grassroots_committee"}
        self.tell(committee)
        for cell in CELLS:
            self.tell({**FOUNDED, "ref": cell, "org": cell, "name": cell, "org_kind": "attached_cell", "parent": "K"})

    def teardown(self) -> None:
        """At the end of each run everything is proved, then forgotten."""
        try:
            assert verify()[0] == []
        finally:
            transaction.set_rollback(True)
            self.saved.__exit__(None, None, None)

    def tell(self, line: dict[str, Any]) -> list[str]:
        return [each.message for each in load_lines([line], actor="model").errors]

    def act(self, kind: str, person: str, **fields: str) -> list[str]:
        """One entry a day; its ref."""
        self.day, self.count = self.day + dt.timedelta(days=1), self.count + 1
        return self.tell({"kind": kind, "on": self.day.isoformat(), "ref": f"r{self.count}", "person": person, **fields})

    @rule(target=people)
    def declare(self) -> str:
        self.count += 1
        name = f"p{self.count}"
        told = {
            "person": name,
            "name": f"Người {name}",
            "birth": "1980-01-01",
            "religion": "Không",
            "identity_number": f"0{self.count:011d}",
        }
        assert self.tell({"kind": "person", "on": "2019-01-01", "ref": name, **told}) == []
        return name

    @rule(person=people, cell=st.sampled_from(CELLS))
    def come(self, person: str, cell: str) -> None:
        faults = self.act("transferred_in", person, org=cell, status="official")
        if person in self.stands or person in self.erased:
            assert faults
        elif not faults:
            self.remember(person, cell)

    @rule(person=people, cell=st.sampled_from(CELLS))
    def move(self, person: str, cell: str) -> None:
        faults = self.act("transferred", person, org=cell)
        possible = person in self.stands and self.stands[person] != cell
        assert bool(faults) == (not possible)
        if possible:
            self.remember(person, cell)

    @rule(person=people, how=EXITS)
    def leave(self, person: str, how: str) -> None:
        faults = self.act(how, person)
        assert bool(faults) == (person not in self.stands)
        if not faults:
            self.remember(person, None)

    def remember(self, person: str, cell: str | None) -> None:
        self.done.append((f"r{self.count}", person, self.stands.get(person), cell))
        if cell is None:
            del self.stands[person]
        else:
            self.stands[person] = cell

    @precondition(lambda self: self.done)
    @rule()
    def take_back_the_last(self) -> None:
        ref, person, before, _after = self.done.pop()
        self.count += 1
        line = {"kind": "reversal", "on": self.day.isoformat(), "ref": f"r{self.count}", "of": ref}
        faults = self.tell(line)
        if person in self.erased:
            return
        assert faults == []
        self.merged.pop(person, None)
        self.stands.pop(person, None)
        if before is not None:
            self.stands[person] = before

    @rule(kept=people, gone=consumes(people))
    def merge(self, kept: str, gone: str) -> None:
        """Two are one: the duplicate's life is set aside, whatever it was."""
        faults = self.act("persons_merged", kept, duplicate=gone, reason="một thẻ")
        assert bool(faults) == (kept == gone or kept in self.erased or gone in self.erased or gone in self.merged.values())
        if not faults:
            self.merged[gone] = kept
            self.done = [each for each in self.done if each[1] != gone]
            self.done.append((f"r{self.count}", gone, self.stands.pop(gone, None), None))

    @rule(person=consumes(people))
    def erase(self, person: str) -> None:
        row = Person.objects.get(code=person)
        if person in self.stands:
            with pytest.raises(erasure.Refused):
                erasure.erase(row, reason="request", actor="model", on=self.day)
            return
        erasure.erase(row, reason="request", actor="model", on=self.day)
        ones = {person, *(gone for gone, kept in self.merged.items() if kept == person)}
        self.erased |= ones
        self.done = [each for each in self.done if each[1] not in ones]
        assert not Person.objects.get(pk=row.pk).secret

    @invariant()
    def the_figures_say_what_the_model_says(self) -> None:
        org = {each.code: each.pk for each in Organisation.objects.all()}
        query = Query(org["K"], TODAY)
        everywhere = evaluate_everywhere(["member_total"], query)["member_total"]
        wanted = {cell: sum(each == cell for each in self.stands.values()) for cell in CELLS}
        assert {cell: everywhere[org[cell]].value for cell in CELLS} == wanted
        assert evaluate(["member_total"], query)["member_total"].value == len(self.stands)
        assert sum(row.quantity for row in rows("member_total", query)) == len(self.stands)


@pytest.mark.django_db
def test_whatever_is_done_in_whatever_order() -> None:
    asked = settings.get_profile(settings._current_profile)  # type: ignore[attr-defined]
    run_state_machine_as_test(Books, settings=settings(asked, max_examples=3 * asked.max_examples, stateful_step_count=25))
