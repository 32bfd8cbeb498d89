"""Merging two persons and taking it back: the legs of both, so that one person is counted once on every day there ever was."""

from __future__ import annotations

from collections.abc import Iterable

import orjson
from django.utils.translation import gettext as _

from dangvu.ledger import history, late, merges
from dangvu.ledger.bench import Bench, FullLeg
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.models import Entry, Merged, Posting, legs_of_entry
from dangvu.ledger.personfold import SourcedLeg, impossible
from dangvu.ledger.refusal import Refusal
from dangvu.orgs.models import Person

UNTAKEN = ("person", "structure", "reversal", "merge")
"""Families whose entries are nobody's life: values are told by an amendment, an organisation event carries whoever stands there."""


def merge(bench: Bench, fact: Fact) -> list[FullLeg]:
    """Legs after which the duplicate holds nothing, and the one kept what is taken over. Refused when the two lives do not fit."""
    bench.flush()
    kept, gone = fact.person, fact.data["duplicate"]
    assert kept is not None
    _may(kept, gone)
    taken = _taken(fact.data.get("taken", ()), gone)
    facts = history.facts_of([kept, gone])
    joined = [*facts[kept], *(_as(each, kept) for each in facts[gone] if each.number in taken)]
    wrong = set(impossible(joined, bench.structure))
    if wrong:
        message = _("Không gộp được như vậy: các bút toán sau không đứng cùng nhau trong một đời đảng viên: %(entries)s. Hãy bỏ bớt.")
        raise Refusal("taken", message % {"entries": history.named(wrong)}, min(wrong))
    work = history.work_of(gone)
    legs = late.refold(bench, {kept: lambda _facts: joined, gone: _none}, fact.number)
    legs += [_leg(each, gone, -1) for each in work] + [_leg(each, kept, 1) for each in work if each[0] in taken]
    Merged.objects.create(duplicate_id=gone, kept_id=kept, entry=fact.number)
    bench.merge(kept, gone)
    return legs


def _none(_facts: list[Fact]) -> list[Fact]:
    """A duplicate has no life of its own."""
    return []


def _as(fact: Fact, person: int) -> Fact:
    return Fact(fact.number, fact.kind, fact.on, fact.data, person)


def _leg(leg: SourcedLeg, person: int, sign: int) -> FullLeg:
    source, on, key, org, other, quantity = leg
    return (key, org, other, person, sign * quantity, source, on.isoformat())


def _may(kept: int, gone: int) -> None:
    if kept == gone:
        raise Refusal("duplicate", _("Hai mã phải khác nhau."))
    if Merged.objects.filter(kept=gone).exists():
        message = _("Đã có hồ sơ khác gộp vào mã này; hãy giữ mã này và gộp mã kia vào nó.")
        raise Refusal("duplicate", message)


def _taken(refs: Iterable[str], gone: int) -> frozenset[int]:
    """Numbers of the entries taken over. Each must be one of the duplicate's own, and of a kind that can be somebody else's."""
    found = dict(Entry.objects.filter(ref__in=list(refs)).values_list("ref", "number"))
    kinds = dict(Entry.objects.filter(number__in=found.values()).values_list("number", "kind"))
    mine = set(Posting.objects.filter(person=gone, source__in=list(kinds)).values_list("source_id", flat=True))
    for ref in refs:
        number = found.get(ref)
        if number is None or number not in mine or REGISTRY[kinds[number]].family in UNTAKEN:
            raise Refusal("taken", _("Bút toán “%(ref)s” không phải của hồ sơ trùng, nên không chuyển sang được.") % {"ref": ref})
    return frozenset(found.values())


def undo(bench: Bench, entry: Entry) -> list[FullLeg]:
    """Legs that give the duplicate its life again. Refused while something recorded since leans on the merge."""
    data = orjson.loads(entry.data)
    kept, gone = data["person"], data["duplicate"]
    if Person.objects.filter(pk__in=(kept, gone), name="").exists():
        raise Refusal("of", _("Dữ liệu của người này đã xóa, không tách lại được."))
    facts = history.facts_of([kept, gone], merges.Ties.of([kept, gone], but=entry.number))
    wrong = {number for person in (kept, gone) for number in impossible(facts[person], bench.structure)}
    late.refuse_dependents(wrong)
    legs = late.refold(bench, {person: _told(facts[person]) for person in (kept, gone)}, None)
    # Organisation events recorded since carry the duplicate along again; anything else recorded since must not change.
    late.refuse_dependents({leg[5] for leg in legs if leg[5] > entry.number and leg[3] == kept})
    Merged.objects.filter(entry=entry.number).delete()
    bench.part(Person.objects.get(pk=gone))
    return legs + _work_back(entry.number)


def _told(facts: list[Fact]) -> late.Revise:
    return lambda _facts: facts


def _work_back(number: int) -> list[FullLeg]:
    """The merge's own legs of kinds that are not folded, the other way; what was cancelled since stays cancelled."""
    rows = list(legs_of_entry(number).select_related("account", "source"))
    cancelled = set(Entry.objects.filter(reverses__in=[row.source_id for row in rows]).values_list("reverses", flat=True))
    return [
        (row.account.key, row.org_id, row.other_id, row.person_id, -row.quantity, row.source_id, row.on.isoformat())
        for row in rows
        if not history.folded(row.source.kind) and row.source_id not in cancelled
    ]
