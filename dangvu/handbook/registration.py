"""Registering the e-handbook and leaving it: each posts to the ledger, so that adoption by cell and month is a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dangvu.accounts import services as accounts
from dangvu.core.vietnamese import fold
from dangvu.dossiers import holdings
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import CalendarKey
from dangvu.ledger import book
from dangvu.ledger.services import append
from dangvu.orgs.models import Person, Role, User

HELD = Q(account__measure="handbook")
SLIP_HOLDS = dt.timedelta(days=30)
"""A slip given out at a cell's meeting is used at home, often much later than an office's own."""
ON_PAPER = Q(account__measure="no_phone")
"""Who was noted to have no phone for it."""


@dataclass(frozen=True)
class Left:
    """A member who does not use the e-handbook. ``flag``: exempt, away or suspended. ``slip``: a slip that still opens is out."""

    person: Person
    cell: int
    flag: str
    no_phone: bool


def registered(person: int, on: dt.date) -> bool:
    """Whether the books say that a member uses it on a day."""
    return any(holdings.held(HELD & Q(person=person), on, "org"))


def left(cells: Collection[int], on: dt.date) -> list[Left]:
    """Members of some cells who do not use it, in the order of their names."""
    standing = dict(holdings.members(cells, on))
    users = {person for person, _org in holdings.held(HELD & Q(org__in=list(cells)), on, "org")}
    flags = holdings.flags(cells, on)
    on_paper = {person for person, _org in holdings.held(ON_PAPER & Q(org__in=list(cells)), on, "org")}
    rest = Person.objects.filter(pk__in=standing.keys() - users).order_by("sort_key", "pk")
    return [Left(each, standing[each.pk], flags.get(each.pk, ""), each.pk in on_paper) for each in rest]


def _cell(person: Person, on: dt.date) -> int:
    held = list(holdings.held(Q(account__measure="member", person=person), on, "org"))
    if not held:
        raise Refused(_("%(name)s không phải đảng viên đang sinh hoạt trong sổ.") % {"name": person.name})
    return int(held[0][1])


@transaction.atomic
def invite(*, person: Person, actor: str, on: dt.date) -> tuple[User, str]:
    """A slip that lets a member register: the account it opens, and the code, told this once. Raises Refused."""
    cell = _cell(person, on)
    user = User.objects.filter(person=person).first() or _account(person, actor)
    if not user.is_active:
        user.is_active = True
        user.save(update_fields=["is_active"])
    if not user.grants.filter(role=Role.MEMBER, valid_to=None).exists():
        accounts.grant(user=user, org=cell, role=Role.MEMBER, since=on, until=None, actor=actor)
    return user, accounts.slip(user=user, actor=actor, holds=SLIP_HOLDS)


def _account(person: Person, actor: str) -> User:
    """An account named after the person's code, which is on lists anyway and tells no name."""
    plain = "".join(letter for letter in fold(person.code) if letter.isalnum() or letter in "._-")
    wanted = [plain, f"dv{plain}", f"dang-vien-{person.pk}"]
    for name in wanted:
        if accounts.USERNAME.fullmatch(name) and not User.objects.filter(username=name).exists():
            user = accounts.create(username=name, name=person.name, actor=actor)
            accounts.link(user=user, person=person, actor=actor)
            return user
    raise Refused(_("Không đặt được tên tài khoản cho %(name)s; hãy nhờ người quản trị.") % {"name": person.name})


def register(*, user: User, on: dt.date) -> int | None:
    """Book that a member registered, when a slip opened the account; the entry, None where the books say so already or cannot."""
    person = user.person
    if person is None or registered(person.pk, on) or not any(holdings.held(Q(account__measure="member", person=person), on, "org")):
        return None
    return _told("handbook_registered", person, user, on)


def _told(kind: str, person: Person, user: User, on: dt.date) -> int:
    line = {"kind": kind, "on": on.isoformat(), "ref": f"{kind}/{person.pk}/{book.last_number() + 1}", "person": person.code}
    return append(line, actor=user.get_username(), origin="handbook")


@transaction.atomic
def leave(*, user: User, on: dt.date) -> None:
    """Stop using it: booked, phones forgotten; an account that was for nothing else is closed. Raises Refused."""
    person = user.person
    if person is None:
        raise Refused(_("Tài khoản này chưa gắn với đảng viên nào."))
    if registered(person.pk, on):
        _told("handbook_ended", person, user, on)
    user.devices.all().delete()
    user.subscriptions.all().delete()
    CalendarKey.objects.filter(user=user).delete()
    for each in user.grants.filter(role=Role.MEMBER, valid_to=None):
        accounts.end(given=each, last=on, actor=user.get_username())
    if not user.grants.exclude(role=Role.MEMBER).exists():
        accounts.close(user=user, actor=user.get_username())


def without_phone(*, person: Person, actor: str, on: dt.date) -> None:
    """Note that a member has no phone for it: nobody asks again, and everything comes on paper. Noted already, it stays so."""
    if any(holdings.held(ON_PAPER & Q(person=person), on, "org")):
        return
    line = {
        "kind": "handbook_on_paper", "on": on.isoformat(), "ref": f"on_paper/{person.pk}/{book.last_number() + 1}", "person": person.code,
    }  # fmt: skip
    append(line, actor=actor, origin="handbook")
