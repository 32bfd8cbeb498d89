"""Steps of a dossier in words: what was filled in, who is meant, how the vote was reckoned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.dossiers import votes
from dangvu.dossiers.cases import place_name
from dangvu.dossiers.kinds.base import Procedure
from dangvu.dossiers.models import Step
from dangvu.orgs.models import Person


@dataclass(frozen=True)
class Told:
    """A step as the page tells it."""

    step: Step
    title: str
    facts: list[tuple[str, str]]
    arithmetic: str

    @property
    def signed(self) -> dt.date | None:
        """The day the step's document was signed."""
        day = self.step.data.get("decision", {}).get("date")
        return dt.date.fromisoformat(day) if day else None


def step(procedure: Procedure, step: Step) -> Told:
    """One step with its title, what was filled in, and the arithmetic of its vote."""
    row = procedure.workflow.move(step.verb)
    titles = {"opened": _("Mở hồ sơ"), "taken_back": _("Rút lại bước trước")}
    vote = getattr(step, "vote", None)
    found = facts(row.asks if row else (), step.data)
    for name, title in (("reason", _("Lý do")), ("despite", _("Làm khi thiếu giấy tờ, vì"))):
        if step.data.get(name) and title not in dict(found):
            found.append((title, str(step.data[name])))
    return Told(step, str(row.title) if row else titles.get(step.verb, step.verb), found, votes.arithmetic(vote) if vote else "")


def facts(asks: Iterable[Any], data: dict[str, Any]) -> list[tuple[str, str]]:
    """What was filled in, in words."""
    return [(str(each.title), word(each, data[each.name])) for each in asks if data.get(each.name) not in (None, "", [], False)]


def word(each: Any, value: Any) -> str:
    """One value as people say it."""
    if each.sort == "choice":
        return str(dict(each.choices).get(value, value))
    if each.sort in ("day", "coming"):
        return vn_day(dt.date.fromisoformat(value))
    if each.sort in ("person", "people"):
        codes = value if isinstance(value, list) else [value]
        return ", ".join(Person.objects.filter(code__in=codes).order_by("sort_key").values_list("name", flat=True))
    if each.sort in ("cell", "org", "orgs"):
        return ", ".join(map(place_name, value if isinstance(value, list) else [value]))
    return _("có") if value is True else ", ".join(value) if isinstance(value, list) else str(value)
