"""The demonstration: the seed's committee, three logins, and the reviews ready to be worked on."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Annotated, Any

import orjson
import typer
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.commands.serve import serve
from dangvu.core.days import today
from dangvu.exchange.dossiers import load_dossiers
from dangvu.exchange.load import load_file
from dangvu.handbook import demo as handbook
from dangvu.ledger import book
from dangvu.meetings import demo as conference
from dangvu.orgs.models import Grant, Organisation, Person, Role, User
from dangvu.pages import demo as news
from dangvu.reports import demo as reviews
from dangvu.rules.services import apply_jurisdiction

PACKAGE = Path(__file__).resolve().parents[1]
# A wheel carries the committee with it; in the source tree it lies beside the package.
CASE = next((each for each in (PACKAGE / "case", PACKAGE.parent / "cases" / "dong-anh") if each.is_dir()), PACKAGE / "case")
ACTOR = "vanphong"
SINCE = dt.date(2020, 6, 1)
MEMBER, MEMBER_CELL, MEMBER_LOGIN = "DV0001", "CB01", "dangvien"
NEXT = dt.timedelta(days=7)
"""In how many days the member's cell meets."""
LOGINS = (
    ("vanphong", "DUK", Role.CLERK),
    ("bithu", "DUK", Role.SECRETARY),
    ("bithu-cb02", "CB02", Role.CELL_SECRETARY),
    ("captren", "HU", Role.SUPERIOR),
    ("kiemtra", "DUK", Role.INSPECTION),
    ("kiemsoat", "DUK", Role.AUDITOR),
    ("bientap", "DUK", Role.EDITOR),
    ("quantri", "DUK", Role.ADMINISTRATOR),
    (MEMBER_LOGIN, "DUK", Role.MEMBER),
)


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Chỉ chuẩn bị, không phục vụ trang.")] = False,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng.")] = 8000,
    json: say.Json = False,
) -> None:
    """Nạp đảng bộ mẫu, tạo tài khoản, soạn sẵn báo cáo rồi phục vụ trang."""
    ready(json)
    with ThreadPoolExecutor(1) as beside:
        accounts = _accounts(beside.submit)
        if book.last_number() == 0:
            _load(json)
            _dossiers(json)
    logins = _logins(accounts)
    reviews.prepare(Organisation.objects.get(code="DUK").pk, ACTOR)
    conference.prepare(CASE / "conference", ACTOR)
    news.prepare(CASE / "news.json", editor="bientap", secretary="bithu")
    conference.call_next(MEMBER_CELL, today() + NEXT, ACTOR)
    handbook.prepare(Organisation.objects.get(code="DUK").pk, MEMBER_CELL, today(), ACTOR)
    address = f"http://localhost:{port}/"
    if json:
        say.as_json({"address": address, "logins": logins})
    else:
        _print(address, logins)
    if not no_serve:
        serve(host="127.0.0.1", port=port, workers=1)


def _load(json: bool) -> None:
    """The case's files in the order of their names; each is one transaction."""
    files = sorted(CASE.glob("*.jsonl"))
    if not files:
        say.bad_use(_("Không thấy dữ liệu mẫu; hãy cài lại chương trình."), json)
    with say.progress(_("Đang nạp đảng bộ mẫu"), len(files)) as advance:
        for done, file in enumerate(files, start=1):
            report = load_file(file, actor=ACTOR, replay=True)
            if report.errors:
                fault = report.errors[0]
                say.bad_use(f"{file.name}: {say.fault_line(fault.line, fault.field, fault.message)}", json)
            advance(done)


def _dossiers(json: bool) -> None:
    """Hanoi's rules for the district, and the office's dossiers: the archive, then those under way."""
    apply_jurisdiction(Organisation.objects.get(code="HU").pk, "ha-noi", SINCE)
    for file in sorted((CASE / "dossiers").glob("*.jsonl")):
        report = load_dossiers(file, actor=ACTOR)
        if report.errors:
            fault = report.errors[0]
            say.bad_use(f"{file.name}: {say.fault_line(fault.line, fault.field, fault.message)}", json)


def _accounts(submit: Callable[..., Future[str]]) -> dict[str, tuple[str, Future[str]]]:
    """A random password for each user who is to be made, and what is kept of it, being reckoned: that takes long by intention."""
    if _kept().exists():
        return {}
    drawn = {name: secrets.token_urlsafe(9) for name, _org, _role in LOGINS}
    return {name: (password, submit(make_password, password)) for name, password in drawn.items()}


def _logins(accounts: dict[str, tuple[str, Future[str]]]) -> list[dict[str, Any]]:
    """The demonstration's users, made once; their passwords are kept readable by their owner only."""
    kept = _kept()
    if kept.exists():
        found: list[dict[str, Any]] = orjson.loads(kept.read_bytes())
        return found
    logins = [{"username": name, "password": accounts[name][0], "role": str(role)} for name, _org, role in LOGINS]
    with transaction.atomic():
        for name, org, role in LOGINS:
            user = User.objects.create(username=name, password=accounts[name][1].result())
            Grant.objects.create(user=user, organisation=Organisation.objects.get(code=org), role=role, valid_from=SINCE)
        User.objects.filter(username=MEMBER_LOGIN).update(person=Person.objects.get(code=MEMBER))
        # As in most committees, the one clerk also types for the inspection commission.
        clerk = User.objects.get(username=ACTOR)
        Grant.objects.create(user=clerk, organisation=Organisation.objects.get(code="DUK"), role=Role.INSPECTION, valid_from=SINCE)
    kept.touch(mode=0o600)
    kept.write_bytes(orjson.dumps(logins))
    return logins


def _kept() -> Path:
    found: Path = settings.HOME / "keys" / "demo.json"
    return found


def _print(address: str, logins: list[dict[str, Any]]) -> None:
    say.out.print(_("Đảng vụ sẵn sàng tại [bold]%(address)s[/bold]") % {"address": address})
    rows = ((login["username"], login["password"], Role(login["role"]).label) for login in logins)
    say.table(_("Tài khoản dùng thử"), (_("Tên đăng nhập"), _("Mật khẩu"), _("Vai trò")), rows)
