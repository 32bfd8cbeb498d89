"""To and fro: what I ask the cell or the committee with the answers, and polls of my cell where nobody learns what I chose."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.core.wholes import whole
from dangvu.handbook import acts, arrivals, polls, questions
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Act, Poll, Question
from dangvu.ledger import book
from dangvu.member.own import own
from dangvu.orgs.models import Person, User
from dangvu.orgs.tree import OrgState
from dangvu.rules import services as rules

SHOWN = 100


class Asking(forms.Form):
    """What to ask, and whom."""

    to = forms.ChoiceField(label=lazy("Gửi tới"))
    sort = forms.ChoiceField(label=lazy("Loại"), choices=Question.Sort.choices)
    text = forms.CharField(label=lazy("Nội dung"), max_length=questions.LONGEST, widget=forms.Textarea(attrs={"rows": 5}))

    def __init__(self, *args: object, places: list[OrgState], **named: object) -> None:
        super().__init__(*args, **named)  # type: ignore[arg-type]
        self.fields["to"].choices = [(each.code, each.name) for each in places]  # type: ignore[attr-defined]


@own
def talk(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """What I asked, with the answers and the days by which they come; polls; a form to ask."""
    places = questions.places(person, today())
    form = Asking(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            questions.ask(person=person, to=questions.named(person, told["to"]), sort=told["sort"], text=told["text"])
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gửi. Câu trả lời sẽ hiện ở trang này."))
            return redirect("member:talk")
    context = {"form": form, "places": places, "asked": _asked(person)}
    context |= {"sent": arrivals.unsettled(user, what=Act.What.ASK), "polls": polls.of_member(person, today(), today() - acts.BACK)}
    return render(request, "member/talk.html", {"person": person, "today": today(), **context})


def _asked(person: Person) -> list[tuple[Question, dt.date, str]]:
    """What I asked, the last day for an answer, and the name of the organisation asked."""
    rulebook, forest = rules.Rulebook(), book.tree()
    tree = forest.at(today())
    rows = Question.objects.filter(person=person).exclude(state=Question.State.WITHDRAWN)[:SHOWN]
    return [(each, questions.by(each, tree, rulebook), forest.timelines[each.organisation_id].states[-1].name) for each in rows]


@require_POST
@own
def withdraw(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """Take back what was not answered yet."""
    asked = Question.objects.filter(pk=pk, person=person).first()
    if asked is None:
        raise Http404(_("Không có câu hỏi này của bạn."))
    try:
        questions.withdraw(question=asked)
        messages.success(request, _("Đã rút lại; nội dung đã xóa."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("member:talk")


def own_poll(person: Person, pk: int) -> tuple[Poll, bool | None]:
    """A poll that concerns the member, and whether he or she voted (None once it is closed). Raises Http404."""
    found = polls.own(person, pk)
    if found is None:
        raise Http404(_("Không có thăm dò này của chi bộ bạn."))
    return found


# What was chosen must not come into a report of a fault either.
@sensitive_post_parameters("choice")
@never_cache
@own
def poll(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """One poll: vote once, read the result after it was closed."""
    shown, voted = own_poll(person, pk)
    if request.method == "POST":
        told = whole(request.POST.get("choice"))
        try:
            polls.vote(person=person, poll=shown, choice=-1 if told is None else told)
            messages.success(request, _("Đã nhận phiếu. Sổ không ghi bạn chọn gì."))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("member:poll", pk)
    context = {"poll": shown, "voted": voted, "result": polls.result(shown), "over": today() > shown.closes_on}
    return render(request, "member/poll.html", {"person": person, **context, "least": polls.least(shown, shown.opened_on)})
