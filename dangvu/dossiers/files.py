"""Files of papers: checked by their own bytes, kept by their hash under the home directory, outside everything that is served."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core import uploads
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.models import Paper, PaperFile
from dangvu.orgs import vault

LARGEST = 20 * 2**20
"""Bytes of the largest file: a scan of some dozens of pages."""

DIGEST = 64
"""Letters of a SHA-256 in hexadecimal."""

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
    media = media_of(raw, name)
    _harmless(raw, media)
    return media


HARM = {
    "picture": lazy("Ảnh hỏng hoặc không phải ảnh; hãy chụp hoặc quét lại."),
    "bomb": lazy("Tệp quá lớn khi mở ra hoặc đã hỏng; hãy lưu lại thành tệp khác."),
    "macro": lazy("Văn bản Word có mã chạy kèm (macro); hãy lưu lại thành .docx không có macro."),
    "link": lazy("Văn bản Word tự tải dữ liệu từ nơi khác; hãy lưu lại thành tệp không có liên kết ấy."),
    "script": lazy("Tệp PDF có mã chạy kèm; hãy in ra rồi quét lại, hoặc xuất lại thành PDF thường."),
}


def _harmless(raw: bytes, media: str) -> bytes:
    """The bytes to be kept: a picture drawn anew, any other file as it is. Raises Refused for a harmful one."""
    try:
        if media in uploads.FORMATS:
            return uploads.picture(raw, media)
        (uploads.word if media == WORD else uploads.pdf)(raw)
    except uploads.Harmful as harm:
        raise Refused([Problem("file", str(HARM[harm.why]))]) from harm
    return raw


def attach(paper: Paper, name: str, raw: bytes, *, actor: str) -> PaperFile:
    """Keep a file with a paper. The same bytes are stored once. Raises Refused."""
    media, digest = keep(raw, name)
    size = len(read(digest))
    return PaperFile.objects.create(
        paper=paper, name=plain_name(name), media=media, size=size, sha256=digest, actor=actor, recorded_at=timezone.now()
    )


def keep(raw: bytes, name: str) -> tuple[str, str]:
    """Keep bytes that may be kept, pictures drawn anew; what they are, and the hash they lie under. Raises Refused."""
    media = check(raw, name)
    return media, store(_harmless(raw, media))


def store(raw: bytes) -> str:
    """Keep bytes that somebody has looked at already, sealed; the hash they lie under."""
    digest = hashlib.sha256(raw).hexdigest()
    _store(digest, raw)
    return digest


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
    """The bytes of a hash, opened and proved by it. Raises Refused when they are gone or changed."""
    raw = _kept(digest)
    if raw is None:
        raise Refused([Problem("file", _("Tệp đã mất hoặc bị thay đổi trên đĩa; hãy lấy lại từ bản sao lưu."))])
    return raw


def _kept(digest: str) -> bytes | None:
    """What lies under a hash, opened; None when it is gone or is not what the hash says."""
    try:
        kept = _place(digest).read_bytes()
        # What an earlier version of the program kept lies in the clear under the same hash.
        raw = kept if hashlib.sha256(kept).hexdigest() == digest else vault.open_bytes(kept, digest)
    except (OSError, vault.Unreadable):
        return None
    return raw if hashlib.sha256(raw).hexdigest() == digest else None


def _place(digest: str) -> Path:
    return Path(settings.HOME) / "papers" / digest[:2] / digest


def _store(digest: str, raw: bytes) -> None:
    """Seal, write to one side, then rename: there is never half a file under a hash. One that was spoilt is put right by its like."""
    place = _place(digest)
    if _kept(digest) == raw:
        return
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    _write(place, vault.seal_bytes(raw, digest))


def _write(place: Path, raw: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=place.parent)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(place)
    finally:
        beside.unlink(missing_ok=True)


def discard(digest: str) -> None:
    """Overwrite a file and take it away: nothing needs it any more."""
    place = _place(digest)
    if place.exists():
        with place.open("r+b") as out:
            out.write(bytes(place.stat().st_size))
            out.flush()
            os.fsync(out.fileno())
        place.unlink()


def reseal() -> int:
    """Seal every kept file with the current key; how many there are."""
    found = [place for place in (Path(settings.HOME) / "papers").glob("??/*") if len(place.name) == DIGEST]
    for place in found:
        _write(place, vault.seal_bytes(read(place.name), place.name))
    return len(found)
