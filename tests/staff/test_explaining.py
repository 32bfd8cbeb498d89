"""Help where one stands: everything that is declared explains itself, in the reader's language, without a second copy of a text."""

from __future__ import annotations

import pytest
from django.utils import translation

from dangvu.dossiers.kinds import REGISTRY as PROCEDURES
from dangvu.figures.catalogue import FIGURES
from dangvu.reports.checks import CHECKS
from dangvu.rules.book import shipped
from dangvu.staff import explaining, recording
from tests.staff.english import MARKED

pytestmark = pytest.mark.django_db


def test_every_figure_rule_step_and_check_explains_itself() -> None:
    assert all(explaining.explained("figure", code).lines == (figure.definition,) for code, figure in FIGURES.items())
    assert all(explaining.rule(versions[-1]).source for versions in shipped().values())
    for procedure in PROCEDURES.values():
        for row in procedure.workflow.moves:
            assert str(procedure.workflow.states[row.target]) in "".join(explaining.step(row, procedure).lines)
    assert [rule for rule in CHECKS if not explaining.check(rule).lines] == []
    assert explaining.figure("khong_co") == explaining.NOTHING == explaining.check("khong_co")


def test_what_the_registries_say_in_english_is_said_in_vietnamese_and_in_english_as_it_stands() -> None:
    assert MARKED.search(explaining.check("statement_balances").lines[0] if "statement_balances" in CHECKS else "đ")
    for _title, kinds in recording.recordable():
        for kind in kinds:
            assert MARKED.search(explaining.kind(kind).lines[0]), kind.name
            with translation.override("en"):
                assert explaining.kind(kind).lines == (" ".join(kind.about.split()),)


def test_a_field_is_explained_where_its_kind_says_what_it_holds() -> None:
    assert "đồng" in explaining.field("amount", "activity").lines[0]
    assert explaining.field("khong_co", "activity") == explaining.NOTHING
