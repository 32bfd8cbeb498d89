"""Writing a lake: the whole of the books once, then what is new. What an append costs follows what is new, not what is there.

Segments grow together as they age: an append writes its entries together with those of the youngest segments that are not larger,
up to ``GROWN`` entries, so that ten years of daily appends are some dozens of files. A file is never changed, only left out of the
next manifest, and removed a day later, when nobody reads by the manifest of before. Only what was told of an erased person goes
at once.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.utils.translation import gettext as _

from dangvu.exchange.lake import layout, places, rows
from dangvu.exchange.lake.extras import LakeError, extra
from dangvu.exchange.lake.layout import ACCOUNT, SEGMENTS, TABLES, File, Manifest, Segment
from dangvu.exchange.lake.parquet import Rows, Sink, quoted
from dangvu.ledger import book
from dangvu.ledger.models import Entry

FULL = 500_000
"""Entries of a segment of the first export."""
GROWN = 50_000
"""Entries up to which segments of appends grow together: no append ever writes more than this beside what is new."""
GRACE = 24 * 3600
"""Seconds for which a file stays after the last manifest that names it: somebody may be reading."""
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Written:
    """What a write did: how far the lake goes now, how many entries are new, how many rows and bytes were written."""

    entries: int
    new: int
    rows: int
    size: int


def export(folder: Path, *, leave_out: Sequence[str] = (), progress: Progress = lambda _done: None) -> Written:
    """Write the whole of the books into a new lake, without some attributes of persons. Raises LakeError, and leaves no half lake."""
    if (folder / layout.MANIFEST).exists():
        raise LakeError(_("“%(folder)s” đã là một kho số liệu; hãy chạy: dangvu lake append.") % {"folder": folder})
    unknown = sorted(set(leave_out) - rows.TRAITS.keys())
    if unknown:
        message = _("Không có thuộc tính “%(name)s”; có thể bỏ ra: %(names)s.")
        raise LakeError(message % {"name": unknown[0], "names": ", ".join(rows.TRAITS)})
    return _write(folder, None, tuple(name for name in rows.TRAITS if name not in leave_out), progress)


def append(folder: Path, *, progress: Progress = lambda _done: None) -> Written:
    """Bring a lake up to the books of today. Raises LakeError, and then the lake is as it was."""
    held = layout.read(folder)
    _continues(folder, held)
    return _write(folder, held, held.traits, progress)


def _continues(folder: Path, held: Manifest) -> None:
    """The books must be those the lake was made of, and not have gone back."""
    found = Entry.objects.filter(pk=held.entries).values_list("hash", flat=True).first()
    if found != held.head:
        message = _("Kho “%(folder)s” không phải của sổ này, hoặc sổ đã được khôi phục về trước lúc ghi kho; hãy xuất sang thư mục mới.")
        raise LakeError(message % {"folder": folder})


def _write(folder: Path, held: Manifest | None, traits: tuple[str, ...], progress: Progress) -> Written:
    last = book.last_number()
    if last == 0:
        raise LakeError(_("Sổ chưa có bút toán nào, chưa có gì để xuất."))
    if held is not None and held.entries == last:
        return Written(last, 0, 0, 0)
    try:
        return _written(folder, held, traits, last, progress)
    except (OSError, extra("duckdb", "lake").Error) as problem:
        raise LakeError(_("Không ghi được kho số liệu: %(why)s") % {"why": problem}) from problem


def _written(folder: Path, held: Manifest | None, traits: tuple[str, ...], last: int, progress: Progress) -> Written:
    (folder / SEGMENTS).mkdir(parents=True, exist_ok=True)
    done = held.entries if held else 0
    kept = _kept(held.segments if held else (), last - done)
    start = kept[-1].last + 1 if kept else 1
    erased = rows.erased(done + 1, last)
    kept = _forgotten(folder, kept, erased)
    new = [_segment(folder, first, min(first + FULL - 1, last), traits, progress) for first in range(start, last + 1, FULL)]
    manifest = _manifest(folder, last, traits, (*kept, *new))
    if (layout.read(folder) if held else None) != held or (held is None and (folder / layout.MANIFEST).exists()):
        raise LakeError(_("Một lần ghi khác vừa ghi vào kho này; hãy chạy lại."))
    layout.write(folder, manifest)
    _sweep(folder, held, manifest, at_once=bool(erased))
    files = [file for segment in new for file in segment.files.values()]
    return Written(last, last - done, sum(file.rows for file in files), sum(file.size for file in files))


def _kept(segments: tuple[Segment, ...], new: int) -> tuple[Segment, ...]:
    """Segments that stay as they are: the youngest are written again with the new entries as long as they are not more than those."""
    kept = list(segments)
    while kept and (size := kept[-1].last - kept[-1].first + 1) <= new and size + new <= GROWN:
        new += size
        kept.pop()
    return tuple(kept)


def _manifest(folder: Path, last: int, traits: tuple[str, ...], segments: tuple[Segment, ...]) -> Manifest:
    ends = {number: (digest, moment) for number, digest, moment in
            Entry.objects.filter(pk__in=(1, last)).values_list("number", "hash", "recorded_at")}  # fmt: skip
    accounts = _file(folder, folder / f"account-{_name(last, last)}.parquet", ACCOUNT, "id", [rows.accounts()])
    assert accounts is not None
    return Manifest(ends[1][0], last, ends[last][0], rows.micros(ends[last][1]), traits, accounts, segments)


def _name(first: int, last: int) -> str:
    """A name nobody else takes: two writers at once write beside each other, and the later manifest counts."""
    return f"{first:012d}-{last:012d}-{secrets.token_hex(4)}"


def _segment(folder: Path, first: int, last: int, traits: tuple[str, ...], progress: Progress) -> Segment:
    room = folder / SEGMENTS / _name(first, last)
    room.mkdir()
    course, events = places.changes(first, last)
    read: dict[str, Iterable[Rows]] = {
        "posting": rows.postings(first, last),
        "entry": _counted(rows.entries(first, last), first, progress),
        "told": rows.told(first, last, traits),
        "place": [course],
        "event": [events],
    }
    files = {name: _file(folder, room / f"{name}.parquet", *TABLES[name], pages) for name, pages in read.items()}
    layout.settle(room)
    return Segment(first, last, {name: file for name, file in files.items() if file is not None})


def _counted(pages: Iterable[Rows], first: int, progress: Progress) -> Iterator[Rows]:
    for page in pages:
        first += len(page)
        progress(first)
        yield page


def _file(folder: Path, path: Path, columns: Sequence[layout.Column], order: str, pages: Iterable[Rows]) -> File | None:
    """Write one file; None when there is no row to write."""
    sink = Sink(columns, order)
    for page in pages:
        sink.add(page)
    if not sink.rows:
        return None
    sink.write(path)
    return layout.measured(folder, path, sink.rows)


def _forgotten(folder: Path, segments: tuple[Segment, ...], persons: Sequence[int]) -> tuple[Segment, ...]:
    """The segments without what was told of erased persons."""
    if not persons:
        return segments
    return tuple(_without(folder, segment, persons) if "told" in segment.files else segment for segment in segments)


def _without(folder: Path, segment: Segment, persons: Sequence[int]) -> Segment:
    wanted, file = ", ".join(map(str, persons)), segment.files["told"]
    source = f"read_parquet('{quoted(folder / file.path)}')"
    with extra("duckdb", "lake").connect() as connection:
        gone = connection.execute(f"SELECT COUNT(*) FROM {source} WHERE person_id IN ({wanted})").fetchone()[0]
        if gone in (0, file.rows):
            return segment.without("told") if gone else segment
        path = (folder / file.path).with_name(f"told-{secrets.token_hex(4)}.parquet")
        connection.execute(
            f"COPY (SELECT * FROM {source} WHERE person_id NOT IN ({wanted}) ORDER BY {TABLES['told'][1]}) "
            f"TO '{quoted(path)}' (FORMAT parquet, COMPRESSION zstd)"
        )
    return segment.having("told", layout.measured(folder, path, file.rows - gone))


def _sweep(folder: Path, held: Manifest | None, manifest: Manifest, *, at_once: bool) -> None:
    """Remove what no manifest of the last day names: leftovers of a write that was cut short, segments that grew together.

    ``at_once``: a person was erased, so nothing that is out of the lake may stay on the disk.
    """
    named = {file.path for file in manifest.files()}
    for file in held.files() if held else ():
        if file.path not in named:
            with contextlib.suppress(OSError):
                os.utime(folder / file.path)
    limit = time.time() - (0 if at_once else GRACE)
    for path in [*(folder / SEGMENTS).glob("*/*"), *folder.glob("account-*.parquet")]:
        if path.relative_to(folder).as_posix() not in named and path.stat().st_mtime <= limit:
            with contextlib.suppress(OSError):
                path.unlink()
    for room in (folder / SEGMENTS).iterdir():
        with contextlib.suppress(OSError):
            room.rmdir()


def changed_files(folder: Path) -> list[str]:
    """The files of a lake that are not what its manifest says; empty when all are. Raises LakeError without a manifest."""
    found = []
    for file in layout.read(folder).files():
        path = folder / file.path
        if not path.is_file() or replace(layout.measured(folder, path, file.rows), path=file.path) != file:
            found.append(file.path)
    return found
