"""Figures made of figures: sums, rates, attainments, changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dangvu.core.rounding import share
from dangvu.figures.base import PLACES, TIMES, Kind, Leaf, Look, Number, Reading, Span, Target


class Composite(Kind):
    """A kind made of others: it says which, at which span, and what their readings make."""

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        raise NotImplementedError

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        raise NotImplementedError

    @property
    def parts(self) -> tuple[Kind, ...]:
        raise NotImplementedError

    def leaves(self, span: Span) -> Iterator[tuple[Leaf, Span]]:
        for kind, at in self.operands(span):
            yield from kind.leaves(at)

    def read(self, span: Span, look: Look) -> Reading:
        return self.combine([kind.read(at, look) for kind, at in self.operands(span)], span)

    @property
    def dimensions(self) -> tuple[str, ...]:
        first, *rest = (kind.dimensions for kind in self.parts)
        return tuple(name for name in first if all(name in other for other in rest))

    @property
    def is_stock(self) -> bool:
        return all(kind.is_stock for kind in self.parts)

    @property
    def by_place(self) -> bool:
        return any(kind.by_place for kind in self.parts)


def remarks(found: Sequence[Reading]) -> str:
    return "; ".join(dict.fromkeys(each.remark for each in found if each.remark))


@dataclass(frozen=True)
class Opening(Composite):
    """A stock on the evening before the period."""

    inner: Kind

    @property
    def parts(self) -> tuple[Kind, ...]:
        return (self.inner,)

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        return ((self.inner, span.opening()),)

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        return found[0]


@dataclass(frozen=True)
class Sum(Composite):
    """Figures of one unit added up; unknown when one is unknown."""

    terms: tuple[Kind, ...]
    signs: tuple[int, ...] = ()

    @property
    def parts(self) -> tuple[Kind, ...]:
        return self.terms

    @property
    def weights(self) -> tuple[int, ...]:
        return self.signs or (1,) * len(self.terms)

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        return tuple((term, span) for term in self.terms)

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        values = [each.value for each in found]
        base = next((each.base for each in found if each.base), None)
        if any(value is None for value in values):
            return Reading(None, remarks(found), base)
        return Reading(sum(w * v for w, v in zip(self.weights, values, strict=True) if v), remarks(found), base)


def difference(first: Kind, second: Kind) -> Sum:
    """The first less the second."""
    return Sum((first, second), (1, -1))


@dataclass(frozen=True)
class Rate(Composite):
    """Percent, half up to one place; unknown when the base is 0. ``absent`` says why one of the base is not counted."""

    numerator: Kind
    denominator: Kind
    absent: str = ""

    @property
    def parts(self) -> tuple[Kind, ...]:
        return self.numerator, self.denominator

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        return (self.numerator, span), (self.denominator, span)

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        above, below = found[0].value, found[1].value
        return Reading(share(above, below), remarks(found), {"numerator": above, "denominator": below})


class OutOf(Rate):
    """How many of how many, told as a count: “16 of 18”."""

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        above, below = found[0].value, found[1].value
        return Reading(above, remarks(found), {"numerator": above, "denominator": below})


@dataclass(frozen=True)
class Units(Kind):
    """How many organisations right below have a reading of at least so much. Read with the tree at hand: ``services``."""

    inner: Kind
    least: int = 100

    @property
    def by_place(self) -> bool:
        return True

    def leaves(self, span: Span) -> Iterator[tuple[Leaf, Span]]:
        yield from self.inner.leaves(span)

    def met(self, reading: Reading) -> bool:
        return reading.value is not None and reading.value >= self.least


@dataclass(frozen=True)
class Share(Composite):
    """Each part of a flow in percent of the whole of it; by itself it is the whole, and only its parts tell something."""

    inner: Kind

    @property
    def parts(self) -> tuple[Kind, ...]:
        return (self.inner,)

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        return ((self.inner, span),)

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Not by place or time: every cell, and every month, has a whole of its own."""
        return tuple(name for name in self.inner.dimensions if name not in (*PLACES, *TIMES))

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        return self.of(found[0].value, found[0].value)

    @staticmethod
    def of(part: Number | None, whole: Number | None) -> Reading:
        return Reading(share(part, whole), "", {"numerator": part, "denominator": whole})


@dataclass(frozen=True)
class Attainment(Composite):
    """A figure in percent of the organisation's target, never prorated: the remark says so."""

    actual: Kind
    target: Target

    @property
    def parts(self) -> tuple[Kind, ...]:
        return self.actual, self.target

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        return (self.actual, span), (self.target, span)

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        actual, target = found
        base = {**(target.base or {}), "target": target.value, "actual": actual.value}
        remark = _("chưa giao chỉ tiêu cho kỳ này") if target.value is None else _("so với chỉ tiêu cả kỳ, không chia theo thời gian")
        return Reading(share(actual.value, target.value), remark, base)


@dataclass(frozen=True)
class Change(Composite):
    """Now less the same period (or day) of the year before."""

    inner: Kind

    @property
    def parts(self) -> tuple[Kind, ...]:
        return (self.inner,)

    def operands(self, span: Span) -> Sequence[tuple[Kind, Span]]:
        return (self.inner, span), (self.inner, span.year_before())

    @property
    def dimensions(self) -> tuple[str, ...]:
        """Not by time: a month of this year and one of the last are two months."""
        return tuple(name for name in self.inner.dimensions if name not in TIMES)

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        now, before = found[0].value, found[1].value
        base = {"now": now, "before": before, "percent": None}
        if now is None or before is None:
            return Reading(None, remarks(found), base)
        return Reading(now - before, remarks(found), base | {"percent": share(now - before, before)})


class Growth(Change):
    """The change in percent of what it was the same period of the year before, one place; unknown without both."""

    def combine(self, found: Sequence[Reading], span: Span) -> Reading:
        change = super().combine(found, span)
        percent = change.base["percent"] if change.base else None
        return Reading(percent, change.remark, change.base)
