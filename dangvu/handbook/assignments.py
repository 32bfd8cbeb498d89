"""The work a cell assigns to its members for a year: given, reported on, judged. It stands in the books; here it is read and written.

A cell writes it from its own list or types it from the paper; a member may report from the phone, and nobody has to.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dossiers import holdings
from dangvu.dossiers.due import Item
from dangvu.handbook.errors import Refused
from dangvu.ledger import accounts, book, history
from dangvu.ledger.kinds.assignments import GRADES, LONGEST
from dangvu.ledger.models import Entry, Posting, Sealed
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import append_lines
from dangvu.orgs.access import CASEWORK
from dangvu.orgs.models import Person
from dangvu.rules import services as rules

RULE = "assignment.days"
KINDS = ("assigned", "assignment_reported", "assignment_judged")
MEASURES = ("assignment", "assignment_report", "assignment_judged")
FLAGS = ("exempt", "temporary_out", "suspended")
"""Who is exempt, elsewhere or suspended is assigned nothing here."""
WORDS = {"assigned": "tasks", "assignment_reported": "report", "assignment_judged": "remark"}
"""Where each kind of entry keeps what was written."""


@dataclass(frozen=True)
class Said:
    """One entry: its number, its day, the cell, who wrote it down, what was written (empty once erased), and the grade of a judgement."""

    entry: int
    on: dt.date
    org: int
    actor: str
    text: str
    grade: str = ""


@dataclass
class Year:
    """A member's assignment of a year. ``given``: the latest last, which holds; those before it are what it took the place of."""

    year: int
    given: list[Said] = field(default_factory=list)
    reported: list[Said] = field(default_factory=list)
    judged: Said | None = None

    @property
    def holds(self) -> Said | None:
        """What is assigned."""
        return self.given[-1] if self.given else None

    @property
    def before(self) -> list[Said]:
        """What that took the place of, the latest first."""
        return self.given[-2::-1]

    @property
    def open(self) -> bool:
        """Whether a report is still waited for: something is assigned and nothing was judged."""
        return bool(self.given) and self.judged is None


def of_person(person: Person) -> list[Year]:
    """Every year of a member, the latest first."""
    numbers = history.about(person.pk)
    return sorted(_years(Entry.objects.filter(pk__in=numbers)).get(person.pk, {}).values(), key=lambda each: -each.year)


def recent(person: Person, since: dt.date) -> Said | None:
    """What was assigned last since a day, if anything was."""
    legs = Posting.objects.filter(person=person, account__in=_accounts("assignment"), on__gte=since).values("source")
    years = _years(Entry.objects.filter(pk__in=legs)).get(person.pk, {})
    return years[max(years)].holds if years else None


def of_cell(org: int, year: int) -> dict[int, Year]:
    """By person, what a cell assigned for a year, with reports and judgements."""
    legs = Posting.objects.filter(org=org, account__in=_accounts(*MEASURES), on__gte=dt.date(year, 1, 1)).values("source").distinct()
    found = _years(Entry.objects.filter(pk__in=legs), org)
    return {person: years[year] for person, years in found.items() if year in years}


def _accounts(*measures: str) -> list[int]:
    return [each for measure in measures for each in accounts.ids(measure)]


def _years(entries: Any, org: int | None = None) -> dict[int, dict[int, Year]]:
    """By person and year, from those of some entries that are in force, in the order of their days."""
    rows = list(entries.filter(kind__in=KINDS).order_by("effective_on", "number"))
    gone = set(Entry.objects.filter(reverses__in=[row.pk for row in rows]).values_list("reverses", flat=True))
    texts = {row.entry_id: row.values for row in Sealed.objects.filter(entry__in=[row.pk for row in rows])}
    found: dict[int, dict[int, Year]] = defaultdict(dict)
    for row in rows:
        data = orjson.loads(row.data)
        if row.pk in gone or (org is not None and data["org"] != org):
            continue
        text = texts.get(row.pk, {}).get(WORDS[row.kind], "")
        said = Said(row.pk, row.effective_on, data["org"], row.actor, text, data.get("grade", ""))
        number = data.get("year", row.effective_on.year)
        _sorted_in(found[data["person"]].setdefault(number, Year(number)), row.kind, said)
    return found


def _sorted_in(year: Year, kind: str, said: Said) -> None:
    if kind == "assigned":
        year.given.append(said)
    elif kind == "assignment_reported":
        year.reported.append(said)
    else:
        year.judged = said


# ---------------------------------------------------------------- writing


@dataclass(frozen=True)
class Row:
    """What is written down of one member, by code: new words of the assignment, a report from paper, a judgement; empty: nothing."""

    person: str
    tasks: str = ""
    report: str = ""
    grade: str = ""
    remark: str = ""


def write(*, cell: str, year: int, on: dt.date, rows: Sequence[Row], decision: Mapping[str, str], actor: str) -> tuple[int, list[Fault]]:
    """Write down a list of a cell, all of it or nothing: how many entries, and what is wrong, each with the code of its member as field.

    ``on``: the day of the meeting that assigned, in the year itself; ``decision``: number and date of the cell's resolution, if it has one.
    """
    lines = list(_lines(cell, year, on, rows, decision))
    wrong = [Fault(0, line["person"], _("Đã ghi mức thì mới ghi nhận xét.")) for line in lines if line.get("grade") == ""]
    if on.year != year and any(line["kind"] == "assigned" for line in lines):
        wrong.append(Fault(0, "", _("Ngày phân công phải trong năm %(year)d; hãy sửa ngày.") % {"year": year}))
    if wrong or not lines:
        return 0, wrong
    report = append_lines(enumerate(lines, start=1), actor=actor, origin="handbook")
    return (0 if report.errors else len(lines)), [Fault(each.line, lines[each.line - 1]["person"], each.message) for each in report.errors]


def _lines(cell: str, year: int, on: dt.date, rows: Iterable[Row], decision: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    signed = {name: value for name, value in decision.items() if value}
    last = book.last_number()
    for row in rows:
        about: dict[str, str] = {"on": on.isoformat(), "org": cell, "person": row.person}
        line: dict[str, Any]
        if row.tasks:
            line = {"kind": "assigned", **about, "ref": _ref("assigned", year, row.person, last), "tasks": row.tasks}
            yield {**line, **({"decision": signed} if signed else {})}
        if row.report:
            yield _reported(about, year, row.report, last)
        if row.grade or row.remark:
            line = {"kind": "assignment_judged", **about, "ref": _ref("judged", year, row.person, last), "year": year, "grade": row.grade}
            yield {**line, **({"remark": row.remark} if row.remark else {})}


def _ref(what: str, year: int, person: str, last: int) -> str:
    return f"{what}/{year}/{person}/{last}"


def _reported(about: Mapping[str, str], year: int, text: str, last: int) -> dict[str, Any]:
    return {
        "kind": "assignment_reported", **about, "ref": _ref("reported", year, about["person"], last), "year": year, "report": text,
    }  # fmt: skip


def report(*, person: Person, year: int, text: str, actor: str, on: dt.date | None = None) -> int:
    """A member tells how the work assigned for a year was done; the entry. Raises Refused."""
    plain = text.replace("\r\n", "\n").strip()
    if not plain or len(plain) > LONGEST:
        raise Refused(_("Hãy ghi kết quả đã làm, nhiều nhất %(most)d chữ.") % {"most": LONGEST})
    found = next((each for each in of_person(person) if each.year == year), None)
    held = found.holds if found else None
    if held is None or found is None:
        raise Refused(_("Sổ chưa ghi chi bộ phân công gì cho bạn trong năm %(year)d; hãy hỏi bí thư.") % {"year": year})
    if found.judged is not None:
        raise Refused(_("Chi bộ đã đánh giá công tác năm %(year)d; muốn nói thêm, hãy gửi ở trang Trao đổi.") % {"year": year})
    cell = book.tree().timelines[held.org].states[-1].code
    about = {"on": min(max(on or today(), held.on), today()).isoformat(), "org": cell, "person": person.code}
    done = append_lines([(1, _reported(about, year, plain, book.last_number()))], actor=actor, origin="handbook")
    if done.errors or done.last_entry is None:
        raise Refused("; ".join(each.message for each in done.errors))
    return done.last_entry


# ---------------------------------------------------------------- what is still to be done


def due(orgs: Collection[int], on: dt.date) -> list[Item]:
    """Cells that still have somebody without an assignment of the year, each by the first day somebody's time is over.

    Only of cells that keep their assignments here (they did this year or last): whoever keeps them on paper alone is not reminded.
    """
    keeping = set(
        Posting.objects.filter(account__in=_accounts("assignment"), org__in=list(orgs), on__range=(dt.date(on.year - 1, 1, 1), on))
        .values_list("org", flat=True)
        .distinct()
    )
    waiting = lacking(keeping, on) if keeping else {}
    rulebook, tree, found = rules.Rulebook(), book.tree().at(on), list[Item]()
    for org, since in waiting.items():
        try:
            rule = rulebook.get(RULE, on=on, path=tree.upward(org))
        except rules.UnknownRule:
            continue
        title = _("Phân công công tác năm %(year)d cho đảng viên còn lại") % {"year": on.year}
        found.append(Item("assignment", title, rulebook.deadline(rule, min(since.values())), org, guard=CASEWORK))
    return found


def lacking(cells: Collection[int], on: dt.date) -> dict[int, dict[int, dt.date]]:
    """By cell, the members who have to have an assignment of the year and have none there, each with the day his or her time runs from."""
    first = dt.date(on.year, 1, 1)
    standing = holdings.members(cells, on)
    flagged = {person for person, _org in holdings.held(Q(account__measure__in=FLAGS, org__in=list(cells)), on, "org")}
    given = Posting.objects.filter(account__in=_accounts("assignment"), org__in=list(cells), on__range=(first, on))
    held = {(person, org) for person, org, net in given.values_list("person", "org").annotate(net=Sum("quantity")) if net > 0}
    left = [(person, org) for person, org in standing if person not in flagged and (person, org) not in held]
    came = _arrivals([person for person, _org in left], on)
    found: dict[int, dict[int, dt.date]] = defaultdict(dict)
    for person, org in left:
        found[org][person] = max(first, came.get((person, org), first))
    return dict(found)


def _arrivals(persons: Collection[int], on: dt.date) -> dict[tuple[int, int], dt.date]:
    """The day each came to where he or she stands."""
    legs = Posting.objects.filter(account__in=accounts.ids("outside", of="member"), person__in=list(persons), on__lte=on, quantity=-1)
    return {(person, org): since for person, org, since in legs.values_list("person", "org").annotate(since=Max("on"))}


__all__ = ["GRADES", "LONGEST", "Row", "Said", "Year", "due", "lacking", "of_cell", "of_person", "report", "write"]
