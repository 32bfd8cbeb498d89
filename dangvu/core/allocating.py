"""How memory is asked of the system in a process that serves: of the C library of Linux; elsewhere nothing is changed."""

from __future__ import annotations

import ctypes
from typing import Any

M_ARENA_MAX = -8
"""The number by which the C library knows the setting; it is fixed (malloc.h)."""
PIECES = range(2048, 16, -16)
"""Bytes of the pieces that gaps are filled with."""
ASIDE = 7
"""Pieces of each size that a thread has aside: one more that comes from no gap is from the end, and no gap of this size is left."""


class _Told(ctypes.Structure):
    """``struct mallinfo2``: what the C library tells of its memory."""

    _fields_ = [(name, ctypes.c_size_t) for name in "arena ordblks smblks hblks hblkhd usmblks fsmblks uordblks fordblks keepcost".split()]


def one_arena() -> None:
    """Have all threads take small pieces from one place. Call it before there are threads.

    Otherwise each thread that has to wait gets a place of its own, of which most stays unused; threads of Python wait anyway.
    """
    library = _library()
    if library is not None:
        library.mallopt(M_ARENA_MAX, 1)


def fill_gaps() -> None:
    """Take what is free between pieces in use, and keep it. Call it once, before workers are forked.

    A worker would put its own small pieces there, each into another page of the system's memory, and a page that is written to is shared no
    longer. Now they come from fresh memory, one beside the other. The gaps are a megabyte; the pages around them are twelve.
    """
    library = _library()
    if library is None:
        return
    for size in PIECES:
        free, missed = _free(library), 0
        while free >= size and missed <= ASIDE:
            library.malloc(size)
            left = _free(library)
            missed = missed + 1 if left >= free else 0
            free = left


def _library() -> Any:
    """The C library, None where it is another one."""
    try:
        library = ctypes.CDLL(None)
        library.mallinfo2.restype = _Told
    except (AttributeError, OSError, TypeError):
        return None
    library.malloc.restype, library.malloc.argtypes = ctypes.c_void_p, [ctypes.c_size_t]
    return library


def _free(library: Any) -> int:
    """Bytes that are free, save those at the end."""
    told = library.mallinfo2()
    return int(told.fordblks - told.keepcost)
