"""Accounts of the organisation: made, given roles, handed over, closed; slips printed. For who has the right to manage."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.accounts import services
from dangvu.core.days import today
from dangvu.core.wholes import whole
from dangvu.orgs.access import MANAGE
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Grant, Person, Role, User
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.offers import places
from dangvu.staff.qr import qr


@dataclass(frozen=True)
class Held:
    """A role as the page lists it."""

    grant: Grant
    place: str
    open: bool
    mine: bool


def in_reach(desk: Desk) -> QuerySet[User]:
    """Accounts with a role within the manager's reach, and those nobody has given a role yet."""
    mine = Q(grants__organisation__in=desk.reach(MANAGE)) | Q(grants=None)
    return User.objects.filter(mine).distinct().order_by("username")


def _found(desk: Desk, pk: int) -> User:
    user = in_reach(desk).filter(pk=pk).first()
    if user is None:
        raise Http404(_("Không có tài khoản này trong phạm vi của bạn."))
    return user


def held_by(desk: Desk, user: User) -> list[Held]:
    reach, states = desk.reach(MANAGE), desk.forest.timelines
    rows = user.grants.select_related("organisation").order_by("-valid_from", "pk")
    return [
        Held(
            each,
            states[each.organisation_id].states[-1].name,
            each.valid_to is None or each.valid_to >= today(),
            each.organisation_id in reach,
        )
        for each in rows
    ]


@page(MANAGE)
def accounts(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who may log in here, and as what."""
    users = in_reach(desk).prefetch_related("grants")
    rows = [(each, [held for held in held_by(desk, each) if held.open]) for each in users]
    return show(request, desk, "staff/accounts.html", rows=rows)


@page(MANAGE)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Make an account; it opens with a slip."""
    told = ""
    if request.method == "POST":
        try:
            user = services.create(username=request.POST.get("username", ""), name=request.POST.get("name", ""), actor=_actor(desk))
        except services.Refused as refusal:
            told = str(refusal)
        else:
            messages.success(request, _("Đã lập tài khoản; hãy giao vai trò rồi in phiếu."))
            return back(desk, "staff:account", user.pk)
    return show(request, desk, "staff/account_new.html", told=told, typed=request.POST)


@page(MANAGE)
def account(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One account: its roles, past ones too, and what was done to it."""
    user = _found(desk, pk)
    return show(
        request,
        desk,
        "staff/account.html",
        account=user,
        held=held_by(desk, user),
        acts=user.acts.all()[:50],
        roles=Role.choices,
        places=places(desk, MANAGE),
        others=[(each.username, named(each)) for each in in_reach(desk).exclude(pk=pk).filter(is_active=True)],
        today=today(),
    )


@require_POST
@page(MANAGE)
def act(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """Do something to an account."""
    user, told = _found(desk, pk), request.POST
    if what == "phieu":
        return _slip(request, desk, user, forget=bool(told.get("forget")))
    if what not in ACTS:
        raise Http404(_("Không có việc này."))
    try:
        ACTS[what](desk, user, told)
    except (services.Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi."))
    return back(desk, "staff:account", pk)


def _actor(desk: Desk) -> str:
    return desk.user.get_username()


def _grant(desk: Desk, user: User, told: Mapping[str, Any]) -> None:
    org = desk.forest.by_code(str(told.get("place", "")))
    if org is None or org not in desk.reach(MANAGE):
        raise services.Refused(_("Bạn chỉ giao vai trò được ở tổ chức mình quản trị."))
    until = parse_day(told["until"]) if told.get("until") else None
    services.grant(
        user=user, org=org, role=str(told.get("role", "")), since=parse_day(told.get("since", "")), until=until, actor=_actor(desk)
    )


def _mine(desk: Desk, user: User, told: Mapping[str, Any]) -> list[Grant]:
    asked = told.getlist("grant") if hasattr(told, "getlist") else []
    numbers = [number for number in map(whole, asked) if number is not None]
    return list(user.grants.filter(pk__in=numbers, organisation__in=desk.reach(MANAGE)).select_related("organisation", "user"))


def _end(desk: Desk, user: User, told: Mapping[str, Any]) -> None:
    for each in _mine(desk, user, told):
        services.end(given=each, last=parse_day(told.get("last", "")), actor=_actor(desk))


def _hand_over(desk: Desk, user: User, told: Mapping[str, Any]) -> None:
    to = in_reach(desk).filter(username=str(told.get("to", ""))).first()
    if to is None:
        raise services.Refused(_("Hãy chọn người nhận bàn giao."))
    services.hand_over(user=user, to=to, on=parse_day(told.get("on", "")), roles=_mine(desk, user, told), actor=_actor(desk))


def _close(desk: Desk, user: User, told: Mapping[str, Any]) -> None:
    if user == desk.user:
        raise services.Refused(_("Không tự khóa tài khoản của chính mình; hãy nhờ người quản trị khác."))
    services.close(user=user, actor=_actor(desk))


def _link(desk: Desk, user: User, told: Mapping[str, Any]) -> None:
    code = str(told.get("person", "")).strip()
    person = Person.objects.filter(code=code).exclude(name="").first() if code else None
    if code and person is None:
        raise services.Refused(_("Không có người mã “%(code)s” trong sổ.") % {"code": code[:40]})
    services.link(user=user, person=person, actor=_actor(desk))


ACTS: Mapping[str, Callable[[Desk, User, Mapping[str, Any]], None]] = {
    "giao": _grant,
    "ket-thuc": _end,
    "ban-giao": _hand_over,
    "khoa": _close,
    "gan": _link,
}


def _slip(request: HttpRequest, desk: Desk, user: User, *, forget: bool) -> HttpResponse:
    """The slip, shown this once to be printed."""
    code = services.slip(user=user, actor=_actor(desk), forget_second_factor=forget)
    address = request.build_absolute_uri(reverse("staff:slip"))
    drawn = qr(f"{address}?ma={code}")
    response = show(request, desk, "staff/slip.html", account=user, code=code, address=address, drawn=drawn, until=today() + services.VALID)
    response["Cache-Control"] = "no-store"
    return response


def named(user: User) -> str:
    """An account by its name, with its holder's where that is known."""
    return f"{user.username} ({user.get_full_name()})" if user.get_full_name() else user.username
