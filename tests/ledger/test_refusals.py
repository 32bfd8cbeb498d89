"""Every refusal is a sentence at its line and field, and nothing is written."""

from __future__ import annotations

import pytest

from dangvu.ledger.models import Book, Entry, Posting
from tests.cast import book, faults, line, record

pytestmark = pytest.mark.django_db

BACKWARDS = {"from": "2021-01-01", "to": "2020-01-01"}
REFUSED = {
    "transfer of the dead": (
        [line("died", "2021-01-01", person="an"), line("transferred", "2021-02-01", person="an", org="B")],
        "person",
        "từ trần ngày 1/1/2021",
    ),
    "under 18": ([line("admitted", "2022-01-01", person="chi", org="A")], "on", "18 tuổi"),
    "second membership": ([line("admitted", "2021-01-01", person="an", org="B")], "person", "mỗi người chỉ thuộc một chi bộ"),
    "second opening": ([line("carried_over", "2021-01-01", person="an", org="B", status="official")], "person", "một chi bộ"),
    "future": ([line("transferred", "2999-01-01", person="an", org="B")], "on", "chỉ ghi việc đã xảy ra"),
    "before the cell": ([line("transferred_in", "2014-01-01", person="chi", org="A", status="official")], "org", "chưa thành lập"),
    "parent below child": ([line("organisation_moved", "2021-01-01", org="R", parent="K1")], "parent", "cấp dưới của nó"),
    "parent of itself": ([line("organisation_moved", "2021-01-01", org="K1", parent="K1")], "parent", "chính nó"),
    "cell over cell": ([line("organisation_moved", "2021-01-01", org="B", parent="A")], "parent", "là chi bộ"),
    "member in a committee": ([line("transferred", "2021-01-01", person="an", org="K1")], "org", "không phải là chi bộ"),
    "wound up with members": ([line("organisation_wound_up", "2021-01-01", org="A")], "org", "Còn đảng viên"),
    "wound up with children": ([line("organisation_wound_up", "2021-01-01", org="K1")], "org", "còn tổ chức trực thuộc"),
    "founded twice": (
        [line("organisation_established", "2021-01-01", org="A", name="x", org_kind="attached_cell", parent="K1")],
        "org",
        "đã được dùng",
    ),
    "recognised twice": ([line("recognised", "2021-01-01", person="an")], "person", "đã là đảng viên chính thức"),
    "moved nowhere": ([line("transferred", "2021-01-01", person="an", org="A")], "org", "đã ở chi bộ đó"),
    "unknown person": ([line("died", "2021-01-01", person="nobody")], "person", "Chưa khai báo"),
    "unknown organisation": ([line("transferred", "2021-01-01", person="an", org="Z")], "org", "Chưa có tổ chức"),
    "unknown figure": ([line("assertion", "2021-01-01", org="K1", figure="nonsense", value=1)], "figure", "Danh mục không có"),
    "unknown kind": ([line("teleported", "2021-01-01", person="an")], "kind", "Không có loại"),
    "unknown field": ([line("died", "2021-01-01", person="an", why="x")], "why", "không có trường"),
    "missing field": ([line("transferred", "2021-01-01", person="an")], "org", "Thiếu trường"),
    "no such day": ([line("died", "2021-02-30", person="an")], "on", "không phải là ngày"),
    "period backwards": (
        [
            line(
                "typed_figure",
                "2021-01-01",
                org="K1",
                figure="econ_revenue",
                value=1,
                source="x",
                **{"from": "2021-01-01", "to": "2020-01-01"},
            )
        ],
        "to",
        "kết thúc trước khi bắt đầu",
    ),
    "reversal of nothing": ([line("reversal", "2021-01-01", of="never")], "of", "Chưa có bút toán"),
    "two handbooks": (
        [line("handbook_registered", "2021-01-01", person="an"), line("handbook_registered", "2021-02-01", person="an")],
        "person",
        "đã đăng ký",
    ),
    "the same badge twice": (
        [line("badge_awarded", "2021-01-01", person="an", years=30), line("badge_awarded", "2022-01-01", person="an", years=30)],
        "years",
        "đã được trao",
    ),
    "posthumous for the living": ([line("badge_awarded", "2021-01-01", person="an", years=30, posthumous=True)], "posthumous", "từ trần"),
    "person declared twice": ([line("person", "2021-01-01", person="an", name="Ai")], "person", "đã được khai báo"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_with_a_sentence_and_nothing_written(name: str) -> None:
    lines, field, words = REFUSED[name]
    record(*book())
    before = (Entry.objects.count(), Posting.objects.count(), Book.objects.values().get())
    found = faults(lines)
    assert [(fault.line, fault.field) for fault in found] == [(len(lines), field)]
    assert words in found[0].message
    assert (Entry.objects.count(), Posting.objects.count(), Book.objects.values().get()) == before


def test_all_faults_are_told_at_once_and_none_twice() -> None:
    found = faults(
        [
            *book(),
            line("person", "2021-01-01", person="dung", name=""),
            line("admitted", "2021-01-02", person="dung", org="A"),
            line("recognised", "2022-01-02", person="dung"),
            line("transferred", "2021-01-01", person="an", org="K1"),
            line("died", "2021-02-30", person="binh"),
        ]
    )
    first = len(book()) + 1
    assert [(fault.line, fault.field) for fault in found] == [(first, "name"), (first + 3, "org"), (first + 4, "on")]


def test_the_same_ref_is_skipped_if_identical_and_refused_if_different() -> None:
    record(*book())
    told = line("transferred", "2021-01-01", person="an", org="B", ref="once")
    assert record(told, told).skipped == 1
    assert record(told).skipped == 1
    found = faults([{**told, "org": "C"}])
    assert (found[0].field, "nội dung khác" in found[0].message) == ("ref", True)


def test_every_kind_of_line_is_skipped_when_it_comes_again() -> None:
    lines = [
        *book(),
        line("organisation_split", "2021-01-01", org="A", into=[{"org": "A2", "name": "Chi bộ A2", "persons": ["an"]}]),
        line("amended", "2021-02-01", person="an", changes={"schooling": "12/12"}, note="theo bằng"),
        line("handbook_registered", "2021-03-01", person="an", ref="hb"),
        line("reversal", "2021-04-01", of="hb"),
    ]
    record(*lines)
    again = record(*lines)
    assert (again.appended, again.skipped) == (0, len(lines))


def test_a_dry_run_writes_nothing() -> None:
    assert record(*book(), dry_run=True).appended == len(book())
    assert not Entry.objects.exists()


def test_replayed_times_must_increase_and_not_precede_the_last_entry() -> None:
    first, second, *_rest = tree_with_times("2020-01-02T08:00:00+07:00", "2020-01-02T08:00:00+07:00")
    assert [fault.field for fault in faults([first, second], replay=True)] == ["recorded"]
    record({**first, "recorded": "2020-01-02T08:00:00+07:00"}, replay=True)
    assert [fault.field for fault in faults([{**second, "recorded": "2020-01-01"}], replay=True)] == ["recorded"]
    assert [fault.field for fault in faults([{**second, "recorded": None}], replay=True)] == ["recorded"]


def tree_with_times(*moments: str) -> list[dict[str, object]]:
    return [{**told, "recorded": moment} for told, moment in zip(book(), moments, strict=False)]
