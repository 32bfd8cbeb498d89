"""Papers of a dossier: noted, attached, sent on, handed out to who may see them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from dangvu.core.days import today
from dangvu.core.lazily import lazily
from dangvu.dossiers import files, papers, writings
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.models import PaperFile
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.reports.models import Letterhead
from dangvu.staff import addresses, casework
from dangvu.staff.desk import Desk, page
from dangvu.staff.reading import What, log, marked
from dangvu.staff.views.dossiers import found

if TYPE_CHECKING:
    from dangvu.core import docx_writer
else:
    docx_writer = lazily("dangvu.core.docx_writer")


@require_POST
@page(PERSONS)
def add(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """Note a paper, with its scan."""
    case = found(desk, pk, CASEWORK)
    codes = casework.paper_codes(papers.checklist(case, today()))
    form = casework.PaperForm(request.POST, request.FILES, codes=codes)
    if not form.is_valid():
        messages.error(request, " ".join(str(error) for errors in form.errors.values() for error in errors))
    else:
        try:
            _keep(case.dossier.pk, desk, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Đã ghi giấy tờ."))
    return redirect(addresses.link("staff:dossier", desk.carried, pk) + "#giay-to")


def _keep(pk: int, desk: Desk, form: casework.PaperForm) -> None:
    told, actor = form.cleaned_data, desk.user.get_username()
    upload = told["file"]
    raw = upload.read() if upload is not None else b""
    if upload is not None:
        # Looked at before anything is written: a refused file leaves no paper behind.
        files.check(raw, upload.name)
    rest = {name: told[name] for name in ("dated", "number", "where")}
    dossier = found(desk, pk, CASEWORK).dossier
    paper = papers.add(dossier, told["code"] or told["other"], actor=actor, title=told["other"], **rest)
    if upload is not None:
        files.attach(paper, upload.name, raw, actor=actor)


@require_POST
@page(PERSONS)
def send(request: HttpRequest, desk: Desk, pk: int, paper: int) -> HttpResponse:
    """The original went somewhere."""
    case = found(desk, pk, CASEWORK)
    kept = case.dossier.papers.filter(pk=paper).first()
    if kept is None:
        raise Http404(_("Hồ sơ không có giấy tờ này."))
    try:
        papers.send(kept, request.POST.get("where", ""), today(), actor=desk.user.get_username(), to=request.POST.get("to", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(addresses.link("staff:dossier", desk.carried, pk) + "#giay-to")


@page(PERSONS)
def download(request: HttpRequest, desk: Desk, pk: int, file: int) -> HttpResponse:
    """A file, proved by its hash, to be saved and never shown inside the site."""
    case = found(desk, pk)
    kept = PaperFile.objects.filter(pk=file, paper__dossier=case.dossier, paper__withdrawn_at=None).first()
    if kept is None:
        raise Http404(_("Hồ sơ không có tệp này."))
    try:
        raw = files.content(kept)
    except Refused as refusal:
        raise PermissionDenied(str(refusal)) from refusal
    log(request, desk, What.FILE, [case.dossier.person_id, kept.paper.person_id])
    response = HttpResponse(raw, content_type=kept.media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(kept.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@page(PERSONS)
def write(request: HttpRequest, desk: Desk, pk: int, code: str) -> HttpResponse:
    """A standard paper of the dossier as a Word file."""
    case = found(desk, pk, CASEWORK)
    letterhead = Letterhead.objects.filter(organisation__in=case.path(today())).order_by("pk").first()
    office = writings.Desk(letterhead.place, letterhead.signer) if letterhead else writings.Desk()
    try:
        document = writings.document(case, code, office)
    except Refused as refusal:
        raise Http404(str(refusal)) from refusal
    log(request, desk, What.EXPORT, [case.dossier.person_id, *case.dossier.people.values_list("person", flat=True)])
    response = HttpResponse(docx_writer.write_docx(marked(document, desk), created=now()), content_type=files.WORD)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(f'{code} {casework.title_of(case.dossier)}.docx')}"
    return response
