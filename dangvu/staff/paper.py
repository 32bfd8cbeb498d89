"""A document as a file to be saved: Word or PDF, by the writers of reports."""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from dangvu.core.document import Document
from dangvu.core.docx_writer import write_docx
from dangvu.core.pdf_writer import NoPdf, write_pdf
from dangvu.dossiers import files
from dangvu.staff import addresses

WRITERS: Final = {"docx": (write_docx, files.WORD), "pdf": (write_pdf, "application/pdf")}


def saved(document: Document, form: str, name: str) -> HttpResponse:
    """A document as a file of a form of WRITERS; ``name`` without the ending. Raises Http404 where this machine makes no PDF."""
    write, media = WRITERS[form]
    try:
        raw = write(document, created=now())
    except NoPdf as problem:
        raise Http404(_("Máy này chưa tạo được PDF; hãy dùng bản Word, hoặc chạy “dangvu doctor” để biết cần cài gì.")) from problem
    response = HttpResponse(raw, content_type=media)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(f'{name}.{form}')}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
