"""Writing the log of reads, and asking it who saw a person. What cannot be logged is not shown: the write stands before the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection, transaction
from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from dangvu.core.vietnamese import fold
from dangvu.ledger.driver import run
from dangvu.orgs import vault
from dangvu.orgs.lookups import MOST
from dangvu.orgs.models import User
from dangvu.privacy.models import Reading, Seen

What = Reading.What
PLACE = "reading"


AT_ONCE = f"""
WITH reading AS (INSERT INTO {Reading._meta.db_table} (at, user_id, what, page, detail) VALUES (%s, %s, %s, %s, %s) RETURNING id)
INSERT INTO {Seen._meta.db_table} (reading_id, person_id) SELECT reading.id, person FROM reading, unnest(%s::bigint[]) AS person
"""
"""PostgreSQL writes both in one statement: every page that names persons waits for it, and would wait four times."""


def record(*, user: User, what: str, page: str, persons: Iterable[int | None], searched: str = "") -> None:
    """Log that a user read of these persons on a page. One's own record is logged like any other."""
    seen = {person for person in persons if person is not None}
    if not seen and not searched:
        return
    detail = vault.seal({"searched": searched[:300]}, PLACE) if searched else ""
    told = Reading(at=timezone.now(), user=user, what=what, page=page, detail=detail)
    if connection.vendor == "postgresql":
        run(AT_ONCE, [told.at, user.pk, str(what), page, detail, sorted(seen)])
    else:
        _keep(told, sorted(seen))


@transaction.atomic
def _keep(reading: Reading, seen: Sequence[int]) -> None:
    reading.save()
    _write(reading.pk, seen)


def _write(reading: int, persons: Sequence[int]) -> None:
    """Who was seen, as plain numbers in the statement: a page may name everybody, and Django makes an object and two parameters of each."""
    with connection.cursor() as cursor:
        for start in range(0, len(persons), MOST):
            pairs = ", ".join(f"({reading:d}, {person:d})" for person in persons[start : start + MOST])
            cursor.execute(f"INSERT INTO {Seen._meta.db_table} (reading_id, person_id) VALUES {pairs}")


def of_person(person: int) -> QuerySet[Reading]:
    """Every read of a person, the latest first."""
    return Reading.objects.filter(seen__person=person).select_related("user").order_by("-pk")


def of_users(users: Collection[User]) -> QuerySet[Any]:
    """Every read of some accounts, the latest first, each with ``persons``: how many it showed.

    A list names hundreds: they are counted where they lie and not fetched.
    """
    shown = Seen.objects.filter(reading=OuterRef("pk")).order_by().values("reading").annotate(count=Count("pk")).values("count")
    return Reading.objects.filter(user__in=users).select_related("user").annotate(persons=Coalesce(Subquery(shown), 0)).order_by("-pk")


def searched(reading: Reading) -> str:
    """The words searched for."""
    return str(vault.unseal(reading.detail, PLACE).get("searched", "")) if reading.detail else ""


def forget_searches(name: str) -> int:
    """Take away the words of searches that hold all words of a name, or stand for a number; how many were taken."""
    words = set(fold(name).split())
    stale = [each.pk for each in Reading.objects.exclude(detail="").iterator() if words & set(fold(searched(each)).split())]
    for start in range(0, len(stale), 500):
        Reading.objects.filter(pk__in=stale[start : start + 500]).update(detail="")
    return len(stale)
