"""Religion, ethnicity and other sensitive values go into one encrypted column; numbers are found by keyed hashes."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from dangvu.orgs import vault


def seal(apps: Any, schema_editor: Any) -> None:
    """Seal what stands in the clear."""
    person_of, key_of = apps.get_model("orgs", "Person"), apps.get_model("orgs", "PersonKey")
    for row in person_of.objects.iterator(chunk_size=2000):
        known = {**row.extra, "ethnicity": row.ethnicity, "religion": row.religion}
        row.extra, secret = vault.parted({name: value for name, value in known.items() if value not in (None, "")})
        row.secret = vault.seal(secret, f"person {row.pk}")
        row.save(update_fields=["extra", "secret"])
        key_of.objects.bulk_create(key_of(person=row, name=name, digest=digest) for name, digest in vault.digests(known))


class Migration(migrations.Migration):
    dependencies = [("orgs", "0001_initial")]
    operations = [
        migrations.AddField("person", "secret", models.TextField(blank=True, default="")),
        migrations.CreateModel(
            name="PersonKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("digest", models.CharField(db_index=True, max_length=64)),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="keys", to="orgs.person")),
            ],
            options={"verbose_name": "khóa tra cứu"},
        ),
        migrations.AddConstraint("personkey", models.UniqueConstraint(fields=("person", "name"), name="one_key_of_a_name")),
        migrations.RunPython(seal, migrations.RunPython.noop),
    ]
