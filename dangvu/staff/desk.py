"""The desk: what a request looks at. Who asks, which organisation, on which day, as known when: read once, then only passed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial, wraps
from typing import Any, Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.figures.services import LIVE, Live, Query, Seen
from dangvu.ledger import book
from dangvu.ledger.kinds import REGISTRY
from dangvu.orgs.access import COMPOSE, PERSONS, VIEW, read_grants, roots, visible_to
from dangvu.orgs.days import parse_day, parse_moment
from dangvu.orgs.models import User
from dangvu.orgs.tree import OrgState, Tree, TreeDay
from dangvu.staff.addresses import link

# What every link carries on, in this order: organisation, day, knowledge, and the period of flows.
CARRIED = ("tc", "ngay", "biet", "tu", "den")
View = Callable[..., HttpResponseBase]
Extra = ParamSpec("Extra")


class Misasked(Exception):
    """The address asks for something that cannot be shown. Its text is a sentence for the user."""


@dataclass(frozen=True)
class Desk:
    """What one request looks at. ``known`` is the last entry that counts, None when all do."""

    user: User
    org: int
    day: dt.date
    start: dt.date
    end: dt.date
    known: int | None
    moment: dt.datetime | None
    forest: Tree
    tree: TreeDay
    roots: tuple[int, ...]
    carried: Mapping[str, str]
    reach: Callable[[str], frozenset[int]] = field(repr=False)
    store: Live = LIVE
    """The books; for a request that only reads, as one state of them."""

    @property
    def visible(self) -> frozenset[int]:
        return self.reach(VIEW)

    @property
    def state(self) -> OrgState:
        """The organisation as it was on the day."""
        state = self.tree.state(self.org)
        if self.org not in self.forest.timelines:
            raise Misasked(_("Sổ chưa biết tổ chức này vào thời điểm được hỏi; hãy chọn tổ chức hoặc thời điểm khác."))
        if state is None:
            raise Misasked(_("Vào ngày %(day)s chưa có tổ chức này; hãy chọn một ngày sau đó.") % {"day": vn_day(self.day)})
        return state

    @property
    def name(self) -> str:
        return self.state.name

    @cached_property
    def head(self) -> str:
        """The hash of the book's last entry: what is remembered between requests is remembered under it."""
        return self.store.state.head if isinstance(self.store, Seen) else book.head()

    @property
    def today(self) -> dt.date:
        return today()

    @property
    def is_past(self) -> bool:
        return self.day != today()

    @property
    def known_on(self) -> str:
        """What the field of knowledge holds: a day when its end was asked for, else the exact moment as it was asked."""
        if self.moment is None:
            return ""
        return vn_day(self.moment.date()) if self.moment == parse_moment(self.moment.date().isoformat()) else self.carried["biet"]

    @property
    def path(self) -> list[OrgState]:
        """From the highest organisation the user may see down to this one."""
        states = (self.tree.state(org) for org in self.tree.path(self.org) if org in self.visible)
        return [state for state in states if state is not None]

    @property
    def sees_persons(self) -> bool:
        return self.may(PERSONS)

    @property
    def writes_news(self) -> bool:
        return bool(self.reach(COMPOSE))

    def may(self, permission: str, org: int | None = None) -> bool:
        """Whether the user holds the right on an organisation (this one unless another is named)."""
        return (self.org if org is None else org) in self.reach(permission)

    def opens(self, guard: str, org: int) -> bool:
        """Whether the user may see what takes a right of its own, at an organisation; what takes none is open."""
        return not guard or org in self.reach(guard)

    def hidden_kinds(self, org: int) -> list[str]:
        """Kinds of entry that the user may not read at an organisation."""
        return [name for name, kind in REGISTRY.items() if not self.opens(kind.guard, org)]

    def cells(self, permission: str) -> list[OrgState]:
        """Open cells of the organisation that the user holds the right on, in the order of the tree."""
        orgs = self.tree.subtree(self.org) & self.reach(permission)
        states = (self.tree.state(org) for org in self.tree.order() if org in orgs)
        return [each for each in states if each is not None and each.open and each.is_cell]

    def place(self, org: int, on: dt.date | None = None) -> OrgState:
        """An organisation as it was on a day (the desk's unless another is said), or as it was last.

        What is not in the books (an account, a dossier) may name one the books did not know yet: it is shown as they know it now.
        """
        line = self.forest.timelines.get(org) or book.tree().timelines[org]
        return line.at(on or self.day) or line.states[-1]

    def at(self, org: int | None = None) -> Query:
        """The query of stocks on the day and of flows in the period."""
        return Query(
            org=self.org if org is None else org, as_of=self.day, start=self.start, end=self.end, known=self.known, store=self.store
        )


def show(request: HttpRequest, desk: Desk, template: str, **context: Any) -> HttpResponse:
    """A whole page, with what every page's head needs."""
    return render(request, template, {"desk": desk, "last_day": last_day(desk.head), **context})


def back(desk: Desk, name: str, *args: object) -> HttpResponse:
    """Go on to another page, with everything looked at carried along."""
    return redirect(link(name, desk.carried, *args))


@lru_cache(maxsize=8)
def last_day(head: str) -> dt.date | None:
    """The latest day the book speaks of. Looked up once per state of the book, which the hash of its last entry names."""
    return book.last_day() if head else None


def page(permission: str, *, org_from: str = "") -> Callable[[Callable[Concatenate[HttpRequest, Desk, Extra], HttpResponseBase]], View]:
    """Give a view its desk. Out of reach is 404, in reach without the right 403, an address that makes no sense a sentence.

    ``org_from`` names the part of the path that holds the organisation's code; otherwise ``?tc=`` does.
    """

    def decorate(view: Callable[Concatenate[HttpRequest, Desk, Extra], HttpResponseBase]) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, **path: Any) -> HttpResponseBase:
            try:
                return view(request, open_desk(request, permission, path.get(org_from, "")), **path)  # type: ignore[call-arg]
            except Misasked as error:
                return render(request, "staff/misasked.html", {"sentence": str(error)}, status=400)

        return wrapped

    return decorate


def open_desk(request: HttpRequest, permission: str, code: str = "") -> Desk:
    """Read the address of a request. Raises Http404, PermissionDenied or Misasked."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    asked = {name: request.GET[name].strip() for name in CARRIED if request.GET.get(name, "").strip()}
    read_grants(user)
    state = book.state()
    now = state.tree.at(today())
    reach = cache(partial(visible_to, user, tree=now, today=today()))
    held = tuple(roots(user, VIEW, now, today()))
    org = _organisation(code or asked.get("tc", ""), held, reach, permission, state.tree)
    moment = _moment(asked.get("biet", ""))
    known = book.number_known_at(moment) if moment else None
    day, start, end = _days(asked)
    forest = state.tree if known is None else book.tree(known)
    # What is written meanwhile by a request that writes is to be seen by it.
    store = Seen(state) if request.method in ("GET", "HEAD") else LIVE
    desk = Desk(user, org, day, start, end, known, moment, forest, forest.at(day), held, asked, reach, store)
    # The first of the user's organisations goes without saying; any other one is said by every link.
    code = desk.state.code
    asked["tc"] = "" if org == held[0] else code
    # However a day was typed, links carry it in one form.
    asked |= {name: each.isoformat() for name, each in (("ngay", day), ("tu", start), ("den", end)) if name in asked}
    return desk


def _organisation(code: str, held: tuple[int, ...], reach: Callable[[str], frozenset[int]], permission: str, forest: Tree) -> int:
    if not held:
        raise PermissionDenied(_("Tài khoản này chưa được giao tổ chức nào; hãy liên hệ người quản trị."))
    org = forest.by_code(code) if code else held[0]
    if org is None or org not in reach(VIEW):
        raise Http404(_("Không có tổ chức nào với mã này trong phạm vi của bạn."))
    if org not in reach(permission):
        raise PermissionDenied(_("Bạn xem được tổ chức này nhưng chưa được giao quyền mở trang này."))
    return org


def _days(asked: Mapping[str, str]) -> tuple[dt.date, dt.date, dt.date]:
    """The day, and the period: from the first of January unless said, to the day unless said."""
    day = _day(asked.get("ngay", ""), today())
    end = _day(asked.get("den", ""), day)
    start = _day(asked.get("tu", ""), end.replace(month=1, day=1))
    if start > end:
        raise Misasked(
            _("Kỳ này kết thúc (%(end)s) trước khi bắt đầu (%(start)s); hãy chọn lại hai ngày.")
            % {"start": vn_day(start), "end": vn_day(end)}
        )
    return day, start, end


def _day(text: str, default: dt.date) -> dt.date:
    if not text:
        return default
    try:
        day = parse_day(text)
    except ValueError as error:
        raise Misasked(str(error)) from error
    if not dt.date(1930, 2, 3) <= day <= today():
        raise Misasked(
            _("Ngày %(day)s nằm ngoài sổ; hãy chọn từ 3/2/1930 đến hôm nay (%(today)s).") % {"day": vn_day(day), "today": vn_day(today())}
        )
    return day


def _moment(text: str) -> dt.datetime | None:
    try:
        return parse_moment(text) if text else None
    except ValueError as error:
        raise Misasked(str(error)) from error
