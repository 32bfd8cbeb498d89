"""What awaits me: the next meeting, Party age and badge, dues, dossiers in progress; leaving the e-handbook."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.handbook import acts, registration, studying
from dangvu.handbook.awaiting import Awaiting
from dangvu.handbook.errors import Refused
from dangvu.member.own import own
from dangvu.member.views.alerts import told as told_news
from dangvu.orgs.models import Person, User


@own
def home(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """The first page on a phone."""
    awaiting = Awaiting(person, today())
    months = awaiting.months
    context = {
        "person": person,
        # Meetings stand in their own list below.
        "news": [each for each in told_news(user, person) if each[0].what != "meeting"],
        "invited": [line for line in acts.invited(user, today()) if line.meeting.open],
        "studies": [line for line in studying.mine(user) if line.study.open and not (line.studied or line.claimed_at)],
        "years": divmod(months, 12) if months is not None else None,
        "awaiting": awaiting,
        "registered": registration.registered(person.pk, today()),
    }
    return render(request, "member/home.html", context)


@own
def leave(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Stop using it, after being asked once more. Paper is as good."""
    if request.method == "POST":
        try:
            registration.leave(user=user, on=today())
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("member:home")
        logout(request)
        messages.success(request, _("Bạn đã thôi dùng sổ tay điện tử. Mọi việc vẫn làm được trên giấy qua chi bộ."))
        return redirect("account_login")
    return render(request, "member/leave.html", {"person": person})
