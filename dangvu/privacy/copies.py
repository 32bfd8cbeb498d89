"""What a member may know of the own record: every value with its source, every entry, every read, every dossier; and a copy of it all."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.lazily import lazily
from dangvu.dossiers import kinds
from dangvu.dossiers.kinds.corrections import VALUES
from dangvu.dossiers.models import Dossier
from dangvu.exchange.sheets.fields import FIELDS
from dangvu.ledger import history
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry, Sealed
from dangvu.orgs.models import Person
from dangvu.privacy import held, readings
from dangvu.privacy.models import Reading

if TYPE_CHECKING:
    from dangvu.core import xlsx_writer
else:
    xlsx_writer = lazily("dangvu.core.xlsx_writer")

TITLES = {**{code: each.title for code, each in FIELDS.items()}, **dict(VALUES)}
SAID = {("sex", "male"): lazy("nam"), ("sex", "female"): lazy("nữ")}
DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Known:
    """A value of the record, and the entry that told it last."""

    name: str
    value: Any
    since: dt.date
    entry: int

    @property
    def title(self) -> str:
        """What it is called to its member."""
        return str(TITLES.get(self.name, self.name))

    @property
    def shown(self) -> str:
        """How it is told to its member: a day as it is written here."""
        text = str(self.value)
        if DAY.fullmatch(text):
            return vn_day(dt.date.fromisoformat(text))
        return str(SAID.get((self.name, text), text))


def values(person: Person) -> list[Known]:
    """Every value that holds, with its source: the declaration, then amendments in their turn."""
    rows = Sealed.objects.filter(person=person, entry__kind__in=("person", "amended")).select_related("entry")
    gone = set(Entry.objects.filter(reverses__in=[row.pk for row in rows]).values_list("reverses", flat=True))
    told = sorted((row for row in rows if row.pk not in gone), key=lambda row: (row.entry.kind != "person", row.entry.effective_on, row.pk))
    found = {
        name: Known(name, value, row.entry.effective_on, row.pk)
        for row in told
        for name, value in row.values.items()
        if name not in ("person", "note")
    }
    return [each for each in found.values() if each.value not in (None, "")]


def entries(person: Person) -> list[Entry]:
    """Every entry about the person, reversed ones too, the latest first."""
    return list(Entry.objects.filter(pk__in=history.about(person.pk)).order_by("-effective_on", "-number"))


def dossiers(person: Person) -> list[tuple[Dossier, str, str]]:
    """Dossiers about the person, with title and state in words."""
    return [
        (each, str(kinds.get(each.kind).title), str(kinds.get(each.kind).workflow.states[each.state])) for each in person.dossiers.all()
    ]


def reads(person: Person, limit: int | None = None) -> list[Reading]:
    """Who read the record, the latest first."""
    return list(readings.of_person(person.pk)[:limit])


def workbook(person: Person, *, watermark: str, now: dt.datetime) -> bytes:
    """The copy a member may ask for, as an Excel file: values, entries, dossiers, reads, and everything else that is held (``held``)."""
    about = (f"{person.name} ({person.code})", watermark)
    sheets = [xlsx_writer.Sheet(name, about, heads, widths, rows) for name, heads, widths, rows in _sheets(person)]
    return xlsx_writer.write_xlsx(sheets, created=now)


def _sheets(person: Person) -> Iterator[tuple[str, tuple[str, ...], tuple[int, ...], Sequence[tuple[str, ...]]]]:
    known = [(each.title, each.shown, vn_day(each.since), str(each.entry)) for each in values(person)]
    yield _("Lý lịch"), (_("Giá trị"), _("Nội dung"), _("Từ ngày"), _("Bút toán số")), (28, 48, 14, 14), known
    told = [(vn_day(each.effective_on), str(REGISTRY[each.kind].title), each.decision_number, str(each.number)) for each in entries(person)]
    yield _("Quá trình"), (_("Ngày"), _("Việc"), _("Quyết định"), _("Bút toán số")), (14, 48, 28, 14), told
    cases = [(vn_day(each.opened_on), title, state) for each, title, state in dossiers(person)]
    yield _("Hồ sơ"), (_("Mở ngày"), _("Loại"), _("Đang ở bước")), (14, 48, 32), cases
    seen = [(f"{each.at:%Y-%m-%d %H:%M} UTC", each.user.username, str(each.get_what_display())) for each in reads(person)]
    yield _("Ai đã xem"), (_("Lúc"), _("Tài khoản"), _("Việc")), (24, 28, 32), seen
    yield from held.tables(person)
