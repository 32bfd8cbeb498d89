"""Values as careless or hostile senders write them: each is answered at its field, on every engine alike, or kept as it is."""

from __future__ import annotations

from typing import Any

import pytest

from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from tests.cast import Line, book, faults, line, record

pytestmark = pytest.mark.django_db
DAY = "2021-01-01"
LONG = "x" * 100_000


def activity(**fields: Any) -> Line:
    return line("activity", DAY, **{"org": "K1", "type": "charity", **fields})


def typed(**fields: Any) -> Line:
    return line("typed_figure", DAY, **{"org": "K1", "figure": "member_total", "value": 1, "source": "báo", **fields})


def inspected(*targets: Any, **fields: Any) -> Line:
    told = {"org": "K1", "type": "inspection_thematic", "acting": "committee", "targets": list(targets)}
    return line("inspection_round", DAY, **{**told, **fields})


def split(*into: Any) -> Line:
    return line("organisation_split", DAY, org="A", into=list(into))


REFUSED: dict[str, tuple[Line, str]] = {
    "no day": (line("died", None, person="an"), "on"),  # type: ignore[arg-type]
    "a day as a number": (line("died", 20210101, person="an"), "on"),  # type: ignore[arg-type]
    "a week instead of a day": (line("died", "2021-W01-1", person="an"), "on"),
    "a day the Vietnamese way": (line("died", "01/01/2021", person="an"), "on"),
    "a time instead of a day": (line("died", "2021-01-01T08:00", person="an"), "on"),
    "another century": (line("died", "0021-01-01", person="an"), "on"),
    "no ref": (line("died", DAY, person="an", ref=""), "ref"),
    "a ref that is a number": (line("died", DAY, person="an", ref=7), "ref"),
    "a long ref": (line("died", DAY, person="an", ref="x" * 201), "ref"),
    "a zero byte in the ref": (line("died", DAY, person="an", ref="a\0b"), "ref"),
    "no kind": (line("", DAY), "kind"),
    "a kind that is a list": (line(["died"], DAY), "kind"),  # type: ignore[arg-type]
    "a code that is a number": (line("died", DAY, person=1), "person"),
    "a code that is a list": (line("died", DAY, person=["an"]), "person"),
    "an organisation that is an object": (line("transferred", DAY, person="an", org={"org": "B"}), "org"),
    "another case of a code": (line("transferred", DAY, person="an", org="b"), "org"),
    "a long code": (line("person", DAY, person="x" * 65, name="Phạm Dũng"), "person"),
    "a blank name": (line("person", DAY, person="dung", name=" \t"), "name"),
    "a long name": (line("person", DAY, person="dung", name="x" * 201), "name"),
    "born after the declaration": (line("person", DAY, person="dung", name="Phạm Dũng", birth="2022-01-01"), "birth"),
    "neither man nor woman": (line("person", DAY, person="dung", name="Phạm Dũng", sex="?"), "sex"),
    "an attribute that is a list": (line("person", DAY, person="dung", name="Phạm Dũng", schooling=["12/12"]), "schooling"),
    "a zero byte in an attribute": (line("person", DAY, person="dung", name="Phạm Dũng", schooling="12\0"), "schooling"),
    "an endless attribute": (line("person", DAY, person="dung", name="Phạm Dũng", schooling=LONG), "schooling"),
    "an attribute without a proper name": (line("person", DAY, person="dung", name="Phạm Dũng", **{"Học vấn": "12/12"}), "Học vấn"),
    "nothing amended": (line("amended", DAY, person="an", changes={}), "changes"),
    "a name taken away": (line("amended", DAY, person="an", changes={"name": None}), "changes"),
    "the code amended": (line("amended", DAY, person="an", changes={"person": "ann"}), "changes"),
    "a note as an attribute": (line("amended", DAY, person="an", changes={"note": "x"}), "changes"),
    "a birth in the future": (line("amended", DAY, person="an", changes={"birth": "2999-01-01"}), "changes"),
    "a decision of text": (line("died", DAY, person="an", decision="12-QĐ/ĐU"), "decision"),
    "a decision with a stranger": (line("died", DAY, person="an", decision={"signer": "An"}), "decision"),
    "a decision of the future": (line("died", DAY, person="an", decision={"date": "2999-01-01"}), "decision"),
    "a long decision": (line("died", DAY, person="an", decision={"number": "x" * 101}), "decision"),
    "a long note": (line("died", DAY, person="an", note="x" * 4001), "note"),
    "a note that is a number": (line("died", DAY, person="an", note=5), "note"),
    "Party age from the future": (
        line("carried_over", DAY, person="chi", org="B", status="official", party_age_from="2999-01-01"),
        "party_age_from",
    ),
    "an exemption that ends before it begins": (line("exempted", DAY, person="an", until="2020-12-31"), "until"),
    "a suspension that ends before it begins": (line("suspended", DAY, person="an", until="2020-12-31"), "until"),
    "years of no badge": (line("badge_awarded", DAY, person="an", years=31), "years"),
    "years as text": (line("badge_awarded", DAY, person="an", years="30"), "years"),
    "years with a fraction": (line("badge_awarded", DAY, person="an", years=30.0), "years"),
    "half of a yes": (line("badge_awarded", DAY, person="an", years=30, posthumous="yes"), "posthumous"),
    "discipline of nobody": (line("disciplined", DAY, form="warning"), "person"),
    "discipline of two": (line("disciplined", DAY, person="an", org="A", form="warning"), "person"),
    "less than nothing": (activity(quantity=-1), "quantity"),
    "half a đồng": (activity(amount=0.5), "amount"),
    "true as a number": (activity(quantity=True), "quantity"),
    "more đồng than there are": (activity(amount=10**16), "amount"),
    "a type with capitals": (activity(type="Charity"), "type"),
    "the ledger's own words": (activity(sealed="x"), "sealed"),
    "somebody's name for another's field": (activity(person="an"), "person"),
    "a code where none belongs": (activity(code="x"), "code"),
    "a further list": (activity(place=["a"]), "place"),
    "a further zero byte": (activity(place="a\0b"), "place"),
    "no number": (typed(value="many"), "value"),
    "too fine a number": (typed(value=0.0001), "value"),
    "a number without end": (typed(value="Infinity"), "value"),
    "a number of many powers": (typed(value="1e999999999"), "value"),
    "a number of many places": (typed(value="1e-999999999"), "value"),
    "true as a value": (typed(value=True), "value"),
    "an assertion of a period to come": (line("assertion", DAY, org="K1", figure="admitted", value=1, **{"from": "2021-01-02"}), "from"),
    "targets of one": (inspected(targets="A"), "targets"),
    "a target of nothing": (inspected({}), "targets"),
    "a target of two": (inspected({"org": "A", "person": "an"}), "targets"),
    "a target nobody knows": (inspected({"person": "nobody"}), "targets"),
    "a round that is none": (inspected(type="party"), "type"),
    "split into nothing": (split(), "into"),
    "split into a code": (split("A1"), "into"),
    "split without a name": (split({"org": "A1", "persons": ["an"]}), "into"),
    "split into one there is": (split({"org": "B", "name": "Chi bộ B", "persons": ["an"]}), "into"),
    "split into the same twice": (split({"org": "A1", "name": "1"}, {"org": "A1", "name": "2"}), "into"),
    "somebody split twice": (
        split({"org": "A1", "name": "1", "persons": ["an"]}, {"org": "A2", "name": "2", "persons": ["an"]}),
        "into",
    ),
    "somebody else's member split off": (split({"org": "A1", "name": "1", "persons": ["binh"]}), "into"),
    "consolidated alone": (line("organisation_consolidated", DAY, orgs=["A"], into="B"), "orgs"),
    "consolidated with itself": (line("organisation_consolidated", DAY, orgs=["A", "A"], into="B"), "orgs"),
    "consolidated into one of them": (line("organisation_consolidated", DAY, orgs=["A", "B"], into="B"), "into"),
    "consolidated into a code in use": (
        line("organisation_consolidated", DAY, orgs=["A", "B"], into={"org": "C", "name": "Chi bộ C"}),
        "into",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_value_is_refused_at_its_field(name: str) -> None:
    told, field = REFUSED[name]
    record(*book())
    found = faults([told])
    assert [(fault.line, fault.field) for fault in found] == [(1, field)]
    assert len(found[0].message) < 500 and found[0].message.rstrip().endswith((".", "?", "…", ")"))
    assert Entry.objects.count() == len(book())


KEPT: dict[str, Line] = {
    "the longest of everything": line(
        "died", DAY, person="an", ref="ế" * 200, note="ế" * 4000, decision={"number": "ế" * 100, "issuer": "ế" * 300, "date": DAY}
    ),
    "the longest name": line("person", DAY, person="ế" * 64, name=" ".join(["Nguyễn"] * 28)),
    "the longest word of a name": line("person", DAY, person="w", name="Ễ" * 200),
    "a name that grows when it is folded": line("person", DAY, person="w", name="ﷺ" * 200),
    "letters beyond the first plane": line("person", DAY, person="w", name="Nguyễn 𠀀", schooling="🎓"),
    "quotes and braces": line("died", DAY, person="an", ref='{"a":1}\',--"', note="'; DROP TABLE ledger_entry; --"),
    "a tab and a line break": line("died", DAY, person="an", ref="a\tb\\N", note="một\nhai\\."),
    "the largest sum": activity(amount=10**15),
    "the largest number": typed(value=999_999_999_999_999),
    "a number below nothing": typed(value="-12.345"),
    "nothing, of many powers": typed(value="0e999999999"),
    "further fields of every sort": activity(place="xã", hours=1.5, fine=True, unsaid=None),
    "nulls for what is not said": line("exempted", DAY, person="an", type=None, until=None, note=None, decision=None, recorded=None),
    "an empty decision": line("died", DAY, person="an", decision={}),
}


@pytest.mark.parametrize("name", KEPT)
def test_an_unusual_value_is_kept_and_comes_again_as_the_same(name: str) -> None:
    record(*book(), KEPT[name])
    assert record(KEPT[name]).skipped == 1
    assert verify()[0] == []
