"""What is done to accounts: each is one transaction with a line in the log of accounts. Raises Refused with sentences."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import secrets

from allauth.mfa.models import Authenticator
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.accounts.models import AccountAct, Slip
from dangvu.core.days import vn_day
from dangvu.orgs.models import Grant, Organisation, Person, Role, User

What = AccountAct.What
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody reads as one another on paper: no I, O, 0, 1."""
GROUPS, LETTERS = 4, 4
VALID = dt.timedelta(days=3)
USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,39}")


class Refused(ValueError):
    """Nothing was done; the text is a sentence for the user."""


def note(user: User, what: AccountAct.What, actor: str, detail: str = "") -> None:
    """A line in the log of accounts."""
    AccountAct.objects.create(user=user, what=what, detail=detail[:300], actor=actor, at=timezone.now())


@transaction.atomic
def create(*, username: str, name: str, actor: str) -> User:
    """An account without a password: it opens with a slip."""
    plain = username.strip().lower()
    if not USERNAME.fullmatch(plain):
        raise Refused(_("Tên đăng nhập gồm 3 đến 40 chữ thường không dấu, chữ số, dấu chấm hoặc gạch; ví dụ: bithu-cb02."))
    if User.objects.filter(username=plain).exists():
        raise Refused(_("Tên đăng nhập “%(name)s” đã có; hãy chọn tên khác.") % {"name": plain})
    user = User(username=plain, first_name=name.strip()[:150])
    user.set_unusable_password()
    user.save()
    note(user, What.CREATED, actor)
    return user


@transaction.atomic
def grant(*, user: User, org: int, role: str, since: dt.date, until: dt.date | None, actor: str) -> Grant:
    """Give a role on an organisation and all below it, for a period."""
    if role not in Role.values:
        raise Refused(_("Không có vai trò này; hãy chọn trong danh sách."))
    if until is not None and until < since:
        raise Refused(_("Vai trò kết thúc trước khi bắt đầu; hãy sửa ngày."))
    place = Organisation.objects.get(pk=org)
    given = Grant.objects.create(user=user, organisation=place, role=role, valid_from=since, valid_to=until)
    note(user, What.GRANTED, actor, _told(given))
    return given


def _told(given: Grant) -> str:
    days = f"{vn_day(given.valid_from)} – {vn_day(given.valid_to) if given.valid_to else '…'}"
    return f"{Role(given.role).label}, {given.organisation.code}, {days}"


@transaction.atomic
def end(*, given: Grant, last: dt.date, actor: str) -> None:
    """The last day of a role; one that would not have begun yet never was."""
    if last < given.valid_from:
        note(given.user, What.ENDED, actor, _told(given))
        given.delete()
        return
    given.valid_to = last
    given.save(update_fields=["valid_to"])
    note(given.user, What.ENDED, actor, _told(given))


@transaction.atomic
def hand_over(*, user: User, to: User, on: dt.date, roles: list[Grant], actor: str) -> list[Grant]:
    """From a day on another user holds these roles; the day before is the last one of the first."""
    if user == to:
        raise Refused(_("Bàn giao cho chính mình thì không có gì thay đổi; hãy chọn người nhận khác."))
    if not roles:
        raise Refused(_("Chưa chọn vai trò nào để bàn giao."))
    moved = []
    for each in roles:
        until = each.valid_to
        end(given=each, last=on - dt.timedelta(days=1), actor=actor)
        moved.append(Grant.objects.create(user=to, organisation=each.organisation, role=each.role, valid_from=on, valid_to=until))
        note(to, What.HANDED, actor, f"{_told(moved[-1])} ← {user.username}")
    return moved


@transaction.atomic
def slip(*, user: User, actor: str, forget_second_factor: bool = False, holds: dt.timedelta = VALID) -> str:
    """Print a slip: a code that sets a password once, while it holds. Earlier slips no longer do.

    ``forget_second_factor``: for somebody whose telephone is lost; a new one must then be set up.
    """
    now = timezone.now()
    Slip.objects.filter(user=user, used_at=None).delete()
    code = "-".join("".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS))
    Slip.objects.create(user=user, digest=_digest(code), made_by=actor, made_at=now, expires_at=now + holds)
    if forget_second_factor:
        Authenticator.objects.filter(user=user).delete()
    note(user, What.SLIP, actor, _("xóa lớp xác thực thứ hai") if forget_second_factor else "")
    return code


def _digest(code: str) -> str:
    """Of the code as people type it: letters small or large, with or without hyphens. 80 random bits need no salt."""
    return hashlib.sha256("".join(letter for letter in code.upper() if letter.isalnum()).encode()).hexdigest()


def holder(code: str) -> User | None:
    """Whose slip this is, if it still holds."""
    found = Slip.objects.filter(digest=_digest(code), used_at=None, expires_at__gt=timezone.now()).select_related("user").first()
    return found.user if found and found.user.is_active else None


@transaction.atomic
def open_with(*, code: str, password: str) -> User:
    """Set the password a slip allows. Every session of the account ends, since the old password no longer holds."""
    user = holder(code)
    if user is None:
        raise Refused(_("Mã trên phiếu không đúng, đã dùng hoặc đã hết hạn; hãy xin phiếu mới."))
    try:
        password_validation.validate_password(password, user)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    user.set_password(password)
    user.save(update_fields=["password"])
    Slip.objects.filter(digest=_digest(code)).update(used_at=timezone.now())
    note(user, What.OPENED, user.username)
    return user


@transaction.atomic
def close(*, user: User, actor: str) -> None:
    """The account no longer opens and its sessions end; what it did stays under its name."""
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    note(user, What.CLOSED, actor)


@transaction.atomic
def link(*, user: User, person: Person | None, actor: str) -> None:
    """Say which member an account belongs to: he or she then sees the own record."""
    if person is not None and User.objects.filter(person=person).exclude(pk=user.pk).exists():
        raise Refused(_("Đảng viên này đã có tài khoản khác."))
    user.person = person
    user.save(update_fields=["person"])
    note(user, What.LINKED, actor, person.code if person else "")
