"""Accounts: a measure plus attributes, interned as one small row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from dangvu.ledger.keys import key, parse
from dangvu.ledger.models import Account

__all__ = ["chosen", "ids", "key", "matches", "parse"]

Where = dict[str, str | tuple[str, ...]]


class Keyed(Protocol):
    """An account in whatever form it was read."""

    @property
    def measure(self) -> str: ...
    @property
    def attrs(self) -> Mapping[str, str]: ...


def matches(account: Keyed, measure: str, where: Where) -> bool:
    """Whether an account is of the measure and each named attribute is the value, or one of the values, asked for."""
    if account.measure != measure:
        return False
    for name, wanted in where.items():
        alternatives = wanted if isinstance(wanted, tuple) else (wanted,)
        if account.attrs.get(name, "") not in alternatives:
            return False
    return True


def ids(measure: str, **where: str | tuple[str, ...]) -> list[int]:
    """Ids of the accounts that match. There are some hundreds in all, so they are read and tried one by one."""
    return [each.pk for each in chosen(Account.objects.filter(measure=measure), measure, where)]


def chosen(accounts: Iterable[Account], measure: str, where: Where) -> list[Account]:
    """Those of the accounts that match."""
    return [account for account in accounts if matches(account, measure, where)]
