"""The guide's chapters and the tour: whole, safe, and leading to pages there are."""

from __future__ import annotations

import re

import pytest
from django.urls import NoReverseMatch, reverse

from dangvu.guide import chapters, tour
from dangvu.orgs.models import User
from dangvu.staff.urls import urlpatterns

NAMES = {pattern.name for pattern in urlpatterns}
MOST = 2_000_000


def html(text: str) -> str:
    return chapters.rendered(chapters.Chapter("x", "x", text), chapters_at="/huong-dan/{}/", pictures_at="/huong-dan/hinh/{}")


def test_every_chapter_of_the_order_is_there_and_named_by_its_title() -> None:
    found = chapters.chapters()
    assert [name for name in chapters.ORDER if name not in found] == []
    assert list(found)[: len(chapters.ORDER)] == list(chapters.ORDER)
    assert all(each.title != each.name for each in found.values())


def test_chapters_speak_of_pages_there_are_and_of_each_page_once() -> None:
    spoken = [page for each in chapters.chapters().values() for page in each.pages]
    assert set(spoken) - {"misasked"} <= NAMES and len(spoken) == len(set(spoken))
    found = chapters.about("person")
    assert found is not None and found.name == "dang-vien" and chapters.about("khong_co") is None


def test_pictures_are_there_and_small_and_every_one_is_shown() -> None:
    shown = set(re.findall(r"\]\(hinh/([a-z0-9-]+\.png)\)", "".join(each.text for each in chapters.chapters().values())))
    kept = {file.name: file.stat().st_size for file in (chapters.folder() / chapters.PICTURES).glob("*.png")}
    assert shown == set(kept) and sum(kept.values()) < MOST
    assert all(chapters.picture(name) for name in shown)
    assert chapters.picture("../README.md") is None and chapters.picture("khong-co.png") is None


def test_links_lead_to_chapters_there_are() -> None:
    for each in chapters.chapters().values():
        for name in re.findall(r"\]\(([a-z0-9-]+)\.md", each.text):
            assert name in chapters.chapters(), (each.name, name)


def test_what_is_no_markdown_is_shown_and_not_run() -> None:
    text = html("# Đầu *đề*\n\n<script>alert(1)</script> [x](javascript:alert(1)) <!-- trang: home -->\n")
    assert "<script" not in text and 'href="javascript' not in text and "trang: home" not in text
    assert '<h1 id="dau-de">' in text


def test_links_and_pictures_lead_to_the_site_and_links_to_makers_papers_are_words() -> None:
    text = html("![Hình](hinh/a.png) [chương](ho-so.md#buoc) [tài liệu](../reference/api.md) xong")
    assert 'src="/huong-dan/hinh/a.png"' in text and 'href="/huong-dan/ho-so/#buoc"' in text
    assert "reference" not in text and "tài liệu xong" in text


def test_each_step_of_the_tour_opens_a_page() -> None:
    assert len({each.key for each in tour.STEPS}) == len(tour.STEPS) == 10
    for each in tour.STEPS:
        try:
            reverse(f"staff:{each.page}", args=each.about)
        except NoReverseMatch:
            pytest.fail(f"{each.key} leads nowhere")


@pytest.mark.django_db
def test_a_step_is_taken_once_by_each_user() -> None:
    one, other = (User.objects.create_user(name) for name in ("mot", "hai"))
    tour.take(step="ho-so", actor=one)
    tour.take(step="ho-so", actor=one)
    assert tour.taken(one) == {"ho-so"} and tour.taken(other) == frozenset()
    with pytest.raises(tour.UnknownStep):
        tour.take(step="khong-co", actor=one)
    tour.start_again(actor=one)
    assert tour.taken(one) == frozenset()
