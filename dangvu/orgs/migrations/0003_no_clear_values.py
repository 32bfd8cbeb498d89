"""The columns that held sensitive values in the clear go away."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("orgs", "0002_vault")]
    operations = [migrations.RemoveField("person", "ethnicity"), migrations.RemoveField("person", "religion")]
