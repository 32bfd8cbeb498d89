"""The words of persons' names, kept by the database itself whenever a row of persons is written: by a load, a change, an erasure."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

# json_quote escapes what a name may hold, and no escape has a space in it: a folded name becomes a list of its words.
SQLITE_WORDS = """INSERT INTO orgs_personword (word, person_id)
SELECT DISTINCT value, NEW.id FROM json_each('[' || REPLACE(json_quote(NEW.folded), ' ', '","') || ']') WHERE value <> '';"""
SQLITE = {
    "new": f"AFTER INSERT ON orgs_person WHEN NEW.folded <> '' BEGIN {SQLITE_WORDS} END",
    "change": "AFTER UPDATE OF folded ON orgs_person WHEN NEW.folded <> OLD.folded BEGIN "
    f"DELETE FROM orgs_personword WHERE person_id = OLD.id; {SQLITE_WORDS} END",
    "gone": "BEFORE DELETE ON orgs_person BEGIN DELETE FROM orgs_personword WHERE person_id = OLD.id; END",
}
POSTGRESQL_FUNCTION = """
CREATE FUNCTION orgs_person_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM orgs_personword WHERE person_id = OLD.id;
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    INSERT INTO orgs_personword (word, person_id)
    SELECT DISTINCT told.word, NEW.id FROM unnest(string_to_array(NEW.folded, ' ')) AS told(word) WHERE told.word <> '';
    RETURN NEW;
END $$
"""
POSTGRESQL = {
    "new": "AFTER INSERT ON orgs_person FOR EACH ROW WHEN (NEW.folded <> '') EXECUTE FUNCTION orgs_person_words()",
    "change": "AFTER UPDATE OF folded ON orgs_person FOR EACH ROW WHEN (NEW.folded <> OLD.folded) EXECUTE FUNCTION orgs_person_words()",
    "gone": "BEFORE DELETE ON orgs_person FOR EACH ROW EXECUTE FUNCTION orgs_person_words()",
}


def keep(apps: Any, schema_editor: Any) -> None:
    """The triggers, and the words of everybody there is."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    if postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
    for name, told in (POSTGRESQL if postgresql else SQLITE).items():
        schema_editor.execute(f"CREATE TRIGGER orgs_person_words_{name} {told}", params=None)
    person, word = apps.get_model("orgs", "Person"), apps.get_model("orgs", "PersonWord")
    rows = person.objects.exclude(folded="").values_list("pk", "folded").iterator(2000)
    words = (word(person_id=pk, word=each) for pk, folded in rows for each in sorted(set(folded.split())))
    word.objects.bulk_create(words, batch_size=2000)


def leave(apps: Any, schema_editor: Any) -> None:
    """Take the triggers away."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for name in SQLITE:
        schema_editor.execute(f"DROP TRIGGER orgs_person_words_{name}" + (" ON orgs_person" if postgresql else ""))
    if postgresql:
        schema_editor.execute("DROP FUNCTION orgs_person_words()")


class Migration(migrations.Migration):
    dependencies = [("orgs", "0004_account_of_a_member")]
    operations = [
        migrations.CreateModel(
            name="PersonWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=200)),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="words", to="orgs.person"),
                ),
            ],
            options={"verbose_name": "từ của tên"},
        ),
        migrations.AddConstraint(
            model_name="personword",
            constraint=models.UniqueConstraint(fields=["word", "person"], name="one_word_of_a_person"),
        ),
        migrations.RunPython(keep, leave),
    ]
