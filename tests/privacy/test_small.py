"""Small numbers: who may not see persons cannot tell anybody's faith, people or health."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from dangvu.figures.catalogue import everything
from dangvu.figures.services import Part, Query, get
from dangvu.orgs.models import Role
from dangvu.privacy import small
from tests.cast import line, org, record
from tests.scenarios.office import Office

COUNTS = st.lists(st.integers(1, 40), min_size=1, max_size=8)
LIMIT = 5
END = dt.date(2021, 6, 30)


@given(counts=COUNTS)
def test_what_is_held_back_cannot_be_reckoned_from_the_whole(counts: list[int]) -> None:
    parts = [Part(str(place), "", count) for place, count in enumerate(counts)]
    shown = small.held_back(parts, LIMIT)
    missing = [before.value for before, after in zip(parts, shown, strict=True) if after.value is None]
    assert all(each.value is None or each.value >= LIMIT for each in shown)
    assert not missing or len(missing) == len(parts) or (len(missing) >= 2 and sum(missing) >= LIMIT)
    assert [each.value for each in shown if each.value is not None] == [
        before.value for before, after in zip(parts, shown, strict=True) if after.value is not None
    ]


def crowd(believers: int, others: int) -> None:
    """Members of cell A, some of a faith."""
    for number in range(believers + others):
        faith = "Phật giáo" if number < believers else "Không"
        record(
            line("person", "2019-01-01", person=f"x{number}", name=f"Người {number}", birth="1980-01-01", sex="male", religion=faith),
            line("carried_over", "2020-01-01", person=f"x{number}", org="A", status="official"),
        )


@pytest.mark.django_db
def test_which_figures_are_sensitive() -> None:
    found = {code for code, figure in everything().items() if small.sensitive(figure)}
    assert {"member_by_religion", "member_by_ethnicity", "admitted_by_religion", "admitted_by_ethnicity"} <= found
    assert not {"member_total", "admitted", "member_by_gender"} & found


@pytest.mark.django_db
def test_days_places_and_knowledge_that_would_allow_comparing() -> None:
    Office()
    crowd(20, 20)
    figure, query = get("member_by_religion"), Query(org("R"), END)
    assert not small.veil(figure, "org", query, granted=True).value
    assert small.veil(figure, "org", query, granted=False).value
    assert small.veil(figure, "org", Query(org("R"), END - dt.timedelta(1)), granted=True).value
    assert small.veil(figure, "org", Query(org("R"), END, known=40), granted=True).value
    assert not small.veil(get("member_total"), "sex", query, granted=False).down
    hidden = small.veil(get("member_total"), "religion", query, granted=False)
    assert hidden.parts and not hidden.value
    flow = get("admitted_by_religion")
    odd = Query(org("R"), END, dt.date(2021, 4, 2), END)
    assert "trọn quý" in small.veil(flow, "month", odd, granted=True).why


@pytest.mark.django_db
@pytest.mark.parametrize(("believers", "others", "hidden"), [(20, 20, False), (4, 20, True), (20, 0, True)])
def test_a_number_that_is_few_or_nearly_all_is_not_shown(believers: int, others: int, hidden: bool) -> None:
    office = Office()
    crowd(believers, others)
    reader = office.login("captren", "R", Role.SUPERIOR)
    asked = {"ngay": END.isoformat()}
    page = reader.get(reverse("staff:figure", args=["member_by_religion"]), asked).content.decode()
    assert ("Số quá nhỏ" in page) == hidden
    assert ('<p class="value-big">…' in page) == hidden
    assert 'id="cac-dong"' not in page and 'id="qua-cac-quy"' not in page
    assert reader.get(reverse("staff:chart", args=["member_by_religion"]), asked).status_code == 403
    whole = office.page("figure", "member_by_religion", **asked)
    assert 'id="cac-dong"' in whole and "Số quá nhỏ" not in whole


@pytest.mark.django_db
def test_parts_by_faith_of_a_plain_figure() -> None:
    office = Office()
    crowd(3, 20)
    reader = office.login("captren", "R", Role.SUPERIOR)
    asked = {"ngay": END.isoformat(), "theo": "religion"}
    page = reader.get(reverse("staff:figure", args=["member_total"]), asked).content.decode()
    assert "không hiện" in page and 'scope="row">Phật giáo</th><td class="n">3</td>' not in page
    assert 'scope="row">Phật giáo</th><td class="n">3</td>' in office.page("figure", "member_total", **asked)
    below = reader.get(reverse("staff:figure", args=["member_total"]), {**asked, "tc": "A"}).content.decode()
    assert "Phật giáo" not in below
