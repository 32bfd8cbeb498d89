"""Writing into the books by forms made from the kinds: what comes out as figures, and what is refused at its field."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.figures import services
from dangvu.ledger import book
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Role
from dangvu.staff import recording
from tests.figures.asking import parts, query, value
from tests.scenarios.office import Office, errors

pytestmark = pytest.mark.django_db


@pytest.fixture
def office() -> Office:
    return Office()


def write(office: Office, kind: str, client: Client | None = None, **fields: Any) -> HttpResponse:
    """Open the form, fill it in and send it."""
    desk, address = client or office.clerk, reverse("staff:record", args=[kind])
    ref = re.search(r'name="ref" value="(web-[^"]+)"', desk.get(address).content.decode())
    assert ref is not None
    return desk.post(address, {"on": "10/3/2021", "org": "K1", "ref": ref[1], **fields}, follow=True)


def test_everything_done_has_a_form() -> None:
    named = [name for _title, names in recording.GROUPS for name in names]
    assert len(named) == len(set(named)) and set(named) <= REGISTRY.keys()
    # Erasing a person is no form: it has checks and places of its own.
    assert {kind.name for kind in REGISTRY.values() if kind.family == "work"} - {"person_erased"} <= set(named)


@pytest.mark.parametrize("kind", sorted(name for _title, names in recording.GROUPS for name in names))
def test_every_form_opens_and_an_empty_one_is_answered(office: Office, kind: str) -> None:
    last = book.last_number()
    page = write(office, kind, org="", on="").content.decode()
    assert "errorlist" in page and book.last_number() == last
    assert ">None<" not in page


def test_an_activity_of_a_new_type_is_a_figure_at_once(office: Office) -> None:
    done = write(office, "activity", type="Văn nghệ quần chúng", quantity="1.200", amount="55.000.000", note="Nhà văn hóa")
    assert "Đã ghi bút toán số" in done.content.decode()
    assert parts("activities_total", "K1", "type") == {"van_nghe_quan_chung": 1}
    assert Entry.objects.get(number=book.last_number()).actor == "vanphong"
    write(office, "activity", type="từ thiện, nhân đạo, an sinh", amount="2.000.000")
    assert value("charity_amount", "K1") == 2_000_000


def test_a_round_with_its_targets(office: Office) -> None:
    told = {"type": "inspection_thematic", "acting": "committee", "topic": "Thực hiện nghị quyết"}
    page = office.page("record", "inspection_round")
    assert "giám sát chuyên đề" in page and 'value="charity"' not in page
    write(office, "inspection_round", target_orgs=["A", "B"], target_people=["an"], conclusion="", **told)
    found = {code: value(code, "K1") for code in ("inspection_rounds", "inspected_orgs", "inspected_members")}
    assert found == {"inspection_rounds": 1, "inspected_orgs": 2, "inspected_members": 1}


def test_a_target_with_a_comma_and_a_decision(office: Office) -> None:
    days = {"from": "1/1/2021", "to": "31/12/2021"}
    write(office, "target_set", figure="handbook_rate", value="82,5", bound="floor", giver="Huyện ủy", decision_number="01-NQ/ĐU", **days)
    answer = services.evaluate(["target_other"], query("K1", "2021-01-01", "2021-12-31"))["target_other"]
    assert str(answer.value) == "82.5"
    assert Entry.objects.get(number=book.last_number()).decision_number == "01-NQ/ĐU"


def test_what_the_ledger_refuses_stands_at_its_field(office: Office) -> None:
    last = book.last_number()
    assert "phải ghi lý do" in errors(write(office, "rated", org="A", grade="not_rated"))
    assert "độ mật" in errors(write(office, "document_registered", direction="received", type="công văn", secrecy="mật"))
    assert "số nguyên" in errors(write(office, "elected", body="cấp ủy", quantity="nhiều"))
    assert errors(write(office, "activity", on="1/1/2014", type="charity"))
    assert book.last_number() == last


def test_a_form_sent_twice_is_written_once(office: Office) -> None:
    fields = {"on": "10/3/2021", "org": "K1", "ref": "web-1", "type": "talk"}
    for _time in range(2):
        assert office.clerk.post(reverse("staff:record", args=["activity"]), fields).status_code == 302
    assert value("activities_total", "K1") == 1


def test_nobody_writes_where_he_has_no_right(office: Office) -> None:
    clerk = office.login("vp1", "K1", Role.CLERK)
    last = book.last_number()
    assert errors(write(office, "activity", client=clerk, org="K2", type="talk"))
    assert errors(write(office, "elected", client=clerk, org="K1", body="cấp ủy", person="binh"))
    assert book.last_number() == last
    assert clerk.get(reverse("staff:record", args=["transferred"])).status_code == 404


def test_a_figure_of_ones_own_made_in_a_form(office: Office) -> None:
    told = {"title": "Đảng viên nữ dân tộc Tày", "unit": "đảng viên", "class": "count", "measure": "member"}
    where = {"where_1": "sex", "where_values_1": "Nữ", "where_2": "ethnicity", "where_values_2": "Tày, Nùng"}
    page = write(office, "figure_defined", org="R", **told, **where)
    assert "Đảng viên nữ dân tộc Tày" in page.content.decode() and "errorlist" not in page.content.decode()
    assert value("own_dang_vien_nu_dan_toc_tay", "R") == 1
    assert "own_dang_vien_nu_dan_toc_tay" in office.page("figures")
    assert "Không lọc" in errors(write(office, "figure_defined", **told, where_1="years", where_values_1="30"))


def test_a_type_of_activity_with_numbers_made_and_used_in_forms(office: Office) -> None:
    numbers = {"number_title_1": "Đơn vị máu", "number_unit_1": "đơn vị", "number_title_2": "Người hiến", "number_unit_2": "người"}
    assert "Hiến máu" in write(office, "activity_defined", org="R", title="Hiến máu", **numbers).content.decode()
    assert "Hiến máu: Đơn vị máu (đơn vị)" in office.page("record", "activity")
    write(office, "activity", type="hiến máu", count_hien_mau_don_vi_mau="1.120", count_hien_mau_nguoi_hien="95")
    assert (value("activity_hien_mau_don_vi_mau", "K1"), value("activity_hien_mau_nguoi_hien", "K1")) == (1120, 95)
    assert "Hiến máu" in office.page("figure", "activities_total", theo="type", ngay="2021-12-31")
    assert "loại hoạt động khác" in errors(write(office, "activity", type="hiến xe", count_hien_mau_nguoi_hien="95"))


def test_a_meeting_with_its_absent_by_name(office: Office) -> None:
    roll = {"bound": "2", "present": "1", "absent_unexcused": ["an"]}
    write(office, "meeting_held", org="A", type="sinh hoạt chi bộ thường kỳ", **roll)
    assert parts("meeting_absences", "K1", "leave") == {"without_leave": 1} and value("meeting_attendance_rate", "K1") == 50
    assert "phải bằng số phải dự" in errors(write(office, "meeting_held", org="A", type="monthly", bound="9", present="8"))


def test_what_is_needed_and_left_empty_is_named_in_words_all_at_once(office: Office) -> None:
    last = book.last_number()
    page = write(office, "document_registered", org="").content.decode()
    told = re.findall(r"Thiếu “([^”]+)”; hãy ghi vào", page)
    assert {"Tổ chức", "Loại"} < set(told) and "document_registered;" not in page and "trường" not in " ".join(told)
    assert "Thiếu “Hình thức”" in write(office, "commended").content.decode()
    assert book.last_number() == last


def test_the_committee_itself_is_offered_first(office: Office) -> None:
    page = office.page("record", "activity")
    assert 'value="R" selected' in page.split('name="org"', 1)[1].split("</select>", 1)[0]
