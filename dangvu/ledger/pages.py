"""The postings once more, packed for summing: by account and year, with the balance carried into each year.

A projection of runs of entries. A run is written when enough has been recorded since the last one, in the transaction that
records it; small runs are merged into larger ones, so that there are few and each posting is packed a few times in all.
What a reader knows of is told apart by entry numbers: runs that end before, and single postings on either side of the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.conf import settings
from django.db import transaction

from dangvu.ledger import store
from dangvu.ledger.models import SPAN, Book, Page, Posting, Run
from dangvu.ledger.packing import packed_pages

AT_ONCE = 200
LARGER = 2
"""A run is merged into the next one unless it is so many times larger."""


def due(head: store.Head) -> bool:
    """Whether enough has been recorded since the last run. ``BALANCES_AFTER`` 0 means never."""
    after = settings.BALANCES_AFTER
    return 0 < after <= head.postings - head.packed


def extend(head: store.Head) -> None:
    """Pack what has been recorded since the last run, with the runs before it that are not much larger."""
    runs = list(Run.objects.order_by("first"))
    first, postings = (runs[-1].last + 1 if runs else 1), head.postings - head.packed
    merged = []
    while runs and runs[-1].postings < LARGER * postings:
        merged.append(runs.pop())
        first, postings = merged[-1].first, postings + merged[-1].postings
    Run.objects.filter(pk__in=[run.pk for run in merged]).delete()
    _write(first, head.last_entry, postings)
    head.packed = head.postings


@transaction.atomic
def rebuild() -> int:
    """Throw the runs away and pack everything anew; how many postings there are."""
    writer = store.Writer()
    head = writer.locked_head()
    _forget(head)
    if head.postings:
        extend(head)
    writer.keep_head(head)
    return head.postings


@transaction.atomic
def drop() -> None:
    """Throw the runs away: figures are summed from the postings themselves until enough is recorded for a new run."""
    writer = store.Writer()
    head = writer.locked_head()
    _forget(head)
    writer.keep_head(head)


def _forget(head: store.Head) -> None:
    Run.objects.all().delete()
    head.packed = 0


def _write(first: int, last: int, postings: int) -> None:
    made = list(packed_pages(first, last))
    last_year = _last_year((account, year) for account, year, _opening, _moves in made)
    run = Run.objects.create(first=first, last=last, postings=postings, last_year=last_year)
    Page.objects.bulk_create(
        (Page(run=run, account_id=account, year=year, opening=opening, moves=moves) for account, year, opening, moves in made),
        batch_size=AT_ONCE,
    )


def differing(found: Callable[[int, str], None]) -> None:
    """Tell of every run that is not what the postings give: ``found`` is called with its first entry and the account or ""."""
    head = Book.objects.get(pk=1)
    expected, postings = 1, 0
    for run in Run.objects.order_by("first"):
        made = {(account, year): (opening, moves) for account, year, opening, moves in packed_pages(run.first, run.last)}
        kept = {(page.account_id, page.year): (bytes(page.opening), bytes(page.moves)) for page in run.pages.iterator(AT_ONCE)}
        told = (run.first, run.last_year, run.postings, run.last <= head.last_entry)
        if told != (expected, _last_year(made), _count(run), True) or kept.keys() != made.keys():
            found(run.first, "")
        for account, year in sorted(made.keys() & kept.keys()):
            if made[account, year] != kept[account, year]:
                found(run.first, f"{account}/{year}")
        expected, postings = run.last + 1, postings + run.postings
    if postings != head.packed:
        found(0, "")


def _last_year(made: Iterable[tuple[int, int]]) -> int:
    """The last year with a movement: every account has a page for the year behind it."""
    return max((year for _account, year in made), default=1) - 1


def _count(run: Run) -> int:
    return Posting.objects.filter(pk__gt=run.first * SPAN, pk__lt=(run.last + 1) * SPAN).count()
