"""Judging one line: its common fields, its kind's fields, what the folds say, and the entry it becomes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import orjson
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.ledger import chain, joining, late, merges, people, reversals
from dangvu.ledger.bench import Bench, FullLeg
from dangvu.ledger.kinds import kind_of, read_fields
from dangvu.ledger.kinds.base import Data, Fact, Kind, Leg
from dangvu.ledger.kinds.fields import read_day, text
from dangvu.ledger.kinds.people import attribute
from dangvu.ledger.models import Entry, Sealed
from dangvu.ledger.refusal import Refusal
from dangvu.orgs import vault

REF = text(200)
NOTE = text(4000)
ADULT = 18
"""Full years at the earliest admission (Charter, Art. 1; domain guide §2.2)."""

NO_DECISION = ("", None, "")
NOTHING: Data = {}
FAR = ("structure", "merge")
"""Families of kinds that may change what is known of persons they do not name."""
PARTED = ("person", "amended", "organisation_established")
"""Kinds whose entry holds other fields than the line."""

DECISION = {"number": text(100), "issuer": text(300)}
LOOKS_BACK = {
    "person": ("birth",),
    "amended": ("birth",),
    "carried_over": ("party_age_from", "admitted_on", "official_on"),
}
"""Fields that tell of a day before the entry's own."""


def judge(bench: Bench, line: Data) -> bool:
    """Judge one line and keep its entry; False when the same ref with the same content is recorded already.

    Raises Refusal with the field and what to do; then nothing of the line is kept.
    """
    kind = kind_of(line.get("kind"))
    bench.ghost = None
    on = read_day(line.get("on"), "on")
    ref = REF(line.get("ref"), "ref", bench)
    values = read_fields(kind, line, bench) if kind.name != "person" else _declaration(kind, line, bench)
    if kind.name in LOOKS_BACK:
        _look_back(kind, values, on.isoformat())
    decision = _decision(line["decision"], bench) if "decision" in line else NO_DECISION
    note = NOTE(line["note"], "note", bench) if line.get("note") is not None else None
    data, sealed = _parted(kind, values, note) if kind.sealed or note or kind.name in PARTED else (values, NOTHING)
    if ref in bench.refs:
        _same(bench, ref, [kind.name, on, *decision], data, sealed)
        return False
    bench.refuse_ghost()
    moment, moment_text, today = bench.clock.next(line.get("recorded"))
    if on > today:
        message = _("Ngày %(day)s ở sau ngày ghi sổ (%(today)s); chỉ ghi việc đã xảy ra, hãy sửa ngày.")
        raise Refusal("on", message % {"day": vn_day(on), "today": vn_day(today)})
    if decision[1] is not None and decision[1] > today:
        raise Refusal("decision", _("Ngày quyết định ở sau ngày ghi sổ; hãy sửa ngày."))
    number = bench.head.last_entry + 1
    fact = Fact(number, kind.name, on, data, data.get("person"))
    legs, reverses, structural = _legs(bench, kind, fact, sealed)
    if sealed:
        data["sealed"] = bench.seal(number, fact.person, sealed)
    text, row = chain.canonical(data), ("", None, "") if decision is NO_DECISION else _row(decision)
    entry = (number, kind.name, line["on"], moment_text, bench.actor, ref, *row, bench.origin, reverses, bench.replayed, text)
    bench.write(entry, legs, structural)
    if reverses is None and bench.recall.warm:
        _recalled(bench, kind, fact, legs, bool(sealed))
    bench.clock.keep(moment)
    return True


def _recalled(bench: Bench, kind: Kind, fact: Fact, legs: list[FullLeg], sealed: bool) -> None:
    """What is remembered of earlier entries stays true but for this one's persons; an organisation or a merge may change anybody."""
    if kind.family in FAR:
        bench.recall.forget()
    else:
        bench.recall.recorded(fact, legs, sealed=sealed)


def _decision(value: Any, bench: Bench) -> tuple[str, dt.date | None, str]:
    if value is None:
        return NO_DECISION
    if not isinstance(value, dict) or value.keys() - {"number", "date", "issuer"}:
        raise Refusal("decision", _("“decision” gồm number, date và issuer."))
    number, issuer = (DECISION[name](value[name], "decision", bench) if value.get(name) else "" for name in DECISION)
    return (number, read_day(value["date"], "decision") if value.get("date") else None, issuer)


def _row(decision: tuple[str, dt.date | None, str]) -> tuple[str, str | None, str]:
    return (decision[0], decision[1].isoformat() if decision[1] else None, decision[2])


def _declaration(kind: Kind, line: Data, bench: Bench) -> Data:
    """A person's own line: further attributes are read as an amendment reads them."""
    values = read_fields(kind, line, bench)
    for name in values.keys() - kind.allowed:
        values[name] = attribute(name, values[name], name, bench)
    return values


def _look_back(kind: Kind, values: Data, on: str) -> None:
    """Refuse a birth, an admission or a recognition told of before it happened."""
    told = values["changes"] if kind.name == "amended" else values
    for name in LOOKS_BACK[kind.name]:
        if (told.get(name) or "") > on:
            message = _("“%(field)s” ở sau ngày của dòng này (%(day)s); hãy kiểm tra lại.")
            field = "changes" if kind.name == "amended" else name
            raise Refusal(field, message % {"field": name, "day": on})


def _parted(kind: Kind, values: Data, note: str | None) -> tuple[Data, Data]:
    """What the entry holds, and what is kept beside it."""
    if kind.name == "person":
        data, sealed = {}, dict(values)
    elif kind.name == "amended":
        data, sealed = {"person": values["person"]}, dict(values["changes"])
    elif kind.name == "organisation_established":
        data, sealed = {**values, "code": values["org"]}, {}
    else:
        data = {name: value for name, value in values.items() if name not in kind.sealed} if kind.sealed else values
        sealed = {name: values[name] for name in kind.sealed if name in values}
    if note is not None:
        sealed["note"] = note
    return data, sealed


def _legs(bench: Bench, kind: Kind, fact: Fact, sealed: Data) -> tuple[list[FullLeg], int | None, bool]:
    """Legs, the entry reversed, and whether the tree changes, by the kind's family."""
    if kind.family == "standing":
        if kind.name in ("admitted", "readmitted"):
            _of_age(bench, fact)
        return late.stand(bench, fact), None, False
    if kind.family == "structure":
        return late.restructure(bench, fact), None, True
    if kind.family == "discipline":
        return _discipline(bench, kind, fact), None, False
    if kind.family == "reversal":
        return reversals.reverse(bench, fact)
    if kind.family == "merge":
        return joining.merge(bench, fact), None, False
    if kind.name == "person":
        _declare(bench, fact, sealed)
        return [], None, False
    if kind.name == "amended":
        _amend(bench, fact, sealed)
    if kind.name == "person_erased":
        _erase(bench, fact)
    return _work(bench, kind, fact), None, False


def _of_age(bench: Bench, fact: Fact) -> None:
    birth = bench.births.get(fact.person or 0)
    if birth is None:
        return
    years = fact.on.year - birth.year - ((fact.on.month, fact.on.day) < (birth.month, birth.day))
    if years < ADULT:
        message = _(
            "Người này mới %(years)d tuổi vào ngày %(day)s; chỉ kết nạp người đủ 18 tuổi. Hãy kiểm tra ngày sinh hoặc ngày kết nạp."
        )
        raise Refusal("on", message % {"years": years, "day": vn_day(fact.on)})


def _work(bench: Bench, kind: Kind, fact: Fact) -> list[FullLeg]:
    legs: list[Leg] = []
    kind.act(bench.structure, fact, legs)
    if kind.defines is not None:
        bench.define(kind.defines(fact.data))
    day = fact.on.isoformat()
    return [(key, org, other, person, quantity, fact.number, day) for key, org, other, person, quantity in legs]


def _discipline(bench: Bench, kind: Kind, fact: Fact) -> list[FullLeg]:
    if ("person" in fact.data) == ("org" in fact.data):
        raise Refusal("person", _("Ghi kỷ luật cho đúng một đối tượng: person hoặc org."))
    return late.stand(bench, fact) if fact.person is not None else _work(bench, kind, fact)


def _declare(bench: Bench, fact: Fact, sealed: Data) -> None:
    """A new person: the row of latest values, and a standing of nobody yet."""
    code = sealed["person"]
    if code in bench.persons:
        message = _("Mã người “%(code)s” đã được khai báo; hãy dùng mã khác hoặc ghi sửa đổi (amended).")
        raise Refusal("person", message % {"code": code})
    bench.refuse_merged(code, "person")
    known = bench.undeclared.pop(code, None)
    person = known or bench.new_person(code)
    fact.data["person"] = person
    fact.person = person
    bench.persons[code] = person
    birth = sealed.get("birth")
    bench.births[person] = dt.date.fromisoformat(birth) if birth else None
    late.fresh_standing(bench, person)
    if known:
        people.refresh_person(bench, person, [(fact.on, fact.number, sealed)])
    else:
        bench.add_person(people.person_row(person, code, sealed), vault.digests(sealed))


def _amend(bench: Bench, fact: Fact, sealed: Data) -> None:
    assert fact.person is not None
    if "note" in sealed and sealed.keys() == {"note"}:
        raise Refusal("changes", _("“changes” phải ghi ít nhất một thuộc tính và giá trị mới."))
    people.refresh_person(bench, fact.person, [(fact.on, fact.number, sealed)])


def _erase(bench: Bench, fact: Fact) -> None:
    """Shred what is told of a person who is no member any more. Nobody can be named by the code afterwards."""
    assert fact.person is not None
    if bench.standings[fact.person].org is not None:
        raise Refusal("person", _("Người này đang là đảng viên trong sổ; chỉ xóa dữ liệu của người đã ra khỏi danh sách."))
    # Who was declared twice is one human being: both rows go.
    gone = {fact.person, *merges.duplicates_of(fact.person)}
    for person in gone:
        people.shred(bench, person)
    bench.undeclared.update((code, person) for code, person in bench.persons.items() if person in gone)
    bench.persons = {code: person for code, person in bench.persons.items() if person not in gone}


def _same(bench: Bench, ref: str, fields: list[Any], data: Data, sealed: Data) -> None:
    """The same ref again must say the same; otherwise it is refused with the number it has."""
    bench.flush()
    entry = Entry.objects.get(ref=ref)
    stored = [entry.kind, entry.effective_on, entry.decision_number, entry.decision_date, entry.decision_issuer]
    held = Sealed.objects.filter(entry=entry).first()
    beside = chain.canonical(held.values) if held else None
    told = chain.canonical(sealed) if sealed else None
    before = orjson.loads(entry.data) if entry.kind != "person" else {}
    if stored == fields and beside == told and _plain(before) == _plain(data):
        return
    message = _("“ref” %(ref)s đã được ghi ở bút toán số %(number)d với nội dung khác; hãy dùng ref mới, hoặc hủy bút toán cũ rồi ghi lại.")
    raise Refusal("ref", message % {"ref": ref, "number": entry.number})


def _plain(value: Any) -> Any:
    """Data without what the ledger added: ids of new organisations and persons, digests, conclusions of the fold."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if not isinstance(value, dict):
        return value
    added = {"sealed", "ends", "entry"} | ({"org"} if "code" in value else set())
    return {name: _plain(each) for name, each in value.items() if name not in added}
