"""Logging what a page shows of persons, before it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.http import HttpRequest
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from dangvu.core.document import Document
from dangvu.privacy import readings
from dangvu.privacy.readings import What
from dangvu.staff.desk import Desk

__all__ = ["What", "log", "marked"]


def log(request: HttpRequest, desk: Desk, what: What, persons: Iterable[int | None], searched: str = "") -> None:
    """The user of the desk reads of these persons on this page."""
    match = request.resolver_match
    readings.record(user=desk.user, what=what, page=match.url_name or "" if match else "", persons=persons, searched=searched)


def watermark(desk: Desk) -> str:
    """Who took a file out, and when: in the foot of every page of what leaves the program and is not an issued document."""
    told = {"who": desk.user.get_full_name() or desk.user.get_username(), "when": f"{localtime():%H:%M %d/%m/%Y}"}
    return _("Bản do %(who)s xuất lúc %(when)s; có dữ liệu cá nhân, chỉ dùng cho công việc.") % told


def marked(document: Document, desk: Desk) -> Document:
    """The document with the watermark."""
    return replace(document, watermark=watermark(desk))
