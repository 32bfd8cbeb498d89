"""Casework through its services: what is written together, what is refused with a sentence, what can be taken back."""

from __future__ import annotations

import pytest

from dangvu.dossiers import papers, services, votes
from dangvu.dossiers.cases import Ballot, Case
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.models import Dossier
from dangvu.dossiers.services import Asked, Hand
from dangvu.figures.services import Query, evaluate
from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from tests.cast import book, line, org, record
from tests.dossiers.cast import CLERK, NO, YES, begin, day, prospect, refused, take, until_decided

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


def figure(code: str, cell: str, on: str) -> object:
    asked = Query(org=org(cell), as_of=day(on), start=day("2020-01-02"), end=day(on))
    return evaluate([code], asked)[code].value


def test_an_admission_ends_in_the_ledger_and_every_number_comes_from_there() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided(dossier)
    assert figure("member_total", "K1", "2021-06-30") == 1
    step = take(dossier, "celebrate", "2021-06-20")
    assert (dossier.state, dossier.open) == ("celebrated", False)
    entry = Entry.objects.get(number=step.entries[0])
    assert (entry.kind, entry.decision_number, entry.decision_date) == ("admitted", "7-QĐ/HU", day("2021-05-28"))
    assert figure("member_total", "K1", "2021-06-30") == 2
    assert figure("admission_dossiers", "K1", "2021-06-30") == 1
    assert verify()[0] == []


def test_the_vote_is_kept_whole_with_the_rule_that_decided() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided(dossier)
    vote = dossier.steps.get(verb="resolve").vote
    assert (vote.summoned, vote.eligible, vote.in_favour, vote.against) == (9, 9, 8, 1)
    assert (vote.rule, vote.numerator, vote.denominator, vote.strict, vote.passed) == ("vote.admission.cell", 2, 3, False, True)
    assert "ít nhất 6 phiếu" in votes.arithmetic(vote)


@pytest.mark.parametrize(
    ("ballot", "passed"),
    [
        (Ballot(9, 9, 6), True),
        (Ballot(9, 9, 5), False),
        (Ballot(10, 9, 6, excluded=(("Bà Bảy", "exempt"),)), True),
        (Ballot(10, 9, 6), False),
    ],
)
def test_two_thirds_of_those_who_count(ballot: Ballot, passed: bool) -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided_but_the_vote(dossier)
    take(dossier, "resolve", "2021-04-10", ballot)
    assert dossier.state == ("resolved" if passed else "refused")
    assert dossier.open is passed


def until_decided_but_the_vote(dossier: Dossier) -> None:
    take(dossier, "enlist", "2021-01-05", mentor="an")
    take(dossier, "learn", "2021-02-01", class_on="2021-02-01")
    take(dossier, "request", "2021-02-10")
    take(dossier, "permit", "2021-02-20")
    take(dossier, "apply", "2021-03-01", introducers=["an"], vetting_places="Xã Mẫu")
    take(dossier, "vet", "2021-04-01", vetting_result="rõ ràng")


def test_impossible_counts_are_refused_at_their_field() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided_but_the_vote(dossier)
    assert "in_favour" in refused(dossier, "resolve", "2021-04-10", Ballot(9, 5, 6))
    assert "present" in refused(dossier, "resolve", "2021-04-10", Ballot(5, 9, 5))
    assert "excluded" in refused(dossier, "resolve", "2021-04-10", Ballot(9, 9, 6, excluded=(("Ông Tám", "bận"),)))
    assert "summoned" in refused(dossier, "resolve", "2021-04-10")


def test_missing_and_expired_papers_stop_a_verb_unless_somebody_says_why() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided_but_the_vote(dossier)
    assert "3-KNĐ" in refused(dossier, "resolve", "2021-04-10", YES, despite="")["papers"]
    papers.add(dossier, "3-KNĐ", actor="vanphong", dated=day("2020-01-01"))
    assert "hết hạn" in refused(dossier, "resolve", "2021-04-10", YES, despite="")["papers"]
    papers.add(dossier, "3-KNĐ", actor="vanphong", dated=day("2021-03-20"))
    take(dossier, "resolve", "2021-04-10", YES, despite="")
    assert dossier.state == "resolved"


def test_a_certificate_older_than_its_months_sends_back_to_class() -> None:
    dossier = begin("admission", "A", "2020-02-01", prospect())
    take(dossier, "enlist", "2020-02-05", mentor="an")
    take(dossier, "learn", "2020-02-06", class_on="2015-03-01")
    take(dossier, "request", "2021-02-10")
    take(dossier, "permit", "2021-02-20")
    take(dossier, "apply", "2021-03-01", introducers=["an"], vetting_places="Xã Mẫu")
    take(dossier, "vet", "2021-04-01", vetting_result="rõ ràng")
    assert "60 tháng" in refused(dossier, "resolve", "2021-04-10", YES)["on"]


def test_a_child_is_not_voted_on() -> None:
    dossier = begin("admission", "A", "2021-01-01", "chi")
    until_decided_but_the_vote(dossier)
    assert "đủ 18 tuổi" in refused(dossier, "resolve", "2021-04-10", YES)["on"]


def test_by_proxy_both_are_said_or_neither() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    asked = Asked("enlist", day("2021-01-05"), {"mentor": "an"})
    with pytest.raises(Refused):
        services.take(dossier, asked, Hand("vanphong", for_whom="Bí thư chi bộ A"))
    step = services.take(dossier, asked, Hand("vanphong", "Bí thư chi bộ A", "biên bản họp 5/1/2021"))
    assert (step.actor, step.for_whom, step.from_paper) == ("vanphong", "Bí thư chi bộ A", "biên bản họp 5/1/2021")


def test_of_two_who_look_at_the_same_step_the_second_is_told() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    services.take(dossier, Asked("enlist", day("2021-01-05"), {"mentor": "an"}, seen=1), CLERK)
    with pytest.raises(Refused, match="người khác"):
        services.take(dossier, Asked("learn", day("2021-02-01"), {"class_on": "2021-02-01"}, seen=1), CLERK)


def test_a_step_taken_back_reverses_its_entries_and_stays_on_record() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided(dossier)
    take(dossier, "celebrate", "2021-06-20")
    services.take_back(dossier, reason="ghi nhầm ngày lễ", hand=CLERK)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.open) == ("decided", True)
    assert figure("member_total", "K1", "2021-06-30") == 1
    assert [step.verb for step in dossier.steps.all()][-2:] == ["celebrate", "taken_back"]
    take(dossier, "celebrate", "2021-06-25")
    assert figure("member_total", "K1", "2021-06-30") == 2
    assert verify()[0] == []


def test_what_the_ledger_refuses_is_refused_at_the_form_and_nothing_is_half_written() -> None:
    record(line("died", "2021-03-01", person="an"))
    dossier = begin("transfer_out", "C", "2021-02-01", "binh", to="Đảng bộ tỉnh khác")
    take(dossier, "agree", "2021-02-03")
    record(line("transferred_out", "2021-02-04", person="binh"))
    assert "không còn là đảng viên" in refused(dossier, "introduce", "2021-02-10")["on"]


def test_days_go_forward_and_never_into_the_future() -> None:
    dossier = begin("admission", "A", "2021-01-10", prospect())
    assert "sớm hơn" in refused(dossier, "enlist", "2021-01-05", mentor="an")["on"]
    assert "chưa tới" in refused(dossier, "enlist", "2099-01-05", mentor="an")["on"]


def test_a_wrong_verb_an_unknown_person_an_unknown_procedure() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    assert "chưa làm được" in refused(dossier, "celebrate", "2021-01-05")["verb"]
    assert "mentor" in refused(dossier, "enlist", "2021-01-05", mentor="nobody")
    with pytest.raises(Refused, match="thủ tục"):
        begin("magic", "A", "2021-01-01")
    with pytest.raises(Refused, match="đang là đảng viên"):
        begin("admission", "A", "2021-01-01", "an")


def test_the_cell_of_a_dossier_follows_a_merger() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    record(line("organisation_absorbed", "2021-03-01", org="A", into="B"))
    assert Case(dossier).place.code == "B"


def test_entries_that_are_there_already_are_recognised_not_repeated() -> None:
    record(line("transferred", "2021-02-01", person="an", org="B", ref="old-1"))
    dossier = begin("transfer_inside", "A", "2021-01-15", "an", to_cell="B")
    take(dossier, "introduce", "2021-01-20")
    with pytest.raises(Refused, match="old-0"):
        services.take(dossier, Asked("receive", day("2021-02-01"), known_entries=["old-0"]), CLERK)
    step = services.take(dossier, Asked("receive", day("2021-02-01"), known_entries=["old-1"]), CLERK)
    assert [Entry.objects.get(number=number).ref for number in step.entries] == ["old-1"]


def test_in_a_bulk_who_cannot_be_done_is_told_why_and_the_others_are_done() -> None:
    record(line("person", "2019-01-01", person="no", name="Vũ Không", birth="1960-01-01", sex="male"))
    dossier = begin("card_batch", "K1", "2021-01-01", people=["an", "binh", "no"], sort="new")
    take(dossier, "send", "2021-01-10")
    take(dossier, "receive", "2021-02-10", number="3-QĐ/HU")
    take(dossier, "issue", "2021-03-01")
    outcome = {each.person.code: (each.outcome, bool(each.message)) for each in dossier.people.all()}
    assert outcome == {"an": ("done", False), "binh": ("done", False), "no": ("failed", True)}
    assert "people" in refused(dossier, "issue", "2021-03-02")


def test_a_failed_vote_is_an_outcome_with_its_counts() -> None:
    record(line("recognised", "2020-02-01", person="binh"))
    dossier = begin("strike_off", "C", "2021-01-01", "binh", reason="bỏ sinh hoạt")
    assert "asked_times" in refused(dossier, "vote", "2021-01-10", YES)
    take(dossier, "vote", "2021-01-10", NO, asked_times=3)
    assert (dossier.state, dossier.open) == ("not_passed", True)
    assert dossier.steps.get(verb="vote").vote.in_favour == 4
    take(dossier, "vote", "2021-02-10", YES, asked_times=3)
    take(dossier, "submit", "2021-02-20", YES)
    take(dossier, "decide", "2021-03-01", number="9-QĐ/HU")
    assert figure("member_total", "K2", "2021-03-31") == 0


def test_a_committees_refusal_is_counted_as_considered_and_not_passed() -> None:
    dossier = begin("admission", "A", "2021-01-01", prospect())
    until_decided_but_the_vote(dossier)
    take(dossier, "resolve", "2021-04-10", YES)
    take(dossier, "submit", "2021-05-04", NO)
    assert dossier.state == "refused"
    assert (figure("admission_dossiers", "K1", "2021-12-31"), figure("dossiers_not_passed", "K1", "2021-12-31")) == (1, 1)
