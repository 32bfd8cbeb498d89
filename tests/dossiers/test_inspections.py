"""Rounds, petitions, directives and tasks as dossiers: what they count, and what they refuse."""

from __future__ import annotations

from typing import Any

import pytest

from dangvu.dossiers import due, kinds
from dangvu.dossiers.cases import Case
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.models import Dossier
from tests.cast import book, line, org, record
from tests.dossiers.cast import begin, day, refused, take
from tests.figures.asking import value

pytestmark = pytest.mark.django_db
YEAR = ("2025-01-01", "2025-12-31")


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book(), line("appointed", "2020-02-01", person="an", org="A", post="committee_member"))


def opened(kind: str = "inspection_thematic", acting: str = "committee", **more: Any) -> Dossier:
    told = {"type": kind, "acting": acting, "topic": "Thực hiện nghị quyết", "target_orgs": ["A", "B"], **more}
    return begin("inspection", "K1", "2025-01-02", **told)


def until_verified(dossier: Dossier) -> Dossier:
    take(dossier, "decide", "2025-02-01", number="2-QĐ", head="Ông H")
    take(dossier, "notify", "2025-02-03")
    take(dossier, "report", "2025-02-10")
    take(dossier, "verify", "2025-02-20", findings="rõ")
    return dossier


def overview(dossier: Dossier) -> dict[str, str]:
    found = kinds.get(dossier.kind).overview
    assert found is not None
    return {name: str(word) for name, word in found(Case(dossier)).lines}


def test_programme_round_turns_and_recommendation_are_figures() -> None:
    one = opened(target_people=["an"])
    take(one, "plan", "2025-01-10", number="1-CTr")
    take(opened(), "plan", "2025-01-10", number="1-CTr")
    assert (value("rounds_planned", "K1", *YEAR), value("programme_done", "K1", *YEAR)) == (2, 0)
    until_verified(one)
    assert overview(one)["Nguyễn Văn An"] == "chưa kết luận"
    take(one, "conclude", "2025-02-25", number="3-TB", conclusion="shortcomings", violation_orgs=["B"], recommendation="Chấn chỉnh",
         owner="B", due="2025-04-01")  # fmt: skip
    found = {code: value(code, "K1", *YEAR) for code in ("inspection_rounds", "inspected_orgs", "inspected_members", "programme_done")}
    assert found == {"inspection_rounds": 1, "inspected_orgs": 2, "inspected_members": 1, "programme_done": 50}
    assert value("inspected_committee_members", "K1", *YEAR) == 1 and value("violation_concluded_orgs", "K1", *YEAR) == 1
    assert overview(one) == {"Chi bộ A": "có hạn chế, thiếu sót", "Chi bộ B": "có vi phạm", "Nguyễn Văn An": "có hạn chế, thiếu sót"}
    assert [item.title for item in due.items({org("K1")}, day("2025-03-01")) if item.dossier == one.pk] == [
        "Thực hiện kiến nghị sau kiểm tra, giám sát"
    ]
    assert "verb" in refused(one, "close", "2025-03-01")
    take(one, "follow", "2025-03-20", evidence="Biên bản")
    assert (value("recommendations_made", "K1", *YEAR), value("recommendations_done", "K1", *YEAR)) == (1, 1)


def test_what_a_round_refuses() -> None:
    bare = opened(target_orgs=[])
    assert "target_orgs" in refused(bare, "decide", "2025-02-01", number="2-QĐ", head="Ông H")
    watched = until_verified(opened("supervision_thematic", "inspection_commission"))
    told = {"number": "3-TB", "conclusion": "good"}
    assert "conclusion" in refused(watched, "conclude", "2025-02-25", **told, liable_orgs=["A"])
    assert "violation_orgs" in refused(watched, "conclude", "2025-02-25", **told, violation_orgs=["C"])
    assert {"owner", "due"} <= refused(watched, "conclude", "2025-02-25", **told, recommendation="x").keys()
    take(watched, "conclude", "2025-02-25", **told)
    assert "verb" in refused(watched, "follow", "2025-03-01", evidence="x")
    take(watched, "close", "2025-03-01")
    assert value("supervision_rounds", "K1", *YEAR) == 0 and value("supervision_rounds_commission", "K1", *YEAR) == 1


def petition(kind: str = "denunciation", **more: Any) -> Dossier:
    return begin("petition", "K1", "2025-01-02", type=kind, gist="Nội dung", **{"sender": "Ông M", **more})


def test_an_anonymous_denunciation_is_filed_and_not_handled() -> None:
    nameless = petition(sender="")
    assert "verb" in refused(nameless, "accept", "2025-01-03", handler="x")
    take(nameless, "file", "2025-01-03", reason="nặc danh")
    assert value("complaints_handled", "K1", *YEAR) == 0


def test_an_answer_fits_its_petition_and_stops_the_clock() -> None:
    one = petition("complaint")
    take(one, "accept", "2025-01-03", handler="x")
    assert [item.title for item in due.items({org("K1")}, day("2025-01-04")) if item.dossier == one.pk] == ["Giải quyết xong đơn"]
    assert "conclusion" in refused(one, "resolve", "2025-01-20", number="1-KL", conclusion="false")
    take(one, "resolve", "2025-01-20", number="1-KL", conclusion="upheld")
    assert not [item for item in due.items({org("K1")}, day("2025-01-21")) if item.dossier == one.pk]


def test_nobody_is_sent_away_while_a_denunciation_is_open() -> None:
    one = petition(about_person="an")
    leaving = begin("transfer_out", "A", "2025-01-05", "an", to="Đảng bộ bạn")
    assert one.ref in refused(leaving, "agree", "2025-01-06")["under_inspection"]
    take(one, "file", "2025-01-07", reason="rút đơn")
    take(leaving, "agree", "2025-01-08")


def test_who_must_study_a_directive_and_who_did() -> None:
    one = begin(
        "directive", "K1", "2025-01-02", name="NQ 5", type="resolution", number="5-NQ/HU", study_orgs=["A", "B"], study_by="2025-02-01"
    )
    take(one, "register", "2025-01-03")
    take(one, "study", "2025-01-20", studied_by="A", present="28", bound="30")
    assert overview(one) == {"Chi bộ A": "28/30 người, ngày 20/1/2025", "Chi bộ B": "chưa học tập"}
    found = [str(value(code, "K1", *YEAR)) for code in ("study_attendance", "study_rate", "documents_received")]
    assert found == ["28", "93.3", "1"]
    again = {"studied_by": "A", "present": "1", "bound": "1"}
    assert "studied_by" in refused(one, "study", "2025-01-21", **again)
    assert "studied_by" in refused(one, "study", "2025-01-21", **again | {"studied_by": "C"})
    assert "present" in refused(one, "study", "2025-01-21", studied_by="B", present="31", bound="30")
    assert "1 tổ chức chưa học tập" in refused(one, "review", "2025-02-02")["note"]
    take(one, "review", "2025-02-02", note="Chi bộ B học bù trong tháng 3")


def test_a_marked_document_is_not_taken_in() -> None:
    with pytest.raises(Refused, match="độ mật"):
        begin("directive", "K1", "2025-01-02", name="NQ", type="resolution", number="1", secrecy="marked")


def test_a_task_with_its_progress() -> None:
    one = begin("task", "K1", "2025-01-02", title="Rà soát hồ sơ", finish_by="2025-03-01")
    take(one, "assign", "2025-01-03")
    assert "percent" in refused(one, "progress", "2025-01-10", percent="101")
    take(one, "progress", "2025-01-10", percent="40", evidence="20 hồ sơ")
    take(one, "progress", "2025-02-10", percent="90")
    assert list(overview(one).values()) == ["90%", "40%"] and one.subject == "Rà soát hồ sơ"
    assert any(
        item.title == "Hoàn thành nhiệm vụ" and item.overdue(day("2025-03-02")) for item in due.items({org("K1")}, day("2025-03-02"))
    )
    take(one, "judge", "2025-02-20", grade="done")
    assert (value("targets_set", "K1", *YEAR), value("task_by_grade", "K1", *YEAR)) == (1, 1)
