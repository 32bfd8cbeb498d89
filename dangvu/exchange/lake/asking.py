"""A lake asked by a person: what it cannot tell is said, and its numbers are written so that they can be found again."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from dangvu.exchange.lake.everywhere import Columns
from dangvu.exchange.lake.extras import LakeError
from dangvu.exchange.lake.rows import COARSE
from dangvu.exchange.lake.store import Lake
from dangvu.figures import labels
from dangvu.figures.base import TRAITS, Among, Figure, Span
from dangvu.figures.catalogue import get
from dangvu.figures.catalogue.membership import BELIEVERS, MINORITY
from dangvu.figures.errors import BadQuery
from dangvu.figures.gaps import PREFIX
from dangvu.figures.services import Query, Row

MADE_OF = {"age_band": "birth"}
"""Attributes that are made from another one."""


def may(code: str, query: Query, lake: Lake, by: str | None = None) -> None:
    """Refuse what a lake would answer with “unknown” for want of an attribute it does not carry. Raises FigureError."""
    figure = get(code, query.known, lake)
    tests = [test for leaf, _at in figure.how.leaves(query.span) if isinstance(leaf, Among) for test in leaf.where]
    if about_records(figure):
        raise BadQuery(_("Số này đếm chỗ thiếu trong lý lịch, mà kho số liệu không mang lý lịch theo; hãy hỏi sổ của đơn vị."))
    for name, test in [*tests, *([(by, None)] if by else [])]:
        if name not in TRAITS:
            continue
        if MADE_OF.get(name, name) not in lake.traits:
            message = _("Kho số liệu không mang theo “%(name)s” của người, nên không trả lời được số này; hãy hỏi sổ của đơn vị.")
            raise BadQuery(message % {"name": labels.DIMENSIONS.get(name, name)})
        if name in COARSE and test not in (None, MINORITY, BELIEVERS):
            message = _("Về “%(name)s”, kho số liệu chỉ phân biệt có hay không; hãy hỏi sổ của đơn vị.")
            raise BadQuery(message % {"name": labels.DIMENSIONS.get(name, name)})


def about_records(figure: Figure) -> bool:
    """Whether a figure counts what the members' records lack: a lake carries no records."""
    day = dt.date(2020, 12, 31)
    leaves = (leaf for leaf, _at in figure.how.leaves(Span(day, day, day)))
    return any(name.startswith(PREFIX) for leaf in leaves if isinstance(leaf, Among) for name, _test in leaf.where)


def named(rows: list[Row], lake: Lake, known: int) -> list[dict[str, Any]]:
    """Rows with codes of organisations; a person is only a number, which means nothing outside the book."""
    codes = {org: line.states[0].code for org, line in lake.tree(known).timelines.items()}
    return [
        {
            "entry": lake.labelled(row.entry),
            "on": row.on,
            "org": codes.get(row.org),
            "other": codes.get(row.other) if row.other else None,
            "person": lake.labelled(row.person) if row.person else None,
            "name": None,
            "quantity": row.quantity,
            "account": row.account,
            "remark": str(row.remark),
        }
        for row in rows
    ]


def to_csv(file: Path, found: Columns, lake: Lake, query: Query) -> None:
    """Every organisation of the day with its values, one line each, as a spreadsheet opens it. Raises LakeError."""
    tree = lake.tree(lake.last() if query.known is None else query.known).at(query.span.day())
    states = [tree.state(org) for org in found.orgs[found.there].tolist()]
    beside = file.with_name(f"{file.name}.part")
    try:
        # The mark at the beginning tells Excel that the letters are Vietnamese.
        with beside.open("w", encoding="utf-8-sig", newline="") as stream:
            lines = csv.writer(stream)
            lines.writerow(["org", "name", *found.values])
            columns = [column[found.there].tolist() for column in found.values.values()]
            for state, *values in zip(states, *columns, strict=True):
                assert state is not None
                lines.writerow([safe(state.code), safe(state.name), *values])
        beside.replace(file)
    except OSError as problem:
        raise LakeError(_("Không ghi được “%(file)s”: %(why)s") % {"file": file, "why": problem}) from problem


def safe(text: str) -> str:
    """A text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@")) else text
