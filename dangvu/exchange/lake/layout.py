"""How a lake lies on a disk: a manifest, and segments that each hold a range of entries as Parquet files.

Files are written beside and never changed; what the manifest does not name is not in the lake. The manifest is replaced by a
rename, so that a reader sees one state of the books or the next, never half of one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dangvu.exchange.lake.extras import LakeError

FORMAT = 1
MANIFEST = "manifest.json"
SEGMENTS = "segments"

Column = tuple[str, str]
TABLES: dict[str, tuple[tuple[Column, ...], str]] = {
    "posting": (
        (("entry_id", "BIGINT"), ("source_id", "BIGINT"), ("account_id", "INTEGER"), ("org_id", "INTEGER"), ("other_id", "INTEGER"),
         ("person_id", "INTEGER"), ("quantity", "BIGINT"), ("on", "DATE")),
        'account_id, org_id, "on", entry_id',
    ),
    "entry": (
        (("number", "BIGINT"), ("kind", "VARCHAR"), ("effective_on", "DATE"), ("recorded", "BIGINT"), ("reverses", "BIGINT"),
         ("mark", "BIGINT"), ("data", "VARCHAR")),
        "number",
    ),
    "told": (
        (("entry_id", "BIGINT"), ("person_id", "INTEGER"), ("since", "DATE"), ("name", "VARCHAR"), ("value", "VARCHAR")),
        "name, person_id, entry_id",
    ),
    "place": (
        (("entry_id", "BIGINT"), ("org_id", "INTEGER"), ("since", "DATE"), ("code", "VARCHAR"), ("name", "VARCHAR"), ("kind", "VARCHAR"),
         ("official_code", "VARCHAR"), ("parent", "INTEGER"), ("open", "BOOLEAN"), ("cell_type", "VARCHAR"), ("sector", "VARCHAR"),
         ("cell_committee", "VARCHAR")),
        "org_id, entry_id, since",
    ),
    "event": (
        (("entry_id", "BIGINT"), ("fact", "BIGINT"), ("seq", "INTEGER"), ("on", "DATE"), ("kind", "VARCHAR"), ("org_id", "INTEGER"),
         ("related", "VARCHAR")),
        "fact, entry_id, seq",
    ),
}  # fmt: skip
"""By table: its columns with their types, and the order its rows are written in. The same for every engine that reads them."""

ACCOUNT: tuple[Column, ...] = (("id", "INTEGER"), ("key", "VARCHAR"), ("measure", "VARCHAR"), ("attrs", "VARCHAR"))


@dataclass(frozen=True)
class File:
    """One file of the lake: its path below the lake's folder, its SHA-256, its bytes and rows."""

    path: str
    sha256: str
    size: int
    rows: int


@dataclass(frozen=True)
class Segment:
    """The entries from ``first`` to ``last``, one file for each table that has rows of them."""

    first: int
    last: int
    files: dict[str, File] = field(hash=False)

    def without(self, table: str) -> Segment:
        return replace(self, files={name: file for name, file in self.files.items() if name != table})

    def having(self, table: str, file: File) -> Segment:
        return replace(self, files={**self.files, table: file})


@dataclass(frozen=True)
class Manifest:
    """What a lake holds. ``book`` is the hash of the first entry: it names the book wherever its lake is copied to.

    ``head`` is the hash of the last entry, ``recorded`` its moment in microseconds since 1970 (UTC); ``traits`` are the
    attributes of persons that went along.
    """

    book: str
    entries: int
    head: str
    recorded: int
    traits: tuple[str, ...]
    accounts: File
    segments: tuple[Segment, ...] = ()
    format: int = field(default=FORMAT)

    def files(self) -> Iterable[File]:
        yield self.accounts
        for segment in self.segments:
            yield from segment.files.values()

    def of(self, table: str) -> list[File]:
        """The files of one table."""
        return [segment.files[table] for segment in self.segments if table in segment.files]

    def text(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def parse(text: str, where: str) -> Manifest:
    """A manifest from its text. Raises LakeError when it is none, or of a later format, or its segments leave something out."""
    try:
        told: dict[str, Any] = json.loads(text)
        if told["format"] != FORMAT:
            raise LakeError(_("Kho số liệu “%(where)s” do một bản chương trình khác ghi; hãy cập nhật.") % {"where": where})
        told["segments"] = tuple(_segment(each) for each in told["segments"])
        told |= {"accounts": File(**told["accounts"]), "traits": tuple(told["traits"])}
        found = Manifest(**told)
    except (ValueError, KeyError, TypeError) as broken:
        raise LakeError(_("Tệp kê của kho số liệu “%(where)s” bị hỏng; hãy xuất lại kho.") % {"where": where}) from broken
    if [segment.first for segment in found.segments] != [1, *(segment.last + 1 for segment in found.segments[:-1])]:
        raise LakeError(_("Kho số liệu “%(where)s” thiếu hoặc thừa bút toán; hãy xuất lại kho.") % {"where": where})
    return found


def _segment(told: dict[str, Any]) -> Segment:
    return Segment(told["first"], told["last"], {name: File(**file) for name, file in told["files"].items()})


def read(folder: Path) -> Manifest:
    """The manifest of a folder. Raises LakeError when there is none."""
    try:
        return parse((folder / MANIFEST).read_text(encoding="utf-8"), str(folder))
    except (OSError, UnicodeDecodeError) as missing:
        raise LakeError(_("“%(folder)s” không phải là kho số liệu; hãy chạy: dangvu lake export.") % {"folder": folder}) from missing


def write(folder: Path, manifest: Manifest) -> None:
    """Put a manifest in the place of the one before it, once everything it names is on the disk."""
    beside = folder / f"{MANIFEST}.part"
    with beside.open("w", encoding="utf-8") as stream:
        stream.write(manifest.text())
        stream.flush()
        os.fsync(stream.fileno())
    beside.replace(folder / MANIFEST)
    settle(folder)


def settle(path: Path) -> None:
    """Make sure a file or a folder's list of names is on the disk, where the system lets one ask for it."""
    try:
        # Windows brings to the disk only what is open for writing, and opens no folders; a rename is as safe there as it gets.
        handle = os.open(path, os.O_RDWR if os.name == "nt" else os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def measured(folder: Path, file: Path, rows: int) -> File:
    """A written file as the manifest names it."""
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    settle(file)
    return File(file.relative_to(folder).as_posix(), digest, file.stat().st_size, rows)
