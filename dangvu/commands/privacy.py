"""Commands about personal data: erase what must no longer be kept, change the key of sensitive values, open an account by a slip."""

from __future__ import annotations

import getpass
from dataclasses import asdict
from typing import Annotated

import typer
from django.conf import settings
from django.utils.translation import gettext as _

from dangvu.accounts import services as accounts
from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.core.days import today
from dangvu.exchange import engines
from dangvu.ledger import book
from dangvu.orgs.models import Person, Role, User
from dangvu.pages import forgetting
from dangvu.privacy import erasure, rotation

Actor = Annotated[str | None, typer.Option("--actor", help="Ai chịu trách nhiệm (mặc định: người dùng máy).")]


def erase(
    code: Annotated[str, typer.Argument(help="Mã người.")] = "",
    due: Annotated[bool, typer.Option("--due", help="Chỉ liệt kê những người đã hết thời hạn lưu.")] = False,
    reason: Annotated[
        str, typer.Option(help="retention (hết hạn lưu), request (người đó yêu cầu) hoặc mistake (nhập nhầm).")
    ] = "retention",
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
    actor: Actor = None,
    json: say.Json = False,
) -> None:
    """Xóa mọi giá trị cá nhân của một người; các con số, mã băm và báo cáo đã ban hành giữ nguyên."""
    ready(json)
    if due:
        _due(json)
        return
    person = Person.objects.filter(code=code).first() if code else None
    if person is None:
        say.bad_use(_("Không có người mã “%(code)s” trong sổ.") % {"code": code}, json, "code")
    if not yes and not json:
        typer.confirm(_("Xóa vĩnh viễn dữ liệu cá nhân của %(name)s?") % {"name": person.name or code}, abort=True)
    try:
        done = erasure.erase(person, reason=reason, actor=actor or getpass.getuser(), on=today(), elsewhere=[forgetting.forget])
    except erasure.Refused as refusal:
        say.bad_use(str(refusal), json, "code")
    engines.sweep()
    copies = sorted(str(each) for each in settings.HOME.glob("before-restore-*"))
    if json:
        say.as_json({**asdict(done), "copies": copies})
        return
    told = {"entry": done.entry, "values": done.values, "files": done.files, "texts": done.texts}
    say.out.print(_("Đã xóa %(values)d bộ giá trị, %(files)d tệp, tên trong %(texts)d chỗ viết tay (bút toán %(entry)d).") % told)
    for each in done.mentions:
        say.out.print(_("Tên còn ở: %(place)s. Hãy tự xem.") % {"place": each}, markup=False)
    for each in copies:
        say.out.print(_("Bản cũ trước lần khôi phục còn giữ: %(place)s. Hãy xóa nếu không cần.") % {"place": each}, markup=False)
    say.out.print(_("Các bản sao lưu trước hôm nay vẫn còn dữ liệu này; hãy hủy chúng khi đã có bản mới."))


def _due(json: bool) -> None:
    found = erasure.due(today())
    if json:
        say.as_json([{"code": each.code, "name": each.name} for each in found])
    else:
        say.table(_("Đã hết thời hạn lưu"), (_("Mã"), _("Họ tên")), ((each.code, each.name) for each in found))


def rotate_keys(json: say.Json = False) -> None:
    """Đổi khóa của các giá trị bảo vệ: mã hóa lại tất cả bằng khóa mới rồi bỏ khóa cũ."""
    ready(json)
    done = rotation.rotate()
    engines.sweep()
    if json:
        say.as_json({"sealed_again": done})
    else:
        say.out.print(_("Đã mã hóa lại %(count)d giá trị bằng khóa mới; khóa cũ không còn.") % {"count": done})


def account(
    username: Annotated[str, typer.Argument(help="Tên đăng nhập.")],
    role: Annotated[str, typer.Option(help="Vai trò giao thêm.")] = "",
    org: Annotated[str, typer.Option(help="Mã tổ chức của vai trò.")] = "",
    name: Annotated[str, typer.Option(help="Họ tên.")] = "",
    forget: Annotated[bool, typer.Option("--forget-second-factor", help="Xóa lớp xác thực thứ hai (mất điện thoại).")] = False,
    json: say.Json = False,
) -> None:
    """Lập tài khoản nếu chưa có, giao vai trò, và in mã mở (thay cho thư điện tử)."""
    ready(json)
    actor = getpass.getuser()
    try:
        user = User.objects.filter(username=username.lower()).first() or accounts.create(username=username, name=name, actor=actor)
        if role or org:
            place = book.tree().by_code(org)
            if place is None or role not in Role.values:
                say.bad_use(_("Vai trò cần --role (%(roles)s) và --org là mã tổ chức.") % {"roles": ", ".join(Role.values)}, json, "role")
            accounts.grant(user=user, org=place, role=role, since=today(), until=None, actor=actor)
        code = accounts.slip(user=user, actor=actor, forget_second_factor=forget)
    except accounts.Refused as refusal:
        say.bad_use(str(refusal), json, "username")
    if json:
        say.as_json({"username": user.username, "code": code})
    else:
        say.out.print(_("Tài khoản %(name)s: mở trang /phieu/ và gõ mã %(code)s (dùng một lần).") % {"name": user.username, "code": code})
