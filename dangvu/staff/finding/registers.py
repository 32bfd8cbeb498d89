"""What is found in lists the program holds in memory: organisations, figures, rules."""

from __future__ import annotations

from functools import lru_cache

from django.utils.translation import gettext as _

from dangvu.core.finding import WordIndex
from dangvu.figures.services import Figure, catalogue
from dangvu.orgs.tree import OrgState, Tree
from dangvu.rules.book import shipped
from dangvu.staff import wording
from dangvu.staff.addresses import link
from dangvu.staff.desk import Desk
from dangvu.staff.finding.hits import Hit


@lru_cache(maxsize=4)
def _organisations(forest: Tree) -> tuple[tuple[OrgState, ...], WordIndex]:
    """Every organisation under each name it ever had, and the index of names and codes."""
    states = tuple(state for line in forest.timelines.values() for state in {(each.name, each.code): each for each in line.states}.values())
    return states, WordIndex((state.name, state.code, state.official_code or "") for state in states)


def organisations(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Organisations in reach, by present and former names and by code."""
    states, index = _organisations(desk.forest)
    found: dict[int, OrgState] = {}
    for place in index.find(text):
        state = states[place]
        if state.org_id in desk.visible:
            found.setdefault(state.org_id, state)
        if len(found) == limit:
            break
    return tuple(_organisation(desk, state) for state in found.values())


def _organisation(desk: Desk, named: OrgState) -> Hit:
    now = desk.place(named.org_id)
    notes = [now.code, wording.org_kind(now.kind)]
    if now.name != named.name:
        notes.append(_("trước là %(name)s") % {"name": named.name})
    if not now.open:
        notes.append(_("đã kết thúc"))
    return Hit(now.name, link("staff:organisation", desk.carried, now.code), " · ".join(notes))


@lru_cache(maxsize=8)
def _figures(phrases: tuple[tuple[str, ...], ...]) -> WordIndex:
    return WordIndex(phrases)


def _phrases(figure: Figure) -> tuple[str, ...]:
    return str(figure.title_vi), figure.title_en, figure.code


def figures(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Figures of the catalogue, the committee's own among them."""
    every = catalogue()
    found = [every[place] for place in _figures(tuple(map(_phrases, every))).find(text)[:limit]]
    return tuple(Hit(each.title_vi, link("staff:figure", desk.carried, each.code), wording.figure_class(each.klass)) for each in found)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[tuple[str, str, str], ...], WordIndex]:
    """(key, title, source) of the newest version of every rule, and the index of them."""
    newest = [max(versions, key=lambda each: each.valid_from) for _key, versions in sorted(shipped().items())]
    rows = tuple((each.key, str(each.title), str(each.source)) for each in newest)
    return rows, WordIndex((title, source) for _key, title, source in rows)


def rules(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Rules by their title and by the document they stand in."""
    rows, index = _rules()
    found = [rows[place] for place in index.find(text)[:limit]]
    return tuple(Hit(title, link("staff:rule", desk.carried, key), source) for key, title, source in found)
