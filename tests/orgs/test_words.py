"""The words of names are kept by the database itself: through a load, a change of name, a reversal and an erasure."""

from __future__ import annotations

import pytest
from django.db import connection

from dangvu.orgs.models import Person, PersonWord
from tests.cast import book, line, record

pytestmark = pytest.mark.django_db


def words(code: str) -> set[str]:
    return set(PersonWord.objects.filter(person__code=code).values_list("word", flat=True))


def test_words_follow_the_name() -> None:
    record(*book())
    assert words("an") == {"nguyen", "van", "an"}
    record(line("amended", "2021-01-01", person="an", changes={"name": "Nguyễn  Vân Anh"}))
    assert words("an") == {"nguyen", "van", "anh"}
    record(line("amended", "2021-02-01", person="an", changes={"occupation": "Giáo viên"}))
    assert words("an") == {"nguyen", "van", "anh"}


def test_words_go_with_the_person() -> None:
    record(*book())
    Person.objects.filter(code="binh").update(folded="")
    assert words("binh") == set() and words("an")
    someone = Person.objects.create(code="x", name="Lê Hai", folded="le hai")
    assert words("x") == {"le", "hai"}
    pk = someone.pk
    someone.delete()
    assert not PersonWord.objects.filter(person_id=pk).exists()


@pytest.mark.parametrize("name", ['le "hai"', "le\\hai ba", "a' or 1=1", "tab\x01het", "{}[],:"])
def test_no_name_breaks_the_list_of_its_words(name: str) -> None:
    Person.objects.create(code="y", name=name, folded=name)
    assert words("y") == set(name.split(" "))


def test_a_word_said_twice_is_kept_once() -> None:
    Person.objects.create(code="z", name="Nguyễn Nguyên", folded="nguyen nguyen")
    assert words("z") == {"nguyen"}


def test_postgresql_gathers_few_new_names_before_they_are_found_by_the_index() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL has the index")
    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'person_words'")
        assert cursor.fetchone() == (["gin_pending_list_limit=64"],)
