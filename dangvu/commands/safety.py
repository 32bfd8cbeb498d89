"""Commands that keep the books safe: a backup, and the way back from it."""

from __future__ import annotations

import getpass
from pathlib import Path
from typing import Annotated

import typer
from axes.utils import reset
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.exchange import backup as keeping
from dangvu.exchange.backup import BackupError
from dangvu.orgs.models import User

PasswordFile = Annotated[Path | None, typer.Option("--password-file", help="Tệp chứa mật khẩu (dòng đầu).")]


def backup(
    folder: Annotated[Path, typer.Argument(help="Thư mục ghi bản sao lưu, ví dụ USB.")],
    encrypt: Annotated[bool, typer.Option("--encrypt", help="Đặt mật khẩu cho bản sao lưu.")] = False,
    password_file: PasswordFile = None,
    json: say.Json = False,
) -> None:
    """Sao lưu toàn bộ trong khi trang vẫn chạy: sổ, hồ sơ, tệp, khóa."""
    ready(json)
    password = _password(encrypt, password_file, json)
    try:
        made = keeping.make(folder, password)
    except BackupError as problem:
        say.bad_use(str(problem), json, "folder")
    if json:
        say.as_json({"file": str(made.path), "bytes": made.size, "entries": made.entries, "head": made.head, "encrypted": bool(password)})
    else:
        say.out.print(_("Đã sao lưu %(entries)d bút toán vào %(file)s.") % {"entries": made.entries, "file": made.path}, markup=False)


def restore(
    file: Annotated[Path, typer.Argument(help="Tệp sao lưu.")],
    yes: Annotated[bool, typer.Option("--yes", help="Không hỏi lại.")] = False,
    password_file: PasswordFile = None,
    json: say.Json = False,
) -> None:
    """Khôi phục từ bản sao lưu: kiểm tra xong mới thay, bản đang có được giữ lại. Dừng trang trước khi làm."""
    ready(json)
    if not yes and not json:
        typer.confirm(_("Thay toàn bộ dữ liệu của máy này bằng bản sao lưu?"), abort=True)
    try:
        done = keeping.restore(file, _password(False, password_file, json))
    except BackupError as problem:
        say.bad_use(str(problem), json, "file")
    if json:
        say.as_json({"entries": done.entries, "made_at": done.made_at, "kept": done.kept})
    else:
        told = {"entries": done.entries, "kept": done.kept}
        say.out.print(_("Đã khôi phục %(entries)d bút toán; bản trước được giữ ở %(kept)s.") % told, markup=False)


def unlock(name: Annotated[str, typer.Argument(help="Tên đăng nhập.")], json: say.Json = False) -> None:
    """Mở khóa một tài khoản bị khóa vì nhập sai mật khẩu nhiều lần."""
    ready(json)
    if not User.objects.filter(username=name).exists():
        say.bad_use(_("Không có tài khoản “%(name)s”.") % {"name": name}, json, "name")
    reset(username=name)
    if json:
        say.as_json({"unlocked": name})
    else:
        say.out.print(_("Đã mở khóa tài khoản %(name)s.") % {"name": name}, markup=False)


def _password(ask: bool, file: Path | None, json: bool) -> str:
    """The password from its file, or typed twice; empty where none is wanted."""
    if file is not None:
        try:
            found = file.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            found = []
        if not found or not found[0]:
            say.bad_use(_("Không đọc được mật khẩu trong “%(file)s”.") % {"file": file}, json, "password_file")
        return found[0]
    if not ask:
        return ""
    first, again = getpass.getpass(_("Mật khẩu: ")), getpass.getpass(_("Gõ lại: "))
    if not first or first != again:
        say.bad_use(_("Mật khẩu để trống hoặc hai lần gõ khác nhau."), json, "password")
    return first
