"""Nor are its sections and its line in the register: triggers on both engines, and no TRUNCATE around them."""

from typing import Any

from django.db import migrations

ISSUED = "(SELECT state FROM reports_report WHERE id = {row}.report_id) = 'issued'"
OLD, NEW = ISSUED.format(row="OLD"), ISSUED.format(row="NEW")
# Table, verb, when it is refused, and the row it goes on with. A line of a document made elsewhere may be corrected.
GUARDS = (
    ("reports_section", "insert", NEW, "NEW"),
    ("reports_section", "update", f"{OLD} OR {NEW}", "NEW"),
    ("reports_section", "delete", OLD, "OLD"),
    ("reports_registerline", "update", "OLD.report_id IS NOT NULL", "NEW"),
    ("reports_registerline", "delete", "OLD.report_id IS NOT NULL", "OLD"),
)

SQLITE = """
CREATE TRIGGER {table}_issued_no_{verb} BEFORE {VERB} ON {table} WHEN {condition}
BEGIN SELECT RAISE(ABORT, 'what was issued is never changed'); END
"""

FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_issued_no_{verb}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {condition} THEN RAISE EXCEPTION 'what was issued is never changed'; END IF;
  RETURN {row};
END $$
"""

POSTGRESQL = """
CREATE TRIGGER {table}_issued_no_{verb} BEFORE {VERB} ON {table}
FOR EACH ROW EXECUTE FUNCTION {table}_issued_no_{verb}()
"""

TRUNCATE = """
CREATE OR REPLACE FUNCTION reports_report_issued_no_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM reports_report WHERE state = 'issued') THEN
    RAISE EXCEPTION 'what was issued is never changed';
  END IF;
  RETURN NULL;
END $$
"""
TRUNCATED = ("reports_report", "reports_section", "reports_registerline")


def guard(apps: Any, schema_editor: Any) -> None:
    """Create the triggers of the engine in use."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table, verb, condition, row in GUARDS:
        words = {"table": table, "verb": verb, "VERB": verb.upper(), "row": row, "condition": condition}
        for statement in (FUNCTION, POSTGRESQL) if postgresql else (SQLITE,):
            schema_editor.execute(statement.format(**words), params=None)
    if postgresql:
        schema_editor.execute(TRUNCATE, params=None)
        for table in TRUNCATED:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_issued_no_truncate BEFORE TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION reports_report_issued_no_truncate()"
            )


def unguard(apps: Any, schema_editor: Any) -> None:
    """Take them away again, for a migration that must."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for table, verb, _condition, _row in GUARDS:
        schema_editor.execute(f"DROP TRIGGER {table}_issued_no_{verb}" + (f" ON {table}" if postgresql else ""))
    for table in TRUNCATED if postgresql else ():
        schema_editor.execute(f"DROP TRIGGER {table}_issued_no_truncate ON {table}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0002_issued_stays")]
    operations = [migrations.RunPython(guard, unguard)]
