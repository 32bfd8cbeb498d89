from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

COLUMNS = ("opening", "moves")


def as_they_are(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Columns of numbers shrink little, and PostgreSQL would unpack millions of bytes at each look. What lies there stays until its run is
    merged or `dangvu balances` makes it anew."""
    if schema_editor.connection.vendor == "postgresql":
        for column in COLUMNS:
            schema_editor.execute(f"ALTER TABLE ledger_page ALTER COLUMN {column} SET STORAGE EXTERNAL")


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0007_entry_kind'),
    ]

    operations = [migrations.RunPython(as_they_are, migrations.RunPython.noop)]
