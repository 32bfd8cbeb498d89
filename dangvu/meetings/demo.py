"""The conference the demonstration starts with, from its file: called, the roll taken, voted, minuted and closed."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from typing import Any

import orjson
from django.db import transaction
from PIL import Image

from dangvu.core.chart_render import svg_to_png
from dangvu.ledger import book
from dangvu.meetings import roll, services
from dangvu.meetings.models import Item, Meeting, Presence, Sort, State


@transaction.atomic
def prepare(folder: Path, actor: str) -> Meeting | None:
    """Hold the conference of a folder once; None where it is held already."""
    told: dict[str, Any] = orjson.loads((folder / "conference.json").read_bytes())
    if Meeting.objects.filter(title=told["title"]).exists():
        return None
    tree = book.tree()
    org = tree.by_code(told["org"])
    assert org is not None
    on = dt.date.fromisoformat(told["on"])
    meeting = services.call(
        told["sort"],
        place_of=tree.timelines[org].states[-1],
        title=told["title"],
        on=on,
        time=told["time"],
        place=told["place"],
        actor=actor,
    )
    _agenda(meeting, told["items"])
    _present(meeting, told)
    counted = roll.count(meeting)
    services.vote(meeting, matter=told["ballot"], in_favour=counted.voters_present)
    services.write(meeting, **{name: told[name] for name in ("chair", "taker", "resolution")})
    for cost in told["costs"]:
        services.add_cost(meeting, **cost)
    for photo in told["photos"]:
        raw = as_photograph((folder / photo["file"]).read_text(encoding="utf-8"))
        services.add_photo(meeting, photo["file"].replace(".svg", ".jpg"), raw, caption=photo["caption"], credit=photo["credit"])
    # Its talk and its visit are in the case's entries already.
    return services.close(meeting, actor=actor, with_activities=False)


def as_photograph(svg: str) -> bytes:
    """A drawing in the form a camera gives."""
    target = io.BytesIO()
    Image.open(io.BytesIO(svg_to_png(svg))).convert("RGB").save(target, "JPEG", quality=90)
    return target.getvalue()


def call_next(cell: str, on: dt.date, actor: str) -> None:
    """The next monthly meeting of a cell, called once, so that its members have an invitation on their phones."""
    tree = book.tree()
    org = tree.by_code(cell)
    assert org is not None
    if not Meeting.objects.filter(organisation=org, state=State.CALLED).exists():
        state = tree.timelines[org].states[-1]
        services.call(Sort.MONTHLY, place_of=state, title="Sinh hoạt chi bộ thường kỳ", on=on, time="14 giờ 00", actor=actor)


def _agenda(meeting: Meeting, items: list[dict[str, str]]) -> None:
    meeting.items.all().delete()
    for each in items:
        item: Item = services.add_item(meeting, kind=each["kind"], title=each["title"], speaker=each.get("speaker", ""))
        services.note(item, each.get("note", ""))


def _present(meeting: Meeting, told: dict[str, Any]) -> None:
    """Guests, some away with leave, and everybody else present."""
    for guest in told["guests"]:
        services.add_guest(meeting, **guest)
    for each in [one for one in meeting.roll.all() if one.bound][-told["away"] :]:
        services.mark(each, Presence.LEAVE, "công tác xa")
    services.mark_rest(meeting)
