"""Bringing in a list: from the file to entries, and back. Every write goes through the ledger's own services, all of it or nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.core.lazily import lazily
from dangvu.dossiers import files
from dangvu.dossiers.holdings import members
from dangvu.exchange import background
from dangvu.exchange.background import Report
from dangvu.exchange.models import Intake, IntakeRow, KnownLayout
from dangvu.exchange.sheets import drafting, keeping, layout, opening
from dangvu.exchange.sheets.cells import Unreadable
from dangvu.exchange.sheets.drafting import origin, quiet
from dangvu.exchange.sheets.places import Places, key_of
from dangvu.exchange.sheets.planning import CARRIED, Planned, Settings
from dangvu.ledger import book
from dangvu.ledger.models import Book, Entry
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import append_lines
from dangvu.orgs.models import Organisation, Person

if TYPE_CHECKING:
    from openpyxl import utils as workbooks
else:
    workbooks = lazily("openpyxl.utils")

State, Action = Intake.State, IntakeRow.Action
BATCH = 500
"""Lines handed to the ledger at once: between two of them the progress is told."""
UNDER_WAY = {State.PLANNING: State.UPLOADED, State.WRITING: State.PLANNED, State.UNDOING: State.WRITTEN}
"""States of a job, and where it stood before."""


class Refused(ValueError):
    """Nothing was done; the text is a sentence for the user."""


def job(intake: Intake) -> str:
    """The name of the background job of an intake."""
    return f"intake-{intake.pk}"


# The file


def usual_entering(orgs: Collection[int]) -> str:
    """How somebody new enters the book while nobody has said it: an opening balance where no member stands yet, else it is to be said."""
    return "" if members(orgs, today()) else CARRIED


def bring(*, org: Organisation, raw: bytes, name: str, actor: str, encoding: str = "", entering: str = CARRIED) -> Intake:
    """Take a file in. ``entering``: how somebody new enters the book until a human says otherwise; empty: a human is to say it.

    Raises Unreadable with what to do; then nothing is kept.
    """
    digest = files.store(raw)
    try:
        # Read from where it is kept, and so once for this step, the page of columns and the plan: reading is what takes longest.
        opened = opening.understood(opening.sheets_of(digest, encoding), Settings(on=today().isoformat(), entering=entering), org.pk)
    except Unreadable:
        keeping.release(digest)
        raise
    return Intake.objects.create(
        organisation=org,
        actor=actor,
        created_at=timezone.now(),
        name=files.plain_name(name),
        sha256=digest,
        encoding=encoding,
        data={"settings": opened.settings.told(), "decisions": {}},
    )


def say(intake: Intake, told: Mapping[str, Any], *, reach: Collection[int]) -> None:
    """Keep how a human wants the columns read, for this file and for the next of its layout. Raises Unreadable or Refused."""
    settings = opening.said(told, opening.settings_of(intake))
    if not dt.date(1930, 2, 3) <= settings.day <= today():
        raise Refused(_("Ngày ghi sổ phải từ 3/2/1930 đến hôm nay; hãy sửa ngày."))
    allowed = {each.code for each in Places(book.tree(), settings.day, reach, {}).cells()}
    strange = {code for code in (*settings.orgs.values(), settings.default_org) if code} - allowed
    if strange:
        raise Refused(_("Chi bộ “%(code)s” không có trong phạm vi của bạn vào ngày ấy; hãy chọn lại.") % {"code": min(strange)[:60]})
    found = layout.find(opening.open_file(intake).sheets, settings.sheet, settings.header)
    _only(intake, State.UPLOADED, State.PLANNED)
    intake.data = {**intake.data, "settings": settings.told(), "decisions": {}}
    intake.state = State.UPLOADED
    intake.save(update_fields=["data", "state"])
    if found is not None:
        KnownLayout.objects.update_or_create(
            organisation_id=intake.organisation_id,
            fingerprint=found.fingerprint,
            defaults={"columns": settings.columns, "orgs": settings.orgs},
        )


def lettered(told: Mapping[str, Any]) -> dict[str, Any]:
    """Settings in which columns are named by their letters and organisations as the file names them, in the terms used here."""
    columns = {_place(name): code for name, code in told.get("columns", {}).items()}
    orgs = {key_of(name): code for name, code in told.get("orgs", {}).items()}
    return {**told, **({"columns": columns} if columns else {}), **({"orgs": orgs} if orgs else {})}


def _place(name: str) -> str:
    try:
        return name if name.isdecimal() else str(workbooks.column_index_from_string(name) - 1)
    except ValueError as error:
        raise Unreadable(_("Không có cột “%(name)s”.") % {"name": name[:20]}) from error


def look_elsewhere(intake: Intake, *, sheet: str, header: int | None) -> None:
    """Look for the list in another sheet or below another row; what was said about columns is forgotten. Raises Unreadable."""
    _only(intake, State.UPLOADED, State.PLANNED)
    before = opening.settings_of(intake)
    settings = Settings(on=before.on, sheet=sheet, header=header, entering=before.entering)
    opened = opening.understood(opening.open_file(intake).sheets, settings, intake.organisation_id)
    intake.data = {"settings": opened.settings.told(), "decisions": {}}
    intake.state = State.UPLOADED
    intake.save(update_fields=["data", "state"])


def _only(intake: Intake, *states: str) -> None:
    if intake.state not in states:
        raise Refused(_("Lần nhập này đang ở bước “%(state)s”; hãy tải lại trang.") % {"state": intake.get_state_display()})


def settle(intake: Intake) -> Intake:
    """Put the state of an interrupted job back: its one transaction was never finished, so nothing was written."""
    if intake.state in UNDER_WAY and not background.running(job(intake)):
        back, told = UNDER_WAY[State(intake.state)], _("Máy đã dừng giữa chừng; chưa có gì thay đổi. Hãy làm lại bước này.")
        Intake.objects.filter(pk=intake.pk, state=intake.state).update(state=back, fault=told)
        intake.refresh_from_db()
    return intake


def begin(intake: Intake, state: str, work: Any) -> None:
    """Move to the state of a job and start it, once. Raises Refused when it is somewhere else."""
    before = UNDER_WAY[State(state)]
    allowed = (before, State.PLANNED) if state == State.PLANNING else (before,)
    if not Intake.objects.filter(pk=intake.pk, state__in=allowed).update(state=state, fault=""):
        raise Refused(_("Lần nhập này đang được làm ở nơi khác; hãy tải lại trang."))
    intake.refresh_from_db()

    def guarded(report: Report) -> None:
        try:
            work(report)
        except Exception as problem:
            told = (
                str(problem)
                if isinstance(problem, Refused | Unreadable)
                else _("Có lỗi ngoài dự tính; chưa có gì thay đổi. Hãy làm lại bước này.")
            )
            Intake.objects.filter(pk=intake.pk, state=state).update(state=before, fault=told)
            if not isinstance(problem, Refused | Unreadable):
                raise

    background.start(job(intake), guarded)


# The plan


def plan(intake: Intake, *, reach: Collection[int], report: Report = quiet) -> None:
    """Read every row, judge it, try the lines in the ledger without writing them, and keep the outcome. Raises Unreadable."""
    opened = opening.open_file(intake)
    seen = book.last_number()
    planned = drafting.planned_rows(intake, opened, reach, report)
    drafting.try_lines(intake, planned, report)
    drafting.keep(intake, planned, seen)


def decide(intake: Intake, told: Mapping[str, str]) -> None:
    """Keep who is whom by a human's word: row → a person's code, ``new`` or ``skip``."""
    _only(intake, State.PLANNED)
    decisions = {**intake.data.get("decisions", {}), **{row: said for row, said in told.items() if said}}
    intake.data = {**intake.data, "decisions": decisions}
    intake.save(update_fields=["data"])


# The entries


def hindrance(intake: Intake, *, leave_out: bool, without_doubts: bool) -> str:
    """Why the plan may not be written yet; empty when it may. A human says yes to what will not go in."""
    counts = intake.counts
    if counts.get(Action.ASK):
        return _("Còn %(count)d người cần đối chiếu; hãy chọn từng người.") % {"count": counts[Action.ASK]}
    if counts.get(Action.ERROR) and not leave_out:
        return _("Còn %(count)d dòng có lỗi; hãy sửa tệp rồi tải lên lại, hoặc đồng ý để các dòng ấy ra ngoài.") % {
            "count": counts[Action.ERROR]
        }
    if counts.get("doubts") and not without_doubts:
        return _("Có %(count)d giá trị không rõ sẽ không được nhập; hãy sửa tệp, hoặc đồng ý nhập không có chúng.") % {
            "count": counts["doubts"]
        }
    if not counts.get(Action.NEW) and not counts.get(Action.CHANGE):
        return _("Không có gì để ghi: sổ đã có mọi điều trong tệp.")
    return ""


def write(intake: Intake, *, reach: Collection[int], report: Report = quiet) -> None:
    """Write the plan into the books, all or nothing. Raises Refused; a plan that no longer holds is made anew to be looked at again."""
    moved = None
    with transaction.atomic():
        head = Book.objects.select_for_update().get(pk=1)
        if head.last_entry != intake.seen_entry:
            moved = _moved(intake, reach)
        if moved is None:
            _write(intake, report)
    if moved is not None:
        drafting.keep(intake, moved, book.last_number())
        raise Refused(_("Sổ đã thay đổi từ lúc xem trước; danh sách đã được xét lại, hãy xem rồi ghi."))


def _moved(intake: Intake, reach: Collection[int]) -> list[Planned] | None:
    """The plan over the book of now, if it is another one than was looked at."""
    planned = drafting.planned_rows(intake, opening.open_file(intake), reach)
    drafting.try_lines(intake, planned)
    return None if [line for _row, line in drafting.numbered(planned)] == [line for _row, line in _lines(intake)] else planned


def _lines(intake: Intake) -> Iterator[tuple[int, dict[str, Any]]]:
    kept = intake.rows.filter(action__in=(Action.NEW, Action.CHANGE)).order_by("number")
    return ((row.number, line) for row in kept.iterator(chunk_size=BATCH) for line in row.data["lines"])


def _write(intake: Intake, report: Report) -> None:
    lines = list(_lines(intake))
    numbers = _append(lines, intake, intake.actor, report)
    now = {"state": State.WRITTEN, "first_entry": numbers[0], "last_entry": numbers[-1], "written_at": timezone.now()}
    Intake.objects.filter(pk=intake.pk).update(**now)
    _name_the_new(intake)


def _append(lines: Sequence[tuple[int, dict[str, Any]]], intake: Intake, actor: str, report: Report) -> list[int]:
    """Append lines some hundreds at a time within the caller's transaction; the numbers of their entries. Raises Refused."""
    numbers: list[int] = []
    rest, done = iter(lines), 0
    while some := list(islice(rest, BATCH)):
        told = append_lines(some, actor=actor, origin=origin(intake))
        if told.errors:
            raise Refused(_told(told.errors))
        numbers += told.numbers
        done += len(some)
        report(done, len(lines))
    if not numbers:
        raise Refused(_("Không có gì để ghi: sổ đã có mọi điều trong tệp."))
    return numbers


def _told(faults: Sequence[Fault]) -> str:
    """The first refusals of the ledger in one text."""
    return " ".join(_("Dòng %(row)d: %(message)s") % {"row": each.line, "message": each.message} for each in faults[:5])


def _name_the_new(intake: Intake) -> None:
    """The rows of people who are in the books now point to them."""
    added = list(intake.rows.filter(action=Action.NEW))
    codes = {row.data["lines"][0]["person"]: row for row in added}
    named = [(person, codes[code].pk) for person, code in _in_batches(list(codes))]
    with connection.cursor() as cursor:
        # The ORM builds a condition for each row, which takes as long as the entries themselves.
        cursor.executemany(f"UPDATE {IntakeRow._meta.db_table} SET person_id = %s WHERE id = %s", named)


def _in_batches(codes: Sequence[str]) -> Iterator[tuple[int, str]]:
    for start in range(0, len(codes), BATCH):
        yield from Person.objects.filter(code__in=codes[start : start + BATCH]).values_list("pk", "code")


@transaction.atomic
def undo(intake: Intake, *, actor: str, report: Report = quiet) -> None:
    """Reverse every entry of an intake, the last one first, all or none. Raises Refused, naming what leans on them."""
    entries = Entry.objects.filter(number__gte=intake.first_entry, number__lte=intake.last_entry, origin=origin(intake))
    gone = set(Entry.objects.filter(reverses__gte=intake.first_entry, reverses__lte=intake.last_entry).values_list("reverses", flat=True))
    left = [entry for entry in entries.order_by("-number") if entry.number not in gone]
    day = today().isoformat()
    lines = [(entry.number, {"kind": "reversal", "on": day, "ref": f"{entry.ref}/huy", "of": entry.ref}) for entry in left]
    if lines:
        _append(lines, intake, actor, report)
    Intake.objects.filter(pk=intake.pk).update(state=State.UNDONE, undone_by=actor, undone_at=timezone.now())


def drop(intake: Intake) -> None:
    """Let go of a file that was not written: its rows and its bytes."""
    _only(intake, State.UPLOADED, State.PLANNED)
    intake.rows.all().delete()
    digest, intake.sha256 = intake.sha256, ""
    intake.state, intake.data, intake.name = State.DROPPED, {}, ""
    intake.save(update_fields=["sha256", "state", "data", "name"])
    keeping.release(digest)
