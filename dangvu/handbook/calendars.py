"""A member's meetings for the calendar of a phone, at a secret address that can be taken back.

A calendar lies open on many screens and is copied to other people's servers: it tells when and where, and nothing of what, who or whose.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import LOCAL, today
from dangvu.core.lazily import lazily
from dangvu.handbook import acts
from dangvu.handbook.models import CalendarKey
from dangvu.orgs.models import User

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = lazily("icalendar")

BACK = dt.timedelta(days=60)
LASTS = dt.timedelta(hours=2)
"""How long a meeting is drawn: nobody says when it ends."""
_TIME = re.compile(r"^\s*(\d{1,2})\s*(?:h|g|:|giờ)\s*(\d{2})?", re.IGNORECASE)


def _digest(key: str) -> str:
    """Of 256 random bits: no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()


@transaction.atomic
def make(user: User) -> str:
    """A new address, told this once; the one before it opens nothing any more."""
    key = secrets.token_urlsafe(32)
    CalendarKey.objects.update_or_create(user=user, defaults={"digest": _digest(key)})
    return key


def revoke(user: User) -> None:
    """The address opens nothing any more."""
    CalendarKey.objects.filter(user=user).delete()


def reader(key: str) -> User | None:
    """Whose calendar an address is, while the account is open and a member's."""
    found = CalendarKey.objects.filter(digest=_digest(key), user__is_active=True, user__person__isnull=False).select_related("user").first()
    return found.user if found else None


def written(user: User) -> bytes:
    """The calendar: every meeting that was not cancelled, by its time and place."""
    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//lich//VI")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _("Lịch họp"))
    secret = CalendarKey.objects.get(user=user).digest
    for line in acts.invited(user, today() - BACK):
        event, met = icalendar.Event(), line.meeting
        event.add("uid", hashlib.sha256(f"{secret}:{met.pk}".encode()).hexdigest()[:32])
        event.add("summary", _("Cuộc họp"))
        event.add("dtstamp", timezone.now())
        begins = _begins(met.on, met.time)
        event.add("dtstart", begins)
        event.add("dtend", begins + (LASTS if isinstance(begins, dt.datetime) else dt.timedelta(days=1)))
        if met.place:
            event.add("location", met.place)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _begins(on: dt.date, time: str) -> dt.date | dt.datetime:
    """The moment a meeting begins where its time can be read, else its day."""
    told = _TIME.match(time)
    if told is None or int(told[1]) > 23 or int(told[2] or 0) > 59:
        return on
    return dt.datetime.combine(on, dt.time(int(told[1]), int(told[2] or 0)), LOCAL).astimezone(dt.UTC)
