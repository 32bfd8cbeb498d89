"""What makes the pages an application on a phone: manifest, service worker, the page without a network, and the way in for queued acts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from dangvu import __version__
from dangvu.dossiers import files
from dangvu.handbook import arrivals
from dangvu.handbook.errors import Refused, UnknownPhone
from dangvu.handbook.models import Act
from dangvu.member.own import own
from dangvu.orgs.models import Person, User

SHELL = (
    "staff/tokens.css", "staff/staff.css", "staff/shell.css", "member/member.css", "member/waiting.js", "member/photo.js", "member/app.js",
    "staff/mark.svg", "staff/library.css", "member/library.js",
)  # fmt: skip
"""What the worker keeps from the start. Not ``push.js``: to have this phone woken, or not any more, takes a network."""
LARGEST = 200_000
"""Bytes of one queued act at most."""


@login_not_required
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to install the e-handbook."""
    drawn = {"src": static("staff/mark.svg"), "type": "image/svg+xml", "sizes": "any", "purpose": "any"}
    painted = [
        {"src": static(f"member/icon-{size}.png"), "type": "image/png", "sizes": f"{size}x{size}", "purpose": "any maskable"}
        for size in (192, 512)
    ]
    told: dict[str, Any] = {
        "name": _("Sổ tay đảng viên"), "short_name": _("Sổ tay"), "lang": "vi", "start_url": reverse("member:home"),
        "scope": reverse("member:home"), "display": "standalone", "background_color": "#f6f3ee", "theme_color": "#921414",
        "icons": [*painted, drawn],
    }  # fmt: skip
    return HttpResponse(orjson.dumps(told), content_type="application/manifest+json")


@login_not_required
@never_cache
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker, which must come from within its scope. Its name of the shell changes with the version."""
    context = {"version": __version__, "shell": [static(name) for name in SHELL], "offline": reverse("member:offline")}
    context |= {"news": reverse("member:news"), "icon": static("staff/mark.svg")}
    return render(request, "member/sw.js", context, content_type="text/javascript")


@login_not_required
def offline(request: HttpRequest) -> HttpResponse:
    """Shown for a page that was never opened while there was a network; it tells nothing of anybody."""
    return render(request, "member/offline.html", {"whats": Act.What.choices})


@own
def sent(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """What still waits on this phone, and what came in from the member's phones with what became of it."""
    return render(request, "member/sent.html", {"person": person, "whats": Act.What.choices, "sent": arrivals.sent(user)})


@require_POST
@own
def device(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """A key for this phone."""
    number, key = arrivals.new_device(user)
    response = JsonResponse({"device": number, "key": key})
    response["Cache-Control"] = "no-store"
    return response


def _parcel(request: HttpRequest) -> tuple[Mapping[str, Any], bytes]:
    """What was sent, and the picture that came along. Raises ValueError."""
    if request.content_type != "multipart/form-data":
        return orjson.loads(request.body if len(request.body) <= LARGEST else b""), b""
    photo = request.FILES.get("photo")
    if photo is None or photo.size is None or photo.size > files.LARGEST:
        raise ValueError(request.content_type)
    return request.POST, photo.read()


@require_POST
@own
def send(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """One queued act: ``{"device": n, "body": text, "signature": hex}``. What became of it comes back, and it may leave the phone.

    With a photograph the same fields come as a form, and the picture as its file ``photo``.
    409: the phone's key is not known (any more); with a new one it may send again.
    """
    try:
        told, photo = _parcel(request)
        body, signature = str(told["body"]), str(told["signature"])
        act = arrivals.receive(user=user, device=int(told["device"]), body=body, signature=signature, photo=photo)
    except (ValueError, KeyError, TypeError) as error:
        sentence = str(error) if isinstance(error, Refused) else _("Không đọc được điều máy gửi.")
        return JsonResponse({"outcome": "refused", "why": sentence}, status=409 if isinstance(error, UnknownPhone) else 422)
    return JsonResponse({"outcome": act.outcome, "why": act.why, "done": act.get_what_display(), "at": act.done_at.isoformat()})


@require_POST
@own
def put_away(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """I know what became of it: what was written in it goes too."""
    if not arrivals.put_away(user=user, act=pk):
        raise Http404(_("Không có việc này."))
    return redirect("member:sent")
