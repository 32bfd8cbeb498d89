"""A book that has just been opened: a page tells of what nothing is recorded yet, and tells it no longer once the first is there."""

from __future__ import annotations

import pytest

from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


def test_a_new_book_says_of_what_nothing_is_recorded_yet() -> None:
    office = Office()
    home, rate = office.page("home"), office.page("figure", "handbook_rate")
    assert home.count("chưa ghi</span>") == 4 and "sau ngày đó chưa ghi việc gì" in home
    assert "chưa biết là không có hay chưa ghi" in rate and "Qua các quý" not in rate and "0,0" not in rate
    assert "chưa biết là không có" not in office.page("figure", "admitted")
    for name in ("handbook", "assignments", "programme", "library"):
        assert "chưa ghi" in office.page(name), name
    assert "Chưa có số nào để vẽ hình này." in office.page("picture", "inspection_coverage")
    record(
        line("badge_awarded", "2020-02-03", person="an", years=30),
        line("inspection_round", "2020-03-01", org="K1", type="inspection_thematic", acting="committee", targets=[{"org": "A"}]),
    )
    assert "chưa biết là không có" not in office.page("figure", "badge_total")
    assert "Chưa có số nào để vẽ hình này." not in office.page("picture", "inspection_coverage")
