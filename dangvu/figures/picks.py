"""Which accounts a figure sums: a measure and a condition on each attribute that matters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from dangvu.core.vietnamese import fold
from dangvu.ledger.measures import ATTRIBUTES, PERSONAL


class Test(Protocol):
    """A condition on the text of one attribute; ``None`` is an attribute the account does not have."""

    def holds(self, text: str | None) -> bool: ...


@dataclass(frozen=True)
class OneOf:
    """The attribute is one of these texts."""

    values: tuple[str, ...]

    def holds(self, text: str | None) -> bool:
        return text in self.values


@dataclass(frozen=True)
class NoneOf:
    """The attribute is missing, or none of these texts."""

    values: tuple[str, ...]

    def holds(self, text: str | None) -> bool:
        return text not in self.values


@dataclass(frozen=True)
class Prefix:
    """The attribute begins so, and is none of the exceptions."""

    prefix: str
    but: tuple[str, ...] = ()

    def holds(self, text: str | None) -> bool:
        return text is not None and text.startswith(self.prefix) and text not in self.but


@dataclass(frozen=True)
class Present:
    """The attribute is there and not empty."""

    def holds(self, text: str | None) -> bool:
        return bool(text)


@dataclass(frozen=True)
class Unlike:
    """The text, without case and tones, is none of these: for what people write freely (“Kinh”, “kinh”)."""

    folded: tuple[str, ...]

    def holds(self, text: str | None) -> bool:
        return text is not None and fold(text) not in self.folded


@dataclass(frozen=True)
class Pick:
    """Accounts of a measure whose attributes pass every test."""

    measure: str
    where: tuple[tuple[str, Test], ...] = ()

    def matches(self, measure: str, attrs: dict[str, str]) -> bool:
        """Whether an account with this measure and these attributes is picked."""
        return measure == self.measure and all(test.holds(attrs.get(name)) for name, test in self.where)

    def fixed(self, name: str) -> str | None:
        """The single text the pick allows for an attribute, None when it leaves a choice."""
        test = dict(self.where).get(name)
        return test.values[0] if isinstance(test, OneOf) and len(test.values) == 1 else None

    @property
    def subject(self) -> str:
        """The measure itself, or what an outside account balances."""
        return self.fixed("of") or "" if self.measure == "outside" else self.measure

    @property
    def attributes(self) -> tuple[str, ...]:
        """Attributes that still tell the picked accounts apart."""
        reason = ("reason",) if self.measure == "outside" else ()
        return tuple(name for name in reason + ATTRIBUTES.get(self.subject, ()) if self.fixed(name) is None)

    @property
    def two_sided(self) -> bool:
        """Whether a row names an organisation on the other side that a reader would ask by."""
        inspected = self.measure == "inspection_target" and self.fixed("target") == "organisation"
        return inspected or self.measure == "handover"

    @property
    def personal(self) -> bool:
        """Whether every row of the pick can name a person."""
        return self.subject in PERSONAL or "member" in (
            self.fixed("target"),
            self.measure in ("discipline", "rating", "commendation") and self.fixed("of"),
        )


def pick(measure: str, **where: str | tuple[str, ...] | Test) -> Pick:
    """Write a pick: a text or several alternatives stand for ``OneOf``."""
    return Pick(measure, tuple((name, _test(wanted)) for name, wanted in sorted(where.items())))


def _test(wanted: str | tuple[str, ...] | Test) -> Test:
    if isinstance(wanted, str):
        return OneOf((wanted,))
    return OneOf(wanted) if isinstance(wanted, tuple) else wanted
