"""Sizes of pictures. One that stands in a published article is for everybody; any other only for who writes the news."""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from dangvu.orgs.access import COMPOSE
from dangvu.orgs.models import User
from dangvu.pages import rights
from dangvu.pages.models import Edition, Rendition

SECONDS = 24 * 60 * 60


@require_safe
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """A size of a picture by the name of its file."""
    found = get_object_or_404(Rendition.objects.select_related("image"), file=name)
    open_to_all = Edition.objects.filter(pictures=found.image_id, withdrawn_at__isnull=True, page__live=True).exists()
    if not open_to_all:
        _writes(request)
    media = mimetypes.guess_type(PurePosixPath(name).name)[0] or "application/octet-stream"
    answer = FileResponse(found.file.open("rb"), content_type=media)
    patch_cache_control(answer, public=open_to_all, private=not open_to_all, max_age=SECONDS if open_to_all else 0)
    answer.alike = open_to_all  # type: ignore[attr-defined]
    return answer


rendition = login_not_required(rendition)


def _writes(request: HttpRequest) -> None:
    user = request.user
    if not isinstance(user, User) or not rights.reach(user, COMPOSE):
        raise PermissionDenied
