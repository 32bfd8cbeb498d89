"""The one search box: as a page, and as what drops down while one types."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from dangvu.core.finding import parted
from dangvu.orgs.access import VIEW
from dangvu.staff.addresses import link
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.finding import commands, registers, rows
from dangvu.staff.finding.hits import LONG, SHORT, Group, Hit
from dangvu.staff.reading import What, log

LONGEST = 200


@page(VIEW)
def find(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Everything that holds the words, in groups; that somebody searched is logged with the words and the persons shown."""
    wanted = " ".join(request.GET.get("q", "").split())[:LONGEST]
    quick = request.headers.get("HX-Target") == "tim-nhanh"
    found = groups(request, desk, wanted, SHORT if quick else LONG) if wanted else []
    context = {"groups": found, "wanted": wanted, "everything": link("staff:find", desk.carried, q=wanted)}
    if quick:
        return render(request, "staff/found.html", {"desk": desk, "quick": True, **context})
    return show(request, desk, "staff/find.html", **context)


def groups(request: HttpRequest, desk: Desk, text: str, limit: int) -> list[Group]:
    """What is found, those groups left out that hold nothing."""
    people, seen = rows.people(desk, text, limit)
    dossiers = rows.dossiers(desk, text, seen, limit)
    log(request, desk, What.SEARCH, seen, text)
    first = (
        Group(_("Việc, trang"), commands.find(desk, text, limit)),
        Group(_("Đảng viên"), people, link("staff:people", desk.carried, q=text) if desk.sees_persons else ""),
    )
    every = [
        *(reversed(first) if any(_named(hit, text) for hit in people) else first),
        Group(_("Tổ chức"), registers.organisations(desk, text, limit)),
        Group(_("Hồ sơ"), dossiers, link("staff:dossiers", desk.carried, tim=text, ca="1") if desk.sees_persons else ""),
        Group(_("Số liệu"), registers.figures(desk, text, limit), link("staff:figures", desk.carried, q=text)),
        Group(_("Báo cáo"), rows.reports(desk, text, limit)),
        Group(_("Cuộc họp"), rows.meetings(desk, text, limit)),
        Group(_("Văn bản"), rows.documents(desk, text, limit)),
        Group(_("Quy định"), registers.rules(desk, text, limit), link("staff:rules", desk.carried)),
    ]
    return [each for each in every if each.hits]


def _named(hit: Hit, text: str) -> bool:
    """Whether a person is called so: every typed word is a whole word of the name. Then people come before what one may do."""
    words = set(parted(text).split())
    return bool(words) and words <= set(parted(hit.title).split())
