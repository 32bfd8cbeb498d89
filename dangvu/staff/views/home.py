"""The committee's page: what it is on the day, and what happened last."""

from django.http import HttpRequest, HttpResponse

from dangvu.figures.services import evaluate, get
from dangvu.orgs.access import VIEW
from dangvu.staff import selections
from dangvu.staff.books import contradictions
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.periods import presets
from dangvu.staff.views.reports import reports_in_reach

HEADLINES = (
    "member_total",
    "cell_count",
    "member_probationary",
    "admitted",
    "official_recognition",
    "handbook_rate",
    "badge_total",
    "inspection_rounds",
    "supervision_rounds",
    "org_founded",
)
LAST_ENTRIES = 8
REPORTS_SHOWN = 5


@page(VIEW)
def home(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Headline figures, membership over the years, last entries, agreed numbers and reports."""
    answers = evaluate(HEADLINES, desk.at())
    return show(
        request,
        desk,
        "staff/home.html",
        cards=[(get(code), answers[code]) for code in HEADLINES],
        presets=presets(desk),
        entries=selections.recent(desk, LAST_ENTRIES),
        checked=contradictions(desk),
        reports=reports_in_reach(desk)[:REPORTS_SHOWN],
    )
