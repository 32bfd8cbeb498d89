"""What may not be published, said in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _


class Refused(ValueError):
    """A publication that cannot be: the sentence says what to do."""


class NotPublished(Refused):
    """Something tried to make an article live without its publication."""

    def __init__(self) -> None:
        super().__init__(_("Bài chỉ lên trang qua bước Xem xét và xuất bản."))


@dataclass(frozen=True)
class Objection:
    """Why an article should not go out as it is. ``kind``: mark, figure, text or personal; ``where``: which part of the article.

    ``waivable``: somebody with the right to publish may let it pass for a reason that is kept. ``key`` stays the same as long as what is
    objected to does.
    """

    key: str
    kind: str
    where: str
    sentence: str
    waivable: bool = True
    code: str = ""
