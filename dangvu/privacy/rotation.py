"""Changing the key of sensitive values: everything is sealed again under a new one, then the old ones are thrown away."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from allauth.mfa.models import Authenticator
from django.db import models, transaction

from dangvu.accounts.factors import FACTOR
from dangvu.dossiers import files
from dangvu.dossiers.models import Dossier, Participant, Step
from dangvu.exchange.models import Intake, IntakeRow
from dangvu.handbook.models import Act, Device, Jotting, Poll, PollBox, PollRoll, Question, Reply, Subscription
from dangvu.handbook.shelf import Learner
from dangvu.ledger.models import Book, Sealed, sealed_at
from dangvu.orgs import vault
from dangvu.orgs.models import Person, person_sealed_at
from dangvu.privacy.models import Reading
from dangvu.privacy.readings import PLACE

AT_ONCE = 1000
TWO_WAY = (Question, Poll, PollRoll, PollBox, Subscription)
COLUMNS: tuple[tuple[type[models.Model], str, Callable[[int], str]], ...] = (
    (Sealed, "secret", sealed_at),
    (Person, "secret", person_sealed_at),
    (Reading, "detail", lambda _pk: PLACE),
)


def rotate() -> int:
    """A new key; how many values were sealed again. Cut short, it is simply run again: every key stays until nothing needs it."""
    number = vault.add_key()
    done = sum(_column(*each) for each in COLUMNS) + _forms() + _factors() + files.reseal()
    vault.drop_keys(but=number)
    return done


def _column(model: type[models.Model], column: str, place: Callable[[int], str]) -> int:
    done = 0
    for rows in _pages(model, column):
        with transaction.atomic():
            # Writers hold this row too: a value that is being changed is not overwritten by the one read before.
            Book.objects.select_for_update().get(pk=1)
            for row in model._default_manager.filter(pk__in=rows):
                sealed = getattr(row, column)
                if vault.is_stale(sealed):
                    told = vault.seal(vault.unseal(sealed, place(row.pk)), place(row.pk))
                    model._default_manager.filter(pk=row.pk).update(**{column: told})
                    done += 1
    return done


def _pages(model: type[models.Model], column: str) -> Iterator[list[int]]:
    last = None
    while True:
        rows = model._default_manager.exclude(**{column: ""}).order_by("pk")
        page = list((rows if last is None else rows.filter(pk__gt=last)).values_list("pk", flat=True)[:AT_ONCE])
        if not page:
            return
        yield page
        last = page[-1]


def _forms() -> int:
    """Sealed columns of JSON are sealed again by being written again."""
    done = 0
    for model in (Dossier, Step, Participant, Intake, IntakeRow, Device, Reply, Jotting, Act, Learner, *TWO_WAY):
        for pk in list(model._default_manager.values_list("pk", flat=True)):
            with transaction.atomic():
                row = model._default_manager.select_for_update().only("data").get(pk=pk)
                row.save(update_fields=["data"])
                done += 1
    return done


def _factors() -> int:
    """Secrets of second factors, and the seeds that recovery codes are made from, lie sealed inside a JSON column."""
    done = 0
    for each in Authenticator.objects.all():
        stale = [name for name in ("secret", "seed") if vault.is_stale(each.data.get(name, ""))]
        if stale:
            told = {name: vault.seal(vault.unseal(each.data[name], FACTOR), FACTOR) for name in stale}
            Authenticator.objects.filter(pk=each.pk).update(data={**each.data, **told})
            done += 1
    return done
