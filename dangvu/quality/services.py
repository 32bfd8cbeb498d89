"""What is done about gaps and duplicates: values amended, two records merged or parted, a pair said to be two. Every write is an entry
but the last, which says something about records and nothing about the work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.dossiers.models import Dossier
from dangvu.exchange.load import load_lines
from dangvu.ledger import book, history
from dangvu.ledger.joining import UNTAKEN
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Merged
from dangvu.ledger.personfold import impossible
from dangvu.ledger.refusal import Fault
from dangvu.orgs.models import Person
from dangvu.quality.models import Apart

ORIGIN = "quality"


class Refused(ValueError):
    """Nothing was written; the text is a sentence for the user."""


def amend(told: Mapping[str, Mapping[str, Any]], *, on: dt.date, actor: str) -> dict[str, str]:
    """Values by person's code, all or nothing; what is wrong by code. An empty value is left alone: nothing is overwritten with nothing."""
    last = book.last_number()
    lines: list[dict[str, Any]] = [
        {"kind": "amended", "on": on.isoformat(), "ref": f"{ORIGIN}/{last}/{code}", "person": code, "changes": changes}
        for code, given in told.items()
        if (changes := {name: value for name, value in given.items() if value not in (None, "")})
    ]
    report = load_lines(lines, actor=actor) if lines else None
    return {lines[fault.line - 1]["person"]: fault.message for fault in report.errors} if report else {}


def entries_of(person: int) -> list[Entry]:
    """Entries of a record that could go over to another one, in the order of their days. Values go by an amendment of their own."""
    numbers = {source for source, *_rest in history.work_of(person)} | {fact.number for fact in history.facts_of([person])[person]}
    found = Entry.objects.filter(number__in=numbers).order_by("effective_on", "number")
    return [entry for entry in found if REGISTRY[entry.kind].family not in UNTAKEN]


def suggested(kept: int, gone: int) -> set[int]:
    """Entries that may stand with the person kept, ticked on the page for a human to confirm: work that no entry of the kept one looks
    like, and steps of the life that fit into it one by one."""
    facts = history.facts_of([kept, gone])
    mine = {(each.kind, each.effective_on) for each in entries_of(kept)}
    structure, life, found = book.structure(), list(facts[kept]), set[int]()
    own = {fact.number: fact for fact in facts[gone]}
    for entry in entries_of(gone):
        if (entry.kind, entry.effective_on) in mine:
            continue
        fact = own.get(entry.number)
        if fact is None:
            found.add(entry.number)
        elif not impossible([*life, fact], structure):
            life.append(fact)
            found.add(entry.number)
    return found


def lacking(kept: Person, gone: Person) -> dict[str, Any]:
    """Values the duplicate has and the person kept has not."""
    mine = {**kept.extra, **kept.secrets(), "birth": kept.birth, "sex": kept.sex}
    theirs = {**gone.extra, **gone.secrets(), "birth": gone.birth, "sex": gone.sex}
    return {name: value for name, value in sorted(theirs.items()) if value not in (None, "") and mine.get(name) in (None, "")}


def merge(
    kept: Person, gone: Person, *, taken: Collection[int], values: Sequence[str], reason: str, on: dt.date, actor: str
) -> int:  # fmt: skip
    """Two records are one person. ``taken``: numbers of the duplicate's entries that go over; ``values``: attributes that are copied.

    The number of the merge's entry. Raises Refused.
    """
    if not reason.strip():
        raise Refused(_("Hãy ghi căn cứ: vì sao biết hai hồ sơ là một người."))
    if Dossier.objects.filter(person=gone, open=True).exists():
        raise Refused(_("Hồ sơ trùng còn việc đang giải quyết; hãy khép hoặc rút lại trước khi gộp."))
    if hasattr(gone, "account"):
        raise Refused(_("Mã trùng đang gắn với một tài khoản đăng nhập; hãy gắn tài khoản ấy với mã được giữ trước."))
    refs = list(Entry.objects.filter(number__in=taken).order_by("number").values_list("ref", flat=True))
    last = book.last_number()
    copied = {name: value for name, value in lacking(kept, gone).items() if name in values}
    line = {"kind": "persons_merged", "on": on.isoformat(), "ref": f"merge/{gone.pk}/{last}", "person": kept.code, "duplicate": gone.code}
    lines: list[dict[str, Any]] = [{**line, "taken": refs, "reason": reason.strip()}]
    if copied:
        changes = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in copied.items()}
        amended = {"kind": "amended", "on": on.isoformat(), "ref": f"merge/{gone.pk}/{last}/values", "person": kept.code}
        lines.append({**amended, "changes": changes})
    report = load_lines(lines, actor=actor)
    if report.errors or report.first_entry is None:
        raise Refused(_told(report.errors))
    return report.first_entry


def part(gone: Person, *, on: dt.date, actor: str) -> int:
    """Take a merge back. The values copied to the person kept stay: they are an amendment, to be cancelled by itself. Raises Refused."""
    row = Merged.objects.filter(duplicate=gone).first()
    if row is None:
        raise Refused(_("Hồ sơ này không gộp vào hồ sơ nào."))
    of = Entry.objects.get(pk=row.entry).ref
    report = load_lines([{"kind": "reversal", "on": on.isoformat(), "ref": f"part/{row.entry}", "of": of}], actor=actor)
    if report.errors or report.first_entry is None:
        raise Refused(_told(report.errors))
    return report.first_entry


def _told(errors: Sequence[Fault]) -> str:
    return errors[0].message if errors else _("Không ghi được gì.")


@transaction.atomic
def apart(one: Person, other: Person, *, actor: str) -> None:
    """Two who look alike are two: the pair is not offered again."""
    first, second = sorted((one, other), key=lambda each: each.pk)
    Apart.objects.get_or_create(one=first, other=second, defaults={"by": actor, "at": timezone.now()})
