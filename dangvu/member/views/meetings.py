"""My meetings: the invitation with its papers, my answer, my presence by the code on the wall, my notes, the resolution afterwards."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.dossiers import files
from dangvu.dossiers.errors import Refused as FileRefused
from dangvu.handbook import acts, arrivals
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Reply
from dangvu.ledger import book
from dangvu.meetings.errors import Refused as MeetingRefused
from dangvu.meetings.models import Attendee, Meeting
from dangvu.member import telling
from dangvu.member.own import own
from dangvu.orgs.models import Person, User


def _line(user: User, pk: int) -> Attendee:
    """The member's own line on a roll; a meeting that one is not invited to is not there."""
    found = acts.line(user, pk)
    if found is None:
        raise Http404(_("Không có cuộc họp này trong lời mời của bạn."))
    return found


@own
def meetings(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """What I am invited to, and what I was."""
    lines = acts.invited(user, today() - acts.BACK)
    coming = [line for line in lines if line.meeting.on >= today()]
    past = [line for line in reversed(lines) if line.meeting.on < today()]
    return render(request, "member/meetings.html", {"person": person, "coming": coming, "past": past})


@own
def meeting(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """One meeting as it concerns me."""
    line = _line(user, pk)
    shown: Meeting = line.meeting
    note = acts.notes(user, shown)
    context = {
        "person": person,
        "line": line,
        "meeting": shown,
        "place": book.tree().timelines[shown.organisation_id].states[-1].name,
        "items": shown.items.all(),
        "handouts": shown.handouts.all(),
        "reply": Reply.objects.filter(attendee=line).first(),
        "answers": Reply.Answer.choices,
        "note": note.text,
        "seen": note.stamp,
        "today": today(),
        "sent": arrivals.unsettled(user, meeting=shown),
    }
    return render(request, "member/meeting.html", context)


@require_POST
@own
def reply(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """Answer the invitation."""
    line, told = _line(user, pk), request.POST
    try:
        telling.say(request, acts.reply(user=user, meeting=line.meeting, answer=told.get("answer", ""), reason=told.get("reason", "")))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("member:meeting", pk)


@require_POST
@own
def jot(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """Keep my notes."""
    line = _line(user, pk)
    telling.say(request, acts.jot(user=user, meeting=line.meeting, text=request.POST.get("text", ""), seen=request.POST.get("seen")))
    return redirect("member:meeting", pk)


@own
def present(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """Where the code on the wall leads: scanned with the phone's camera, it marks me present. It may be opened again without harm."""
    line = _line(user, pk)
    try:
        telling.say(request, acts.present(user=user, meeting=line.meeting, code=request.GET.get("m", "")))
    except (Refused, MeetingRefused) as refusal:
        messages.error(request, str(refusal))
    return redirect("member:meeting", pk)


@own
def handout(request: HttpRequest, user: User, person: Person, pk: int, paper: int) -> HttpResponse:
    """A paper of the meeting."""
    kept = _line(user, pk).meeting.handouts.filter(pk=paper).first()
    if kept is None:
        raise Http404(_("Không có tài liệu này."))
    try:
        raw = files.read(kept.sha256)
    except FileRefused as refusal:
        raise Http404(str(refusal)) from refusal
    response = HttpResponse(raw, content_type=kept.media)
    response.headers["Content-Disposition"] = "inline" if kept.media == "application/pdf" else "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
