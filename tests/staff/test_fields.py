"""Every field of every kind of entry has a word of its own where an entry is shown, and so has every code that may stand in one."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.translation import override

from dangvu.ledger import book
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds.base import RESERVED
from dangvu.ledger.kinds.fields import Choice
from dangvu.staff import fields
from tests.cast import line, record
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db


def test_every_field_has_a_word_in_either_language() -> None:
    for language in ("vi", "en"):
        with override(language):
            told = {(kind.name, name): fields.title(name, kind) for kind in REGISTRY.values() for name in names(kind.name)}
            assert [place for place, word in told.items() if word == place[1] or "_" in word or not word] == [], language


def names(kind: str) -> set[str]:
    return {each.name for each in REGISTRY[kind].fields} | REGISTRY[kind].derived | RESERVED


def test_every_code_that_may_be_chosen_has_a_word() -> None:
    codes = [
        (kind.name, each.name, value)
        for kind in REGISTRY.values()
        for each in kind.fields
        if isinstance(each.read, Choice)
        for value in each.read.values
    ]
    assert codes and [place for place in codes if fields.said(place[1], place[2]) == place[2]] == []


def test_an_entry_is_shown_in_words() -> None:
    office = Office()
    record(
        line("dues_charged", "2021-03-10", org="A", person="an", month="2021-02", due=15_000, group="insured"),
        line("assertion", "2021-03-11", org="R", figure="member_total", value=2),
        line("assignment_judged", "2021-12-20", org="A", person="an", grade="done", year=2021),
    )
    first = book.last_number() - 2
    dues, agreed, judged = (office.clerk.get(reverse("staff:entry", args=[first + step])).content.decode() for step in range(3))
    assert "<dt>Của tháng</dt><dd>2/2021</dd>" in dues and "<dt>Phải đóng (đồng)</dt><dd>15.000</dd>" in dues
    assert "<dt>Số liệu</dt><dd>Tổng số đảng viên</dd>" in agreed
    assert "<dt>Năm</dt><dd>2021</dd>" in judged and "<dt>Mức</dt>" in judged
