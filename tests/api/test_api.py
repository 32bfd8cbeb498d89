"""The API: what tokens open, how far they reach, and that no request whatever breaks it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from dangvu.accounts import tokens
from dangvu.accounts.services import Refused
from dangvu.api.views import api
from dangvu.ledger import book
from dangvu.orgs.models import Person, Role, User
from dangvu.privacy.models import Reading, Seen
from dangvu.wsgi import application
from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
ALL = ("figures", "persons", "record", "mine")
DAY = {"as_of": "2021-06-30"}


class Program:
    """Another program with a token."""

    def __init__(self, token: str) -> None:
        self.browser = Client(headers={"Authorization": f"Bearer {token}"})

    def get(self, path: str, **query: str) -> tuple[int, Any]:
        answer = self.browser.get(f"/api/v1/{path}", query)
        return answer.status_code, answer.json()

    def post(self, *lines: dict[str, Any]) -> tuple[int, Any]:
        answer = self.browser.post("/api/v1/entries", json.dumps(lines), content_type="application/json")
        return answer.status_code, answer.json()


def program(name: str, *scopes: str) -> Program:
    return Program(tokens.issue(user=User.objects.get(username=name), name="thử", scopes=scopes, days=1))


@pytest.fixture
def office() -> Office:
    return Office()


def test_without_a_token_nothing_opens(office: Office) -> None:
    for path in ("me", "organisations", "figures", "people"):
        assert Client().get(f"/api/v1/{path}").status_code == 401
        assert Program("dv1_nothing").get(path)[0] == 401
        assert office.clerk.get(f"/api/v1/{path}").status_code == 401, "a session is no token"


def test_a_token_ends_by_itself_by_its_user_and_with_the_account(office: Office) -> None:
    user = User.objects.get(username="vanphong")
    first = program("vanphong", "figures")
    assert first.get("me")[0] == 200
    page = office.clerk.get(reverse("staff:tokens")).content.decode()
    assert "Thu hồi" in page
    office.clerk.post(reverse("staff:token_end", args=[user.tokens.get().pk]))
    assert first.get("me")[0] == 401
    second = program("vanphong", "figures")
    user.tokens.update(expires_at=user.tokens.first().made_at)  # type: ignore[union-attr]
    assert second.get("me")[0] == 401
    third = program("vanphong", "figures")
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert third.get("me")[0] == 401


def test_a_token_is_made_on_the_page_and_shown_once(office: Office) -> None:
    told = {"name": "Cổng huyện", "scope": ["figures"], "days": "30"}
    page = office.clerk.post(reverse("staff:tokens"), told).content.decode()
    token = page.split('class="code">')[1].split("<")[0]
    assert Program(token).get("me")[1]["scopes"] == ["figures"]
    assert token not in office.clerk.get(reverse("staff:tokens")).content.decode()
    assert "ít nhất một quyền" in office.clerk.post(reverse("staff:tokens"), {**told, "scope": []}).content.decode()
    with pytest.raises(Refused, match="ngày"):
        tokens.issue(user=User.objects.get(username="vanphong"), name="x", scopes=ALL, days=1000)


def test_the_same_figures_as_everywhere(office: Office) -> None:
    asked = program("vanphong", "figures")
    status, told = asked.get("figures/member_total", org="K1", **DAY)
    assert status == 200 and told["value"] == 1 and told["org"] == "K1" and told["as_of"] == "2021-06-30"
    assert {each["code"] for each in asked.get("figures")[1]} >= {"member_total", "admitted"}
    assert sum(each["value"] for each in asked.get("figures/member_total/parts", by="org", org="R", **DAY)[1]) == 2
    assert asked.get("figures/member_total/rows", org="R", **DAY)[1][0]["person"] is None
    assert asked.get("statement", org="R", start="2020-01-02", end="2021-06-30")[1]["closing"] == 2
    assert asked.get("organisations", on="2021-06-30")[1][0]["code"] == "R"
    assert asked.get("figures/nothing")[0] == 404 and asked.get("figures/member_total", org="XX")[0] == 404
    assert asked.get("figures/member_total", as_of="2021-02-30")[0] == 422
    assert asked.get("figures/member_total/parts", by="taste")[0] == 422


def test_persons_are_for_who_holds_the_right_and_the_scope_and_are_logged(office: Office) -> None:
    assert program("vanphong", "figures").get("people")[0] == 403
    status, people = program("vanphong", "figures", "persons").get("people", on="2021-06-30")
    assert status == 200 and {each["code"] for each in people} == {"an", "binh"} and {each["org"] for each in people} == {"A", "C"}
    assert "religion" not in people[0] and Seen.objects.filter(reading__page="api").count() == 2
    office.login("captren", "R", Role.SUPERIOR)
    assert program("captren", *ALL).get("people")[0] == 403 and Reading.objects.count() == 1
    office.login("bithu-a", "A", Role.CELL_SECRETARY)
    own = program("bithu-a", "persons")
    assert [each["code"] for each in own.get("people", on="2021-06-30")[1]] == ["an"]
    assert own.get("people", org="C")[0] == 404 and own.get("figures/member_total", org="C")[0] == 404
    rows = program("vanphong", "persons").get("figures/member_total/rows", org="R", **DAY)[1]
    assert {row["person"] for row in rows} == {"an", "binh"}


def test_pages_go_by_key(office: Office) -> None:
    asked = program("vanphong", "persons")
    (first,) = asked.get("people", on="2021-06-30", limit="1")[1]
    (second,) = asked.get("people", on="2021-06-30", limit="1", after=first["code"])[1]
    assert first["code"] != second["code"] and asked.get("people", on="2021-06-30", after=second["code"])[1] == []
    assert [each["code"] for each in asked.get("people", on="2021-06-30", q="tran binh")[1]] == ["binh"]


def test_entries_are_written_whole_or_not_at_all_and_only_in_reach(office: Office) -> None:
    asked, last = program("vanphong", "record"), book.last_number()
    talk = {"kind": "activity", "on": "2021-01-01", "ref": "t1", "org": "K1", "type": "talk"}
    status, told = asked.post(talk, {**talk, "ref": "t2", "on": "hôm nọ"})
    assert status == 409 and told["errors"][0]["line"] == 2 and book.last_number() == last
    assert asked.post(talk)[1]["appended"] == 1 and asked.post(talk)[1]["skipped"] == 1
    assert asked.post({**talk, "ref": "t3", "org": "XX"})[0] == 404
    assert asked.post({"kind": "died", "on": "2021-01-01", "ref": "t4", "person": "an"})[0] == 422
    assert asked.post({"kind": "person_erased", "on": "2021-01-01", "ref": "t5", "person": "an", "reason": "request"})[0] == 422
    assert program("vanphong", "figures").post(talk)[0] == 403
    clerk = office.login("vp1", "K1", Role.CLERK)
    assert clerk is not None
    narrow, last = program("vp1", *ALL), book.last_number()
    assert narrow.post({**talk, "ref": "t6", "org": "K2"})[0] == 404
    elected = {"kind": "elected", "on": "2021-01-01", "ref": "t7", "org": "K1", "body": "committee", "person": "binh"}
    assert narrow.post(elected)[0] == 404
    guarded = {"kind": "petition_handled", "on": "2021-01-01", "ref": "t8", "org": "K1", "stage": "received"}
    assert narrow.post(guarded)[0] == 404 and asked.post(guarded)[0] == 200
    assert book.last_number() == last + 1


def test_small_numbers_are_held_back_here_too(office: Office) -> None:
    record(line("amended", "2020-03-01", person="an", changes={"religion": "Phật giáo"}))
    office.login("captren", "R", Role.SUPERIOR)
    asked = program("captren", "figures")
    told = asked.get("figures/member_by_religion", **DAY)[1]
    assert told["value"] is None and "quá nhỏ" in told["withheld"]
    assert asked.get("figures/member_by_religion/rows", **DAY)[0] == 403
    assert {each["value"] for each in asked.get("figures/member_total/parts", by="religion", **DAY)[1]} == {None}
    assert program("vanphong", "persons").get("figures/member_by_religion", **DAY)[1]["value"] == 1


EXAMPLES = int(os.environ.get("API_EXAMPLES", "20"))
CHECKS = [schemathesis.checks.not_a_server_error, status_code_conformance, response_schema_conformance]
schema = schemathesis.openapi.from_dict(api.get_openapi_schema())


@pytest.fixture
def opened(office: Office) -> Iterator[str]:
    """A token; and the connection, which holds what this test wrote, stays open from request to request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    # Somebody of the office who is a member as well: every endpoint has something to answer.
    User.objects.filter(username="vanphong").update(person=Person.objects.get(code="an"))
    yield tokens.issue(user=User.objects.get(username="vanphong"), name="thử", scopes=ALL, days=1)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), deadline=None)
def test_no_request_whatever_breaks_it(case: schemathesis.Case, opened: str) -> None:
    """Every endpoint with every kind of nonsense: an answer as documented, and never a fault of ours."""
    case.headers = {**(case.headers or {}), "Authorization": f"Bearer {opened}"}
    answer = case.call(app=application)
    assert answer.status_code < 500 and answer.status_code not in (302, 401), answer.text
    case.validate_response(answer, checks=CHECKS)
