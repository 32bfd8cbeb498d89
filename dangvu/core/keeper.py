"""The process that keeps the workers of a server once they are forked: run by a bare interpreter, without the program.

What forked the workers holds the whole program, and what both of them write to stays in it a third time. It has nothing to do but to
wait, so it becomes this (``become``): the same process, the same children, a tenth of the memory. Nothing of the program is imported here.
"""

from __future__ import annotations

import os
import signal
import sys

STOPPING = {signal.SIGTERM, signal.SIGINT} | ({signal.SIGHUP} if hasattr(signal, "SIGHUP") else set())
WAITED_FOR = STOPPING | ({signal.SIGCHLD} if hasattr(signal, "SIGCHLD") else set())

AGAIN = 0.5
"""Seconds after which workers that were told to end and have not are told again: one that has only just begun does not hear it."""


def hold() -> None:
    """Have signals wait from now on until the keeper looks at them, in this thread and in all that it begins.

    Call it before there are others: one of them would take a signal for a program that is about to be another. Processes that are forked
    hear theirs.
    """
    signal.pthread_sigmask(signal.SIG_BLOCK, WAITED_FOR)
    os.register_at_fork(after_in_child=_hear)


def _hear() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, WAITED_FOR)


def become(workers: list[int], fault: str) -> None:
    """Go on as the keeper of these processes, after ``hold``. It comes back only if that cannot be.

    ``fault``: what is said when one of them ends without being told to.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    words = [sys.executable, "-I", "-S", __file__, fault, *map(str, workers)]
    try:
        os.execv(sys.executable, words)  # noqa: S606 - this very interpreter, and no words of anybody else
    except OSError:
        _hear()


def kept(workers: set[int], fault: str) -> int:
    """Wait until all have ended. One that ends by itself takes the others along, and the exit code is 1."""
    told, code = False, 0
    while left := workers:
        ended = set(filter(_ended, left))
        workers = left - ended
        if ended and not told:
            sys.stderr.write(f"{fault}\n")
            told, code = _tell(workers), 1
        if workers and not ended:
            heard = signal.sigtimedwait(WAITED_FOR, AGAIN) if told else signal.sigwaitinfo(WAITED_FOR)
            if heard is None or (heard.si_signo in STOPPING and not told):
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
