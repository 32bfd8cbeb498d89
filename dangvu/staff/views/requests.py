"""Reports asked of those below, and the reports a cell sends up."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.orgs.access import CASEWORK, REPORT, VIEW
from dangvu.reports import kinds, requests
from dangvu.reports.errors import Refused
from dangvu.reports.models import Request, Submission
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.forms import DayField, ReportForm

LISTED = 60


class AskForm(ReportForm):
    """A report asked of everybody right below."""

    deadline = DayField(label=lazy("Hạn gửi"))
    note = forms.CharField(label=lazy("Hướng dẫn thêm"), required=False, widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


@page(VIEW)
def index(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What the organisation and those below have to send, and what was asked by it."""
    below = desk.tree.subtree(desk.org) & desk.visible
    mine = Submission.objects.filter(organisation__in=below).select_related("request").order_by("-request__deadline", "pk")[:LISTED]
    asked = Request.objects.filter(organisation__in=below).prefetch_related("submissions")
    return show(
        request, desk, "staff/requests.html",
        to_send=[(each, desk.place(each.organisation_id), requests.late(each)) for each in mine if each.open],
        asked=[(each, counts_of(each)) for each in asked[:LISTED]], may_ask=desk.may(REPORT),
    )  # fmt: skip


def counts_of(asked: Request) -> dict[str, int]:
    """How many there are, have sent, are accepted, are late."""
    all_of = list(asked.submissions.all())
    for each in all_of:
        each.request = asked
    return {
        "all": len(all_of),
        "sent": sum(not each.open for each in all_of),
        "accepted": sum(each.state == Submission.State.ACCEPTED for each in all_of),
        "late": sum(requests.late(each) for each in all_of),
    }


@page(REPORT)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask those right below for a report."""
    initial = {"kind": "quarterly", "start": desk.start, "end": desk.day, "as_of": min(desk.day, today()), "deadline": desk.day}
    form = AskForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        days = {name: told[name] for name in ("start", "end", "as_of", "deadline")}
        try:
            made = requests.ask(told["kind"], org=desk.org, actor=desk.user.get_username(), note=told["note"], **days)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return back(desk, "staff:request", made.pk)
    return show(request, desk, "staff/request_new.html", form=form)


@page(VIEW)
def asked(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One request: who has sent, who is late, and the numbers added up from the books beside what was sent."""
    found = Request.objects.filter(pk=pk, organisation__in=desk.visible).first()
    if found is None:
        raise Http404(_("Không có yêu cầu này trong phạm vi của bạn."))
    rows = [(each, desk.place(each.organisation_id), requests.late(each)) for each in found.submissions.select_related("request")]
    sums = [(each, [desk.place(org).name for org in each.who]) for each in requests.added_up(found)]
    return show(request, desk, "staff/request.html", asked=found, rows=rows, sums=sums, counts=counts_of(found), kind=kinds.get(found.kind))


def found_submission(desk: Desk, pk: int) -> Submission:
    found = Submission.objects.filter(pk=pk, organisation__in=desk.visible).select_related("request").first()
    if found is None:
        raise Http404(_("Không có báo cáo này trong phạm vi của bạn."))
    return found


@page(VIEW)
def submission(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What one organisation sends: the register's numbers, its own words, what it holds to be wrong."""
    found = found_submission(desk, pk)
    return show(
        request, desk, "staff/submission.html", submission=found, place=desk.place(found.organisation_id), lines=requests.lines(found),
        late=requests.late(found), may_send=found.open and desk.may(CASEWORK, found.organisation_id),
        may_decide=desk.may(REPORT, found.request.organisation_id) and not found.open, on=found.request.as_of,
    )  # fmt: skip


@require_POST
@page(VIEW)
def act(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """Send, return or accept."""
    found = found_submission(desk, pk)
    place, right = (found.organisation_id, CASEWORK) if what == "gui" else (found.request.organisation_id, REPORT)
    if what not in ("gui", "tra-lai", "nhan"):
        raise Http404(_("Không có việc này."))
    if not desk.may(right, place):
        raise PermissionDenied(_("Bạn xem được báo cáo này nhưng chưa được giao quyền làm việc đó."))
    actor = desk.user.get_username()
    try:
        if what == "gui":
            requests.send(found, actor=actor, text=request.POST.get("text", ""), claims=_claims(request))
        elif what == "nhan":
            requests.accept(found, actor=actor)
        else:
            requests.give_back(found, actor=actor, remark=request.POST.get("remark", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi."))
    return back(desk, "staff:submission", pk)


def _claims(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """Numbers the sender gives instead of the register's, each with the reason."""
    keys = [name.removeprefix("value:") for name in request.POST if name.startswith("value:")]
    return {key: (request.POST[f"value:{key}"], request.POST.get(f"why:{key}", "")) for key in keys}
