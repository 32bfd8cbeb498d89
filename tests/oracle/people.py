"""What each line about people does to the naive world; InvalidLineError when it cannot be."""

from __future__ import annotations

from collections.abc import Callable

from tests.oracle.world import Fact, Line, Movement, Person, World, day_of, known_person, member, open_cell, require

READMITTED_AFTER = frozenset({"struck_off", "left_voluntarily", "expelled", "admission_annulled"})
RESTORED_AFTER = frozenset({"struck_off", "expelled", "left_voluntarily"})
EXITS = ("transferred_out", "died", "struck_off", "expelled", "left_voluntarily", "admission_annulled")


def move(world: World, person: Person, target: str, reason: str, line: Line) -> None:
    world.movements.append(Movement(day_of(line), person.code, reason, person.cell, target))
    person.cell = target


def enter(world: World, person: Person, cell: str, status: str, line: Line) -> None:
    require(not person.is_member, "a second membership")
    require(person.host is None, "a guest first ends the stay")
    open_cell(world, cell)
    person.standing, person.cell, person.status = "member", cell, status
    world.movements.append(Movement(day_of(line), person.code, line["kind"], None, cell))


def person_known(world: World, line: Line) -> None:
    require(line["person"] not in world.people, "known already")
    values = {key: value for key, value in line.items() if key not in ("kind", "on", "ref", "person")}
    world.people[line["person"]] = Person(line["person"], values)


def amended(world: World, line: Line) -> None:
    known_person(world, line["person"]).values.update(line["changes"])


def carried_over(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.standing == "never", "the opening comes first")
    enter(world, person, line["org"], line["status"], line)


def admitted(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.standing == "never", "was a member before")
    enter(world, person, line["org"], "probationary", line)


def readmitted(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.standing in READMITTED_AFTER, "nobody to admit again")
    enter(world, person, line["org"], "probationary", line)


def transferred_in(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.standing in ("never", "transferred_out"), "not a member elsewhere")
    enter(world, person, line["org"], line["status"], line)


def restored(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.standing in RESTORED_AFTER, "no exit to undo")
    enter(world, person, line.get("org", person.cell), line.get("status", person.status), line)


def recognised(world: World, line: Line) -> None:
    person = member(world, line["person"])
    require(person.status == "probationary", "official already")
    person.status = "official"
    world.facts.append(Fact(day_of(line), "recognised", person.cell))


def transferred(world: World, line: Line) -> None:
    person = member(world, line["person"])
    open_cell(world, line["org"])
    require(person.cell != line["org"], "already there")
    move(world, person, line["org"], "transferred", line)


def leaves(world: World, line: Line) -> None:
    """Every exit: the member goes, the flags go with the membership, the last cell is remembered."""
    person = member(world, line["person"])
    world.movements.append(Movement(day_of(line), person.code, line["kind"], person.cell, None))
    person.standing = line["kind"]
    person.flags.clear()


def temporary_in(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.standing == "never" and person.host is None, "a guest comes from outside")
    open_cell(world, line["org"])
    person.host = line["org"]


def temporary_ended(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    require(person.host is not None or "temporary_out" in person.flags, "no temporary stay to end")
    person.host = None
    person.flags.discard("temporary_out")


def begins(flag: str) -> Callable[[World, Line], None]:
    def handler(world: World, line: Line) -> None:
        person = member(world, line["person"])
        require(flag not in person.flags, f"{flag} already")
        person.flags.add(flag)

    return handler


def ends(flag: str) -> Callable[[World, Line], None]:
    def handler(world: World, line: Line) -> None:
        person = member(world, line["person"])
        require(flag in person.flags, f"not {flag}")
        person.flags.remove(flag)

    return handler


def registers(world: World, line: Line) -> None:
    begins("handbook")(world, line)
    known_person(world, line["person"]).flags.discard("no_phone")


def on_paper(world: World, line: Line) -> None:
    require("handbook" not in member(world, line["person"]).flags, "registered already")
    begins("no_phone")(world, line)


HANDLERS: dict[str, Callable[[World, Line], None]] = {
    "person": person_known,
    "amended": amended,
    "carried_over": carried_over,
    "admitted": admitted,
    "readmitted": readmitted,
    "recognised": recognised,
    "transferred": transferred,
    "transferred_in": transferred_in,
    "temporary_out": begins("temporary_out"),
    "temporary_in": temporary_in,
    "temporary_ended": temporary_ended,
    "exempted": begins("exempt"),
    "exemption_ended": ends("exempt"),
    "suspended": begins("suspended"),
    "suspension_ended": ends("suspended"),
    "handbook_registered": registers,
    "handbook_on_paper": on_paper,
    "handbook_ended": ends("handbook"),
    **dict.fromkeys(EXITS, leaves),
    "restored": restored,
}
