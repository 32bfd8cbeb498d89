"""Dossiers from a file: one JSON object a line, opened, moved and given their papers in the order of the lines; all or nothing.

A line names its dossier (``dossier``) and is one of: an opening (``procedure``, ``org``, ``on``, ``person`` or ``new`` or
``people``, ``given``), a step (``step``, ``on``, ``given``, ``ballot``, ``decision``, ``for_whom``, ``from_paper``), or a paper
(``paper``, ``dated``, ``number``). ``historic`` with ``entries`` (refs) tells what is in the ledger already.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.dossiers import papers
from dangvu.dossiers.cases import Ballot
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.models import Dossier
from dangvu.dossiers.services import Asked, Hand, declare, open_dossier, take
from dangvu.exchange.load import read_lines
from dangvu.ledger.refusal import Fault
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Organisation

KNOWN = frozenset(
    {"dossier", "procedure", "org", "on", "person", "new", "people", "subject", "given", "in_charge", "step", "ballot", "decision",
     "for_whom", "from_paper", "despite", "paper", "dated", "number", "historic", "entries", "note"}
)  # fmt: skip


@dataclass
class DossierReport:
    """What a load of dossiers did; with errors nothing was written."""

    lines: int = 0
    opened: int = 0
    steps: int = 0
    papers: int = 0
    errors: list[Fault] = field(default_factory=list)


@transaction.atomic
def load_dossiers(path: Path, *, actor: str, progress: Callable[[int], None] | None = None) -> DossierReport:
    """Load a file. Each line is tried in a savepoint, so that every faulty one is told; one is enough to write none."""
    report = DossierReport()
    with path.open("rb") as stream:
        for number, line in read_lines(stream):
            report.lines += 1
            if isinstance(line, Fault):
                report.errors.append(line)
                continue
            try:
                with transaction.atomic():
                    _take(line, actor, report)
            except Refused as refusal:
                report.errors += [Fault(number, problem.field, problem.message) for problem in refusal.problems]
            except (KeyError, TypeError, ValueError, AttributeError):
                report.errors.append(Fault(number, "", _("Dòng này thiếu hoặc sai trường; hãy xem tài liệu định dạng nạp hồ sơ.")))
            if progress:
                progress(report.lines)
    if report.errors:
        transaction.set_rollback(True)
    return report


def _take(line: dict[str, Any], actor: str, report: DossierReport) -> None:
    strange = line.keys() - KNOWN
    if strange:
        name = min(strange)
        raise Refused([Problem(name, _("Không có trường “%(field)s”; hãy sửa tên trường hoặc bỏ đi.") % {"field": name})])
    hand = Hand(actor, line.get("for_whom", ""), line.get("from_paper", ""))
    if "procedure" in line:
        _open(line, hand)
        report.opened += 1
    elif "step" in line:
        take(_dossier(line), _asked(line), hand)
        report.steps += 1
    else:
        dated = parse_day(line["dated"]) if line.get("dated") else None
        papers.add(_dossier(line), line["paper"], actor=actor, dated=dated, number=line.get("number", ""))
        report.papers += 1


def _open(line: dict[str, Any], hand: Hand) -> Dossier:
    place = Organisation.objects.filter(code=line["org"]).first()
    if place is None:
        raise Refused([Problem("org", _("Không có tổ chức mã “%(code)s” trong sổ.") % {"code": str(line["org"])[:64]})])
    if Dossier.objects.filter(ref=line["dossier"]).exists():
        raise Refused([Problem("dossier", _("Số hồ sơ “%(ref)s” đã có; mỗi hồ sơ một số.") % {"ref": str(line["dossier"])[:64]})])
    on = parse_day(line["on"])
    new = line.get("new")
    person = line.get("person")
    if new:
        born = parse_day(new["birth"]) if new.get("birth") else None
        person = declare(name=new["name"], birth=born, sex=new.get("sex", ""), on=on, hand=hand)
    return open_dossier(
        line["procedure"],
        org=place.pk,
        on=on,
        hand=hand,
        person=person,
        people=line.get("people", ()),
        given=line.get("given", {}),
        subject=line.get("subject", ""),
        ref=line["dossier"],
        in_charge=line.get("in_charge", ""),
        historic=bool(line.get("historic")),
    )


def _asked(line: dict[str, Any]) -> Asked:
    counts = dict(line["ballot"]) if line.get("ballot") else None
    out = tuple((each["name"], each["reason"]) for each in counts.pop("excluded", ())) if counts else ()
    return Asked(
        verb=line["step"],
        on=parse_day(line["on"]),
        given=line.get("given", {}),
        ballot=Ballot(**counts, excluded=out) if counts else None,
        decision=line.get("decision", {}),
        despite=line.get("despite", ""),
        known_entries=tuple(line.get("entries", ())),
        historic=bool(line.get("historic")),
    )


def _dossier(line: dict[str, Any]) -> Dossier:
    found = Dossier.objects.filter(ref=line["dossier"]).first()
    if found is None:
        raise Refused([Problem("dossier", _("Chưa mở hồ sơ “%(ref)s”; hãy ghi dòng mở hồ sơ trước.") % {"ref": str(line["dossier"])[:64]})])
    return found
