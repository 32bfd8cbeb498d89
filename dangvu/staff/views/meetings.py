"""Meetings: the list, calling one, its page, the roll as a phone takes it, the minutes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from dangvu.core import periods
from dangvu.core.lazily import lazily
from dangvu.dossiers import files
from dangvu.dossiers.errors import Refused as FileRefused
from dangvu.figures.remembered import evaluate_everywhere
from dangvu.figures.services import Query
from dangvu.handbook import acts, push
from dangvu.meetings import minutes, roll, services
from dangvu.meetings.errors import Refused
from dangvu.meetings.models import Attendee, Handout, Item, Meeting, Photo, Presence
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.orgs.tree import OrgState
from dangvu.reports.models import Letterhead
from dangvu.staff import addresses, overlap, proofs
from dangvu.staff.choosing import suggested
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.meeting_forms import MeetingForm
from dangvu.staff.minuting import HANDLERS, notes, sheet, texts
from dangvu.staff.offers import people_offered, places
from dangvu.staff.reading import What, log, marked

if TYPE_CHECKING:
    from dangvu.core import docx_writer
else:
    docx_writer = lazily("dangvu.core.docx_writer")

SHOWN = 200


def found(desk: Desk, pk: int, right: str = PERSONS) -> Meeting:
    """A meeting in reach, for a user with the right: 404 outside, 403 without."""
    meeting = Meeting.objects.filter(pk=pk, organisation__in=desk.reach(PERSONS)).select_related("organisation").first()
    if meeting is None:
        raise Http404(_("Không có cuộc họp này trong phạm vi của bạn."))
    if meeting.organisation_id not in desk.reach(right):
        raise PermissionDenied(_("Bạn xem được cuộc họp này nhưng chưa được giao quyền ghi."))
    return meeting


@page(PERSONS)
def meetings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Meetings of the organisation and below, and the cells that have not met in the month of the day."""
    orgs = desk.tree.subtree(desk.org) & desk.reach(PERSONS)
    found = Meeting.objects.filter(organisation__in=orgs)
    # On a past day nobody knew of what was called later.
    found = found.filter(on__lte=desk.day) if desk.is_past else found
    listed = [(each, desk.place(each.organisation_id, each.on)) for each in found[:SHOWN]]
    return show(request, desk, "staff/meetings.html", listed=listed, not_met=not_met(desk), month=desk.day, may_work=desk.may(CASEWORK))


def not_met(desk: Desk) -> list[OrgState]:
    """Open cells without a monthly meeting in the books of the month so far."""
    start, _end = periods.holding("month", desk.day)
    held = evaluate_everywhere(["meetings_monthly"], Query(desk.org, desk.day, start, desk.day, desk.known))["meetings_monthly"]
    return [each for each in desk.cells(PERSONS) if not (held[each.org_id].value if each.org_id in held else 0)]


@page(CASEWORK)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Call a meeting."""
    people, initial = people_offered(request, desk), {"place_of": desk.state.code, "on": desk.day}
    form = MeetingForm(request.POST or None, places=places(desk), people=people, initial=initial)
    if answer := suggested(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        org = desk.forest.by_code(told["place_of"])
        state = desk.forest.timelines[org].states[-1] if org in desk.reach(CASEWORK) and org is not None else desk.state
        try:
            made = services.call(
                told["sort"], place_of=state, title=told["title"], on=told["on"], time=told["time"], place=told["place"],
                further=told["further"], actor=desk.user.get_username(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            push.soon([each for each in made.roll.values_list("person", flat=True) if each])
            return back(desk, "staff:meeting", made.pk)
    return show(request, desk, "staff/meeting_new.html", form=form)


@page(PERSONS)
def meeting(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One meeting, also as it is printed: agenda, roll in numbers, who may vote, votes, minutes."""
    shown = found(desk, pk)
    mine = shown.organisation_id in desk.reach(CASEWORK)
    log(request, desk, What.LIST, shown.roll.values_list("person", flat=True))
    context = {
        "place": desk.place(shown.organisation_id, shown.on),
        "count": roll.count(shown),
        "sheet": sheet(shown),
        "grade": services.grade_of(shown),
        "warnings": proofs.of_minutes(desk, shown),
    }
    context |= {name: list(getattr(shown, name).all()) for name in ("ballots", "costs", "photos", "handouts")}
    context |= {"kinds": Item.Kind.choices, "points": sum(shown.score.values()), "total": sum(each.amount for each in shown.costs.all())}
    context |= {"may_work": shown.open and mine, "may_reopen": not shown.open and mine}
    items = list(shown.items.all())
    context |= {"items": items, "seen_notes": overlap.seen(notes(items)), "seen_texts": overlap.seen(texts(shown))}
    return show(request, desk, "staff/meeting.html", meeting=shown, **_people(shown), **context)


def _people(meeting: Meeting) -> dict[str, list[Attendee]]:
    """The roll by what the page tells of each."""
    people = list(meeting.roll.select_related("person"))
    return {
        "voters": [each for each in people if each.votes],
        "guests": [each for each in people if each.guest],
        "away": [each for each in people if not each.guest and not each.came and each.presence],
        "excused": [each for each in people if each.flag],
    }


@page(PERSONS)
def roll_call(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """The roll, with one large button for each answer: for a phone held in one hand."""
    shown = found(desk, pk, CASEWORK)
    log(request, desk, What.LIST, shown.roll.values_list("person", flat=True))
    people, claims = list(shown.roll.select_related("reply")), acts.open_claims(shown)
    return show(
        request, desk, "staff/roll.html", meeting=shown, people=people, claims=claims, count=roll.count(shown), answers=Presence.choices
    )


@require_POST
@page(PERSONS)
def mark(request: HttpRequest, desk: Desk, pk: int, who: int) -> HttpResponse:
    """One answer of the roll; only that line and the numbers come back where the page asked for a part."""
    shown = found(desk, pk, CASEWORK)
    one = shown.roll.filter(pk=who).first()
    if one is None:
        raise Http404(_("Người này không có trong danh sách dự họp."))
    try:
        services.mark(one, request.POST.get("presence", ""), request.POST.get("reason", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    if request.headers.get("HX-Request"):
        context = {"desk": desk, "meeting": shown, "each": one, "count": roll.count(shown), "answers": Presence.choices, "part": True}
        return render(request, "staff/roll_line.html", context)
    return redirect(addresses.link("staff:roll", desk.carried, pk) + f"#n{one.pk}")


FROM_ROLL = ("con-lai", "khach", "danh-sach")


@require_POST
@page(PERSONS)
def write(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """Any of the things a meeting's page writes down. What is refused is told at the top of the page, and nothing is changed."""
    shown = found(desk, pk, CASEWORK)
    if what not in HANDLERS:
        raise Http404(_("Không có việc này."))
    try:
        HANDLERS[what](shown, request.POST.dict(), request)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi."))
    name = "staff:roll" if what in FROM_ROLL and request.POST.get("from") == "roll" else "staff:meeting"
    return back(desk, name, pk)


WRITTEN = {
    "bien-ban": (minutes.document, lazy("Biên bản")),
    "giay-moi": (minutes.invitation, lazy("Giấy mời")),
    "giay-moi-tung-nguoi": (minutes.invitations, lazy("Giấy mời từng người")),
}


@page(PERSONS)
def written(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """The minutes, the invitation, or an invitation for each who is on the roll, as a Word file."""
    shown = found(desk, pk)
    if what not in WRITTEN:
        raise Http404(_("Không có văn bản này."))
    build, title = WRITTEN[what]
    letterhead = Letterhead.objects.filter(organisation__in=roll.path(shown.organisation_id, shown.on)).order_by("pk").first()
    log(request, desk, What.EXPORT, shown.roll.values_list("person", flat=True))
    raw = docx_writer.write_docx(marked(build(shown, letterhead.place if letterhead else ""), desk), created=now())
    return _saved(raw, files.WORD, f"{title} {shown.on:%Y-%m-%d}.docx")


def _saved(raw: bytes, media: str, name: str) -> HttpResponse:
    response = HttpResponse(raw, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(PERSONS)
def handout(request: HttpRequest, desk: Desk, pk: int, paper: int) -> HttpResponse:
    """A paper of the meeting, to be saved."""
    kept = Handout.objects.filter(pk=paper, meeting=found(desk, pk)).first()
    if kept is None:
        raise Http404(_("Không có tài liệu này."))
    return _saved(_bytes(kept.sha256), kept.media, kept.name)


def _bytes(digest: str) -> bytes:
    try:
        return files.read(digest)
    except FileRefused as refusal:
        raise Http404(str(refusal)) from refusal


@page(PERSONS)
def photo(request: HttpRequest, desk: Desk, pk: int, photo: int) -> HttpResponse:
    """A photograph of the meeting."""
    kept = Photo.objects.filter(pk=photo, meeting=found(desk, pk)).first()
    if kept is None:
        raise Http404(_("Không có ảnh này."))
    response = HttpResponse(_bytes(kept.sha256), content_type=kept.media)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={int(dt.timedelta(days=1).total_seconds())}"
    return response
