"""What a step brings about in the ledger: its entries appended in the same transaction, or those already there recognised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import orjson
from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.kinds.base import Line, Verb
from dangvu.dossiers.models import Participant, Step
from dangvu.ledger.history import standing
from dangvu.ledger.models import Entry
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import append_lines

FIELDS = {"person": "on", "org": "org", "on": "on", "kind": "on"}
"""Where the ledger's field stands on the form of a step."""


def book(case: Case, row: Verb, taken: Taken, step: Step) -> list[int]:
    """Numbers of the entries a step brought about. Raises Refused with the ledger's sentences."""
    if row.each is not None:
        return _each(case, row, taken, step)
    return append(row.effect(case, taken) if row.effect else [], step, taken)


def recognised(case: Case, row: Verb, refs: Sequence[str]) -> list[int]:
    """Numbers of the entries that are in the ledger already and say what the step would have said. Raises Refused."""
    known = _known(case, row, refs) if refs else {}
    for ref in refs:
        if ref not in known:
            message = _("Bút toán “%(ref)s” không có trong sổ, đã bị hủy, hoặc nói về việc khác; hãy kiểm tra mã.")
            raise Refused([Problem("known_entries", message % {"ref": ref[:60]})])
    return [known[ref] for ref in refs]


def append(lines: Sequence[Line], step: Step, taken: Taken, mark: str = "") -> list[int]:
    """Append lines under refs that name the step."""
    if not lines:
        return []
    whole = [
        {"on": taken.on.isoformat(), "ref": f"{step.dossier.ref}/{step.place}{mark}/{number}", **_signed(taken), **line}
        for number, line in enumerate(lines, start=1)
    ]
    report = append_lines(enumerate(whole, start=1), actor=step.actor, origin=f"dossier:{step.dossier.ref}")
    if report.errors:
        raise Refused(_problem(fault, whole) for fault in report.errors)
    return report.numbers


def _signed(taken: Taken) -> dict[str, Any]:
    """The decision under which the entries are made, where the step is one."""
    told = {name: text for name, text in taken.decision.items() if name in ("number", "date", "issuer") and text}
    return {"decision": told} if told else {}


def _problem(fault: Fault, lines: Sequence[Line]) -> Problem:
    return Problem(FIELDS.get(fault.field, fault.field), fault.message, str(lines[fault.line - 1].get("person", "")))


def _known(case: Case, row: Verb, refs: Sequence[str]) -> dict[str, int]:
    """Of some entries those of a kind the verb brings about, of the dossier's person where it has one, and not reversed."""
    found = [(ref, number, data) for ref, kind, number, data in standing([str(each) for each in refs]) if kind in row.effects]
    mine = (None, case.dossier.person_id)
    return {ref: number for ref, number, data in found if case.dossier.person_id is None or orjson.loads(data).get("person") in mine}


def _each(case: Case, row: Verb, taken: Taken, step: Step) -> list[int]:
    """Each of the people by himself or herself: who cannot be done is told why, and the others are done. All refused is refused."""
    waiting = [each for each in case.dossier.people.select_related("person") if each.outcome != "done"]
    numbers = [number for participant in waiting for number in _one(case, row, taken, step, participant)]
    if waiting and all(each.outcome != "done" for each in waiting):
        raise Refused(Problem("people", each.message, each.person.name) for each in waiting)
    if not waiting:
        raise Refused([Problem("people", _("Danh sách không còn ai chờ xử lý; hãy thêm người trước."))])
    return numbers


def _one(case: Case, row: Verb, taken: Taken, step: Step, participant: Participant) -> list[int]:
    assert row.each is not None
    try:
        with transaction.atomic():
            numbers = append(row.each(case, taken, participant), step, taken, f"/{participant.person.code}")
            participant.outcome, participant.message, participant.entries = "done", "", numbers
    except Refused as refusal:
        numbers = []
        participant.outcome, participant.message = "failed", str(refusal)[:500]
    participant.save(update_fields=["outcome", "message", "entries"])
    return numbers


def unbook(undone: Step, step: Step) -> list[int]:
    """Reverse what a step brought about, the last first."""
    refs = Entry.objects.filter(number__in=undone.entries).order_by("-number").values_list("ref", flat=True)
    day = today().isoformat()
    lines = [
        {"kind": "reversal", "of": ref, "on": day, "ref": f"{step.dossier.ref}/{step.place}/{number}"}
        for number, ref in enumerate(refs, start=1)
    ]
    for participant in undone.dossier.people.filter(entries__isnull=False) if lines else ():
        if set(participant.entries) & set(undone.entries):
            participant.outcome, participant.message, participant.entries = "", "", []
            participant.save(update_fields=["outcome", "message", "entries"])
    return append(lines, step, Taken("taken_back", today()))
