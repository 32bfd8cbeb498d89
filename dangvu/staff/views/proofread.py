"""Proofreading a text against the books, and who agreed to be named in one."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.figures.proofreader import services
from dangvu.figures.proofreader.reading import Block
from dangvu.orgs.access import RECORD, VIEW
from dangvu.privacy import consent
from dangvu.staff import proofs
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.views.people import in_reach as person_in_reach


@page(VIEW)
def proofread(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Paste a text or drop a file: it is shown with every figure and every piece of personal data marked. Nothing of it is stored."""
    text, told, found = request.POST.get("text", ""), "", None
    if request.method == "POST":
        try:
            found = proofs.proof(request, desk, _brought(request, text))
        except services.Unreadable as problem:
            told = str(problem)
    # A file's text comes back in the field, so that it can be put right and read again.
    shown = found.reading.text if found is not None else text
    return show(request, desk, "staff/proofread.html", text=shown, told=told, proof=found)


def _brought(request: HttpRequest, text: str) -> str | list[Block]:
    """The file, or the text that was pasted. Raises Unreadable."""
    upload = request.FILES.get("file")
    if upload is not None:
        if (upload.size or 0) > services.LARGEST:
            raise services.Unreadable(str(services.WHY["large"]))
        return services.blocks_of(upload.read(), upload.name or "")
    if not text.strip():
        raise services.Unreadable(_("Hãy dán bài vào ô, hoặc chọn một tệp."))
    if len(text) > services.LONGEST:
        raise services.Unreadable(str(services.WHY["long"]))
    return text


@require_POST
@page(RECORD)
def may_be_named(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Record that a person agreed to be named in public, or took it back."""
    found, place = person_in_reach(desk, code)
    if not desk.may(RECORD, place):
        raise Http404(_("Không có người này trong phạm vi ghi sổ của bạn."))
    actor = desk.user.get_username()
    try:
        if request.POST.get("what") == "withdraw":
            consent.withdraw(found, on=desk.today, actor=actor)
        else:
            consent.agree(found, on=desk.today, how=request.POST.get("how", ""), actor=actor)
    except consent.NotAgreed as problem:
        messages.error(request, str(problem))
    return back(desk, "staff:person", code)
