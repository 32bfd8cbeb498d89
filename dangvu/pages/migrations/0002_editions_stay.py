"""What was published is never changed or deleted: triggers on both engines. Only a withdrawal is written beside it."""

from typing import Any

from django.db import migrations

KEPT = "page_id, number, revision, frozen, known, check_code, correction, published_at, published_by"
VERBS = {"update": f"UPDATE OF {KEPT}", "delete": "DELETE"}
SQLITE = """
CREATE TRIGGER pages_edition_no_{name} BEFORE {verb} ON pages_edition
BEGIN SELECT RAISE(ABORT, 'what was published is never changed'); END
"""
FUNCTION = """
CREATE OR REPLACE FUNCTION pages_edition_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what was published is never changed'; END $$
"""
POSTGRESQL = """
CREATE TRIGGER pages_edition_no_{name} BEFORE {verb} ON pages_edition
FOR EACH ROW EXECUTE FUNCTION pages_edition_stays()
"""


def guard(apps: Any, schema_editor: Any) -> None:
    """Create the triggers of the engine in use."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(FUNCTION, params=None)
    for name, verb in VERBS.items():
        schema_editor.execute((POSTGRESQL if postgresql else SQLITE).format(name=name, verb=verb))


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away again, for a migration that must."""
    on = " ON pages_edition" if schema_editor.connection.vendor == "postgresql" else ""
    for name in VERBS:
        schema_editor.execute(f"DROP TRIGGER pages_edition_no_{name}{on}")


class Migration(migrations.Migration):
    dependencies = [("pages", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
