"""Legs of persons by organisation: the secretary of a cell need not read everybody's."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0005_pages'),
        ('orgs', '0006_person_code'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['org'], name='posting_org'),
        ),
    ]
