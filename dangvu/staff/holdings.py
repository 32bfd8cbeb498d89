"""What persons hold on a day, asked by hand: Django takes longer to write these questions than the database to answer them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db import connection

from dangvu.ledger import accounts
from dangvu.staff.conditions import Text
from dangvu.staff.desk import Desk

HELD = ("member", "exempt", "suspended", "temporary_out", "guest", "handbook", "no_phone")
HOLDS = "(SELECT SUM(quantity) FROM ledger_posting WHERE {legs} AND person_id = {{person}}) > 0"
IS_OF_THEM = """{{person}} IN
(SELECT person_id FROM ledger_posting WHERE {legs} AND person_id IS NOT NULL GROUP BY person_id HAVING SUM(quantity) > 0)"""
STOOD = """NOT EXISTS (SELECT 1 FROM ledger_merged m WHERE m.duplicate_id = {{person}})
AND (SELECT 1 FROM ledger_posting WHERE {legs} AND person_id = {{person}} LIMIT 1) > 0"""
"""The one leg that is enough is asked for so that PostgreSQL does not join every leg of everybody to persons."""
IS_OF_THOSE = """NOT EXISTS (SELECT 1 FROM ledger_merged m WHERE m.duplicate_id = {{person}})
AND {{person}} IN (SELECT person_id FROM ledger_posting WHERE {legs} AND person_id IS NOT NULL)"""
LAST = """(SELECT l.org_id FROM ledger_posting l WHERE l.person_id = {{person}} AND l.account_id + 0 IN ({held})
GROUP BY l.org_id, l."on", l.source_id HAVING SUM(l.quantity) <> 0 ORDER BY l."on" DESC, l.source_id DESC, SUM(l.quantity) DESC LIMIT 1)"""
"""Where a person stands or stood last, by everything known: what ``last_places`` gives of one."""
SEEN = (
    """(EXISTS (SELECT 1 FROM dossiers_dossier d WHERE d.person_id = {{person}} AND d.organisation_id IN ({orgs})) OR {last} IN ({orgs}))"""
)
NO_MEMBER = """COALESCE((SELECT SUM(quantity) FROM ledger_posting WHERE {legs} AND person_id = {{person}}), 0) <= 0
AND NOT EXISTS (SELECT 1 FROM ledger_merged m WHERE m.duplicate_id = {{person}}) AND {seen}"""
MET = """{{person}} IN (SELECT person_id FROM dossiers_dossier WHERE person_id IS NOT NULL AND organisation_id IN ({orgs})
UNION SELECT person_id FROM ledger_posting WHERE person_id IS NOT NULL AND account_id + 0 IN ({held}) AND org_id IN ({orgs}))
AND {asked}"""
LASTS = """SELECT person_id, org_id FROM ledger_posting WHERE person_id IN ({persons}) AND account_id + 0 IN ({held})
GROUP BY person_id, org_id, "on", source_id HAVING SUM(quantity) <> 0 ORDER BY "on", source_id, SUM(quantity)"""
STANDING = """SELECT person_id, org_id, account_id FROM ledger_posting
WHERE {legs} AND person_id IN ({persons}) GROUP BY person_id, org_id, account_id HAVING SUM(quantity) > 0"""


@dataclass(frozen=True)
class Held:
    """Something a person holds at an organisation on a day: the account says what."""

    org: int
    account: str


def holder(desk: Desk, held: Collection[int], orgs: Collection[int] | None, *, few: bool) -> Text:
    """The condition that a person holds one of the accounts, in one of the organisations (None: anywhere).

    ``few``: those who do are found first; else each person is asked, in the order in which persons are looked at.
    """
    legs = _legs(desk, held) + ("" if orgs is None else f" AND org_id IN ({_numbers(orgs)})")
    return Text((IS_OF_THEM if few else HOLDS).format(legs=legs))


def stood(desk: Desk, held: Collection[int], orgs: Collection[int], *, few: bool) -> Text:
    """The condition that a person, not merged into another one, ever had one of the accounts in one of the organisations; as ``holder``."""
    legs = f"{_legs(desk, held)} AND org_id IN ({_numbers(orgs)})"
    return Text((IS_OF_THOSE if few else STOOD).format(legs=legs))


def seen(held: Collection[int], orgs: Collection[int]) -> Text:
    """The condition that a person stands, or stood last, in one of the organisations, or is in a dossier of one."""
    return Text(SEEN.format(orgs=_numbers(orgs), last=LAST.format(held=_numbers(held))))


def outsider(desk: Desk, held: Collection[int], orgs: Collection[int], *, few: bool) -> Text:
    """The condition that a person so seen holds none of the accounts anywhere and was not merged into another one; as ``holder``."""
    told = NO_MEMBER.format(legs=_legs(desk, held), seen=seen(held, orgs).text)
    return Text(MET.format(orgs=_numbers(orgs), held=_numbers(held), asked=told) if few else told)


def last_places(held: Collection[int], persons: Iterable[int]) -> dict[int, int]:
    """Where each person stands, or stood last. Who never stood anywhere is left out."""
    wanted = sorted(persons)
    if not wanted:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LASTS.format(persons=_numbers(wanted), held=_numbers(held)))
        return dict(cursor.fetchall())


def standing(desk: Desk, persons: Iterable[int]) -> dict[int, list[Held]]:
    """What each person holds, and where, on the day."""
    wanted = sorted(persons)
    if not wanted:
        return {}
    keys = {pk: each.key for pk, each in desk.store.accounts().items() if each.measure in HELD}
    order = {key: HELD.index(accounts.parse(key)[0]) for key in keys.values()}
    found: dict[int, list[Held]] = {}
    with connection.cursor() as cursor:
        cursor.execute(STANDING.format(legs=_legs(desk, keys), persons=_numbers(wanted)))
        for person, org, account in cursor.fetchall():
            found.setdefault(person, []).append(Held(org, keys[account]))
    return {person: sorted(held, key=lambda each: order[each.account]) if len(held) > 1 else held for person, held in found.items()}


def _legs(desk: Desk, held: Iterable[int]) -> str:
    """Legs on some accounts true on the day, as known, of persons or organisations that the rest of the condition names.

    The sum keeps SQLite from the index over accounts: there are a million legs of members, and a dozen of one person.
    """
    known = "" if desk.known is None else f" AND entry_id <= {desk.known:d}"
    return f"\"on\" <= '{desk.day.isoformat()}'{known} AND account_id + 0 IN ({_numbers(held)})"


def _numbers(values: Iterable[int]) -> str:
    """Whole numbers with commas between; a number that nothing has where there is none."""
    return ",".join(f"{each:d}" for each in sorted(values)) or "0"
