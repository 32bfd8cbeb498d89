"""Files of random keys, made at their first use: whole or not at all, by one process only, readable by their owner."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


def kept(path: Path, make: Callable[[], bytes]) -> bytes:
    """The key of a file; where there is none yet, one that ``make`` gives. Raises OSError when it cannot be read or written."""
    if not path.exists():
        create(path, make())
    return path.read_bytes()


def create(path: Path, raw: bytes) -> None:
    """Put a key in its place, unless another process was first: its key holds then. Nobody ever reads half of one."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = written(path, raw)
    try:
        os.link(beside, path)
    except FileExistsError:
        return
    except OSError:
        # A disk without hard links (a stick, some network shares).
        if not path.exists():
            beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def written(path: Path, raw: bytes) -> Path:
    """A file beside a key's place, on the disk, readable by its owner only."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.stem}-")
    with os.fdopen(handle, "wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(name)
