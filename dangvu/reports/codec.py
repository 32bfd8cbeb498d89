"""Dataclasses to canonical JSON and back. A decimal is a text, a day an ISO text, so that nothing is ever a float."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
import typing
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from django.utils.functional import Promise

T = TypeVar("T")


def dump(value: Any) -> str:
    """Canonical text: sorted keys, no spaces, letters as they are. Equal values give equal texts; a float raises TypeError."""
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def load(kind: type[T], text: str) -> T:
    """The value a text was dumped from. Fields added since then take their defaults."""
    found: T = _typed(kind, json.loads(text))
    return found


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dt.date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | bool):
        return value
    if isinstance(value, Promise):
        return str(value)  # what is frozen is the sentence that was printed
    raise TypeError(f"{type(value).__name__} has no canonical text")


def _typed(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        return _one_of(typing.get_args(kind), value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(kind)[0], each) for each in value)
    if origin is dict:
        return {key: _typed(typing.get_args(kind)[1], each) for key, each in value.items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(typing.cast(type, kind))
        return kind(**{name: _typed(hints[name], each) for name, each in value.items() if name in hints})  # type: ignore[operator]
    if kind in (dt.date, Decimal):
        return dt.date.fromisoformat(value) if kind is dt.date else Decimal(value)
    return value


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    """None stays None; of whole number and decimal the text is the decimal."""
    if value is None:
        return None
    real = [kind for kind in kinds if kind is not type(None)]
    if len(real) == 1:
        return _typed(real[0], value)
    return Decimal(value) if Decimal in real and isinstance(value, str) else value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
