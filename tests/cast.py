"""The named cast of the ledger's tests: one district, two committees, four cells, three people; and how tests record lines."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from typing import Any

from dangvu.exchange.load import load_lines
from dangvu.ledger.refusal import Fault
from dangvu.ledger.services import LoadReport
from dangvu.orgs.models import Organisation, Person

Line = dict[str, Any]
_refs = count(1)


def line(kind: str, on: str, **fields: Any) -> Line:
    """A load line; a ref of its own unless one is given."""
    return {"kind": kind, "on": on, "ref": fields.pop("ref", f"t-{next(_refs)}"), **fields}


def tree() -> list[Line]:
    """R over K1 and K2; cells A and B under K1, C and D under K2."""
    founded = "2015-01-01"
    lines = [line("organisation_established", founded, org="R", name="Đảng bộ huyện", org_kind="direct_superior")]
    for committee in ("K1", "K2"):
        lines.append(
            line(
                "organisation_established", founded, org=committee, name=f"Đảng bộ {committee}", org_kind="grassroots_committee", parent="R"
            )
        )
    for cell, parent in (("A", "K1"), ("B", "K1"), ("C", "K2"), ("D", "K2")):
        lines.append(line("organisation_established", founded, org=cell, name=f"Chi bộ {cell}", org_kind="attached_cell", parent=parent))
    return lines


def people() -> list[Line]:
    """An and Bình, grown up; Chi, born in 2006."""
    return [
        line("person", "2019-01-01", person="an", name="Nguyễn Văn An", birth="1970-05-01", sex="male", ethnicity="Kinh", religion="Không"),
        line("person", "2019-01-01", person="binh", name="Trần Thị Bình", birth="1985-02-03", sex="female", ethnicity="Tày"),
        line("person", "2019-01-01", person="chi", name="Lê Thị Chi", birth="2006-09-09", sex="female"),
    ]


def members() -> list[Line]:
    """An, official, in A; Bình, probationary, in C."""
    return [
        line("carried_over", "2020-01-01", person="an", org="A", status="official"),
        line("carried_over", "2020-01-01", person="binh", org="C", status="probationary"),
    ]


def book() -> list[Line]:
    """Everything above."""
    return [*tree(), *people(), *members()]


def record(*lines: Line, **options: Any) -> LoadReport:
    """Record lines that must all be good."""
    report = load_lines(lines, actor="test", **options)
    assert report.errors == []
    return report


def faults(lines: Iterable[Line], **options: Any) -> list[Fault]:
    """What is wrong with lines that must not be recorded."""
    report = load_lines(lines, actor="test", **options)
    assert report.errors, "nothing was refused"
    return report.errors


def org(code: str) -> int:
    """The id of an organisation."""
    return Organisation.objects.get(code=code).pk


def four_more() -> list[Person]:
    """Four further members of cell A, which has five of them then: enough for a poll."""
    lines = [line("person", "2019-01-01", person=f"a{each}", name=f"Lý Văn Số {each}", birth="1980-01-01", sex="male") for each in range(4)]
    record(*lines, *(line("carried_over", "2020-01-01", person=f"a{each}", org="A", status="official") for each in range(4)))
    return list(Person.objects.filter(code__in=[f"a{each}" for each in range(4)]).order_by("code"))
