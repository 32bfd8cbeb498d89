"""Tokens of the API: what another program may do in a user's name."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.accounts.models import AccountAct, ApiToken
from dangvu.accounts.services import Refused, note
from dangvu.orgs.access import DISCIPLINE, INSPECT, OWN, PERSONS, PROXY, RECORD, VIEW
from dangvu.orgs.models import User

PREFIX = "dv1_"
LONGEST = 366
"""Days a token may hold at most."""
SCOPES: Mapping[str, tuple[str | Promise, frozenset[str]]] = {
    "figures": (lazy("đọc tổ chức và số liệu"), frozenset({VIEW})),
    "persons": (lazy("đọc lý lịch đảng viên"), frozenset({VIEW, PERSONS})),
    "record": (lazy("ghi sổ"), frozenset({VIEW, PERSONS, RECORD, PROXY, DISCIPLINE, INSPECT})),
    "mine": (lazy("sổ tay đảng viên của chính mình"), frozenset({OWN})),
}
"""What a token may be given, and the rights that go with it: never more than the user holds."""


@transaction.atomic
def issue(*, user: User, name: str, scopes: Iterable[str], days: int) -> str:
    """A new token, told this once. Raises Refused."""
    wanted = [each for each in SCOPES if each in set(scopes)]
    if not name.strip() or not wanted:
        raise Refused(_("Hãy đặt tên cho khóa và chọn ít nhất một quyền."))
    if not 1 <= days <= LONGEST:
        raise Refused(_("Khóa dùng được từ 1 đến %(most)d ngày.") % {"most": LONGEST})
    token, now = PREFIX + secrets.token_urlsafe(32), timezone.now()
    ApiToken.objects.create(
        user=user, name=name.strip()[:100], digest=_digest(token), scopes=wanted, made_at=now, expires_at=now + dt.timedelta(days=days)
    )
    note(user, AccountAct.What.TOKEN, user.username, f"{name.strip()}: {', '.join(wanted)}")
    return token


def _digest(token: str) -> str:
    """Of 256 random bits: no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def found(token: str) -> ApiToken | None:
    """The token, if it holds today and its user is still active."""
    rows = ApiToken.objects.filter(digest=_digest(token), ended_at=None, expires_at__gt=timezone.now(), user__is_active=True)
    return rows.select_related("user").first()


@transaction.atomic
def end(token: ApiToken) -> None:
    """The token no longer opens anything."""
    token.ended_at = timezone.now()
    token.save(update_fields=["ended_at"])
    note(token.user, AccountAct.What.UNTOKEN, token.user.username, token.name)


def allows(token: ApiToken, permission: str) -> bool:
    """Whether one of the token's scopes holds a right."""
    return any(permission in SCOPES[each][1] for each in token.scopes if each in SCOPES)
