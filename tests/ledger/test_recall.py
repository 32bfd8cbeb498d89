"""What a write remembers of earlier entries: many reversals or amendments at once say what one after the other would."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from dangvu.ledger.models import Entry, Posting
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person, PersonKey
from tests.cast import book, faults, line, org, record

pytestmark = pytest.mark.django_db

BOTH = ("an", "binh")
DAY = "2022-01-01"


def busy() -> list[dict[str, Any]]:
    """A life for An and for Bình, some of it recorded late, and work that is only counted."""
    found = [
        line(
            "amended",
            "2020-02-01",
            person=who,
            changes={"occupation": f"Thợ {who}", "identity_number": f"0011700000{place}1"},
            ref=f"{who}-job",
        )
        for place, who in enumerate(BOTH)
    ]
    found += [line("transferred", "2021-06-01", person=who, org="B", ref=f"{who}-later") for who in BOTH]
    found += [line("transferred", "2021-03-01", person=who, org="D", ref=f"{who}-late") for who in BOTH]
    found += [line("exempted", "2021-07-01", person=who, type="age_or_health", ref=f"{who}-exempt") for who in BOTH]
    return [*found, line("badge_awarded", "2021-08-01", person="an", years=30, ref="an-badge")]


def undoing(entries: list[Entry]) -> list[dict[str, Any]]:
    return [line("reversal", DAY, of=entry.ref, ref=f"{entry.ref}/huy") for entry in entries]


def newest_first(after: int) -> list[Entry]:
    return list(Entry.objects.filter(number__gt=after).order_by("-number"))


def posted(after: int) -> Counter[tuple[Any, ...]]:
    """What was posted since, leg by leg."""
    return Counter(
        Posting.objects.filter(entry__gt=after).values_list("entry", "source", "account", "org", "other", "person", "on", "quantity")
    )


def values() -> list[Any]:
    people = [(each.code, each.name, each.birth, each.extra, each.secrets(), each.folded) for each in Person.objects.order_by("pk")]
    return [people, sorted(PersonKey.objects.values_list("person", "name", "digest"))]


def test_many_reversals_at_once_post_what_one_by_one_would() -> None:
    record(*book())
    start, before = Entry.objects.latest("number").number, values()
    record(*busy())
    last = Entry.objects.latest("number").number
    lines = undoing(newest_first(start))
    with CaptureQueriesContext(connection) as one_by_one:
        for each in lines:
            record(each)
    alone, then = posted(last), values()
    assert then == before and verify()[0] == []
    # The same once more, with everything taken back in one file.
    record(*[{**each, "ref": f"{each['ref']}/2"} for each in busy()])
    again = Entry.objects.latest("number").number
    with CaptureQueriesContext(connection) as at_once:
        record(*undoing(newest_first(last + len(lines))))
    together = Counter(
        {
            (entry - (again - last), source - (again - last) if source > start else source, *rest): count
            for (entry, source, *rest), count in posted(again).items()
        }
    )
    assert together == alone and values() == before and verify()[0] == []
    assert 3 * len(at_once) < len(one_by_one)


def test_a_person_taken_back_may_be_declared_again_in_the_same_file() -> None:
    said = line("person", "2019-01-01", person="moi", name="Lê Văn Mới", birth="1990-01-01", sex="male", ref="first")
    report = record(*book(), said, line("reversal", "2019-01-02", of="first"), {**said, "ref": "second", "name": "Lê Văn Mới Hơn"})
    assert Person.objects.get(code="moi").name == "Lê Văn Mới Hơn" and report.appended == len(book()) + 3
    record(line("reversal", "2019-01-03", of="second"))
    assert Person.objects.get(code="moi").name == "" and not PersonKey.objects.filter(person__code="moi").exists()
    assert "Chưa khai báo" in faults([line("carried_over", "2020-01-01", person="moi", org="A", status="official")])[0].message
    record({**said, "ref": "third"}, line("amended", "2019-02-01", person="moi", changes={"occupation": "Thợ"}))
    person = Person.objects.get(code="moi")
    assert (person.name, person.extra) == ("Lê Văn Mới", {"occupation": "Thợ"}) and verify()[0] == []


def test_amendments_and_what_cancels_them_follow_one_another_in_one_file() -> None:
    record(*book())
    record(
        line("amended", "2020-02-01", person="an", changes={"occupation": "Thợ"}, ref="one"),
        line("amended", "2020-03-01", person="an", changes={"occupation": "Kỹ sư", "phone": "0912345678"}, ref="two"),
        line("reversal", "2020-04-01", of="two"),
        line("amended", "2020-02-15", person="an", changes={"workplace": "Nhà máy"}),
    )
    person = Person.objects.get(code="an")
    assert person.extra == {"occupation": "Thợ", "workplace": "Nhà máy"} and "phone" not in person.secrets() and verify()[0] == []


def test_a_reversal_after_something_else_sees_it() -> None:
    record(*book())
    record(
        line("transferred", "2021-03-01", person="an", org="B", ref="move"),
        line("transferred", "2021-06-01", person="an", org="D", ref="after"),
    )
    told = faults(
        [
            line("exempted", "2021-07-01", person="binh", type="other"),
            line("reversal", "2021-08-01", of="move"),
            line("reversal", "2021-08-01", of="move"),
        ]
    )
    assert [each.line for each in told] == [2, 3] and all("after" in each.message for each in told)
    # Refused or not, the next line of the file is judged by what stands.
    record(
        line("reversal", "2021-08-01", of="after"),
        line("died", "2021-09-01", person="an", ref="end"),
        line("reversal", "2021-09-02", of="end"),
        line("reversal", "2021-09-02", of="move"),
    )
    held = Posting.objects.filter(person__code="an", account__measure="member").values("org").annotate(net=Sum("quantity")).exclude(net=0)
    assert [row["org"] for row in held] == [org("A")] and verify()[0] == []


def test_the_tree_and_merges_are_taken_back_among_other_reversals() -> None:
    record(*book())
    record(
        line("transferred", "2021-02-01", person="an", org="B", ref="move"),
        line("organisation_absorbed", "2021-03-01", org="B", into="A", ref="absorbed"),
        line("person", "2019-01-01", person="an2", name="Nguyễn Văn An", birth="1970-05-01", sex="male", ref="twin"),
        line("carried_over", "2020-01-01", person="an2", org="C", status="official", ref="twin-in"),
        line("badge_awarded", "2021-04-01", person="an2", years=30, ref="twin-badge"),
        line("persons_merged", "2021-05-01", person="an", duplicate="an2", taken=["twin-badge"], reason="cùng số định danh", ref="merge"),
    )
    record(*(line("reversal", DAY, of=ref) for ref in ("merge", "twin-badge", "twin-in", "twin", "absorbed", "move")))
    assert verify()[0] == [] and Person.objects.get(code="an2").name == ""


def test_corrections_in_pairs_are_read_ahead_together() -> None:
    """Taken back and recorded anew, person by person: what was read ahead of the others still holds."""
    crowd = [f"p{number}" for number in range(12)]
    record(
        *book(),
        *(line("person", "2019-01-01", person=who, name=f"Lê Văn {who}", birth="1980-01-01", sex="male") for who in crowd),
        *(line("carried_over", "2020-01-01", person=who, org="A", status="official") for who in crowd),
        *(line("transferred", "2021-03-01", person=who, org="B", ref=f"{who}-move") for who in crowd),
        *(line("exempted", "2021-07-01", person=who, type="age_or_health", ref=f"{who}-exempt") for who in crowd),
    )
    pairs = [
        each
        for who in crowd
        for each in (
            line("reversal", "2021-08-01", of=f"{who}-exempt"),
            line("reversal", "2021-08-01", of=f"{who}-move"),
            line("transferred", "2021-04-01", person=who, org="D"),
            line("exempted", "2021-07-01", person=who, type="other"),
        )
    ]
    with CaptureQueriesContext(connection) as asked:
        record(*pairs)
    assert len(asked) < len(pairs)
    held = Posting.objects.filter(person__code__in=crowd, account__measure="member").values("person", "org")
    assert {row["org"] for row in held.annotate(net=Sum("quantity")).exclude(net=0)} == {org("D")} and verify()[0] == []
