"""Bringing the tables of an installation up to this program, with a backup of what was there before.

Asked in plain SQL where rows are read: the tables are those of an older program until it is done.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from dangvu.exchange import backup, engines, new_book

KEPT = 5
"""Backups of upgrades that stay: older ones are taken away."""
FOLDER = "backups"


class UpgradeError(RuntimeError):
    """Nothing was changed; the text is a sentence for the user."""


@dataclass(frozen=True)
class State:
    """``pending``: steps to take; ``newer``: steps this program does not know; ``used``: whether there is anything to lose."""

    pending: tuple[str, ...]
    newer: tuple[str, ...]
    used: bool


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did. ``backup``: where what was there before is kept, None where there was nothing."""

    steps: tuple[str, ...]
    backup: Path | None


def state() -> State:
    """How the tables stand to this program."""
    return _state(MigrationExecutor(connections[DEFAULT_DB_ALIAS]))


def _state(executor: MigrationExecutor) -> State:
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    ours = executor.loader.migrated_apps
    applied, known = executor.loader.applied_migrations, executor.loader.disk_migrations
    newer = sorted(f"{app}.{name}" for app, name in applied if app in ours and (app, name) not in known and _own(app))
    return State(tuple(f"{step.app_label}.{step.name}" for step, _back in plan), tuple(newer), bool(applied) and engines.head()[0] > 0)


def _own(app: str) -> bool:
    """Only steps of the program itself count: a library may fold its own together."""
    return app in {each.removeprefix("dangvu.") for each in settings.INSTALLED_APPS if each.startswith("dangvu.")}


def last_recorded() -> dt.datetime | None:
    """When the last entry was recorded."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_recorded FROM ledger_book WHERE id = 1")
        row = cursor.fetchone()
    found = row[0] if row else None
    if isinstance(found, str):
        found = dt.datetime.fromisoformat(found)
    return found.replace(tzinfo=dt.UTC) if found is not None and found.tzinfo is None else found


def upgrade(*, without_backup: bool = False) -> Upgraded:
    """Take every pending step, after a backup where there is something to lose. Raises UpgradeError, and changes nothing then."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    found = _state(executor)
    if found.newer:
        message = _("Dữ liệu này do bản chương trình mới hơn ghi (%(what)s); hãy cài lại bản mới. Chưa có gì thay đổi.")
        raise UpgradeError(message % {"what": ", ".join(found.newer[:3])})
    if not found.pending:
        return Upgraded((), None)
    kept = _backed_up() if found.used and not without_backup else None
    new_book.lay(executor.loader)
    # Finds nothing left to do in a new book; what libraries see to after every migration is still seen to.
    call_command("migrate", verbosity=0, interactive=False)
    return Upgraded(found.pending, kept)


def _backed_up() -> Path:
    folder = settings.HOME / FOLDER
    try:
        folder.mkdir(exist_ok=True, mode=0o700)
        made = backup.make(folder)
    except (backup.BackupError, OSError) as problem:
        message = _("Chưa nâng cấp, vì không sao lưu được trước: %(why)s")
        raise UpgradeError(message % {"why": problem}) from problem
    for old in sorted(folder.glob("dangvu-*.tar.gz"))[:-KEPT]:
        old.unlink()
    return made.path
