"""What was told in forms of dossiers is sealed: health, breaches, the gist of petitions."""

import base64
from typing import Any

import orjson
from django.db import migrations, models

from dangvu.orgs import vault

MODELS = ("dossier", "step", "participant")


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal what stands in the clear."""
    for name in MODELS:
        model = apps.get_model("dossiers", name)
        for row in model.objects.iterator(chunk_size=1000):
            told = orjson.dumps(orjson.loads(row.data or "{}"))
            row.data = base64.b64encode(vault.seal_bytes(told, f"{model._meta.db_table}.data")).decode()
            row.save(update_fields=["data"])


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0001_initial"), ("orgs", "0003_no_clear_values")]
    operations = [
        *(migrations.AlterField(name, "data", models.TextField(default=dict)) for name in MODELS),
        migrations.RunPython(seal, migrations.RunPython.noop),
        *(migrations.AlterField(name, "data", vault.SealedJSON(default=dict)) for name in MODELS),
    ]
