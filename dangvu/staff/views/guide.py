"""The users' guide and the first day's tour: for everybody who is logged in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.dossiers import life
from dangvu.guide import chapters, tour
from dangvu.ledger import book
from dangvu.orgs.access import VIEW
from dangvu.orgs.models import User
from dangvu.staff.addresses import link
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.pictures import term_around

QUIET = dt.timedelta(days=183)
"""After so long without a change among members, the tour proposes to look at the day of the last one."""


def guide(request: HttpRequest) -> HttpResponse:
    """Every chapter there is."""
    return render(request, "staff/guide.html", {"chapters": chapters.chapters().values()})


def chapter(request: HttpRequest, name: str) -> HttpResponse:
    """One chapter."""
    found = chapters.chapters().get(name)
    if found is None:
        raise Http404(_("Không có chương hướng dẫn này; hãy chọn trong mục lục."))
    text = chapters.rendered(
        found, chapters_at=reverse("staff:guide_chapter", args=["{}"]).replace("%7B%7D", "{}"),
        pictures_at=reverse("staff:guide_picture", args=["{}"]).replace("%7B%7D", "{}"),
    )  # fmt: skip
    # Markdown of our own, rendered with raw HTML turned off.
    context = {"chapter": found, "text": mark_safe(text), "chapters": chapters.chapters().values()}  # noqa: S308
    return render(request, "staff/chapter.html", context)


def picture(_request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture of the guide."""
    file = chapters.picture(name)
    if file is None:
        raise Http404(_("Không có hình này trong hướng dẫn."))
    return FileResponse(file.open("rb"), content_type="image/png", headers={"Cache-Control": "private, max-age=3600"})


@page(VIEW)
def first_day(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The tour: each step with what to do, what to see and the page it opens; steps whose page is not open to the reader are left out."""
    done = tour.taken(desk.user)
    steps = [{"step": each, "done": each.key in done, "address": _address(desk, each)} for each in tour.STEPS if desk.may(each.right)]
    taken = sum(1 for each in steps if each["done"])
    moved = last_moved(desk)
    return show(request, desk, "staff/tour.html", steps=steps, taken=taken, moved=moved if moved and desk.day - moved > QUIET else None)


def last_moved(desk: Desk) -> dt.date | None:
    """The last day on which somebody became a member, ceased to be one or moved. A demonstration ends years ago, whatever else was
    recorded in it since: looked at today it shows nothing but noughts."""
    last: dt.date | None = (
        book.in_force(life.STANDING, desk.known).filter(effective_on__lte=desk.day).aggregate(on=Max("effective_on"))["on"]
    )
    return last


def _address(desk: Desk, step: tour.Step) -> str:
    """The step's page, on the day looked at; over the term so far where the step asks for it."""
    changes: dict[str, Any] = {"tu": term_around(desk)[0]} if step.whole_term else {}
    return link(f"staff:{step.page}", desk.carried, *step.about, **changes)


@require_POST
@page(VIEW)
def take(request: HttpRequest, desk: Desk, step: str) -> HttpResponse:
    """Note that a step was taken, or begin again."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    if step == "lam-lai":
        tour.start_again(actor=request.user)
        return back(desk, "staff:tour")
    try:
        tour.take(step=step, actor=request.user)
    except tour.UnknownStep as error:
        raise Http404(str(error)) from error
    return redirect(link("staff:tour", desk.carried) + f"#{step}")
