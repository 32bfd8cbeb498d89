"""The news the demonstration starts with: the conference as an article, and what stands around it."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction

from dangvu.ledger import book
from dangvu.meetings.models import Meeting
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import User
from dangvu.pages import draft, rooms, services
from dangvu.pages.draft import block, listed
from dangvu.pages.models import Article
from dangvu.pages.picture import Picture

START, DAY = "2020-06-01", "2023-03-22"
Told = dict[str, Any]


@transaction.atomic
def prepare(file: Path, *, editor: str, secretary: str) -> int:
    """Write and publish the articles of a file, once; how many there are."""
    if Article.objects.exists():
        return 0
    told: list[Told] = orjson.loads(file.read_bytes())
    writer, signer = User.objects.get(username=editor), User.objects.get(username=secretary)
    meeting = Meeting.objects.get(sort="conference")
    first = draft.from_meeting(meeting, user=writer)
    shots = [first.picture, *[each["picture"] for part in first.body if part.block_type == "gallery" for each in part.value]]
    captions = [photo.caption for photo in meeting.photos.all()]
    for each in reversed(told):
        page = first if each.get("conference") else _new(each, writer)
        _write(page, each, list(zip(shots, captions, strict=True)))
        page.save_revision(user=writer)
        services.publish(page, user=signer)
    return len(told)


def _new(told: Told, writer: User) -> Article:
    org = book.tree().by_code(told["org"])
    assert org is not None
    page = Article(title=told["title"], slug=told["slug"], lead=told["lead"], body="[]", owner=writer, live=False)
    rooms.open_room(org).add_child(instance=page)
    return page


def _write(page: Article, told: Told, shots: list[tuple[Picture, str]]) -> None:
    page.title, page.slug, page.lead = told["title"], told["slug"], told["lead"]
    page.topic, page.by, page.on = told["topic"], told["by"], parse_day(told["on"])
    page.as_of = page.end = parse_day(DAY)
    page.start = parse_day(told.get("start", START))
    if "photo" in told:
        page.picture, page.picture_caption = shots[told["photo"]]
        page.picture_alt, page.picture_credit = page.picture_caption, page.picture.credit
    page.body = json.dumps([_block(name, value, shots) for each in told["body"] for name, value in each.items()])


def _block(name: str, value: Any, shots: list[tuple[Picture, str]]) -> draft.Raw:
    if name == "paragraph":
        return block(name, f"<p>{html.escape(value, quote=False)}</p>")
    if name == "figures":
        return block(name, listed([{"organisation": "", "start": None, "end": None, **each} for each in value]))
    if name == "parts":
        return block(name, {"organisation": "", **value})
    if name == "gallery":
        chosen = [shots[place] for place in value]
        told = [{"picture": kept.pk, "alt": words, "caption": words, "credit": kept.credit} for kept, words in chosen]
        return block(name, listed(told))
    return block(name, value)
