"""Two declared persons who are one: merged, counted once, proved, taken back."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.dossiers.life import badges, life
from dangvu.exchange.load import load_lines
from dangvu.figures.services import Query, evaluate, evaluate_everywhere, rows
from dangvu.ledger import book as reading
from dangvu.ledger import history, merges
from dangvu.ledger.models import Merged
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from dangvu.privacy import erasure
from tests.cast import book, faults, line, org, record

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 6, 1)


def person(code: str) -> Person:
    return Person.objects.get(code=code)


def figure(code: str, place: str = "R", known: int | None = None) -> object:
    return evaluate([code], Query(org(place), DAY, dt.date(2020, 1, 1), DAY, known))[code].value


def twice() -> None:
    """An again, as “an2”, carried over into B, with a badge, an amendment and a discipline of its own."""
    record(
        *book(),
        line("person", "2019-01-01", person="an2", name="Nguyễn Văn Ân", birth="1970-05-01", sex="male", identity_number="001070000001"),
        line("carried_over", "2020-01-01", person="an2", org="B", status="official", ref="an2-in"),
        line("badge_awarded", "2021-02-03", person="an2", years=30, ref="an2-badge"),
        line("rated", "2022-12-31", person="an2", org="B", grade="good", ref="an2-rated"),
        line("disciplined", "2022-03-01", person="an2", form="reprimand", breach="việc riêng", ref="an2-discipline"),
    )


def merged(**fields: object) -> dict[str, object]:
    return line("persons_merged", "2024-05-01", person="an", duplicate="an2", reason="một thẻ đảng", ref="merge", **fields)


def undone() -> dict[str, object]:
    return line("reversal", "2024-05-02", of="merge", ref="undo")


def test_one_person_is_counted_once_from_the_moment_it_is_known() -> None:
    twice()
    before = reading.last_number()
    assert figure("member_total") == 3
    record(merged())
    assert figure("rating_member_count") == 0
    assert figure("member_total") == 2 and figure("member_total", "B") == 0 and figure("member_total", "A") == 1
    assert figure("badge_total") == 0, "what is not taken over counts no more"
    assert figure("member_total", known=before) == 3, "what was known then is answered as then"
    assert figure("badge_total", known=before) == 1
    assert verify()[0] == []


def test_what_is_taken_over_is_the_kept_persons() -> None:
    twice()
    assert figure("rating_member_count") == 1
    record(merged(taken=["an2-badge", "an2-discipline", "an2-rated"]))
    assert figure("badge_total") == figure("rating_member_count") == 1
    assert [row.person for row in rows("badge_total", Query(org("R"), DAY, dt.date(2020, 1, 1), DAY))] == [person("an").pk]
    disciplined = [fact.kind for fact in history.facts_of([person("an").pk])[person("an").pk]]
    assert sorted(disciplined) == ["badge_awarded", "carried_over", "disciplined"]
    assert badges(life(person("an").pk)) and not history.work_of(person("an2").pk)
    everywhere = evaluate_everywhere(["discipline_members"], Query(org("R"), DAY, dt.date(2020, 1, 1), DAY))["discipline_members"]
    assert everywhere[org("A")].value == 1 and everywhere[org("B")].value == 0, "it stands where the kept person stood that day"
    assert verify()[0] == []


def test_a_merge_is_taken_back_as_a_whole() -> None:
    twice()
    record(merged(taken=["an2-badge", "an2-discipline", "an2-rated"]))
    record(undone())
    assert figure("rating_member_count") == 1
    assert not Merged.objects.exists()
    assert figure("member_total") == 3 and figure("member_total", "B") == 1 and figure("badge_total") == 1
    assert not badges(life(person("an").pk)) and badges(life(person("an2").pk))
    assert history.about(person("an").pk).isdisjoint(history.about(person("an2").pk))
    assert verify()[0] == []
    record({**merged(), "ref": "again"})
    assert figure("member_total") == 2 and verify()[0] == []


def test_nothing_is_recorded_under_a_code_that_was_merged_away() -> None:
    twice()
    record(merged())
    for told in (
        line("transferred", "2024-05-03", person="an2", org="A"),
        line("amended", "2024-05-03", person="an2", changes={"occupation": "giáo viên"}),
        line("person", "2024-05-03", person="an2", name="Người Khác"),
        line("persons_merged", "2024-05-03", person="an2", duplicate="binh", reason="x"),
    ):
        assert "an" in faults([told])[0].message and "gộp" in faults([told])[0].message
    record(line("transferred", "2024-05-03", person="an", org="B"))
    assert figure("member_total", "B") == 1


def test_lives_that_do_not_fit_are_refused_by_name() -> None:
    twice()
    fault = faults([merged(taken=["an2-in"])])[0]
    assert fault.field == "taken" and "an2-in" in fault.message
    assert figure("member_total") == 3
    assert faults([merged(taken=["nobody"])])[0].field == "taken"
    assert faults([line("persons_merged", "2024-05-01", person="an", duplicate="an", reason="x")])[0].field == "duplicate"


def test_a_later_life_can_be_taken_over() -> None:
    """Who left and came back under another code is one life: admitted again as a transfer, recognised since."""
    record(
        *book(),
        line("transferred_out", "2021-01-01", person="an", to="Hải Phòng"),
        line("person", "2023-01-01", person="an2", name="Nguyễn Văn An", birth="1970-05-01"),
        line("transferred_in", "2023-02-01", person="an2", org="B", status="official", ref="back"),
    )
    record(merged(taken=["back"]))
    assert figure("member_total", "B") == 1 and figure("member_total", "A") == 0
    record(line("transferred", "2024-05-01", person="an", org="C"))
    assert figure("member_total", "C") == 2
    refused = faults([undone()])[0]
    assert "dựa vào" in refused.message and "transferred" in refused.message
    assert verify()[0] == []


def test_one_who_was_kept_cannot_be_merged_away() -> None:
    twice()
    record(line("person", "2019-01-01", person="an3", name="Nguyễn Văn An"))
    record(merged())
    assert "giữ mã này" in faults([line("persons_merged", "2024-05-01", person="an3", duplicate="an", reason="x")])[0].message
    record(line("persons_merged", "2024-05-01", person="an", duplicate="an3", reason="x"))
    assert merges.duplicates_of(person("an").pk) == [person("an2").pk, person("an3").pk]
    assert verify()[0] == []


def test_organisation_events_recorded_since_carry_the_duplicate_along_again() -> None:
    twice()
    record(merged())
    record(line("organisation_absorbed", "2024-05-02", org="B", into="A"))
    record(line("reversal", "2024-05-03", of="merge", ref="undo"))
    assert figure("member_total", "A") == 2 and figure("member_total") == 3
    assert verify()[0] == []


def test_an_entry_of_the_duplicate_may_be_cancelled_meanwhile() -> None:
    twice()
    record(merged(taken=["an2-badge", "an2-rated"]))
    record(line("reversal", "2024-05-02", of="an2-badge"), line("reversal", "2024-05-02", of="an2-rated"))
    assert figure("badge_total") == figure("rating_member_count") == 0
    record(undone())
    assert figure("badge_total") == figure("rating_member_count") == 0 and figure("member_total") == 3
    assert verify()[0] == []


def test_both_rows_are_shredded_together() -> None:
    twice()
    record(merged())
    record(line("died", "2024-05-03", person="an"))
    with pytest.raises(erasure.Refused, match="an"):
        erasure.erase(person("an2"), reason="request", actor="test", on=DAY)
    erasure.erase(person("an"), reason="request", actor="test", on=DAY)
    assert person("an").name == person("an2").name == "" and not person("an2").secret
    assert "xóa" in faults([undone()])[0].message
    assert verify()[0] == []


def test_the_table_of_merges_is_proved() -> None:
    twice()
    record(merged())
    Merged.objects.update(kept=person("binh"))
    assert {each.table for each in verify()[0]} >= {"ledger_merged"}
    Merged.objects.all().delete()
    assert {each.table for each in verify()[0]} >= {"ledger_merged"}


def test_merging_within_one_load_and_twice_the_same_line() -> None:
    twice()
    lines = [merged(), line("transferred", "2024-05-03", person="an2", org="A")]
    report = load_lines(lines, actor="test")
    assert [each.line for each in report.errors] == [2] and not Merged.objects.exists()
    record(merged())
    assert record(merged()).skipped == 1
