"""Reports asked and sent through the pages, by who may."""

from __future__ import annotations

import pytest
from django.urls import reverse

from dangvu.orgs.models import Role
from dangvu.reports.models import Request, Submission
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
DAYS = {"start": "1/1/2021", "end": "31/3/2021", "as_of": "31/3/2021", "deadline": "5/4/2021"}


@pytest.fixture
def office() -> Office:
    return Office()


def ask(office: Office) -> Request:
    answer = office.clerk.post(reverse("staff:request_new") + "?tc=K1", {"kind": "quarterly", **DAYS})
    assert answer.status_code == 302
    return Request.objects.latest("pk")


def test_from_the_request_to_the_acceptance(office: Office) -> None:
    request, cell = ask(office), office.login("bithu-a", "A", Role.CELL_SECRETARY)
    one = Submission.objects.get(request=request, organisation__code="A")
    assert "quá hạn" in cell.get(reverse("staff:requests")).content.decode()
    assert "Báo cáo phải gửi" in cell.get(reverse("staff:due")).content.decode()
    form = cell.get(reverse("staff:submission", args=[one.pk])).content.decode()
    assert "Gửi lên" in form and "Trả lại" not in form
    told = {"text": "Ổn định", "value:admitted": "2", "why:admitted": ""}
    assert "phải ghi lý do" in cell.post(reverse("staff:submission_act", args=[one.pk, "gui"]), told, follow=True).content.decode()
    cell.post(reverse("staff:submission_act", args=[one.pk, "gui"]), told | {"why:admitted": "còn một người chưa ghi"})
    page = office.page("request", request.pk, tc="K1")
    assert "1 số khác sổ" in page and "đã gửi 1/2" in page
    assert cell.post(reverse("staff:submission_act", args=[one.pk, "nhan"])).status_code in (403, 404)
    office.clerk.post(reverse("staff:submission_act", args=[one.pk, "tra-lai"]), {"remark": "Ghi sổ rồi gửi lại"})
    assert "Ghi sổ rồi gửi lại" in cell.get(reverse("staff:submission", args=[one.pk])).content.decode()
    cell.post(reverse("staff:submission_act", args=[one.pk, "gui"]), {"text": "Đã xong"})
    office.clerk.post(reverse("staff:submission_act", args=[one.pk, "nhan"]))
    assert Submission.objects.get(pk=one.pk).state == "accepted"
    assert "Báo cáo phải gửi" not in cell.get(reverse("staff:due")).content.decode()


def test_a_cell_sees_its_own_only(office: Office) -> None:
    request, cell = ask(office), office.login("bithu-b", "B", Role.CELL_SECRETARY)
    other = Submission.objects.get(request=request, organisation__code="A")
    assert cell.get(reverse("staff:submission", args=[other.pk])).status_code == 404
    assert cell.post(reverse("staff:submission_act", args=[other.pk, "gui"])).status_code == 404
    assert cell.get(reverse("staff:request", args=[request.pk])).status_code == 404
