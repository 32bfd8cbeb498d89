"""The one door to scoped reads: who may see which organisations, on which day of the tree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from dangvu.orgs.models import Grant, Role, User
from dangvu.orgs.tree import TreeDay

VIEW = "view"
PERSONS = "persons"
RECORD = "record"
REPORT = "report"
ISSUE = "issue"
MANAGE = "manage"
CASEWORK = "casework"
"""To move dossiers by the acts of a cell or an office."""
DECIDE = "decide"
"""To move dossiers by the acts of the committee."""
PROXY = "proxy"
"""To type what somebody else did, from a paper: the record says for whom."""

DISCIPLINE = "discipline"
"""To see and handle discipline records: dossiers, entries, the names in their rows."""
INSPECT = "inspect"
"""To see and handle the commission's records: inspections, supervisions, denunciations, petitions."""
AUDIT = "audit"
"""To see who read what."""
COMPOSE = "compose"
"""To write news and send it to be approved."""
PUBLISH = "publish"
"""To approve and publish news, and to take it away."""

OWN = "own"
"""The own affairs of a member. No role gives it: it comes with the person an account is linked to, and reaches no organisation."""

RIGHTS: dict[str, frozenset[str]] = {
    Role.CLERK: frozenset({VIEW, PERSONS, RECORD, REPORT, CASEWORK, PROXY, COMPOSE}),
    Role.SECRETARY: frozenset({VIEW, PERSONS, REPORT, ISSUE, CASEWORK, DECIDE, DISCIPLINE, INSPECT, COMPOSE, PUBLISH}),
    Role.CELL_SECRETARY: frozenset({VIEW, PERSONS, CASEWORK, DISCIPLINE}),
    Role.INSPECTION: frozenset({VIEW, PERSONS, REPORT, PROXY, DISCIPLINE, INSPECT}),
    Role.SUPERIOR: frozenset({VIEW}),
    Role.AUDITOR: frozenset({VIEW, AUDIT}),
    Role.EDITOR: frozenset({VIEW, COMPOSE}),
    # A member sees the own record by being linked to it, not by a right over an organisation.
    Role.MEMBER: frozenset(),
    Role.ADMINISTRATOR: frozenset({VIEW, MANAGE}),
}


def granted(user: User, permission: str, today: dt.date) -> Iterable[Grant]:
    """Grants of a user in force today whose role has the right. An anonymous or inactive user has none."""
    if not user.is_authenticated or not user.is_active:
        return []
    return [each for each in holding(user, today) if permission in RIGHTS.get(each.role, ())]


def read_grants(user: User) -> None:
    """Read the grants of a user once for all questions that follow: for the span of one request, no longer."""
    prefetch_related_objects([user], "grants")


def holding(user: User, today: dt.date) -> list[Grant]:
    """The grants of a user in force today, in the order they were given; without a question to the database once they were read."""
    held = (each for each in user.grants.all() if each.valid_from <= today and (each.valid_to is None or today <= each.valid_to))
    return sorted(held, key=lambda each: each.pk)


def only_member(user: User, today: dt.date) -> bool:
    """Whether somebody is a member with an account of one's own and holds no role of the office: the own pages are all there is."""
    return user.person_id is not None and all(each.role == Role.MEMBER for each in holding(user, today))


def roots(user: User, permission: str, tree: TreeDay, today: dt.date) -> list[int]:
    """Organisations the user holds the right on, those inside another one left out, in the order of the tree."""
    held = {grant.organisation_id for grant in granted(user, permission, today)}
    highest = [org for org in held if tree.state(org) is not None and not held.intersection(tree.path(org)[:-1])]
    # Most hold one, and are asked for it nine times a page: a province has three thousand to look through.
    return highest if len(highest) < 2 else [org for org in tree.order() if org in highest]


def visible_to(user: User, permission: str, tree: TreeDay, today: dt.date) -> frozenset[int]:
    """Organisations whose records the user may read with this right: none unless a grant says so.

    ``tree`` is today's tree: rights reach down the tree of today, whatever past day is being looked at.
    """
    reached = [tree.subtree(org) for org in roots(user, permission, tree, today)]
    return reached[0] if len(reached) == 1 else frozenset().union(*reached)
