"""The pages of targets and of the inspection programme: positions, history, curve, and the units beside each other."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse

from dangvu.ledger.models import Entry
from dangvu.reports.tables.curves import quarter_ends
from tests.cast import line, record
from tests.dossiers.cast import begin, take
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
DAYS = {"from": "2020-01-01", "to": "2024-12-31"}


@pytest.fixture
def office() -> Office:
    return Office()


def given(value: int, on: str) -> None:
    record(line("target_set", on, org="K1", figure="admitted", value=value, bound="floor", giver="Huyện ủy", **DAYS))


def test_a_target_with_its_adjustment_and_its_curve(office: Office) -> None:
    given(10, "2020-02-01")
    given(4, "2021-06-01")
    record(
        line("person", "2019-01-01", person="dung", name="Phạm Dũng", birth="1990-01-01"),
        line("admitted", "2020-05-01", person="dung", org="A"),
    )
    page = office.page("targets", tc="K1", ngay="2022-06-30")
    assert "Đã điều chỉnh" in page and "25,0%" in page and "chậm" in page
    entry = Entry.objects.filter(kind="target_set").latest("number").number
    drawn = office.clerk.get(reverse("staff:target_curve", args=[entry]), {"tc": "K1", "ngay": "2022-06-30"})
    assert drawn["Content-Type"] == "image/svg+xml" and b"<svg" in drawn.content
    assert office.clerk.get(reverse("staff:target_curve", args=[1]), {"tc": "K1", "ngay": "2022-06-30"}).status_code == 404
    before = office.page("targets", tc="K1", ngay="2021-01-31")
    assert "Đã điều chỉnh" not in before and "10,0%" in before


def test_quarters_up_to_the_day() -> None:
    assert quarter_ends(dt.date(2020, 2, 1), dt.date(2020, 8, 15)) == [dt.date(2020, 3, 31), dt.date(2020, 6, 30), dt.date(2020, 8, 15)]


def test_the_programme_beside_what_was_done(office: Office) -> None:
    told = {"acting": "committee", "topic": "Nghị quyết đại hội", "target_orgs": ["A", "B"]}
    one = begin("inspection", "K1", "2025-01-02", type="inspection_thematic", **told)
    take(one, "plan", "2025-01-10", number="1-CTr")
    record(
        line(
            "inspection_round", "2025-03-01", org="K1", type="supervision_thematic", acting="inspection_commission", targets=[{"org": "A"}]
        )
    )
    page = office.page("programme", tc="K1", ngay="2025-06-30")
    assert "Nghị quyết đại hội" in page and "trong chương trình" in page
    assert 'kiểm tra chuyên đề</th><td class="n">1</td><td class="n">0</td>' in page
    assert 'giám sát chuyên đề</th><td class="n">0</td><td class="n">1</td>' in page
