"""The kinds of reports the program knows: outlines as data, a file for those that share one (``*.toml`` beside this module).

A file names its ``[[kinds]]`` and its ``[[sections]]``; a section may be for some of the kinds ``only``. ``[forms]`` holds the rows of
statistical forms, by the name their table is asked for: ``form:1``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from dangvu.reports.outline import FormRow, Kind, SectionSpec


def _read() -> list[dict[str, Any]]:
    return [tomllib.loads(file.read_text("utf-8")) for file in sorted(Path(__file__).parent.glob("*.toml"))]


def _kinds(told: dict[str, Any]) -> Iterator[Kind]:
    for kind in told["kinds"]:
        sections = (each for each in told["sections"] if kind["code"] in each.get("only", [kind["code"]]))
        yield Kind(**{"document_title": "Báo cáo", "document_type": "BC", **kind}, sections=tuple(map(_section, sections)))


def _section(told: dict[str, Any]) -> SectionSpec:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in told.items() if name != "only"}
    return SectionSpec(**given)


_FILES: Final = _read()
KINDS: Final[dict[str, Kind]] = {kind.code: kind for told in _FILES for kind in _kinds(told)}
FORMS: Final[dict[str, tuple[FormRow, ...]]] = {
    name: tuple(FormRow(*row) for row in rows) for told in _FILES for name, rows in told.get("forms", {}).items()
}


class UnknownKind(ValueError):
    """No kind of report has this code; the message names those there are."""


def get(code: str) -> Kind:
    """The kind of a code. Raises :class:`UnknownKind`."""
    if code not in KINDS:
        message = _("Không có loại báo cáo “%(code)s”; các loại có sẵn: %(codes)s.")
        raise UnknownKind(message % {"code": code, "codes": ", ".join(KINDS)})
    return KINDS[code]
