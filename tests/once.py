"""What is loaded once for a file of tests. Each test is marked ``django_db``: its own writing is taken back to here after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction


@contextmanager
def once(blocker: Any) -> Iterator[None]:
    """Everything written inside goes when the file's last test is over. ``blocker``: pytest-django's ``django_db_blocker``."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
