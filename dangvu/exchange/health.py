"""What an installation needs to work, looked at piece by piece: each finding says in plain words what is wrong and what to do.

Nothing here changes anything, and nothing needs the tables to be up to date: a program that does not start is looked at too.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core import pdf_writer
from dangvu.exchange import engines, upgrade
from dangvu.orgs import vault
from dangvu.orgs.models import Person, User

GOOD, WARNING, BAD = "good", "warning", "bad"
PYTHON: Final = (3, 11)
POSTGRESQL: Final = 14
SQLITE: Final = (3, 35, 0)
MEGABYTE: Final = 2**20
TIGHT, FULL = 2048, 300
"""Megabytes of free disk below which one is warned, and below which a write may fail."""
STALE, OLD = dt.timedelta(days=8), dt.timedelta(days=31)
"""Ages of the last backup: a week and a day; a month."""
PROVED: Final = dt.timedelta(days=35)
FONTS: Final = ("Times New Roman", "Liberation Serif", "Tinos")


@dataclass(frozen=True)
class Health:
    """One thing looked at: how it is, what was found, what to do (empty when it is good)."""

    name: str
    state: str
    found: str
    remedy: str = ""


Look = Callable[[], Iterator[Health]]


def everything(port: int) -> list[Health]:
    """All checks in their order. One that breaks is itself a finding, and the others go on."""
    looks: tuple[tuple[str, Look], ...] = (
        (_("Python"), _python),
        (_("Thư mục dữ liệu"), _home),
        (_("Dung lượng đĩa"), _disk),
        (_("Cơ sở dữ liệu"), _database),
        (_("Phiên bản dữ liệu"), _migrations),
        (_("Khóa bảo vệ"), _keys),
        (_("Đồng hồ máy"), _clock),
        (_("Bản sao lưu"), _backup),
        (_("Kiểm chứng sổ"), _proof),
        (_("Tạo PDF"), _pdf),
        (_("Phông chữ"), _fonts),
        (_("Tài khoản"), _accounts),
        (_("Địa chỉ trang"), _address),
        (_("Cổng mạng"), lambda: _port(port)),
    )
    return [found for name, look in looks for found in _guarded(name, look)]


def _guarded(name: str, look: Look) -> Iterator[Health]:
    try:
        for found in look():
            yield Health(name, found.state, found.found, found.remedy)
    except DatabaseError as problem:
        yield Health(name, WARNING, _("chưa xem được: %(why)s") % {"why": _short(problem)}, _("Sửa mục cơ sở dữ liệu trước."))
    except Exception as problem:
        yield Health(name, BAD, _("không kiểm tra được: %(why)s") % {"why": _short(problem)}, _("Báo lỗi này cho người hỗ trợ."))


def _short(problem: Exception) -> str:
    return (str(problem).strip().splitlines() or [type(problem).__name__])[0][:200]


def good(found: str) -> Health:
    return Health("", GOOD, found)


def warning(found: str, remedy: str) -> Health:
    return Health("", WARNING, found, remedy)


def bad(found: str, remedy: str) -> Health:
    return Health("", BAD, found, remedy)


def _python() -> Iterator[Health]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < PYTHON:
        yield bad(_("phiên bản %(version)s") % {"version": version}, _("Cài Python 3.11 trở lên rồi cài lại chương trình."))
    else:
        yield good(_("phiên bản %(version)s") % {"version": version})


def _home() -> Iterator[Health]:
    home: Path = settings.HOME
    try:
        with tempfile.TemporaryFile(dir=home) as stream:
            stream.write(b"dangvu")
    except OSError as problem:
        remedy = _("Cho người chạy chương trình quyền ghi vào thư mục này, hoặc đặt DANGVU_HOME sang thư mục khác.")
        yield bad(_("không ghi được vào %(home)s: %(why)s") % {"home": home, "why": _short(problem)}, remedy)
        return
    yield good(_("%(home)s, ghi được") % {"home": home})
    if os.name == "posix" and home.stat().st_mode & 0o007:
        yield warning(_("mọi người dùng của máy đọc được thư mục này"), _("Chạy: chmod o-rwx “%(home)s”.") % {"home": home})


def _disk() -> Iterator[Health]:
    free = shutil.disk_usage(settings.HOME).free // MEGABYTE
    told = _("còn trống %(free)d MB") % {"free": free}
    if free < FULL:
        yield bad(told, _("Dọn ổ đĩa ngay: khi đầy, chương trình không ghi sổ được (không mất gì đã ghi)."))
    elif free < TIGHT:
        yield warning(told, _("Dọn bớt ổ đĩa hoặc chuyển DANGVU_HOME sang ổ lớn hơn."))
    else:
        yield good(told)


def _database() -> Iterator[Health]:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        remedy = _("Kiểm tra máy chủ cơ sở dữ liệu có chạy không và DANGVU_DATABASE_URL ghi đúng chưa.")
        yield bad(_("không kết nối được: %(why)s") % {"why": _short(problem)}, remedy)
        return
    if engines.is_sqlite():
        yield from _sqlite()
    else:
        yield from _postgresql()


def _sqlite() -> Iterator[Health]:
    version = ".".join(map(str, sqlite3.sqlite_version_info))
    if sqlite3.sqlite_version_info < SQLITE:
        yield bad(f"SQLite {version}", _("SQLite của bản Python này quá cũ; hãy cài Python mới hơn."))
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check(1)")
        (told,) = cursor.fetchone()
    if told == "ok":
        yield good(f"SQLite {version}, {connection.settings_dict['NAME']}")
    else:
        yield bad(_("tệp dữ liệu hỏng: %(why)s") % {"why": told}, _("Dừng trang, giữ nguyên tệp, rồi khôi phục bản sao lưu gần nhất."))


def _postgresql() -> Iterator[Health]:
    version = connection.pg_version // 10000  # type: ignore[attr-defined]
    if version < POSTGRESQL:
        yield bad(f"PostgreSQL {version}", _("Nâng PostgreSQL lên bản %(least)d trở lên.") % {"least": POSTGRESQL})
    else:
        yield good(f"PostgreSQL {version}")
    tool = shutil.which("pg_dump", path=settings.PG_BIN or None)
    if tool is None:
        yield bad(_("thiếu pg_dump: không sao lưu được"), _("Cài gói postgresql-client, hoặc chỉ chỗ bằng DANGVU_PG_BIN."))
        return
    told = subprocess.run([tool, "--version"], capture_output=True, text=True, errors="replace", check=False).stdout.split()
    found = next((int(word.split(".")[0]) for word in told if word[:1].isdigit()), 0)
    if found < version:
        remedy = _("Cài postgresql-client bản %(version)d, hoặc chỉ chỗ bằng DANGVU_PG_BIN.") % {"version": version}
        yield bad(_("pg_dump bản %(found)d cũ hơn máy chủ") % {"found": found}, remedy)


def _migrations() -> Iterator[Health]:
    state = upgrade.state()
    if state.newer:
        yield bad(
            _("dữ liệu do bản chương trình mới hơn ghi (%(what)s)") % {"what": ", ".join(state.newer[:3])},
            _("Cài lại bản chương trình mới; đừng ghi sổ bằng bản này."),
        )
    elif state.pending and state.used:
        yield warning(
            _("cần nâng cấp %(count)d bước") % {"count": len(state.pending)},
            _("Chạy: dangvu upgrade (tự sao lưu trước), hoặc khởi động lại trang."),
        )
    elif state.pending:
        yield good(_("chưa có dữ liệu; bảng được tạo khi chạy lần đầu"))
    else:
        yield good(_("khớp với chương trình"))


def _keys() -> Iterator[Health]:
    for file in (Path(settings.VALUE_KEYS), settings.HOME / "keys" / "secret.key"):
        if not file.exists():
            continue
        if os.name == "posix" and file.stat().st_mode & 0o077:
            yield bad(_("người khác đọc được %(file)s") % {"file": file}, _("Chạy: chmod 600 “%(file)s”.") % {"file": file})
    if not Path(settings.VALUE_KEYS).exists():
        sealed = _table("orgs_person") and Person.objects.exclude(secret="").exists()
        missing = bad(_("mất tệp khóa %(file)s"), _("Khôi phục tệp này từ bản sao lưu: không có nó, giá trị bảo vệ không đọc được."))
        if sealed:
            yield Health("", BAD, missing.found % {"file": settings.VALUE_KEYS}, missing.remedy)
        else:
            yield good(_("được tạo khi cần"))
        return
    if _table("orgs_person") and (person := Person.objects.exclude(secret="").first()) is not None:
        try:
            person.secrets()
        except vault.Unreadable as problem:
            yield bad(_short(problem), _("Tệp khóa không phải của dữ liệu này; hãy khôi phục tệp khóa từ bản sao lưu."))
            return
    yield good(_("đọc được"))


def _table(name: str) -> bool:
    return name in connection.introspection.table_names()


def _clock() -> Iterator[Health]:
    if not _table("ledger_book"):
        yield good(f"{timezone.localtime():%H:%M %d/%m/%Y}")
        return
    last = upgrade.last_recorded()
    if last is not None and last > timezone.now():
        told = _("đồng hồ (%(now)s) chạy trước bút toán cuối cùng (%(last)s)")
        named = {"now": f"{timezone.localtime():%H:%M %d/%m/%Y}", "last": f"{timezone.localtime(last):%H:%M %d/%m/%Y}"}
        yield bad(told % named, _("Chỉnh lại ngày giờ của máy và bật tự cập nhật giờ; trước đó đừng ghi sổ."))
    else:
        yield good(f"{timezone.localtime():%H:%M %d/%m/%Y}")


def _backup() -> Iterator[Health]:
    found = noted("last-backup.json")
    entries = engines.head()[0] if _table("ledger_book") else 0
    if found is None:
        remedy = _("Cắm USB rồi chạy: dangvu backup <thư mục> --encrypt, hoặc mở trang Sao lưu.")
        yield warning(_("chưa sao lưu lần nào"), remedy) if entries else good(_("chưa có gì để sao lưu"))
        return
    age = timezone.now() - dt.datetime.fromisoformat(found["at"])
    told = _("bản gần nhất cách đây %(days)d ngày, đến bút toán %(entries)d") % {"days": age.days, "entries": found["entries"]}
    remedy = _("Sao lưu ngay, và hẹn việc này hằng tuần.")
    if age > OLD and found["entries"] < entries:
        yield bad(told, remedy)
    elif age > STALE and found["entries"] < entries:
        yield warning(told, remedy)
    else:
        yield good(told)


def _proof() -> Iterator[Health]:
    found = noted("last-verify.json")
    if found is None:
        some = _table("ledger_book") and engines.head()[0]
        yield warning(_("chưa kiểm chứng lần nào"), _("Chạy: dangvu verify.")) if some else good(_("chưa có gì để kiểm chứng"))
        return
    age = timezone.now() - dt.datetime.fromisoformat(found["at"])
    told = _("lần gần nhất cách đây %(days)d ngày, đến bút toán %(entries)d") % {"days": age.days, "entries": found["entries"]}
    if found["findings"]:
        yield bad(
            _("lần gần nhất tìm thấy %(count)d chỗ sai") % {"count": found["findings"]}, _("Chạy: dangvu verify, rồi báo người hỗ trợ.")
        )
    elif age > PROVED:
        yield warning(told, _("Chạy: dangvu verify."))
    else:
        yield good(told)


def noted(name: str) -> dict[str, Any] | None:
    """What was noted in the home of the last time something was done; None when it never was, or the note cannot be read."""
    try:
        found: dict[str, Any] = json.loads((settings.HOME / name).read_text(encoding="utf-8"))
        dt.datetime.fromisoformat(found["at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found


def _pdf() -> Iterator[Health]:
    if pdf_writer.missing():
        remedy = _("Debian, Ubuntu: cài libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Windows: cài GTK (xem hướng dẫn cài đặt).")
        yield warning(_("chưa tạo được PDF; Word và Excel vẫn dùng được"), remedy)
    else:
        yield good(_("được"))


def _fonts() -> Iterator[Health]:
    tool = shutil.which("fc-list")
    if tool is None:
        yield good(_("theo hệ điều hành"))
        return
    told = subprocess.run([tool, ":", "family"], capture_output=True, text=True, errors="replace", check=False).stdout
    if any(name in told for name in FONTS):
        yield good(next(name for name in FONTS if name in told))
    else:
        yield warning(_("không có phông kiểu Times"), _("Cài gói fonts-liberation để văn bản in đúng cỡ chữ."))


def _accounts() -> Iterator[Health]:
    if not _table("orgs_grant") or not User.objects.filter(is_active=True, grants__isnull=False).exists():
        yield warning(_("chưa có tài khoản nào có vai trò"), _("Chạy: dangvu account <tên> --role clerk --org <mã tổ chức>."))
    else:
        yield good(_("có"))


def _address() -> Iterator[Health]:
    local = {"localhost", "127.0.0.1", "[::1]"}
    others = [name for name in settings.ALLOWED_HOSTS if name not in local]
    if settings.DEBUG:
        yield bad(_("đang bật chế độ gỡ lỗi, trang có thể lộ dữ liệu"), _("Bỏ DANGVU_DEBUG."))
    if others and not settings.HTTPS:
        remedy = _("Đặt máy chủ ngược có https ở trước và DANGVU_HTTPS=yes (xem hướng dẫn cài đặt).")
        yield bad(_("máy khác vào được qua %(names)s mà không có https") % {"names": ", ".join(others)}, remedy)
    else:
        yield good(", ".join(settings.ALLOWED_HOSTS))


def _port(port: int) -> Iterator[Health]:
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if taken:
        remedy = _("Nếu đó không phải Đảng vụ đang chạy, hãy chọn cổng khác: dangvu serve --port 8080.")
        yield warning(_("cổng %(port)d đang có chương trình dùng") % {"port": port}, remedy)
    else:
        yield good(_("cổng %(port)d còn trống") % {"port": port})
