"""For each kind of line, how its fields are drawn from what the oracle says of the day."""

from __future__ import annotations

from collections.abc import Callable

from hypothesis import strategies as st

from tests.oracle.people import READMITTED_AFTER, RESTORED_AFTER
from tests.oracle.world import Org, Person, World
from tests.oracle.writer import Writer

Fields = dict[str, object] | None

INSPECTIONS = ("inspection_thematic", "inspection_on_sign", "inspection_periodic", "supervision_thematic")


# ---------------------------------------------------------------- what there is on a day


def cells(world: World) -> list[Org]:
    return [org for org in world.orgs.values() if org.open and org.is_cell]


def committees(world: World) -> list[Org]:
    return [org for org in world.orgs.values() if org.open and not org.is_cell]


def codes(found: list[Org] | list[Person]) -> list[str]:
    return [item.code for item in found]


def people(world: World, condition: Callable[[Person], bool]) -> list[str]:
    return [person.code for person in world.people.values() if condition(person)]


# ---------------------------------------------------------------- the fields of one line


def of_person(condition: Callable[[Person], bool], **more: Callable[[Writer, World], object]) -> Callable[..., Fields]:
    """Fields of a line about one person for whom the condition holds that day, and more fields drawn for it."""

    def fields(writer: Writer, world: World) -> Fields:
        code = writer.one_of(people(world, condition))
        return code and {"person": code, **{name: drawn(writer, world) for name, drawn in more.items()}}

    return fields


def always(value: object) -> Callable[[Writer, World], object]:
    return lambda writer, world: value


def a_choice(*choices: object) -> Callable[[Writer, World], object]:
    return lambda writer, world: writer.one_of(list(choices))


def a_cell(writer: Writer, world: World) -> object:
    return writer.one_of(codes(cells(world)))


def is_member(person: Person) -> bool:
    return person.is_member


def stands(*standings: str) -> Callable[[Person], bool]:
    return lambda person: person.standing in standings and person.host is None


def member_with(flag: str) -> Callable[[Person], bool]:
    return lambda person: person.is_member and flag in person.flags


def member_without(flag: str) -> Callable[[Person], bool]:
    return lambda person: person.is_member and flag not in person.flags


def official(person: Person) -> bool:
    return person.is_member and person.status == "official"


def probationary(person: Person) -> bool:
    return person.is_member and person.status == "probationary"


def new_cell(writer: Writer, world: World) -> Fields:
    code, parent = f"N{len(writer.lines)}", writer.one_of(codes(committees(world)))
    kind = writer.one_of(["attached_cell", "temporary_cell"])
    return {"org": code, "name": f"Chi bộ {code}", "org_kind": kind, "parent": parent}


def hand_over(writer: Writer, world: World) -> Fields:
    return {"org": a_cell(writer, world), "parent": writer.one_of(codes(committees(world)))}


def rename(writer: Writer, world: World) -> Fields:
    return {"org": writer.one_of(codes(cells(world))), "name": f"Tên mới {len(writer.lines)}"}


def change_kind(writer: Writer, world: World) -> Fields:
    return {"org": a_cell(writer, world), "org_kind": writer.one_of(["attached_cell", "temporary_cell"])}


def absorb(writer: Writer, world: World) -> Fields:
    alike = cells(world) if not writer.chance(4) else committees(world)
    return {"org": writer.one_of(codes(alike)), "into": writer.one_of(codes(alike))}


def consolidate(writer: Writer, world: World) -> Fields:
    if len(cells(world)) < 2:
        return None
    ending = writer.draw(st.lists(st.sampled_from(codes(cells(world))), min_size=2, max_size=3, unique=True))
    fields = new_cell(writer, world) or {}
    return {"orgs": ending, "into": writer.one_of([fields, a_cell(writer, world)])}


def split(writer: Writer, world: World) -> Fields:
    org = writer.one_of([cell for cell in cells(world) if world.members(cell.code)])
    if not isinstance(org, Org):
        return None
    leaving = writer.draw(st.lists(st.sampled_from(codes(world.members(org.code))), min_size=1, unique=True))
    parts = [leaving] if len(leaving) < 3 or writer.chance(2) else [leaving[:1], leaving[1:]]
    return {"org": org.code, "into": [split_part(writer, number, part) for number, part in enumerate(parts, start=1)]}


def split_part(writer: Writer, number: int, persons: list[str]) -> dict[str, object]:
    code = f"S{len(writer.lines)}x{number}"
    return {"org": code, "name": f"Chi bộ {code}", "persons": persons}


def wind_up(writer: Writer, world: World) -> Fields:
    empty = [org for org in cells(world) if not world.members(org.code) and not world.guests(org.code)]
    return {"org": writer.one_of(codes(empty))} if empty else None


def restore(writer: Writer, world: World) -> Fields:
    code = writer.one_of(people(world, stands(*RESTORED_AFTER)))
    where = {"org": a_cell(writer, world)} if writer.chance(2) else {}
    return code and {"person": code, **where}


def badge(writer: Writer, world: World) -> Fields:
    dead = writer.chance(3)
    code = writer.one_of(people(world, stands("died") if dead else official))
    return code and {"person": code, "years": writer.one_of([30, 40, 50]), "posthumous": dead}


def dossier(writer: Writer, world: World) -> Fields:
    procedure = writer.one_of(["admission", "official_recognition"])
    return {"org": writer.one_of(codes(committees(world) + cells(world))), "procedure": procedure}


def inspect(writer: Writer, world: World) -> Fields:
    acting = writer.one_of(["committee", "committee", "inspection_commission"])
    targets = [{"org": code} for code in codes(cells(world))] + [{"person": code} for code in people(world, is_member)]
    chosen = writer.draw(st.lists(st.sampled_from(targets), min_size=1, max_size=4, unique_by=repr)) if targets else []
    org = writer.one_of(codes(committees(world)))
    return {"org": org, "type": writer.one_of(list(INSPECTIONS)), "acting": acting, "targets": chosen}


def amend(writer: Writer, world: World) -> Fields:
    change = writer.one_of([{"sex": "female"}, {"sex": "male"}, {"occupation": "kỹ sư"}, {"sex": None}])
    code = writer.one_of(people(world, lambda person: True))
    return code and {"person": code, "changes": change}


def act(writer: Writer, world: World) -> Fields:
    return {"org": writer.one_of(codes(committees(world))), "type": "charity", "quantity": 1, "amount": 5_000_000}


STRUCTURAL: dict[str, Callable[[Writer, World], Fields]] = {
    "organisation_moved": hand_over,
    "organisation_absorbed": absorb,
    "organisation_consolidated": consolidate,
    "organisation_split": split,
    "organisation_wound_up": wind_up,
}

ORDINARY: dict[str, Callable[[Writer, World], Fields]] = {
    "transferred": of_person(is_member, org=a_cell),
    "admitted": of_person(stands("never"), org=a_cell),
    "readmitted": of_person(stands(*READMITTED_AFTER), org=a_cell),
    "recognised": of_person(probationary),
    "transferred_in": of_person(stands("never", "transferred_out"), org=a_cell, status=a_choice("official", "probationary")),
    "transferred_out": of_person(is_member, to=always("Đảng bộ khác")),
    "died": of_person(is_member),
    "struck_off": of_person(is_member),
    "expelled": of_person(official),
    "left_voluntarily": of_person(is_member),
    "admission_annulled": of_person(probationary),
    "restored": restore,
    "temporary_out": of_person(member_without("temporary_out"), to=always("Đảng bộ khác")),
    "temporary_in": of_person(stands("never"), org=a_cell),
    "temporary_ended": of_person(lambda person: person.host is not None or "temporary_out" in person.flags),
    "exempted": of_person(member_without("exempt"), type=a_choice("age_or_health", "other")),
    "exemption_ended": of_person(member_with("exempt")),
    "suspended": of_person(member_without("suspended")),
    "suspension_ended": of_person(member_with("suspended")),
    "handbook_registered": of_person(member_without("handbook")),
    "handbook_ended": of_person(member_with("handbook")),
    "handbook_on_paper": of_person(member_without("no_phone")),
    "disciplined": of_person(is_member, form=a_choice("reprimand", "warning"), authority=always("committee")),
    "badge_awarded": badge,
    "dossier_considered": dossier,
    "inspection_round": inspect,
    "amended": amend,
    "activity": act,
    "organisation_established": new_cell,
    "organisation_renamed": rename,
    "organisation_kind_changed": change_kind,
}

FREQUENT = (
    "transferred",
    "admitted",
    "handbook_registered",
    "inspection_round",
    "died",
    "struck_off",
    "transferred_out",
)
KINDS = [*ORDINARY, *FREQUENT, *STRUCTURAL, *STRUCTURAL, "organisation_moved", *["reversal"] * 5]
