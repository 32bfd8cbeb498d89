"""The algebra of figures: spans, readings and the leaves an engine finds. Pure values; ``composites`` joins leaves."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.figures.errors import BadQuery
from dangvu.figures.gaps import PREFIX
from dangvu.figures.picks import Pick, Test
from dangvu.ledger.measures import PERSON_TRAITS
from dangvu.orgs.tree import PLACE_TRAITS

Number = int | Decimal
ONE_DAY = dt.timedelta(days=1)
PLACES = ("org", "cell")
TIMES = ("month", "quarter", "year")
TRAITS = PERSON_TRAITS
KLASSES = ("stock", "flow", "sum", "rate", "attainment", "change", "target", "typed")


@dataclass(frozen=True)
class Span:
    """The day stocks are taken at and the period flows are summed over; what a question does not say is None."""

    as_of: dt.date | None = None
    start: dt.date | None = None
    end: dt.date | None = None

    def day(self) -> dt.date:
        """The day of a stock: the one asked for, else the end of the period. Raises BadQuery when neither is said."""
        found = self.as_of or self.end
        if found is None:
            raise BadQuery(_("Số này tính đến một ngày; hãy cho biết ngày (as_of) hoặc kỳ báo cáo."))
        return found

    def period(self) -> tuple[dt.date, dt.date]:
        """First and last day of a flow. Raises BadQuery when they are not said or in the wrong order."""
        if self.start is None or self.end is None:
            raise BadQuery(_("Số này đếm trong một kỳ; hãy cho biết từ ngày nào đến ngày nào."))
        if self.end < self.start:
            message = _("Kỳ kết thúc (%(end)s) trước khi bắt đầu (%(start)s); hãy đổi lại hai ngày.")
            raise BadQuery(message % {"start": vn_day(self.start), "end": vn_day(self.end)})
        return self.start, self.end

    def year_before(self) -> Span:
        """The same days one year earlier; the last day of a month stays the last day of its month."""
        return Span(*(day and year_before(day) for day in (self.as_of, self.start, self.end)))

    def opening(self) -> Span:
        """The evening before the period begins."""
        return Span(as_of=self.period()[0] - ONE_DAY)


def year_before(day: dt.date) -> dt.date:
    """The same day one year earlier: 28/2 and 29/2 both lead to the last day of February when they are one."""
    last_then = calendar.monthrange(day.year - 1, day.month)[1]
    is_last = day.day == calendar.monthrange(day.year, day.month)[1]
    return day.replace(year=day.year - 1, day=last_then if is_last and day.month == 2 else min(day.day, last_then))


@dataclass(frozen=True)
class Reading:
    """The value of a kind for one organisation. None is unknown, never zero."""

    value: Number | None
    remark: str = ""
    base: dict[str, Any] | None = None


Look = Callable[["Leaf", Span], Reading]


class Kind:
    """Part of a figure's definition."""

    def leaves(self, span: Span) -> Iterator[tuple[Leaf, Span]]:
        """What an engine has to find before the kind can be read."""
        raise NotImplementedError

    def read(self, span: Span, look: Look) -> Reading:
        """The value for one organisation; ``look`` gives what was found for a leaf."""
        raise NotImplementedError

    @property
    def dimensions(self) -> tuple[str, ...]:
        """What the value can be broken down by, so that the parts sum to it."""
        return ()

    @property
    def is_stock(self) -> bool:
        """Whether the value is one of a day rather than of a period."""
        return False

    @property
    def by_place(self) -> bool:
        """Whether the value hangs on which of the organisations below what is counted stands in, or on what they are described by."""
        return False


class Leaf(Kind):
    """A kind an engine finds by itself. ``at`` keeps of a span only what the leaf depends on."""

    nothing = Reading(0)

    def at(self, span: Span) -> Span:
        return Span(None, *span.period())

    def leaves(self, span: Span) -> Iterator[tuple[Leaf, Span]]:
        yield self, self.at(span)

    def read(self, span: Span, look: Look) -> Reading:
        return look(self, self.at(span))


def _dimensions(pick: Pick, *more: str) -> tuple[str, ...]:
    other = ("other",) if pick.two_sided else ()
    return (*PLACES, *PLACE_TRAITS, *pick.attributes, *other, *more, *(TRAITS if pick.personal else ()))


@dataclass(frozen=True)
class Stock(Leaf):
    """A balance at the end of a day, in the tree of that day."""

    pick: Pick

    def at(self, span: Span) -> Span:
        return Span(as_of=span.day())

    @property
    def dimensions(self) -> tuple[str, ...]:
        return _dimensions(self.pick)

    @property
    def is_stock(self) -> bool:
        return True


@dataclass(frozen=True)
class Flow(Leaf):
    """A sum over a period, each day in its own tree. ``sign`` is −1 for outside legs of what comes.

    ``crossing``: ``border`` counts a leg only for organisations that hold its organisation but not the one on the other
    side; ``inside`` only for those that hold both; empty looks at no other side.
    """

    pick: Pick
    sign: int = 1
    crossing: str = ""

    @property
    def dimensions(self) -> tuple[str, ...]:
        return _dimensions(self.pick, *TIMES)


@dataclass(frozen=True)
class Passed(Leaf):
    """Events that leave +1 at one organisation and −1 at the other, counted on one side and only across the border."""

    pick: Pick
    side: int

    @property
    def dimensions(self) -> tuple[str, ...]:
        return _dimensions(self.pick, *TIMES)


@dataclass(frozen=True)
class Moved(Leaf):
    """A stock that changed sides because the tree did: the stock, the evening before, of what came (+1) or went (−1).

    ``by_event`` counts each hand-over on its own (an organisation received, given back and received counts twice in a
    period); otherwise each day is compared with the day before, whatever made the difference.
    """

    pick: Pick
    side: int
    by_event: bool = False

    @property
    def dimensions(self) -> tuple[str, ...]:
        return _dimensions(self.pick, *TIMES)


@dataclass(frozen=True)
class Distinct(Leaf):
    """How many different ``other`` organisations, or persons, stand in a flow's rows: parts would not sum to it."""

    flow: Flow
    what: str = "other"


@dataclass(frozen=True)
class Among(Leaf):
    """Those of a stock or flow that pass every test, on the date of the stock or the day of the flow.

    A test is on an attribute of the person counted (``TRAITS``) or on what the organisation is described by (``PLACE_TRAITS``).
    """

    inner: Stock | Flow
    where: tuple[tuple[str, Test], ...]

    def at(self, span: Span) -> Span:
        return self.inner.at(span)

    @property
    def personal(self) -> bool:
        """Whether persons have to be looked at one by one."""
        return any(name in TRAITS or name.startswith(PREFIX) for name, _test in self.where)

    @property
    def by_place(self) -> bool:
        return any(name in PLACE_TRAITS for name, _test in self.where)

    @property
    def dimensions(self) -> tuple[str, ...]:
        return self.inner.dimensions

    @property
    def is_stock(self) -> bool:
        return self.inner.is_stock


def among(inner: Stock | Flow, **tests: Test) -> Among:
    """Write one: ``among(MEMBERS, sex=OneOf(("female",)))``."""
    return Among(inner, tuple(tests.items()))


def bare(leaf: Leaf) -> Leaf:
    """The stock or flow that a leaf takes some of."""
    return leaf.inner if isinstance(leaf, Among) else leaf


@dataclass(frozen=True)
class Target(Leaf):
    """The organisation's own target on a figure; ``engines.stated`` says which of several is taken.

    ``either``: figures a target may also be given on. Without a figure, the target on any that is not among ``but``.
    """

    figure: str
    either: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    nothing = Reading(None)

    def speaks_of(self, figure: str) -> bool:
        return figure in (self.figure, *self.either) if self.figure else figure not in self.but

    def at(self, span: Span) -> Span:
        return Span(None, span.start, span.day())


@dataclass(frozen=True)
class Typed(Leaf):
    """A number of somebody else, with its source; nothing recorded means unknown."""

    figure: str
    nothing = Reading(None)

    def at(self, span: Span) -> Span:
        day = span.day()
        return Span(None, span.start or day, span.end or day)


@dataclass(frozen=True)
class Figure:
    """A figure as the catalogue declares it. ``definition`` says in the field's words what is counted.

    ``dimensions`` are the ways ``breakdown`` takes; ``lead`` are those the title speaks of, if it speaks of any.
    """

    code: str
    title_vi: str
    title_en: str
    definition: str
    unit: str
    klass: str
    how: Kind
    lead: tuple[str, ...] = ()

    @property
    def dimensions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.lead + self.how.dimensions))

    @property
    def title(self) -> str:
        """The title in the reader's language; a figure of the committee's own has one only."""
        return self.title_en if self.title_en and (get_language() or "vi").startswith("en") else self.title_vi
