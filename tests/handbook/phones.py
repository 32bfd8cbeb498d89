"""A member's phone, which signs what it sends."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
import uuid
from typing import Any

from django.utils import timezone

from dangvu.handbook import arrivals
from dangvu.handbook.models import Act
from dangvu.handbook.shelf import Edition, Study
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import User


class Phone:
    """A phone with its key, which signs what it sends."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.number, self.key = arrivals.new_device(user)

    def send(
        self,
        about: Meeting | Study | Edition | None,
        what: str,
        *,
        uid: str = "",
        done: dt.datetime | None = None,
        photo: bytes = b"",
        **told: Any,
    ) -> Act:
        """Send an act about something, as the page of it would; with a picture, whose hash is signed too."""
        moment = done or timezone.now()
        named = {type(about).__name__.lower(): about.pk} if about is not None else {}
        told |= {"photo": hashlib.sha256(photo).hexdigest()} if photo else {}
        return self.raw({"uid": uid or str(uuid.uuid4()), "what": what, "done": moment.timestamp() * 1000, **named, **told}, photo)

    def raw(self, whole: dict[str, Any], photo: bytes = b"") -> Act:
        """Send a body as it is."""
        body = json.dumps(whole)
        return arrivals.receive(user=self.user, device=self.number, body=body, signature=self.signature(body), photo=photo)

    def signature(self, body: str) -> str:
        """What the phone signs a body with."""
        return hmac.new(bytes.fromhex(self.key), body.encode(), hashlib.sha256).hexdigest()
