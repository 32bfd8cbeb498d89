"""What each line about work done adds to the naive world: facts to count, never a balance."""

from __future__ import annotations

from tests.oracle.world import Fact, Line, World, day_of, known_person, member, open_org, require


def disciplined(world: World, line: Line) -> None:
    if "org" in line:
        open_org(world, line["org"])
        world.facts.append(Fact(day_of(line), "discipline_org", line["org"]))
        return
    person = member(world, line["person"])
    world.facts.append(Fact(day_of(line), "discipline_member", person.cell, {"person": person.code}))


def badge_awarded(world: World, line: Line) -> None:
    person = known_person(world, line["person"])
    posthumous = line.get("posthumous", False)
    require(person.standing == ("died" if posthumous else "member"), "the living, or the dead posthumously")
    details = {"person": person.code, "years": line["years"], "posthumous": posthumous}
    require(not any(same_badge(fact, details) for fact in world.facts), "a badge of this grade is given once")
    world.facts.append(Fact(day_of(line), "badge", person.cell, details))


def same_badge(fact: Fact, details: dict[str, object]) -> bool:
    return fact.what == "badge" and all(fact.details[key] == details[key] for key in ("person", "years"))


def dossier_considered(world: World, line: Line) -> None:
    open_org(world, line["org"])
    if "person" in line:
        known_person(world, line["person"])
    world.facts.append(Fact(day_of(line), "dossier", line["org"], {"procedure": line["procedure"]}))


def inspection_round(world: World, line: Line) -> None:
    open_org(world, line["org"])
    require(line["targets"], "a round has targets")
    for target in line["targets"]:
        if "org" in target:
            open_org(world, target["org"])
        else:
            member(world, target["person"])
    details = {key: line[key] for key in ("type", "acting", "targets")}
    world.facts.append(Fact(day_of(line), "round", line["org"], details))


def activity(world: World, line: Line) -> None:
    open_org(world, line["org"])


HANDLERS = {
    "disciplined": disciplined,
    "badge_awarded": badge_awarded,
    "dossier_considered": dossier_considered,
    "inspection_round": inspection_round,
    "activity": activity,
}
