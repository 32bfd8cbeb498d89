"""Dossiers from a file: one JSON object a line, opened, moved and given their papers in the order of the lines; all or nothing.

A line names its dossier (``dossier``) and is one of: an opening (``procedure``, ``org``, ``on``, ``person`` or ``new`` or
``people``, ``given``), a step (``step``, ``on``, ``given``, ``ballot``, ``decision``, ``for_whom``, ``from_paper``), or a paper
(``paper``, ``dated``, ``number``). ``historic`` with ``entries`` (refs) tells what is in the ledger already.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.dossiers import papers
from dangvu.dossiers.cases import Ballot
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.models import Dossier
from dangvu.dossiers.penning import Told, at_once, together
from dangvu.dossiers.services import Asked, Hand, declare, open_dossier, take_held
from dangvu.exchange.load import read_lines
from dangvu.ledger.refusal import Fault
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Organisation
from dangvu.rules.services import Rulebook

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
    load = _Load(actor)
    with path.open("rb") as stream:
        for number, line in read_lines(stream):
            load.report.lines += 1
            load.report.errors += [line] if isinstance(line, Fault) else load.faults(number, line)
            if progress:
                progress(load.report.lines)
    load.write()
    if load.report.errors:
        transaction.set_rollback(True)
    return load.report


class _Load:
    """One load: its dossiers as they stand after the lines read so far, held in its transaction, and the rules read once.

    What is told from the archive is not judged by what is written, so its steps wait, and are written together.
    """

    def __init__(self, actor: str) -> None:
        self.actor = actor
        self.report = DossierReport()
        self._held: dict[str, Dossier] = {}
        self._rules = Rulebook()
        self._waiting: list[Told] = []

    def write(self) -> None:
        """Write down the steps that wait."""
        if self._waiting:
            together(self._waiting)
            self._waiting = []

    def faults(self, number: int, line: dict[str, Any]) -> list[Fault]:
        """Do what a line says; what is wrong with it, and then nothing of it is written."""
        archived = bool(line.get("historic"))
        if not archived and "paper" not in line:
            self.write()
        # A step that waits has written nothing that would have to be taken back.
        within: AbstractContextManager[Any] = nullcontext() if archived and _is_step(line) else transaction.atomic()
        try:
            with within:
                self._take(line)
        except Refused as refusal:
            found = [Fault(number, problem.field, problem.message) for problem in refusal.problems]
        except (KeyError, TypeError, ValueError, AttributeError):
            found = [Fault(number, "", _("Dòng này thiếu hoặc sai trường; hãy xem tài liệu định dạng nạp hồ sơ."))]
        else:
            return []
        # It may have been moved by what was just taken back; as it is read anew, it has all its steps.
        self.write()
        self._held.pop(str(line.get("dossier")), None)
        return found

    def _take(self, line: dict[str, Any]) -> None:
        strange = line.keys() - KNOWN
        if strange:
            name = min(strange)
            raise Refused([Problem(name, _("Không có trường “%(field)s”; hãy sửa tên trường hoặc bỏ đi.") % {"field": name})])
        hand = Hand(self.actor, line.get("for_whom", ""), line.get("from_paper", ""))
        if "procedure" in line:
            self._held[str(line["dossier"])] = self._open(line, hand)
            self.report.opened += 1
        elif _is_step(line):
            pen = self._waiting.append if line.get("historic") else at_once
            take_held(self._dossier(line), _asked(line), hand, self._rules, pen)
            self.report.steps += 1
        else:
            dated = parse_day(line["dated"]) if line.get("dated") else None
            papers.add(self._dossier(line), line["paper"], actor=self.actor, dated=dated, number=line.get("number", ""))
            self.report.papers += 1

    def _open(self, line: dict[str, Any], hand: Hand) -> Dossier:
        place = Organisation.objects.filter(code=line["org"]).first()
        if place is None:
            raise Refused([Problem("org", _("Không có tổ chức mã “%(code)s” trong sổ.") % {"code": str(line["org"])[:64]})])
        ref = str(line["dossier"])
        if ref in self._held or Dossier.objects.filter(ref=ref).exists():
            raise Refused([Problem("dossier", _("Số hồ sơ “%(ref)s” đã có; mỗi hồ sơ một số.") % {"ref": ref[:64]})])
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
            ref=ref,
            in_charge=line.get("in_charge", ""),
            historic=bool(line.get("historic")),
        )

    def _dossier(self, line: dict[str, Any]) -> Dossier:
        ref = str(line["dossier"])
        if ref not in self._held:
            found = Dossier.objects.select_for_update().filter(ref=ref).first()
            if found is None:
                message = _("Chưa mở hồ sơ “%(ref)s”; hãy ghi dòng mở hồ sơ trước.")
                raise Refused([Problem("dossier", message % {"ref": ref[:64]})])
            self._held[ref] = found
        return self._held[ref]


def _is_step(line: dict[str, Any]) -> bool:
    return "step" in line and "procedure" not in line


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
