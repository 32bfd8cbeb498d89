import collections, pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from dangvu.ledger.services import append_lines
from tests.oracle.ledgers import ledgers, ledgers_and_more
pytestmark = pytest.mark.django_db
SEEN = collections.Counter()

def put(lines):
    report = append_lines(list(enumerate(lines, start=1)), actor="p", knows_figure=lambda c: True, origin="load", replay=False, dry_run=False)
    assert not report.errors, [(e.line, lines[e.line-1], e.field, e.message) for e in report.errors]
    assert report.appended == len(lines) and report.last_entry - report.first_entry == len(lines) - 1

@settings(max_examples=40)
@given(ledgers())
def test_plain(lines):
    with transaction.atomic():
        put(lines); transaction.set_rollback(True)

@settings(max_examples=40)
@given(ledgers(crowded=True))
def test_crowded(lines):
    with transaction.atomic():
        put(lines); transaction.set_rollback(True)

@settings(max_examples=40)
@given(ledgers_and_more())
def test_two(l):
    lines, k = l
    with transaction.atomic():
        put(lines[:k]); put(lines[k:]) if lines[k:] else 0; transaction.set_rollback(True)
