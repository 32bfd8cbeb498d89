"""The machine an installation stands on: Python, the home and its disk, the clock, what papers are made with, the address and its port."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core import pdf_writer
from dangvu.exchange import upgrade
from dangvu.exchange.health.base import Health, bad, good, short, table, warning

PYTHON: Final = (3, 11)
MEGABYTE: Final = 2**20
TIGHT, FULL = 2048, 300
"""Megabytes of free disk below which one is warned, and below which a write may fail."""
FONTS: Final = ("Times New Roman", "Liberation Serif", "Tinos")


def python() -> Iterator[Health]:
    version = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info[:2] < PYTHON:
        yield bad(_("phiên bản %(version)s") % {"version": version}, _("Cài Python 3.11 trở lên rồi cài lại chương trình."))
    else:
        yield good(_("phiên bản %(version)s") % {"version": version})


def home() -> Iterator[Health]:
    home: Path = settings.HOME
    try:
        with tempfile.TemporaryFile(dir=home) as stream:
            stream.write(b"dangvu")
    except OSError as problem:
        remedy = _("Cho người chạy chương trình quyền ghi vào thư mục này, hoặc đặt DANGVU_HOME sang thư mục khác.")
        yield bad(_("không ghi được vào %(home)s: %(why)s") % {"home": home, "why": short(problem)}, remedy)
        return
    yield good(_("%(home)s, ghi được") % {"home": home})
    if os.name == "posix" and home.stat().st_mode & 0o007:
        yield warning(_("mọi người dùng của máy đọc được thư mục này"), _("Chạy: chmod o-rwx “%(home)s”.") % {"home": home})


def disk() -> Iterator[Health]:
    free = shutil.disk_usage(settings.HOME).free // MEGABYTE
    told = _("còn trống %(free)d MB") % {"free": free}
    if free < FULL:
        yield bad(told, _("Dọn ổ đĩa ngay: khi đầy, chương trình không ghi sổ được (không mất gì đã ghi)."))
    elif free < TIGHT:
        yield warning(told, _("Dọn bớt ổ đĩa hoặc chuyển DANGVU_HOME sang ổ lớn hơn."))
    else:
        yield good(told)


def clock() -> Iterator[Health]:
    if not table("ledger_book"):
        yield good(f"{timezone.localtime():%H:%M %d/%m/%Y}")
        return
    last = upgrade.last_recorded()
    if last is not None and last > timezone.now():
        told = _("đồng hồ (%(now)s) chạy trước bút toán cuối cùng (%(last)s)")
        named = {"now": f"{timezone.localtime():%H:%M %d/%m/%Y}", "last": f"{timezone.localtime(last):%H:%M %d/%m/%Y}"}
        yield bad(told % named, _("Chỉnh lại ngày giờ của máy và bật tự cập nhật giờ; trước đó đừng ghi sổ."))
    else:
        yield good(f"{timezone.localtime():%H:%M %d/%m/%Y}")


def pdf() -> Iterator[Health]:
    if pdf_writer.missing():
        remedy = _("Debian, Ubuntu: cài libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0. Windows: cài GTK (xem hướng dẫn cài đặt).")
        yield warning(_("chưa tạo được PDF; Word và Excel vẫn dùng được"), remedy)
    else:
        yield good(_("được"))


def fonts() -> Iterator[Health]:
    tool = shutil.which("fc-list")
    if tool is None:
        yield good(_("theo hệ điều hành"))
        return
    told = subprocess.run([tool, ":", "family"], capture_output=True, text=True, errors="replace", check=False).stdout
    if any(name in told for name in FONTS):
        yield good(next(name for name in FONTS if name in told))
    else:
        yield warning(_("không có phông kiểu Times"), _("Cài gói fonts-liberation để văn bản in đúng cỡ chữ."))


def address() -> Iterator[Health]:
    local = {"localhost", "127.0.0.1", "[::1]"}
    others = [name for name in settings.ALLOWED_HOSTS if name not in local]
    if settings.DEBUG:
        yield bad(_("đang bật chế độ gỡ lỗi, trang có thể lộ dữ liệu"), _("Bỏ DANGVU_DEBUG."))
    if others and not settings.HTTPS:
        remedy = _("Đặt máy chủ ngược có https ở trước và DANGVU_HTTPS=yes (xem hướng dẫn cài đặt).")
        yield bad(_("máy khác vào được qua %(names)s mà không có https") % {"names": ", ".join(others)}, remedy)
    else:
        yield good(", ".join(settings.ALLOWED_HOSTS))


def port(port: int) -> Iterator[Health]:
    with socket.socket() as probe:
        probe.settimeout(1)
        taken = probe.connect_ex(("127.0.0.1", port)) == 0
    if taken:
        remedy = _("Nếu đó không phải Đảng vụ đang chạy, hãy chọn cổng khác: dangvu serve --port 8080.")
        yield warning(_("cổng %(port)d đang có chương trình dùng") % {"port": port}, remedy)
    else:
        yield good(_("cổng %(port)d còn trống") % {"port": port})
