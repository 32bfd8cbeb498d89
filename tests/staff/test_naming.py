"""Who is searched for by a name: the two ways to them give the same, and which is taken."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.core.vietnamese import fold
from dangvu.ledger import book
from dangvu.orgs.models import Person
from dangvu.staff import naming
from dangvu.staff.conditions import Asked, Text
from dangvu.staff.naming import Vocabulary
from tests.staff.test_pages import WHEN, office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
TYPED = (
    "nguyen",
    "van",
    "nguyen van",
    "do ba cuong",
    "cuong do",
    "n",
    "van van",
    "nguyem",
    "dv0001",
    "zzz",
    "nguyen zzz",
    "'; %s {person}",
)


@pytest.mark.parametrize("typed", TYPED)
def test_who_is_found_by_the_words_is_who_is_told_by_them(office: Callable[[str], Client], typed: str) -> None:
    office("clerk")
    named = naming.named(typed, book.head())
    found = set(Person.objects.filter(Asked("pk", named.found("{person}"))).values_list("pk", flat=True))
    assert found == set(Person.objects.filter(Asked("pk", named.tested)).values_list("pk", flat=True))
    for common in (True, False):
        told = naming.listed(replace(named, common=common), Text("{person} > 0"), 1000)
        assert found == set(Person.objects.filter(Asked("pk", told)).values_list("pk", flat=True))
    expected = {pk for pk, folded in Person.objects.values_list("pk", "folded") if set(fold(typed).split()) <= set(folded.split())}
    assert expected <= found and bool(found) is ("zzz" not in typed and ";" not in typed)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("more", [{}, {"sau": "DV0030"}, {"trangthai": "official"}, {"ca": "1"}, {"chibo": "CB02"}])
def test_the_list_is_the_same_both_ways(
    office: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch, typed: str, more: dict[str, str]
) -> None:
    clerk, shown = office("clerk"), []
    for common in (True, False):
        monkeypatch.setattr(Vocabulary, "common", lambda *_asked, common=common: common)
        page = clerk.get(reverse("staff:people"), {**WHEN, "q": typed, **more}, headers={"HX-Target": "danh-sach"})
        shown.append(re.findall(r"/dang-vien/([^/?]+)/", page.content.decode()))
    assert shown[0] == shown[1]
    codes = dict.fromkeys(shown[0])
    keys = {code: (key, pk) for code, key, pk in Person.objects.filter(code__in=codes).values_list("code", "sort_key", "pk")}
    assert list(codes) == sorted(codes, key=keys.__getitem__)


def test_everybody_is_looked_at_only_where_a_page_is_soon_full() -> None:
    many = Vocabulary({"nguyen": 38_000, "van": 25_000, "yen": 1_500, "thanh": 9_000, "ly": 6_000, "duc": 7_000, "x": 213_500})
    assert many.common([["van"], ["nguyen"]]) and many.common([["nguyen"]])
    # All called so stand together, perhaps at the end of the list.
    assert not many.common([["yen"]])
    assert not many.common([["ly"], ["duc"], ["thanh"]])
    assert not Vocabulary({"an": 1}).common([["an"]])


def test_a_word_that_nobody_has_finds_nobody() -> None:
    assert naming.by_words("", "") == naming.by_words("ai", "") == naming.Named()
    assert not Person.objects.filter(Asked("pk", naming.Named().tested)).exists()
