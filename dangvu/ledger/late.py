"""What the folds say of a new entry. In order it is one step; recorded late, the persons it touches are folded again and the
difference is posted, so that postings always equal the fold of what is known (decision record 0002)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Iterable

from django.utils.translation import gettext as _

from dangvu.ledger import history
from dangvu.ledger.bench import Bench, FullLeg
from dangvu.ledger.kinds.base import Fact
from dangvu.ledger.models import Entry, Posting
from dangvu.ledger.personfold import SourcedLeg, act, replay
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs, Standing
from dangvu.ledger.structure import Structure
from dangvu.orgs.tree import CELL_KINDS

CLOSING = {
    "organisation_absorbed": "org",
    "organisation_consolidated": "orgs",
    "organisation_split": "org",
    "organisation_wound_up": "org",
    "organisation_dissolved": "org",
}


def fresh_standing(bench: Bench, person: int) -> None:
    """A person nothing is recorded of yet."""
    bench.standings[person] = Standing()


def standing(bench: Bench, person: int) -> Standing:
    """The person's standing now, folded from what is recorded when it is not at hand."""
    if person not in bench.standings:
        bench.load_standings([person])
    return bench.standings[person]


def stand(bench: Bench, fact: Fact) -> list[FullLeg]:
    """Legs of an entry about one person's standing."""
    person = fact.person
    assert person is not None
    st = standing(bench, person)
    if fact.on < st.last_on or (bench.structure.closings and _ended(bench, st, fact)):
        return refold(bench, {person: lambda facts: [*facts, fact]}, fact.number)
    legs: Legs = []
    act(st, fact, legs, bench.structure)
    number, day = fact.number, fact.on.isoformat()
    return [(key, org, other, person, quantity, number, day) for key, org, other, quantity in legs]


def _ended(bench: Bench, st: Standing, fact: Fact) -> bool:
    """Whether a place the person stands in, or goes to, comes to an end at some time."""
    places = (st.org, st.guest, st.last_org, fact.data.get("org"), *(org for org, _post in st.offices))
    return any(place in bench.structure.closings for place in places)


Revise = Callable[[list[Fact]], list[Fact]]


def refold(bench: Bench, persons: dict[int, Revise], number: int | None, gone: int | None = None) -> list[FullLeg]:
    """Fold persons again with their facts revised, and post the difference. ``number``: the entry being judged; ``gone``: the entry
    taken away, and entries recorded after it must not change by that.
    """
    facts, posted = bench.recall.lives(persons)
    found: list[FullLeg] = []
    after: dict[int, Standing] = {}
    folded: dict[int, tuple[list[Fact], list[SourcedLeg]]] = {}
    for person, revise in sorted(persons.items()):
        revised = revise(facts[person])
        try:
            after[person], legs = replay(revised, bench.structure)
        except Refusal as refusal:
            raise _explained(refusal, number) from refusal
        found.extend(difference(person, posted[person], legs))
        folded[person] = revised, legs
    if gone is not None:
        # Entries recorded before it do not lean on it: their legs go back to what they were.
        refuse_dependents({leg[5] for leg in found if leg[5] > gone})
    bench.standings.update(after)
    for person, life in folded.items():
        bench.recall.fold(person, *life)
    return found


def _explained(refusal: Refusal, number: int | None) -> Refusal:
    """A refusal that falls on an entry recorded already is about that entry: say which."""
    if refusal.entry is None or refusal.entry == number:
        return refusal
    message = _("Không ghi được, vì bút toán đã ghi sau đó sẽ không còn đúng: %(entries)s (%(why)s) Hãy hủy bút toán đó trước.")
    return Refusal("on", message % {"entries": history.named([refusal.entry]), "why": refusal.message}, refusal.entry)


def refuse_dependents(numbers: Collection[int]) -> None:
    """Refuse to cancel an entry while these lean on it."""
    if numbers:
        message = _("Không hủy được, vì các bút toán sau đây dựa vào nó: %(entries)s. Hãy hủy các bút toán đó trước.")
        raise Refusal("of", message % {"entries": history.named(numbers)}, min(numbers))


def difference(person: int, posted: Iterable[SourcedLeg], wanted: Iterable[SourcedLeg]) -> list[FullLeg]:
    """Legs that turn what is posted of a person into what the fold wants."""
    sums: Counter[tuple[int, dt.date, str, int, int | None]] = Counter()
    for *where, quantity in wanted:
        sums[tuple(where)] += quantity  # type: ignore[index]
    for *where, quantity in posted:
        sums[tuple(where)] -= quantity  # type: ignore[index]
    return [
        (key, org, other, person, quantity, source, on.isoformat()) for (source, on, key, org, other), quantity in sums.items() if quantity
    ]


def same(facts: list[Fact]) -> list[Fact]:
    """A person whose own facts stay, folded again because the tree changed."""
    return facts


def restructure(bench: Bench, fact: Fact) -> list[FullLeg]:
    """Legs of an organisation event: its own, those it changes of later events, and of everybody it carries along."""
    _name_newborns(bench, fact)
    touched = touched_by(bench, fact)
    if fact.kind == "organisation_split":
        _say_if_ended(bench, fact)
    structure = bench.own_structure()
    before = None if structure.grows(fact) else dict(structure.legs)
    try:
        bench.structure = structure.with_fact(fact)
    except Refusal as refusal:
        raise _explained(refusal, fact.number) from refusal
    try:
        people = refold(bench, touched, fact.number) if touched else []
        if fact.kind == "organisation_kind_changed":
            _no_members_in_committee(bench, fact)
    except Refusal:
        bench.structure = bench.structure.without(fact.number)
        raise
    own = structural_legs(bench.structure, before) if before is not None else _legs_of(fact, bench.structure.legs[fact.number])
    return own + people


def _legs_of(fact: Fact, legs: Legs) -> list[FullLeg]:
    """The legs of an event that changes no other's."""
    sums: Counter[tuple[str, int, int | None]] = Counter()
    for key, org, other, quantity in legs:
        sums[key, org, other] += quantity
    day = fact.on.isoformat()
    return [(key, org, other, None, quantity, fact.number, day) for (key, org, other), quantity in sums.items() if quantity]


def structural_legs(after: Structure, before: dict[int, Legs]) -> list[FullLeg]:
    """Legs that turn the organisation events' posted legs into those of the fold."""
    days = {fact.number: fact.on.isoformat() for fact in after.facts}
    found: list[FullLeg] = []
    for source in sorted(before.keys() | after.legs.keys()):
        old, new = before.get(source, []), after.legs.get(source, [])
        if old == new:
            continue
        sums: Counter[tuple[str, int, int | None]] = Counter()
        for legs, sign in ((new, 1), (old, -1)):
            for key, org, other, quantity in legs:
                sums[key, org, other] += sign * quantity
        day = days.get(source) or _day_of(source)
        found.extend((key, org, other, None, quantity, source, day) for (key, org, other), quantity in sums.items() if quantity)
    return found


def _day_of(source: int) -> str:
    return Entry.objects.get(pk=source).effective_on.isoformat()


def _name_newborns(bench: Bench, fact: Fact) -> None:
    """Ids for the organisations an event brings into being."""
    into = fact.data.get("into")
    newborns = [fact.data] if fact.kind == "organisation_established" else into if isinstance(into, list) else [into]
    for each in newborns:
        if isinstance(each, dict) and "code" in each:
            each["org"] = bench.org_code_id(each["code"])


def touched_by(bench: Bench, fact: Fact) -> dict[int, Revise]:
    """Persons an event carries along, with the facts it gives them."""
    if fact.kind not in CLOSING:
        return {}
    ending = fact.data[CLOSING[fact.kind]]
    bench.flush()
    touched: dict[int, Revise] = dict.fromkeys(history.touching(ending if isinstance(ending, list) else [ending]), same)
    if fact.kind == "organisation_split":
        for each in fact.data["into"]:
            for person in each.get("persons", ()):
                touched[person] = _with(Fact(fact.number, fact.kind, fact.on, {"from": fact.data["org"], "org": each["org"]}, person))
    return touched


def _with(fact: Fact) -> Revise:
    return lambda facts: [*facts, fact]


def _say_if_ended(bench: Bench, fact: Fact) -> None:
    """A cell that a split leaves without anybody ends; a committee, or a cell with members left, goes on."""
    state = bench.structure.org_on(fact.data["org"], fact.on)
    leaving = {person for each in fact.data["into"] for person in each.get("persons", ())}
    left = members_on(state.org_id, fact.on) - leaving
    if state.kind in CELL_KINDS and leaving and not left:
        fact.data["ends"] = True


def members_on(org: int, on: dt.date) -> set[int]:
    """Persons who are members of a cell at the end of a day, from the postings."""
    legs = Posting.objects.filter(account__measure="member", org=org, on__lte=on).values_list("person_id", "quantity")
    sums: Counter[int] = Counter()
    for person, quantity in legs:
        sums[person] += quantity
    return {person for person, quantity in sums.items() if quantity}


def _no_members_in_committee(bench: Bench, fact: Fact) -> None:
    if fact.data["org_kind"] not in CELL_KINDS and members_on(fact.data["org"], fact.on):
        message = _("Chi bộ còn đảng viên đứng tên, không thể đổi thành đảng bộ; hãy lập chi bộ mới và chuyển sinh hoạt cho họ trước.")
        raise Refusal("org_kind", message)
