"""Every address of the news site and of its editor's room × every reader."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dangvu.accounts.factors import required
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Grant, Role, User
from dangvu.pages import rooms, services
from dangvu.pages.models import Article, Edition, Rendition
from dangvu.public.middleware import ROOM
from tests.cast import book, org, record
from tests.pages.newsroom import SINCE, article, body, paragraph, picture, user

pytestmark = pytest.mark.django_db
READERS = (
    Role.CLERK, Role.SECRETARY, Role.CELL_SECRETARY, Role.INSPECTION, Role.SUPERIOR, Role.AUDITOR, Role.EDITOR, Role.ADMINISTRATOR,
    Role.MEMBER, "stranger", "anonymous",
)  # fmt: skip
ALL = (200,) * len(READERS)
IN = 302
WRITERS = (200, 200, 403, 403, 403, 403, 200, 403, 403, 403, IN)
POSTED = (405, 405, 403, 403, 403, 403, 405, 403, 403, 403, IN)
ELSEWHERE = (404, 404, 403, 403, 403, 403, 404, 403, 403, 403, IN)

# Granted on K1. The article is of K1, the other one of K2.
EXPECTED: dict[str, tuple[tuple[object, ...], tuple[int, ...]]] = {
    "robots": ((), ALL),
    "public:front": ((), ALL),
    "public:search": ((), ALL),
    "public:archive": ((), ALL),
    "public:month": ((2021, 6), ALL),
    "public:topic": (("xay-dung-dang",), ALL),
    "public:rss": ((), ALL),
    "public:sitemap": ((), ALL),
    "public:picture": (("HIDDEN",), (200, 200, 403, 403, 403, 403, 200, 403, 403, 403, 403)),
    "public:number": (("EDITION", 0), ALL),
    "public:edition": (("CODE",), ALL),
    "wagtail_serve": (("ARTICLE",), ALL),
    "room:conferences": ((), WRITERS),
    "room:review": (("PAGE",), WRITERS),
    "room:act": (("PAGE", "dang"), POSTED),
    "editors_account": ((), (302, 302, 403, 403, 403, 403, 302, 403, 403, 403, IN)),
    "wagtailadmin_home": ((), WRITERS),
    "wagtailadmin_pages:edit": (("PAGE",), WRITERS),
    "wagtailimages:index": ((), WRITERS),
}
CLOSED = (
    "wagtailadmin_login", "wagtailadmin_password_reset", "wagtailusers_users:index", "wagtailusers_users:add", "wagtailusers_groups:index",
    "wagtailadmin_workflows:index", "wagtailadmin_reports:site_history", "wagtailadmin_collections:index", "wagtaildocs:index",
)  # fmt: skip
"""What of Wagtail is nobody's here."""


def browsers() -> Iterator[Client]:
    for reader in READERS:
        browser = Client()
        if reader != "anonymous":
            somebody = User.objects.create_user(f"r-{reader}")
            if reader != "stranger":
                Grant.objects.create(user=somebody, organisation_id=org("K1"), role=reader, valid_from=SINCE)
            if required(somebody):
                TOTP.activate(somebody, generate_totp_secret())
            browser.force_login(somebody)
        yield browser


@pytest.fixture
def page() -> Article:
    # Sizes of pictures are remembered there, and these are not those of the test before.
    cache.clear()
    record(*book())
    secretary = user("bithu", "R", Role.SECRETARY)
    rooms.open_room(org("K1"))
    picture().get_rendition("width-1")
    made = article(body=body(paragraph()))
    services.publish(made, user=secretary)
    article("K2")
    return Article.objects.get(pk=made.pk)


def address(name: str, page: Article) -> str:
    stands_for = {
        "HIDDEN": Rendition.objects.get(filter_spec="width-1").file.name,
        "EDITION": Edition.objects.get().pk,
        "CODE": Edition.objects.get().check_code,
        "ARTICLE": page.url.removeprefix("/tin/"),
        "PAGE": page.pk,
    }
    return reverse(name, args=[stands_for.get(str(each), each) for each in EXPECTED[name][0]])


def test_each_reader_opens_what_is_his_and_nothing_else(page: Article) -> None:
    readers = list(browsers())
    found = {name: tuple(browser.get(address(name, page)).status_code for browser in readers) for name in EXPECTED}
    assert found == {name: statuses for name, (_arguments, statuses) in EXPECTED.items()}


def test_what_is_not_used_of_wagtail_is_closed_to_all(page: Article) -> None:
    readers = list(browsers())
    found = {name: tuple(browser.get(reverse(name)).status_code for browser in readers) for name in CLOSED}
    # Wagtail would show its login to anybody.
    assert found == {**dict.fromkeys(CLOSED, ELSEWHERE), "wagtailadmin_login": (*ELSEWHERE[:-1], 404)}


def test_another_committees_article_is_not_opened(page: Article) -> None:
    other = Article.objects.exclude(pk=page.pk).get()
    editor = list(browsers())[READERS.index(Role.EDITOR)]
    assert editor.get(reverse("room:review", args=[other.pk])).status_code == 404
    answer = editor.get(reverse("wagtailadmin_pages:edit", args=[other.pk]))
    assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("wagtailadmin_home"))
    assert not Meeting.objects.exists()


def named(resolver: URLResolver, before: str = "", space: str = "") -> Iterator[tuple[str, str]]:
    for each in resolver.url_patterns:
        place = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield place, f"{space}{each.name}"
        else:
            yield from named(each, place, f"{each.namespace}:" if each.namespace else space)


def site_names() -> set[str]:
    """Names of all addresses under /tin/ and in the room, and of what search engines are told."""
    return {name for place, name in named(get_resolver()) if place.lstrip("^").startswith(("tin/", "robots.txt", ROOM.strip("/")))}


def test_every_address_of_the_site_has_its_readers() -> None:
    ours = {name for name in site_names() if name.startswith(("public:", "room:", "wagtail_serve"))}
    assert ours == {name for name in EXPECTED if name.startswith(("public:", "room:", "wagtail_serve"))}


def test_the_door_stands_before_every_address_of_the_room(page: Article) -> None:
    """The door looks at the address, not at the view: nobody without a grant comes to any page of Wagtail, whatever it is."""
    stranger = Client()
    stranger.force_login(User.objects.create_user("nguoi-la"))
    for place in ("", "pages/1/edit/", "images/1/", "api/main/pages/", "bulk/x/y/z/", "khong-co/", "sprite/"):
        assert stranger.get(f"{ROOM}{place}").status_code in (403, 404), place
        assert Client().get(f"{ROOM}{place}").status_code in (302, 404), place
