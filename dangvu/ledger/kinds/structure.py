"""Kinds that shape the tree of organisations. Source: Charter; domain guide §1.4."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.keys import key
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Data, Fact, Field, Names, register
from dangvu.ledger.refusal import Refusal
from dangvu.ledger.standing import Legs, come, go
from dangvu.orgs.tree import CELL_KINDS, KINDS, PLACE_TRAITS, OrgState

if TYPE_CHECKING:
    from dangvu.ledger.structure import Structure

CODE = read.text(64)
NAME = read.text(300)
KIND = read.choice(*sorted(KINDS), cell="attached_cell")
ORG = Field("org", read.org, required=True, about="the organisation's code")
OFFICIAL = Field("official_code", read.text(64), about="the code given by the superior, as NN.NNN.NNN.NNN.NNN")


def newborn(value: Any, field: str, names: Names) -> Data:
    """One new organisation inside a list: {org, name, org_kind?, persons?}."""
    if not isinstance(value, dict):
        raise Refusal(field, _("Mỗi tổ chức mới phải ghi đủ mã (org) và tên (name)."))
    data: Data = {"code": CODE(value.get("org"), field, names), "name": NAME(value.get("name"), field, names)}
    if value.get("org_kind") is not None:
        data["org_kind"] = KIND(value["org_kind"], field, names)
    if value.get("parent") is not None:
        data["parent"] = names.org(value["parent"], field)
    if value.get("persons") is not None:
        data["persons"] = _persons(value["persons"], field, names)
    return data


def _persons(value: Any, field: str, names: Names) -> list[int]:
    if not isinstance(value, list):
        raise Refusal(field, _("“persons” phải là danh sách mã người."))
    found = [names.person(each, field) for each in value]
    if len(set(found)) != len(found):
        raise Refusal(field, _("Một người được ghi hai lần trong danh sách."))
    return found


def newborns(value: Any, field: str, names: Names) -> list[Data]:
    """The organisations a split gives: at least one, with different codes, nobody in two of them."""
    if not isinstance(value, list) or not value:
        raise Refusal(field, _("“into” phải là danh sách các tổ chức mới, mỗi tổ chức có org, name và persons."))
    found = [newborn(each, field, names) for each in value]
    people = [person for each in found for person in each.get("persons", ())]
    if len(set(people)) != len(people) or len({each["code"] for each in found}) != len(found):
        raise Refusal(field, _("Một người hoặc một mã tổ chức được ghi hai lần trong “into”."))
    return found


def successor(value: Any, field: str, names: Names) -> Data:
    """Where a consolidation leads: the code of an organisation that exists, or a new one."""
    return {"org": names.org(value, field)} if isinstance(value, str) else newborn(value, field, names)


def begun(state: OrgState, legs: Legs, reason: str) -> None:
    """The legs of an organisation's beginning."""
    come(legs, "organisation", state.kind, state.org_id, reason)


def ended(state: OrgState, legs: Legs, reason: str) -> None:
    """The legs of an organisation's end."""
    go(legs, "organisation", state.kind, state.org_id, reason)


@register(
    "organisation_established",
    lazy("Thành lập tổ chức"),
    "structure",
    Field("org", CODE, required=True, about="a new code, at most 64 characters"),
    Field("name", NAME, required=True),
    Field("org_kind", KIND, required=True, about="see the list of kinds"),
    Field("parent", read.org, about="none: a root"),
    OFFICIAL,
    derived=("code",),
)
def established(fold: Structure, fact: Fact, legs: Legs) -> None:
    """A new organisation under a parent that is open on the day."""
    state = fold.found(fact, fact.data, fact.data.get("parent"))
    begun(state, legs, "established")
    fold.note(fact, state.org_id)


@register(
    "organisation_moved", lazy("Chuyển giao, tiếp nhận tổ chức"), "structure", ORG, Field("parent", read.org, required=True), OFFICIAL
)
def moved(fold: Structure, fact: Fact, legs: Legs) -> None:
    """Handed over by the old parent, received by the new one; members stay where they stand, the tree changes."""
    org, parent = fact.data["org"], fact.data["parent"]
    before = fold.org_on(org, fact.on)
    fold.superior_on(parent, fact.on)
    if before.parent == parent:
        raise Refusal("parent", _("Tổ chức này đã trực thuộc cấp trên đó rồi."))
    fold.no_cycle(org, parent, fact.on)
    changes = {"official_code": fact.data["official_code"]} if "official_code" in fact.data else {}
    fold.change(fact, org, parent=parent, **changes)
    account = key("handover", kind=before.kind)
    legs.append((account, parent, before.parent, 1))
    if before.parent is not None:
        legs.append((account, before.parent, parent, -1))
    fold.note(fact, org, [each for each in (before.parent, parent) if each is not None])


@register("organisation_renamed", lazy("Đổi tên tổ chức"), "structure", ORG, Field("name", NAME, required=True))
def renamed(fold: Structure, fact: Fact, legs: Legs) -> None:
    """A new name from the day on."""
    fold.change(fact, fact.data["org"], name=fact.data["name"])
    fold.note(fact, fact.data["org"])


@register(
    "organisation_recoded",
    lazy("Đổi mã số tổ chức"),
    "structure",
    ORG,
    Field("official_code", read.text(64), required=True),
)
def recoded(fold: Structure, fact: Fact, legs: Legs) -> None:
    """A new official code from the day on."""
    fold.change(fact, fact.data["org"], official_code=fact.data["official_code"])
    fold.note(fact, fact.data["org"])


@register(
    "organisation_described",
    lazy("Ghi đặc điểm tổ chức"),
    "structure",
    ORG,
    Field("cell_type", read.slug, about="hamlet, street, school, enterprise, agency, police, military, medical, …"),
    Field("sector", read.slug, about="of the employer: state, non_state, foreign, …"),
    Field("cell_committee", read.choice("yes", "no"), about="yes or no: whether the cell has a committee"),
)
def described(fold: Structure, fact: Fact, legs: Legs) -> None:
    """What reports tell organisations apart by, from the day on; figures break down by it in the tree of each day."""
    told = {name: fact.data[name] for name in PLACE_TRAITS if name in fact.data}
    if not told:
        raise Refusal("org", _("Hãy ghi ít nhất một đặc điểm: cell_type, sector hoặc cell_committee."))
    fold.change(fact, fact.data["org"], **told)
    fold.note(fact, fact.data["org"])


@register("organisation_kind_changed", lazy("Đổi loại hình tổ chức"), "structure", ORG, Field("org_kind", KIND, required=True))
def kind_changed(fold: Structure, fact: Fact, legs: Legs) -> None:
    """A new kind from the day on; a cell with members cannot become a committee."""
    before = fold.org_on(fact.data["org"], fact.on)
    after = fold.change(fact, before.org_id, kind=fact.data["org_kind"])
    if after.kind == before.kind:
        raise Refusal("org_kind", _("Tổ chức này đã thuộc loại hình đó rồi."))
    legs.append((key("organisation", kind=before.kind), before.org_id, None, -1))
    legs.append((key("organisation", kind=after.kind), before.org_id, None, 1))
    fold.note(fact, before.org_id)


@register("organisation_absorbed", lazy("Sáp nhập tổ chức"), "structure", ORG, Field("into", read.org, required=True))
def absorbed(fold: Structure, fact: Fact, legs: Legs) -> None:
    """The organisation ends; its members and subordinate organisations go to another one the same day."""
    org, into = fact.data["org"], fact.data["into"]
    if org == into:
        raise Refusal("into", _("Một tổ chức không thể sáp nhập vào chính nó."))
    fold.org_on(org, fact.on)
    fold.org_on(into, fact.on, "into")
    fold.no_cycle(org, into, fact.on, "into")
    ended(fold.close(fact, org, into), legs, "absorbed")
    fold.note(fact, org, [into])


@register(
    "organisation_consolidated",
    lazy("Hợp nhất tổ chức"),
    "structure",
    Field("orgs", read.orgs, required=True, about="the codes of those that end"),
    Field("into", successor, required=True, about="a code, or {org, name, org_kind, parent} of the new one"),
)
def consolidated(fold: Structure, fact: Fact, legs: Legs) -> None:
    """Two or more organisations become a new one; all members and subordinate organisations go to it."""
    into = fact.data["into"]["org"]
    before = [fold.org_on(org, fact.on, "orgs") for org in fact.data["orgs"]]
    if into in fact.data["orgs"]:
        raise Refusal("into", _("Tổ chức hợp nhất phải là tổ chức mới; nếu một bên còn giữ tên, hãy ghi là sáp nhập."))
    if "code" in fact.data["into"]:
        born = {"org_kind": before[0].kind, **fact.data["into"]}
        begun(fold.found(fact, born, fact.data["into"].get("parent", before[0].parent)), legs, "consolidated_in")
    fold.org_on(into, fact.on, "into")
    for state in before:
        fold.no_cycle(state.org_id, into, fact.on, "into")
        ended(fold.close(fact, state.org_id, into), legs, "consolidated")
    fold.note(fact, into, [state.org_id for state in before])


@register(
    "organisation_split",
    lazy("Chia tách tổ chức"),
    "structure",
    ORG,
    Field("into", newborns, required=True, about="the new organisations, each with the persons who go to it"),
    derived=("ends",),
)
def split(fold: Structure, fact: Fact, legs: Legs) -> None:
    """New organisations come out of one, under the same parent. A cell nobody is left in ends."""
    before = fold.org_on(fact.data["org"], fact.on)
    for each in fact.data["into"]:
        born = {"org_kind": before.kind, **each}
        if each.get("persons") and born["org_kind"] not in CELL_KINDS:
            raise Refusal("into", _("Đảng viên chỉ đứng tên ở chi bộ; tổ chức mới nhận người phải là chi bộ."))
        begun(fold.found(fact, born, each.get("parent", before.parent)), legs, "split_in")
    if fact.data.get("ends"):
        ended(fold.close(fact, before.org_id, None), legs, "split")
    fold.note(fact, before.org_id, [each["org"] for each in fact.data["into"]])


def _closing(name: str, title: Any, reason: str) -> None:
    def act(fold: Structure, fact: Fact, legs: Legs) -> None:
        ended(fold.close(fact, fact.data["org"], None), legs, reason)
        fold.note(fact, fact.data["org"])

    act.__doc__ = "The organisation ends; it must be empty of members and of subordinate organisations."
    register(name, title, "structure", ORG)(act)


_closing("organisation_wound_up", lazy("Giải thể tổ chức"), "wound_up")
_closing("organisation_dissolved", lazy("Giải tán tổ chức"), "dissolved")
