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
from dangvu.ledger.models import Entry
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import append_lines
from dangvu.orgs.models import Person

FIELDS = {"person": "on", "org": "org", "on": "on", "kind": "on"}
"""Where the ledger's field stands on the form of a step."""


def book(case: Case, row: Verb, taken: Taken, step: Step, known: Sequence[str]) -> list[int]:
    """Numbers of the entries a step brought about. Raises Refused with the ledger's sentences."""
    if row.each is not None:
        return _each(case, row, taken, step)
    lines = row.effect(case, taken) if row.effect else []
    if known:
        return [_recognised(line, ref) for line, ref in zip(lines, known, strict=True)]
    return append(lines, step, taken)


def append(lines: Sequence[Line], step: Step, taken: Taken, mark: str = "") -> list[int]:
    """Append lines under refs that name the step."""
    if not lines:
        return []
    whole = [
        {"on": taken.on.isoformat(), "ref": f"{step.dossier.ref}/{step.place}{mark}/{number}", **_signed(taken), **line}
        for number, line in enumerate(lines, start=1)
    ]
    report = append_lines(enumerate(whole, start=1), actor=step.actor, origin=f"dossier:{step.dossier.ref}")
    if report.errors or report.last_entry is None or report.first_entry is None:
        raise Refused(_problem(fault, whole) for fault in report.errors)
    return list(range(report.first_entry, report.last_entry + 1))


def _signed(taken: Taken) -> dict[str, Any]:
    """The decision under which the entries are made, where the step is one."""
    told = {name: text for name, text in taken.decision.items() if name in ("number", "date", "issuer") and text}
    return {"decision": told} if told else {}


def _problem(fault: Fault, lines: Sequence[Line]) -> Problem:
    return Problem(FIELDS.get(fault.field, fault.field), fault.message, str(lines[fault.line - 1].get("person", "")))


def _recognised(line: Line, ref: str) -> int:
    """The number of an entry that is in the ledger already and says what the step would have said."""
    entry = Entry.objects.filter(ref=ref).first()
    data = orjson.loads(entry.data) if entry else {}
    same = entry is not None and entry.kind == line["kind"] and not Entry.objects.filter(reverses=entry.number).exists()
    if same and "person" in line:
        same = Person.objects.filter(code=line["person"], pk=int(data.get("person") or 0)).exists()
    if not same or entry is None:
        message = _("Bút toán “%(ref)s” không có trong sổ, đã bị hủy, hoặc nói về việc khác; hãy kiểm tra mã.")
        raise Refused([Problem("known_entries", message % {"ref": ref[:60]})])
    return int(entry.number)


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
