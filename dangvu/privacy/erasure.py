"""Erasing a person: every value goes, every count, hash and issued report stays.

What is shredded: the values sealed beside entries, the row of latest values with its search keys, dossiers with their steps, papers and
files, lists brought in that hold the person, the name on rolls of meetings, the words of searches, the account. Texts written freely are
searched for the name: where only this person bears it, it is taken out of them; an issued report, an entry, or a text about
somebody of the same name is only pointed out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import models, transaction
from django.db.models import Max, Q, Sum
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.periods import add_months
from dangvu.core.vietnamese import fold
from dangvu.dossiers import files
from dangvu.dossiers.models import Dossier, Exclusion, Paper, PaperFile, PaperMove, Participant, Step
from dangvu.exchange.models import Intake
from dangvu.exchange.sheets import keeping
from dangvu.handbook import assignments, library
from dangvu.handbook.models import Act, CalendarKey, Poll, Question, Reply
from dangvu.handbook.shelf import Edition, Learner, Publication, Study
from dangvu.ledger import accounts, merges
from dangvu.ledger.models import Entry, Posting, Sealed
from dangvu.ledger.services import append
from dangvu.meetings.models import Attendee, Ballot, Cost, Handout, Item, Meeting, Photo
from dangvu.orgs.models import Person, User
from dangvu.privacy import readings
from dangvu.privacy.models import Consent
from dangvu.reports.models import Report, Request, Section, Submission
from dangvu.rules import services as rules

GONE = "[đã xóa]"
REASONS = ("retention", "request", "mistake")
TEXTS: tuple[tuple[type[models.Model], tuple[str, ...]], ...] = (
    (Dossier, ("subject", "in_charge", "data")),
    (Step, ("for_whom", "from_paper", "data")),
    (Exclusion, ("name",)),
    (Participant, ("message", "data")),
    (Paper, ("title", "note")),
    (PaperMove, ("to",)),
    (Meeting, ("title", "chair", "taker", "content", "resolution", "why")),
    (Item, ("title", "speaker", "note")),
    (Attendee, ("name", "office", "reason")),
    (Ballot, ("matter",)),
    (Photo, ("caption", "credit", "name")),
    (Handout, ("title", "name")),
    (Cost, ("title",)),
    (Request, ("title", "note")),
    (Submission, ("text", "remarks", "claims")),
    (Section, ("text",)),
    (Intake, ("name", "fault", "data")),
    (Question, ("data",)),
    (Act, ("data",)),
    (Poll, ("data",)),
    (Publication, ("title", "issuer", "why")),
    (Edition, ("note", "parts")),
    (Study, ("questions", "why")),
)
"""Where people write freely, or a name is kept with no reference to its person."""


class Refused(ValueError):
    """Nothing was erased; the text is a sentence for the user."""


@dataclass(frozen=True)
class Erased:
    """What an erasure did. ``mentions``: where the name still stands and a human must decide."""

    entry: int
    values: int
    files: int
    texts: int
    mentions: tuple[str, ...]


class Elsewhere(Protocol):
    """What a room above this one does when a name is forgotten: how many texts it changed, and where the name still stands.

    ``shared``: somebody else bears the name too; ``person``: the code of who was erased by the entry of that number.
    """

    def __call__(self, name: str, *, shared: bool, person: str, entry: int, on: dt.date) -> tuple[int, list[str]]: ...


def due(on: dt.date) -> list[Person]:
    """Who left so long ago that the retention rule asks to erase the values (``privacy.retention_years``)."""
    legs = Posting.objects.filter(account__in=accounts.ids("member"), person__isnull=False).values("person")
    gone = legs.annotate(held=Sum("quantity"), last=Max("on")).filter(held=0, last__lte=_limit(on)).values("person")
    return list(Person.objects.filter(pk__in=gone, merged=None).exclude(name="").order_by("sort_key"))


def _limit(on: dt.date) -> dt.date:
    return add_months(on, -12 * int(rules.value("privacy.retention_years", on=on)))


def erase(person: Person, *, reason: str, actor: str, on: dt.date, elsewhere: Sequence[Elsewhere] = ()) -> Erased:
    """Shred everything told of a person. Raises Refused. Afterwards the database must be swept (``exchange.engines.sweep``).

    ``elsewhere``: rooms that stand above this one and keep texts too (``pages.forgetting.forget``).
    """
    _may(person, reason, on)
    # Who was declared twice is one human being: what stands under the other codes goes along.
    ones = [person, *Person.objects.filter(pk__in=merges.duplicates_of(person.pk)).exclude(name="")]
    values = Sealed.objects.filter(person__in=ones).exclude(text="").count()
    with transaction.atomic():
        line = {"kind": "person_erased", "on": on.isoformat(), "ref": f"erased/{person.pk}", "person": person.code, "reason": reason}
        # The ledger shreds what it keeps itself; here follows everything else.
        entry = append(line, actor=actor, origin="privacy")
        orphans, texts, mentions = list[str](), 0, dict[str, None]()
        for one in ones:
            orphans += [*_cases(one), *keeping.forget_person(one, one.name)]
            Attendee.objects.filter(person=one).update(name=GONE, office="", reason="", sort_key="")
            _account(one)
            Consent.objects.filter(person=one).delete()
        for name in dict.fromkeys(one.name for one in ones):
            shared = Person.objects.filter(folded=fold(name)[:200]).exclude(pk__in=[one.pk for one in ones]).exists()
            for done, left in (
                _forget(name, shared),
                *(each(name, shared=shared, person=person.code, entry=entry, on=on) for each in elsewhere),
            ):
                texts += done
                mentions.update(dict.fromkeys(left))
    for digest in orphans:
        files.discard(digest)
    return Erased(entry, values, len(orphans), texts, tuple(mentions))


def _forget(name: str, shared: bool) -> tuple[int, list[str]]:
    """Take a name out of free texts; how many were changed, and where a human must decide."""
    readings.forget_searches(name)
    texts = 0 if shared else sum(_redact(name))
    library.reword(name)
    return texts, [*_fixed(name), *(_standing(name) if shared else ())]


def _may(person: Person, reason: str, on: dt.date) -> None:
    if not person.name:
        raise Refused(_("Dữ liệu của người này đã được xóa."))
    kept = Person.objects.filter(duplicates__duplicate=person).first()
    if kept is not None:
        raise Refused(_("Mã này đã gộp vào mã %(kept)s của cùng một người; hãy xóa dữ liệu của mã %(kept)s.") % {"kept": kept.code})
    if reason not in REASONS:
        raise Refused(_("Lý do phải là một trong: %(reasons)s.") % {"reasons": ", ".join(REASONS)})
    legs = Posting.objects.filter(person=person, account__in=accounts.ids("member"))
    if legs.aggregate(held=Sum("quantity"))["held"]:
        raise Refused(_("Người này đang là đảng viên trong sổ; chỉ xóa dữ liệu của người đã ra khỏi danh sách."))
    if Dossier.objects.filter(person__in=(person.pk, *merges.duplicates_of(person.pk)), open=True).exists():
        raise Refused(_("Người này còn hồ sơ đang giải quyết; hãy kết thúc hồ sơ trước."))
    last = legs.aggregate(last=Max("on"))["last"]
    if reason == "retention" and last is not None and last > _limit(on):
        raise Refused(_("Chưa hết thời hạn lưu kể từ ngày %(day)s người này ra khỏi danh sách.") % {"day": vn_day(last)})


def _cases(person: Person) -> list[str]:
    """Empty the dossiers about a person; hashes of files that nothing needs any more."""
    mine = Dossier.objects.filter(person=person)
    Step.objects.filter(dossier__in=mine).update(data={}, for_whom="", from_paper="")
    Participant.objects.filter(person=person).update(data={}, message="")
    Exclusion.objects.filter(person=person).update(name=GONE)
    held = Paper.objects.filter(Q(dossier__in=mine) | Q(person=person))
    PaperMove.objects.filter(paper__in=held).update(to="")
    kept = PaperFile.objects.filter(paper__in=held)
    digests = set(kept.values_list("sha256", flat=True))
    kept.delete()
    held.update(title="", number="", note="")
    mine.update(subject="", data={})
    for others in (PaperFile, Photo, Handout):
        digests -= set(others.objects.filter(sha256__in=digests).values_list("sha256", flat=True))
    return sorted(digests)


def _account(person: Person) -> None:
    Reply.objects.filter(attendee__person=person).delete()
    Question.objects.filter(person=person).delete()
    Learner.objects.filter(person=person).update(data={}, claimed_at=None, said_at=None)
    for user in User.objects.filter(person=person):
        for rows in (user.devices, user.jottings, user.phone_acts, user.subscriptions, user.bookmarks):
            rows.all().delete()
        CalendarKey.objects.filter(user=user).delete()
        user.person, user.is_active, user.first_name, user.last_name, user.email = None, False, "", "", ""
        user.set_unusable_password()
        user.save()


def _redact(name: str) -> Iterator[int]:
    """Take a name out of everything written freely."""
    for row, told in _written(name):
        type(row)._default_manager.filter(pk=row.pk).update(**told)
        yield len(told)


def _written(name: str) -> Iterator[tuple[models.Model, dict[str, Any]]]:
    """Rows that hold the name, with their fields as they read without it. Sections of issued reports are not among them."""
    for model, fields in TEXTS:
        for row in model._default_manager.only("pk", *fields).iterator(chunk_size=500):
            told = reworded(row, fields, name)
            if told and not (isinstance(row, Section) and row.report.frozen):
                yield row, told


def without(value: Any, name: str) -> Any:
    """A text, or JSON of texts, with the name replaced."""
    if isinstance(value, str):
        return value.replace(name, GONE)
    if isinstance(value, dict):
        return {key: without(each, name) for key, each in value.items()}
    return [without(each, name) for each in value] if isinstance(value, list) else value


def reworded(row: models.Model, fields: Sequence[str], name: str, clear: Callable[[Any, str], Any] = without) -> dict[str, Any]:
    """The fields of a row that hold a name, as they read without it. ``clear``: what takes it out of a value."""
    told = {field: clear(getattr(row, field), name) for field in fields}
    return {field: value for field, value in told.items() if value != getattr(row, field)}


def _standing(name: str) -> Iterator[str]:
    """Where a name that several people bear is written."""
    for row, _told in _written(name):
        yield f"{row._meta.verbose_name} {row.pk}"


def _fixed(name: str) -> Iterator[str]:
    """Where the name stands in what is never changed."""
    for report in Report.objects.exclude(frozen="").filter(frozen__contains=name):
        yield _("báo cáo đã ban hành %(symbol)s") % {"symbol": report.symbol}
    for entry in Entry.objects.filter(data__contains=name):
        yield _("bút toán số %(number)d") % {"number": entry.number}
    # What was assigned to somebody lies sealed under an entry's hash: who is named in it is only pointed out.
    for row in Sealed.objects.filter(entry__kind__in=assignments.KINDS).exclude(secret="").iterator(chunk_size=500):
        if any(name in str(value) for value in row.values.values()):
            yield _("bút toán số %(number)d") % {"number": row.pk}
