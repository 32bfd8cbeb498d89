"""A member's own affairs for another program, continued: what awaits the member, the library, study sessions, a correction."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from ninja.errors import HttpError

from dangvu.api import mine_schemas
from dangvu.api import mine_shelf_schemas as told
from dangvu.api.door import there
from dangvu.api.mine import REFUSED, Number, member
from dangvu.core.days import today
from dangvu.dossiers.errors import Refused as CaseRefused
from dangvu.handbook import corrections, library, studying, texts
from dangvu.handbook.awaiting import Awaiting
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Bookmark, Edition, Learner, Publication
from dangvu.orgs.models import Person, User

router = Router()
SHOWN = 200
"""Documents of the list at most."""
Words = Annotated[str, Query(max_length=200)]


@router.get("/awaiting", response={200: told.AwaitingOut, **REFUSED})
def own_awaiting(request: HttpRequest) -> Any:
    """What awaits the member: Party age, next badge, dues of twelve months, dossiers in progress, assignments."""
    _user, person = member(request)
    found = Awaiting(person, today())
    return {
        "months": found.months, "badges": found.badges, "next_badge": _badge(found), "assigned": found.assigned,
        "dues": [{"month": each.month, "due": each.due, "paid": each.paid, "exempt": each.exempt} for each in found.dues],
        "cases": [
            {
                "title": each.title, "state": each.state, "opened": each.opened, "lacking": [str(title) for title in each.lacking],
                "due": [{"title": title, "by": by} for title, by in each.due],
            }
            for each in found.cases
        ],
    }  # fmt: skip


def _badge(found: Awaiting) -> dict[str, Any] | None:
    told = found.next_badge
    if told is None:
        return None
    return {"years": told.years, "earned_on": told.earned_on, "round": told.round.on, "waits_until": told.waits_until}


@router.post("/corrections", response={200: told.CorrectionOut, **REFUSED})
def own_correction(request: HttpRequest, body: told.CorrectionIn) -> Any:
    """Ask for a correction of the record; the office answers it within the rule's days."""
    user, _person = member(request)
    try:
        return {"ref": corrections.ask(user=user, given=body.dict()).ref}
    except CaseRefused as refusal:
        raise HttpError(422, str(refusal)) from refusal


# ---------------------------------------------------------------- the library


@router.get("/library", response={200: list[told.DocumentOut], **REFUSED})
def own_library(request: HttpRequest, words: Words = "") -> Any:
    """Documents for the member, the newest first, or those that hold some words (no diacritics needed)."""
    _user, person = member(request)
    some = library.shelf(library.readable(person))
    hits = library.find(some, words) if words.strip() else [library.Hit(each, 0, "") for each in some[:SHOWN]]
    return [{**_head(hit.publication), "paragraph": hit.paragraph, "excerpt": hit.excerpt} for hit in hits]


def _head(found: Publication) -> dict[str, Any]:
    return {"id": found.pk, **{name: getattr(found, name) for name in ("sort", "number", "issuer", "title", "dated")}}


def _publication(person: Person, pk: int) -> Publication:
    return there(library.shelf(library.readable(person)).filter(pk=pk).first(), _("Thư viện không còn văn bản này."))


def _edition(person: Person, pk: int, place: int) -> Edition:
    try:
        return library.edition(_publication(person, pk), place)
    except Refused as refusal:
        raise HttpError(404, str(refusal)) from refusal


@router.get("/library/{pk}", response={200: told.VersionOut, **REFUSED})
def own_document(request: HttpRequest, pk: Number) -> Any:
    """One document as it holds."""
    user, person = member(request)
    return _version(user, library.newest(_publication(person, pk)))


@router.get("/library/{pk}/versions/{place}", response={200: told.VersionOut, **REFUSED})
def own_version(request: HttpRequest, pk: Number, place: Number) -> Any:
    """One version of a document."""
    user, person = member(request)
    return _version(user, _edition(person, pk, place))


def _version(user: User, shown: Edition) -> dict[str, Any]:
    return {
        "id": shown.publication_id, "title": shown.publication.title, "version": shown.place, "number": shown.number, "dated": shown.dated,
        "newest": library.newest(shown.publication).place, "note": shown.note, "parts": shown.parts,
        "bookmarks": [each.paragraph for each in shown.bookmarks.filter(user=user)],
    }  # fmt: skip


@router.get("/library/{pk}/versions/{place}/changes", response={200: list[told.ChangeOut], **REFUSED})
def own_changes(request: HttpRequest, pk: Number, place: Number) -> Any:
    """What changed since the version before."""
    _user, person = member(request)
    new, old = _edition(person, pk, place), _edition(person, pk, place - 1)
    return [
        {
            "kind": each.kind, "heading": each.heading, "hidden": each.hidden,
            "pieces": [{"kind": kind, "words": words} for kind, words in each.pieces],
        }
        for each in texts.changes(old.parts, new.parts)
    ]  # fmt: skip


@router.get("/bookmarks", response={200: list[told.BookmarkOut], **REFUSED})
def own_bookmarks(request: HttpRequest) -> Any:
    """The own marks, each with the heading it stands under."""
    user, person = member(request)
    return [_bookmark(each, heading) for each, heading in library.marks(user, library.readable(person))]


def _bookmark(each: Bookmark, heading: str) -> dict[str, Any]:
    found = each.edition.publication
    return {
        "document": found.pk, "title": found.title, "version": each.edition.place, "paragraph": each.paragraph, "heading": heading,
    }  # fmt: skip


@router.post("/library/{pk}/versions/{place}/bookmarks", response={204: None, **REFUSED})
def own_bookmark(request: HttpRequest, pk: Number, place: Number, body: told.BookmarkIn) -> Any:
    """Mark a paragraph, or take the mark away; asked twice it is the same."""
    user, person = member(request)
    shown = _edition(person, pk, place)
    if body.kept:
        library.mark(user=user, edition=shown, paragraph=body.paragraph)
    else:
        library.unmark_at(user=user, edition=shown, paragraph=body.paragraph)
    return Status(204, None)


# ---------------------------------------------------------------- study sessions


@router.get("/studies", response={200: list[told.StudyOut], **REFUSED})
def own_studies(request: HttpRequest) -> Any:
    """Study sessions of the own cell that the member is asked to, the latest first."""
    user, _person = member(request)
    return [_study(each) for each in studying.mine(user)]


def _study(line: Learner) -> dict[str, Any]:
    found = line.study
    return {
        "id": found.pk, "document": found.publication_id, "title": found.publication.title, "on": found.on, "questions": found.questions,
        "open": found.open, "claimed": line.claimed_at is not None, "studied": line.studied, "note": studying.notes(line).text,
    }  # fmt: skip


def _line(user: User, pk: int) -> Learner:
    return there(studying.line(user, pk), _("Không có buổi học tập này của bạn."))


@router.post("/studies/{pk}/studied", response={200: mine_schemas.ResultOut, **REFUSED})
def own_studied(request: HttpRequest, pk: Number, body: told.StudiedIn) -> Any:
    """Say to have studied, or take it back; it counts once the secretary confirms."""
    user, _person = member(request)
    return studying.say(learner=_line(user, pk), studied=body.studied)


@router.post("/studies/{pk}/note", response={200: mine_schemas.ResultOut, **REFUSED})
def own_study_note(request: HttpRequest, pk: Number, body: told.StudyNoteIn) -> Any:
    """Keep the own notes on the questions, which nobody else reads."""
    user, _person = member(request)
    return studying.note(learner=_line(user, pk), text=body.text)
