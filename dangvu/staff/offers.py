"""What forms let a user choose from: organisations and people within reach."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangvu.core.days import today
from dangvu.core.vietnamese import fold
from dangvu.dossiers import holdings
from dangvu.dossiers.models import Dossier
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.staff import casework, selections
from dangvu.staff.desk import Desk


def offer(desk: Desk, people: casework.Choices, right: str = CASEWORK) -> casework.Offer:
    """What forms let this user choose from. Where an organisation goes may lie outside the user's reach: names are no secret."""
    mine = _places(desk, desk.tree.subtree(desk.org) & desk.reach(right))
    cells = [each for each in mine if each.is_cell]
    return casework.Offer(_named(mine), _named(cells), _named(_places(desk, desk.tree.order())), people)


def _places(desk: Desk, orgs: Iterable[int]) -> list[OrgState]:
    """Open organisations by name."""
    states = (desk.tree.state(org) for org in orgs)
    return sorted((each for each in states if each and each.open), key=lambda each: fold(each.name))


def _named(places: Iterable[OrgState]) -> casework.Choices:
    return [(each.code, each.name) for each in places]


def people_offered(desk: Desk) -> casework.Choices:
    """Members the user may see, by given name."""
    found = [person for person, _org in holdings.members(desk.tree.subtree(desk.org) & desk.reach(PERSONS), today())]
    return [(each.code, f"{each.name} ({each.code})") for each in Person.objects.filter(pk__in=found).order_by("sort_key")]


def others(desk: Desk) -> casework.Choices:
    """Persons who are no members today and were last seen in the user's reach, or nowhere yet in a dossier of it."""
    inside = {person for person, _org in holdings.members(desk.forest.timelines.keys(), today())}
    some = Person.objects.filter(merged=None).exclude(pk__in=inside).exclude(name="").order_by("sort_key")
    return [(each.code, f"{each.name} ({each.code})") for each in _seen(desk, some)]


def met(desk: Desk, name: str, birth: dt.date | None) -> bool:
    """Whether the user may see somebody of this name and birthday. Of others it says no: who is in the books is not told."""
    return bool(_seen(desk, Person.objects.filter(merged=None, folded=fold(name), birth=birth)))


def _seen(desk: Desk, persons: Iterable[Person]) -> list[Person]:
    """Those who stand, or stood last, in the user's reach, or are in a dossier of it."""
    some, reach = list(persons), desk.reach(PERSONS)
    mine = set(Dossier.objects.filter(organisation__in=reach, person__isnull=False).values_list("person", flat=True)) if some else set()
    places = selections.last_places(each.pk for each in some)
    return [each for each in some if each.pk in mine or places.get(each.pk) in reach]
