"""The editor's room as Wagtail brings it: each of its main pages opens for an editor, in Vietnamese, and its search finds."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from dangvu.pages import rooms
from dangvu.pages.models import Article
from tests.cast import book, org, record
from tests.pages.newsroom import article, picture, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Article:
    record(*book())
    rooms.open_room(org("K1"))
    shot = picture()
    return article(title="Đảng ủy họp", picture=shot, picture_alt="Hội trường", picture_credit="vẽ")


@pytest.fixture
def editor(page: Article) -> Client:
    client = Client()
    client.force_login(user("bientap", "R"))
    return client


def test_a_page_watches_over_what_is_typed_as_those_of_the_office_do(editor: Client, page: Article) -> None:
    found = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert re.search(r'<script src="[^"]*staff/typed[^"]*\.js" defer data-room></script>', found)


def test_every_main_page_opens(editor: Client, page: Article) -> None:
    parent, shot = page.committee.pk, page.picture_id
    addresses = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_explore", args=[parent]),
        reverse("wagtailadmin_pages:add", args=["pages", "article", parent]),
        reverse("wagtailadmin_pages:edit", args=[page.pk]),
        reverse("wagtailadmin_pages:history", args=[page.pk]),
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        reverse("wagtailadmin_pages:usage", args=[page.pk]),
        reverse("wagtailadmin_pages:search"),
        reverse("wagtailadmin_pages:search") + "?q=h%E1%BB%8Dp",
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_search") + "?q=h%E1%BB%8Dp",
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + "?q=a",
        reverse("wagtailimages:add"),
        reverse("wagtailimages:edit", args=[shot]),
        reverse("wagtailimages:image_usage", args=[shot]),
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose_results") + "?q=a",
        reverse("room:conferences"),
        reverse("room:review", args=[page.pk]),
    ]
    assert {each: status for each in addresses if (status := editor.get(each).status_code) != 200} == {}


def test_a_page_is_found_by_its_title(editor: Client, page: Article) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert edit in editor.get(reverse("wagtailadmin_pages:search"), {"q": "họp"}).content.decode()
    assert edit not in editor.get(reverse("wagtailadmin_pages:search"), {"q": "không có"}).content.decode()


def test_what_the_editor_says_by_script_is_vietnamese(editor: Client) -> None:
    told = editor.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    found = re.search(r'"Cancel": ("[^"]*")', told)
    assert found is not None and json.loads(found.group(1)) == "Hủy bỏ"


def test_no_word_of_a_pictures_page_is_english(editor: Client, page: Article) -> None:
    told = editor.get(reverse("wagtailimages:edit", args=[page.picture_id])).content.decode()
    told += editor.get(reverse("wagtailadmin_home")).content.decode()
    told += editor.get(reverse("wagtailimages:add_multiple")).content.decode()
    told = re.sub(r"<!--.*?-->", "", told, flags=re.DOTALL)
    words = ("Supported formats", "Focal point", "most important region", "Max dimensions", "Filesize", "Site summary", "created in")
    for word in (*words, "Drag and drop", "Upload successful", "upload failed", "Add multiple", "Add to", "too big", "Please provide"):
        assert word not in told


def test_a_photograph_too_large_for_memory_is_taken(editor: Client, page: Article, settings: Any) -> None:
    """Above 2,5 MB, as from any telephone, it comes in a file of its own, read to its end by who looked at it first."""
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    raw = io.BytesIO()
    Image.new("RGB", (800, 600), (120, 30, 30)).save(raw, "JPEG")
    told = {"title": "Hội trường", "description": "Quang cảnh", "credit": "Văn phòng", "collection": page.picture.collection_id}
    answer = editor.post(reverse("wagtailimages:add"), {**told, "file": SimpleUploadedFile("hoi-truong.jpg", raw.getvalue(), "image/jpeg")})
    assert answer.status_code == 302, re.findall(r"error-message[^>]*>([^<]+)", answer.content.decode())
