"""Who asks, and how far the token and the user's rights reach."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.security import HttpBearer

from dangvu.accounts import tokens
from dangvu.accounts.models import ApiToken
from dangvu.core.days import today
from dangvu.figures.services import Query
from dangvu.ledger import book
from dangvu.orgs.access import OWN, VIEW, roots, visible_to
from dangvu.orgs.days import parse_day, parse_moment
from dangvu.orgs.models import Person, User
from dangvu.orgs.tree import OrgState, Tree, TreeDay

FIRST = dt.date(1930, 2, 3)


@dataclass
class Caller:
    """The user in whose name a program asks, with the token's scopes."""

    token: ApiToken

    @property
    def user(self) -> User:
        found: User = self.token.user
        return found

    @cached_property
    def forest(self) -> Tree:
        return book.tree()

    @cached_property
    def now(self) -> TreeDay:
        return self.forest.at(today())

    def reach(self, permission: str) -> frozenset[int]:
        """Organisations this right reaches: none when the token does not hold it."""
        return visible_to(self.user, permission, tree=self.now, today=today()) if tokens.allows(self.token, permission) else frozenset()

    def person(self) -> Person:
        """The member whose own token this is. Raises HttpError 403."""
        if not tokens.allows(self.token, OWN) or self.user.person is None:
            raise HttpError(403, _("Khóa này không mở sổ tay của chính mình, hoặc tài khoản chưa gắn với đảng viên nào."))
        return self.user.person

    def roots(self) -> list[int]:
        return roots(self.user, VIEW, self.now, today())

    def org(self, code: str, permission: str = VIEW) -> int:
        """An organisation by its code: 404 out of reach, 403 without the right."""
        found = self.forest.by_code(code) if code else next(iter(self.roots()), None)
        if found is None or found not in self.reach(VIEW):
            raise HttpError(404, _("Không có tổ chức nào với mã này trong phạm vi của bạn."))
        if found not in self.reach(permission):
            raise HttpError(403, _("Khóa hoặc tài khoản này chưa được giao quyền ấy."))
        return found

    def state(self, org: int, day: dt.date | None = None) -> OrgState:
        line = self.forest.timelines[org]
        return (line.at(day) if day else None) or line.states[-1]


class Token(HttpBearer):
    """``Authorization: Bearer dv1_…``"""

    def authenticate(self, request: HttpRequest, token: str) -> Caller | None:
        held = tokens.found(token)
        return Caller(held) if held else None


def day(text: str | None) -> dt.date | None:
    """A day of the books. Raises HttpError 422."""
    if not text:
        return None
    try:
        found = parse_day(text)
    except ValueError as error:
        raise HttpError(422, str(error)) from error
    if not FIRST <= found <= today():
        raise HttpError(422, _("Ngày nằm ngoài sổ; hãy chọn từ 3/2/1930 đến hôm nay."))
    return found


def query(org: int, as_of: str | None, start: str | None, end: str | None, known_at: str | None) -> Query:
    """What a figure is asked for: a day, a period, a state of knowledge. Raises HttpError 422."""
    first, last = day(start), day(end)
    on = day(as_of) or last or today()
    last = last or on
    if first is not None and first > last:
        raise HttpError(422, _("Kỳ kết thúc trước khi bắt đầu; hãy đổi lại hai ngày."))
    try:
        known = book.number_known_at(parse_moment(known_at)) if known_at else None
    except (ValueError, OverflowError) as error:
        raise HttpError(422, str(error)) from error
    return Query(org, on, first or last.replace(month=1, day=1), last, known)


Thing = TypeVar("Thing")


def there(found: Thing | None, sentence: str) -> Thing:
    """Something of the caller's own. Raises HttpError 404 with the sentence where there is none."""
    if found is None:
        raise HttpError(404, sentence)
    return found
