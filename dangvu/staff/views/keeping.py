"""A backup for a USB stick, and the page on which anybody may have an issued report judged."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from dangvu.exchange import backup
from dangvu.exchange.backup import BackupError
from dangvu.orgs.access import MANAGE
from dangvu.reports.proof import Verdict, of_file
from dangvu.staff.desk import Desk, page, show

LARGEST = 50 * 2**20
"""Bytes of the largest report somebody may bring."""
SHORTEST = 10
"""Letters of the shortest password of a backup."""


@page(MANAGE)
def save(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Make a backup and hand it over as a file: to be saved on a stick. Nothing of it stays on the server."""
    if request.method == "POST":
        password, again = request.POST.get("password", ""), request.POST.get("again", "")
        if password != again:
            messages.error(request, _("Hai lần gõ mật khẩu khác nhau; hãy gõ lại."))
        elif len(password) < SHORTEST:
            messages.error(request, _("Bản tải qua trình duyệt phải có mật khẩu ít nhất %(least)d ký tự.") % {"least": SHORTEST})
        else:
            try:
                return _handed_over(password)
            except BackupError as problem:
                messages.error(request, str(problem))
    return show(request, desk, "staff/backup.html", least=SHORTEST)


def _handed_over(password: str) -> FileResponse:
    with tempfile.TemporaryDirectory(prefix="dangvu-") as folder:
        made = backup.make(Path(folder), password)
        # A file without a name: it ends with the answer, on every system.
        stream = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the answer
        with made.path.open("rb") as whole:
            shutil.copyfileobj(whole, stream, 1 << 20)
        stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=made.path.name, content_type="application/octet-stream")


@login_not_required
def judge(request: HttpRequest) -> HttpResponse:
    """Is this file the report that was issued, and do the books behind it still stand? For whoever holds a file, without an account.

    It tells what the file itself prints, its number, and nothing else of the books.
    """
    verdict: Verdict | None = None
    told = ""
    upload = request.FILES.get("file") if request.method == "POST" else None
    if request.method == "POST" and upload is None:
        told = _("Hãy chọn tệp báo cáo (Word hoặc PDF).")
    elif upload is not None and upload.size is not None and upload.size > LARGEST:
        told = _("Tệp lớn hơn %(limit)d MB, không phải báo cáo của chương trình.") % {"limit": LARGEST // 2**20}
    elif upload is not None:
        verdict = of_file(upload.read())
    return render(request, "staff/judge.html", {"verdict": verdict, "told": told})
