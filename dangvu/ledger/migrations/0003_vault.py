"""The sensitive ones of the values beside entries are encrypted."""

from typing import Any

import orjson
from django.db import migrations, models

from dangvu.orgs import vault


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal what stands in the clear; the digest an entry holds is over the values themselves and stays."""
    for row in apps.get_model("ledger", "Sealed").objects.exclude(text="").iterator(chunk_size=2000):
        plain, secret = vault.parted(orjson.loads(row.text))
        if secret:
            row.text = orjson.dumps(plain, option=orjson.OPT_SORT_KEYS).decode()
            row.secret = vault.seal(secret, f"entry {row.pk}")
            row.save(update_fields=["text", "secret"])


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_insert_only"), ("orgs", "0003_no_clear_values")]
    operations = [
        migrations.AddField("sealed", "secret", models.TextField(default="")),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
