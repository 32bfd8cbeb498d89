"""Every procedure taken to its end once, and what it leaves in the books."""

from __future__ import annotations

from typing import Any

import pytest

from dangvu.dossiers.kinds.base import REGISTRY
from dangvu.dossiers.models import Dossier
from dangvu.figures.services import Query, evaluate
from dangvu.ledger import book as books
from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from tests.cast import book, line, org, record
from tests.dossiers.cast import YES, begin, day, refused, take

pytestmark = pytest.mark.django_db

Way = tuple[tuple[str, dict[str, Any]], ...]
DECIDED = {"number": "1-QĐ"}
VOTED = {"ballot": YES}
BY_ORGANISATION: Way = (("vote", VOTED), ("decide", DECIDED), ("close", {}))
BY_VOTE: Way = (("vote", {**VOTED, "present_in_person": True}), ("submit", VOTED), ("decide", DECIDED), ("confirm", {}))

# Kind, cell, person, what is asked at the opening, the way, the end, and the kinds of entries it made.
STORIES: tuple[tuple[str, str, str | None, dict[str, Any], Way, str, list[str]], ...] = (
    ("transfer_in", "B", "chi", {"from_org": "nơi khác", "status": "official", "introduced_on": "2025-01-02"},
     (("check", {}), ("receive", {"cell": "B"})), "received", ["transferred_in"]),
    ("transfer_inside", "A", "an", {"to_cell": "B"}, (("introduce", {}), ("receive", {})), "moved", ["transferred"]),
    ("temporary_out", "A", "an", {"to": "nơi khác", "until": "2025-08-01"}, (("begin", {}), ("end", {})), "ended",
     ["temporary_out", "temporary_ended"]),
    ("temporary_in", "B", "chi", {"from_org": "nơi khác", "until": "2025-08-01"}, (("begin", {"cell": "B"}), ("end", {})), "ended",
     ["temporary_in", "temporary_ended"]),
    ("exemption_health", "A", "an", {"reason": "yếu"}, (("grant", {}), ("end", {})), "ended", ["exempted", "exemption_ended"]),
    ("exemption_limited", "A", "an", {"reason": "đi xa", "until": "2025-12-01"}, (("propose", {}), ("grant", {}), ("end", {})), "ended",
     ["exempted", "exemption_ended"]),
    ("suspension", "A", "an", {"reason": "bị điều tra"},
     (("suspend", DECIDED), ("extend", {**DECIDED, "reason": "x"}), ("end", {})), "ended", ["suspended", "suspension_ended"]),
    ("discipline_organisation", "A", None, {"breach": "x"},
     (("vote", VOTED), ("announce", {**DECIDED, "form": "warning", "authority": "grassroots_committee"})), "announced", ["disciplined"]),
    ("discipline_member", "A", "an", {"breach": "x"},
     (("vote_expulsion", VOTED), ("announce", {**DECIDED, "form": "expulsion", "authority": "direct_superior"}), ("close", {})),
     "upheld_expulsion", ["disciplined", "expelled"]),
    ("strike_off", "A", "an", {"reason": "x"}, BY_VOTE, "confirmed", ["struck_off"]),
    ("voluntary_exit", "A", "an", {"reason": "x"}, BY_VOTE, "confirmed", ["left_voluntarily"]),
    ("expulsion", "A", "an", {"sentence": "12/HS"}, (("decide", DECIDED),), "done", ["disciplined", "expelled"]),
    ("death", "A", "an", {}, (("record", {"died_on": "2025-01-05"}), ("hand_in", {})), "closed", ["died"]),
    ("annulment", "C", "binh", {"reason": "sai"}, (("redo", {"reason": "x"}), ("annul", {**DECIDED, "reason": "x"})), "annulled",
     ["admission_annulled"]),
    ("appointment", "A", "an", {"of_org": "A", "post": "secretary"}, (("elect", VOTED), ("ratify", DECIDED), ("end", {})), "ended",
     ["appointed", "appointment_ended"]),
    ("establishment", "K1", None, {"new_org": "E", "name": "Chi bộ E", "org_kind": "section_committee"}, BY_ORGANISATION, "closed",
     ["organisation_established"]),
    ("handover", "B", None, {"parent": "K2"}, BY_ORGANISATION, "closed", ["organisation_moved"]),
    ("absorption", "A", None, {"into": "B"}, BY_ORGANISATION, "closed", ["organisation_absorbed"]),
    ("consolidation", "A", None, {"with_orgs": ["B"], "new_org": "E", "name": "Chi bộ E"}, BY_ORGANISATION, "closed",
     ["organisation_consolidated"]),
    ("split", "A", None, {"new_org": "E", "name": "Chi bộ E", "movers": ["an"]}, BY_ORGANISATION, "closed", ["organisation_split"]),
    ("inspection", "K1", None, {"type": "inspection_thematic", "acting": "committee", "topic": "Nghị quyết", "target_orgs": ["A", "B"],
                                "target_people": ["an"]},
     (("plan", DECIDED), ("decide", {**DECIDED, "head": "Phó bí thư"}), ("notify", {}), ("report", {}), ("verify", {"findings": "rõ"}),
      ("conclude", {**DECIDED, "conclusion": "good", "violation_people": ["an"], "recommendation": "x", "owner": "A", "due": "2025-06-01"}),
      ("follow", {"evidence": "đã làm"})), "closed", ["round_planned", "inspection_round", "recommendation", "recommendation"]),
    ("petition", "K1", None, {"type": "denunciation", "gist": "x", "sender": "Ông M", "about_person": "an"},
     (("accept", {"handler": "Ủy ban kiểm tra"}), ("verify", {"findings": "x"}), ("resolve", {**DECIDED, "conclusion": "no_basis"})),
     "resolved", ["petition_handled", "petition_handled"]),
    ("directive", "K1", None, {"name": "Nghị quyết 1", "type": "resolution", "number": "1-NQ/HU", "study_orgs": ["A"]},
     (("register", {}), ("programme", DECIDED), ("study", {"studied_by": "A", "present": "9", "bound": "10"}), ("review", {})),
     "reviewed", ["document_registered", "document_registered", "activity"]),
    ("task", "K1", None, {"title": "Rà soát", "finish_by": "2025-09-01"},
     (("assign", {}), ("progress", {"percent": "60"}), ("judge", {"grade": "done"})), "judged", ["task_set", "task_graded"]),
    ("correction", "A", "an", {"field": "occupation", "wanted": "Kỹ sư"}, (("correct", {}),), "corrected", ["amended"]),
    ("winding_up", "B", None, {}, BY_ORGANISATION, "closed", ["organisation_wound_up"]),
    ("dissolution", "B", None, {}, BY_ORGANISATION, "closed", ["disciplined", "organisation_dissolved"]),
    ("renaming", "B", None, {"name": "Chi bộ Bê"}, BY_ORGANISATION, "closed", ["organisation_renamed"]),
    ("kind_change", "B", None, {"org_kind": "grassroots_cell"}, BY_ORGANISATION, "closed", ["organisation_kind_changed"]),
)  # fmt: skip
TOLD_ELSEWHERE = {
    "admission", "official_recognition", "readmission", "restoration", "badge", "badge_round", "card_batch", "class", "transfer_out",
}  # fmt: skip


def tell(kind: str, cell: str, person: str | None, given: dict[str, Any], way: Way) -> Dossier:
    dossier = begin(kind, cell, "2025-01-03", person, **given)
    for number, (verb, fields) in enumerate(way):
        take(dossier, verb, f"2025-0{number + 1}-10", **fields)
    return dossier


def test_every_procedure_is_told() -> None:
    assert {story[0] for story in STORIES} | TOLD_ELSEWHERE == set(REGISTRY)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story[0])
def test_a_procedure_goes_its_way_and_leaves_its_entries(story: tuple[Any, ...]) -> None:
    kind, cell, person, given, way, end, entries = story
    record(*book())
    last = books.last_number()
    dossier = tell(kind, cell, person, given, way)
    assert dossier.state == end
    assert list(Entry.objects.filter(number__gt=last).order_by("number").values_list("kind", flat=True)) == entries
    assert dossier.open is (end == "announced")
    assert verify()[0] == []


def test_an_expulsion_annulled_on_appeal_restores() -> None:
    record(*book())
    way: Way = (
        ("vote_expulsion", VOTED),
        ("announce", {**DECIDED, "form": "expulsion", "authority": "direct_superior"}),
        ("appeal", {"reason": "oan"}),
        ("annul", {**DECIDED, "reason": "oan"}),
    )
    tell("discipline_member", "A", "an", {"breach": "x"}, way)
    asked = Query(org=org("K1"), as_of=day("2025-12-31"), start=day("2025-01-01"), end=day("2025-12-31"))
    assert evaluate(["member_total"], asked)["member_total"].value == 1


def test_the_wronged_are_restored_and_a_class_is_counted() -> None:
    record(*book(), line("struck_off", "2024-06-01", person="an"))
    tell("restoration", "A", "an", {"reason": "oan"}, (("restore", DECIDED),))
    dossier = begin("class", "K1", "2025-01-03", people=["an", "binh"], sort="awareness_class")
    take(dossier, "open", "2025-01-10")
    take(dossier, "finish", "2025-02-10")
    entry = Entry.objects.latest("number")
    assert (entry.kind, '"quantity":2' in entry.data) == ("activity", True)
    assert verify()[0] == []


def test_probationary_members_are_not_expelled_by_discipline() -> None:
    record(*book())
    dossier = begin("discipline_member", "C", "2025-01-03", "binh", breach="x")
    take(dossier, "vote_expulsion", "2025-01-10", YES)
    told = refused(dossier, "announce", "2025-02-10", number="1-QĐ", form="expulsion", authority="direct_superior")
    assert "dự bị" in told["form"]
