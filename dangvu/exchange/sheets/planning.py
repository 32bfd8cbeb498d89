"""What a list would write into the books, row by row: load lines for the ledger's own services, or why there are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.periods import add_months
from dangvu.core.vietnamese import name_key
from dangvu.exchange.sheets import checks, membership
from dangvu.exchange.sheets.days import Unclear
from dangvu.exchange.sheets.fields import ATTRIBUTES, FIELDS, STATED
from dangvu.exchange.sheets.matching import Known, Match
from dangvu.exchange.sheets.places import Places
from dangvu.exchange.sheets.rows import DOUBT, ERROR, LEVELS, NOTE, Row
from dangvu.orgs.models import Person
from dangvu.orgs.vault import is_sensitive

Line = dict[str, Any]
CARRIED = "carried_over"
ENTERING: Final[Mapping[str, str | Promise]] = {
    CARRIED: lazy("là số dư khi mở sổ (mang sang)"),
    "transferred_in": lazy("là chuyển sinh hoạt đến từ ngoài sổ"),
    "nobody": lazy("không thêm ai: chỉ bổ sung lý lịch người đã có"),
}
"""How somebody whom the book does not know enters it; while a human has not said it, such a row has an error."""
GUARDED = ("name", "birth", "sex", "national_id", "identity_number")
"""Values that a list fills in where the book has none, and never changes (domain guide §2.5)."""
NEW, SKIP = "new", "skip"
NO_PROOF = ("", "code")
"""By what a row may be told to be somebody else than the person found: a name, or our own code, which is copied along with its row."""
GONE = ("died", "left", "interrupted")


@dataclass(frozen=True)
class Settings:
    """What a human said to a file. ``columns``: place from 0 (as text) → field; ``orgs``: name in the file → code of a cell."""

    on: str
    sheet: str = ""
    header: int | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    orgs: Mapping[str, str] = field(default_factory=dict)
    default_org: str = ""
    dates: str = ""
    entering: str = CARRIED

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.on)

    def told(self) -> dict[str, Any]:
        return asdict(self)


@dataclass
class Planned:
    """A row with what is to be done: ``action`` as in ``IntakeRow.Action``; ``changes``: (field, old, new)."""

    row: Row
    action: str = "error"
    person: Person | None = None
    maybe: list[Person] = field(default_factory=list)
    by: str = ""
    org: int | None = None
    changes: list[tuple[str, Any, Any]] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def levels(self) -> list[str]:
        """Those of the findings, the worst first."""
        found = {each.level for each in self.row.findings}
        return [each for each in LEVELS if each in found]


@dataclass(frozen=True)
class Planner:
    """Everything a row is judged by."""

    settings: Settings
    places: Places
    known: Known
    books: Mapping[int, membership.Booked]
    decisions: Mapping[str, str]
    prefix: str
    own: str

    def plan(self, rows: Iterable[Row]) -> list[Planned]:
        return [self._one(row) for row in rows]

    def _one(self, row: Row) -> Planned:
        planned = Planned(row)
        if row.left:
            planned.action = "left"
        elif not row.faulty:
            self._place(planned)
            self._who(planned)
        return planned

    def _place(self, planned: Planned) -> None:
        """The cell a row names, or that of the whole file."""
        row, notes = planned.row, list[str]()
        told = row.told.get("org") or self.settings.default_org
        if not told:
            return
        try:
            planned.org = self.places.find(told, notes)
        except Unclear as unclear:
            row.say(ERROR, str(unclear), "org")
        for note in notes:
            row.say(NOTE, note, "org")

    def _who(self, planned: Planned) -> None:
        row = planned.row
        match = self.known.match(row, self.places.reach)
        if match.apart:
            row.say(ERROR, _("Các số giấy tờ của dòng này thuộc về những người khác nhau trong sổ; hãy đối chiếu từng số."))
        elif match.sure:
            self._known(planned, match.sure)
        elif match.maybe:
            self._asked(planned, match)
        else:
            self._new(planned)

    def _asked(self, planned: Planned, match: Match) -> None:
        """Somebody of this name is in the book: a human says who it is."""
        row, said = planned.row, self.decisions.get(str(planned.row.number), "")
        chosen = next((each for each in match.maybe if each.code == said), None)
        planned.maybe, planned.by = match.maybe, match.by
        if match.by and not all(self._within(each) for each in match.maybe):
            row.say(ERROR, self._elsewhere(), match.by)
        elif said == SKIP:
            planned.action = "left"
        elif chosen is not None:
            self._known(planned, chosen)
        elif said == NEW and match.by in NO_PROOF:
            row.told.pop("code", None)
            self._new(planned)
        elif not row.faulty:
            planned.action = "ask"
            self._tell_a_copy(planned)

    def _tell_a_copy(self, planned: Planned) -> None:
        """A row copied to type somebody new over it keeps our code, in a column that is hidden in the national template."""
        row, person = planned.row, planned.maybe[0]
        if planned.by == "code":
            message = _(
                "Mã trong sổ %(code)s là của %(name)s; dòng này ghi tên khác. Chép dòng ấy để thêm người mới thì chọn “người khác”."
            )
            row.say(NOTE, message % {"code": person.code, "name": person.name}, "code")

    def _within(self, person: Person) -> bool:
        place = self.known.stands.get(person.pk)
        return place is None or place.org in self.places.reach

    def _elsewhere(self) -> str:
        return _("Người mang số này đã có trong sổ ở tổ chức ngoài phạm vi của bạn; hãy báo văn phòng cấp trên.")

    # Somebody the book knows

    def _known(self, planned: Planned, person: Person) -> None:
        row, stands = planned.row, self.known.stands.get(person.pk)
        planned.person = person
        if not self._within(person):
            planned.person = None
            row.say(ERROR, self._elsewhere())
            return
        if stands is None:
            row.say(
                ERROR, _("Sổ có khai báo người này nhưng chưa là đảng viên của chi bộ nào; hãy ghi kết nạp hoặc chuyển đến bằng hồ sơ.")
            )
        elif stands.status and planned.org is not None and planned.org != stands.org:
            names = {"book": self.places.tree.timelines[stands.org].states[-1].name, "file": row.told.get("org", "")}
            row.say(DOUBT, _("Sổ ghi ở %(book)s, tệp ghi ở %(file)s; chuyển sinh hoạt ghi bằng hồ sơ.") % names, "org")
        if not row.faulty:
            self._amend(planned, person, bool(stands and stands.status), stands.status if stands else "")

    def _amend(self, planned: Planned, person: Person, member: bool, status: str) -> None:
        row, book = planned.row, self.books.get(person.pk, membership.NOTHING)
        self._compare_standing(row, status)
        membership.compare_status(row, member, book)
        told = {**{name: row.told[name] for name in ATTRIBUTES if name in row.told}, **membership.compare(row, person, book)}
        held = held_by(person)
        for name, value in told.items():
            self._change(planned, name, held.get(name), value)
        planned.action = "change" if planned.changes else "same"
        if planned.changes:
            changes = {name: new for name, _old, new in planned.changes}
            planned.lines = [self._line(row, "amended", person.code, changes=changes)]

    def _compare_standing(self, row: Row, status: str) -> None:
        told = row.told.get("standing")
        if told and status and told != status:
            row.say(DOUBT, _("Tư cách trong tệp khác với sổ; công nhận chính thức ghi bằng hồ sơ."), "standing")

    def _change(self, planned: Planned, name: str, old: Any, new: Any) -> None:
        if old not in (None, "") and same(old, new):
            return
        birth = planned.person.birth if planned.person else None
        if name == STATED and birth:
            if str(birth.year) not in new:
                planned.row.say(
                    DOUBT, _("Năm sinh trong tệp (%(file)s) khác với sổ (%(book)s).") % {"file": new, "book": birth.year}, "birth"
                )
            return
        if old not in (None, "") and name in GUARDED:
            message = _(
                "%(field)s: sổ ghi “%(book)s”, tệp ghi “%(file)s”. Danh sách không sửa giá trị này; sổ sai thì mở hồ sơ đề nghị sửa."
            )
            planned.row.say(DOUBT, message % {"field": FIELDS[name].title, "book": masked(name, old), "file": new}, name)
            return
        planned.changes.append((name, old, new))

    # Somebody new

    def _new(self, planned: Planned) -> None:
        row = planned.row
        # Of somebody the book knows, the page of quality tells what is missing: said here, it would hide what is new in the list.
        checks.missing(row, self.settings.columns.values())
        if not self.settings.entering:
            row.say(ERROR, _("Sổ chưa có người này; hãy chọn ở bước nhận cột: người mới là mang sang, là chuyển đến, hay không thêm ai."))
        elif self.settings.entering == "nobody":
            row.say(ERROR, _("Sổ chưa có người này, mà lần nhập này không thêm ai; hãy kiểm tra họ tên, số giấy tờ."))
        if row.told.get("status") in GONE:
            planned.action = "left"
            row.say(
                NOTE,
                _("Tệp ghi %(status)s: không đưa vào danh sách đảng viên.") % {"status": membership.STATUSES[row.told["status"]]},
                "status",
            )
            return
        if planned.org is None and not row.faulty:
            row.say(ERROR, _("Không rõ ở chi bộ nào; hãy ghi cột chi bộ hoặc chọn một chi bộ cho cả tệp."), "org")
        standing = self._standing(row)
        if not row.faulty and planned.org is not None:
            planned.action, planned.lines = "new", self._enter(row, planned.org, standing)

    def _standing(self, row: Row) -> str:
        """Official or probationary: told, or following from the days. It is never assumed."""
        told, official, admitted = (row.told.get(name) for name in ("standing", "official_on", "admitted_on"))
        if told == "probationary" and official:
            row.say(ERROR, _("Ghi dự bị mà có ngày chính thức; hãy sửa một trong hai."), "standing")
        if told:
            return str(told)
        if official:
            return "official"
        if admitted and "official_on" not in row.raw and add_months(dt.date.fromisoformat(admitted), checks.PROBATION) > self.settings.day:
            row.say(NOTE, _("Vào Đảng chưa đủ 12 tháng: dự bị."), "admitted_on")
            return "probationary"
        row.say(ERROR, _("Không rõ chính thức hay dự bị; hãy ghi ngày chính thức hoặc cột tư cách."), "official_on")
        return ""

    def _enter(self, row: Row, org: int, standing: str) -> list[Line]:
        code = row.told.get("code") or f"{self.own}-{row.number:04d}"
        values = {name: row.told[name] for name in ATTRIBUTES if name in row.told}
        days = {name: row.told[name] for name in membership.DAYS if name in row.told}
        carried = self.settings.entering == CARRIED
        # A transfer tells no earlier days: they are kept as values of the person.
        declared = self._line(row, "person", code, **values, **({} if carried else days))
        where = {"org": self.places.tree.timelines[org].states[-1].code, "status": standing}
        lines = [declared, self._line(row, self.settings.entering, code, **where, **(days if carried else {}))]
        if row.told.get("status") == "exempt":
            lines.append(self._line(row, "exempted", code))
        elif row.told.get("status") == "suspended":
            lines.append(self._line(row, "suspended", code))
        return lines

    def _line(self, row: Row, kind: str, person: str, **told: Any) -> Line:
        ref = f"{self.prefix}/{row.number}/{kind}"
        return {"kind": kind, "on": self.settings.on, "ref": ref, "person": person, **told}


def held_by(person: Person) -> dict[str, Any]:
    """Every value of a person as a list tells it."""
    own = {"name": person.name, "birth": person.birth.isoformat() if person.birth else None, "sex": person.sex}
    return {**person.extra, **person.secrets(), **own}


def masked(name: str, value: Any) -> Any:
    """A value of the book as a page may show it unasked: what is sensitive is only said to be there."""
    return _("(giá trị bảo vệ)") if value not in (None, "") and is_sensitive(name) else value


def same(old: Any, new: Any) -> bool:
    """Whether two values say the same: case and the place of the tone make no difference."""
    one, other = str(old), str(new)
    return one == other or (one.casefold().split() == other.casefold().split()) or name_key(one) == name_key(other)
