"""The work my cell assigned to me: year by year, what I reported, what the cell said to it; a form to report."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.handbook import arrivals, assignments
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act
from dangvu.ledger import book
from dangvu.member.own import own
from dangvu.orgs.models import Person, User
from dangvu.privacy import readings


@own
def work(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Read it, or report on a year that was not judged yet; on paper it is as good."""
    text, asked = request.POST.get("text", ""), request.POST.get("year", "")
    if request.method == "POST":
        try:
            assignments.report(person=person, year=arrivals.paragraph(asked), text=text, actor=user.get_username())
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã gửi chi bộ."))
            return redirect("member:work")
    readings.record(user=user, what=readings.What.RECORD, page="so-tay", persons=[person.pk])
    forest = book.tree()
    years = [(each, forest.timelines[_org(each)].states[-1].name) for each in assignments.of_person(person)]
    context = {"years": years, "text": text, "asked": asked, "longest": assignments.LONGEST, "this": today().year}
    return render(request, "member/work.html", {"person": person, **context, "sent": arrivals.unsettled(user, what=Act.What.REPORT)})


def _org(year: assignments.Year) -> int:
    """The cell whose year it is: the one that assigned last, else the one that judged or was told."""
    told = [*year.given, *year.reported, *([year.judged] if year.judged else [])]
    return (year.holds or told[-1]).org
