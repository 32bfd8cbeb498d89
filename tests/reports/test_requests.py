"""Reports from below: asked, filled from the register, returned, accepted, and added up from the books."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from dangvu.reports import requests
from dangvu.reports.errors import Refused
from dangvu.reports.models import Request, Submission
from tests.cast import book, line, org, record

pytestmark = pytest.mark.django_db
DAYS = {"start": dt.date(2021, 1, 1), "end": dt.date(2021, 3, 31), "as_of": dt.date(2021, 3, 31), "deadline": dt.date(2021, 4, 5)}
KEY = "admitted"


@pytest.fixture(autouse=True)
def _book() -> None:
    record(
        *book(),
        line("person", "2019-01-01", person="dung", name="Phạm Dũng", birth="1990-01-01"),
        line("admitted", "2021-02-01", person="dung", org="A"),
    )


def asked(place: str = "K1", **more: Any) -> Request:
    return requests.ask("quarterly", org=org(place), actor="vanphong", **{**DAYS, **more})


def of(request: Request, code: str) -> Submission:
    return request.submissions.get(organisation__code=code)


def number(submission: Submission, key: str = KEY) -> requests.Line:
    return next(each for each in requests.lines(Submission.objects.get(pk=submission.pk)) if each.key == key)


def total(request: Request, key: str = KEY) -> requests.Sum:
    return next(each for each in requests.added_up(request) if each.fact.key == key)


def test_everybody_right_below_is_asked_and_finds_the_numbers_filled_in() -> None:
    request = asked()
    assert {each.organisation.code for each in request.submissions.all()} == {"A", "B"}
    assert (number(of(request, "A")).sent, number(of(request, "B")).sent) == (1, 0)
    assert {each.organisation.code for each in asked("R").submissions.all()} == {"K1", "K2"}


def test_who_is_late() -> None:
    one = of(asked(), "A")
    assert not requests.late(one, dt.date(2021, 4, 5)) and requests.late(one, dt.date(2021, 4, 6))
    assert not requests.late(requests.send(one, actor="bithu"), dt.date(2021, 4, 6))


def test_what_is_sent_is_added_up_and_what_is_recorded_later_shows() -> None:
    request = asked()
    requests.send(of(request, "A"), actor="a")
    assert total(request).sent is None, "not all have sent"
    requests.send(of(request, "B"), actor="b")
    assert (total(request).fact.value, total(request).sent, total(request).books, total(request).who) == (1, 1, 1, ())
    record(
        line("person", "2019-01-01", person="em", name="Lê Em", birth="1991-01-01"), line("admitted", "2021-03-01", person="em", org="B")
    )
    assert (total(request).fact.value, total(request).sent, total(request).books, total(request).who) == (2, 1, 2, (org("B"),))
    assert (number(of(request, "B")).sent, number(of(request, "B")).now) == (0, 1)
    assert [each.key for each in requests.differences(of(request, "B"))].count(KEY) == 1 and not requests.differences(of(request, "A"))


def test_a_number_held_to_be_wrong_needs_its_reason_and_is_listed() -> None:
    request = asked()
    for claims in ({KEY: ("2", " ")}, {KEY: ("hai", "x")}, {"nothing": ("1", "x")}):
        with pytest.raises(Refused):
            requests.send(of(request, "A"), actor="a", claims=claims)
    assert of(request, "A").state == "asked"
    requests.send(of(request, "A"), actor="a", claims={KEY: ("2", "còn một người chưa ghi sổ")})
    requests.send(of(request, "B"), actor="b")
    assert (number(of(request, "A")).told, number(of(request, "A")).why) == (Decimal(2), "còn một người chưa ghi sổ")
    assert (total(request).sent, total(request).books, total(request).who) == (2, 1, (org("A"),))


def test_returned_with_a_remark_sent_again_and_accepted() -> None:
    request = asked()
    one = requests.send(of(request, "A"), actor="a", text="Tình hình ổn định")
    with pytest.raises(Refused):
        requests.give_back(one, actor="vanphong", remark="")
    requests.give_back(one, actor="vanphong", remark="Thiếu tình hình thu nộp đảng phí")
    assert of(request, "A").open and of(request, "A").remarks[0]["text"].startswith("Thiếu")
    requests.send(one, actor="a", text="Đã bổ sung")
    requests.accept(one, actor="vanphong")
    assert (of(request, "A").state, of(request, "A").text) == ("accepted", "Đã bổ sung")
    with pytest.raises(Refused):
        requests.send(one, actor="a")


@pytest.mark.parametrize("days", [{"end": dt.date(2020, 1, 1)}, {"deadline": dt.date(2021, 3, 1)}, {"as_of": dt.date(2020, 1, 1)}])
def test_a_request_that_cannot_be(days: dict[str, dt.date]) -> None:
    with pytest.raises(Refused):
        asked(**days)
    with pytest.raises(Refused, match="trực thuộc"):
        asked("A")
    assert not Request.objects.exists()
