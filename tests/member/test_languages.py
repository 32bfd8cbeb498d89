"""The e-handbook in English: no page of it keeps a word of ours in Vietnamese."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.dossiers.hands import Hand
from dangvu.dossiers.services import open_dossier
from dangvu.handbook import acts, questions
from dangvu.handbook.models import Act
from dangvu.meetings.models import Meeting
from dangvu.orgs.models import Person, User
from tests.cast import line, org, record
from tests.member.conftest import an, meeting, member, office
from tests.member.test_pages import EXPECTED, address
from tests.staff import english

__all__ = ["an", "meeting", "member", "office"]
pytestmark = pytest.mark.django_db
IN_ENGLISH = {"ngon-ngu": "en"}
# What the pages hand to their scripts is read by people too.
SPOKEN = re.compile(r' data-(?!me\b|list\b|worker\b|home\b)[a-z_-]+="([^"]+)"')


def lived(an: User, meeting: Meeting) -> None:
    """Something of everything a page may tell: dues, a badge to come, a dossier, an answered question, an act that was not taken."""
    person = Person.objects.get(code="an")
    record(line("dues_charged", "2020-03-01", org="A", person="an", month="2020-03", due=5_000))
    record(line("badge_awarded", "2021-02-03", person="an", years=30))
    given = {"field": "occupation", "wanted": "x", "why": ""}
    open_dossier("correction", org=org("A"), on=meeting.on, hand=Hand("an"), person="an", given=given)
    asked = questions.ask(person=person, to=org("A"), sort="opinion", text="?")
    questions.answer(question=asked, text="!", actor="bithu")
    acts.reply(user=an, meeting=meeting, answer="away", reason="x")
    now, base = timezone.now(), {"user": an, "data": {"text": "?"}, "outcome": "conflict"}
    for number, what in enumerate(Act.What.values):
        uid = f"00000000-0000-0000-0000-{number:012}"
        Act.objects.create(**base, uid=uid, what=what, meeting=meeting, done_at=now, received_at=now)


def test_english_pages_have_no_vietnamese_of_ours(member: Client, an: User, meeting: Meeting) -> None:
    lived(an, meeting)
    left: dict[str, list[str]] = {}
    for name, (_arguments, statuses) in EXPECTED.items():
        if statuses[0] != 200:
            continue
        answer = member.get(address(name, meeting), IN_ENGLISH)
        kind, text = answer.headers["Content-Type"].split(";")[0], b"".join(answer).decode(errors="replace")
        if kind == "text/html":
            found = english.left(text, english.data())
            found += [each for each in SPOKEN.findall(text) if english.MARKED.search(each) and each not in english.data()]
        elif kind == "application/manifest+json":
            found = [each for each in json.loads(text).values() if isinstance(each, str) and english.MARKED.search(each)]
        else:
            continue
        if found:
            left[name] = found
    assert left == {}
    home = member.get(reverse("member:home"), {"ngon-ngu": "vi"}).content.decode().replace('<html lang="vi">', "")
    assert len(english.left(home, english.data())) > 10, "the search for Vietnamese finds some"
