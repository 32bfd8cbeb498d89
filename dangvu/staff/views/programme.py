"""Inspection and supervision of a year: programme against work done, the four units, open rounds and petitions."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers.cases import Case
from dangvu.dossiers.models import Dossier
from dangvu.figures.remembered import breakdown, evaluate
from dangvu.figures.services import Answer, Figure, Query, Value, get
from dangvu.orgs.access import PERSONS
from dangvu.rules.services import Rulebook
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.views.dossiers import Listed, listed_one

UNITS = (
    "rounds_planned", "programme_done", "inspection_rounds", "supervision_rounds", "inspected_orgs", "inspected_orgs_distinct",
    "inspected_members", "inspected_members_distinct", "supervised_orgs", "supervised_orgs_distinct",
)  # fmt: skip
BODIES = (("", lazy("Cấp ủy, chi bộ")), ("_commission", lazy("Ủy ban kiểm tra")))
WORKED = ("inspection", "petition")


@dataclass(frozen=True)
class Body:
    """One kind of acting body: its figures, and planned against done by type. The two kinds are never added up."""

    title: str
    figures: list[tuple[Figure, Answer]]
    types: list[tuple[str, Value, Value]]


@page(PERSONS)
def programme(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The year of the day."""
    query = year_so_far(desk)
    bodies = [body_of(suffix, str(title), query) for suffix, title in BODIES]
    follow = evaluate(["recommendations_made", "recommendations_done", "complaints_handled"], query)
    return show(
        request, desk, "staff/programme.html", bodies=bodies, year=desk.day.year, listed=under_way(desk),
        follow=[(get(code), answer) for code, answer in follow.items()],
    )  # fmt: skip


def year_so_far(desk: Desk) -> Query:
    return Query(desk.org, desk.day, desk.day.replace(month=1, day=1), desk.day, desk.known)


def body_of(suffix: str, title: str, query: Query) -> Body:
    codes = [code + suffix for code in UNITS]
    answers = evaluate(codes, query)
    planned, done, words = dict[str, Value](), dict[str, Value](), dict[str, str]()
    whole_year = Query(query.org, query.as_of, query.start, query.end.replace(month=12, day=31) if query.end else None, query.known)
    for part in breakdown(f"rounds_planned{suffix}", whole_year, "type"):
        planned[part.key], words[part.key] = part.value, part.label
    for code in ("inspection_rounds", "supervision_rounds"):
        for part in breakdown(code + suffix, query, "type"):
            done[part.key], words[part.key] = part.value, part.label
    none = 0 if answers[f"rounds_planned{suffix}"].recorded else None
    types = [(word, planned.get(key, none), done.get(key, 0)) for key, word in words.items()]
    return Body(title, [(get(code), answers[code]) for code in codes], types)


def under_way(desk: Desk) -> list[Listed]:
    """Rounds and petitions not closed, the most urgent first."""
    orgs, rulebook = desk.tree.subtree(desk.org) & desk.reach(PERSONS), Rulebook()
    rows = Dossier.objects.filter(kind__in=WORKED, open=True).select_related("organisation", "person")
    listed = [listed_one(case) for case in (Case(each, rulebook) for each in rows) if case.place.org_id in orgs]
    listed = [each for each in listed if desk.opens(each.procedure.guard, each.case.place.org_id)]
    return sorted(listed, key=lambda each: (each.due is None, each.due.by if each.due else each.case.dossier.opened_on))
