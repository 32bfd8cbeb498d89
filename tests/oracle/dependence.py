"""What depends on a line: the later recorded ones that would do something else, or nothing, if it had never been.

A reversal is refused while there are such lines. To do something else is to find another person or organisation before
it, or to leave another behind: a transfer out of B depends on the transfer into B.
"""

from __future__ import annotations

from copy import deepcopy

from tests.oracle.fold import Book, apply
from tests.oracle.world import InvalidLineError, Line, World

Effect = tuple[object, ...]


def nothing_depends(lines: list[Line], ref: str) -> bool:
    """Whether the line `ref` can be reversed now."""
    place = next(place for place, line in enumerate(lines) if line["ref"] == ref)
    cancelled = {"kind": "reversal", "on": lines[place]["on"], "ref": "", "of": ref}
    with_it = effects(Book(lines))
    try:
        without = effects(Book([*lines, cancelled]))
    except InvalidLineError:
        return False
    later = {line["ref"] for line in lines[place + 1 :]}
    return all(without[name] == effect for name, effect in with_it.items() if name in later)


def effects(book: Book) -> dict[str, Effect]:
    """By ref: who and what was changed by the line, or is named as its person, as found and as left."""
    world, found = World(), {}
    for line in book.lines:
        before = deepcopy(world)
        apply(world, line)
        found[line["ref"]] = effect(line, before, world)
    return found


def effect(line: Line, before: World, after: World) -> Effect:
    changed = [
        (before.people.get(code), person)
        for code, person in sorted(after.people.items())
        if before.people.get(code) != person or code == line.get("person")
    ]
    moved = [(before.orgs.get(code), org) for code, org in sorted(after.orgs.items()) if before.orgs.get(code) != org]
    news = after.movements[len(before.movements) :], after.facts[len(before.facts) :]
    return deepcopy((changed, moved, news))
