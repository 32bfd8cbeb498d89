"""The chained hash of an entry: over its own fields, its legs, and the hash before it."""

from __future__ import annotations

import datetime as dt
import hashlib
import secrets
from collections.abc import Sequence
from typing import Any

import orjson

UTC = dt.UTC
MOMENT = len("2020-01-01 00:00:00.000000")


def moment_text(moment: dt.datetime) -> str:
    """A moment as the chain and SQLite write it: UTC, microseconds always shown."""
    return moment.astimezone(UTC).isoformat(" ", "microseconds")[:MOMENT]


def entry_hash(previous: str, fields: Sequence[Any], legs: Sequence[Sequence[Any]]) -> str:
    """SHA-256 over the previous hash and the canonical JSON of fields and legs; 64 hex digits."""
    return hashlib.sha256(previous.encode() + orjson.dumps((fields, legs))).hexdigest()


def seal(text: str) -> tuple[str, str]:
    """A fresh salt and the digest an entry keeps of personal values; without salt and text the digest tells nothing."""
    salt = secrets.token_hex(16)
    return salt, digest(salt, text)


def digest(salt: str, text: str) -> str:
    """SHA-256 of salt and text."""
    return hashlib.sha256((salt + text).encode()).hexdigest()


def canonical(data: dict[str, Any]) -> str:
    """JSON with sorted keys, as text."""
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS).decode()
