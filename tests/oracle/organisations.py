"""What each line about organisations does to the naive world; InvalidLineError when it cannot be."""

from __future__ import annotations

from tests.oracle.people import move
from tests.oracle.world import CELL_KINDS, Fact, Line, Org, World, day_of, member, open_cell, open_org, require


def create(world: World, code: str, name: str, kind: str, parent: str | None) -> None:
    require(code not in world.orgs, f"{code} exists")
    if parent is not None:
        require(not open_org(world, parent).is_cell, "a cell has nothing below it")
    world.orgs[code] = Org(code, kind, name, parent)


def established(world: World, line: Line) -> None:
    create(world, line["org"], line["name"], line["org_kind"], line.get("parent"))
    world.facts.append(Fact(day_of(line), "founded", line["org"]))


def moved(world: World, line: Line) -> None:
    org, parent = open_org(world, line["org"]), open_org(world, line["parent"])
    require(not parent.is_cell, "a cell has nothing below it")
    require(org.parent is not None and org.parent != parent.code, "already there")
    require(not world.inside(parent.code, org.code), "a parent below its child")
    world.facts.append(Fact(day_of(line), "handed_over", org.code, {"old": org.parent, "new": parent.code}))
    org.parent = parent.code


def renamed(world: World, line: Line) -> None:
    open_org(world, line["org"]).name = line["name"]


def recoded(world: World, line: Line) -> None:
    open_org(world, line["org"])


def kind_changed(world: World, line: Line) -> None:
    org = open_org(world, line["org"])
    require(org.kind != line["org_kind"], "already of this kind")
    require(org.is_cell == (line["org_kind"] in CELL_KINDS), "a cell stays a cell here")
    org.kind = line["org_kind"]


def close(org: Org) -> None:
    org.open = False


def empty_into(world: World, org: Org, into: Org, line: Line) -> None:
    """All members, guests and children of `org` go to `into`, and it ends."""
    require(org.code != into.code, "into itself")
    require(org.is_cell == into.is_cell, "cells go into cells, committees into committees")
    require(not world.inside(into.code, org.code), "into its own child")
    for person in world.members(org.code):
        move(world, person, into.code, "with_organisation", line)
    for guest in world.guests(org.code):
        guest.host = into.code
    for child in world.children(org.code):
        child.parent = into.code
    close(org)


def absorbed(world: World, line: Line) -> None:
    org, into = open_org(world, line["org"]), open_org(world, line["into"])
    require(org.parent is not None, "the root stays")
    empty_into(world, org, into, line)


def consolidated(world: World, line: Line) -> None:
    orgs, into = [open_org(world, code) for code in line["orgs"]], line["into"]
    require(len({org.code for org in orgs}) == len(orgs) > 1, "two or more, each once")
    require(all(org.parent is not None for org in orgs), "the root stays")
    if isinstance(into, dict):
        kind, parent = into.get("org_kind", orgs[0].kind), into.get("parent", orgs[0].parent)
        create(world, into["org"], into["name"], kind, parent)
        into = into["org"]
    for org in orgs:
        empty_into(world, org, open_org(world, into), line)


def split(world: World, line: Line) -> None:
    org = open_cell(world, line["org"])
    for new in line["into"]:
        create(world, new["org"], new["name"], new.get("org_kind", org.kind), new.get("parent", org.parent))
        for code in new["persons"]:
            person = member(world, code)
            require(person.cell == org.code, f"{code} does not stand in {org.code}")
            move(world, person, new["org"], "with_organisation", line)
    if not world.members(org.code):
        require(not world.guests(org.code), "guests are left")
        close(org)


def wound_up(world: World, line: Line) -> None:
    org = open_org(world, line["org"])
    require(org.parent is not None, "the root stays")
    left = world.members(org.code) + world.guests(org.code)
    require(not left and not world.children(org.code), "somebody or something is left in it")
    close(org)


HANDLERS = {
    "organisation_established": established,
    "organisation_moved": moved,
    "organisation_renamed": renamed,
    "organisation_recoded": recoded,
    "organisation_kind_changed": kind_changed,
    "organisation_absorbed": absorbed,
    "organisation_consolidated": consolidated,
    "organisation_split": split,
    "organisation_wound_up": wound_up,
    "organisation_dissolved": wound_up,
}
