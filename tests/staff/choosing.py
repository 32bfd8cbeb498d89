"""Forms that choose persons, as the tests send and read them."""

from __future__ import annotations

import json
import re
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.orgs.models import Person
from dangvu.staff import circles
from tests.cast import line, record
from tests.scenarios.office import Office

REF = re.compile(r'name="ref" value="(web-[^"]+)"')
# Every form that asks for persons: its address, and one of its fields.
FORMS: list[tuple[str, tuple[object, ...], str]] = [
    ("record", ("elected",), "person"),
    ("record", ("inspection_round",), "target_people"),
    ("record", ("meeting_held",), "absent_excused"),
    ("dossier_new", ("transfer_inside",), "person"),
    ("dossier_new", ("inspection",), "target_people"),
    ("dossier_new", ("badge_round",), "people"),
    ("meeting_new", (), "further"),
    ("question_new", (), "person"),
]


def many(count: int, cell: str = "A", name: str = "Lý Văn Số") -> None:
    """So many further members of a cell, of different names."""
    lines = [line("person", "2019-01-01", person=f"{cell}{each}", name=f"{name} {each}", birth="1980-01-01") for each in range(count)]
    record(*lines, *(line("carried_over", "2020-01-01", person=f"{cell}{each}", org=cell, status="official") for each in range(count)))


def namesakes(*told: tuple[str, str, str], cell: str = "B") -> None:
    """Members by code, name and birthday."""
    lines = [line("person", "2019-01-01", person=code, name=name, birth=birth) for code, name, birth in told]
    record(*lines, *(line("carried_over", "2020-01-01", person=code, org=cell, status="official") for code, _n, _b in told))


def crowded() -> Office:
    """An office of more members than a list would hold."""
    found = Office()
    many(circles.FEW + 10)
    return found


def elect(office: Office, client: Client | None = None, **fields: Any) -> HttpResponse:
    """Send the form that says who was elected."""
    desk, address = client or office.clerk, reverse("staff:record", args=["elected"])
    ref = REF.search(desk.get(address).content.decode())
    assert ref is not None
    told = {"on": "10/3/2021", "org": "K1", "body": "cấp ủy", "ref": ref[1], **fields}
    return desk.post(address, told)


def elected() -> str | None:
    """Who was written down last."""
    entry = Entry.objects.get(number=book.last_number())
    assert entry.kind == "elected"
    return code_of(json.loads(entry.data).get("person"))


def code_of(person: int | None) -> str | None:
    return Person.objects.get(pk=person).code if person else None


def offered(answer: HttpResponse) -> list[str]:
    return re.findall(r'type="(?:radio|checkbox)" name="\w+-ma" value="([^"]+)"', answer.content.decode())


def asked(client: Client, name: str, arguments: tuple[object, ...], field: str, text: str, **more: str) -> Any:
    """What a form offers for a half-typed text."""
    return client.get(reverse(f"staff:{name}", args=arguments), {"o": field, "chu": text, **more})


# ---------------------------------------------------------------- few, many
