"""Registering by a printed slip and leaving again: each is an entry, so that adoption is a figure; and nobody is forced."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.core.days import today
from dangvu.figures.services import Query, evaluate
from dangvu.handbook import registration
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Device
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Person, Role, User
from tests.cast import four_more, line, org, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
LONG = "một câu rất dài"


@pytest.fixture
def office() -> Office:
    return Office()


def users(cell: str) -> object:
    return evaluate(["handbook_members"], Query(org=org(cell), as_of=today(), start=today(), end=today()))["handbook_members"].value


def test_a_slip_from_the_cell_opens_the_account_and_books_the_registration(office: Office) -> None:
    secretary = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    page = secretary.get(reverse("staff:handbook_cell", args=["A"])).content.decode()
    assert "Nguyễn Văn An" in page and "In phiếu" in page and "Trần Thị Bình" not in page
    printed = secretary.post(reverse("staff:handbook_slips", args=["A"]), {"person": ["an", "binh"]})
    slips = printed.content.decode()
    assert printed["Cache-Control"] == "no-store" and slips.count("<svg") == 1, "only who is left in this cell gets a slip"
    code = re.search(r'class="code">([^<]+)<', slips)
    assert code is not None and users("A") == 0
    browser = Client()
    told = {"code": code[1], "password": LONG, "again": LONG}
    assert browser.post(reverse("staff:slip"), told).status_code == 302
    assert users("A") == 1
    user = User.objects.get(person__code="an")
    assert browser.post(reverse("account_login"), {"login": user.username, "password": LONG})["Location"] == reverse("member:home")
    assert "Cả chi bộ đã đăng ký" in secretary.get(reverse("staff:handbook_cell", args=["A"])).content.decode()
    page = browser.get(reverse("member:home")).content.decode()
    assert "Bạn đã đăng ký sổ tay điện tử" in page


def test_leaving_is_booked_and_forgets_the_phone(office: Office) -> None:
    user, _code = registration.invite(person=Person.objects.get(code="an"), actor="vanphong", on=today())
    registration.register(user=user, on=today())
    Device.objects.create(user=user, data={"key": "00"}, made_at=dt.datetime.now(dt.UTC))
    browser = Client()
    browser.force_login(user)
    assert "Thôi dùng" in browser.get(reverse("member:leave")).content.decode()
    assert browser.post(reverse("member:leave"))["Location"] == reverse("account_login")
    assert users("A") == 0 and not Device.objects.exists()
    user.refresh_from_db()
    assert not user.is_active
    again, _code = registration.invite(person=Person.objects.get(code="an"), actor="vanphong", on=today())
    assert again == user and again.is_active
    registration.register(user=again, on=today())
    assert users("A") == 1 and [each.kind for each in Entry.objects.filter(origin="handbook").order_by("number")] == [
        "handbook_registered", "handbook_ended", "handbook_registered",
    ]  # fmt: skip


def test_registering_twice_books_once_and_who_is_no_member_is_refused(office: Office) -> None:
    user, _code = registration.invite(person=Person.objects.get(code="an"), actor="vanphong", on=today())
    assert registration.register(user=user, on=today()) and registration.register(user=user, on=today()) is None
    last = book.last_number()
    with pytest.raises(Refused, match="không phải đảng viên"):
        registration.invite(person=Person.objects.get(code="chi"), actor="vanphong", on=today())
    assert book.last_number() == last


def test_who_has_no_phone_and_who_is_exempt_is_not_asked(office: Office) -> None:
    record(line("person", "2019-01-01", person="dung", name="Phạm Văn Dũng", birth="1940-01-01", sex="male"))
    record(line("carried_over", "2020-01-01", person="dung", org="A", status="official"))
    record(line("exempted", "2020-02-01", person="dung", type="age_or_health"))
    assert office.clerk.post(reverse("staff:handbook_no_phone", args=["A"]), {"person": ["an"]}).status_code == 302
    left = {each.person.code: (each.flag, each.no_phone) for each in registration.left([org("A")], today())}
    assert left == {"an": ("", True), "dung": ("exempt", False)}
    page = office.page("handbook_cell", "A")
    assert "dùng giấy" in page and "checked" not in page


def test_the_campaign_page_shows_figures_to_who_sees_no_persons(office: Office) -> None:
    superior = office.login("captren", "R", Role.SUPERIOR)
    page = superior.get(reverse("staff:handbook")).content.decode()
    assert "Chi bộ A" in page and reverse("staff:handbook_cell", args=["A"]) not in page
    assert superior.get(reverse("staff:handbook_cell", args=["A"])).status_code == 403


def test_the_committee_sees_cell_by_cell_who_is_left_exempt_and_without_a_phone_as_figures(office: Office) -> None:
    four_more()
    secretary = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    way = reverse("staff:handbook_no_phone", args=["A"])
    assert "nhận mọi thứ bằng giấy" in secretary.post(way, {"person": ["a0", "a1", "binh"]}, follow=True).content.decode()
    secretary.post(way, {"person": ["a0"]})
    assert Entry.objects.filter(kind="handbook_on_paper").count() == 2, "noted already, it stays so"
    record(line("exempted", "2021-01-01", person="a2", type="age_or_health"))
    user, _code = registration.invite(person=Person.objects.get(code="an"), actor="vanphong", on=today())
    registration.register(user=user, on=today())
    assert told("A") == told("K1") == {"member_total": 5, "handbook_left": 4, "handbook_no_phone": 2, "member_exempt": 1}
    page = office.page("handbook")
    assert f"{reverse('staff:figure', args=['handbook_no_phone'])}?tc=A" in page and "Đảng viên được miễn công tác" in page
    rows = office.page("figure", "handbook_no_phone")
    assert "Lý Văn Số 0" in rows and "Lý Văn Số 2" not in rows
    # Who sees no persons is not told of a cell who is exempt: that is mostly for health.
    superior = office.login("captren", "R", Role.SUPERIOR).get(reverse("staff:handbook")).content.decode()
    assert "Không có điện thoại phù hợp" in superior and "Đảng viên được miễn công tác" not in superior
    # It goes along with a transfer, and registering ends it.
    record(line("transferred", today().isoformat(), person="a0", org="B"))
    assert (told("A")["handbook_no_phone"], told("B")["handbook_no_phone"], told("K1")["handbook_no_phone"]) == (1, 1, 2)
    user, _code = registration.invite(person=Person.objects.get(code="a0"), actor="vanphong", on=today())
    registration.register(user=user, on=today())
    assert told("B")["handbook_no_phone"] == 0 and [each.no_phone for each in registration.left([org("A")], today())].count(True) == 1


def told(cell: str) -> dict[str, object]:
    codes = ["member_total", "handbook_left", "handbook_no_phone", "member_exempt"]
    found = evaluate(codes, Query(org=org(cell), as_of=today(), start=today(), end=today()))
    return {code: found[code].value for code in codes}
