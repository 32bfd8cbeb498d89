"""No address without a door: every address the site knows stands in an expectations table, whichever face or library brings it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dangvu.accounts import tokens
from dangvu.api.urls import urlpatterns as api
from dangvu.member.urls import urlpatterns as member
from dangvu.orgs.models import Role, User
from dangvu.staff.urls import urlpatterns as staff
from tests.public.test_addresses import site_names
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db

# The login's addresses: (GET by nobody, GET by somebody logged in). They show one's own account only, so no role changes them.
# One who has no use for an address is led
# on; changing how one logs in asks for the password again; without a provider of single sign-on its addresses are not there.
DOOR: dict[str, tuple[int, int]] = {
    "account_login": (200, 302),
    "account_logout": (302, 200),
    "account_change_password": (302, 200),
    "account_reauthenticate": (302, 200),
    "account_inactive": (200, 200),
    "mfa_index": (302, 200),
    "mfa_authenticate": (302, 302),
    "mfa_reauthenticate": (302, 302),
    "mfa_activate_totp": (302, 302),
    "mfa_deactivate_totp": (302, 404),
    "mfa_view_recovery_codes": (302, 404),
    "mfa_generate_recovery_codes": (302, 302),
    "mfa_download_recovery_codes": (302, 404),
    "mfa_list_webauthn": (302, 200),
    "mfa_add_webauthn": (302, 302),
    "mfa_reauthenticate_webauthn": (302, 302),
    "mfa_remove_webauthn": (302, 302),
    "mfa_edit_webauthn": (302, 302),
    "mfa_login_webauthn": (302, 302),
    "usersessions_list": (302, 200),
    "socialaccount_login_cancelled": (200, 200),
    "socialaccount_login_error": (302, 401),
}
ARGUMENTS: dict[str, tuple[object, ...]] = {"mfa_remove_webauthn": (1,), "mfa_edit_webauthn": (1,)}

READERS = (
    Role.CLERK, Role.SECRETARY, Role.CELL_SECRETARY, Role.INSPECTION, Role.SUPERIOR, Role.AUDITOR, Role.EDITOR, Role.ADMINISTRATOR,
    Role.MEMBER,
)  # fmt: skip
ALL = (200,) * 8
# The API, asked with every scope of a token: for each of READERS granted on K1 and asking for K1. Nothing of K2 is ever found.
API: dict[str, tuple[str, tuple[int, ...]]] = {
    "me": ("", (200,) * 9),
    "organisations": ("", (200,) * 9),
    "catalogue": ("", (200,) * 9),
    "figure": ("member_total", (*ALL, 404)),
    "parts": ("member_total", (*ALL, 404)),
    "rows": ("member_total", (*ALL, 404)),
    "movement": ("", (*ALL, 404)),
    "people": ("", (200, 200, 200, 200, 403, 403, 403, 403, 404)),
    "record": ("", (409, 403, 403, 403, 403, 403, 403, 403, 403)),
}
# A member's own affairs: no role opens them, only the person an account is linked to (api/test_mine.py). Path, what is sent.
MINE: dict[str, tuple[tuple[int, ...], dict[str, object] | None]] = {
    "own_record": ((), None),
    "own_news": ((), None),
    "own_meetings": ((), None),
    "own_meeting": ((1,), None),
    "own_paper": ((1, 1), None),
    "own_reply": ((1,), {"answer": "coming"}),
    "own_note": ((1,), {"text": "x"}),
    "own_presence": ((1,), {"code": "x"}),
    "own_questions": ((), None),
    "own_ask": ((), {"to": "A", "sort": "question", "text": "x"}),
    "own_withdraw": ((1,), {}),
    "own_polls": ((), None),
    "own_vote": ((1,), {"choice": 0}),
    "own_awaiting": ((), None),
    "own_correction": ((), {"field": "occupation", "wanted": "x"}),
    "own_library": ((), None),
    "own_document": ((1,), None),
    "own_version": ((1, 1), None),
    "own_changes": ((1, 2), None),
    "own_assignments": ((), None),
    "own_report": ((), {"year": 2021, "text": "x"}),
    "own_bookmarks": ((), None),
    "own_bookmark": ((1, 1), {"paragraph": 1}),
    "own_studies": ((), None),
    "own_studied": ((1,), {}),
    "own_study_note": ((1,), {"text": "x"}),
}
FREE = {"openapi-json", "api-root"}
"""What the API's own description and its first address tell is no secret: they hold nothing of the books."""


def names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    """Every name in the registry of addresses, with its face."""
    for each in resolver.url_patterns:
        if isinstance(each, URLPattern):
            yield f"{space}{each.name}"
        else:
            yield from names(each, f"{each.namespace}:" if each.namespace else space)


def test_every_address_of_the_site_stands_in_a_table_of_expectations() -> None:
    tables = {f"staff:{each.name}" for each in staff} | {f"member:{each.name}" for each in member}
    tables |= {f"api:{name}" for name in (*API, *MINE, *FREE)} | set(DOOR)
    # Those of the news site and of Wagtail's room: one door stands before them all.
    tables |= site_names()
    assert set(names(get_resolver())) == tables


def test_every_address_of_the_api_stands_in_its_table() -> None:
    assert {each.name for each in api} == {*API, *MINE, *FREE}


def test_the_logins_addresses_show_nobody_anything_but_the_own_account() -> None:
    browser = Office().clerk
    found = {}
    for name in DOOR:
        address = reverse(name, args=ARGUMENTS.get(name, ()))
        found[name] = (Client().get(address).status_code, browser.get(address).status_code)
    assert found == DOOR


def asked(browser: Client, name: str, org: str) -> int:
    code, _expected = API[name]
    query = {"org": org, "as_of": "2021-06-30", "on": "2021-06-30", "start": "2021-01-01", "end": "2021-06-30", "by": "org"}
    if name == "record":
        line = f'[{{"kind": "activity", "on": "2021-01-01", "ref": "x", "org": "{org}"}}]'
        return browser.post(reverse("api:record"), line, content_type="application/json").status_code
    return browser.get(reverse(f"api:{name}", args=[code] if code else []), query).status_code


def asked_of_a_member(browser: Client, name: str) -> int:
    arguments, body = MINE[name]
    way = reverse(f"api:{name}", args=arguments)
    return browser.get(way).status_code if body is None else browser.post(way, body, content_type="application/json").status_code


def test_the_api_opens_to_each_role_what_the_pages_open() -> None:
    office = Office()
    found, outside = {}, {}
    for role in READERS:
        office.login(f"api-{role}", "K1", role)
        user = User.objects.get(username=f"api-{role}")
        browser = Client(headers={"Authorization": f"Bearer {tokens.issue(user=user, name='t', scopes=tuple(tokens.SCOPES), days=1)}"})
        found[role] = tuple(asked(browser, name, "K1") for name in API)
        assert {asked_of_a_member(browser, name) for name in MINE} == {403}, role
        outside[role] = {asked(browser, name, "K2") for name in ("figure", "parts", "rows", "movement", "people", "record")}
    assert found == {role: tuple(row[1][place] for row in API.values()) for place, role in enumerate(READERS)}
    assert {role: answers - {404} for role, answers in outside.items() if answers - {404, 403}} == {}
