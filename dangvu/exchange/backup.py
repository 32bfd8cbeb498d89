"""Backups: everything an installation is, in one file, made while it works; restored only after it has proved itself."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.sealed_file import Unopened, is_sealed, seal, unseal
from dangvu.core.wholes import whole
from dangvu.exchange import engines
from dangvu.exchange.engines import EngineError
from dangvu.ledger.models import Entry

FORMAT = 1
MANIFEST = "manifest.json"
ENDING = ".tar.gz"
KEPT = ("files", "papers", "keys")
"""Folders of the home that go along: issued reports, scans, keys."""


class BackupError(RuntimeError):
    """Nothing was changed; the text is a sentence for the user."""


@dataclass(frozen=True)
class Made:
    """A backup that was written: where, how large, and how far its books go."""

    path: Path
    size: int
    entries: int
    head: str


@dataclass(frozen=True)
class Restored:
    """What was put in place, and where what stood there before is kept."""

    entries: int
    made_at: str
    kept: str


def make(folder: Path, password: str = "") -> Made:
    """Write a backup into a folder, under a password if one is given. Raises BackupError; a half file is never left behind."""
    if not folder.is_dir():
        raise BackupError(_("Không có thư mục “%(folder)s”; hãy cắm USB hoặc tạo thư mục trước.") % {"folder": folder})
    moment = timezone.now()
    stem = f"dangvu-{moment.astimezone(timezone.get_current_timezone()):%Y-%m-%d-%H%M%S}"
    try:
        with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="backup-") as place:
            room = Path(place)
            head = _collect(room / "content", moment)
            _pack(room / "content", room / "plain")
            if password:
                seal(room / "plain", room / "sealed", password)
            target = _deliver(room / ("sealed" if password else "plain"), folder, stem, ENDING + (".sealed" if password else ""))
    except (OSError, EngineError) as problem:
        raise BackupError(_("Không sao lưu được: %(why)s") % {"why": problem}) from problem
    note("last-backup.json", at=moment.isoformat(), entries=head[0], file=target.name)
    return Made(target, target.stat().st_size, head[0], head[1])


def note(name: str, **told: Any) -> None:
    """Leave in the home a note of what was done last, for ``dangvu doctor``. A note that cannot be written stops nothing."""
    with suppress(OSError):
        (settings.HOME / name).write_text(json.dumps(told), encoding="utf-8")


def _collect(room: Path, moment: dt.datetime) -> tuple[int, str]:
    """Copy everything into a room, and write the list of it with hashes. The books go at least as far as the head named."""
    room.mkdir()
    entries, last_hash = engines.head()
    engines.dump(room / engines.name_of_dump())
    for name in KEPT:
        if (settings.HOME / name).is_dir():
            shutil.copytree(settings.HOME / name, room / name)
    told: dict[str, Any] = {"format": FORMAT, "made_at": moment.isoformat(), "database": engines.name_of_dump()}
    told |= {
        "entries": entries,
        "head": last_hash,
        "files": {file.relative_to(room).as_posix(): digest(file) for file in _files(room)},
    }
    (room / MANIFEST).write_text(json.dumps(told, sort_keys=True, indent=1), encoding="utf-8")
    return entries, last_hash


def _files(room: Path) -> Iterator[Path]:
    return (file for file in sorted(room.rglob("*")) if file.is_file() and file.name != MANIFEST)


def digest(file: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _pack(room: Path, target: Path) -> None:
    with tarfile.open(target, "w:gz", compresslevel=6) as archive:
        for file in [room / MANIFEST, *_files(room)]:
            archive.add(file, file.relative_to(room).as_posix(), recursive=False)


def _deliver(source: Path, folder: Path, stem: str, ending: str) -> Path:
    """Copy under another name, make sure it is on the disk, then rename: a stick pulled out leaves no file that looks whole."""
    target, beside = _claimed(folder, stem, ending)
    try:
        with source.open("rb") as read, beside.open("wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            write.flush()
            os.fsync(write.fileno())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    return target


def _claimed(folder: Path, stem: str, ending: str) -> tuple[Path, Path]:
    """A name no backup has, and the empty file beside it that keeps the name ours: two backups of one second are two files.

    ``_2`` sorts after the name without it, so that the oldest stays first where old ones are cleared away.
    """
    for number in itertools.count(1):
        target = folder / f"{stem}{f'_{number}' if number > 1 else ''}{ending}"
        beside = target.with_name(target.name + ".part")
        with suppress(FileExistsError):
            beside.touch(exist_ok=False)
            # looked at after the claim: who held it before may have finished in between
            if not target.exists():
                return target, beside
            beside.unlink()
    raise AssertionError("numbers do not end")


def restore(file: Path, password: str = "") -> Restored:
    """Put a backup in the place of this installation: its hashes, its chain and its reports are proved first, and what stood here is kept.

    Raises BackupError; then everything is as it was. The server must be stopped.
    """
    stamp = f"{timezone.now():%Y%m%d%H%M%S}"
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix="restore-") as place:
        home = Path(place) / "home"
        told = _opened(file, password, Path(place), home)
        beside = ""
        try:
            url, beside = engines.prepare(home / told["database"], home, stamp)
            _prove(home, url, told)
            kept = _replace(home, beside, stamp)
        except (OSError, EngineError) as problem:
            engines.give_up(beside)
            raise BackupError(_("Không khôi phục được: %(why)s") % {"why": problem}) from problem
        except BackupError:
            engines.give_up(beside)
            raise
    return Restored(told["entries"], told["made_at"], kept)


def _opened(file: Path, password: str, room: Path, home: Path) -> dict[str, Any]:
    """Unpack a backup and compare every file with the list. Raises BackupError."""
    broken = BackupError(_("Bản sao lưu hỏng hoặc đã bị sửa; hãy dùng bản khác. Chưa có gì thay đổi."))
    if not file.is_file():
        raise BackupError(_("Không đọc được tệp “%(file)s”.") % {"file": file})
    plain = file
    try:
        if is_sealed(file):
            if not password:
                raise BackupError(_("Bản sao lưu này có mật khẩu; hãy cho biết mật khẩu."))
            plain = room / "plain"
            unseal(file, plain, password)
        with tarfile.open(plain, "r:gz") as archive:
            archive.extractall(home, filter="data")
        told: dict[str, Any] = json.loads((home / MANIFEST).read_bytes())
        found = {each.relative_to(home).as_posix(): digest(each) for each in _files(home)}
    except Unopened as error:
        raise BackupError(_("Sai mật khẩu, hoặc bản sao lưu đã bị sửa. Chưa có gì thay đổi.")) from error
    except (OSError, tarfile.TarError, EOFError, ValueError) as error:
        raise broken from error
    if told.get("format") != FORMAT or told.get("files") != found:
        raise broken
    if told.get("database") != engines.name_of_dump():
        raise BackupError(
            _("Bản sao lưu này của loại cơ sở dữ liệu khác (%(name)s); hãy khôi phục trên máy cùng loại.") % {"name": told["database"]}
        )
    return told


def _prove(home: Path, url: str, told: dict[str, Any]) -> None:
    """Recompute the books of the copy in a process of its own, and see that they go as far as the backup says. Raises BackupError."""
    env = {**os.environ, "DANGVU_HOME": str(home)}
    env.pop("DANGVU_DATABASE_URL", None)
    env |= {"DANGVU_DATABASE_URL": url} if url else {}
    words = [sys.executable, "-m", "dangvu", "verify", "--json", "--head", f"{told['entries']}:{told['head']}"]
    # The program answers in UTF-8 whatever the console's own encoding is.
    done = subprocess.run(words, capture_output=True, encoding="utf-8", errors="replace", env=env, check=False)
    if done.returncode:
        raise BackupError(_("Sổ trong bản sao lưu không kiểm tra được (dangvu verify báo sai); không khôi phục. Chưa có gì thay đổi."))


def _replace(home: Path, beside: str, stamp: str) -> str:
    """Swap; what stood here goes into a folder of its own (or a database of its own)."""
    aside = settings.HOME / f"before-restore-{stamp}"
    aside.mkdir(mode=0o700)
    for name in KEPT:
        if (settings.HOME / name).exists():
            shutil.move(settings.HOME / name, aside / name)
        if (home / name).exists():
            shutil.move(home / name, settings.HOME / name)
    return f"{aside} {engines.replace(home, beside, aside, stamp)}"


def head_fault(text: str) -> str:
    """What is wrong with the claim that the books reach an entry with a hash (``123:abc…``); empty when it is true."""
    number, _colon, wanted = text.partition(":")
    place = whole(number, 1)
    if place is None:
        return "" if text == "0:" else _("Đầu chuỗi phải có dạng số:mã băm.")
    found = Entry.objects.filter(pk=place).values_list("hash", flat=True).first()
    return "" if found == wanted else _("Sổ không có bút toán số %(number)s với mã băm ấy.") % {"number": number}
