"""A claim beside the books: what they give for a question, and whether that is the printed number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import ROUND_DOWN, Decimal
from typing import Any, Final

from dangvu.core.rounding import half_up
from dangvu.figures import remembered, services
from dangvu.figures.base import Figure, Number
from dangvu.figures.engines.scope import Scope
from dangvu.figures.errors import FigureError
from dangvu.figures.proofreader.meaning import Asked
from dangvu.figures.proofreader.questions import Question
from dangvu.figures.proofreader.reading import Claim, Reader
from dangvu.figures.services import Answer, Part, Query, Value

YES, CUT, NO, UNKNOWN = "yes", "cut", "no", "unknown"
FIVE: Final = Decimal(5)
SCALES: Final = {"tỷ đồng": 10**9, "triệu đồng": 10**6, "đồng": 1}


@dataclass(frozen=True, slots=True)
class Found:
    """What the books give: the exact value in the figure's unit. ``base`` is what a rate stands on."""

    value: Number | None
    base: dict[str, Any] | None = None


@dataclass
class Books:
    """The books for one reading: every question is asked once, and questions that come together are asked together."""

    known: int
    reader: Reader
    _scopes: dict[int, Scope] = field(default_factory=dict)
    _parts: dict[tuple[str, Query, str], list[Part]] = field(default_factory=dict)
    _answers: dict[tuple[str, Query], Answer | None] = field(default_factory=dict)

    def prepare(self, questions: Iterable[Question]) -> None:
        """Ask together for the figures of some questions. Parts are asked when they are needed, and only where the whole is not none."""
        together: dict[int, list[tuple[str, Query]]] = defaultdict(list)
        for each in questions:
            for query in (each.query, each.against):
                if query is not None:
                    together[query.org].extend((code, query) for code in each.asked[0].split("+"))
        for asked in together.values():
            self._ask([each for each in asked if each not in self._answers])

    def _ask(self, asked: Sequence[tuple[str, Query]]) -> None:
        if asked:
            # What is asked is known by the number of one entry throughout: the book may grow meanwhile.
            known = {query: replace(query, known=self.known) for query in {query for _code, query in asked}}
            frozen = {(code, known[query]): (code, query) for code, query in asked}
            found = remembered.evaluate_each(frozen)
            self._answers.update({frozen[each]: answer for each, answer in found.items()})

    def _scope(self, org: int) -> Scope:
        if org not in self._scopes:
            self._scopes[org] = services.scope_of(Query(org, known=self.known))
        return self._scopes[org]

    def find(self, question: Question) -> Found:
        """The books' number for a question; a change is this period's less the one it is compared with, growth its percentage."""
        now = self._one(question.asked, question.query)
        if question.against is None or now.value is None:
            return now
        then = self._one(question.asked, question.against)
        if then.value is None:
            return Found(None)
        if question.change == "growth":
            return Found(Decimal(now.value - then.value) * 100 / Decimal(then.value)) if then.value else Found(None)
        return Found(now.value - then.value)

    def _one(self, asked: Asked, query: Query) -> Found:
        code, by, part = asked
        if "+" in code:
            values = [self._one((each, by, part), query).value for each in code.split("+")]
            return Found(None) if None in values else Found(sum(value for value in values if value is not None))
        try:
            return self._part(code, by, part, query) if by else self._whole(code, query)
        except FigureError:
            return Found(None)

    def _whole(self, code: str, query: Query) -> Found:
        if (code, query) not in self._answers:
            self._ask([(code, query)])
        answer = self._answers[code, query]
        return Found(answer.value, answer.base) if answer is not None else Found(None)

    def _part(self, code: str, by: str, part: str, query: Query) -> Found:
        figure = services.get(code, query.known)
        if by not in figure.dimensions:
            return Found(None)
        held = self._parts.get((code, query, by))
        if held is None and not self._whole(code, query).value:
            # Of none there are no parts; a rate without a base has none either.
            return self._whole(code, query)
        if held is None:
            asked = replace(query, known=self.known)
            held = self._parts[code, query, by] = services.breakdown(code, asked, by, self._scope(query.org))
        wanted = part.split("+")
        found = [each for each in held if each.key in wanted or (part == "*" and each.key != "unknown")]
        if not found:
            whole = self._whole(code, query)
            return Found(0 if whole.value is not None else None)
        return _joined(figure, found, held)


def _joined(figure: Figure, found: Sequence[Part], held: Sequence[Part]) -> Found:
    if figure.klass != "rate":
        values = [each.value for each in found]
        return Found(None) if None in values else Found(sum(value for value in values if value is not None))
    if len(found) == 1:
        return Found(found[0].value, found[0].base)
    above = sum((each.base or {}).get("numerator") or 0 for each in found)
    below = max((each.base or {}).get("denominator") or 0 for each in held)
    return Found(half_up(Decimal(above) * 100 / below, 1) if below else None, {"numerator": above, "denominator": below})


def verdict(claim: Claim, found: Found, unit: str, scale: int, places: int) -> str:
    """Whether the printed number is what the books give, in the manner it is printed in."""
    if found.value is None:
        return UNKNOWN
    exact = _exact(found) * SCALES.get(unit, 1) / scale
    if claim.manner == "":
        return _plain(claim.value, exact, places)
    fits = _within(claim, exact, places)
    return YES if fits else NO


def _exact(found: Found) -> Decimal:
    base = found.base or {}
    if base.get("numerator") is not None and base.get("denominator"):
        rate = Decimal(base["numerator"]) * 100 / Decimal(base["denominator"])
        # “16 of 18” is told as a count and keeps its base.
        if found.value is not None and abs(rate - Decimal(found.value)) < 1:
            return rate
    return Decimal(found.value or 0)


def _plain(printed: Decimal, exact: Decimal, places: int) -> str:
    if half_up(exact, places) == printed:
        return YES
    if places and half_up(half_up(exact, 1), places) == printed:
        return YES
    cut = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN)
    return CUT if cut == printed and exact != cut else NO


def step(value: Decimal, places: int) -> Decimal:
    """What a round number is round to: 70 → 10, 400 → 100, 1550 → 50, 196 → 1, 4.9 → 0.1."""
    if places:
        return Decimal(1).scaleb(-places)
    whole, unit = int(abs(value)), Decimal(1)
    while whole and whole % 10 == 0:
        whole, unit = whole // 10, unit * 10
    if whole % 5 == 0 and whole > 5:
        unit *= FIVE
    return unit


def _within(claim: Claim, exact: Decimal, places: int) -> bool:
    value, size = claim.value, step(claim.value, places)
    width = max(size, value * Decimal("0.01"))
    shown = half_up(exact, max(places, 1))
    low, high = {
        "over": (value, value + width),
        "nearly": (value - width, value),
        "about": (value - max(width / 2, value * Decimal("0.03")), value + max(width / 2, value * Decimal("0.03"))),
        "at_least": (value, max(exact, value)),
        "at_most": (min(exact, value), value),
        "range": (value, claim.upto or value),
    }[claim.manner]
    if claim.manner in ("at_least", "range", "over", "at_most", "about"):
        return low <= shown <= high or low <= exact <= high
    # A rate of which only the rounded value is known may be just below it.
    return low <= exact < high or (places > 0 and exact == high)


def shown(value: Value) -> Value:
    """The books' number as a page prints it."""
    return half_up(value, 1) if isinstance(value, Decimal) and value != value.to_integral_value() else value
