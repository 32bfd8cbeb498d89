"""The library on the phone: find, read, what changed, own bookmarks; study sessions of the own cell."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.handbook import arrivals, library, studying, texts
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Edition, Learner, Publication
from dangvu.member import telling
from dangvu.member.own import own
from dangvu.orgs.models import Person, User

SHOWN = 200


def _found(person: Person, pk: int) -> Publication:
    found = library.shelf(library.readable(person)).filter(pk=pk).first()
    if found is None:
        raise Http404(_("Thư viện không còn văn bản này."))
    return found


def _edition(person: Person, pk: int, place: int) -> Edition:
    try:
        return library.edition(_found(person, pk), place)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal


@own
def shelf(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Documents, the newest first, or those that hold some words; own bookmarks; what is being studied."""
    orgs, asked = library.readable(person), request.GET.get("q", "").strip()[:200]
    some = library.shelf(orgs)
    hits = library.find(some, asked) if asked else [library.Hit(each, 0, "") for each in some[:SHOWN]]
    context = {"person": person, "hits": hits, "asked": asked}
    context |= {} if asked else {"marks": library.marks(user, orgs), "studies": studying.mine(user)}
    return render(request, "member/library.html", context)


@own
def text(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """One document as it holds."""
    return _text(request, user, person, library.newest(_found(person, pk)))


@own
def edition(request: HttpRequest, user: User, person: Person, pk: int, place: int) -> HttpResponse:
    """One version of a document."""
    return _text(request, user, person, _edition(person, pk, place))


def _text(request: HttpRequest, user: User, person: Person, shown: Edition) -> HttpResponse:
    contents = texts.contents(shown.parts)
    context = {
        "person": person,
        "publication": shown.publication,
        "edition": shown,
        "newest": library.newest(shown.publication),
        "contents": contents,
        # Without headings every paragraph may be marked.
        "markable": bool(contents),
        "marks": {each.paragraph: each.pk for each in shown.bookmarks.filter(user=user)},
        "studies": [each for each in studying.mine(user) if each.study.publication_id == shown.publication_id],
        "sent": arrivals.unsettled(user, edition=shown),
    }
    return render(request, "member/library_text.html", context)


@own
def changes(request: HttpRequest, user: User, person: Person, pk: int, place: int) -> HttpResponse:
    """What changed since the version before."""
    new, old = _edition(person, pk, place), _edition(person, pk, place - 1)
    told = texts.changes(old.parts, new.parts)
    return render(
        request, "member/library_changes.html", {"person": person, "publication": new.publication, "new": new, "old": old, "changes": told}
    )


@require_POST
@own
def mark(request: HttpRequest, user: User, person: Person, pk: int, place: int) -> HttpResponse:
    """Mark a paragraph."""
    shown, paragraph = _edition(person, pk, place), arrivals.paragraph(request.POST.get("paragraph", ""))
    try:
        library.mark(user=user, edition=shown, paragraph=paragraph)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("member:library_edition", pk, place)
    return redirect(f"{reverse('member:library_edition', args=[pk, place])}#d{paragraph}")


@require_POST
@own
def unmark(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """Take an own mark away."""
    gone = library.unmark(user=user, bookmark=pk)
    if gone is None:
        raise Http404(_("Không có dấu trang này."))
    if request.POST.get("from") == "text":
        way = reverse("member:library_edition", args=[gone.edition.publication_id, gone.edition.place])
        return redirect(f"{way}#d{gone.paragraph}")
    return redirect("member:library")


# ---------------------------------------------------------------- study sessions


def _line(user: User, pk: int) -> Learner:
    """The own line of a session; a session one is not asked to is not there."""
    found = studying.line(user, pk)
    if found is None:
        raise Http404(_("Không có buổi học tập này của bạn."))
    return found


@own
def study(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """A session as it concerns me: the document, the questions, my notes, whether I studied."""
    line = _line(user, pk)
    told = {"person": person, "line": line, "study": line.study, "publication": line.study.publication, "today": today()}
    told |= {"seen": studying.notes(line).stamp, "sent": arrivals.unsettled(user, study=line.study)}
    return render(request, "member/study.html", told)


@require_POST
@own
def studied(request: HttpRequest, user: User, person: Person, pk: int) -> HttpResponse:
    """Say to have studied, take it back, or keep the own notes."""
    line, what = _line(user, pk), request.POST.get("what", "")
    try:
        if what == "note":
            telling.say(request, studying.note(learner=line, text=request.POST.get("text", ""), seen=request.POST.get("seen")))
        else:
            telling.say(request, studying.say(learner=line, studied=what != "undo"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("member:study", pk)
