"""The numbers behind marks: evaluated together, one question to the books for each span of days."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from dangvu.core.vietnamese import vn_number
from dangvu.figures import remembered
from dangvu.figures import services as figures
from dangvu.figures.errors import FigureError, UnknownFigure
from dangvu.reports.content import Asked, Fact
from dangvu.reports.marks import Mark, marks
from dangvu.reports.spans import PERIODS
from dangvu.reports.subject import Subject


def facts(subject: Subject, texts: Iterable[str]) -> dict[str, Fact]:
    """Every number the texts ask for, by the key of its mark. A mark that :func:`fault` speaks of has none."""
    asked = {mark.key: mark for text in texts for mark in marks(text) if not mark.is_label}
    usable = [mark for mark in asked.values() if not fault(mark)]
    found: dict[str, Fact] = {}
    for period in PERIODS:
        found |= _of_period(subject, period, [mark for mark in usable if mark.period == period])
    return {key: found[key] for key in sorted(found)}


def fault(mark: Mark) -> str:
    """Why a well written mark has no number: an unknown code, a dimension the figure lacks, a period that cannot be."""
    try:
        figure = figures.get(mark.code)
    except UnknownFigure as error:
        return str(error)
    if mark.name and mark.name not in figure.dimensions:
        message = _("“%(mark)s”: số liệu này không chia theo “%(name)s”; chia được theo: %(names)s.")
        names = ", ".join(figure.dimensions) or _("không có")
        return message % {"mark": mark, "name": mark.name, "names": names}
    if mark.period == "as_of" and figure.klass in ("flow", "sum"):
        message = _("“%(mark)s”: đây là số trong kỳ, không có số tại một ngày; hãy bỏ “@as_of” hoặc dùng @term, @year.")
        return message % {"mark": mark}
    return ""


def _of_period(subject: Subject, period: str, chosen: list[Mark]) -> dict[str, Fact]:
    if not chosen:
        return {}
    query = subject.query(PERIODS[period](subject.dates))
    answers = remembered.evaluate(sorted({mark.code for mark in chosen}), query)
    return {mark.key: _fact(subject, mark, query, answers[mark.code]) for mark in chosen}


def _fact(subject: Subject, mark: Mark, query: figures.Query, answer: figures.Answer) -> Fact:
    figure = figures.get(mark.code)
    return Fact(
        key=mark.key,
        asked=Asked(mark.code, subject.org, query.as_of, query.start, query.end, mark.name, mark.value),
        title=figure.title,
        unit=str(answer.unit or figure.unit),
        klass=str(figure.klass),
        value=part(mark.code, query, mark.name, mark.value) if mark.name else answer.value,
        base="" if mark.name else base_text(answer),
        remark=str(answer.remark or ""),
    )


def part(code: str, query: figures.Query, by: str, key: str) -> figures.Value:
    """One part of a breakdown, or several together (``excellent+good``); a part that does not occur is 0."""
    try:
        return remembered.part(code, query, by, key.split("+"))
    except FigureError:
        return None


def base_text(answer: figures.Answer) -> str:
    """What a rate stands on, in words: ``462/647``."""
    if not answer.base:
        return ""
    numbers = [value for value in answer.base.values() if isinstance(value, int)]
    return "/".join(vn_number(value) for value in numbers)
