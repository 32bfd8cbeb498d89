"""What the editors' room says through its scripts is said in Vietnamese."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
import wagtail.admin
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.test import Client
from django.urls import reverse

from dangvu import pages
from tests.cast import book, record
from tests.pages.newsroom import user

KEPT = Path(str(pages.__file__)).parent / "kept" / "locale" / "vi" / "LC_MESSAGES"
THEIRS = Path(str(wagtail.admin.__file__)).parent / "locale"


def said(file: Path) -> dict[str, str]:
    """Message → what is said for it; of a plural the first."""
    firsts = ((each.id, each.string) for each in read_po(io.BytesIO(file.read_bytes()), locale="vi") if each.id)
    return {one if isinstance(one, str) else one[0]: text if isinstance(text, str) else text[0] for one, text in firsts}


def test_every_word_of_the_scripts_has_a_vietnamese_one() -> None:
    ours, theirs = said(KEPT / "djangojs.po"), said(THEIRS / "vi" / "LC_MESSAGES" / "djangojs.po")
    wanted = said(THEIRS / "en" / "LC_MESSAGES" / "djangojs.po").keys()
    assert [each for each in wanted if not (ours.get(each) or theirs.get(each))] == []
    assert ours.keys() <= wanted, "a word that is no longer said"


@pytest.mark.parametrize("name", ["django", "djangojs"])
def test_the_compiled_words_are_of_the_written_ones(name: str) -> None:
    compiled = read_mo(io.BytesIO((KEPT / f"{name}.mo").read_bytes()))
    told = {each.id if isinstance(each.id, str) else each.id[0]: each.string for each in compiled if each.id}
    assert {message: text if isinstance(text, str) else text[0] for message, text in told.items()} == said(KEPT / f"{name}.po")


@pytest.mark.django_db
def test_the_room_is_sent_them(client: Client) -> None:
    record(*book())
    client.force_login(user("bientap", "R"))
    page = client.get(reverse("wagtailadmin_javascript_catalog"), headers={"accept-language": "vi"}).content.decode()
    assert json.dumps("Mở tất cả") in page and json.dumps("Thu gọn tất cả") in page
