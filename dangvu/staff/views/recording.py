"""Writing into the books: what there is to write, and the form of each kind."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.exchange.load import load_lines
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Entry
from dangvu.orgs.access import RECORD
from dangvu.staff import recording
from dangvu.staff.casework import CaseForm
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.views.dossiers import offer, people_offered
from dangvu.staff.views.reports import back


@page(RECORD)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Kinds of entry that have a form, by group."""
    return show(request, desk, "staff/recording.html", groups=recording.recordable())


@page(RECORD)
def record(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Write one entry. What the ledger refuses is told at its field, and nothing is written."""
    if not recording.allowed(kind):
        raise Http404(_("Không có mẫu ghi sổ này."))
    found = REGISTRY[kind]
    form = recording.form_of(found, offer(desk, people_offered(desk), RECORD), desk.day, desk.state.code, request.POST or None)
    if request.method == "POST" and form.is_valid():
        number = _written(desk, kind, form)
        if number:
            messages.success(request, _("Đã ghi bút toán số %(number)d. Có thể ghi tiếp dòng khác.") % {"number": number})
            return back(desk, "staff:record", kind)
    return show(request, desk, "staff/record.html", kind=found, form=form)


def _written(desk: Desk, kind: str, form: CaseForm) -> int:
    """The number of the line's entry, also when the form was sent twice; 0 when it was refused."""
    line = recording.line_of(REGISTRY[kind], form.cleaned_data)
    report = load_lines([line], actor=desk.user.get_username())
    recording.show(form, report.errors)
    return 0 if report.errors else Entry.objects.get(ref=line["ref"]).number
