"""The database itself refuses to change what was written: triggers on both engines."""

from typing import Any

from django.db import migrations

GUARDED = ("ledger_entry", "ledger_posting", "ledger_account")

SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, '{table}: written once, never changed; append a reversal'); END
"""

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION ledger_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '%: written once, never changed; append a reversal', TG_TABLE_NAME; END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION ledger_written_once()
"""


def guard(apps: Any, schema_editor: Any) -> None:
    """Create the triggers of the engine in use."""
    vendor = schema_editor.connection.vendor
    verbs = ["update", "delete"]
    if vendor == "postgresql":
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)  # its percent sign is PostgreSQL's own
        verbs.append("truncate")
    template = POSTGRESQL if vendor == "postgresql" else SQLITE
    for table in GUARDED:
        for verb in verbs:
            schema_editor.execute(template.format(table=table, verb=verb, VERB=verb.upper()))


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away again, for a migration that must."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table in GUARDED:
        for verb in ("update", "delete") + (("truncate",) if postgresql else ()):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{verb}" + (f" ON {table}" if postgresql else ""))


def open_book(apps: Any, schema_editor: Any) -> None:
    """The one row writers lock."""
    apps.get_model("ledger", "Book").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial")]
    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(open_book, migrations.RunPython.noop),
    ]
