"""A claim being made."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from dangvu.figures.proofreader.meaning import Meaning
from dangvu.figures.proofreader.numbers import Number
from dangvu.figures.proofreader.places import SELF
from dangvu.figures.proofreader.reading import Claim, Days
from dangvu.figures.proofreader.zones import Zone


@dataclass
class Draft:
    """A claim being made. ``days``: the times it may be meant in, the likeliest first; ``firm``: the text itself says one of them."""

    claim: Claim
    number: Number
    zone: Zone
    sentence: int
    meaning: Meaning | None = None
    org: int = SELF
    days: list[Days] = field(default_factory=list)
    firm: bool = True
    ahead: bool = False
    base: Days | None = None
    compared: bool = False
    year_before: bool = False
    ratio_of: int | None = None
    whole_of: int | None = None
    headline: bool = False
    doubt: str = ""
    term: Days | None = None
    says_whole: str = ""

    @property
    def plain(self) -> bool:
        """Whether the claim is of a figure as it stands, nothing guessed and nothing added."""
        meaning = self.meaning
        return self.states and meaning is not None and not meaning.narrowed

    @property
    def states(self) -> bool:
        """Whether something is said to be so, be it of some only: nothing guessed, nothing to come."""
        meaning = self.meaning
        return meaning is not None and not (meaning.carried or meaning.future or self.ahead or self.doubt)


def unit_of(number: Number) -> str:
    """The unit as it is told: “%”, “tỷ đồng”, “đảng viên”."""
    if "percent" in number.units:
        return "%"
    if "money" in number.units:
        return {10**9: "tỷ đồng", 10**6: "triệu đồng", 10**3: "nghìn đồng", 1: "đồng", 10**12: "nghìn tỷ đồng"}[number.scale]
    return number.unit


def interval(claim: Claim, width: Decimal) -> tuple[Decimal, Decimal]:
    """What values the words of a claim allow, both ends included; ``width`` is what its number is round to."""
    value = claim.value
    small = Decimal("0.001")
    return {
        "": (value, value),
        "over": (value, value + width),
        "nearly": (value - width, value - small),
        "about": (value - width, value + width),
        "at_least": (value, Decimal("1e15")),
        "at_most": (Decimal(0), value),
        "range": (value, claim.upto or value),
    }[claim.manner]
