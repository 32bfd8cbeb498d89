"""The process that keeps the workers of a server once they are forked: run by a bare interpreter, without the program.

What forked the workers holds the whole program, and what both of them write to stays in it a third time. It has nothing to do but to
wait, so it becomes this (``become``): the same process, the same children, a tenth of the memory. Nothing of the program is imported here.
"""

from __future__ import annotations

import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

STOPPING = {signal.SIGTERM, signal.SIGINT} | ({signal.SIGHUP} if hasattr(signal, "SIGHUP") else set())
WAITED_FOR = STOPPING | ({signal.SIGCHLD} if hasattr(signal, "SIGCHLD") else set())


def become(workers: list[int], fault: str, stopping: Callable[[], bool]) -> None:
    """Go on as the keeper of these processes. It comes back only if that cannot be, or if ``stopping`` says that all is over already.

    ``fault``: what is said when one of them ends without being told to.
    """
    # Signals wait until the keeper looks at them, through the change of program too.
    signal.pthread_sigmask(signal.SIG_BLOCK, WAITED_FOR)
    try:
        if not stopping():
            sys.stdout.flush()
            sys.stderr.flush()
            words = [sys.executable, "-I", "-S", __file__, fault, *map(str, workers)]
            os.execv(sys.executable, words)  # noqa: S606 - this very interpreter, and no words of anybody else
    except OSError:
        return
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITED_FOR)


def kept(workers: set[int], fault: str) -> int:
    """Wait until all have ended. One that ends by itself takes the others along, and the exit code is 1."""
    told, code = False, 0
    while left := workers:
        ended = set(filter(_ended, left))
        workers = left - ended
        if ended and not told:
            sys.stderr.write(f"{fault}\n")
            told, code = _tell(workers), 1
        if workers and not ended and signal.sigwait(WAITED_FOR) in STOPPING and not told:
            told = _tell(workers)
    return code


def _ended(pid: int) -> bool:
    try:
        return bool(os.waitpid(pid, os.WNOHANG)[0])
    except ChildProcessError:
        # It had ended, and somebody had asked for it, before this process became the keeper.
        return True


def _tell(workers: set[int]) -> bool:
    """Ask them to answer what they are at and to end."""
    for pid in workers:
        os.kill(pid, signal.SIGTERM)
    return True


if __name__ == "__main__":
    sys.exit(kept(set(map(int, sys.argv[2:])), sys.argv[1]))
