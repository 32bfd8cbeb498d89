"""The tour begins where the book has something to show."""

from __future__ import annotations

import pytest

from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


def test_a_book_that_was_quiet_for_long_is_looked_at_on_its_last_day() -> None:
    office = Office()
    record(line("activity", "2026-01-05", org="A", type="charity", title="Hiến máu"))
    page = office.page("tour", ngay="2026-02-01")
    assert "Làm quen tại ngày 1/1/2020" in page and "ngay=2020-01-01" in page
    assert "Làm quen tại ngày" not in office.page("tour", ngay="2020-03-01")
