"""The draft of an intake: what each row would do by the book as it stands, tried in the ledger without being written, and kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from dangvu.exchange.background import Report
from dangvu.exchange.models import Intake, IntakeRow
from dangvu.exchange.sheets import checks, keeping, layout, membership, rows
from dangvu.exchange.sheets.matching import Known
from dangvu.exchange.sheets.opening import Opened
from dangvu.exchange.sheets.places import Places
from dangvu.exchange.sheets.planning import Planned, Planner
from dangvu.exchange.sheets.rows import DOUBT, ERROR
from dangvu.ledger import book
from dangvu.ledger.services import append_lines

State, Action = Intake.State, IntakeRow.Action
AT_ONCE = 500


def quiet(done: int, total: int) -> None:
    """A progress nobody watches."""


def origin(intake: Intake) -> str:
    """What entries of an intake say they come from."""
    return f"import/{intake.pk}"


def planned_rows(intake: Intake, opened: Opened, reach: Collection[int], report: Report = quiet) -> list[Planned]:
    """What each row would do, by the book as it stands."""
    settings, codes = opened.settings, layout.code_sheets(opened.sheets, opened.layout.sheet)
    total = len(opened.sheet.rows)
    found = []
    for row in rows.read(opened.sheet, opened.layout, codes, rows.Given(opened.columns, settings.dates)):
        found.append(row)
        report(row.number // 2, total)
    checks.checked(found)
    known = Known([row for row in found if not row.left])
    books = membership.booked(known.persons, settings.day)
    report(total * 3 // 4, total)
    places = Places(book.tree(), settings.day, reach, settings.orgs)
    decisions = intake.data.get("decisions", {})
    planner = Planner(settings, places, known, books, decisions, f"nhap/{intake.pk}", f"N{intake.pk}")
    return planner.plan(found)


def try_lines(intake: Intake, planned: Sequence[Planned], report: Report = quiet) -> None:
    """Ask the ledger what it would refuse: a row it refuses has an error."""
    by_number = {each.row.number: each for each in planned}
    whole = sum(len(each.lines) for each in planned)

    def progress(tried: int) -> None:
        report(3 * whole + tried, 4 * whole)

    done = append_lines(numbered(planned), actor=intake.actor, origin=origin(intake), dry_run=True, progress=progress)
    for fault in done.errors:
        each = by_number[fault.line]
        each.row.say(ERROR, fault.message, fault.field)
        each.action, each.lines = Action.ERROR, []


def numbered(planned: Iterable[Planned]) -> Iterator[tuple[int, dict[str, Any]]]:
    return ((each.row.number, line) for each in planned for line in each.lines)


@transaction.atomic
def keep(intake: Intake, planned: Sequence[Planned], seen: int) -> None:
    """Keep a plan in the place of an earlier one. ``seen``: the last entry it was made over."""
    intake.rows.all().delete()
    IntakeRow.objects.bulk_create((_kept(intake, each) for each in planned), batch_size=AT_ONCE)
    Intake.objects.filter(pk=intake.pk).update(state=State.PLANNED, counts=_counts(planned), seen_entry=seen)
    intake.refresh_from_db()


def _counts(planned: Sequence[Planned]) -> dict[str, int]:
    """Rows by what happens to them and by the levels of their findings; and the doubts of the rows that go in."""
    found = Counter(_action(each) for each in planned) + Counter(f"{level}_rows" for each in planned for level in each.levels)
    going = (each for each in planned if _action(each) not in (Action.ERROR, Action.LEFT))
    doubts = sum(finding.level == DOUBT for each in going for finding in each.row.findings)
    return dict(found) | ({"doubts": doubts} if doubts else {})


def _action(planned: Planned) -> str:
    """What happens to a row; one that has an error is out whatever else was thought of it."""
    return str(Action.ERROR if planned.row.faulty else planned.action)


def _kept(intake: Intake, planned: Planned) -> IntakeRow:
    row = planned.row
    name = row.told.get("name", "")
    data = {
        "name": name,
        "gist": row.left and row.gist,
        "why": row.left,
        "told": {code: str(value) for code, value in row.told.items()},
        "raw": row.raw,
        "findings": [each.told() for each in row.findings],
        "changes": planned.changes,
        "lines": planned.lines,
        "maybe": [each.pk for each in planned.maybe],
        "by": planned.by,
        "org": planned.org,
    }
    person = planned.person.pk if planned.person else None
    return IntakeRow(
        intake=intake,
        number=row.number,
        action=_action(planned),
        levels=" ".join(planned.levels),
        person_id=person,
        name_key=keeping.name_key(name),
        data=data,
    )
