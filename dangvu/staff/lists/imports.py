"""What is to be looked at in a list that is brought in, row by row, to be worked through beside the file in Excel."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.core.listing import Column, Listing
from dangvu.exchange.models import IntakeRow
from dangvu.orgs.access import RECORD
from dangvu.staff import imports
from dangvu.staff.desk import Desk
from dangvu.staff.lists.base import Asked, export, one
from dangvu.staff.views.imports import found_intake


@export("import", "nhap-excel/<int:pk>", RECORD)
def findings(desk: Desk, asked: Asked, pk: int) -> Iterator[Listing]:
    """Every finding with its row, its column and what is to be done; the rows that stay out come first."""
    intake = found_intake(desk, pk)
    columns: tuple[Column, ...] = (
        Column(_("Dòng"), 8, "number"),
        Column(_("Họ và tên"), 28),
        Column(_("Sẽ làm"), 16),
        Column(_("Mức"), 10),
        Column(_("Cột"), 28),
        Column(_("Việc cần làm"), 90),
    )
    some = sorted(intake.rows.select_related("person"), key=lambda row: (row.action != IntakeRow.Action.ERROR, row.number))
    shown = imports.shown(some)
    rows = [
        (each.row.number, each.name, each.row.get_action_display(), finding.level, finding.place, finding.message)
        for each in shown
        for finding in each.findings
    ]
    about = (each.row.person_id for each in shown if each.findings)
    yield one(_("Những điều cần xem trong %(name)s") % {"name": intake.name or intake.pk}, columns, rows, about)
