"""What was issued is never changed or deleted: triggers on both engines."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER reports_report_issued_no_{verb} BEFORE {VERB} ON reports_report WHEN OLD.state = 'issued'
BEGIN SELECT RAISE(ABORT, 'an issued report is never changed'); END
"""

FUNCTION = """
CREATE OR REPLACE FUNCTION reports_issued_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'an issued report is never changed'; END $$
"""

POSTGRESQL = """
CREATE TRIGGER reports_report_issued_no_{verb} BEFORE {VERB} ON reports_report
FOR EACH ROW WHEN (OLD.state = 'issued') EXECUTE FUNCTION reports_issued_stays()
"""


def guard(apps: Any, schema_editor: Any) -> None:
    """Create the triggers of the engine in use."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(FUNCTION, params=None)
    for verb in ("update", "delete"):
        schema_editor.execute((POSTGRESQL if postgresql else SQLITE).format(verb=verb, VERB=verb.upper()))


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away again, for a migration that must."""
    on = " ON reports_report" if schema_editor.connection.vendor == "postgresql" else ""
    for verb in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER reports_report_issued_no_{verb}{on}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
