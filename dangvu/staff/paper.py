"""A document as a file to be saved: Word or PDF, by the writers of reports."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dangvu.core.document import Document
from dangvu.core.lazily import lazily
from dangvu.core.pdf_writer import NoPdf, write_pdf
from dangvu.dossiers import files
from dangvu.staff import addresses

if TYPE_CHECKING:
    from dangvu.core import docx_writer
else:
    docx_writer = lazily("dangvu.core.docx_writer")

FORMS: Final = {"docx": files.WORD, "pdf": "application/pdf"}


def saved(document: Document, form: str, name: str) -> HttpResponse:
    """A document as a file of a form of FORMS; ``name`` without the ending. Raises Http404 where this machine makes no PDF."""
    media = FORMS[form]
    try:
        raw = write_pdf(document, created=now()) if form == "pdf" else docx_writer.write_docx(document, created=now())
    except NoPdf as problem:
        raise Http404(_("Máy này chưa tạo được PDF; hãy dùng bản Word, hoặc chạy “dangvu doctor” để biết cần cài gì.")) from problem
    response = HttpResponse(raw, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(f'{name}.{form}')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
