"""Pictures of the news site: drawn anew before they are kept, so that no place, device or person hides behind them."""

from __future__ import annotations

import uuid
from pathlib import PurePosixPath
from typing import Any

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from dangvu.core import uploads

MAGIC = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))
ADMIN_FIELDS = (
    "title", "file", "description", "credit", "collection", "focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height",
)  # fmt: skip

NAME = 12
"""Letters of the name a file is kept under."""


def drawn_anew(raw: bytes) -> bytes:
    """The picture without anything a camera wrote into it. Raises ``uploads.Harmful`` for what is no JPEG or PNG."""
    media = next((media for start, media in MAGIC if raw.startswith(start)), None)
    if media is None:
        raise uploads.Harmful("picture")
    return uploads.picture(raw, media)


class Picture(AbstractImage):
    """A picture of the site. ``description``: what it shows, for who cannot see it; ``credit``: whose work it is."""

    credit = models.CharField(_("nguồn ảnh"), max_length=200, blank=True, default="")

    admin_form_fields = ADMIN_FIELDS

    class Meta(AbstractImage.Meta):
        verbose_name = _("ảnh")
        verbose_name_plural = _("ảnh")

    def save(self, *args: Any, **named: Any) -> None:
        """Draw a new file anew, under a name that says nothing, before it is kept. Raises ``uploads.Harmful``."""
        brought: Any = self.file  # type: ignore[has-type]
        if brought and not brought._committed:
            brought.open()
            # A file is often called after who is on it, and its name stands in the address of every size.
            named_anew = f"anh-{uuid.uuid4().hex[:NAME]}{PurePosixPath(brought.name).suffix.lower()}"
            self.file = ContentFile(drawn_anew(brought.read()), name=named_anew)
            self._set_image_file_metadata()
        super().save(*args, **named)


class Rendition(AbstractRendition):
    """A size of a picture, made once."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        verbose_name = _("cỡ ảnh")
        constraints = [models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_of_a_size")]
