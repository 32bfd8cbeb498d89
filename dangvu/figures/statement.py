"""The movement statement of members (domain guide §3).

``opening + increases − decreases + received − handed over = closing`` holds for every organisation and period, because
every change of a stock is posted with its reason and every change of the tree is looked at.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.figures.base import ONE_DAY, Flow, Moved
from dangvu.figures.catalogue.movements import HANDED_OVER_PARTS, RECEIVED_PARTS
from dangvu.figures.engines.legs import Leg, counted, evenings
from dangvu.figures.engines.scope import Scope
from dangvu.figures.remembered import evaluate
from dangvu.figures.services import Query, scope_of

INCREASE, DECREASE, RECEIVED_SIDE, HANDED_OVER_SIDE = "increase", "decrease", "received", "handed_over"
STOCK = "member_total"

# (code, side, title), in the order of the official form; a line of 0 is shown all the same, save the book's opening.
LINES: tuple[tuple[str, str, str | Promise], ...] = (
    ("member_carried_over", INCREASE, lazy("Mở sổ (mang sang)")),
    ("admitted", INCREASE, lazy("Kết nạp")),
    ("transfers_in_outside", INCREASE, lazy("Chuyển đến từ ngoài sổ")),
    ("transfers_in_book", INCREASE, lazy("Chuyển đến từ tổ chức khác trong sổ")),
    ("member_restored", INCREASE, lazy("Phục hồi đảng tịch")),
    ("member_died", DECREASE, lazy("Từ trần")),
    ("member_expelled", DECREASE, lazy("Khai trừ")),
    ("member_struck_off", DECREASE, lazy("Xóa tên")),
    ("member_left_party", DECREASE, lazy("Xin ra khỏi Đảng")),
    ("admission_annulled", DECREASE, lazy("Hủy quyết định kết nạp")),
    ("transfers_out_outside", DECREASE, lazy("Chuyển đi ra ngoài sổ")),
    ("transfers_out_book", DECREASE, lazy("Chuyển đi tổ chức khác trong sổ")),
    ("member_received_with_orgs", RECEIVED_SIDE, lazy("Tiếp nhận cùng tổ chức đảng")),
    ("member_handed_over_with_orgs", HANDED_OVER_SIDE, lazy("Chuyển giao cùng tổ chức đảng")),
)
# Already in the line: printed beside it, never added.
OF_WHICH: Mapping[str, tuple[str, str | Promise]] = {
    "admitted": ("readmitted", lazy("trong đó kết nạp lại")),
    "member_struck_off": ("member_struck_off_probationary", lazy("trong đó dự bị")),
}


@dataclass(frozen=True)
class Gone:
    """An organisation that came or went with its members: which, when, how many members the evening before."""

    org: int
    name: str
    on: dt.date
    members: int


@dataclass(frozen=True)
class Line:
    """One line. ``code`` is the figure whose rows stand behind it; ``of_which`` lines are part of it already."""

    code: str
    side: str
    title: str
    value: int
    of_which: tuple[Line, ...] = ()
    organisations: tuple[Gone, ...] = ()


@dataclass(frozen=True)
class Statement:
    """Members on the evening before the period, what changed it, members on the last evening."""

    org: int
    start: dt.date
    end: dt.date
    known: int
    opening: int
    lines: tuple[Line, ...]
    closing: int

    def total(self, side: str) -> int:
        """The sum of a side: increase, decrease, received or handed_over."""
        return sum(line.value for line in self.lines if line.side == side)

    @property
    def identity_holds(self) -> bool:
        """Whether the lines explain the whole way from opening to closing."""
        gained = self.total(INCREASE) + self.total(RECEIVED_SIDE)
        return self.opening + gained - self.total(DECREASE) - self.total(HANDED_OVER_SIDE) == self.closing


def statement(query: Query) -> Statement:
    """The statement of an organisation for ``query.start`` to ``query.end``. Raises BadQuery without a period."""
    start, end = query.span.period()
    period = replace(query, as_of=end, start=start, end=end)
    codes = [code for code, _side, _title in LINES] + [code for code, _title in OF_WHICH.values()] + [STOCK]
    answers = evaluate(codes, period)
    values = {code: int(answer.value or 0) for code, answer in answers.items()}
    eve = replace(query, as_of=start - ONE_DAY, start=None, end=None, known=answers[STOCK].known)
    opening = evaluate([STOCK], eve)[STOCK].value
    lines = tuple(_line(code, side, str(title), values, period) for code, side, title in LINES if _shown(code, values))
    return Statement(query.org, start, end, answers[STOCK].known, int(opening or 0), lines, values[STOCK])


def _shown(code: str, values: Mapping[str, int]) -> bool:
    return code != "member_carried_over" or values[code] != 0


def _line(code: str, side: str, title: str, values: Mapping[str, int], query: Query) -> Line:
    of_which: tuple[Line, ...] = ()
    if code in OF_WHICH and values[OF_WHICH[code][0]]:
        part, words = OF_WHICH[code]
        of_which = (Line(part, "of_which", str(words), values[part]),)
    organisations = with_organisations(side, query) if side in WITH and values[code] else ()
    return Line(code, side, title, values[code], of_which, organisations)


WITH: Mapping[str, tuple[Moved, Flow]] = {RECEIVED_SIDE: RECEIVED_PARTS, HANDED_OVER_SIDE: HANDED_OVER_PARTS}


def with_organisations(side: str, query: Query) -> tuple[Gone, ...]:
    """The organisations that came (or went) with their members: those the tree moved, those that ended or split."""
    scope = scope_of(query)
    tree_part, leg_part = WITH[side]
    members: dict[tuple[dt.date, int], int] = defaultdict(int)
    for move, rows in evenings(tree_part, query.span, scope):
        members[move.on, move.moved] += sum(row[-1] for row in rows)
    for leg in counted(leg_part, leg_part.at(query.span), scope, ("other", "on")):
        members[leg.on, _that_went(leg, side)] += leg.quantity
    return tuple(_gone(org, on, quantity, scope) for (on, org), quantity in sorted(members.items()) if quantity)


def _that_went(leg: Leg, side: str) -> int:
    """The organisation members came out of, whichever side is being told."""
    return leg.other if side == RECEIVED_SIDE and leg.other is not None else leg.org


def _gone(org: int, on: dt.date, members: int, scope: Scope) -> Gone:
    state = scope.tree.at(on).state(org)
    return Gone(org, state.name if state else _("tổ chức chưa rõ tên"), on, members)
