"""PostgreSQL puts the words of new names into the index a few hundred persons at a time. Left alone it gathers 4 MB of them, through which
every search walks until it cleans up by itself: 10 ms beside 1 after a load of 100,000 persons."""

from typing import Any

from django.db import migrations

KILOBYTES = 64
"""The least that PostgreSQL allows; writing is quicker with it than with 4 MB."""


def soon(apps: Any, schema_editor: Any) -> None:
    """Gather no more than that, and clear away what is gathered now."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER INDEX person_words SET (gin_pending_list_limit = {KILOBYTES})", params=None)
        schema_editor.execute("SELECT gin_clean_pending_list('person_words')", params=None)


def late(apps: Any, schema_editor: Any) -> None:
    """As PostgreSQL does when it is told nothing."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER INDEX person_words RESET (gin_pending_list_limit)", params=None)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0007_words_of_a_name")]
    operations = [migrations.RunPython(soon, late)]
