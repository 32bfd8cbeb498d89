"""What a kind of report is: its title and its sections, as data."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class SectionSpec:
    """One section of an outline. ``level`` 1 is a part (I.), 2 a section (1.), 3 a paragraph heading (a).

    ``text`` is the narrative a new report starts with; a ``bare`` section is a heading over others and has none.
    ``tables`` and ``charts`` name builders in ``reports.tables`` and are printed after the text.
    """

    key: str
    heading: str
    level: int = 2
    text: str = ""
    bare: bool = False
    tables: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report. ``subject`` is the *trích yếu*, with labels in braces as in a narrative.

    ``period`` is how long such a report usually is: month, quarter, half_year, nine_months, year, or empty.
    """

    code: str
    name: str | Promise
    document_title: str
    document_type: str
    subject: str
    sections: tuple[SectionSpec, ...]
    period: str = ""

    def section(self, key: str) -> SectionSpec | None:
        return next((each for each in self.sections if each.key == key), None)


@dataclass(frozen=True, slots=True)
class FormRow:
    """A row of a statistical form: its number, its title, and the mark of its figure, ``figure/dimension`` for a row a part."""

    number: str
    title: str
    mark: str
