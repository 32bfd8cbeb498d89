"""Who agreed to be named in public, from which day, until he or she takes it back: a dated fact beside the ledger, never by silence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.orgs.models import Person
from dangvu.privacy.models import Consent


class NotAgreed(ValueError):
    """Nothing was recorded; the text is a sentence for the user."""


def agreed(people: Iterable[int], on: dt.date) -> set[int]:
    """Those of some people who may be named on a day."""
    held = Consent.objects.filter(person__in=set(people), on__lte=on).exclude(Q(ended__isnull=False) & Q(ended__lte=on))
    return set(held.values_list("person", flat=True))


def current(person: Person, on: dt.date) -> Consent | None:
    """The consent in force on a day."""
    return Consent.objects.filter(person=person, on__lte=on).exclude(Q(ended__isnull=False) & Q(ended__lte=on)).first()


@transaction.atomic
def agree(person: Person, *, on: dt.date, how: str, actor: str) -> Consent:
    """He or she agreed on a day; ``how`` says by what (“giấy ký ngày …”). Raises NotAgreed."""
    if not how.strip():
        raise NotAgreed(_("Hãy ghi người ấy đồng ý bằng cách nào, ví dụ “giấy ký ngày 3/2/2023”."))
    Person.objects.select_for_update().get(pk=person.pk)
    if current(person, on) is not None:
        raise NotAgreed(_("Người này đã đồng ý rồi, còn hiệu lực vào ngày %(day)s.") % {"day": vn_day(on)})
    return Consent.objects.create(person=person, on=on, how=how.strip()[:200], actor=actor, at=timezone.now())


@transaction.atomic
def withdraw(person: Person, *, on: dt.date, actor: str) -> Consent:
    """He or she takes it back from a day on; what was published before stays a fact. Raises NotAgreed."""
    Person.objects.select_for_update().get(pk=person.pk)
    held = current(person, on)
    if held is None:
        raise NotAgreed(_("Người này chưa đồng ý, không có gì để rút."))
    held.ended, held.ended_by = on, actor
    held.save(update_fields=["ended", "ended_by"])
    return held
