"""What forms let a user choose from: organisations and people within reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from django.http import HttpRequest

from dangvu.core.vietnamese import fold
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.staff import casework, selections
from dangvu.staff.circles import Circle
from dangvu.staff.conditions import Asked
from dangvu.staff.desk import Desk
from dangvu.staff.reading import What, log


def offer(desk: Desk, people: Circle, right: str = CASEWORK) -> casework.Offer:
    """What forms let this user choose from. Where an organisation goes may lie outside the user's reach: names are no secret."""
    mine = _here(desk, right)
    cells = [each for each in mine if each.is_cell]
    return casework.Offer(_named(mine), _named(cells), _named(_places(desk, desk.tree.order())), people)


def places(desk: Desk, right: str = CASEWORK) -> casework.Choices:
    """Open organisations here that the user holds the right on."""
    return _named(_here(desk, right))


def _here(desk: Desk, right: str) -> list[OrgState]:
    return _places(desk, desk.tree.subtree(desk.org) & desk.reach(right))


def _places(desk: Desk, orgs: Iterable[int]) -> list[OrgState]:
    """Open organisations by name."""
    states = (desk.tree.state(org) for org in orgs)
    return sorted((each for each in states if each and each.open), key=lambda each: fold(each.name))


def _named(places: Iterable[OrgState]) -> casework.Choices:
    return [(each.code, each.name) for each in places]


def people_offered(request: HttpRequest, desk: Desk, right: str = PERSONS, *, members: bool = True, others: bool = False) -> Circle:
    """Members today of the organisations here that the user holds the right on, and, where a form asks for them, ``others``.

    Others are no members today, and were last seen in the user's reach, or nowhere yet in a dossier of it.
    """
    orgs = desk.tree.subtree(desk.org) & desk.reach(right) if members else frozenset[int]()
    return Circle(desk, partial(log, request, desk, What.SEARCH), orgs, others)


def met(desk: Desk, name: str, birth: dt.date | None) -> bool:
    """Whether the user may see somebody of this name and birthday. Of others it says no: who is in the books is not told."""
    namesakes = Person.objects.filter(merged=None, folded=fold(name), birth=birth)
    return namesakes.filter(Asked("pk", selections.was_seen(desk, desk.reach(PERSONS)))).exists()
