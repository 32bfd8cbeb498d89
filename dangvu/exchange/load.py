"""Load files of entries: one JSON object a line, UTF-8. A file is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import orjson
from django.utils.translation import gettext as _

from dangvu.figures.names import known_code
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import Line, LoadReport, append_lines

LONGEST = 1_000_000
"""Bytes of the longest line accepted: a line holds one event."""

UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def load_file(
    path: Path, *, actor: str, replay: bool = False, dry_run: bool = False, progress: Callable[[int], None] | None = None
) -> LoadReport:
    """Load one file. Every fault is in the report's ``errors``, and then nothing was written. Raises OSError if unreadable."""
    with path.open("rb") as stream:
        return append_lines(
            read_lines(stream),
            actor=actor,
            knows_figure=known_code,
            origin=f"load/{path.name}",
            replay=replay,
            dry_run=dry_run,
            progress=progress,
        )


def load_lines(lines: Iterable[dict[str, Any]], *, actor: str, replay: bool = False, dry_run: bool = False) -> LoadReport:
    """Load objects already in memory, as ``load_file`` does."""
    numbered: Iterable[Line] = enumerate(lines, start=1)
    return append_lines(numbered, actor=actor, knows_figure=known_code, origin="load", replay=replay, dry_run=dry_run)


def read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Objects of a file with their line numbers; what cannot be read is a fault in its place. Blank lines are passed over."""
    fault = _encoding_fault(stream)
    if fault is not None:
        yield 1, fault
        return
    number = 0
    while text := stream.readline(LONGEST + 1):
        number += 1
        if len(text) > LONGEST:
            yield number, _too_long(number)
            _skip_line(stream, text)
        elif text.strip():
            yield number, _object(number, text)


def _encoding_fault(stream: BinaryIO) -> Fault | None:
    start = stream.read(4)
    stream.seek(0)
    if start.startswith(UTF8_MARK):
        return Fault(1, "", _("Tệp bắt đầu bằng dấu BOM; hãy lưu lại dạng UTF-8 không BOM rồi nạp lại."))
    if start.startswith(UTF16_MARKS) or b"\0" in start:
        return Fault(1, "", _("Tệp không phải UTF-8 (có vẻ là UTF-16); hãy lưu lại dạng UTF-8 không BOM rồi nạp lại."))
    return None


def _too_long(number: int) -> Fault:
    message = _("Dòng dài quá %(limit)d byte; mỗi dòng chỉ ghi một việc, hãy kiểm tra tệp có bị mất dấu xuống dòng không.")
    return Fault(number, "", message % {"limit": LONGEST})


def _skip_line(stream: BinaryIO, text: bytes) -> None:
    while text and not text.endswith(b"\n"):
        text = stream.readline(LONGEST)


def _object(number: int, text: bytes) -> dict[str, Any] | Fault:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError:
        return Fault(number, "", _undecodable(text))
    if not isinstance(found, dict):
        return Fault(number, "", _("Dòng này không phải một đối tượng JSON {…}; mỗi dòng ghi một việc."))
    return found


def _undecodable(text: bytes) -> str:
    try:
        text.decode()
    except UnicodeDecodeError:
        return _("Dòng này không phải chữ UTF-8; hãy lưu lại tệp dạng UTF-8 không BOM.")
    if not text.endswith(b"\n"):
        return _("Dòng này bị cắt giữa chừng (tệp chưa đủ); hãy lấy lại tệp đầy đủ rồi nạp lại.")
    return _("Dòng này không đúng dạng JSON; hãy kiểm tra dấu ngoặc, dấu phẩy và dấu nháy.")
