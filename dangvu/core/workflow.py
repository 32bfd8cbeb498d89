"""A workflow as a table: each verb leads from some states to one other. Pure: it knows neither forms nor records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar


class Move(Protocol):
    """A row of the table. ``otherwise`` is the state when what the verb asks for is not granted, empty when nothing is asked."""

    @property
    def verb(self) -> str: ...

    @property
    def sources(self) -> tuple[str, ...]: ...

    @property
    def target(self) -> str: ...

    @property
    def otherwise(self) -> str: ...


M = TypeVar("M", bound=Move)


@dataclass(frozen=True)
class Workflow(Generic[M]):
    """States with their titles, the one it starts in, those it may end in, and the moves between them."""

    states: Mapping[str, object]
    start: str
    ends: tuple[str, ...]
    moves: tuple[M, ...]

    def open(self, state: str) -> bool:
        """Whether a case in this state still goes on."""
        return state not in self.ends

    def choices(self, state: str) -> list[M]:
        """The moves that a case in this state may make, in the order of the table."""
        return [move for move in self.moves if state in move.sources]

    def move(self, verb: str) -> M | None:
        """The row of a verb, None when the table has none."""
        return next((move for move in self.moves if move.verb == verb), None)

    def faults(self) -> list[str]:
        """What is wrong with the table: unknown or unreachable states, dead ends that are no ends, verbs told twice."""
        return [*self._unknown(), *self._unreachable(), *self._dead_ends(), *self._twice()]

    def _unknown(self) -> Iterator[str]:
        for move in self.moves:
            for state in (*move.sources, *targets(move)):
                if state not in self.states:
                    yield f"{move.verb}: unknown state {state}"
        yield from (f"unknown end {state}" for state in (self.start, *self.ends) if state not in self.states)

    def _unreachable(self) -> Iterator[str]:
        reached = self.reachable(self.start)
        yield from (f"unreachable state {state}" for state in self.states if state not in reached)

    def _dead_ends(self) -> Iterator[str]:
        for state in self.states:
            if self.open(state) and not self.reachable(state).intersection(self.ends):
                yield f"no way to an end from {state}"
            if not self.open(state) and any(state in move.sources and not set(targets(move)) <= set(self.ends) for move in self.moves):
                yield f"{state} is an end and goes on"

    def _twice(self) -> Iterator[str]:
        verbs = [move.verb for move in self.moves]
        yield from (f"verb {verb} stands twice" for verb in dict.fromkeys(verbs) if verbs.count(verb) > 1)

    def reachable(self, state: str) -> set[str]:
        """The state itself and every state it can come to."""
        found = [state]
        for each in found:
            found.extend(target for move in self.choices(each) for target in targets(move) if target not in found)
        return set(found)


def targets(move: Move) -> Iterable[str]:
    """The states a move may lead to."""
    return (move.target, move.otherwise) if move.otherwise else (move.target,)
