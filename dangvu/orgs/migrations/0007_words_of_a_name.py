"""On PostgreSQL, who has several words in the name is found by one index: of common words it would read tens of thousands of rows of
words else, and join them as it guesses. SQLite walks through its rows of words as quickly."""

from typing import Any

from django.db import migrations

INDEX = "CREATE INDEX person_words ON orgs_person USING gin (string_to_array(folded, ' '))"


def make(apps: Any, schema_editor: Any) -> None:
    """The index, where there is such a thing."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(INDEX, params=None)


def leave(apps: Any, schema_editor: Any) -> None:
    """Take it away."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX person_words", params=None)


class Migration(migrations.Migration):
    dependencies = [("orgs", "0006_person_code")]
    operations = [migrations.RunPython(make, leave)]
