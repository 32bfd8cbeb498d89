"""Pages of casework: papers with their files, bulks, the due list and its calendar, and the rules."""

from __future__ import annotations

import datetime as dt
import unicodedata

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dangvu.core.days import today
from dangvu.dossiers.models import Dossier, Paper
from dangvu.orgs.models import Grant, Person, Role, User
from dangvu.rules.models import CalendarDay, LocalRule
from tests.cast import line, org, record
from tests.scenarios.office import Case, Office

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 mot trang"


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def case(office: Office) -> Case:
    return office.open("admission", "A", "2021-01-05", **{"moi-name": "Phạm Văn Dũng", "moi-birth": "1990-03-04", "moi-sex": "male"})


def add(case: Case, name: str, raw: bytes, **fields: str) -> str:
    told = {"code": "1-KNĐ", "dated": "5/1/2021", "where": "store", **fields, "file": SimpleUploadedFile(name, raw)}
    address = reverse("staff:paper_add", args=[case.dossier.pk])
    return case.office.clerk.post(address, told, follow=True).content.decode()


def test_a_scan_is_kept_and_comes_back_as_a_download(case: Case) -> None:
    assert "đơn.pdf" in add(case, "đơn.pdf", PDF)
    file = Paper.objects.get().files.get()
    answer = case.office.clerk.get(reverse("staff:paper_file", args=[case.dossier.pk, file.pk]))
    assert (answer.content, answer["Content-Type"], answer["X-Content-Type-Options"]) == (PDF, "application/pdf", "nosniff")
    assert answer["Content-Disposition"].startswith("attachment")


def test_a_refused_scan_leaves_no_paper_behind(case: Case) -> None:
    assert "không phải PDF" in add(case, "đơn.pdf", b"MZ")
    assert "Ngày" in add(case, "đơn.pdf", PDF, dated="1/1/2099")
    assert Paper.objects.count() == 0


def test_the_original_of_a_paper_is_sent_on(case: Case) -> None:
    add(case, "đơn.pdf", PDF)
    paper = Paper.objects.get()
    case.office.clerk.post(reverse("staff:paper_send", args=[case.dossier.pk, paper.pk]), {"where": "transit", "to": "Huyện ủy"})
    assert "đang chuyển" in case.page


def test_a_round_of_badges_tells_of_each_person_what_became_of_him(office: Office) -> None:
    case = office.open("badge_round", "K1", "2021-01-05", people=["an"], subject="Đợt 3/2", round="3/2/2021")
    office.clerk.post(reverse("staff:dossier_people", args=[case.dossier.pk]), {"people": ["an", "binh"], "years": "30"})
    record(line("badge_awarded", "2020-06-01", person="binh", years=30))
    case.take("submit", "2021-01-10", by="secretary").take("decide", "2021-01-20", "1-QĐ/TU", by="secretary").take("award", "2021-02-03")
    assert "đã xong" in case.page and "đã được trao Huy hiệu 30 năm rồi" in case.page
    assert office.figure("badge_total", "R", "2021-12-31") == 2


def test_a_step_is_taken_back_with_its_reason(case: Case) -> None:
    case.take("enlist", "2021-01-10", mentor="an")
    address = reverse("staff:dossier_take_back", args=[case.dossier.pk])
    case.office.clerk.post(address, {"reason": "ghi nhầm người giúp đỡ", "seen": "2"})
    assert case.state == "prospect" and "ghi nhầm người giúp đỡ" in case.page
    assert "chưa có bước nào" in case.office.clerk.post(address, {"reason": "x"}, follow=True).content.decode()


def test_the_calendar_feed_is_its_owners_alone_and_names_nobody(case: Case) -> None:
    record(line("person", "2019-01-01", person="e", name="Mai Thị Em", birth="1990-01-01", sex="female"))
    record(line("admitted", (today() - dt.timedelta(days=360)).isoformat(), person="e", org="A"))
    page = case.office.page("due")
    address = page.split('.ics"')[0].rsplit('href="', 1)[1] + ".ics"
    feed = case.office.clerk_logged_out().get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    text = feed.content.decode()
    assert text.startswith("BEGIN:VCALENDAR") and "BEGIN:VEVENT" in text and "Mai Thị Em" not in text
    other = address.rsplit("/", 1)[0] + "/" + "0" * 40 + ".ics"
    assert case.office.clerk_logged_out().get(other).status_code == 404
    user = User.objects.get(username="vanphong")
    user.set_password("khác")
    user.save()
    assert case.office.clerk_logged_out().get(address).status_code == 404


def test_cells_without_a_secretary_and_below_three_are_told(office: Office) -> None:
    page = office.page("due")
    assert "Chi bộ chưa có bí thư" in page and "dưới số đảng viên chính thức tối thiểu" in page
    record(line("appointed", "2020-06-01", person="an", org="A", post="secretary"))
    told = office.page("due").split("Chi bộ chưa có bí thư")[1].split("</section>")[0]
    assert "Chi bộ A" not in told and "Chi bộ B" in told


def test_a_cells_secretary_is_told_of_no_other_cell(office: Office) -> None:
    page = office.login("bithua", "A", Role.CELL_SECRETARY).get(reverse("staff:due")).content.decode()
    assert "Chi bộ A" in page and "Chi bộ B" not in page and "Chi bộ C" not in page


def test_only_who_manages_puts_a_committees_value_in_place_of_the_unverified(office: Office) -> None:
    told = {"value": "20", "valid_from": "1/1/2026", "source": "nghị quyết 05-NQ/ĐU"}
    address = reverse("staff:rule", args=["discipline.appeal"])
    assert "Giá trị của đảng ủy" not in office.clerk.post(address, told).content.decode()
    assert LocalRule.objects.count() == 0
    manager = office.login("quantri", "R", Role.ADMINISTRATOR)
    assert manager.post(address, told).status_code == 302
    assert "20 ngày làm việc" in manager.get(address).content.decode()
    known = reverse("staff:rule", args=["admission.decision"])
    assert manager.post(known, told).status_code == 200 and LocalRule.objects.count() == 1


def test_what_changed_between_two_days_and_the_days_off(office: Office) -> None:
    page = office.page("rule_changes", tu="2025-06-30", den="2025-07-01")
    assert "60 ngày làm việc" in page and "45 ngày làm việc" in page
    assert "Quốc khánh" in office.page("calendar", ngay="2023-09-02")
    manager = office.login("quantri", "R", Role.ADMINISTRATOR)
    manager.post(reverse("staff:calendar_add"), {"day": "9/3/2026", "name": "nghỉ bù", "source": "công văn"})
    assert (CalendarDay.objects.get().day, CalendarDay.objects.get().working) == (dt.date(2026, 3, 9), False)
    assert "nghỉ bù" in manager.get(reverse("staff:calendar"), {"ngay": "2026-05-01"}).content.decode()
    manager.post(reverse("staff:calendar_add"), {"day": "hôm qua", "name": "x"})
    assert CalendarDay.objects.count() == 1


def test_a_cell_secretary_works_on_his_own_cell_only(case: Case) -> None:
    own = case.office.login("bithu-b", "B", Role.CELL_SECRETARY)
    assert own.get(reverse("staff:dossier", args=[case.dossier.pk])).status_code == 404
    form = {"on": "2021-01-05", "place": "A", "moi-name": "Ai đó"}
    assert own.post(reverse("staff:dossier_new", args=["admission"]), form).status_code == 200
    assert Grant.objects.filter(organisation_id=org("B")).exists()


def test_the_forecast_tells_the_coming_rounds_with_their_people(office: Office) -> None:
    record(line("person", "2019-01-01", person="e", name="Mai Thị Em", birth="1960-01-01", sex="female"))
    record(line("carried_over", "2020-01-01", person="e", org="B", status="official", party_age_from="1983-05-10"))
    page = office.page("badge_forecast", ngay="2023-03-22")
    assert [page.find(told) > 0 for told in ("19/5/2023", "2/9/2023", "7/11/2023", "3/2/2024")] == [True] * 4
    assert "Mai Thị Em" in page and "40 năm" in page and "10/5/2023" in page
    assert "Nguyễn Văn An" in page.split("Chưa tính được")[1]


def test_the_due_list_of_one_person_in_charge(office: Office) -> None:
    given = {"to": "nơi khác", "decided_on": "2021-01-04", "in_charge": "chị Hoa"}
    assert "chị Hoa" in office.open("transfer_out", "A", "2021-01-05", person="an", **given).page
    assert "Nguyễn Văn An" in office.page("due", phutrach="chị Hoa")
    assert "Nguyễn Văn An" not in office.page("due", phutrach="anh Nam")


def test_a_cell_is_handed_over_to_a_committee_outside_the_clerks_reach(office: Office) -> None:
    clerk = office.login("vanphong-k1", "K1", Role.CLERK)
    form = {"on": "2021-01-05", "place": "B", "parent": "K2"}
    assert clerk.post(reverse("staff:dossier_new", args=["handover"]), form).status_code == 302
    refused = clerk.post(reverse("staff:dossier_new", args=["handover"]), {**form, "place": "C"})
    assert refused.status_code == 200, "the cell itself must be one's own"


def test_a_cell_secretary_does_not_take_back_what_the_committee_did(office: Office) -> None:
    case = office.open("transfer_inside", "A", "2021-01-05", person="an", to_cell="B").take("introduce", "2021-01-10", by="secretary")
    own = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    address = reverse("staff:dossier_take_back", args=[case.dossier.pk])
    assert own.post(address, {"reason": "không đồng ý"}).status_code == 403
    assert case.state == "introduced"
    office.secretary.post(address, {"reason": "ghi nhầm người"})
    assert case.state == "asked"


def test_a_vote_offers_whom_the_books_flag_and_leaves_them_out_of_the_denominator(office: Office) -> None:
    record(line("person", "2019-01-01", person="bay", name="Võ Thị Bảy", birth="1940-01-01", sex="female"))
    record(line("carried_over", "2020-01-01", person="bay", org="A", status="official"))
    record(line("exempted", "2020-06-01", person="bay", type="age_or_health"))
    case = office.open("strike_off", "A", "2021-01-05", person="an", reason="bỏ sinh hoạt")
    form = office.page("dossier_step", case.dossier.pk, "vote")
    assert "Võ Thị Bảy" in form and "exempt|Võ Thị Bảy" in form
    counts = {"summoned": "4", "present": "3", "in_favour": "2", "against": "1", "asked_times": "3"}
    case.take("vote", "2021-01-20", out_known=["exempt|Võ Thị Bảy"], **counts)
    assert case.state == "voted" and "4 được triệu tập − 1 không tính = 3" in case.page and "Võ Thị Bảy" in case.page


def test_an_admission_is_opened_at_a_cell_and_at_no_committee(office: Office) -> None:
    """The ceremony makes a member of a cell: a dossier of the committee would be refused at its last step, with no way on."""
    page = office.page("dossier_new", "admission")
    chosen = page.split('name="place"', 1)[1].split("</select>", 1)[0]
    assert 'value="A"' in chosen and 'value="R"' not in chosen and " selected" not in chosen
    new = {"on": "2021-01-05", "moi-name": "Phạm Văn Dũng", "moi-birth": "1990-03-04", "moi-sex": "male"}
    for place in ("", "R"):
        answer = office.clerk.post(reverse("staff:dossier_new", args=["admission"]), {**new, "place": place})
        assert answer.status_code == 200 and "Hãy chọn" in answer.content.decode() and "Phạm Văn Dũng" in answer.content.decode()
    assert not Dossier.objects.exists()


def test_where_somebody_goes_is_told_by_name(office: Office) -> None:
    case = office.open("transfer_inside", "A", "2021-01-05", person="an", to_cell="B")
    assert "<dd>Chi bộ B</dd>" in case.page and "<dd>B</dd>" not in case.page


def test_only_a_list_with_papers_that_may_be_left_out_says_so(office: Office, case: Case) -> None:
    told = "không bắt buộc"
    assert told in case.page
    wanted = {"field": "birth", "wanted": "2/9/1980", "why": "giấy khai sinh"}
    assert told not in office.open("correction", "A", "2021-01-05", person="an", **wanted).page


def test_a_name_is_kept_as_it_was_meant(office: Office) -> None:
    """Pasted from Word: several spaces, one that does not break, a sign nobody sees, marks as letters of their own."""
    typed = unicodedata.normalize("NFD", "  Nguyễn   Thị\u00a0Ánh \u200b Nguyệt ")
    office.open("admission", "A", "2021-01-05", **{"moi-name": typed, "moi-birth": "1990-03-04", "moi-sex": "female"})
    assert Person.objects.filter(name="Nguyễn Thị Ánh Nguyệt").exists()


def test_who_is_in_the_books_elsewhere_is_not_told(office: Office) -> None:
    """Membership shows a political view: a secretary of A, who may see An, cannot ask after Bình of C by opening a dossier."""
    user = User.objects.create_user("bithu-a")
    Grant.objects.create(user=user, organisation_id=org("A"), role=Role.CELL_SECRETARY, valid_from=dt.date(2015, 1, 1))
    browser = Client()
    browser.force_login(user)
    for name, birth, told in (("NGUYỄN VĂN AN", "1/5/1970", True), ("Trần Thị Bình", "3/2/1985", False)):
        typed = {"on": "2021-01-05", "place": "A", "moi-name": name, "moi-birth": birth, "moi-sex": "male"}
        answer = browser.post(reverse("staff:dossier_new", args=["admission"]), typed)
        assert ("Trong sổ đã có người" in answer.content.decode()) == told, name
    assert Person.objects.filter(folded="tran thi binh").count() == 2


def test_the_same_person_is_declared_twice_only_on_purpose(office: Office, case: Case) -> None:
    """The back button and a second click send the form again."""
    again = {"on": "2021-01-05", "place": "A", "moi-name": "PHẠM VĂN DŨNG", "moi-birth": "4/3/1990", "moi-sex": "male"}
    answer = office.clerk.post(reverse("staff:dossier_new", args=["admission"]), again)
    assert answer.status_code == 200 and "Trong sổ đã có người cùng họ tên" in answer.content.decode()
    assert "moi-another" in answer.content.decode() and "moi-another" not in office.page("dossier_new", "admission")
    assert Dossier.objects.count() == 1
    told = {name: value for name, value in again.items() if name.startswith("moi-")}
    office.open("admission", "A", "2021-01-05", **told, **{"moi-another": "on"})
    assert Person.objects.filter(folded="pham van dung").count() == 2
