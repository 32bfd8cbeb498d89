"""The tree of organisations on a day, and the page of one organisation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from dangvu.figures.remembered import evaluate, evaluate_everywhere
from dangvu.figures.services import get
from dangvu.orgs.access import VIEW
from dangvu.orgs.tree import OrgEvent, OrgState
from dangvu.staff import selections
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.headlines import CELLS, of_place

HEADCOUNT = "member_total"
FIGURES = ("member_total", "member_probationary", "cell_count", "admitted", "handbook_rate")


@dataclass(frozen=True)
class Node:
    """An organisation in the tree with its numbers and what hangs below it."""

    state: OrgState
    members: int | None
    cells: int | None
    below: tuple[Node, ...]


@dataclass(frozen=True)
class Event:
    """An event of an organisation's life with the organisations on the other side."""

    event: OrgEvent
    about: OrgState | None
    related: tuple[OrgState, ...]


@page(VIEW)
def tree(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The organisation and everything below it; closed ones when asked for."""
    closed = request.GET.get("dong") == "1"
    counts = evaluate_everywhere((HEADCOUNT, CELLS), desk.at())
    return show(request, desk, "staff/tree.html", node=node_of(desk, desk.org, counts, closed), closed=closed)


def node_of(desk: Desk, org: int, counts: dict, closed: bool) -> Node:
    state = desk.tree.state(org)
    assert state is not None
    members, cells = (counts[code].get(org) for code in (HEADCOUNT, CELLS))
    children = children_of(desk, org, closed)
    return Node(
        state,
        members.value if members else None,
        cells.value if cells and of_place(CELLS, state) else None,
        tuple(node_of(desk, child.org_id, counts, closed) for child in children),
    )


def children_of(desk: Desk, org: int, closed: bool) -> list[OrgState]:
    """Organisations right below, in the order of their codes."""
    children = set(desk.tree.children(org))
    if closed:
        children |= {each for each in desk.tree.order() if len(path := desk.tree.path(each)) > 1 and path[-2] == org}
    return sorted(_states(desk, children), key=lambda state: (state.official_code or state.code, state.code))


def _states(desk: Desk, orgs: Iterable[int]) -> list[OrgState]:
    return [state for state in map(desk.tree.state, orgs) if state is not None]


@page(VIEW, org_from="code")
def organisation(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """One organisation on the day: what it is, where it came from, its numbers and what hangs below."""
    answers = evaluate(FIGURES, desk.at())
    return show(
        request,
        desk,
        "staff/organisation.html",
        state=desk.state,
        cards=[(get(each), answers[each]) for each in FIGURES if of_place(each, desk.state)],
        children=children_of(desk, desk.org, closed=False),
        events=events_of(desk),
        entries=selections.recent(desk, 8),
    )


def events_of(desk: Desk) -> list[Event]:
    """The organisation's life up to the day, the latest first."""
    events = [event for event in desk.forest.lineage(desk.org) if event.on <= desk.day]
    return [Event(event, desk.tree.state(event.org), tuple(_states(desk, event.related))) for event in reversed(events)]
