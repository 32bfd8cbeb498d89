"""What the pages of bringing in a list show and ask: columns, rows with their findings, who is whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dangvu.exchange.models import IntakeRow
from dangvu.exchange.sheets import days, rows
from dangvu.exchange.sheets.fields import FIELDS
from dangvu.exchange.sheets.membership import STATUSES
from dangvu.exchange.sheets.planning import ENTERING, NEW, NO_PROOF, SKIP, Settings, masked
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Person
from dangvu.staff import fields as entry_fields
from dangvu.staff import wording

Words = str | Promise
Action = IntakeRow.Action
LEVELS: Final[Mapping[str, Words]] = {rows.ERROR: _("lỗi"), rows.DOUBT: _("không rõ"), rows.NOTE: _("lưu ý")}
SEVERITY: Final = list(LEVELS)
TAGS: Final[Mapping[str, str]] = {rows.ERROR: "bad", rows.DOUBT: "warn", rows.NOTE: ""}
SUMMARY: Final[tuple[tuple[str, Words], ...]] = (
    (Action.NEW, _("thêm người mới")),
    (Action.CHANGE, _("sửa, bổ sung lý lịch")),
    (Action.SAME, _("không đổi")),
    (Action.ASK, _("cần đối chiếu")),
    (Action.ERROR, _("dòng có lỗi")),
    (Action.LEFT, _("dòng không nhập")),
)
"""What happens to the rows, in the order the page counts them."""
DATES: Final[tuple[tuple[str, Words], ...]] = (
    (days.ASKED, _("chưa rõ: không nhập các ngày ấy")),
    (days.AS_IS, _("đúng như tệp ghi")),
    (days.SWAPPED, _("đổi lại: ngày và tháng trong tệp đã bị đảo")),
)
BY: Final[Mapping[str, Words]] = {code: each.title for code, each in FIELDS.items()}


@dataclass(frozen=True)
class Told:
    """A finding as the page shows it."""

    level: str
    tag: str
    place: str
    message: str


@dataclass(frozen=True)
class Shown:
    """A row as the page shows it."""

    row: IntakeRow
    name: str
    findings: list[Told]
    values: list[tuple[str, str, str]]
    changes: list[tuple[str, str, str]]
    maybe: list[Person] = field(default_factory=list)
    may_be_new: bool = True


def fields() -> list[tuple[str, Words]]:
    """Every field a column may be, with its title."""
    return [(code, each.title) for code, each in FIELDS.items()]


def told(post: Mapping[str, str], before: Settings) -> dict[str, Any]:
    """What the form of columns says. Raises ValueError for a day nobody can read."""
    columns = {name.removeprefix("cot-"): code for name, code in post.items() if name.startswith("cot-") and code}
    orgs = {
        post[f"ten-{name.removeprefix('tc-')}"]: code
        for name, code in post.items()
        if name.startswith("tc-") and code and _named(name, post)
    }
    entering, dates = post.get("cach", ""), post.get("dao", "")
    return {
        "on": parse_day(post.get("on", "")).isoformat(),
        "columns": columns,
        "orgs": orgs,
        "default_org": post.get("chibo", ""),
        "entering": entering if entering in ("", *ENTERING) else before.entering,
        "dates": dates if dates in days.ORDERS else before.dates,
    }


def again(post: Mapping[str, str], before: Settings) -> Settings:
    """What a form of columns that was refused said, to be shown again as it was filled in; a day nobody can read is left as it was."""
    try:
        return replace(before, **told(post, before))
    except ValueError:
        return replace(before, **told({**post, "on": before.on}, before))


def _named(name: str, post: Mapping[str, str]) -> bool:
    return f"ten-{name.removeprefix('tc-')}" in post


def shown(some: Sequence[IntakeRow]) -> list[Shown]:
    """Rows with the people they may be."""
    people = Person.objects.in_bulk({pk for row in some for pk in row.data.get("maybe", ())})
    return [_one(row, people) for row in some]


def _one(row: IntakeRow, people: Mapping[int, Person]) -> Shown:
    data = row.data
    return Shown(
        row,
        data.get("name") or data.get("gist", ""),
        [_finding(each) for each in sorted(data.get("findings", ()), key=lambda each: SEVERITY.index(each["level"]))],
        [(title(code), _value(code, value), data["raw"].get(code, "")) for code, value in data.get("told", {}).items()],
        [(title(name), _value(name, masked(name, old)), _value(name, new)) for name, old, new in data.get("changes", ())],
        [people[pk] for pk in data.get("maybe", ()) if pk in people],
        data.get("by", "") in NO_PROOF,
    )


def _finding(each: Mapping[str, str]) -> Told:
    place = title(each["field"]) if each["field"] else ""
    return Told(
        str(LEVELS[each["level"]]),
        TAGS[each["level"]],
        f"{each['column']} · {place}" if each["column"] and place else place,
        each["message"],
    )


def title(code: str) -> str:
    """A field in words."""
    return str(FIELDS[code].title) if code in FIELDS else entry_fields.title(code)


def _value(code: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if code in ("sex", "standing"):
        return wording.value("sex" if code == "sex" else "status", str(value))
    if code == "status":
        return str(STATUSES.get(value, value))
    return wording.any_value(value) if code in DAYS else str(value)


DAYS = frozenset(code for code, each in FIELDS.items() if each.sort in ("date", "birth"))


def said(post: Mapping[str, str], waiting: Iterable[IntakeRow]) -> dict[str, str]:
    """Row → what a human chose, of the rows that wait for it; a code that was not offered is nothing."""
    found = {}
    for row in waiting:
        choice = post.get(f"dong-{row.number}", "")
        offered = {NEW, SKIP, *Person.objects.filter(pk__in=row.data.get("maybe", ())).values_list("code", flat=True)}
        if choice in offered:
            found[str(row.number)] = choice
    return found
