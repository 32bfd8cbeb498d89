"""The papers of a dossier: what the rule of its day asks for, what is there, what has expired, and where the originals are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.core.periods import add_months
from dangvu.dossiers import kinds
from dangvu.dossiers.cases import Case
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.kinds.base import Verb
from dangvu.dossiers.models import Dossier, Paper, PaperMove, Where
from dangvu.rules import services as rules


class Status(StrEnum):
    """How a paper of the list stands on a day."""

    PRESENT = "present"
    MISSING = "missing"
    EXPIRED = "expired"


@dataclass(frozen=True)
class Item:
    """A line of the checklist. ``expires`` is the last day the paper is good, None when it stays good."""

    code: str
    title: str
    required: bool
    paper: Paper | None
    status: Status
    expires: dt.date | None = None
    by: str = ""


def asked_for(case: Case) -> list[Mapping[str, Any]]:
    """The list the rule of the opening day asks for; empty where no rule does."""
    found = kinds.get(case.dossier.kind)
    try:
        specs: list[Mapping[str, Any]] = case.value(found.papers, case.dossier.opened_on) if found.papers else []
    except rules.UnknownRule:
        return []
    return specs


def checklist(case: Case, on: dt.date) -> list[Item]:
    """Each paper the rule asks for, then those beyond it, as they stand on a day."""
    gathered: list[Paper] | None = getattr(case.dossier, "kept", None)
    kept = list(case.dossier.papers.filter(withdrawn_at=None).prefetch_related("files")) if gathered is None else gathered
    newest: dict[str, Paper] = {}
    for paper in kept:
        newest.setdefault(paper.code, paper)
    specs = asked_for(case)
    items = [_item(spec, newest.get(spec["code"]), on) for spec in specs]
    known = {spec["code"] for spec in specs}
    return items + [Item(paper.code, paper.title, False, paper, Status.PRESENT) for paper in kept if paper.code not in known]


def _item(spec: Mapping[str, Any], paper: Paper | None, on: dt.date) -> Item:
    months = spec.get("valid_months")
    expires = add_months(paper.dated, months) if paper is not None and paper.dated and months else None
    status = Status.MISSING if paper is None else Status.EXPIRED if expires and expires < on else Status.PRESENT
    return Item(spec["code"], str(spec["title"]), bool(spec.get("required", True)), paper, status, expires, str(spec.get("by", "")))


def missing_for(case: Case, row: Verb, on: dt.date, despite: str) -> list[Problem]:
    """What a verb needs and is not there, unless somebody says why to go on without it."""
    if despite.strip() or not row.papers:
        return []
    items = {item.code: item for item in checklist(case, on)}
    return list(_wanting([items[code] for code in row.papers if code in items]))


def _wanting(items: list[Item]) -> Iterator[Problem]:
    for item in items:
        named = {"code": item.code, "title": item.title}
        if item.status is Status.MISSING:
            message = _("Thiếu giấy tờ %(code)s (%(title)s); hãy bổ sung, hoặc ghi lý do vẫn làm tiếp.")
            yield Problem("papers", message % named)
        elif item.status is Status.EXPIRED and item.expires:
            message = _("Giấy tờ %(code)s (%(title)s) hết hạn ngày %(day)s; hãy làm lại, hoặc ghi lý do vẫn làm tiếp.")
            yield Problem("papers", message % {**named, "day": vn_day(item.expires)})


@transaction.atomic
def add(
    dossier: Dossier,
    code: str,
    *,
    actor: str,
    dated: dt.date | None = None,
    number: str = "",
    title: str = "",
    where: str = Where.STORE,
    note: str = "",
) -> Paper:
    """Note that a paper is there. A newer one of the same code stands before the older ones."""
    problems = []
    if not code.strip():
        problems.append(Problem("code", _("Hãy chọn loại giấy tờ hoặc ghi mã mẫu.")))
    if dated and dated > today():
        problems.append(Problem("dated", _("Ngày của giấy tờ chưa tới; hãy sửa ngày.")))
    if where not in Where.values:
        problems.append(Problem("where", _("Hãy chọn nơi đang giữ bản gốc.")))
    if problems:
        raise Refused(problems)
    return Paper.objects.create(
        dossier=dossier, code=code.strip()[:40], title=title.strip()[:300], dated=dated, number=number.strip()[:100],
        where=where, note=note.strip()[:300], actor=actor, recorded_at=timezone.now(),
    )  # fmt: skip


@transaction.atomic
def send(paper: Paper, where: str, on: dt.date, *, actor: str, to: str = "") -> PaperMove:
    """The original goes somewhere, or comes back."""
    if where not in Where.values:
        raise Refused([Problem("where", _("Hãy chọn nơi đang giữ bản gốc."))])
    if on > today():
        raise Refused([Problem("on", _("Ngày chưa tới; chỉ ghi việc đã làm."))])
    paper.where = where
    paper.save(update_fields=["where"])
    return PaperMove.objects.create(paper=paper, where=where, on=on, to=to.strip()[:300], actor=actor, recorded_at=timezone.now())


def withdraw(paper: Paper) -> None:
    """The paper was noted by mistake: it counts no more, and stays on record."""
    paper.withdrawn_at = timezone.now()
    paper.save(update_fields=["withdrawn_at"])
