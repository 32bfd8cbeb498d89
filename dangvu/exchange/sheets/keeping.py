"""Letting go of what files told: of a file that is not wanted, and of a person who is erased."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext as _

from dangvu.core.vietnamese import fold
from dangvu.dossiers import files
from dangvu.exchange.models import Intake, IntakeRow
from dangvu.exchange.sheets import opening
from dangvu.orgs import vault
from dangvu.orgs.models import Person

State = Intake.State
OPEN = (State.UPLOADED, State.PLANNING, State.PLANNED)


def name_key(name: str) -> str:
    """By which hash the rows of a name are found."""
    return vault.digest("intake_name", fold(name)) if name else ""


def release(digest: str) -> None:
    """Destroy the bytes of a file that no intake needs any more. Lists are kept by nothing else: papers and pictures are other files."""
    opening.forget()
    if digest and not Intake.objects.filter(sha256=digest).exists():
        files.discard(digest)


def forget_person(person: Person, name: str) -> list[str]:
    """Empty the rows about a person and cut off the files that hold them; hashes of files that nothing needs any more.

    A file that was not written yet is dropped whole; of what was written, entries and counts stay.
    """
    mine = IntakeRow.objects.filter(Q(person=person) | Q(name_key=name_key(name)))
    intakes = list(Intake.objects.filter(pk__in=mine.values("intake")))
    mine.update(data={}, name_key="")
    digests = {each.sha256 for each in intakes if each.sha256}
    Intake.objects.filter(sha256__in=digests).update(sha256="", name="")
    for each in intakes:
        if each.state in OPEN:
            each.rows.all().delete()
            told = _("Đã bỏ vì có dữ liệu của người được xóa khỏi sổ; hãy tải tệp khác lên.")
            Intake.objects.filter(pk=each.pk).update(state=State.DROPPED, data={}, fault=told)
    opening.forget()
    return sorted(digests)
