"""What a page costs does not depend on who asks, on how many grants there are, or on what else is in the database."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from dangvu.orgs.models import Grant, Organisation, Role, User
from tests import case

pytestmark = pytest.mark.django_db
WHEN = {"ngay": "2023-03-22", "tu": "2020-06-01", "tc": "CB02"}
PAGES = ("home", "people", "statement", "dossiers", "due", "meetings", "reports", "figures")


def reader(name: str, grants: list[tuple[str, str]]) -> Client:
    user = User.objects.create_user(name, password="x")
    for place, role in grants:
        Grant.objects.create(user=user, organisation=Organisation.objects.get(code=place), role=role, valid_from=case.START)
    client = Client()
    client.force_login(user)
    return client


def cost(client: Client, name: str, *arguments: object) -> int:
    """Statements of a page, once everything that is remembered between requests is."""
    address = reverse(f"staff:{name}", args=arguments)
    client.get(address, WHEN)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(address, WHEN).status_code == 200
    return len(asked)


def test_a_page_costs_the_same_whoever_asks() -> None:
    case.load()
    everything = reader("quantri", [("HU", Role.CLERK)])
    one_cell = reader("bithu", [("CB02", Role.CELL_SECRETARY)])
    three = reader("ba", [(cell, Role.CELL_SECRETARY) for cell in ("CB02", "CB05", "CB09")])
    pages: list[tuple[object, ...]] = [*((name,) for name in PAGES), ("figure", "member_total"), ("figure", "inspected_orgs")]
    told = {page: (cost(everything, *page), cost(one_cell, *page), cost(three, *page)) for page in pages}  # type: ignore[arg-type]
    assert {page: costs for page, costs in told.items() if len(set(costs)) > 1} == {}
