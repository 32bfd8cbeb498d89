"""A file that was brought in, opened again: its sheets, its list, and how its columns are to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dossiers import files
from dangvu.dossiers.errors import Refused as FileLost
from dangvu.exchange.models import Intake, KnownLayout
from dangvu.exchange.sheets import layout, readers, rows
from dangvu.exchange.sheets.cells import Sheet, Unreadable
from dangvu.exchange.sheets.days import Unclear
from dangvu.exchange.sheets.fields import FIELDS
from dangvu.exchange.sheets.layout import Layout
from dangvu.exchange.sheets.places import Places, key_of
from dangvu.exchange.sheets.planning import Settings
from dangvu.ledger import book
from dangvu.orgs.tree import OrgState

SAMPLE = 3
"""Rows shown under each column."""
MOST_NAMES = 200
"""Of organisations that the book does not know, those a human is asked about."""


@dataclass(frozen=True)
class Opened:
    """An opened file. ``settings``: what holds now; ``sheet``: the one the list stands in."""

    sheets: tuple[Sheet, ...]
    layout: Layout
    settings: Settings

    @property
    def sheet(self) -> Sheet:
        return next(each for each in self.sheets if each.name == self.layout.sheet)

    @property
    def header_rows(self) -> str:
        """The rows of the header, as Excel counts."""
        first, last = self.layout.header
        return f"{first + 1}" if first == last else f"{first + 1}–{last + 1}"

    @property
    def columns(self) -> dict[int, str]:
        return {int(index): code for index, code in self.settings.columns.items() if code}


@dataclass(frozen=True)
class Asked:
    """What the page of columns shows: for each column its header, first values and field; and what only a human can say."""

    columns: tuple[tuple[layout.Column, tuple[str, ...], str], ...]
    unknown: tuple[tuple[str, str, int], ...]
    cells: tuple[OrgState, ...]
    doubtful: tuple[str, ...]


@lru_cache(maxsize=2)
def sheets_of(sha256: str, encoding: str) -> tuple[Sheet, ...]:
    """The sheets of a kept file: a page of columns is sent several times over the same file. Raises Unreadable."""
    return tuple(readers.read(files.read(sha256), encoding))


def forget() -> None:
    """Let go of what was opened last."""
    sheets_of.cache_clear()


def settings_of(intake: Intake) -> Settings:
    """What was said to a file so far."""
    return Settings(**intake.data["settings"]) if intake.data.get("settings") else Settings(on=today().isoformat())


def open_file(intake: Intake) -> Opened:
    """Open the file of an intake. Raises Unreadable when it is gone or holds no list."""
    try:
        sheets = sheets_of(intake.sha256, intake.encoding)
    except FileLost as lost:
        raise Unreadable(_("Tệp của lần nhập này không còn; hãy tải lên lại.")) from lost
    return understood(sheets, settings_of(intake), intake.organisation_id)


def understood(sheets: tuple[Sheet, ...], settings: Settings, org: int) -> Opened:
    """Find the list. What no human said yet is taken from what was said to the same layout before, else recognised. Raises Unreadable."""
    found = layout.find(sheets, settings.sheet, settings.header)
    if found is None:
        message = _(
            "Không thấy danh sách trong tệp: không dòng nào có tiêu đề như “Họ và tên”, “Ngày sinh”, “Chi bộ”. Hãy thêm dòng tiêu đề."
        )
        raise Unreadable(message)
    if not settings.columns:
        known = KnownLayout.objects.filter(organisation=org, fingerprint=found.fingerprint).first()
        columns = known.columns if known else {str(index): code for index, code in found.fields.items()}
        settings = replace(settings, columns=columns, orgs=known.orgs if known else {})
    return Opened(sheets, found, settings)


def asked(opened: Opened, reach: Collection[int]) -> Asked:
    """What a human is to look at before the rows are read."""
    places = Places(book.tree(), opened.settings.day, reach, {})
    return Asked(
        tuple((each, _sample(opened, each.index), opened.columns.get(each.index, "")) for each in opened.layout.columns),
        tuple(_unknown(opened, places)),
        tuple(places.cells()),
        tuple(rows.doubtful_days(opened.sheet, opened.layout, opened.columns)),
    )


def _sample(opened: Opened, index: int) -> tuple[str, ...]:
    begin = layout.first_row(opened.sheet, opened.layout)
    told = (opened.sheet.at(row, index).shown for row in range(begin, min(begin + 50, len(opened.sheet.rows))))
    return tuple([each[:40] for each in told if each][:SAMPLE])


def _unknown(opened: Opened, places: Places) -> list[tuple[str, str, int]]:
    """(key, name as in the file, rows) of organisations the book does not know by that name."""
    given = rows.Given(opened.columns, opened.settings.dates)
    named = Counter(row.told["org"] for row in rows.read(opened.sheet, opened.layout, {}, given) if not row.left and row.told.get("org"))
    found: dict[str, tuple[str, str, int]] = {}
    for name, times in named.items():
        try:
            places.find(name, [])
        except Unclear:
            found.setdefault(key_of(name), (key_of(name), name, times))
    return list(found.values())[:MOST_NAMES]


def said(told: Mapping[str, Any], before: Settings) -> Settings:
    """What a form or a file of settings says, over what was said before. Raises Unreadable for a column said to be something unknown."""
    settings = replace(before, **told)
    codes = [code for code in settings.columns.values() if code]
    strange = [code for code in codes if code not in FIELDS]
    if strange:
        raise Unreadable(_("Không có trường “%(field)s”.") % {"field": strange[0][:40]})
    twice = [code for code in codes if codes.count(code) > 1]
    if twice:
        raise Unreadable(_("Hai cột cùng được nhận là “%(field)s”; hãy chọn lại.") % {"field": FIELDS[twice[0]].title})
    if not {"name", "given_name"} & set(codes):
        raise Unreadable(_("Chưa cột nào được nhận là “Họ và tên”; hãy chọn cột ấy."))
    return settings
