"""What is recorded late, reversed, or carried along: postings always equal the fold of what is known."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.figures.services import Query, evaluate
from dangvu.ledger import book as ledger
from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from tests.cast import book, faults, line, org, record

pytestmark = pytest.mark.django_db


def stock(code: str, day: str, known: int | None = None) -> int:
    """Members of an organisation on a day."""
    asked = Query(org=org(code), as_of=dt.date.fromisoformat(day), start=None, end=None, known=known)
    return int(evaluate(["member_total"], asked)["member_total"].value or 0)


def flow(figure: str, code: str, start: str, end: str) -> int:
    asked = Query(org=org(code), as_of=None, start=dt.date.fromisoformat(start), end=dt.date.fromisoformat(end), known=None)
    return int(evaluate([figure], asked)[figure].value or 0)


def sound() -> bool:
    return verify()[0] == []


def test_a_late_transfer_moves_the_leg_of_the_later_one() -> None:
    record(*book(), line("transferred", "2021-06-01", person="an", org="C"))
    known = ledger.last_number()
    record(line("transferred", "2021-03-01", person="an", org="D"))
    assert [stock(cell, "2021-04-01") for cell in "ACD"] == [0, 1, 1]
    assert [stock(cell, "2021-07-01") for cell in "ACD"] == [0, 2, 0]
    assert stock("A", "2021-04-01", known) == 1
    # The first move now crosses the border of K2 in March; the later one stays inside it.
    assert flow("transfers_in", "K2", "2021-03-01", "2021-03-31") == 1
    assert flow("transfers_in", "K2", "2021-06-01", "2021-06-30") == 0
    assert sound()


def test_a_late_entry_that_makes_a_later_one_impossible_is_refused_by_name() -> None:
    record(*book(), line("transferred", "2021-06-01", person="an", org="B", ref="later"))
    found = faults([line("died", "2021-03-01", person="an")])
    assert "later" in found[0].message


def test_a_reversal_restores_and_names_what_leans_on_it() -> None:
    record(*book(), line("transferred", "2021-03-01", person="an", org="B", ref="move"))
    record(line("transferred", "2021-06-01", person="an", org="D", ref="after"))
    assert "after" in faults([line("reversal", "2021-07-01", of="move")])[0].message
    record(line("reversal", "2021-07-01", of="after"), line("reversal", "2021-07-01", of="move"))
    assert [stock(cell, "2021-12-31") for cell in "ABD"] == [1, 0, 0]
    assert sound()


def test_what_was_recorded_late_can_be_reversed_again() -> None:
    record(*book(), line("transferred", "2021-06-01", person="an", org="C"))
    record(line("transferred", "2021-03-01", person="an", org="D", ref="late"), line("reversal", "2021-07-01", of="late"))
    assert [stock(cell, "2021-04-01") for cell in "AD"] == [1, 0]
    assert sound()


def test_a_reversal_is_neither_reversed_nor_repeated() -> None:
    record(
        *book(), line("transferred", "2021-03-01", person="an", org="B", ref="move"), line("reversal", "2021-04-01", of="move", ref="undo")
    )
    assert "Không hủy một bút toán hủy" in faults([line("reversal", "2021-05-01", of="undo")])[0].message
    assert "đã bị hủy rồi" in faults([line("reversal", "2021-05-01", of="move")])[0].message


def test_absorbed_members_flags_and_guests_go_along() -> None:
    record(
        *book(),
        line("handbook_registered", "2020-02-01", person="an"),
        line("exempted", "2020-03-01", person="an", type="other"),
        line("temporary_in", "2020-04-01", person="binh", org="A"),
        line("organisation_absorbed", "2021-01-01", org="A", into="D"),
    )
    asked = Query(org=org("D"), as_of=dt.date(2021, 1, 1), start=None, end=None, known=None)
    found = evaluate(["member_total", "handbook_members", "member_exempt"], asked)
    assert [answer.value for answer in found.values()] == [1, 1, 1]
    assert [fault.field for fault in faults([line("transferred", "2021-02-01", person="binh", org="A")])] == ["org"]
    assert sound()


def test_somebody_recorded_late_into_an_absorbed_cell_is_carried_along() -> None:
    record(*book(), line("organisation_absorbed", "2021-01-01", org="A", into="D"))
    record(line("transferred", "2020-06-01", person="binh", org="A"))
    assert [stock(cell, "2021-01-01") for cell in "ACD"] == [0, 0, 2]
    assert sound()


def test_on_the_day_of_an_end_the_order_of_recording_decides() -> None:
    record(*book(), line("transferred", "2021-01-01", person="binh", org="A"))
    record(line("organisation_absorbed", "2021-01-01", org="A", into="D"))
    assert [stock(cell, "2021-01-01") for cell in "ACD"] == [0, 0, 2]
    assert sound()


def test_somebody_restored_late_into_an_absorbed_cell_is_carried_along() -> None:
    record(*book(), line("struck_off", "2020-03-01", person="an"), line("organisation_absorbed", "2021-01-01", org="A", into="D"))
    record(line("restored", "2020-06-01", person="an"))
    assert [stock(cell, "2021-01-01") for cell in "AD"] == [0, 1]
    assert sound()


def test_an_absorption_is_reversed_with_everybody() -> None:
    record(*book(), line("organisation_absorbed", "2021-01-01", org="A", into="D", ref="end"))
    record(line("reversal", "2021-02-01", of="end"))
    assert [stock(cell, "2021-03-01") for cell in "AD"] == [1, 0]
    assert sound()


def test_a_split_and_a_consolidation() -> None:
    record(*book(), line("transferred", "2020-06-01", person="binh", org="A"))
    record(line("organisation_split", "2021-01-01", org="A", into=[{"org": "A2", "name": "Chi bộ A2", "persons": ["an"]}]))
    assert [stock(cell, "2021-01-01") for cell in ("A", "A2")] == [1, 1]
    record(line("organisation_consolidated", "2022-01-01", orgs=["A", "A2"], into={"org": "E", "name": "Chi bộ E"}))
    assert [stock(cell, "2022-01-01") for cell in ("A", "A2", "E", "K1")] == [0, 0, 2, 2]
    day = ledger.tree().at(dt.date(2022, 1, 1))
    assert [day.state(org(code)).open for code in ("A", "A2", "E")] == [False, False, True]  # type: ignore[union-attr]
    assert sound()


def test_a_hand_over_is_known_from_the_day_it_is_recorded() -> None:
    record(*book())
    known = ledger.last_number()
    record(line("organisation_moved", "2021-01-01", org="A", parent="K2"))
    assert [stock("K2", "2021-06-01"), stock("K2", "2021-06-01", known), stock("K2", "2020-12-31")] == [2, 1, 1]
    assert ledger.tree(known).at(dt.date(2021, 6, 1)).state(org("A")).parent == org("K1")  # type: ignore[union-attr]


def test_values_of_a_person_are_amended_and_unsaid() -> None:
    record(*book(), line("amended", "2021-01-01", person="an", changes={"name": "Nguyễn Văn Ân"}, ref="name"))
    record(line("reversal", "2021-02-01", of="name"))
    assert sound()
    assert "dựa vào nó" in faults([line("reversal", "2021-02-01", of=people_ref("an"))])[0].message


def people_ref(code: str) -> str:
    """The ref of the line that declared a person."""
    person = Person.objects.get(code=code)
    return Entry.objects.get(kind="person", sealed__person=person).ref
