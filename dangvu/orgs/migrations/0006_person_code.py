"""Codes of persons as they are looked for, however they are typed."""

import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0005_personword'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='person',
            index=models.Index(django.db.models.functions.text.Upper('code'), name='person_code_upper'),
        ),
    ]
