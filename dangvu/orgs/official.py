"""What is an official document is written in Vietnamese, whatever language its author reads the pages in."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.utils import translation

P = ParamSpec("P")
T = TypeVar("T")


def in_vietnamese(function: Callable[P, T]) -> Callable[P, T]:
    """Words that the function takes from the catalogue are Vietnamese."""

    @wraps(function)
    def official(*args: P.args, **kwargs: P.kwargs) -> T:
        with translation.override("vi"):
            return function(*args, **kwargs)

    return official
