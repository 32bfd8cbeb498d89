"""Who types, and the people a dossier is about: declared when the books do not know them, put on the list of a bulk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.models import Dossier, Participant
from dangvu.ledger.models import Book
from dangvu.ledger.refusal import Refused as LedgerRefused
from dangvu.ledger.services import append
from dangvu.orgs.models import Person


@dataclass(frozen=True)
class Hand:
    """Who types, and for whom from which paper when it is not one's own act."""

    actor: str
    for_whom: str = ""
    from_paper: str = ""

    def problems(self) -> list[Problem]:
        """By proxy both are said, or neither."""
        if bool(self.for_whom.strip()) == bool(self.from_paper.strip()):
            return []
        missing = "from_paper" if self.for_whom.strip() else "for_whom"
        return [Problem(missing, _("Ghi hộ thì phải nói rõ ghi hộ ai và theo giấy tờ nào; hãy điền cả hai."))]


@transaction.atomic
def declare(*, name: str, birth: dt.date | None, sex: str, on: dt.date, hand: Hand, further: Mapping[str, str] | None = None) -> str:
    """Declare a person the books do not know yet; the code given. Raises Refused with the ledger's sentences."""
    head = Book.objects.select_for_update().get(pk=1)
    code = f"N{head.last_entry + 1:06d}"
    told = {"name": name.strip(), "birth": birth.isoformat() if birth else None, "sex": sex or None, **(further or {})}
    line = {
        "kind": "person",
        "on": on.isoformat(),
        "ref": f"person/{code}",
        "person": code,
        **{key: text for key, text in told.items() if text},
    }
    try:
        append(line, actor=hand.actor, origin="dossier")
    except LedgerRefused as refusal:
        raise Refused(Problem(fault.field, fault.message) for fault in refusal.faults) from refusal
    return code


def add_people(dossier: Dossier, codes: Iterable[str]) -> list[Participant]:
    """Put people on the list of a bulk; who is on it already stays as he or she is."""
    wanted = list(dict.fromkeys(codes))
    persons = {each.code: each for each in Person.objects.filter(code__in=wanted)} if wanted else {}
    unknown = [code for code in wanted if code not in persons]
    if unknown:
        raise Refused([Problem("people", _("Không có người mã “%(code)s” trong sổ.") % {"code": code[:40]}, code) for code in unknown])
    return [Participant.objects.get_or_create(dossier=dossier, person=persons[code])[0] for code in wanted]
