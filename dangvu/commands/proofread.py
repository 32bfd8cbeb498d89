"""``dangvu check-text``: a text beside the books, before it goes out."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.core.days import today
from dangvu.figures.proofreader import services
from dangvu.figures.proofreader.reading import AGREES, CONTRADICTS, DISAGREES, NOT_DERIVED, Claim, Reading
from dangvu.figures.services import FigureError, rows
from dangvu.ledger import book
from dangvu.orgs.models import Organisation
from dangvu.privacy.personal import Personal, check_personal

MARKS = {AGREES: "✓", DISAGREES: "✗", CONTRADICTS: "≠", NOT_DERIVED: "?"}
ROWS = 200
"""Rows of the books told of one claim in JSON."""


def check_text(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="Tệp .txt, .html, .docx hoặc .pdf.")],
    org: Annotated[str | None, typer.Option("--org", help="Mã tổ chức của bài; bỏ trống nếu sổ chỉ có một tổ chức trên cùng.")] = None,
    on: Annotated[str | None, typer.Option("--on", help="Ngày của bài (mặc định: hôm nay).")] = None,
    known_at: say.KnownAt = None,
    json: say.Json = False,
) -> None:
    """Soát mọi số liệu và dữ liệu cá nhân của một bài, so với sổ."""
    day = say.day(on, json, "on") or today()
    moment = say.moment(known_at, json)
    known = book.number_known_at(moment) if moment else None
    place = _org(org, day, json)
    try:
        reading = services.check_text(services.blocks_of(file.read_bytes(), file.name), org=place, on=day, known=known)
    except services.Unreadable as problem:
        say.bad_use(str(problem), json, "file")
    personal = check_personal(reading.text, org=place, on=day, known=known) if place is not None else []
    if json:
        say.as_json(told(reading, personal, org, day))
    else:
        _print(reading, personal)
    if reading.alarms or personal:
        raise typer.Exit(say.WRONG)


def _org(code: str | None, on: dt.date, json: bool) -> int | None:
    """The organisation asked for, else the only one at the top; None in an empty book, where a text is checked against itself."""
    if code is not None:
        found = Organisation.objects.filter(code=code).first()
        if found is None:
            say.bad_use(_("Sổ không có tổ chức mang mã “%(code)s”; xem mã trong trang Cây tổ chức.") % {"code": code}, json, "org")
        return found.pk
    tops = book.tree().at(on).roots
    if len(tops) > 1:
        say.bad_use(_("Sổ có nhiều tổ chức trên cùng; hãy cho biết --org."), json, "org")
    return tops[0] if tops else None


def told(reading: Reading, personal: list[Personal], org: str | None, on: dt.date) -> dict[str, Any]:
    """A reading as JSON tells it; places are in the text as it stands under ``text``."""
    return {
        "org": org,
        "on": on,
        "text": reading.text,
        "claims": [_claim(index, claim) for index, claim in enumerate(reading.claims)],
        "alarms": [{"kind": each.kind, "message": each.message, "claims": list(each.claims)} for each in reading.alarms],
        "personal": [
            {"start": each.start, "end": each.end, "text": each.text, "kind": each.kind, "sure": each.sure, "message": each.message}
            for each in personal
        ],
    }


def _claim(index: int, claim: Claim) -> dict[str, Any]:
    days = claim.days
    return {
        "number": index,
        "start": claim.start,
        "end": claim.end,
        "printed": claim.text,
        "value": claim.value,
        "upto": claim.upto,
        "of": claim.of,
        "manner": claim.manner,
        "unit": claim.unit,
        "figure": claim.figure or None,
        "title": claim.title,
        "by": claim.by or None,
        "part": claim.part or None,
        "org": Organisation.objects.filter(pk=claim.org).values_list("code", flat=True).first() if claim.org else None,
        "from": days.start if days else None,
        "to": days.last if days else None,
        "answer": claim.answer,
        "books": claim.books,
        "rows": _rows(claim),
        "against": list(claim.against),
        "why": claim.why,
    }


def _rows(claim: Claim) -> list[int]:
    """Entries behind the books' value of a claim that does not agree with them."""
    if claim.query is None or claim.answer in (AGREES, NOT_DERIVED) or "+" in claim.figure:
        return []
    try:
        return sorted({row.entry for row in rows(claim.figure, claim.query, ROWS) if row.entry})
    except FigureError:
        return []


def _print(reading: Reading, personal: list[Personal]) -> None:
    shown = (
        (MARKS[claim.answer], claim.text, claim.title or claim.figure, "" if claim.books is None else claim.books, claim.why)
        for claim in reading.claims
    )
    say.table(_("Các số trong bài"), ("", _("Trong bài"), _("Số liệu"), _("Sổ"), _("Giải thích")), list(shown))
    for alarm in reading.alarms:
        say.out.print(f"✗ {alarm.message}", style="bold red", markup=False)
    for each in personal:
        say.out.print(f"! “{each.text}”: {each.message}", style="bold yellow", markup=False)
    if not reading.alarms and not personal:
        say.out.print(_("Không có gì phải xem lại."), style="green")
