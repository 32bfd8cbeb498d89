"""Getting in with a slip, ending a session somewhere else, tokens for other programs. The login itself is the kept library's."""

from __future__ import annotations

from urllib.parse import urlencode

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dangvu.accounts import services
from dangvu.accounts import tokens as held
from dangvu.accounts.models import ApiToken
from dangvu.core.days import today
from dangvu.core.wholes import whole
from dangvu.handbook import registration
from dangvu.orgs.models import User


@sensitive_post_parameters("password", "again", "code")
@login_not_required
def slip(request: HttpRequest) -> HttpResponse:
    """Somebody with a printed slip sets a password: the first one, or a new one when the old is forgotten."""
    code = request.POST.get("code", "") or request.GET.get("ma", "")
    told = ""
    if request.method == "POST":
        password, again = request.POST.get("password", ""), request.POST.get("again", "")
        if password != again:
            told = _("Hai lần gõ mật khẩu khác nhau; hãy gõ lại.")
        else:
            try:
                user = services.open_with(code=code, password=password)
            except services.Refused as refusal:
                told = str(refusal)
            else:
                # A member who opens the account with the slip has registered the e-handbook: it is booked on this day.
                registration.register(user=user, on=today())
                messages.success(request, _("Đã đặt mật khẩu cho tài khoản %(name)s; hãy đăng nhập.") % {"name": user.username})
                return redirect(f"{reverse('account_login')}?{urlencode({'ten': user.username})}")
    return render(request, "staff/slip_open.html", {"code": code, "told": told})


@never_cache
@login_not_required
def awake(request: HttpRequest) -> JsonResponse:
    """Asked by a page before it sends what was typed: the token and the name of the login there is now, or why sending would lose it."""
    user, name = request.user, request.GET.get("ten", "").strip()
    if not isinstance(user, User):
        sentence = _(
            "Phiên đăng nhập đã hết nên chưa ghi được; những gì đã gõ còn nguyên ở đây. Hãy đăng nhập ở trang mới, rồi trở lại bấm lần nữa."
        )
        return JsonResponse({"sentence": sentence, "word": _("Đăng nhập ở trang mới"), "address": reverse("account_login")})
    known = user.get_full_name() or user.username
    if name and name != known:
        sentence = _(
            "Trang này mở khi %(name)s đăng nhập, nay máy này đăng nhập bằng %(known)s nên chưa ghi được; những gì đã gõ còn nguyên ở đây."
        )
        return JsonResponse({"sentence": sentence % {"name": name, "known": known}})
    return JsonResponse({"token": get_token(request), "name": known})


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    get_object_or_404(UserSession, pk=pk, user=request.user).end()
    messages.success(request, _("Đã kết thúc phiên ấy."))
    return redirect("usersessions_list")


def tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens for other programs; a new one is told this once."""
    user = request.user
    assert isinstance(user, User)
    made = told = ""
    if request.method == "POST":
        number = whole(request.POST.get("days"), most=9999) or 0
        try:
            made = held.issue(user=user, name=request.POST.get("name", ""), scopes=request.POST.getlist("scope"), days=number)
        except services.Refused as refusal:
            told = str(refusal)
    scopes = [(code, word) for code, (word, _rights) in held.SCOPES.items()]
    response = render(request, "staff/tokens.html", {"tokens": user.tokens.all(), "scopes": scopes, "made": made, "told": told})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def token_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of one's own tokens back."""
    held.end(get_object_or_404(ApiToken, pk=pk, user=request.user, ended_at=None))
    messages.success(request, _("Đã thu hồi khóa ấy."))
    return redirect("staff:tokens")
