"""What the books say of somebody's membership, beside what a list says: days and flags are compared, never written over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.dossiers import life
from dangvu.dossiers.holdings import held
from dangvu.exchange.sheets.fields import FIELDS
from dangvu.exchange.sheets.rows import DOUBT, Row
from dangvu.orgs.models import Person

DAYS = ("admitted_on", "official_on", "party_age_from")
FLAGS = ("exempt", "suspended")
AT_ONCE = 500


@dataclass(frozen=True)
class Booked:
    """Days of a membership as entries tell them, and the flags of the day."""

    days: Mapping[str, str] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()


NOTHING = Booked()


def booked(persons: Collection[int], on: dt.date) -> dict[int, Booked]:
    """What the books hold of each person, some hundreds at a time."""
    found: dict[int, Booked] = {}
    wanted = sorted(persons)
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        flags: dict[int, set[str]] = {}
        for person, measure in held(Q(account__measure__in=FLAGS, person__in=some), on, "account__measure"):
            flags.setdefault(person, set()).add(measure)
        for person, told in life.events(some).items():
            found[person] = Booked(days_of(told), frozenset(flags.get(person, ())))
    return found


def days_of(told: Iterable[life.Event]) -> dict[str, str]:
    """The days of admission, recognition and Party age that entries tell; those not told are left out."""
    events = list(told)
    stated = next((event.day("party_age_from") for event in events if event.kind == "carried_over"), None)
    days = {"admitted_on": life.ceremony(events), "official_on": life.official_from(events), "party_age_from": stated}
    return {name: day.isoformat() for name, day in days.items() if day}


def compare(row: Row, person: Person, book: Booked) -> dict[str, Any]:
    """Days the list tells and no entry does, to be kept as values; one that an entry tells otherwise is a doubt."""
    kept: dict[str, Any] = {}
    for name in DAYS:
        told = row.told.get(name)
        if told and name in book.days and told != book.days[name]:
            message = _("%(field)s: sổ ghi %(book)s, tệp ghi %(file)s. Ngày này theo bút toán; nếu sổ sai hãy hủy bút toán và ghi lại.")
            days = {"book": vn_day(dt.date.fromisoformat(book.days[name])), "file": vn_day(dt.date.fromisoformat(told))}
            row.say(DOUBT, message % {"field": FIELDS[name].title, **days}, name)
        elif told and name not in book.days:
            kept[name] = told
    return kept


STATUSES = {
    "active": lazy("đang sinh hoạt"),
    "died": lazy("từ trần"),
    "left": lazy("ra khỏi Đảng"),
    "interrupted": lazy("gián đoạn sinh hoạt"),
    "exempt": lazy("miễn sinh hoạt"),
    "suspended": lazy("đình chỉ sinh hoạt"),
}


def compare_status(row: Row, member: bool, book: Booked) -> None:
    """A list never ends or suspends a membership: a difference is told, and goes by its procedure."""
    status = row.told.get("status")
    if status is None:
        return
    if not member and status not in ("died", "left"):
        row.say(DOUBT, _("Sổ ghi người này đã ra khỏi danh sách đảng viên; hãy đối chiếu, việc về đảng tịch ghi bằng hồ sơ."), "status")
    elif member and status in ("died", "left", "interrupted"):
        row.say(
            DOUBT, _("Sổ ghi đang là đảng viên, tệp ghi %(status)s; hãy ghi bằng hồ sơ tương ứng.") % {"status": STATUSES[status]}, "status"
        )
    elif member and (status in FLAGS) != bool(book.flags):
        row.say(DOUBT, _("Tình trạng miễn, đình chỉ trong tệp khác với sổ; hãy ghi bằng hồ sơ tương ứng."), "status")
