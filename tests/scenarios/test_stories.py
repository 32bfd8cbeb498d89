"""Ten lives told end to end through the pages."""

from __future__ import annotations

import pytest

from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from tests.cast import line, record
from tests.scenarios.office import BAD, GOOD, Case, Office

pytestmark = pytest.mark.django_db
PROXY = {"for_whom": "Bí thư đảng ủy", "from_paper": "nghị quyết đảng ủy"}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture(autouse=True)
def _books_stay_true(office: Office) -> object:
    yield
    assert verify()[0] == []


def applicant(office: Office, on: str = "2021-01-05", place: str = "A", name: str = "Phạm Văn Dũng") -> Case:
    """Somebody new, up to the vetting."""
    new = {"moi-name": name, "moi-birth": "1990-03-04", "moi-sex": "male"}
    year = int(on[:4])
    case = office.open("admission", place, on, **new)
    case.take("enlist", f"{year}-01-10", mentor="an").take("learn", f"{year}-02-01", class_on=f"{year}-02-01")
    case.take("request", f"{year}-02-10").take("permit", f"{year}-02-20", **PROXY)
    case.take("apply", f"{year}-03-01", introducers=["an"], vetting_places="Xã Mẫu")
    return case.take("vet", f"{year}-04-01", vetting_result="rõ ràng")


def admitted(office: Office, place: str = "A") -> Case:
    """Up to the ceremony of 20 June 2021; the decision was signed on 28 May."""
    case = applicant(office, place=place).take("resolve", "2021-04-10", **GOOD).take("submit", "2021-05-04", by="secretary", **GOOD)
    case.take("decide", "2021-06-01", "7-QĐ/HU", by="secretary", signed="2021-05-28")
    return case.take("celebrate", "2021-06-20", mentor="an")


def person(case: Case) -> Person:
    found = case.dossier.person
    assert found is not None
    return found


def test_from_admission_to_the_badge_of_thirty_years(office: Office) -> None:
    """Admitted in 1994 by decision of 3 February, carried over with that day, recognised, awarded in the round of 3 February 2024."""
    record(line("person", "2019-01-01", person="giang", name="Hồ Thị Giang", birth="1970-01-01", sex="female"))
    told = {"party_age_from": "1994-02-03", "admitted_on": "1994-03-01", "official_on": "1995-03-01"}
    record(line("carried_over", "2020-01-01", person="giang", org="B", status="official", **told))
    early = office.open("badge", "B", "2023-10-01", person="giang", years="30", manner="on_time")
    assert "29 năm 8 tháng" in early.refused("resolve", "2023-10-10")
    early.take("resolve", "2024-02-03")
    early.take("submit", "2024-02-10", by="secretary").take("decide", "2024-03-01", "5-QĐ/TU", by="secretary").take("award", "2024-05-19")
    assert office.figure("badge_total", "K1", "2024-12-31") == 1
    again = office.open("badge", "B", "2024-06-01", person="giang", years="30", manner="late")
    assert "đã được trao" in again.refused("resolve", "2024-06-10")


def test_an_admission_by_decision_and_the_first_recognition(office: Office) -> None:
    case = admitted(office)
    assert office.figure("member_probationary", "K1", "2021-06-30") == 1
    recognition = office.open("official_recognition", "A", "2022-05-01", person=person(case).code)
    assert "20/6/2022" in recognition.refused("resolve", "2022-06-10", **GOOD)
    recognition.take("resolve", "2022-07-15", **GOOD).take("submit", "2022-07-20", by="secretary", **GOOD)
    recognition.take("decide", "2022-09-01", "9-QĐ/HU", by="secretary")
    entry = Entry.objects.get(kind="recognised")
    assert entry.effective_on.isoformat() == "2022-06-20", "exactly twelve months after the ceremony, though decided later"
    assert office.figure("member_full", "K1", "2022-06-30") == 2


def test_a_transfer_lost_on_the_way(office: Office) -> None:
    case = office.open("transfer_out", "A", "2021-01-05", person="an", to="Đảng bộ tỉnh khác", decided_on="2021-01-04")
    assert "chưa chuyển" in case.refused("agree", "2021-01-10", under_inspection="on")
    case.take("agree", "2021-01-10").take("introduce", "2021-01-20", by="secretary", letter="12", carrier="member")
    assert office.figure("member_total", "K1", "2021-01-31") == 0
    assert "20/4/2021" in case.page and "Báo động" in case.page
    assert "Báo động" in office.page("due")
    case.take("return", "2021-06-01", by="secretary", reason="giấy thất lạc, nơi đến chưa nhận")
    assert office.figure("member_total", "K1", "2021-06-30") == 1


def test_an_early_badge_for_the_gravely_ill(office: Office) -> None:
    record(line("person", "2019-01-01", person="lan", name="Đào Thị Lan", birth="1945-01-01", sex="female"))
    record(line("carried_over", "2020-01-01", person="lan", org="B", status="official", party_age_from="1972-09-02"))
    assert "chưa đủ" in office.open("badge", "B", "2021-05-01", person="lan", years="50", manner="early").refused("resolve", "2021-05-02")
    case = office.open("badge", "B", "2021-09-10", person="lan", years="50", manner="early")
    case.take("resolve", "2021-09-12").take("submit", "2021-09-13", by="secretary").take("decide", "2021-09-20", "8-QĐ/TU", by="secretary")
    case.take("award", "2021-09-22")
    assert office.figure("badge_total", "K1", "2021-12-31") == 1


def test_a_warning_its_appeal_and_its_lapse(office: Office) -> None:
    case = office.open("discipline_member", "A", "2021-01-05", person="an", breach="vi phạm quy định về tài chính")
    case.take("vote_warning", "2021-01-20", **BAD)
    assert case.state == "not_passed"
    case.take("vote_warning", "2021-02-20", **GOOD)
    case.take("announce", "2021-03-01", "4-QĐ/ĐU", by="secretary", form="warning", authority="cell")
    assert office.figure("discipline_members", "K1", "2021-12-31") == 1
    badge = office.open("badge", "A", "2021-04-01", person="an", years="30", manner="on_time")
    assert "Đang chịu kỷ luật" in badge.refused("resolve", "2021-04-02")
    case.take("appeal", "2021-03-20", reason="cho rằng quá nặng").take("uphold", "2021-05-20", by="secretary")
    assert "chưa đến ngày" in case.refused("lapse", "2022-02-28")
    case.take("lapse", "2022-03-01")
    assert not case.dossier.open


def test_a_failed_recognition_ends_in_a_strike_off(office: Office) -> None:
    member = person(admitted(office))
    case = office.open("official_recognition", "A", "2022-06-20", person=member.code)
    for on in ("2022-07-01", "2022-08-01"):
        case.take("resolve", on, **BAD)
    assert "Mới 2 lần" in case.refused("refer", "2022-08-15", by="secretary", reason="không đạt")
    case.take("resolve", "2022-09-01", **BAD).take("refer", "2022-09-15", by="secretary", reason="ba lần không đạt")
    case.take("strike_off", "2022-10-01", "11-QĐ/HU", by="secretary", reason="không đủ tư cách")
    assert office.figure("member_struck_off", "K1", "2022-12-31") == 1
    assert "được 3: không đạt" in case.page


def test_a_cell_merged_into_another_with_open_dossiers(office: Office) -> None:
    open_one = applicant(office)
    merger = office.open("absorption", "A", "2021-04-02", into="B")
    merger.take("vote", "2021-04-05", by="secretary", **GOOD).take("decide", "2021-04-08", "6-QĐ/ĐU", by="secretary")
    assert "Chi bộ B" in open_one.page
    open_one.take("resolve", "2021-04-10", **GOOD).take("submit", "2021-05-04", by="secretary", **GOOD)
    open_one.take("decide", "2021-06-01", "7-QĐ/HU", by="secretary").take("celebrate", "2021-06-20")
    assert office.figure("member_total", "B", "2021-06-30") == 2
    merger.take("close", "2021-05-01")


def test_readmission_after_years_outside(office: Office) -> None:
    record(line("struck_off", "2020-06-01", person="an"))
    case = office.open("readmission", "B", "2023-01-10", person="an")
    case.take("vet", "2023-02-01", vetting_result="tiến bộ")
    assert "1/6/2023" in case.refused("resolve", "2023-05-01", **GOOD)
    case.take("resolve", "2023-06-05", **GOOD).take("submit", "2023-06-20", by="secretary", **GOOD)
    case.take("agree", "2023-07-20", by="secretary").take("decide", "2023-08-10", "2-QĐ/HU", by="secretary").take("celebrate", "2023-08-20")
    assert office.figure("member_probationary", "K1", "2023-08-31") == 1
    record(line("struck_off", "2024-01-01", person="an"))
    again = office.open("readmission", "B", "2026-01-10", person="an").take("vet", "2026-01-20", vetting_result="x")
    assert "một lần" in again.refused("resolve", "2026-02-10", **GOOD)


def test_a_death_during_probation(office: Office) -> None:
    member = person(admitted(office))
    recognition = office.open("official_recognition", "A", "2021-12-01", person=member.code)
    death = office.open("death", "A", "2022-02-10", person=member.code).take("record", "2022-02-10", died_on="2022-02-08")
    assert office.figure("member_total", "K1", "2022-02-28") == 1
    assert "Nộp phiếu báo" in death.page
    death.take("hand_in", "2022-03-01")
    recognition.take("close", "2022-03-02", reason="đã từ trần")
    assert office.figure("member_died", "K1", "2022-12-31") == 1


def test_the_rule_changed_in_the_middle_of_the_dossier(office: Office) -> None:
    """Resolved on 20 June 2025 under 60 working days; the decision may take until September although 45 are the rule from 1 July."""
    case = applicant(office, "2025-01-05").take("resolve", "2025-06-20", **GOOD)
    assert "60 ngày làm việc" in case.page and "16/9/2025" in case.page
    case.take("submit", "2025-07-10", by="secretary", **GOOD)
    assert "60 ngày làm việc" in case.page
    later = applicant(office, "2025-01-06", name="Phạm Văn Đức").take("resolve", "2025-07-01", **GOOD)
    assert "45 ngày làm việc" in later.page and "4/9/2025" in later.page


def test_an_admission_decided_but_never_celebrated(office: Office) -> None:
    case = applicant(office).take("resolve", "2021-04-10", **GOOD).take("submit", "2021-05-04", by="secretary", **GOOD)
    case.take("decide", "2021-06-01", "7-QĐ/HU", by="secretary", signed="2021-05-28")
    assert "ký ngày 28/5/2021" in case.page
    assert "Chi bộ làm lễ kết nạp" in office.page("due")
    assert "quá hạn" in office.page("due")
    case.take("cancel", "2021-12-01", by="secretary", reason="người này đã đi xa")
    assert office.figure("member_total", "K1", "2021-12-31") == 1
    assert not Entry.objects.filter(kind="admitted").exists()


def test_the_clerk_acts_for_the_committee_only_by_proxy(office: Office) -> None:
    case = applicant(office).take("resolve", "2021-04-10", **GOOD)
    assert case.refused("submit", "2021-05-04", **GOOD)
    case.take("submit", "2021-05-04", **GOOD, **PROXY)
    assert "ghi hộ Bí thư đảng ủy, theo nghị quyết đảng ủy" in case.page


def test_a_badge_for_one_who_died_before_the_round(office: Office) -> None:
    """Died eight months before forty years of Party age: awarded after death. Eighteen months before, or before the rule: not."""
    told = (("lan", "1982-06-01", "2021-10-01"), ("mai", "1983-04-01", "2021-10-01"), ("tu", "1981-06-01", "2020-10-01"))
    for code, begun, died in told:
        record(line("person", "2019-01-01", person=code, name=f"Đào Thị {code.title()}", birth="1945-01-01", sex="female"))
        record(line("carried_over", "2020-01-01", person=code, org="B", status="official", party_age_from=begun))
        record(line("died", died, person=code))
    for code in ("mai", "tu"):
        early = office.open("badge", "B", "2021-11-01", person=code, years="40", manner="posthumous")
        assert "chưa đủ" in early.refused("resolve", "2021-11-05")
    case = office.open("badge", "B", "2021-11-01", person="lan", years="40", manner="posthumous").take("resolve", "2021-11-05")
    case.take("submit", "2021-11-10", by="secretary").take("decide", "2021-12-20", "3-QĐ/TU", by="secretary").take("award", "2022-02-03")
    assert office.figure("badge_posthumous", "K1", "2022-12-31") == 1


def test_what_happened_before_the_rules_is_told_not_guessed(office: Office) -> None:
    new = {"moi-name": "Phạm Văn Cũ", "moi-birth": "1970-03-04", "moi-sex": "male"}
    record(line("organisation_established", "2000-01-01", org="Z", name="Chi bộ Z", org_kind="grassroots_cell"))
    case = office.open("exemption_health", "A", "2020-01-05", person="an", reason="tuổi cao")
    assert case.dossier.open
    old = office.open("admission", "A", "2008-01-05", **new)
    old.take("enlist", "2008-01-10", mentor="an").take("learn", "2008-02-01", class_on="2008-02-01").take("request", "2008-02-10")
    old.take("permit", "2008-02-20", **PROXY).take("apply", "2008-03-01", introducers=["an"], vetting_places="Xã Mẫu")
    old.take("vet", "2008-04-01", vetting_result="rõ ràng")
    assert "Không có quy định" in old.refused("resolve", "2008-04-10", **GOOD)
