"""What awaits a member: posts, what a dossier names one for, dossiers about oneself and lists one stands in; nothing of anybody else."""

from __future__ import annotations

import pytest

from dangvu.core.days import today
from dangvu.handbook.awaiting import Assigned, Awaiting
from dangvu.orgs.models import Person
from tests.cast import line, record
from tests.dossiers.cast import begin, take
from tests.handbook.kept import office
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db


def of(code: str) -> Awaiting:
    return Awaiting(Person.objects.get(code=code), today())


def test_a_post_is_an_assignment_as_long_as_it_is_held(office: Office) -> None:
    assert of("an").assigned == []
    record(line("appointed", "2021-01-01", person="an", org="A", post="secretary"))
    assert of("an").assigned == [Assigned("bí thư", "Chi bộ A")] and of("a1").assigned == []


def test_party_age_badge_and_dues_come_from_the_books(office: Office) -> None:
    record(line("dues_charged", "2021-03-01", org="A", person="an", month="2021-03", due=5_000))
    told = of("an")
    assert [(each.due, each.paid) for each in told.dues] == [(5_000, 0)] and told.badges == []
    assert of("chi").next_badge is None and of("chi").months is None and of("chi").cases == []


def test_a_mentor_and_who_stands_in_a_list_are_told_and_nobody_else(office: Office) -> None:
    admission = begin("admission", "A", "2025-01-02", person="chi")
    take(admission, "enlist", "2025-01-05", mentor="an")
    assert of("an").assigned == [Assigned("Đảng viên được phân công giúp đỡ", "Lê Thị Chi")] and of("a1").assigned == []
    begin("badge_round", "K1", "2021-01-01", people=["an", "a1"], round="2021-02-03")
    (listed,) = of("an").cases
    assert listed.title == "Đợt trao Huy hiệu Đảng" and not listed.lacking and of("a2").cases == []
    (own,) = of("chi").cases
    assert own.opened.isoformat() == "2025-01-02" and own.lacking
