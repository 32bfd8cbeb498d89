"""What casework says when it will not do something."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A field that cannot be accepted and a sentence that says what to do. ``who``: whom it is about, in a bulk."""

    field: str
    message: str
    who: str = ""


class Refused(Exception):
    """Nothing was written: every problem found is in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(problem.message for problem in self.problems))
