"""A member asks for a correction of the own record: a dossier of the office, with a photograph of the paper; and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.dossiers import holdings, papers
from dangvu.dossiers.cases import Case
from dangvu.dossiers.files import attach, check
from dangvu.dossiers.hands import Hand
from dangvu.dossiers.kinds.corrections import VALUES
from dangvu.dossiers.models import Dossier
from dangvu.dossiers.services import open_dossier
from dangvu.handbook.errors import Refused
from dangvu.orgs.models import User

FIELDS = ("field", "wanted", "why")


@transaction.atomic
def ask(*, user: User, given: Mapping[str, str], name: str = "", photo: bytes = b"") -> Dossier:
    """Open the dossier; ``photo``: a picture of the paper under its file's ``name``.

    Raises Refused for who stands nowhere in the books, and ``dossiers.errors.Refused`` with what is wrong at which field.
    """
    place = holdings.place(user.person) if user.person else None
    if place is None or user.person is None:
        raise Refused(_("Bạn chưa có tên trong một tổ chức đảng của sổ này; hãy hỏi văn phòng đảng ủy."))
    if photo:
        check(photo, name)
    actor = user.get_username()
    told = {field: given.get(field, "") for field in FIELDS}
    dossier = open_dossier("correction", org=place, on=today(), hand=Hand(actor), person=user.person.code, given=told)
    if photo:
        kept = papers.add(dossier, _("Ảnh giấy tờ"), actor=actor, title=_("Ảnh giấy tờ kèm đề nghị sửa lý lịch"))
        attach(kept, name, photo, actor=actor)
    return dossier


def answered(dossier: Dossier) -> tuple[str, str, str] | None:
    """Of a correction: the value, what it should be, and what the office wrote to it; None of any other dossier."""
    if dossier.kind != "correction":
        return None
    told = dossier.data
    last = next((str(step.data.get("reason") or step.data.get("note") or "") for step in reversed(Case(dossier).steps)), "")
    field = str(dict(VALUES).get(told.get("field", ""), told.get("field", "")))
    return field, str(told.get("wanted", "")), last
