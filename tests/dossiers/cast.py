"""How tests of casework open dossiers and take steps; the people are those of ``tests.cast``."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dangvu.dossiers import papers, services
from dangvu.dossiers.cases import Ballot
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.models import Dossier, Step
from dangvu.dossiers.services import Asked, Hand
from tests.cast import line, org, record

CLERK = Hand("vanphong")
YES = Ballot(summoned=9, present=9, in_favour=8, against=1)
NO = Ballot(summoned=9, present=9, in_favour=4, against=5)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def prospect(code: str = "dung", name: str = "Phạm Văn Dũng", birth: str = "1995-03-04") -> str:
    """Somebody declared, and no member."""
    record(line("person", "2019-01-01", person=code, name=name, birth=birth, sex="male"))
    return code


def begin(kind: str, cell: str, on: str, person: str | None = None, **given: Any) -> Dossier:
    """An open dossier."""
    people = given.pop("people", ())
    return services.open_dossier(kind, org=org(cell), on=day(on), hand=CLERK, person=person, people=people, given=given)


def take(dossier: Dossier, verb: str, on: str, ballot: Ballot | None = None, number: str = "", **given: Any) -> Step:
    """A verb with what it asks for; ``number`` makes it a decision of that day. Papers are let go unless asked for."""
    decision = {"number": number, "date": given.pop("signed", on), "issuer": "Huyện ủy"} if number else {}
    despite = given.pop("despite", "bản giấy lưu ở văn phòng")
    step = services.take(dossier, Asked(verb, day(on), given, ballot, decision, despite=despite), given.pop("hand", CLERK))
    dossier.refresh_from_db()
    return step


def refused(dossier: Dossier, verb: str, on: str, ballot: Ballot | None = None, number: str = "", **given: Any) -> dict[str, str]:
    """The sentences by field of a verb that must be refused; the dossier stays as it was."""
    before = (dossier.state, dossier.steps_taken, dossier.steps.count())
    try:
        take(dossier, verb, on, ballot, number, **given)
    except Refused as refusal:
        dossier.refresh_from_db()
        assert (dossier.state, dossier.steps_taken, dossier.steps.count()) == before
        return {problem.field: problem.message for problem in refusal.problems}
    raise AssertionError("nothing was refused")


def paper(dossier: Dossier, code: str, dated: str) -> None:
    papers.add(dossier, code, actor="vanphong", dated=day(dated))


def until_decided(dossier: Dossier, number: str = "7-QĐ/HU") -> None:
    """An admission up to its decision in the first half of 2021."""
    take(dossier, "enlist", "2021-01-05", mentor="an")
    take(dossier, "learn", "2021-02-01", class_on="2021-02-01")
    take(dossier, "request", "2021-02-10")
    take(dossier, "permit", "2021-02-20")
    take(dossier, "apply", "2021-03-01", introducers=["an"], vetting_places="Xã Mẫu")
    take(dossier, "vet", "2021-04-01", vetting_result="rõ ràng")
    take(dossier, "resolve", "2021-04-10", YES)
    take(dossier, "submit", "2021-05-04", YES)
    take(dossier, "decide", "2021-06-01", number=number, signed="2021-05-28")
