"""Accounts: a measure plus attributes, interned as one small row."""

from __future__ import annotations

from collections.abc import Iterable

from dangvu.ledger.models import Account

Where = dict[str, str | tuple[str, ...]]


def key(measure: str, **attrs: str) -> str:
    """The canonical text of an account: ``badge{posthumous=no,years=30}``."""
    inside = ",".join(f"{name}={attrs[name]}" for name in sorted(attrs))
    return f"{measure}{{{inside}}}"


def parse(text: str) -> tuple[str, dict[str, str]]:
    """Measure and attributes of a canonical text."""
    measure, _, inside = text.removesuffix("}").partition("{")
    return measure, dict(part.split("=", 1) for part in inside.split(",") if part)


def matches(account: Account, measure: str, where: Where) -> bool:
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
