"""What the public gets: pages without a login and without cookies, found without diacritics, kept by proxies, gone when withdrawn."""

from __future__ import annotations

import datetime as dt
import re
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.orgs.models import Role, User
from dangvu.pages import rooms, services
from dangvu.pages.models import Article, Topic
from tests.cast import book, org, record
from tests.pages.newsroom import article, body, figures, paragraph, picture, user, write

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'href="(/[^"]*)"')


@pytest.fixture(autouse=True)
def _book() -> None:
    # Sizes of pictures are remembered there, and these are not those of the test before.
    cache.clear()
    record(*book())


@pytest.fixture
def secretary() -> User:
    return user("bithu", "R", Role.SECRETARY)


@pytest.fixture
def page(secretary: User) -> Article:
    """A published article with everything in it."""
    rooms.open_room(org("K1"))
    shot = picture()
    told = {"picture": shot.pk, "alt": "Một điểm", "caption": "Chú thích ảnh", "credit": "vẽ"}
    made = article(
        title="Đảng ủy K1 họp về công tác quý II", slug="hop", topic=Topic.BUILDING,
        picture=shot, picture_alt="Hội trường", picture_credit="vẽ",
        body=body(paragraph(), figures("member_total"), {"type": "quote", "id": "q", "value": {"text": "Làm đến nơi.", "who": "Thảo luận"}},
                  {"type": "gallery", "id": "g", "value": [{"type": "item", "id": "i", "value": told}]}),
    )  # fmt: skip
    services.publish(made, user=secretary)
    return Article.objects.get(pk=made.pk)


def get(address: str, **headers: str) -> tuple[int, str]:
    answer = Client().get(address, headers=headers)
    assert not answer.cookies
    return answer.status_code, answer.content.decode()


def test_an_article_is_read_by_anybody_and_sets_no_cookie(page: Article) -> None:
    status, text = get(page.url)
    assert status == 200
    for words in (
        "Đảng ủy K1 họp",
        "Làm đến nơi.",
        "Chú thích ảnh",
        'property="og:image"',
        page.edition.check_code if page.edition else "?",
    ):
        assert words in text
    answer = Client().get(page.url)
    assert "Cookie" not in answer.get("Vary", "")
    assert "public" in answer["Cache-Control"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "<script" not in text
    assert " style=" not in text


def test_a_page_that_did_not_change_is_not_sent_again(page: Article, secretary: User) -> None:
    tag = Client().get(page.url)["ETag"]
    assert get(page.url, **{"If-None-Match": tag})[0] == 304
    services.publish(write(page, correction="Sửa lời dẫn.", lead="Lời mới."), user=secretary)
    status, text = get(page.url, **{"If-None-Match": tag})
    assert status == 200
    assert "Sửa lời dẫn." in text


def test_every_number_opens_and_leads_on_to_its_rows(page: Article) -> None:
    edition = page.edition
    assert edition is not None
    numbers = [link for link in LINKS.findall(get(page.url)[1]) if link.startswith("/tin/so/")]
    assert len(numbers) == 3
    for link in numbers:
        status, text = get(link)
        assert status == 200
        assert "/so-lieu/" in text
    assert get(reverse("public:number", args=[edition.pk, 99]))[0] == 404
    rows = next(link for link in LINKS.findall(get(numbers[0])[1]) if link.startswith("/so-lieu/")).replace("&amp;", "&")
    assert Client().get(rows).status_code == 302
    browser = Client()
    browser.force_login(user("cap-tren", "R", Role.SUPERIOR))
    assert browser.get(rows).status_code == 200


def test_all_links_of_the_site_lead_somewhere(page: Article) -> None:
    seen, todo = set[str](), {reverse("public:front")}
    while todo:
        link = todo.pop()
        seen.add(link)
        answer = Client().get(link.replace("&amp;", "&"))
        assert answer.status_code in (200, 302), link
        if link.startswith("/tin/") and "html" in answer["Content-Type"]:
            todo |= {each for each in LINKS.findall(answer.content.decode()) if not each.startswith("/static/")} - seen
    assert page.url in seen
    assert reverse("public:month", args=[2021, 6]) in seen


@pytest.mark.parametrize("asked", ["dang uy", "ĐẢNG ỦY", "đảng uỷ", "quy ii hop", "Lam den noi", "hop đảng"])
def test_articles_are_found_without_diacritics(page: Article, asked: str) -> None:
    assert page.title in get(f"{reverse('public:search')}?q={asked}")[1]


@pytest.mark.parametrize("asked", ["đoàn thanh niên", "", "   "])
def test_what_is_not_there_is_not_found(page: Article, asked: str) -> None:
    status, text = get(f"{reverse('public:search')}?q={asked}")
    assert status == 200
    assert page.title not in text


def test_the_feed_and_the_list_for_search_engines_are_sound(page: Article) -> None:
    feed = ElementTree.fromstring(get(reverse("public:rss"))[1])
    assert [each.text for each in feed.iter("title")][-1] == page.title
    sitemap = ElementTree.fromstring(get(reverse("public:sitemap"))[1])
    assert any((each.text or "").endswith(page.url) for each in sitemap.iter() if each.tag.endswith("loc"))


def test_search_engines_are_told_of_the_news_and_of_nothing_else() -> None:
    status, text = get("/robots.txt")
    assert status == 200
    assert "Allow: /tin/" in text
    assert "Disallow: /\n" in text
    assert text.split("Sitemap: ")[1].strip().endswith(reverse("public:sitemap"))


def test_drafts_are_nowhere(page: Article) -> None:
    hidden = article(title="Bản nháp chưa đăng", slug="nhap")
    assert get(f"{page.committee.url}nhap/")[0] == 404
    for name in ("front", "rss", "sitemap", "archive"):
        assert "chưa đăng" not in get(reverse(f"public:{name}"))[1]
    assert get(f"{reverse('public:search')}?q=nhap")[1].count(hidden.title) == 0
    assert get("/tin/khong-co/")[0] == 404
    assert get(f"{page.url}them/")[0] == 404


def test_a_withdrawn_article_says_so_and_takes_its_pictures_along(page: Article, secretary: User) -> None:
    shot = next(link for link in re.findall(r'src="(/tin/anh/[^"]*)"', get(page.url)[1]))
    assert Client().get(shot).status_code == 200
    services.withdraw(page, user=secretary, why="Đăng nhầm.")
    status, text = get(page.url)
    assert status == 410
    assert "Đăng nhầm." in text
    assert "Làm đến nơi." not in text
    assert Client().get(shot).status_code == 403
    edition = page.editions.get()
    assert get(reverse("public:edition", args=[edition.check_code]))[0] == 200
    assert get(reverse("public:number", args=[edition.pk, 0]))[0] == 404


def test_what_is_due_is_there_when_it_is_asked_for(secretary: User, monkeypatch: pytest.MonkeyPatch) -> None:
    made = article(slug="hen-gio")
    services.schedule(made, user=secretary, at=timezone.now() + dt.timedelta(hours=1))
    assert get(f"{made.committee.url}hen-gio/")[0] == 404
    later = timezone.now() + dt.timedelta(hours=2)
    monkeypatch.setattr(services.timezone, "now", lambda: later)
    assert get(f"{made.committee.url}hen-gio/")[0] == 200


def test_a_site_without_news_is_a_page_all_the_same() -> None:
    for name in ("front", "search", "archive", "rss", "sitemap"):
        assert get(reverse(f"public:{name}"))[0] == 200
