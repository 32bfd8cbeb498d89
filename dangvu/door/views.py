"""What is shown when something breaks: a database that does not answer and a full disk are told in words."""

from __future__ import annotations

import errno
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def broken(request: HttpRequest) -> HttpResponse:
    """The page after an error; it asks nothing of the database. Services write in one transaction, so nothing is half-written."""
    problem = sys.exc_info()[1]
    full = (isinstance(problem, OSError) and problem.errno in FULL) or "full" in str(problem)
    if full and isinstance(problem, OSError | OperationalError):
        sentence = _("Ổ đĩa của máy chủ đã đầy; hãy báo người quản trị dọn chỗ.")
    elif isinstance(problem, OperationalError | InterfaceError):
        sentence = _("Cơ sở dữ liệu đang bận hoặc mất kết nối.")
    else:
        return HttpResponse(render_to_string("500.html"), status=500)
    return HttpResponse(render_to_string("trouble.html", {"sentence": sentence}), status=503)
