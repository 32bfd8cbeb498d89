"""What runs have told is kept within bounds, and which runs there are is asked once."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dangvu.ledger import book, pages
from dangvu.ledger.kept import Kept, Runs
from dangvu.ledger.models import Run
from tests import case

ONE, TWO = (1, 10, "one"), (11, 20, "two")


def test_what_was_asked_for_longest_ago_is_forgotten_first() -> None:
    kept: Kept[str] = Kept(100)
    for asked in ("a", "b"):
        kept.keep(asked, {ONE: asked}, 40)
    assert kept.of("a") == {ONE: "a"}
    kept.keep("c", {ONE: "c", TWO: "c"}, 40)
    assert (kept.of("a"), kept.of("b"), kept.of("c")) == ({ONE: "a"}, {}, {ONE: "c", TWO: "c"})


def test_an_answer_that_would_push_out_half_of_the_others_is_not_kept() -> None:
    kept: Kept[str] = Kept(100)
    kept.keep("a", {ONE: "a"}, 50)
    kept.keep("b", {ONE: "b"}, 51)
    assert kept.of("a") and not kept.of("b")
    # What has grown too long does not stay as it was either.
    kept.keep("a", {ONE: "a", TWO: "a"}, 51)
    assert not kept.of("a")
    kept.keep("a", {ONE: "a"}, 1)
    kept.forget()
    assert not kept.of("a")


@pytest.mark.django_db
def test_runs_are_asked_once_and_again_by_who_knows_more() -> None:
    case.load()
    pages.rebuild()
    last, there = book.last_number(), [(run.first, run.last, book.head()) for run in Run.objects.order_by("first")]
    runs = Runs()
    with CaptureQueriesContext(connection) as asked:
        assert runs.begun(0) == [] and runs.begun(last - 1) == there and runs.begun(last - 2) == there
        assert len(asked) == 1
        assert runs.begun(last) == there and len(asked) == 2
    runs.told(last + 1, [ONE, TWO])
    assert runs.begun(10) == [ONE] and runs.begun(last + 1) == [ONE, TWO]
