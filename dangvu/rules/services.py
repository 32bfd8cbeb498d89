"""Which rule holds where and when, what a committee may put in its place, and by when a deadline ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from django.db import connection
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.core.workdays import WorkCalendar, vietnamese_calendar
from dangvu.rules.book import CENTRAL, PLACES, Rule, shipped
from dangvu.rules.models import Applies, CalendarDay, LocalRule

__all__ = [
    "CENTRAL", "Change", "Refused", "Rule", "Rulebook", "UnknownRule", "add_day", "apply_jurisdiction", "calendar", "changes", "deadline",
    "get", "in_force", "set_locally", "value", "versions",
]  # fmt: skip

TABLES: Final = (Applies, LocalRule, CalendarDay)
Path = Sequence[int]
"""An organisation and its superiors on the day asked, itself first."""


class UnknownRule(LookupError):
    """No rule of this key holds on the day at the place."""


class Refused(ValueError):
    """A change of the rules that is not allowed. ``field`` names the field; the text says what to do."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Change:
    """What holds on one day and what on another; None where nothing does."""

    key: str
    title: str
    before: Rule | None
    after: Rule | None


class Rulebook:
    """The rules with what the office added, read once: for whoever asks many questions in a row.

    Two with the same rules in them are equal, so that what was reckoned by one is remembered for the other.
    """

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rulebook) and self.stamp == other.stamp

    def __hash__(self) -> int:
        return hash(self.stamp)

    @cached_property
    def _there(self) -> frozenset[type[Model]]:
        """The tables with anything in them: most offices add nothing, and are asked in one statement and not in three."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(f'EXISTS (SELECT 1 FROM {each._meta.db_table})' for each in TABLES)}")
            return frozenset(table for table, there in zip(TABLES, cursor.fetchone(), strict=True) if there)

    @cached_property
    def _applies(self) -> list[Applies]:
        return list(Applies.objects.order_by("valid_from", "pk")) if Applies in self._there else []

    @cached_property
    def _locals(self) -> dict[str, list[LocalRule]]:
        found: dict[str, list[LocalRule]] = {}
        for row in LocalRule.objects.order_by("pk") if LocalRule in self._there else ():
            found.setdefault(row.key, []).append(row)
        return found

    @cached_property
    def stamp(self) -> tuple[object, ...]:
        """What the office added to the rules and to the calendar: two books with the same stamp say the same."""
        said = [(row.pk, row.organisation_id, row.jurisdiction, row.valid_from) for row in self._applies]
        own = [
            (row.pk, row.organisation_id, key, repr(row.value), row.valid_from, row.valid_to)
            for key in self._locals
            for row in self._locals[key]
        ]
        return (*said, *own, *self._days.items())

    @cached_property
    def calendar(self) -> WorkCalendar:
        """Vietnam's public holidays and swapped days, with what the office added; its last word on a day counts."""
        said = self._days
        return vietnamese_calendar(off=_days(said, working=False), working=_days(said, working=True))

    @cached_property
    def _days(self) -> dict[dt.date, bool]:
        return {row.day: row.working for row in CalendarDay.objects.order_by("pk")} if CalendarDay in self._there else {}

    def get(self, key: str, *, on: dt.date, path: Path = ()) -> Rule:
        """The rule of a day: a committee's own value (the nearest one upward), else the jurisdiction's, else the centre's.

        Raises UnknownRule.
        """
        there = self.jurisdiction(on, path)
        holding = [each for each in shipped().get(key, ()) if each.holds(on) and each.place in (there, CENTRAL)]
        found = next((each for each in holding if each.place == there), holding[0] if holding else None)
        if found is None:
            raise UnknownRule(_("Không có quy định “%(key)s” cho ngày %(day)s.") % {"key": key, "day": vn_day(on)})
        return self._own(key, on, path, found) or found

    def jurisdiction(self, on: dt.date, path: Path) -> str:
        """Whose local rules apply: said of the organisation or of the nearest superior."""
        said = {row.organisation_id: row.jurisdiction for row in self._applies if row.valid_from <= on}
        return next((said[org] for org in path if org in said), CENTRAL)

    def _own(self, key: str, on: dt.date, path: Path, instead_of: Rule) -> Rule | None:
        rows = (row for row in self._locals.get(key, ()) if row.valid_from <= on)
        said = {row.organisation_id: row for row in rows if row.valid_to is None or on <= row.valid_to}
        row = next((said[org] for org in path if org in said), None)
        if row is None:
            return None
        return replace(
            instead_of, value=row.value, place="local", source=row.source, grade="B", valid_from=row.valid_from, valid_to=row.valid_to
        )

    def deadline(self, rule: Rule, start: dt.date) -> dt.date:
        """The last day in time, in this book's calendar."""
        return deadline(rule, start, self.calendar)


def get(key: str, *, on: dt.date, path: Path = ()) -> Rule:
    """One rule of a day at a place. Raises UnknownRule."""
    return Rulebook().get(key, on=on, path=path)


def value(key: str, *, on: dt.date, path: Path = ()) -> Any:
    """The value alone. Raises UnknownRule."""
    return get(key, on=on, path=path).value


def in_force(on: dt.date, path: Path = ()) -> list[Rule]:
    """Every rule that holds on a day at a place, by key."""
    book, found = Rulebook(), []
    for key in sorted(shipped()):
        try:
            found.append(book.get(key, on=on, path=path))
        except UnknownRule:
            continue
    return found


def versions(key: str) -> tuple[Rule, ...]:
    """Every version the program knows, the latest first."""
    return tuple(sorted(shipped().get(key, ()), key=lambda each: (each.valid_from, each.place), reverse=True))


def changes(one: dt.date, other: dt.date, path: Path = ()) -> list[Change]:
    """What differs between two days: values, not only versions."""
    before = {rule.key: rule for rule in in_force(one, path)}
    after = {rule.key: rule for rule in in_force(other, path)}
    return [
        Change(key, (after.get(key) or before[key]).title, before.get(key), after.get(key))
        for key in sorted(before.keys() | after.keys())
        if _told(before.get(key)) != _told(after.get(key))
    ]


def _told(rule: Rule | None) -> Any:
    return None if rule is None else (rule.value, rule.counted_from)


def apply_jurisdiction(org: int, code: str, valid_from: dt.date) -> None:
    """Local rules apply to an organisation and below from a day on. Raises Refused."""
    if code not in PLACES or code == "local":
        raise Refused("jurisdiction", _("Chưa có bộ quy định địa phương “%(code)s”.") % {"code": code[:40]})
    Applies.objects.update_or_create(organisation_id=org, valid_from=valid_from, defaults={"jurisdiction": code})


def set_locally(
    key: str, value: Any, *, org: int, path: Path, valid_from: dt.date, source: str, actor: str, valid_to: dt.date | None = None
) -> LocalRule:
    """Put a committee's own value in the place of a rule nobody could verify. Raises Refused."""
    if valid_to is not None and valid_to < valid_from:
        raise Refused("valid_to", _("Ngày cuối ở trước ngày đầu; hãy sửa một trong hai."))
    if not source.strip():
        raise Refused("source", _("Hãy ghi căn cứ: văn bản nào, của cấp nào."))
    try:
        rule = get(key, on=valid_from, path=path)
    except UnknownRule as error:
        raise Refused("key", str(error)) from error
    if not rule.open_to_change:
        message = _("“%(title)s” theo %(source)s, không tự đổi được; chỉ đổi được mục chưa kiểm chứng hoặc mục giao cho địa phương.")
        raise Refused("value", message % {"title": rule.title, "source": rule.source})
    _fits(rule, value)
    return LocalRule.objects.create(
        organisation_id=org, key=key, value=value, valid_from=valid_from, valid_to=valid_to, source=source.strip()[:300],
        actor=actor, recorded_at=timezone.now(),
    )  # fmt: skip


def _fits(rule: Rule, value: Any) -> None:
    """A value of the same shape as the one it replaces."""
    number = isinstance(rule.value, int | float)
    if number and (isinstance(value, bool) or not isinstance(value, int | float) or value < 0):
        raise Refused("value", _("Giá trị phải là một số không âm."))
    if not number and type(value) is not type(rule.value):
        raise Refused("value", _("Giá trị không cùng dạng với giá trị đang có; hãy sửa lại."))


def calendar() -> WorkCalendar:
    """The calendar of working days, as the office completed it."""
    return Rulebook().calendar


def _days(said: dict[dt.date, bool], *, working: bool) -> Iterable[dt.date]:
    return [day for day, worked in said.items() if worked is working]


def add_day(day: dt.date, *, working: bool, name: str, source: str, actor: str) -> CalendarDay:
    """A day off, or one worked instead of another. Raises Refused."""
    if not name.strip():
        raise Refused("name", _("Hãy ghi đó là ngày gì, ví dụ “nghỉ bù Quốc khánh”."))
    return CalendarDay.objects.create(
        day=day, working=working, name=name.strip()[:200], source=source.strip()[:300], actor=actor, recorded_at=timezone.now()
    )


def deadline(rule: Rule, start: dt.date, days: WorkCalendar) -> dt.date:
    """The last day on which something is in time. The day it is counted from is not counted itself."""
    amount = int(rule.value)
    if rule.unit == "WD":
        return days.add(start, amount)
    if rule.unit == "d":
        return start + dt.timedelta(days=amount)
    if rule.unit in ("month", "year"):
        return add_months(start, amount * (12 if rule.unit == "year" else 1))
    raise ValueError(f"{rule.key} is no length of time")
