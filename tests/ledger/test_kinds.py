"""Every kind of the load format and the legs it posts, as a table one can read: signed quantity, account, place, person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import pytest

from dangvu.ledger import book as ledger
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Posting, legs_of_entry
from dangvu.ledger.verify import verify
from tests.cast import book, faults, line, org, record
from tests.ledger.kind_cases import DAY, EXITS, FLAGS, STANDING, STRUCTURE
from tests.ledger.work_cases import REGISTERS, WORK

pytestmark = pytest.mark.django_db
CASES = STANDING | FLAGS | STRUCTURE | WORK | REGISTERS


def shown(postings: Iterable[Posting]) -> list[str]:
    """Legs as the tables above write them."""
    rows = [(each.quantity, each.account.key, each.org, each.other, each.person) for each in postings]
    return sorted(
        f"{quantity:+d} {account} {place.code}{f'>{other.code}' if other else ''}{f' {person.code}' if person else ''}"
        for quantity, account, place, other, person in rows
    )


def written(legs: str) -> list[str]:
    return sorted(leg.strip() for leg in legs.split(";") if leg.strip())


def test_every_kind_is_in_the_table() -> None:
    assert CASES.keys() == REGISTRY.keys()


@pytest.mark.parametrize("kind", sorted(CASES))
def test_a_kind_posts_its_legs(kind: str) -> None:
    before, fields, legs = CASES[kind]
    record(*book(), *before)
    record(line(kind, DAY, **fields))
    last = ledger.last_number()
    found = list(legs_of_entry(last).select_related("account", "org", "other", "person"))
    assert shown(found) == written(legs)
    assert Entry.objects.get(pk=last).kind == kind
    assert {each.on for each in found} <= {dt.date.fromisoformat(before[0]["on"] if kind == "reversal" else DAY)}
    assert verify()[0] == []


def test_a_register_refuses_what_makes_no_sense() -> None:
    record(*book())
    refused = [
        line("rated", DAY, org="A", grade="not_rated"),
        line("rated", DAY, org="A", grade="good", reason="x"),
        line("document_registered", DAY, org="K1", direction="received", type="letter", secrecy="mật"),
        line("elected", DAY, org="A", person="an", body="committee", quantity=2),
        line("learning_model", DAY, org="A", quantity=0),
    ]
    assert [(each.line, each.field) for each in faults(refused)] == [
        (1, "reason"), (2, "reason"), (3, "secrecy"), (4, "quantity"), (5, "quantity"),
    ]  # fmt: skip


def test_a_decision_counts_each_of_its_violations() -> None:
    record(*book(), line("disciplined", DAY, person="an", form="warning", violations=["corruption", "negligence"]))
    found = shown(legs_of_entry(ledger.last_number()).select_related("account", "org", "other", "person"))
    assert found == [
        "+1 discipline{form=warning,of=member} A an", "+1 violation{content=corruption} A an", "+1 violation{content=negligence} A an",
    ]  # fmt: skip


def test_discipline_may_fall_on_an_organisation() -> None:
    record(*book(), line("disciplined", DAY, org="A", form="reprimand"))
    found = legs_of_entry(ledger.last_number()).select_related("account", "org", "other", "person")
    assert shown(found) == ["+1 discipline{form=reprimand,of=organisation} A"]


def test_a_badge_after_death_stands_where_the_member_stood() -> None:
    record(*book(), line("died", "2020-12-31", person="an"), line("badge_awarded", DAY, person="an", years=45, posthumous=True))
    assert Posting.objects.get(account__key="badge{posthumous=yes,years=45}").org_id == org("A")


FULL = [
    line("exempted", "2020-02-01", person="an", type="other"),
    line("suspended", "2020-02-01", person="an"),
    line("temporary_out", "2020-02-01", person="an"),
    line("handbook_registered", "2020-02-01", person="an"),
    line("temporary_in", "2020-02-01", person="an", org="D"),
]
HELD = ("member", "exempt", "suspended", "temporary_out", "handbook")


def held(code: str, person: str = "an") -> dict[str, int]:
    """What somebody holds at an organisation, measure by measure."""
    sums: dict[str, int] = {}
    rows = Posting.objects.filter(org=org(code), person__code=person, account__measure__in=(*HELD, "guest"))
    for row in rows.select_related("account"):
        sums[row.account.measure] = sums.get(row.account.measure, 0) + row.quantity
    return {measure: total for measure, total in sums.items() if total}


def test_what_a_member_holds_goes_along_with_a_transfer() -> None:
    record(*book(), *FULL, line("transferred", DAY, person="an", org="B"))
    assert (held("A"), held("B"), held("D")) == ({}, dict.fromkeys(HELD, 1), {"guest": 1})


def test_the_stay_ends_when_a_guest_becomes_a_member_of_the_host() -> None:
    record(*book(), *FULL, line("transferred", DAY, person="an", org="D"))
    assert held("D") == dict.fromkeys(HELD, 1)
    record(line("temporary_in", DAY, person="chi", org="B"), line("transferred_in", DAY, person="chi", org="B", status="official"))
    assert held("B", "chi") == {"member": 1}


@pytest.mark.parametrize("kind", EXITS)
def test_an_exit_takes_everything_held_away(kind: str) -> None:
    record(*book(), *FULL, line(kind, DAY, person="an"))
    assert (held("A"), held("D")) == ({}, {})
    assert verify()[0] == []


def posts(code: str) -> list[str]:
    """Posts held in an organisation, all told."""
    sums: dict[str, int] = {}
    for row in Posting.objects.filter(org=org(code), account__measure="officer").select_related("account"):
        sums[row.account.key] = sums.get(row.account.key, 0) + row.quantity
    return [key for key, total in sums.items() if total]


def test_a_post_ends_with_the_membership_in_the_cell_and_posts_elsewhere_go_on() -> None:
    record(*book(), line("appointed", "2020-06-01", person="an", org="A", post="secretary"))
    record(line("appointed", "2020-06-01", person="an", org="K1", post="committee_member"))
    assert faults([line("appointed", "2020-07-01", person="an", org="A", post="secretary")])
    assert faults([line("appointment_ended", "2020-07-01", person="an", org="B", post="secretary")])
    assert faults([line("appointed", "2020-07-01", person="chi", org="A", post="secretary")])
    record(line("transferred", "2021-01-01", person="an", org="B"))
    assert (posts("A"), posts("K1")) == ([], ["officer{post=committee_member}"])
    record(line("died", "2021-02-01", person="an"))
    assert posts("K1") == []
    assert verify()[0] == []


def test_a_post_ends_with_its_organisation_also_when_it_is_told_late() -> None:
    record(*book(), line("transferred", "2020-03-01", person="an", org="B"), line("organisation_wound_up", "2020-09-01", org="A"))
    record(line("appointed", "2020-06-01", person="an", org="A", post="secretary"))
    assert posts("A") == []
    assert verify()[0] == []
