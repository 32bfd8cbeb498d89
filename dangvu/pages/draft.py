"""From report to article: a conference with its programme and photographs, and the reports it heard, as a first draft.

Nothing is made up: the draft says what the minutes say, in their order, and takes narrative and numbers from the reports, as marks
that stay live.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.vietnamese import fold
from dangvu.dossiers import files
from dangvu.meetings.models import Item, Meeting, Photo, State
from dangvu.orgs.access import COMPOSE, REPORT
from dangvu.orgs.models import User
from dangvu.pages import rights, rooms
from dangvu.pages.errors import Refused
from dangvu.pages.models import Article, Topic
from dangvu.pages.picture import Picture
from dangvu.reports.marks import marks
from dangvu.reports.models import Report, Section
from dangvu.reports.models import State as ReportState
from dangvu.reports.services import content_of
from dangvu.reports.subject import of_report

DAYS_APART = 45
"""A report is offered when it ends at most so many days before or after the meeting."""
LINES, NUMBERS = 2, 6
"""Lines taken from a section of the report that leads, and numbers taken from every further one."""
Raw = dict[str, Any]


def meetings_of(user: User) -> list[Meeting]:
    """Meetings that an article may be written from: held, of organisations where the user writes the news."""
    held = Meeting.objects.filter(state=State.CLOSED, organisation__in=rights.reach(user, COMPOSE))
    return list(held.select_related("organisation").prefetch_related("items", "photos")[:50])


def heard(meeting: Meeting, user: User) -> list[Report]:
    """Reports the meeting may have heard: issued ones, and drafts for who may write them."""
    around = (meeting.on - dt.timedelta(days=DAYS_APART), meeting.on + dt.timedelta(days=DAYS_APART))
    found = Report.objects.filter(organisation=meeting.organisation_id, end__range=around).order_by("start", "pk")
    if not rights.may(user, REPORT, meeting.organisation_id):
        found = found.filter(state=ReportState.ISSUED)
    return list(found)


@transaction.atomic
def from_meeting(meeting: Meeting, *, user: User, reports: Sequence[Report] = ()) -> Article:
    """A draft article. The first report gives its narrative and the days its numbers are of; every further one a row of numbers.

    Raises Refused.
    """
    if not rights.may(user, COMPOSE, meeting.organisation_id):
        raise Refused(_("Bạn chưa được giao quyền viết tin của tổ chức này."))
    if meeting.state != State.CLOSED:
        raise Refused(_("Cuộc họp chưa khép; hãy khép và ghi sổ trước."))
    room = rooms.open_room(meeting.organisation_id)
    shots = [_picture(photo, room.organisation_id) for photo in meeting.photos.all()]
    first = reports[0] if reports else None
    page = Article(
        title=meeting.title[:255], slug=_slug(meeting), on=meeting.on, lead=_lead(meeting), topic=Topic.BUILDING, meeting=meeting,
        sources=[each.pk for each in reports], as_of=first.as_of if first else meeting.on, start=first.start if first else meeting.on,
        end=first.end if first else meeting.on, owner=user, live=False, has_unpublished_changes=True,
    )  # fmt: skip
    if shots:
        page.picture, photo = shots[0]
        page.picture_alt = page.picture_caption = photo.caption
        page.picture_credit = photo.credit
    page.body = json.dumps([*_programme(meeting), *_told(reports), *_gallery(shots[1:]), *_resolved(meeting)])
    room.add_child(instance=page)
    page.save_revision(user=user)
    return page


def _slug(meeting: Meeting) -> str:
    return (slugify(fold(meeting.title))[:60].strip("-") or "hoi-nghi") + f"-{meeting.on:%Y%m%d}-{uuid.uuid4().hex[:4]}"


def block(kind: str, value: Any) -> Raw:
    """A block as the body stores it."""
    return {"type": kind, "value": value, "id": str(uuid.uuid4())}


def listed(values: Iterable[Any]) -> list[Raw]:
    """The items of a list block as the body stores them."""
    return [block("item", value) for value in values]


def _paragraph(*sentences: str) -> Raw:
    return block("paragraph", "<p>" + " ".join(html.escape(each, quote=False) for each in sentences if each) + "</p>")


def _lead(meeting: Meeting) -> str:
    told = {"day": vn_day(meeting.on), "title": meeting.title, "place": meeting.place}
    if meeting.place:
        return _("Ngày %(day)s, tại %(place)s, {{issuer}} tổ chức %(title)s.") % told
    return _("Ngày %(day)s, {{issuer}} tổ chức %(title)s.") % told


def _programme(meeting: Meeting) -> list[Raw]:
    return [_paragraph(sentence, _ended(item.note)) for item in meeting.items.all() if (sentence := _item(item))]


def _item(item: Item) -> str:
    told = {"title": item.title, "speaker": item.speaker}
    if item.kind == Item.Kind.REPORT:
        return (_("%(speaker)s trình bày: %(title)s.") if item.speaker else _("Hội nghị nghe: %(title)s.")) % told
    if item.kind == Item.Kind.TALK:
        return (_("%(speaker)s trao đổi với đại biểu: %(title)s.") if item.speaker else _("Đại biểu nghe: %(title)s.")) % told
    return _("%(title)s.") % told


def _ended(text: str) -> str:
    text = " ".join(text.split())
    return text if not text or text.endswith((".", "!", "?", "…")) else f"{text}."


def _told(reports: Sequence[Report]) -> list[Raw]:
    """The narrative of the report that leads, section by section, and numbers of the others."""
    blocks: list[Raw] = []
    for place, report in enumerate(reports):
        blocks.append(block("heading", _heading(report)))
        blocks += _narrative(report) if place == 0 else _numbers(report)
    return blocks


def _heading(report: Report) -> str:
    plain = report.title.strip().replace("{", "").replace("}", "")
    return (plain[:1].upper() + plain[1:])[:200]


def _narrative(report: Report) -> list[Raw]:
    sections: Iterable[Section] = report.sections.order_by("order")
    told = [[line.strip() for line in each.text.splitlines() if marks(line)][:LINES] for each in sections]
    return [_paragraph(line.removeprefix("- ")) for lines in told for line in lines]


def _numbers(report: Report) -> list[Raw]:
    content = content_of(report)
    own = [fact for fact in content.facts.values() if "@" not in fact.key and not fact.asked.by and fact.value][:NUMBERS]
    span = of_report(report).dates
    days = {"organisation": "", "start": span.start.isoformat(), "end": span.end.isoformat(), "caption": ""}
    return [block("figures", listed([{"figure": fact.asked.code, **days} for fact in own]))] if own else []


def _picture(photo: Photo, org: int) -> tuple[Picture, Photo]:
    raw = files.read(photo.sha256)
    kept = Picture(title=photo.caption[:255], description=photo.caption[:255], credit=photo.credit, collection=rooms.shelf_of(org))
    kept.file = ContentFile(raw, name=photo.name)
    kept.save()
    return kept, photo


def _gallery(shots: Sequence[tuple[Picture, Photo]]) -> list[Raw]:
    told = [{"picture": kept.pk, "alt": photo.caption, "caption": photo.caption, "credit": photo.credit} for kept, photo in shots]
    return [block("gallery", listed(told))] if told else []


def _resolved(meeting: Meeting) -> list[Raw]:
    lines = [line.strip("- ").strip() for line in meeting.resolution.splitlines() if line.strip("- ").strip()]
    if not lines:
        return []
    items = "".join(f"<li>{html.escape(line, quote=False)}</li>" for line in lines)
    return [block("heading", _("Kết luận hội nghị")), block("paragraph", f"<ul>{items}</ul>")]
