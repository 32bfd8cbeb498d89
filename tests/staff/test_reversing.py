"""An entry that was written by mistake is cancelled on its own page, by who may write such entries."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Role
from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
OFFERED = "Hủy bút toán này"


@pytest.fixture
def office() -> Office:
    return Office()


def recorded(kind: str, **told: object) -> int:
    record(line(kind, "2025-03-04", ref="nham", **told))
    return Entry.objects.get(ref="nham").number


def cancel(client: Client, number: int, why: str = "ghi nhầm chi bộ") -> str:
    answer = client.post(reverse("staff:entry_reverse", args=[number]), {"reason": why}, follow=True)
    return answer.content.decode() if answer.status_code == 200 else str(answer.status_code)


def test_a_clerk_cancels_what_was_typed_by_mistake(office: Office) -> None:
    number = recorded("activity", org="A", type="charity")
    assert office.figure("activities_total", "R", "2025-12-31", "2025-01-01") == 1
    assert OFFERED in office.page("entry", number)
    last = book.last_number()
    assert "Hãy ghi lý do hủy" in cancel(office.clerk, number, " ") and book.last_number() == last
    page = cancel(office.clerk, number)
    assert "Đã hủy." in page and "Bút toán này đã bị hủy" in page and OFFERED not in page
    assert office.figure("activities_total", "R", "2025-12-31", "2025-01-01") == 0
    assert "ghi nhầm chi bộ" in office.page("entry", book.last_number())
    assert cancel(office.clerk, number) == "403" and book.last_number() == last + 1


def test_a_mended_value_is_taken_back(office: Office) -> None:
    number = recorded("amended", person="an", changes={"schooling": "9/12"})
    assert "9/12" in office.page("person", "an")
    assert "Đã hủy." in cancel(office.clerk, number) and "9/12" not in office.page("person", "an")


def test_who_may_not_write_it_is_not_offered_to_cancel_it(office: Office) -> None:
    number = recorded("activity", org="A", type="charity")
    for name, place, role in (("bithu-a", "A", Role.CELL_SECRETARY), ("vp-b", "B", Role.CLERK), ("xem", "R", Role.SUPERIOR)):
        assert cancel(office.login(name, place, role), number) in ("403", "404")
    assert not Entry.objects.filter(reverses=number).exists()
    carried = Entry.objects.filter(kind="carried_over").latest("number").number
    assert OFFERED not in office.page("entry", carried) and cancel(office.clerk, carried) == "403"


def test_what_an_entry_says_is_called_as_on_its_form(office: Office) -> None:
    page = office.page("entry", recorded("rated", org="A", person="an", grade="good"))
    assert "<dt>Mức</dt><dd>hoàn thành tốt</dd>" in page and "<dt>grade</dt>" not in page
