"""Reversals: an entry cancelled on every effective day, or refused with the names of what depends on it."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from dangvu.ledger import history, joining, late, merges, people
from dangvu.ledger.bench import Bench, FullLeg
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.models import Entry, Posting
from dangvu.ledger.personfold import impossible
from dangvu.ledger.recall import VALUES
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.structure import Structure


def reverse(bench: Bench, fact: Fact) -> tuple[list[FullLeg], int, bool]:
    """Legs that cancel an entry on every effective day. Refused, with their names, while other entries depend on it."""
    entry = _reversible(bench, fact.data["of"])
    fact.data["entry"] = entry.number
    if entry.kind == merges.KIND or entry.structural:
        return _reverse_far(bench, entry), entry.number, entry.structural
    legs = _reverse_plain(bench, entry)
    bench.recall.cancel(entry.number, ((leg[3], leg[5]) for leg in legs))
    return legs, entry.number, False


def _reverse_far(bench: Bench, entry: Entry) -> list[FullLeg]:
    """Undo what may change anybody: nothing that was remembered holds, before it and after it, done or refused."""
    bench.flush()
    bench.recall.forget_all()
    try:
        return _reverse_structure(bench, entry) if entry.structural else joining.undo(bench, entry)
    finally:
        bench.recall.forget_all()


def _reverse_plain(bench: Bench, entry: Entry) -> list[FullLeg]:
    """Undo an entry that is about persons, or only counted."""
    places = bench.recall.places(entry.number)
    persons = {place[3] for place in places if place[3] is not None}
    if history.folded(entry.kind) and persons:
        return refold_without(bench, persons, entry.number)
    if entry.kind in VALUES:
        _unsay(bench, entry)
    return [(key, org, other, person, -n, entry.number, on) for (key, org, other, person, on), n in places.items() if n]


def _reversible(bench: Bench, ref: str) -> Entry:
    entry = bench.recall.entry(ref)
    if entry is None:
        raise Refusal("of", _("Chưa có bút toán nào mang ref “%(ref)s”; hãy kiểm tra lại.") % {"ref": ref})
    if entry.kind == "reversal":
        raise Refusal("of", _("Không hủy một bút toán hủy; nếu việc đó vẫn đúng, hãy ghi lại nó với ref mới."))
    if entry.kind == "person_erased":
        raise Refusal("of", _("Dữ liệu đã xóa không lấy lại được; hãy khai báo người ấy lại với mã mới."))
    if bench.recall.cancelled(entry.number):
        raise Refusal("of", _("Bút toán số %(number)d đã bị hủy rồi.") % {"number": entry.number})
    return entry


def refold_without(bench: Bench, persons: Collection[int], number: int) -> list[FullLeg]:
    """Fold persons again as if an entry had never been; refuse when another entry's legs would change."""
    facts, _posted = bench.recall.lives(persons)
    dependent: set[int] = set()
    for person in persons:
        rest = [fact for fact in facts[person] if fact.number != number]
        dependent.update(impossible(rest, bench.structure))
    late.refuse_dependents(dependent - {number})
    return late.refold(bench, {person: _but(number) for person in persons}, None, gone=number)


def _but(number: int) -> late.Revise:
    return lambda facts: [fact for fact in facts if fact.number != number]


def _reverse_structure(bench: Bench, entry: Entry) -> list[FullLeg]:
    """Undo an organisation event: later events, members and work that need it are named instead."""
    before, standing_structure = dict(bench.structure.legs), bench.structure
    event = next(fact for fact in standing_structure.facts if fact.number == entry.number)
    after, dependent = _folded_without(standing_structure.facts, entry.number)
    # Entries recorded before it do not lean on it: their legs go back to where they were.
    dependent |= {number for number in _used(_born(event), entry.number) if number > entry.number}
    late.refuse_dependents(dependent)
    changed = {source for source, legs in before.items() if legs != after.legs.get(source)}
    late.refuse_dependents({source for source in changed if source > entry.number})
    touched = set(late.touched_by(bench, event))
    bench.structure = after
    try:
        people = refold_without(bench, touched, entry.number) if touched else []
    except Refusal:
        bench.structure = standing_structure
        raise
    return late.structural_legs(after, before) + people


def _folded_without(facts: list[Fact], number: int) -> tuple[Structure, set[int]]:
    """The structure without one fact, and without those that fail for want of it: their numbers."""
    left = [fact for fact in facts if fact.number != number]
    dropped: set[int] = set()
    while True:
        try:
            return Structure.of(left), dropped
        except Refusal as refusal:
            assert refusal.entry is not None
            dropped.add(refusal.entry)
            left = [fact for fact in left if fact.number != refusal.entry]


def _born(event: Fact) -> set[int]:
    """Organisations an event brought into being."""
    into = event.data.get("into")
    newborns = [event.data] if event.kind == "organisation_established" else into if isinstance(into, list) else [into]
    return {each["org"] for each in newborns if isinstance(each, dict) and "code" in each}


def _used(orgs: Collection[int], number: int) -> set[int]:
    """Entries other than one whose legs stand in an organisation."""
    found: set[int] = set()
    for side in ("org__in", "other__in"):
        rows = Posting.objects.filter(**{side: orgs}).exclude(source=number).values_list("source_id", "person_id")
        sources = {source for source, _person in rows}
        found |= sources - set(Entry.objects.filter(reverses__in=sources).values_list("reverses", flat=True))
    return found


def _unsay(bench: Bench, entry: Entry) -> None:
    """Cancel a declaration or an amendment of a person's values."""
    person = bench.recall.subject(entry.number)
    if entry.kind == "person":
        late.refuse_dependents(bench.recall.leaning(person) - {entry.number})
        code = bench.recall.code(person)
        bench.persons.pop(code, None)
        bench.undeclared[code] = person
    people.refresh_person(bench, person, but=entry.number)
