"""Several faults in one file: each is told once, at its own line; what fails only because of another is not told."""

from __future__ import annotations

import pytest

from dangvu.ledger.models import Book, Entry, Posting
from dangvu.orgs.models import Organisation, Person
from tests.cast import Line, book, faults, line, record

pytestmark = pytest.mark.django_db

DUNG = line("person", "2019-01-01", person="dung", name="Phạm Dũng")
NAMELESS = line("person", "2019-01-01", person="dung", name="")
NO_KIND = line("organisation_established", "2020-01-01", org="Z", name="Chi bộ Z", org_kind="club", parent="K1")
LATE_DAY = {"on": "2021-02-30"}

# The lines, and the places (from 1) of those that must be told; every other one is good or fails for want of a faulty one.
FILES: dict[str, tuple[list[Line], list[int]]] = {
    "a person and everything of that person": (
        [
            NAMELESS,
            line("carried_over", "2020-01-01", person="dung", org="A", status="official"),
            line("handbook_registered", "2020-02-01", person="dung"),
            line("amended", "2020-03-01", person="dung", changes={"sex": "male"}),
            line("inspection_round", "2020-04-01", org="K1", type="inspection_thematic", acting="committee", targets=[{"person": "dung"}]),
            line("organisation_split", "2020-05-01", org="A", into=[{"org": "A1", "name": "Chi bộ A1", "persons": ["dung"]}]),
            line("transferred", "2020-06-01", person="an", org="A1"),
        ],
        [1],
    ),
    "an opening and what leans on it": (
        [
            DUNG,
            line("carried_over", "2020-01-01", person="dung", org="nowhere", status="official"),
            line("amended", "2020-02-01", person="dung", changes={"sex": "male"}),
            line("transferred", "2020-03-01", person="dung", org="B"),
            line("badge_awarded", "2020-04-01", person="dung", years=30),
        ],
        [2],
    ),
    "an organisation and who was to stand in it": (
        [
            NO_KIND,
            line("organisation_renamed", "2020-02-01", org="Z", name="Chi bộ Dét"),
            line("transferred", "2020-03-01", person="an", org="Z"),
            line("organisation_absorbed", "2020-04-01", org="A", into="Z"),
        ],
        [1],
    ),
    "an exit and a coming back": (
        [
            line("struck_off", "2021-02-30", person="an"),
            line("readmitted", "2021-06-01", person="an", org="B"),
        ],
        [1],
    ),
    "a beginning and its end": (
        [
            line("exempted", "2020-02-01", person="an", type="tired"),
            line("exemption_ended", "2020-03-01", person="an"),
            line("temporary_in", "2020-02-01", person="an", org="nowhere"),
            line("temporary_ended", "2020-03-01", person="an"),
        ],
        [1, 3],
    ),
    "a line and its reversal": (
        [line("recognised", "2021-02-30", person="binh", ref="slip"), line("reversal", "2021-03-01", of="slip")],
        [1],
    ),
    "a person told again, rightly": (
        [NAMELESS, DUNG, line("admitted", "2020-01-01", person="dung", org="K1")],
        [1, 3],
    ),
    # Faults of their own beside or behind another one:
    "a wrong day of a faulty person": ([NAMELESS, {**line("recognised", "", person="dung"), **LATE_DAY}], [1, 2]),
    "a wrong code beside a faulty organisation": ([NO_KIND, line("transferred", "2020-03-01", person="nobody", org="Z")], [1, 2]),
    "the same slip in three lines": ([line("transferred", "2020-03-01", person="an", org="BB") for _ in range(3)], [1, 2, 3]),
    "the same unknown parent twice": (
        [line("organisation_established", "2020-01-01", org=f"Z{n}", name="Z", org_kind="cell", parent="K9") for n in (1, 2)],
        [1, 2],
    ),
    "a member brought in once wrongly and once too often": (
        [
            line("carried_over", "2020-02-01", person="an", org="nowhere", status="official"),
            line("carried_over", "2020-02-01", person="an", org="B", status="official"),
        ],
        [1, 2],
    ),
    "the living dead": (
        [
            line("exempted", "2020-02-01", person="an", type="tired"),
            line("died", "2020-03-01", person="an"),
            line("transferred", "2020-04-01", person="an", org="B"),
        ],
        [1, 3],
    ),
    "a person and an organisation of one name": (
        [
            line("person", "2019-01-01", person="A", name=""),
            line("transferred", "2020-03-01", person="binh", org="A", decision="x"),
            line("carried_over", "2020-03-01", person="chi", org="A", status="none"),
        ],
        [1, 2, 3],
    ),
    "nested beyond reason": ([NO_KIND, line("transferred", "2020-03-01", person="an", org={"org": {"org": "Z"}})], [1, 2]),
}


def everything() -> list[object]:
    return [Book.objects.values().get(), *(each.objects.count() for each in (Entry, Posting, Organisation, Person))]


@pytest.mark.parametrize("name", FILES)
def test_each_fault_is_told_once_and_nothing_is_written(name: str) -> None:
    lines, places = FILES[name]
    record(*book())
    before = everything()
    assert [fault.line for fault in faults(lines)] == places
    assert everything() == before


@pytest.mark.parametrize("name", FILES)
def test_no_good_line_was_called_faulty(name: str) -> None:
    """What is told does not depend on whether the book stood before or comes in the same file."""
    lines, places = FILES[name]
    start = len(book())
    assert [fault.line - start for fault in faults([*book(), *lines])] == places
    assert not Entry.objects.exists()


def test_a_file_of_a_thousand_faults_tells_a_thousand() -> None:
    record(*book())
    found = faults([line("transferred", "2021-01-01", person="an", org=f"no-{n}") for n in range(1000)])
    assert [fault.line for fault in found] == list(range(1, 1001))


def test_refs_across_a_file_and_the_book() -> None:
    record(*book(), line("recognised", "2021-01-01", person="binh", ref="one"))
    same, other = line("recognised", "2021-01-01", person="binh", ref="one"), line("recognised", "2021-01-02", person="binh", ref="one")
    fresh = line("transferred", "2021-02-01", person="binh", org="D", ref="two")
    again, changed = {**fresh}, {**fresh, "decision": {"number": "7"}}
    found = faults([same, other, fresh, again, changed])
    assert [(fault.line, fault.field) for fault in found] == [(2, "ref"), (5, "ref")]
    assert record(same, fresh, again).skipped == 2


@pytest.mark.parametrize("part", [{"note": "x"}, {"decision": {"number": "7"}}, {"kind": "struck_off"}, {"on": "2021-01-02"}])
def test_a_ref_stands_for_everything_a_line_says(part: Line) -> None:
    told = line("died", "2021-01-01", person="an", ref="once")
    record(*book(), told)
    assert [fault.field for fault in faults([{**told, **part}])] == ["ref"]


def test_a_person_told_again_with_another_name_is_refused() -> None:
    record(*book(), DUNG)
    assert [fault.field for fault in faults([{**DUNG, "name": "Phạm Dụng"}])] == ["ref"]
    assert record(DUNG).skipped == 1
