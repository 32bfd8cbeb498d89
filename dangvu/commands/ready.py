"""Making the database ready: nothing to set up by hand."""

from __future__ import annotations

from typing import NoReturn

from django.core.management import call_command
from django.db import DEFAULT_DB_ALIAS, DatabaseError, OperationalError, connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from dangvu.commands import say


def ready(json: bool = False) -> None:
    """Create or bring up to date the tables of this home. Stops with a sentence when the database cannot be reached."""
    try:
        executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", verbosity=0, interactive=False)
    except (OperationalError, DatabaseError) as problem:
        unreachable(problem, json)


def unreachable(problem: Exception, json: bool) -> NoReturn:
    """The sentence for a database that does not answer."""
    message = _("Không mở được cơ sở dữ liệu: %(why)s. Hãy kiểm tra DANGVU_HOME hoặc DANGVU_DATABASE_URL.")
    say.bad_use(message % {"why": str(problem).strip()}, json)
