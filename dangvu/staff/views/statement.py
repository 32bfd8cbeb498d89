"""The statement of members: from the opening to the closing, every number a way to its rows."""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from dangvu.figures.statement import Line, statement
from dangvu.orgs.access import VIEW
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.periods import DAY, presets

SIDES = (
    ("increase", _("Tăng trong kỳ"), "+"),
    ("received", _("Tiếp nhận cùng tổ chức"), "+"),
    ("decrease", _("Giảm trong kỳ"), "−"),
    ("handed_over", _("Chuyển giao cùng tổ chức"), "−"),
)


@page(VIEW)
def statement_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Opening, every increase and decrease, closing."""
    found = statement(desk.at())
    groups = [(title, sign, _of(side, found.lines)) for side, title, sign in SIDES]
    return show(
        request,
        desk,
        "staff/statement.html",
        statement=found,
        groups=[group for group in groups if group[2]],
        presets=presets(desk),
        eve=desk.start - DAY,
    )


def _of(side: str, lines: Iterable[Line]) -> list[Line]:
    return [line for line in lines if line.side == side]
