"""Saving Word and Excel files so that the same content gives the same bytes: the register hashes what was issued."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document as Word

# A zip file cannot say "no date"; this is the earliest day it knows.
_NO_DATE = (1980, 1, 1, 0, 0, 0)


def saved(word: Word) -> bytes:
    """A Word file's bytes, with no trace of when or where they were written."""
    raw = io.BytesIO()
    word.save(raw)
    return undated(raw.getvalue(), {})


def undated(raw: bytes, changes: Mapping[str, Callable[[bytes], bytes]]) -> bytes:
    """The same archive without its own dates; ``changes`` put some of its parts right."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as source, zipfile.ZipFile(result, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _NO_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the default names the operating system
            target.writestr(entry, changes.get(name, bytes)(source.read(name)))
    return result.getvalue()
