"""The register of documents issued and received, with the numbers that are missing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from dangvu.orgs.access import RECORD, VIEW
from dangvu.reports import documents as register
from dangvu.reports.models import Body
from dangvu.staff import wording
from dangvu.staff.desk import Desk, page, show

SHOWN = 500


@page(VIEW)
def documents(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The documents of the period of the desk, and the runs of numbers of the term."""
    found = register.listed(desk.org, desk.start, desk.end, desk.known)
    bodies = {str(value): str(word) for value, word in Body.choices}
    runs = [(each, bodies.get(each.body, each.body)) for each in register.runs(desk.org, desk.end, desk.known)]
    return show(
        request, desk, "staff/documents.html", runs=runs, may_record=desk.may(RECORD),
        listed=[(each, wording.value("direction", each.direction), wording.value("type", each.type)) for each in found[:SHOWN]],
    )  # fmt: skip
