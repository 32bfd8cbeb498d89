"""Inspection and discipline have rights of their own: who lacks them sees nothing of it, in no list, timeline, row, form or calendar."""

from __future__ import annotations

import io

import docx
import pytest
from django.test import Client
from django.urls import reverse

from dangvu.dossiers.models import Dossier
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Role
from dangvu.staff.views.due import key_of
from tests.cast import line, record
from tests.dossiers.cast import begin, prospect, take
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
WHEN = {"ngay": "2025-06-30"}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def clerk(office: Office) -> Client:
    """A clerk who does not type for the commission."""
    return office.login("vp2", "R", Role.CLERK)


@pytest.fixture
def commission(office: Office) -> Client:
    return office.login("ubkt", "R", Role.INSPECTION)


@pytest.fixture
def petition(office: Office) -> Dossier:
    return begin("petition", "K1", "2025-06-02", type="denunciation", gist="Tố cáo về quỹ chi bộ", sender="Ông M", about_person="an")


@pytest.fixture
def decision(office: Office) -> int:
    record(line("disciplined", "2025-05-01", person="an", form="reprimand", authority="cell", breach="Bỏ sinh hoạt"))
    return int(Entry.objects.get(kind="disciplined").number)


def page(browser: Client, name: str, *args: object, **query: str) -> tuple[int, str]:
    answer = browser.get(reverse(f"staff:{name}", args=args), {**WHEN, **query})
    return answer.status_code, answer.content.decode()


def test_a_petition_is_the_commissions(clerk: Client, commission: Client, petition: Dossier, office: Office) -> None:
    for name, args in (("dossiers", ()), ("due", ()), ("programme", ())):
        assert "Tố cáo về quỹ" in page(commission, name, *args)[1] or name == "due"
        assert "Tố cáo về quỹ" not in page(clerk, name, *args)[1] and "Tố cáo, khiếu nại" not in page(clerk, "due")[1]
    assert page(commission, "dossier", petition.pk)[0] == 200 and page(clerk, "dossier", petition.pk)[0] == 403
    assert page(commission, "dossier_step", petition.pk, "accept")[0] == 200
    assert page(clerk, "dossier_step", petition.pk, "accept")[0] == 403
    assert page(clerk, "dossier_new", "petition")[0] == 403 and page(commission, "dossier_new", "petition")[0] == 200
    own = office.login("bithu-a", "K1", Role.CELL_SECRETARY)
    assert page(own, "dossier", petition.pk)[0] == 403, "it may be about the secretary"


def test_the_commission_moves_nothing_else(commission: Client, office: Office) -> None:
    other = begin("exemption_health", "A", "2025-06-02", "an", reason="tuổi cao")
    assert page(commission, "dossier", other.pk)[0] == 200
    assert page(commission, "dossier_step", other.pk, "grant")[0] == 403
    assert page(commission, "dossier_new", "exemption_health")[0] == 403
    assert page(commission, "record", "activity")[0] == 403 and page(commission, "record", "inspection_round")[0] == 200


def test_a_decision_is_seen_by_who_holds_the_right(clerk: Client, commission: Client, decision: int) -> None:
    seen = {name: page(browser, "person", "an")[1] for name, browser in (("clerk", clerk), ("commission", commission))}
    assert f"/but-toan/{decision}/" in seen["commission"] and f"/but-toan/{decision}/" not in seen["clerk"]
    assert page(commission, "entry", decision)[0] == 200 and page(clerk, "entry", decision)[0] == 403
    asked = {"tu": "2025-01-01", "den": "2025-06-30"}
    rows = {
        name: page(browser, "figure", "discipline_members", **asked)[1] for name, browser in (("clerk", clerk), ("commission", commission))
    }
    assert "Nguyễn Văn An" in rows["commission"]
    assert "Nguyễn Văn An" not in rows["clerk"] and "không có quyền xem tên" in rows["clerk"]
    assert f"/but-toan/{decision}/" not in page(clerk, "home")[1]


def test_forms_of_the_commission_are_not_offered_to_others(clerk: Client, commission: Client) -> None:
    assert "/ghi-so/inspection_round/" not in page(clerk, "recording")[1] and page(clerk, "record", "petition_handled")[0] == 403
    shown = page(commission, "recording")[1]
    assert "/ghi-so/inspection_round/" in shown and "/ghi-so/activity/" not in shown


def test_the_calendar_names_no_petition_to_others(clerk: Client, commission: Client, petition: Dossier) -> None:
    take(petition, "accept", "2025-06-03", handler="Ủy ban kiểm tra")
    feeds = {}
    for name, browser in (("vp2", clerk), ("ubkt", commission)):
        user = browser.get(reverse("mfa_index")).wsgi_request.user
        assert user.username == name
        feeds[name] = Client().get(reverse("staff:due_feed", args=[user.pk, key_of(user)])).content.decode()
    assert feeds["ubkt"].count("BEGIN:VEVENT") > feeds["vp2"].count("BEGIN:VEVENT")


def test_what_leaves_the_program_says_who_took_it(office: Office) -> None:
    dossier = begin("admission", "A", "2025-06-02", prospect())
    answer = office.clerk.get(reverse("staff:dossier_writing", args=[dossier.pk, "6-KNĐ"]))
    word = docx.Document(io.BytesIO(answer.content))
    foot = " ".join(each.text for section in word.sections for each in (*section.footer.paragraphs, *section.first_page_footer.paragraphs))
    assert "vanphong" in foot and "xuất lúc" in foot
