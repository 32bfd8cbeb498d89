"""What a form cannot do without bears a sign before it is sent: the signs are of what an empty form is refused for, and of nothing else."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from django.http import HttpResponse
from django.urls import reverse

from dangvu.dossiers.kinds.base import REGISTRY as PROCEDURES
from dangvu.dossiers.kinds.base import Procedure, Verb
from dangvu.ledger.kinds import REGISTRY
from dangvu.orgs.access import DECIDE
from dangvu.staff import casework, recording
from dangvu.staff.circles import Circle
from dangvu.staff.spread import SPREAD
from tests.homes import ROOT
from tests.scenarios.office import Office

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'<div class="field-head"><label for="id_([^"]+)">(.*?)</div>(.*?)(?=<div class="field">|</form>)', re.DOTALL)
SIGN = '<small aria-hidden="true">(bắt buộc)</small>'
TEMPLATES = sorted((ROOT / "dangvu").glob("*/templates/**/*.html"))
# A door has nothing that may be left empty; what a page looks at (day, period) is chosen beforehand; answers of a poll have no label;
# what chooses a person stands in a form that has its label.
UNSIGNED = {"one_field.html", "slip_open.html", "base.html", "presets.html", "rule_changes.html", "poll.html", "choose.html"}
NOBODY = casework.Offer([], [], [], cast(Circle, SimpleNamespace(few=[])))


@pytest.fixture
def office() -> Office:
    return Office()


def shown(answer: HttpResponse) -> list[tuple[str, str, str]]:
    """The fields of a page: name, what stands in the head, and the field itself with what is told of it."""
    found = FIELD.findall(answer.content.decode())
    assert found
    return found


def signed(answer: HttpResponse) -> set[str]:
    """Fields with a sign; screen readers hear of just the same."""
    fields = shown(answer)
    heard = {name for name, _head, rest in fields if re.search(r'\srequired[\s>]|aria-required="true"', rest)}
    told = {name for name, head, _rest in fields if SIGN in head}
    # A choice that has no empty line cannot be left empty: the browser is not told, and the reader is.
    assert heard <= told and all("<select" in rest for name, _head, rest in fields if name in told - heard)
    return told


def refused(answer: HttpResponse) -> set[str]:
    """The fields an answer complains of; none when everything was taken."""
    return {name for name, _head, rest in shown(answer) if "errorlist" in rest} if answer.status_code == 200 else set()


@pytest.mark.parametrize("kind", sorted(name for _title, names in recording.GROUPS for name in names))
def test_what_an_empty_entry_is_refused_for_was_signed(office: Office, kind: str) -> None:
    address = reverse("staff:record", args=[kind])
    empty = office.clerk.post(address, {"on": "10/3/2021", "org": "", "ref": "web-1"})
    # One asked for in parts needs no single part of them.
    in_parts = {SPREAD[each.read].at for each in REGISTRY[kind].fields if each.read in SPREAD and each.required}
    assert signed(office.clerk.get(address)) - {"on"} == refused(empty) - in_parts


def test_what_the_ledger_takes_without_and_the_office_does_not_is_signed(office: Office) -> None:
    form = signed(office.clerk.get(reverse("staff:record", args=["commended"])))
    assert "form" in form and "form" not in {each.name for each in REGISTRY["commended"].fields if each.required}


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_what_an_empty_dossier_is_refused_for_was_signed(office: Office, procedure: Procedure) -> None:
    address = reverse("staff:dossier_new", args=[procedure.code])
    told = signed(office.clerk.get(address))
    subject = {"subject": "Đợt 1"} if procedure.bulk else {}
    empty = refused(office.clerk.post(address, {"on": "10/3/2021", "place": "A", **subject}))
    # Somebody new may be declared instead of chosen: neither the one field nor the other must be filled in.
    assert told - {"on", "place", "subject"} == empty - ({"person"} if procedure.declares else set())
    assert {"on", "place", *subject} <= told


def marked(row: Verb) -> set[str]:
    form = casework.step_form(row, NOBODY)
    return {each.name for each in form if each.field.required or "aria-required" in each.field.widget.attrs}


@pytest.mark.parametrize("procedure", PROCEDURES.values(), ids=PROCEDURES)
def test_a_step_signs_what_it_asks_for_and_says_nothing_of_conditions(procedure: Procedure) -> None:
    for row in procedure.workflow.moves:
        wanted = {"on", *(each.name for each in row.asks if each.required and each.sort != "yes")}
        wanted |= {"summoned"} if row.vote else set()
        wanted |= {"decision_number", "decision_date"} if row.decides else set()
        assert marked(row) == wanted, row.verb


def test_a_step_typed_for_the_committee_signs_for_whom_and_from_what(office: Office) -> None:
    found = office.open("winding_up", "A", "2021-03-01").dossier
    row = next(each for each in PROCEDURES["winding_up"].workflow.choices(found.state) if each.right == DECIDE)
    address = reverse("staff:dossier_step", args=[found.pk, row.verb])
    told = {"for_whom", "from_paper"}
    assert told <= signed(office.clerk.get(address)) and not told & signed(office.secretary.get(address))


@pytest.mark.parametrize("file", [each for each in TEMPLATES if each.name not in UNSIGNED], ids=lambda each: each.name)
def test_a_field_written_in_a_template_is_signed_when_it_is_required(file: Path) -> None:
    text = file.read_text("utf-8")
    needed = re.findall(r'<(?:input|select|textarea)\b(?=[^>]*\srequired\b)[^>]*?\sid="([^"]+)"', text)
    assert sorted(needed) == sorted(re.findall(r'<label for="([^"]+)">(?:(?!</label>).)*\{% needed %\}</label>', text))
