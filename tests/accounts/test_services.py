"""Accounts without e-mail: slips, roles for a period, hand-overs, closing; each with its line in the log."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.accounts import services
from dangvu.accounts.models import AccountAct, Slip
from dangvu.accounts.services import Refused
from dangvu.core.days import today
from dangvu.orgs.access import PERSONS, granted
from dangvu.orgs.models import Grant, Organisation, Person, Role, User

pytestmark = pytest.mark.django_db
LONG = "một câu rất dài"
DAY = dt.timedelta(days=1)


@pytest.fixture
def place() -> int:
    return Organisation.objects.create(code="K").pk


def made(name: str = "bithu-a") -> User:
    return services.create(username=name, name="Nguyễn Văn An", actor="quantri")


def entered(name: str, password: str) -> Client | None:
    """A browser after a login that went well."""
    browser = Client(REMOTE_ADDR="10.0.0.1")
    done = browser.post(reverse("account_login"), {"login": name, "password": password})
    return browser if done.status_code == 302 else None


def test_an_account_opens_with_its_slip_once() -> None:
    user = made("Bithu-A")
    code = services.slip(user=user, actor="quantri")
    assert user.username == "bithu-a" and not user.has_usable_password() and code not in Slip.objects.get().digest
    with pytest.raises(Refused, match="hết hạn"):
        services.open_with(code="AAAA-AAAA-AAAA-AAAA", password=LONG)
    with pytest.raises(Refused):
        services.open_with(code=code, password="ngắn")
    assert services.open_with(code=code.lower().replace("-", " "), password=LONG) == user
    assert entered("bithu-a", LONG)
    with pytest.raises(Refused, match="đã dùng"):
        services.open_with(code=code, password=LONG)
    assert [each.what for each in AccountAct.objects.order_by("pk")] == ["created", "slip", "opened"]


def test_a_slip_ends_by_itself_and_by_the_next_one() -> None:
    user = made()
    first, second = (services.slip(user=user, actor="quantri") for _time in range(2))
    assert services.holder(first) is None and services.holder(second) == user
    Slip.objects.update(expires_at=timezone.now())
    assert services.holder(second) is None


def test_a_new_password_ends_every_session() -> None:
    user = made()
    services.open_with(code=services.slip(user=user, actor="quantri"), password=LONG)
    browser = entered("bithu-a", LONG)
    assert browser and browser.get(reverse("mfa_index")).status_code == 200
    services.open_with(code=services.slip(user=user, actor="quantri"), password=LONG + "!")
    assert browser.get(reverse("mfa_index")).status_code == 302


@pytest.mark.parametrize("name", ["a", "có dấu", "-x-y", "a" * 41, "a b c"])
def test_a_name_nobody_can_type_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="chữ thường"):
        made(name)


def test_a_role_is_handed_over_from_a_day(place: int) -> None:
    old, new, on = made("cuu"), made("moi"), today()
    given = services.grant(user=old, org=place, role=Role.CELL_SECRETARY, since=on - 30 * DAY, until=None, actor="quantri")
    services.hand_over(user=old, to=new, on=on, roles=[given], actor="quantri")
    assert [list(granted(user, PERSONS, on - DAY)) != [] for user in (old, new)] == [True, False]
    assert [list(granted(user, PERSONS, on)) != [] for user in (old, new)] == [False, True]
    with pytest.raises(Refused, match="chính mình"):
        services.hand_over(user=new, to=new, on=on, roles=list(new.grants.all()), actor="quantri")
    with pytest.raises(Refused, match="vai trò nào"):
        services.hand_over(user=new, to=old, on=on, roles=[], actor="quantri")


def test_a_role_that_never_began_goes_and_one_that_makes_no_sense_is_refused(place: int) -> None:
    user, on = made(), today()
    given = services.grant(user=user, org=place, role=Role.CLERK, since=on, until=None, actor="quantri")
    services.end(given=given, last=on - DAY, actor="quantri")
    assert not Grant.objects.exists() and AccountAct.objects.filter(what="ended").count() == 1
    with pytest.raises(Refused, match="trước khi bắt đầu"):
        services.grant(user=user, org=place, role=Role.CLERK, since=on, until=on - DAY, actor="quantri")
    with pytest.raises(Refused, match="vai trò"):
        services.grant(user=user, org=place, role="king", since=on, until=None, actor="quantri")


def test_a_closed_account_opens_no_more() -> None:
    user = made()
    code = services.slip(user=user, actor="quantri")
    services.close(user=user, actor="quantri")
    assert services.holder(code) is None and entered("bithu-a", LONG) is None


def test_a_member_has_one_account() -> None:
    person = Person.objects.create(code="x", name="X")
    services.link(user=made("mot"), person=person, actor="quantri")
    with pytest.raises(Refused, match="tài khoản khác"):
        services.link(user=made("hai"), person=person, actor="quantri")
