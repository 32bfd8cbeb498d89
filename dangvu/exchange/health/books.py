"""The books of an installation: the database and its version, keys, the last backup and the last proof, whether anybody may enter."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.exchange import engines, upgrade
from dangvu.exchange.health.base import BAD, Health, bad, good, noted, short, table, warning
from dangvu.orgs import vault
from dangvu.orgs.models import Person, User

POSTGRESQL: Final = 14
SQLITE: Final = (3, 35, 0)
STALE, OLD = dt.timedelta(days=8), dt.timedelta(days=31)
"""Ages of the last backup: a week and a day; a month."""
PROVED: Final = dt.timedelta(days=35)


def database() -> Iterator[Health]:
    try:
        connection.ensure_connection()
    except DatabaseError as problem:
        remedy = _("Kiểm tra máy chủ cơ sở dữ liệu có chạy không và DANGVU_DATABASE_URL ghi đúng chưa.")
        yield bad(_("không kết nối được: %(why)s") % {"why": short(problem)}, remedy)
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


def migrations() -> Iterator[Health]:
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


def keys() -> Iterator[Health]:
    for file in (Path(settings.VALUE_KEYS), settings.HOME / "keys" / "secret.key"):
        if not file.exists():
            continue
        if os.name == "posix" and file.stat().st_mode & 0o077:
            yield bad(_("người khác đọc được %(file)s") % {"file": file}, _("Chạy: chmod 600 “%(file)s”.") % {"file": file})
    if not Path(settings.VALUE_KEYS).exists():
        sealed = table("orgs_person") and Person.objects.exclude(secret="").exists()
        missing = bad(_("mất tệp khóa %(file)s"), _("Khôi phục tệp này từ bản sao lưu: không có nó, giá trị bảo vệ không đọc được."))
        if sealed:
            yield Health("", BAD, missing.found % {"file": settings.VALUE_KEYS}, missing.remedy)
        else:
            yield good(_("được tạo khi cần"))
        return
    if table("orgs_person") and (person := Person.objects.exclude(secret="").first()) is not None:
        try:
            person.secrets()
        except vault.Unreadable as problem:
            yield bad(short(problem), _("Tệp khóa không phải của dữ liệu này; hãy khôi phục tệp khóa từ bản sao lưu."))
            return
    yield good(_("đọc được"))


def backup() -> Iterator[Health]:
    found = noted("last-backup.json")
    entries = engines.head()[0] if table("ledger_book") else 0
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


def proof() -> Iterator[Health]:
    found = noted("last-verify.json")
    if found is None:
        some = table("ledger_book") and engines.head()[0]
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


def accounts() -> Iterator[Health]:
    if not table("orgs_grant") or not User.objects.filter(is_active=True, grants__isnull=False).exists():
        yield warning(_("chưa có tài khoản nào có vai trò"), _("Chạy: dangvu account <tên> --role clerk --org <mã tổ chức>."))
    else:
        yield good(_("có"))
