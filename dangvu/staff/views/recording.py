"""Writing into the books: what there is to write, and the form of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.exchange.load import load_lines
from dangvu.ledger.kinds import REGISTRY, Kind
from dangvu.ledger.kinds.defined import activity_figure
from dangvu.ledger.models import Entry
from dangvu.orgs.access import PERSONS, PROXY, RECORD
from dangvu.staff import recording
from dangvu.staff.casework import CaseForm
from dangvu.staff.choosing import suggested
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.offers import offer, people_offered
from dangvu.staff.spread import Misfilled


@page(PERSONS)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Kinds of entry that have a form, by group, as far as the user may write them."""
    groups = [(title, [kind for kind in some if _may(desk, kind)]) for title, some in recording.recordable()]
    groups = [(title, some) for title, some in groups if some]
    if not groups:
        raise PermissionDenied(_("Bạn chưa được giao quyền ghi sổ ở tổ chức này."))
    return show(request, desk, "staff/recording.html", groups=groups)


def _may(desk: Desk, kind: Kind) -> bool:
    """Who keeps the books writes them; what has a right of its own is typed by who holds that right and types for others."""
    return desk.may(kind.guard) and desk.may(PROXY) if kind.guard else desk.may(RECORD)


@page(PERSONS)
def record(request: HttpRequest, desk: Desk, kind: str) -> HttpResponse:
    """Write one entry. What the ledger refuses is told at its field, and nothing is written."""
    if not recording.allowed(kind):
        raise Http404(_("Không có mẫu ghi sổ này."))
    found = REGISTRY[kind]
    right = found.guard or RECORD
    if not _may(desk, found):
        raise PermissionDenied(_("Bạn chưa được giao quyền ghi loại bút toán này."))
    offered = offer(desk, people_offered(request, desk), right)
    form = recording.form_of(found, offered, desk.day, desk.state.code, request.POST or None)
    if answer := suggested(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        line = _told(found, form)
        number = _written(desk, line, form) if line and recording.complete(form, found, line) else 0
        if line and number:
            messages.success(request, _("Đã ghi bút toán số %(number)d. Có thể ghi tiếp dòng khác.") % {"number": number})
            return _onwards(desk, line)
    return show(request, desk, "staff/record.html", kind=found, form=form)


def _told(kind: Kind, form: CaseForm) -> dict[str, Any] | None:
    try:
        return recording.line_of(kind, form.cleaned_data)
    except Misfilled as error:
        form.add_error(error.field, str(error))
        return None


def _onwards(desk: Desk, line: Mapping[str, Any]) -> HttpResponse:
    """To the same form again; after a definition, to the figure it made."""
    if line["kind"] == "figure_defined":
        return back(desk, "staff:figure", line["figure"])
    if line["kind"] == "activity_defined":
        return back(desk, "staff:figure", activity_figure(line["type"]))
    return back(desk, "staff:record", line["kind"])


def _written(desk: Desk, line: dict[str, Any], form: CaseForm) -> int:
    """The number of the line's entry, also when the form was sent twice; 0 when it was refused."""
    report = load_lines([line], actor=desk.user.get_username())
    recording.show(form, report.errors)
    return 0 if report.errors else Entry.objects.get(ref=line["ref"]).number
