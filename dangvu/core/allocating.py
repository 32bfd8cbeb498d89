"""How memory is asked of the system in a process that serves: of the C library of Linux; elsewhere nothing is changed."""

from __future__ import annotations

import ctypes

M_ARENA_MAX = -8
"""The number by which the C library knows the setting; it is fixed (malloc.h)."""


def one_arena() -> None:
    """Have all threads take small pieces from one place. Call it before there are threads.

    Otherwise each thread that has to wait gets a place of its own, of which most stays unused; threads of Python wait anyway.
    """
    try:
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)
    except (AttributeError, OSError, TypeError):
        # Another C library.
        return
