"""Files of papers: checked by their own bytes, kept by their hash under the home directory, outside everything that is served."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.models import Paper, PaperFile

LARGEST = 20 * 2**20
"""Bytes of the largest file: a scan of some dozens of pages."""

MAGIC = (
    (b"%PDF-", ".pdf", "application/pdf"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", ".png", "image/png"),
)
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SUFFIXES = {".jpeg": ".jpg"}


def media_of(raw: bytes, name: str) -> str:
    """What a file is by its bytes; its name must agree. Raises Refused with a sentence."""
    suffix = Path(name).suffix.lower()
    suffix = SUFFIXES.get(suffix, suffix)
    for start, ending, media in MAGIC:
        if raw.startswith(start) and suffix == ending:
            return media
    if raw.startswith(b"PK\x03\x04") and b"word/" in raw and suffix == ".docx":
        return WORD
    message = _("Tệp “%(name)s” không phải PDF, ảnh JPEG, PNG hay văn bản Word (.docx) đúng với tên của nó; hãy chọn tệp khác.")
    raise Refused([Problem("file", message % {"name": name[:80]})])


def check(raw: bytes, name: str) -> str:
    """What a file is, if it may be kept at all. Raises Refused."""
    if len(raw) > LARGEST:
        message = _("Tệp lớn hơn %(limit)d MB; hãy quét với độ phân giải thấp hơn hoặc tách ra.")
        raise Refused([Problem("file", message % {"limit": LARGEST // 2**20})])
    if not raw:
        raise Refused([Problem("file", _("Tệp rỗng; hãy chọn lại."))])
    return media_of(raw, name)


def attach(paper: Paper, name: str, raw: bytes, *, actor: str) -> PaperFile:
    """Keep a file with a paper. The same bytes are stored once. Raises Refused."""
    media, digest = keep(raw, name)
    return PaperFile.objects.create(
        paper=paper, name=plain_name(name), media=media, size=len(raw), sha256=digest, actor=actor, recorded_at=timezone.now()
    )


def keep(raw: bytes, name: str) -> tuple[str, str]:
    """Keep bytes that may be kept; what they are, and the hash they lie under. Raises Refused."""
    media, digest = check(raw, name), hashlib.sha256(raw).hexdigest()
    _store(digest, raw)
    return media, digest


def plain_name(name: str) -> str:
    """The name of a file without the folders it came from."""
    return Path(name.replace("\\", "/")).name[-200:]


def path_of(file: PaperFile) -> Path:
    """Where the bytes lie."""
    return _place(file.sha256)


def content(file: PaperFile) -> bytes:
    """The bytes, proved by their hash. Raises Refused when they are gone or changed."""
    return read(file.sha256)


def read(digest: str) -> bytes:
    """The bytes of a hash, proved by it. Raises Refused when they are gone or changed."""
    try:
        raw = _place(digest).read_bytes()
    except OSError:
        raw = b""
    if hashlib.sha256(raw).hexdigest() != digest:
        raise Refused([Problem("file", _("Tệp đã mất hoặc bị thay đổi trên đĩa; hãy lấy lại từ bản sao lưu."))])
    return raw


def _place(digest: str) -> Path:
    return Path(settings.HOME) / "papers" / digest[:2] / digest


def _store(digest: str, raw: bytes) -> None:
    """Write to one side, then rename: there is never half a file under a hash."""
    place = _place(digest)
    if place.exists():
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, beside = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as out:
        out.write(raw)
    Path(beside).replace(place)
