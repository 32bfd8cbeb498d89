"""The library as the office keeps it: publish, publish anew, withdraw; what changed between versions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core import plain_text
from dangvu.core.days import today
from dangvu.core.wholes import whole
from dangvu.figures.proofreader.services import WHY
from dangvu.figures.remembered import evaluate
from dangvu.figures.services import get
from dangvu.handbook import library, texts
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Edition, Publication
from dangvu.orgs.access import CASEWORK, PERSONS, VIEW
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.library_forms import EditionForm, PublicationForm

FIGURES = ("study_attendance", "study_rate")
SHOWN = 200


def readable(desk: Desk) -> frozenset[int]:
    """Organisations whose documents the user may read: those in reach, and those above them, who publish for them too."""
    tree = desk.forest.at(today())
    return desk.visible | {org for root in desk.roots for org in tree.path(root)}


def found(desk: Desk, pk: int, right: str = VIEW) -> Publication:
    """A document on a shelf the user reads: 404 outside, 403 without the right. What was withdrawn is for who may give it back."""
    kept = Publication.objects.filter(pk=pk, organisation__in=readable(desk)).select_related("organisation").defer("words").first()
    if kept is None or not (kept.open or kept.organisation_id in desk.reach(CASEWORK)):
        raise Http404(_("Không có văn bản này trong thư viện của bạn."))
    if right != VIEW and kept.organisation_id not in desk.reach(right):
        raise PermissionDenied(_("Bạn đọc được văn bản này nhưng chưa được giao quyền đăng."))
    return kept


@page(VIEW)
def shelf(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Documents of the organisation, of those above it and below it; found by words of their text."""
    orgs = (desk.tree.subtree(desk.org) & desk.visible) | set(desk.tree.path(desk.org))
    some = library.shelf(orgs, withdrawn=desk.may(CASEWORK)).filter(organisation__in=readable(desk))
    # On a past day nobody knew of what was published later.
    some = some.filter(published_at__date__lte=desk.day) if desk.is_past else some
    asked = request.GET.get("q", "").strip()[:200]
    hits = library.find(some, asked) if asked else [library.Hit(each, 0, "") for each in some[:SHOWN]]
    listed = [(each, desk.place(each.publication.organisation_id)) for each in hits]
    answers = evaluate(FIGURES, desk.at())
    cards = [(get(code), answers[code]) for code in FIGURES]
    return show(request, desk, "staff/library.html", listed=listed, asked=asked, cards=cards, may_work=desk.may(CASEWORK))


@page(VIEW)
def text(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One document, or an earlier version of it; who studies it, as far as the user may see."""
    kept = found(desk, pk)
    editions = list(kept.editions.defer("parts"))
    shown = _edition(kept, request.GET.get("ban", "")) or library.newest(kept)
    studies = kept.studies.filter(organisation__in=desk.reach(PERSONS)).select_related("organisation")
    context = {
        "place": desk.place(kept.organisation_id),
        "edition": shown,
        "editions": editions,
        "contents": texts.contents(shown.parts),
        "studies": [(each, desk.place(each.organisation_id)) for each in studies],
        "may_work": kept.organisation_id in desk.reach(CASEWORK),
        "may_study": kept.open and desk.may(CASEWORK),
    }
    return show(request, desk, "staff/library_text.html", publication=kept, **context)


def _edition(kept: Publication, place: str) -> Edition | None:
    number = whole(place, most=10**8)
    return None if number is None else kept.editions.filter(place=number).first()


@page(VIEW)
def changes(request: HttpRequest, desk: Desk, pk: int, place: int) -> HttpResponse:
    """What changed since the version before."""
    kept = found(desk, pk)
    try:
        new, old = library.edition(kept, place), library.edition(kept, place - 1)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    told = texts.changes(old.parts, new.parts)
    return show(request, desk, "staff/library_changes.html", publication=kept, new=new, old=old, changes=told)


@page(CASEWORK)
def new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Publish a document for every member below the organisation of the desk."""
    form = PublicationForm(request.POST or None, request.FILES or None)
    made = _sent(request, form, lambda parts: library.publish(org=desk.org, head=form.head(), parts=parts, actor=desk.user.get_username()))
    return back(desk, "staff:library_text", made.pk) if made else show(request, desk, "staff/library_new.html", form=form)


@page(VIEW)
def renew(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Publish a new version; the text that holds stands in the field, to be changed."""
    kept = found(desk, pk, CASEWORK)
    form = EditionForm(request.POST or None, request.FILES or None, initial=_as_it_is(kept))

    def again(parts: list[dict[str, Any]]) -> Publication:
        note, actor = form.cleaned_data["note"], desk.user.get_username()
        return library.renew(publication=kept, head=form.head(), parts=parts, note=note, actor=actor)

    made = _sent(request, form, again)
    return back(desk, "staff:library_text", pk) if made else show(request, desk, "staff/library_new.html", form=form, publication=kept)


def _as_it_is(kept: Publication) -> dict[str, Any]:
    plain = "\n".join(f"{'#' * each['level']} {each['text']}".strip() for each in library.newest(kept).parts)
    return {**{name: getattr(kept, name) for name in ("sort", "number", "issuer", "dated", "title")}, "text": plain}


Doing = Callable[[list[dict[str, Any]]], Publication]


def _sent(request: HttpRequest, form: PublicationForm, do: Doing) -> Publication | None:
    """What a form that was sent brought about; None where there is something to be put right, which the form then says."""
    if request.method != "POST" or not form.is_valid():
        return None
    upload = form.cleaned_data["file"]
    try:
        if upload and upload.size > plain_text.LARGEST:
            raise Refused(str(WHY["large"]))
        raw, name = (upload.read(), upload.name) if upload else (b"", "")
        made = do(texts.read(typed=form.cleaned_data["text"], raw=raw, name=name))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    messages.success(request, _("Đã đăng; đảng viên đọc được ngay trên sổ tay điện tử."))
    return made


@require_POST
@page(VIEW)
def act(request: HttpRequest, desk: Desk, pk: int, what: str) -> HttpResponse:
    """Withdraw a document, or give it back."""
    kept = found(desk, pk, CASEWORK)
    try:
        if what == "rut":
            library.withdraw(publication=kept, why=request.POST.get("why", ""))
        elif what == "dang-lai":
            library.restore(publication=kept)
        else:
            raise Http404(_("Không có việc này."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã ghi."))
    return back(desk, "staff:library_text", pk)
