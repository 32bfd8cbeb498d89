"""How commands answer: JSON on request, tables otherwise; a clear sentence and an exit code when something is wrong."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Annotated, Any, NoReturn

import orjson
import typer
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from dangvu.orgs.days import parse_day, parse_moment

WRONG, BAD_USE = 1, 2

Json = Annotated[bool, typer.Option("--json", help="Trả lời bằng JSON.")]
Org = Annotated[str, typer.Option("--org", help="Mã tổ chức.")]
KnownAt = Annotated[str | None, typer.Option("--known-at", help="Chỉ tính những gì đã ghi đến lúc này.")]
From = Annotated[str | None, typer.Option("--from", help="Ngày đầu kỳ, ví dụ 2020-06-01.")]
To = Annotated[str | None, typer.Option("--to", help="Ngày cuối kỳ.")]

out = Console(highlight=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def plain(value: Any) -> Any:
    """A value as JSON has it: days and moments as ISO text, whole decimals as integers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (dt.date, dt.datetime)):
        return value.isoformat()
    return str(value)


def as_json(value: Any) -> None:
    """Print one JSON document."""
    sys.stdout.write(orjson.dumps(value, default=plain, option=orjson.OPT_INDENT_2 | orjson.OPT_PASSTHROUGH_DATETIME).decode())
    sys.stdout.write("\n")


def bad_use(message: str, json: bool = False, field: str = "") -> NoReturn:
    """Stop: the command was asked something that cannot be answered."""
    if json:
        as_json({"error": {"field": field, "message": message}})
    err.print(message, style="bold red", markup=False)
    raise typer.Exit(BAD_USE)


def day(text: str | None, json: bool, field: str) -> dt.date | None:
    """A day given on the command line, or nothing."""
    try:
        return parse_day(text) if text is not None else None
    except ValueError as problem:
        bad_use(str(problem), json, field)


def moment(text: str | None, json: bool) -> dt.datetime | None:
    """A moment given on the command line, or nothing."""
    try:
        return parse_moment(text) if text is not None else None
    except ValueError as problem:
        bad_use(str(problem), json, "known_at")


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Print a table; what is unknown is a dash."""
    drawn = Table(*columns, title=title, title_justify="left")
    for row in rows:
        drawn.add_row(*("–" if cell is None else str(cell) for cell in row))
    out.print(drawn)


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Any]:
    """A progress bar on a terminal, silence elsewhere. Yields a function that takes how far the work is."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=err, disable=not err.is_terminal, transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda done: bar.update(task, completed=done)


def fault_line(line: int, field: str, message: str) -> str:
    """One fault as people read it."""
    place = _("Dòng %(line)d") % {"line": line}
    return f"{place}{', ' + field if field else ''}: {message}"
