"""What is new for me, and the two ways out of the e-handbook: waking this phone, and my meetings in its calendar."""

from __future__ import annotations

import orjson
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.handbook import calendars, news, push
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import CalendarKey
from dangvu.handbook.news import News
from dangvu.member.own import own
from dangvu.orgs.models import Person, User

LARGEST = 4_000
"""Bytes of what a phone says of itself."""


def way(each: News) -> str:
    """Where one looks at a piece of news."""
    pages = {"meeting": "member:meeting", "resolution": "member:meeting", "poll": "member:poll", "result": "member:poll"}
    if each.what == "work":
        return reverse("member:work")
    return reverse(pages[each.what], args=[each.pk]) if each.what in pages else f"{reverse('member:talk')}#hoi-{each.pk}"


def told(user: User, person: Person) -> list[tuple[News, str]]:
    """News with the way to each."""
    return [(each, way(each)) for each in news.of(user, person, today())]


@own
def listed(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """News as a list, for phones that are not woken and for everybody who likes to look oneself."""
    return render(request, "member/news.html", {"person": person, "news": told(user, person)})


@never_cache
@own
def alerts(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Whether this phone is woken, and whether there is an address of the calendar."""
    return _alerts(request, user, person, "")


def _alerts(request: HttpRequest, user: User, person: Person, address: str) -> HttpResponse:
    context = {"address": address, "has_calendar": CalendarKey.objects.filter(user=user).exists(), "push": settings.PUSH}
    return render(request, "member/alerts.html", {"person": person, "key": push.public_key() if settings.PUSH else "", **context})


@require_POST
@never_cache
@own
def calendar_act(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """A new address for the calendar, shown this once, or none any more."""
    if request.POST.get("act") == "end":
        calendars.revoke(user)
        messages.success(request, _("Địa chỉ lịch đã hủy; máy nào đang dùng sẽ không còn đọc được."))
        return redirect("member:alerts")
    address = reverse("member:calendar", args=[calendars.make(user)])
    return _alerts(request, user, person, request.build_absolute_uri(address))


@login_not_required
@never_cache
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """The calendar at its secret address; one that was taken back is as if it had never been."""
    user = calendars.reader(key)
    if user is None:
        raise Http404
    response = HttpResponse(calendars.written(user), content_type="text/calendar; charset=utf-8")
    response["X-Robots-Tag"] = "noindex"
    return response


@require_POST
@own
def subscription(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """A phone wants to be woken, or no longer: ``{"endpoint", "keys": {"p256dh", "auth"}}``, or ``{"endpoint", "end": true}``."""
    try:
        body = orjson.loads(request.body if len(request.body) <= LARGEST else b"")
        if body.get("end"):
            push.unsubscribe(user=user, endpoint=str(body["endpoint"]))
        else:
            keys = body["keys"]
            push.subscribe(user=user, endpoint=str(body["endpoint"]), p256dh=str(keys["p256dh"]), auth=str(keys["auth"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        sentence = str(error) if isinstance(error, Refused) else _("Không đọc được điều máy gửi.")
        return JsonResponse({"why": sentence}, status=422)
    return JsonResponse({})
