"""Files that people bring, made harmless: pictures drawn anew without what a camera wrote into them, Word and Excel files without
anything that runs.

Errors are :class:`Harmful`; whoever receives the file says so in the user's words.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS = 60_000_000
"""Pixels of the largest picture: more than any telephone makes."""
PARTS, UNPACKED, RATIO = 5000, 300 * 2**20, 300
"""Of an Office file: parts, bytes once unpacked, and times its own size."""
WORKBOOK = 150 * 2**20
"""Bytes of an Excel file once unpacked: all of it is read, where a Word file is only kept."""
OLD_MACROS = "_VBA_PROJECT".encode("utf-16-le")
"""What the directory of an old Excel file (.xls) calls the storage of its macros."""
PRINTER = "printersettings"
FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG"}
EXTERNAL = re.compile(rb'TargetMode\s*=\s*["\']External["\']', re.IGNORECASE)
HARMLESS_LINK = re.compile(rb"/relationships/hyperlink[\"']")
RUNS = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFile)\b")


class Harmful(ValueError):
    """The file is broken, a trap, or holds what could run. ``why``: picture, bomb, macro, link or script."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def picture(raw: bytes, media: str) -> bytes:
    """The picture drawn anew, upright, without place, time, device or anything hidden behind it. Raises Harmful."""
    try:
        with Image.open(io.BytesIO(raw), formats=[FORMATS[media]]) as found:
            if found.width * found.height > PIXELS:
                raise Harmful("bomb")
            drawn = ImageOps.exif_transpose(found)
            kept = drawn.convert("RGB") if media == "image/jpeg" else drawn.convert("RGBA" if "A" in drawn.getbands() else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        if isinstance(error, Harmful):
            raise
        raise Harmful("picture") from error
    target = io.BytesIO()
    kept.save(target, FORMATS[media], **({"quality": 90, "optimize": True} if media == "image/jpeg" else {"optimize": True}))
    return target.getvalue()


def word(raw: bytes) -> None:
    """Refuse a Word file that unpacks without end, runs something, or fetches something from elsewhere. Raises Harmful."""
    for name, part in _parts(raw, UNPACKED):
        _harmless(name, part)
        if name.endswith(".rels") and any(map(_fetches, part.split(b"<Relationship "))):
            raise Harmful("link")


def _fetches(relation: bytes) -> bool:
    """Whether a part of the file lies elsewhere; a link to be clicked does not count."""
    return bool(EXTERNAL.search(relation)) and not HARMLESS_LINK.search(relation)


def workbook(raw: bytes) -> None:
    """Refuse an Excel file that unpacks without end or runs something. What it links to is never followed. Raises Harmful."""
    for name, part in _parts(raw, WORKBOOK):
        # How a printer was set up is the one binary part that files of ordinary offices hold.
        if PRINTER not in name:
            _harmless(name, part)


def old_workbook(raw: bytes) -> None:
    """Refuse an old Excel file (.xls) with macros. Raises Harmful."""
    if OLD_MACROS in raw:
        raise Harmful("macro")


def _parts(raw: bytes, most: int) -> Iterator[tuple[str, bytes]]:
    """The parts of an Office file, one by one, once it is known that they have an end. Raises Harmful."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as parts:
            listed = parts.infolist()
            size = sum(each.file_size for each in listed)
            if len(listed) > PARTS or size > most or size > RATIO * len(raw):
                raise Harmful("bomb")
            for each in listed:
                yield each.filename.lower(), parts.read(each)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, zlib.error) as error:
        raise Harmful("bomb") from error


def _harmless(name: str, raw: bytes) -> None:
    if name.endswith((".bin", ".exe", ".dll", ".js", ".vbs")) or "activex" in name or "vbaproject" in name:
        raise Harmful("macro")
    if name.endswith((".xml", ".rels", ".vml")):
        if b"<!DOCTYPE" in raw or b"<!ENTITY" in raw:
            raise Harmful("bomb")
        if b"macroEnabled" in raw:
            raise Harmful("macro")


def pdf(raw: bytes) -> None:
    """Refuse a PDF that says it runs something. Raises Harmful."""
    if RUNS.search(raw):
        raise Harmful("script")
