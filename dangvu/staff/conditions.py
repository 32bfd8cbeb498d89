"""Conditions on persons written by hand: Django takes longer to write such questions than the database to answer them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Func


@dataclass(frozen=True)
class Text:
    """A piece of a statement with its values. ``{person}`` stands for a person's id."""

    text: str
    values: tuple[Any, ...] = ()

    def of(self, person: str) -> Text:
        """The same of the person whose id is named."""
        return Text(self.text.format(person=person), self.values)


class Asked(Func):
    """All of some conditions on the person whose id a field holds, in their order: SQLite tests them so, and what is cheap stands first."""

    output_field = BooleanField()

    def __init__(self, field: str, *conditions: Text) -> None:
        super().__init__(field, conditions=conditions)

    def as_sql(self, compiler: Any, connection: Any, *_told: Any, **_extra: Any) -> tuple[str, tuple[Any, ...]]:
        """The conditions about the field's column."""
        person, _values = compiler.compile(self.source_expressions[0])
        told = [each.of(person) for each in self.extra["conditions"]]
        return " AND ".join(f"({each.text})" for each in told), joined(told, "").values


def joined(parts: Sequence[Text], between: str) -> Text:
    """Several pieces as one."""
    return Text(between.join(each.text for each in parts), tuple(value for each in parts for value in each.values))
