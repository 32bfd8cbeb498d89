"""Dues by the rule of the month. Everything is an entry: no table of its own; a charged month is never reckoned again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import orjson
from django.db.models import Sum
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.core.rounding import half_up
from dangvu.dossiers.holdings import members
from dangvu.ledger import book
from dangvu.ledger.followed import Followed
from dangvu.ledger.keys import parse
from dangvu.ledger.models import Account, Posting
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import append_lines
from dangvu.orgs.models import Person
from dangvu.rules import services as rules

BY_BASE = ("insured", "paid_work", "pensioner")
BY_WAGE = ("uninsured", "retired_without_pension")
FIXED = ("student",)
GROUPS = (*BY_BASE, *BY_WAGE, *FIXED)
MEASURES = ("dues", "dues_exempt")
ALARM = 3
"""Unpaid months in a year after which something must be done (domain guide §5.1)."""


@dataclass(frozen=True)
class Member:
    """A member's dues of a month. ``group`` and ``base``: as last charged. ``due`` None: not charged yet."""

    person: Person
    due: int | None
    paid: int
    exempt: bool
    group: str
    base: int | None

    @property
    def owing(self) -> int:
        return max(0, (self.due or 0) - self.paid)


@dataclass(frozen=True)
class Month:
    """One member's dues of one month (YYYY-MM), in đồng. ``due`` None: not charged."""

    month: str
    due: int | None
    paid: int
    exempt: bool


@dataclass(frozen=True)
class Total:
    """Dues of an organisation's own members for a month, in đồng."""

    due: int = 0
    paid: int = 0
    passed_on: int = 0

    @property
    def kept(self) -> int:
        return self.paid - self.passed_on


@dataclass(frozen=True)
class Given:
    """What is typed for one member: money in đồng. ``exempt``: the reason, empty where dues are owed."""

    person: str
    group: str = ""
    base: int | None = None
    paid: int | None = None
    exempt: str = ""


@dataclass(frozen=True)
class Arrears:
    person: Person
    cell: int
    months: tuple[str, ...] = field(default_factory=tuple)


def last_day(month: str) -> dt.date:
    """The last day of a month, or today in the present one."""
    first = dt.date.fromisoformat(f"{month}-01")
    following = (first + dt.timedelta(days=31)).replace(day=1)
    return min(following - dt.timedelta(days=1), today())


def groups(month: str, path: Sequence[int] = ()) -> dict[str, rules.Rule]:
    """Groups for which a rule of the month says what is owed, with the rule."""
    found, book_of_rules = {}, rules.Rulebook()
    for group in GROUPS:
        try:
            found[group] = book_of_rules.get(f"dues.{group}", on=last_day(month), path=path)
        except rules.UnknownRule:
            continue
    return found


def amount(group: str, base: int | None, month: str, path: Sequence[int] = ()) -> int:
    """Whole đồng owed for a month: a share of the pay or of the regional minimum wage, or a fixed sum. Raises UnknownRule, ValueError."""
    rule = rules.get(f"dues.{group}", on=last_day(month), path=path)
    if group in FIXED:
        return int(rule.value)
    if base is None or base < 0:
        raise ValueError(_("Hãy ghi mức làm căn cứ (lương, lương hưu, hoặc lương tối thiểu vùng), bằng đồng."))
    return int(half_up(Decimal(base) * Decimal(str(rule.value)) / 100, 0))


def _sums(persons: Collection[int] | None, months: Callable[[str], bool] = lambda _month: True) -> dict[tuple[int, str, str], int]:
    """(person, month, side) of everything charged, paid and exempted in some months. ``persons``: None is everybody."""
    accounts = Account.objects.filter(measure__in=MEASURES)
    sides = {each.pk: (each.attrs["month_of"], each.attrs.get("side", "exempt")) for each in accounts if months(each.attrs["month_of"])}
    if not sides:
        return {}
    legs = Posting.objects.filter(account__in=list(sides), person__isnull=False)
    rows = (legs if persons is None else legs.filter(person__in=list(persons))).values_list("person", "account")
    return {(person, *sides[account]): total for person, account, total in rows.annotate(total=Sum("quantity"))}


def sheet(cell: int, month: str) -> list[Member]:
    """Each member of a cell at the end of the month with the dues of the month."""
    persons = [person for person, _cell in members({cell}, last_day(month))]
    sums, before = _sums(persons), _last_charged(persons)
    people = sorted(Person.objects.filter(pk__in=persons), key=lambda each: each.sort_key)
    found = []
    for each in people:
        group, base = before.get(each.pk, ("", None))
        due = sums.get((each.pk, month, "due"))
        exempt = bool(sums.get((each.pk, month, "exempt")))
        found.append(Member(each, due, sums.get((each.pk, month, "paid"), 0), exempt, group, base))
    return found


def of_person(person: Person) -> list[Month]:
    """Every month a member was charged, paid or exempted, the latest first."""
    sums = _sums([person.pk])
    months = sorted({month for _person, month, _side in sums}, reverse=True)
    return [
        Month(
            month,
            sums.get((person.pk, month, "due")),
            sums.get((person.pk, month, "paid"), 0),
            bool(sums.get((person.pk, month, "exempt"))),
        )
        for month in months
    ]


def _last_charged(persons: Collection[int]) -> dict[int, tuple[str, int | None]]:
    """Group and base of each person's latest charge."""
    found: dict[int, tuple[str, int | None]] = {}
    wanted = set(persons)
    entries = book.in_force(["dues_charged"]).filter(
        number__in=Posting.objects.filter(person__in=wanted, account__measure="dues").values("entry_id")
    )
    for data in map(orjson.loads, entries.values_list("data", flat=True)):
        found[data["person"]] = (data.get("group", ""), data.get("base"))
    return found


def totals(orgs: Collection[int], month: str) -> dict[int, Total]:
    """Dues of a month by organisation, each its own."""
    rows = Posting.objects.filter(org__in=list(orgs), account__measure="dues").values_list("org", "account__key")
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for org, key, total in rows.annotate(total=Sum("quantity")):
        attrs = parse(key)[1]
        if attrs["month_of"] == month:
            found[org][attrs["side"]] = total
    return {org: Total(**sides) for org, sides in found.items()}


def kept_share(month: str, path: Sequence[int] = ()) -> rules.Rule:
    """Percent of the dues an attached cell keeps. Raises UnknownRule."""
    return rules.get("dues.cell_keeps", on=last_day(month), path=path)


def record(cell: str, month: str, given: Iterable[Given], *, on: dt.date, actor: str, path: Sequence[int] = ()) -> list[Fault]:
    """Charge, exempt and take in for a month, all or nothing; what is wrong, with the number of the row from 1.

    A month charged already is not charged again; ``paid`` is all that was paid for the month, and only what is new is booked.
    """
    org = book.tree().by_code(cell)
    standing = {each.person.code: each for each in sheet(org, month)} if org is not None else {}
    lines: list[dict[str, Any]] = []
    rows: list[int] = []
    faults: list[Fault] = []
    for number, each in enumerate(given, start=1):
        try:
            made = list(_lines(cell, month, each, standing, path))
        except (ValueError, rules.UnknownRule) as error:
            faults.append(Fault(number, each.person, str(error)))
            continue
        lines += made
        rows += [number] * len(made)
    if faults or not lines:
        return faults
    last = book.last_number()
    whole = [{"on": on.isoformat(), "ref": f"dues/{cell}/{month}/{last}/{place}", **line} for place, line in enumerate(lines)]
    report = append_lines(enumerate(whole, start=1), actor=actor, origin="dues")
    return [Fault(rows[fault.line - 1], fault.field, fault.message) for fault in report.errors]


def _lines(cell: str, month: str, each: Given, standing: dict[str, Member], path: Sequence[int]) -> Iterable[dict[str, Any]]:
    now = standing.get(each.person)
    if now is None:
        raise ValueError(_("Người này không sinh hoạt ở chi bộ vào tháng đó."))
    common = {"org": cell, "person": each.person, "month": month}
    if each.exempt and not now.exempt:
        if now.due:
            raise ValueError(_("Tháng này đã tính đảng phí phải đóng; hãy hủy bút toán đó trước khi ghi miễn."))
        yield {"kind": "dues_exempted", **common, "reason": each.exempt}
    elif each.group and now.due is None and not now.exempt:
        told = {"group": each.group, "due": amount(each.group, each.base, month, path)}
        yield {"kind": "dues_charged", **common, **told, **({"base": each.base} if each.base is not None else {})}
    if each.paid is not None and each.paid < now.paid:
        raise ValueError(_("Số đã đóng ít hơn số đã ghi sổ; ghi nhầm thì hủy bút toán cũ."))
    if each.paid is not None and each.paid > now.paid:
        yield {"kind": "dues_paid", **common, "amount": each.paid - now.paid}


def arrears(orgs: Collection[int], on: dt.date, least: int = ALARM) -> list[Arrears]:
    """Members who owe dues of at least so many months of the year of a day: months over by then, charged and not paid in full."""
    owing = [(person, cell, months) for person, (cell, months) in _owing(orgs, on).items() if len(months) >= least]
    names = Person.objects.in_bulk([person for person, _cell, _months in owing])
    return sorted((Arrears(names[person], cell, months) for person, cell, months in owing), key=lambda each: each.person.sort_key)


def in_arrears(orgs: Collection[int], on: dt.date, least: int = ALARM) -> int:
    """How many they are: nobody's name is read for a number."""
    return sum(len(months) >= least for _cell, months in _owing(orgs, on).values())


_owes: Followed[tuple[int, tuple[str, ...]]] = Followed(8)
"""By person the cell and the months owed: the first page asks for it again and again."""


def _owing(orgs: Collection[int], on: dt.date) -> Mapping[int, tuple[int, tuple[str, ...]]]:
    cells = frozenset(orgs)
    return _owes.of((cells, on), book.state(), lambda among: _unpaid(cells, on, among))


def _unpaid(orgs: Collection[int], on: dt.date, among: Collection[int] | None) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Of the members of some cells; of no others, if some persons are named."""
    sums = _sums(among, lambda month: f"{on.year:04d}-01" <= month < f"{on.year:04d}-{on.month:02d}")
    unpaid: dict[int, list[str]] = defaultdict(list)
    for (person, month, side), due in sorted(sums.items()):
        if side == "due" and sums.get((person, month, "paid"), 0) < due:
            unpaid[person].append(month)
    if not unpaid:
        return {}
    there = dict(members(orgs, on, among=None if among is None else unpaid))
    return {person: (there[person], tuple(months)) for person, months in unpaid.items() if person in there}
