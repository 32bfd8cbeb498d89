"""A member's own affairs for another program: everything the e-handbook shows and takes, by a token with the scope ``mine``.

The member's own face and these endpoints call the same services; a token of somebody who is no member opens nothing here.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router, Status
from ninja.errors import HttpError

from dangvu.api import mine_schemas as told
from dangvu.api.door import there
from dangvu.api.schemas import Problem
from dangvu.core.days import today
from dangvu.dossiers import files
from dangvu.dossiers.errors import Refused as FileRefused
from dangvu.handbook import acts, news, polls, questions, registration
from dangvu.handbook.models import Jotting, Question
from dangvu.ledger import book
from dangvu.ledger.kinds import REGISTRY
from dangvu.meetings.models import Attendee
from dangvu.orgs.models import Person, User
from dangvu.privacy import copies, readings
from dangvu.rules import services as rules

router = Router()
Number = Annotated[int, Path(ge=1, le=2**31 - 1)]
REFUSED = {400: Problem, 401: Problem, 403: Problem, 404: Problem, 422: Problem}
READS = 50


def member(request: HttpRequest) -> tuple[User, Person]:
    """Whose token this is, as a member. Raises HttpError 403."""
    who = request.auth  # type: ignore[attr-defined]
    return who.user, who.person()


@router.get("/record", response={200: told.RecordOut, **REFUSED})
def own_record(request: HttpRequest) -> Any:
    """What the books hold about the member, with its sources, and who read it."""
    user, person = member(request)
    readings.record(user=user, what=readings.What.RECORD, page="api", persons=[person.pk])
    return {
        "code": person.code, "name": person.name, "registered": registration.registered(person.pk, today()),
        "values": [{"name": each.name, "value": each.value, "since": each.since, "entry": each.entry} for each in copies.values(person)],
        "entries": [
            {"number": each.number, "on": each.effective_on, "title": str(REGISTRY[each.kind].title)} for each in copies.entries(person)
        ],
        "reads": [
            {"at": each.at, "username": each.user.username, "what": each.get_what_display()} for each in copies.reads(person, READS)
        ],
    }  # fmt: skip


@router.get("/news", response={200: list[told.NewsOut], **REFUSED})
def own_news(request: HttpRequest) -> Any:
    """What is new: what waits for the member first."""
    user, person = member(request)
    return [
        {"what": each.what, "id": each.pk, "on": each.on, "title": each.title, "asks": each.asks} for each in news.of(user, person, today())
    ]


# ---------------------------------------------------------------- meetings


@router.get("/meetings", response={200: list[told.MeetingOut], **REFUSED})
def own_meetings(request: HttpRequest) -> Any:
    """Meetings the member is or was invited to in the last 400 days, the earliest first."""
    user, _person = member(request)
    return [_meeting(line) for line in acts.invited(user, today() - acts.BACK)]


def _meeting(line: Attendee) -> dict[str, Any]:
    met, reply = line.meeting, getattr(line, "reply", None)
    return {
        "id": met.pk, "on": met.on, "time": met.time, "place": met.place, "title": met.title, "organisation": met.organisation.code,
        "open": met.open, "answer": reply.answer if reply else "", "reason": reply.data["reason"] if reply else "",
        "presence": line.presence,
    }  # fmt: skip


def _line(user: User, pk: int) -> Attendee:
    """The member's own line on a roll. Raises HttpError 404."""
    return there(acts.line(user, pk), _("Không có cuộc họp này trong lời mời của bạn."))


@router.get("/meetings/{pk}", response={200: told.MeetingWholeOut, **REFUSED})
def own_meeting(request: HttpRequest, pk: Number) -> Any:
    """One meeting: agenda, papers, the own notes, and the resolution once it is closed."""
    user, _person = member(request)
    line = _line(user, pk)
    met, note = line.meeting, Jotting.objects.filter(user=user, meeting=pk).first()
    return {
        **_meeting(line), "agenda": [each.title for each in met.items.all()], "note": note.data["text"] if note else "",
        "papers": [{"id": each.pk, "title": each.title} for each in met.handouts.all()], "resolution": "" if met.open else met.resolution,
    }  # fmt: skip


@router.get("/meetings/{pk}/papers/{paper}", response={200: None, **REFUSED})
def own_paper(request: HttpRequest, pk: Number, paper: Number) -> Any:
    """A paper of a meeting, as the file it is."""
    user, _person = member(request)
    kept = _line(user, pk).meeting.handouts.filter(pk=paper).first()
    try:
        raw = files.read(kept.sha256) if kept else None
    except FileRefused as refusal:
        raise HttpError(404, str(refusal)) from refusal
    if kept is None or raw is None:
        raise HttpError(404, _("Không có tài liệu này."))
    return HttpResponse(raw, content_type=kept.media, headers={"Content-Disposition": "attachment", "X-Content-Type-Options": "nosniff"})


@router.post("/meetings/{pk}/reply", response={200: told.ResultOut, **REFUSED})
def own_reply(request: HttpRequest, pk: Number, body: told.ReplyIn) -> Any:
    """Answer an invitation."""
    user, _person = member(request)
    return acts.reply(user=user, meeting=_line(user, pk).meeting, answer=body.answer, reason=body.reason)


@router.post("/meetings/{pk}/note", response={200: told.ResultOut, **REFUSED})
def own_note(request: HttpRequest, pk: Number, body: told.NoteIn) -> Any:
    """Keep the own notes of a meeting, which nobody else reads."""
    user, _person = member(request)
    return acts.jot(user=user, meeting=_line(user, pk).meeting, text=body.text)


@router.post("/meetings/{pk}/presence", response={200: told.ResultOut, **REFUSED})
def own_presence(request: HttpRequest, pk: Number, body: told.PresenceIn) -> Any:
    """Show to be in the hall by the code on the wall."""
    user, _person = member(request)
    return acts.present(user=user, meeting=_line(user, pk).meeting, code=body.code)


# ---------------------------------------------------------------- questions


def _question(each: Question, by: dt.date) -> dict[str, Any]:
    return {
        "id": each.pk, "to": each.organisation.code, "sort": each.sort, "state": each.state, "text": each.data["text"],
        "asked_on": each.asked_on, "due": by, "answers": [{"text": one["text"], "on": one["on"]} for one in each.answers],
    }  # fmt: skip


@router.get("/questions", response={200: list[told.QuestionOut], **REFUSED})
def own_questions(request: HttpRequest) -> Any:
    """What the member asked, with the answers."""
    _user, person = member(request)
    rows = Question.objects.filter(person=person).exclude(state=Question.State.WITHDRAWN).select_related("organisation")
    tree, rulebook = book.tree().at(today()), rules.Rulebook()
    return [_question(each, questions.by(each, tree, rulebook)) for each in rows]


@router.post("/questions/new", response={200: told.QuestionOut, **REFUSED})
def own_ask(request: HttpRequest, body: told.QuestionIn) -> Any:
    """Ask the own cell or the committee above it."""
    _user, person = member(request)
    asked = questions.ask(person=person, to=questions.named(person, body.to), sort=body.sort, text=body.text)
    return _question(asked, questions.by(asked, book.tree().at(today()), rules.Rulebook()))


@router.post("/questions/{pk}/withdraw", response={204: None, **REFUSED})
def own_withdraw(request: HttpRequest, pk: Number) -> Any:
    """Take back what was not answered yet."""
    _user, person = member(request)
    asked = there(Question.objects.filter(pk=pk, person=person).first(), _("Không có câu hỏi này của bạn."))
    questions.withdraw(question=asked)
    return Status(204, None)


# ---------------------------------------------------------------- polls


@router.get("/polls", response={200: list[told.PollOut], **REFUSED})
def own_polls(request: HttpRequest) -> Any:
    """Polls of the member's cell; counts once they are closed."""
    _user, person = member(request)
    return [
        {
            "id": each.pk, "question": each.data["question"], "choices": each.data["choices"], "closes_on": each.closes_on,
            "closed": each.closed_on is not None, "voted": voted,
            "counts": [count for _choice, count in shown] if (shown := polls.result(each)) is not None else None,
        }
        for each, voted in polls.of_member(person, today(), today() - acts.BACK)
    ]  # fmt: skip


@router.post("/polls/{pk}/vote", response={204: None, **REFUSED})
def own_vote(request: HttpRequest, pk: Number, body: told.VoteIn) -> Any:
    """Vote, once. Nothing anywhere tells afterwards what was chosen."""
    _user, person = member(request)
    poll, _voted = there(polls.own(person, pk), _("Không có thăm dò này của chi bộ bạn."))
    polls.vote(person=person, poll=poll, choice=body.choice)
    return Status(204, None)
