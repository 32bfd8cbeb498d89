"""What a write leaves for the next one of this process: accounts and structure are not asked for while nobody else has written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dangvu.ledger.store import Head
from dangvu.ledger.structure import Structure


@dataclass(frozen=True)
class Carried:
    """Accounts by key, and the structure, as they are at an entry: true of every book whose last entry and newest account are these.

    The account is looked at too: a transaction that came to nothing leaves a gap in PostgreSQL's numbers, so the same entries may
    have got other accounts in another book.
    """

    head: str
    account: int | None
    accounts: Mapping[str, int]
    structure: Structure


_last: list[Carried] = []


def over(head: Head) -> Carried | None:
    """What was carried over to the book as it is now, None when somebody else wrote last."""
    found = _last[0] if _last else None
    return found if found and (found.head, found.account) == (head.last_hash, head.account) else None


def keep(carried: Carried) -> None:
    """To be called when the write is committed. The structure must change no more."""
    _last[:] = [carried]
