"""What members ask and say, and polls of a cell: the office's side, and the way on paper for who has no phone."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import today
from dangvu.core.wholes import whole
from dangvu.dossiers.reading import whole_number
from dangvu.handbook import polls, push, questions
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Poll, Question
from dangvu.ledger import book
from dangvu.orgs.access import CASEWORK
from dangvu.orgs.models import Person
from dangvu.rules import services as rules
from dangvu.staff.casework import Choices
from dangvu.staff.choosing import person_field, suggested
from dangvu.staff.circles import Circle
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.forms import DayField
from dangvu.staff.offers import people_offered, places
from dangvu.staff.reading import What, log

SHOWN = 200
MOST_PAPERS = 10**7


class PaperForm(forms.Form):
    """A question that a member handed in on paper."""

    to = forms.ChoiceField(label=lazy("Gửi"), choices=(("cell", lazy("chi bộ")), ("committee", lazy("đảng ủy cơ sở"))))
    sort = forms.ChoiceField(label=lazy("Loại"), choices=Question.Sort.choices)
    on = DayField(label=lazy("Ngày nhận giấy"))
    text = forms.CharField(label=lazy("Nội dung"), max_length=questions.LONGEST, widget=forms.Textarea(attrs={"rows": 6}))

    def __init__(self, *args: Any, people: Circle, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["person"] = person_field(people, label=lazy("Đảng viên"))
        self.order_fields(("person",))


class PollForm(forms.Form):
    """A poll: one question, some answers to choose from, a last day."""

    place_of = forms.ChoiceField(label=lazy("Của chi bộ"))
    question = forms.CharField(label=lazy("Điều cần hỏi"), max_length=polls.LONGEST[0], widget=forms.Textarea(attrs={"rows": 3}))
    choices = forms.CharField(
        label=lazy("Các phương án, mỗi dòng một phương án"), max_length=3000, widget=forms.Textarea(attrs={"rows": 5})
    )
    closes_on = DayField(label=lazy("Bỏ phiếu đến hết ngày"))

    def __init__(self, *args: Any, places: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["place_of"].choices = places  # type: ignore[attr-defined]


def _orgs(desk: Desk) -> frozenset[int]:
    return desk.tree.subtree(desk.org) & desk.reach(CASEWORK)


# ---------------------------------------------------------------- questions


@page(CASEWORK)
def listed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Questions and opinions that came in: those that wait first, with the day by which they are answered."""
    rows = Question.objects.filter(organisation__in=_orgs(desk)).exclude(state=Question.State.WITHDRAWN).select_related("person")
    log(request, desk, What.LIST, [each.person_id for each in rows[:SHOWN]])
    tree, rulebook = book.tree().at(today()), rules.Rulebook()
    waiting = [(each, questions.by(each, tree, rulebook)) for each in rows.filter(state=Question.State.OPEN)[:SHOWN]]
    waiting.sort(key=lambda row: (row[1], row[0].pk))
    return show(request, desk, "staff/questions.html", waiting=waiting, answered=rows.filter(state=Question.State.ANSWERED)[:SHOWN])


def _question(desk: Desk, pk: int) -> Question:
    found = Question.objects.filter(pk=pk, organisation__in=desk.reach(CASEWORK)).select_related("person").first()
    if found is None or found.state == Question.State.WITHDRAWN:
        raise Http404(_("Không có câu hỏi này trong phạm vi của bạn."))
    return found


@page(CASEWORK)
def question(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One question: its text, the answer, passing it on."""
    asked = _question(desk, pk)
    if request.method == "POST":
        done = _told(request, asked, desk.user.get_username())
        return back(desk, "staff:questions") if done == "pass" else back(desk, "staff:question", pk)
    log(request, desk, What.RECORD, [asked.person_id])
    above = [each for each in questions.places(asked.person, today())[1:] if each.org_id != asked.organisation_id]
    context = {
        "asked": asked,
        "by": questions.by(asked, book.tree().at(today()), rules.Rulebook()),
        "above": above,
        "most": questions.LONGEST,
    }
    return show(request, desk, "staff/question.html", place=desk.place(asked.organisation_id), **context)


def _told(request: HttpRequest, asked: Question, actor: str) -> str:
    act = request.POST.get("act", "")
    try:
        if act == "pass":
            questions.pass_on(question=asked, actor=actor)
        else:
            questions.answer(question=asked, text=request.POST.get("text", ""), actor=actor)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return ""
    push.soon([asked.person_id])
    messages.success(request, _("Đã chuyển lên đảng ủy cơ sở.") if act == "pass" else _("Đã trả lời; đảng viên đọc được trên sổ tay."))
    return act


def _to(person: Person, wanted: str) -> int:
    """The organisation asked; none where there is no such one above the member's cell."""
    where = questions.places(person, today())
    return next((each.org_id for each in (where[:1] if wanted == "cell" else where[1:])), 0)


@page(CASEWORK)
def typed(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Type what a member handed in on paper."""
    form = PaperForm(request.POST or None, people=people_offered(request, desk, CASEWORK), initial={"on": desk.day})
    if answer := suggested(request, form):
        return answer
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        person = Person.objects.get(code=told["person"])
        try:
            asked = questions.ask(
                person=person,
                to=_to(person, told["to"]),
                sort=told["sort"],
                text=told["text"],
                on=told["on"],
                typed_by=desk.user.get_username(),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            log(request, desk, What.RECORD, [person.pk])
            messages.success(request, _("Đã ghi; hạn trả lời tính từ ngày nhận giấy."))
            mine = asked.organisation_id in desk.reach(CASEWORK)
            return back(desk, "staff:question", asked.pk) if mine else back(desk, "staff:questions")
    return show(request, desk, "staff/question_new.html", form=form)


# ---------------------------------------------------------------- polls


@page(CASEWORK)
def polled(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Polls of the cells here."""
    rows = [(each, desk.place(each.organisation_id)) for each in Poll.objects.filter(organisation__in=_orgs(desk))[:SHOWN]]
    return show(request, desk, "staff/polls.html", rows=rows)


@page(CASEWORK)
def poll_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Open a poll."""
    cells = {each.code: each for each in desk.cells(CASEWORK)}
    form = PollForm(
        request.POST or None, places=[each for each in places(desk) if each[0] in cells],
        initial={"place_of": desk.state.code, "closes_on": today() + dt.timedelta(days=7)},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = polls.open_poll(
                place=cells[told["place_of"]], question=told["question"], choices=told["choices"].splitlines(),
                closes_on=told["closes_on"], actor=desk.user.get_username(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            push.soon(polls.roll(made))
            return back(desk, "staff:poll", made.pk)
    return show(request, desk, "staff/poll_new.html", form=form)


@page(CASEWORK)
def poll(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One poll: who has not voted yet, papers, closing; the result afterwards."""
    shown = Poll.objects.filter(pk=pk, organisation__in=desk.reach(CASEWORK)).first()
    if shown is None:
        raise Http404(_("Không có thăm dò này trong phạm vi của bạn."))
    if request.method == "POST":
        _done(request, shown, desk.user.get_username())
        return back(desk, "staff:poll", pk)
    marks = polls.roll(shown)
    log(request, desk, What.LIST, marks)
    people = Person.objects.filter(pk__in=marks).order_by("sort_key", "pk")
    context = {"voted": sum(map(bool, marks.values())), "phones": list(marks.values()).count(polls.PHONE)}
    context |= {"least": polls.least(shown, shown.opened_on), "may_close": polls.may_close(shown)}
    parts = {"roll": [(each, marks[each.pk]) for each in people], "result": polls.result(shown)}
    return show(request, desk, "staff/poll.html", poll=shown, place=desk.place(shown.organisation_id), **context, **parts)


def _done(request: HttpRequest, shown: Poll, actor: str) -> None:
    concerned = polls.roll(shown)
    try:
        if request.POST.get("act") == "close":
            polls.close(poll=shown, actor=actor)
            push.soon(concerned)
            messages.success(request, _("Đã khép thăm dò."))
        else:
            persons = {number for number in map(whole, request.POST.getlist("person")) if number is not None}
            counts = [whole_number(each, most=MOST_PAPERS) if each.strip() else 0 for each in request.POST.getlist("count")]
            polls.take_papers(poll=shown, persons=persons, counts=counts)
            messages.success(request, _("Đã cộng phiếu giấy."))
    except (Refused, ValueError) as refusal:
        messages.error(request, str(refusal))
