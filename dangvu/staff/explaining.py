"""What a thing on a page is, from where it is declared: figures, rules, steps of a dossier, kinds of entry, their fields, checks.

No text stands here a second time: a figure has its definition, a rule its source and note, a step its row of the workflow table, and what
the registries say of themselves in English (the docstring of a check, ``about`` of a kind and its fields) comes through the Vietnamese
catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dangvu.dossiers.kinds.base import Procedure, Verb
from dangvu.figures.services import Figure, UnknownFigure, get
from dangvu.ledger.kinds import REGISTRY, Kind
from dangvu.orgs.access import DECIDE
from dangvu.reports.checks import CHECKS
from dangvu.rules.book import GRADES, Rule
from dangvu.staff import recording, wording


@dataclass(frozen=True)
class Explained:
    """The sentences that explain, where they come from, and the page that tells more.

    ``lang``: of the sentences, where not the page's. ``name``: what is explained, for who hears the button only.
    """

    lines: tuple[str, ...]
    source: str = ""
    page: tuple[str, ...] = ()
    lang: str = ""
    name: str = ""

    def __bool__(self) -> bool:
        return bool(self.lines or self.source)


NOTHING: Final = Explained(())


def figure(code: str | Figure) -> Explained:
    """The definition of a figure, its class and unit."""
    try:
        found = code if isinstance(code, Figure) else get(code)
    except UnknownFigure:
        return NOTHING
    told = _("%(klass)s, tính bằng %(unit)s; mã %(code)s.")
    source = told % {"klass": wording.figure_class(found.klass), "unit": wording.unit(found.unit), "code": found.code}
    return Explained((found.definition,), source, ("staff:figure", found.code), "vi", found.title)


def rule(found: Rule) -> Explained:
    """What a rule says, on what it stands and how sure that is."""
    lines = (found.title, *((found.note,) if found.note else ()))
    return Explained(lines, f"{found.source} · {GRADES.get(found.grade, found.grade)}", ("staff:rule", found.key), "vi", found.title)


def step(row: Verb, procedure: Procedure) -> Explained:
    """What a step does, from its row of the table: where the dossier goes, whose act it is, what it asks for and what it books."""
    states = procedure.workflow.states
    lines = [str(row.about)] if row.about else []
    lines.append(_("Hồ sơ chuyển sang “%(state)s”.") % {"state": states[row.target]})
    if row.otherwise:
        lines.append(_("Biểu quyết không đạt thì sang “%(state)s”.") % {"state": states[row.otherwise]})
    if row.right == DECIDE:
        lines.append(_("Đây là việc của cấp ủy; văn phòng ghi hộ thì nói rõ ghi hộ ai."))
    if row.papers:
        lines.append(_("Cần có giấy tờ: %(papers)s.") % {"papers": ", ".join(row.papers)})
    if row.effects:
        lines.append(_("Ghi sổ: %(kinds)s.") % {"kinds": ", ".join(wording.entry_kind(each).lower() for each in row.effects)})
    return Explained(tuple(lines), _("Thủ tục: %(title)s") % {"title": procedure.title}, name=str(row.title))


def kind(found: str | Kind) -> Explained:
    """What a kind of entry means."""
    known = REGISTRY.get(found) if isinstance(found, str) else found
    return Explained(_translated(known.about), name=str(known.title)) if known else NOTHING


def field(name: str, of: str | Kind) -> Explained:
    """What a field of a kind of entry holds."""
    known = REGISTRY.get(of) if isinstance(of, str) else of
    found = next((each for each in known.fields if each.name == name), None) if known else None
    return Explained(_translated(found.about)) if found else NOTHING


def check(name: str) -> Explained:
    """Why a check of reports looks at what it looks at."""
    found = CHECKS.get(name)
    return Explained(_translated(found.__doc__ or ""), _("Phép kiểm tra %(rule)s") % {"rule": name}) if found else NOTHING


EXPLAINED: Final[dict[str, Callable[..., Explained]]] = {
    "figure": figure, "rule": rule, "step": step, "kind": kind, "field": field, "check": check,
}  # fmt: skip


def explained(sort: str, *about: Any) -> Explained:
    """One explanation: ``explained("figure", "admitted")``. Raises ``KeyError`` for a sort there is not."""
    return EXPLAINED[sort](*about)


def _translated(text: str) -> tuple[str, ...]:
    """What a registry says in English, in the reader's language; nothing where there is no Vietnamese for it."""
    said = " ".join(text.split())
    if not said:
        return ()
    found = _(said)
    return (found,) if found != said or (get_language() or "vi").startswith("en") else ()


def documented() -> Iterator[tuple[str, str]]:
    """(name, English text) of everything explained this way: the messages of the Vietnamese catalogue."""
    for name, function in CHECKS.items():
        yield f"check/{name}", " ".join((function.__doc__ or "").split())
    for _title, kinds in recording.recordable():
        for each in kinds:
            yield f"kind/{each.name}", " ".join(each.about.split())
            yield from ((f"field/{each.name}.{part.name}", " ".join(part.about.split())) for part in each.fields if part.about)
