"""The rules that come with the program, read once from ``data/`` and checked: what a version is, and which holds on a day."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_lazy as _

CENTRAL = "central"
PLACES = {CENTRAL: _("Trung ương"), "ha-noi": _("Hà Nội"), "local": _("đảng ủy tự đặt")}
UNITS = {
    "WD": _("ngày làm việc"),
    "d": _("ngày"),
    "month": _("tháng"),
    "year": _("năm"),
    "times": _("lần"),
    "members": _("đảng viên"),
    "percent": "%",
    "đồng": _("đồng"),
    "share": _("phần số người được tính"),
    "list": "",
    "table": "",
    "text": "",
    "papers": "",
}
GRADES = {
    "A": _("đã đọc văn bản"),
    "B": _("theo trang chính thức hoặc báo chí"),
    "C": _("theo phần mềm, diễn đàn khác"),
    "unverified": _("chưa kiểm chứng"),
}
UNSURE = frozenset({"C", "unverified"})
ASSUMED = "tạm dùng giá trị của bản sau cho thời gian trước; chưa kiểm chứng"


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of a rule. ``valid_to`` is its last day, None while it holds. ``place``: central, a jurisdiction, or local.

    value: a whole number or decimal of ``unit``; for ``share`` a table num, den, strict; for ``papers`` a list of
    {code, title, required, valid_months?, by?}.
    """

    key: str
    title: str
    value: Any
    unit: str
    valid_from: dt.date
    valid_to: dt.date | None
    place: str
    source: str
    grade: str
    note: str = ""
    changeable: bool = False
    counted_from: str = ""

    def holds(self, on: dt.date) -> bool:
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)

    @property
    def open_to_change(self) -> bool:
        """Whether a committee may put its own value in its place: what nobody could verify, and what is local by nature."""
        return self.changeable or self.grade in UNSURE or self.place == "local"


@cache
def shipped() -> Mapping[str, tuple[Rule, ...]]:
    """Every version of every rule, by key. Raises ValueError for data that cannot be right."""
    found: dict[str, tuple[Rule, ...]] = {}
    for file in sorted((Path(__file__).parent / "data").glob("*.toml")):
        for key, told in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if key in found:
                raise ValueError(f"{file.name}: {key} stands twice")
            found[key] = tuple(_versions(key, told))
            _check(key, found[key])
    return found


def _versions(key: str, told: Mapping[str, Any]) -> Iterator[Rule]:
    versions = [_version(key, told, each) for each in told["versions"]]
    first = min((each for each in versions if each.place == CENTRAL), key=lambda each: each.valid_from, default=None)
    if "assumed_from" in told and first is not None:
        before = first.valid_from - dt.timedelta(days=1)
        common = (key, first.title, first.value, first.unit, told["assumed_from"], before, CENTRAL, ASSUMED, "unverified", first.note)
        if told["assumed_from"] <= before:
            yield Rule(*common, changeable=True)
    yield from versions


def _version(key: str, told: Mapping[str, Any], each: Mapping[str, Any]) -> Rule:
    return Rule(
        key=key,
        title=told["title"],
        value=each["value"] if "value" in each else told["items"],
        unit=told["unit"],
        valid_from=each["from"],
        valid_to=each.get("to"),
        place=each.get("at", CENTRAL),
        source=each["source"],
        grade=each["grade"],
        note=told.get("note", ""),
        changeable=told.get("changeable", False),
        counted_from=each.get("counted_from", ""),
    )


def _check(key: str, versions: tuple[Rule, ...]) -> None:
    for each in versions:
        if each.unit not in UNITS or each.grade not in GRADES or each.place not in PLACES:
            raise ValueError(f"{key}: unknown unit, grade or place")
        if each.valid_to is not None and each.valid_to < each.valid_from:
            raise ValueError(f"{key}: a version ends before it begins")
    for one in versions:
        for other in versions:
            if one is not other and one.place == other.place and other.holds(one.valid_from):
                raise ValueError(f"{key}: two versions hold on {one.valid_from} in {one.place}")
