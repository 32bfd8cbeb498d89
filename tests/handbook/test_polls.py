"""Polls of a cell: one vote each, papers beside, results only when they tell of nobody; no database ties a vote to a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from dangvu.core.days import today, vn_day
from dangvu.handbook import polls, questions
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Poll, PollBox, PollRoll
from dangvu.orgs import vault
from dangvu.orgs.models import Person, Role
from tests.cast import org
from tests.handbook.kept import member, office
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
CHOICES = ["Tập trung", "Trực tuyến", "Cách nào cũng được"]
DAY = dt.timedelta(days=1)


@pytest.fixture
def people(office: Office) -> list[Person]:
    return list(Person.objects.filter(code__in=["an", "a0", "a1", "a2", "a3"]).order_by("pk"))


@pytest.fixture
def poll(people: list[Person]) -> Poll:
    place = questions.places(people[0], today())[0]
    return polls.open_poll(place=place, question="Họp thế nào?", choices=CHOICES, closes_on=today() + DAY, actor="bithu")


@pytest.fixture
def phones(office: Office, people: list[Person]) -> list[Client]:
    return [member(office, person.code) for person in people]


def box(poll: Poll) -> list[int]:
    return [int(each) for each in PollBox.objects.get(poll=poll).data["counts"]]


def test_a_vote_is_given_once_on_the_phone_and_told_when_all_is_over(office: Office, phones: list[Client], poll: Poll) -> None:
    way, desk = reverse("member:poll", args=[poll.pk]), reverse("staff:poll", args=[poll.pk])
    assert "Thăm dò chờ bạn" in phones[0].get(reverse("member:home")).content.decode()
    assert "Hãy chọn" in phones[0].post(way, {"choice": "7"}, follow=True).content.decode()
    assert "Đã nhận phiếu" in phones[0].post(way, {"choice": "1"}, follow=True).content.decode()
    assert "mỗi người một phiếu" in phones[0].post(way, {"choice": "0"}, follow=True).content.decode()
    assert box(poll) == [0, 1, 0]
    assert "Khép thăm dò" in office.page("due")
    assert "Chưa hết hạn" in office.clerk.post(desk, {"act": "close"}, follow=True).content.decode()
    for phone, choice in zip(phones[1:], "1101", strict=True):
        phone.post(way, {"choice": choice})
    page = office.clerk.get(desk).content.decode()
    assert "5 trong 5" in page and "<table" not in page, "no count before it is closed"
    office.clerk.post(desk, {"act": "close"})
    for page in (office.page("poll", poll.pk), phones[0].get(way).content.decode()):
        assert "5 người bỏ phiếu trong 5" in page and "Trực tuyến" in page and ">4<" in page
    assert not PollRoll.objects.exists() and not PollBox.objects.exists() and "Khép thăm dò" not in office.page("due")
    assert "đã khép" in office.clerk.post(desk, {"act": "close"}, follow=True).content.decode()
    with pytest.raises(Refused, match="đã khép"):
        polls.vote(person=Person.objects.get(code="an"), poll=poll, choice=0)


def test_papers_count_with_the_rest_and_their_number_is_checked_against_the_roll(office: Office, people: list[Person], poll: Poll) -> None:
    polls.vote(person=people[0], poll=poll, choice=0)
    way, rest = reverse("staff:poll", args=[poll.pk]), [str(each.pk) for each in people[1:]]
    for told, sentence in (
        ({"person": rest, "count": ["1", "1", "1"]}, "được 3 phiếu mà đánh dấu 4 người"),
        ({"person": [], "count": ["0", "0", "0"]}, "Hãy đánh dấu"),
        ({"person": [str(people[0].pk)], "count": ["1", "0", "0"]}, "mỗi người một phiếu"),
        ({"person": [str(Person.objects.get(code="binh").pk)], "count": ["1", "0", "0"]}, "Không có tên"),
        ({"person": rest, "count": ["4", "x"]}, "“x” không phải số nguyên"),
    ):
        assert sentence in office.clerk.post(way, {"act": "papers", **told}, follow=True).content.decode()
        assert box(poll) == [1, 0, 0] and sorted(polls.roll(poll).values()) == [0, 0, 0, 0, 1]
    office.clerk.post(way, {"act": "papers", "person": rest, "count": ["1", "1", "2"]})
    assert "5 trong 5 người đã bỏ phiếu, 1 người trên điện thoại" in office.page("poll", poll.pk)
    polls.close(poll=poll, actor="bithu")
    assert polls.result(poll) is None, "who counted the papers could take them off: what is left is one member's vote"


def test_papers_alone_are_told(people: list[Person], poll: Poll) -> None:
    polls.take_papers(poll=poll, persons=[each.pk for each in people[:2]], counts=[2, 0, 0])
    polls.take_papers(poll=poll, persons=[each.pk for each in people[2:]], counts=[0, 1, 2])
    polls.close(poll=poll, actor="bithu")
    assert polls.result(poll) == list(zip(CHOICES, (2, 1, 2), strict=True))


def test_where_too_few_voted_nobody_ever_learns_the_counts(
    office: Office, people: list[Person], poll: Poll, monkeypatch: pytest.MonkeyPatch
) -> None:
    for person in people[:4]:
        polls.vote(person=person, poll=poll, choice=2)
    monkeypatch.setattr(polls, "today", lambda: today() + 2 * DAY)
    with pytest.raises(Refused, match="hết hạn"):
        polls.vote(person=people[4], poll=poll, choice=2)
    polls.close(poll=poll, actor="bithu")
    kept = Poll.objects.get()
    assert kept.data["result"] == {"voters": 4, "eligible": 5, "counts": None} and polls.result(kept) is None
    assert "đã hủy" in office.page("poll", poll.pk)


def test_a_poll_is_opened_by_the_cell_where_it_can_be_secret(office: Office, people: list[Person]) -> None:
    cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    way = reverse("staff:poll_new")
    told = {"place_of": "A", "question": "Họp ngày nào?", "choices": "Thứ bảy\nChủ nhật\n", "closes_on": vn_day(today() + DAY)}
    for change, sentence in (
        ({"choices": "Một"}, "từ 2 đến 10"),
        ({"choices": "Một\nMột"}, "khác nhau"),
        ({"choices": "x" * 201 + "\ny"}, "không quá 200"),
        ({"closes_on": vn_day(today() - DAY)}, "từ hôm nay"),
        ({"place_of": "C"}, "errorlist"),
    ):
        assert sentence in cell.post(way, {**told, **change}).content.decode() and not Poll.objects.exists()
    assert cell.post(way, told).status_code == 302 and Poll.objects.get().organisation_id == org("A")
    other = office.login("bithu-c", "C", Role.CELL_SECRETARY)
    assert other.get(reverse("staff:poll", args=[Poll.objects.get().pk])).status_code == 404
    assert "để lộ từng người" in other.post(way, {**told, "place_of": "C"}).content.decode()


# ---------------------------------------------------------------- what the database tells


def everything() -> dict[str, Any]:
    """Every row of every table, opened with the keys where it is sealed: what somebody holds who holds all there is."""
    sealed = {(model._meta.db_table, field.column): field for model in apps.get_models() for field in model._meta.concrete_fields
              if isinstance(field, vault.SealedJSON)}  # fmt: skip
    found: dict[str, Any] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            names = [each[0] for each in cursor.description]
            for place, row in enumerate(cursor.fetchall()):
                for name, value in zip(names, row, strict=True):
                    field = sealed.get((table, name))
                    found[f"{table} {place} {name}"] = field.from_db_value(value, None, None) if field else value
    return found


def after(doing: Callable[[], None]) -> dict[str, Any]:
    before = transaction.savepoint()
    doing()
    told = everything()
    transaction.savepoint_rollback(before)
    return told


def test_every_way_of_voting_with_the_same_counts_leaves_the_same_database(phones: list[Client], poll: Poll) -> None:
    """Who voted for what, and in which order: nothing anywhere depends on it, even for who has the keys."""
    way = reverse("member:poll", args=[poll.pk])

    def voting(*votes: tuple[int, int]) -> Callable[[], None]:
        def doing() -> None:
            for phone, choice in votes:
                assert phones[phone].post(way, {"choice": str(choice)}).status_code == 302

        return doing

    one = after(voting((0, 0), (1, 1), (2, 1)))
    assert after(voting((2, 0), (0, 1), (1, 1))) == one
    assert after(voting((1, 0), (2, 1), (0, 1))) == one
    assert after(voting((0, 0), (1, 0), (2, 1))) != one, "the comparison sees a count that differs"
    assert after(voting((0, 0), (1, 1), (3, 1))) != one, "the comparison sees another voter"


def test_without_the_keys_not_even_that_somebody_voted_is_seen(people: list[Person], poll: Poll) -> None:
    def lengths() -> list[tuple[int, int, int, int]]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT r.id, b.id, length(r.data), length(b.data) FROM handbook_pollroll r, handbook_pollbox b WHERE b.poll_id = r.poll_id"
            )
            return [tuple(row) for row in cursor.fetchall()]

    before = lengths()
    for person in people[:3]:
        polls.vote(person=person, poll=poll, choice=1)
        assert lengths() == before and len(before) == 1


def test_a_poll_whose_last_day_is_over_is_counted_as_overdue_until_it_is_closed(office: Office, phones: list[Client], poll: Poll) -> None:
    """On its last day it is due, the day after it is late, for whoever may close it and nobody else; a closed one is gone."""
    cell = poll.organisation_id
    (item,) = polls.due([cell])
    assert (item.family, item.by, item.org, item.paper, item.person) == ("poll", poll.closes_on, cell, poll.pk, None)
    assert not item.overdue(item.by) and item.overdue(item.by + DAY) and polls.due([org("C")]) == []
    before = late(office)
    for last, counted in ((today(), False), (today() - DAY, True)):
        Poll.objects.filter(pk=poll.pk).update(opened_on=today() - 3 * DAY, closes_on=last)
        line = next(each for each in office.page("due").split("<tr>") if "Khép thăm dò" in each)
        assert ("quá hạn" in line) is counted and vn_day(last) in line and late(office) == before + counted
    assert "hết hạn, chờ kết quả" in phones[0].get(reverse("member:talk")).content.decode()
    assert "Thăm dò chờ bạn" not in phones[0].get(reverse("member:home")).content.decode(), "nobody can vote any more"
    inspector = office.login("ktra", "K1", Role.INSPECTION)
    assert "Khép thăm dò" not in inspector.get(reverse("staff:due")).content.decode()
    office.clerk.post(reverse("staff:poll", args=[poll.pk]), {"act": "close"})
    assert polls.due([cell]) == [] and "Khép thăm dò" not in office.page("due") and late(office) == before


def late(office: Office) -> int:
    """How many things the first page counts as overdue."""
    return int(office.clerk.get(reverse("staff:home")).context["tasks"].late)
