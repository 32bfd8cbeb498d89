"""What forms let a user choose from: organisations and people within reach."""

from __future__ import annotations

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
    mine = set(Dossier.objects.filter(organisation__in=desk.reach(PERSONS), person__isnull=False).values_list("person", flat=True))
    some = Person.objects.filter(merged=None).exclude(pk__in=inside).exclude(name="").order_by("sort_key")
    places, reach = selections.last_places(each.pk for each in some), desk.reach(PERSONS)
    return [(each.code, f"{each.name} ({each.code})") for each in some if each.pk in mine or places.get(each.pk) in reach]
