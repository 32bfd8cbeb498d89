"""The proofreader as the office's pages use it: with the rights of who reads, and with links into the books."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.figures.base import Figure
from dangvu.figures.proofreader import services
from dangvu.figures.proofreader.reading import AGREES, CONTRADICTS, DISAGREES, NOT_DERIVED, Alarm, Block, Claim, Reader, Reading
from dangvu.figures.services import Query
from dangvu.meetings.models import Meeting
from dangvu.orgs.access import PERSONS
from dangvu.privacy import small
from dangvu.privacy.personal import Personal, check_personal
from dangvu.reports import proofreading
from dangvu.reports.models import Report
from dangvu.reports.runs import TextParagraph
from dangvu.staff.addresses import link
from dangvu.staff.desk import Desk
from dangvu.staff.reading import What, log

SIGNS = {AGREES: "✓", DISAGREES: "✗", CONTRADICTS: "≠", NOT_DERIVED: "?"}
WORDS = {
    AGREES: lazy("đúng với sổ"),
    DISAGREES: lazy("khác sổ"),
    CONTRADICTS: lazy("trái với số khác trong bài"),
    NOT_DERIVED: lazy("không so được với sổ"),
}


@dataclass(frozen=True)
class Shown:
    """A claim as a page shows it. ``link`` opens the figure and its rows, empty where there are none to open."""

    number: int
    claim: Claim
    sign: str
    words: str
    link: str


@dataclass(frozen=True)
class Proof:
    """A text read for a page: its lines in pieces (text, claim or None, personal or None), its claims, alarms, personal data."""

    reading: Reading
    lines: list[list[tuple[str, Shown | None, Personal | None]]]
    claims: list[Shown]
    personal: list[Personal]

    @property
    def alarms(self) -> list[Alarm]:
        return self.reading.alarms

    @property
    def is_clean(self) -> bool:
        return not (self.alarms or self.personal)


def reader(desk: Desk) -> Reader:
    """What the user may see, by the same door as the figures' pages."""

    def hides(figure: Figure, by: str, query: Query) -> str:
        if desk.may(PERSONS, query.org):
            return ""
        veil = small.veil(figure, by, query, granted=query.org in desk.roots)
        return veil.why if (veil.parts if by else veil.value) else ""

    return Reader(desk.visible, hides)


def proof(request: HttpRequest, desk: Desk, text: str | Sequence[Block], org: int | None = None) -> Proof:
    """Read a text for the user of the desk, on its day, as the desk knows. Nothing of it is kept; which persons it found is logged."""
    place = desk.org if org is None else org
    reading = services.check_text(text, org=place, on=desk.day, known=desk.known, reader=reader(desk))
    personal = check_personal(reading.text, org=place, on=desk.day, known=desk.known, persons=desk.reach(PERSONS))
    log(request, desk, What.SEARCH, [person for each in personal for person in each.persons])
    claims = [_shown(desk, number, claim) for number, claim in enumerate(reading.claims, start=1)]
    return Proof(reading, list(_lines(reading, claims, personal)), claims, personal)


def of_narrative(desk: Desk, report: Report, paragraphs: Sequence[TextParagraph]) -> list[str]:
    """What must be looked at in a section while it is written: numbers typed against the books, and personal data."""
    place = report.organisation_id
    reading, typed = proofreading.read([("", paragraphs)], Query(place, as_of=report.as_of), reader(desk))
    personal = check_personal(reading.text, org=place, on=report.as_of, persons=desk.reach(PERSONS))
    told = [_("“%(text)s”: %(message)s") % {"text": each.claim.text, "message": each.claim.why} for each in typed]
    return told + [_("“%(text)s”: %(message)s") % {"text": each.text, "message": each.message} for each in personal]


def of_minutes(desk: Desk, meeting: Meeting) -> list[str]:
    """What must be looked at in a meeting's minutes: figures, and numbers of persons. Names belong in minutes."""
    texts = [text for item in meeting.items.all() for text in (item.title, item.note)] + [meeting.content, meeting.resolution]
    told = "\n".join(text for text in texts if text.strip())
    if not told:
        return []
    reading = services.check_text(told, org=meeting.organisation_id, on=min(meeting.on, desk.today), reader=reader(desk))
    personal = check_personal(reading.text, org=meeting.organisation_id, on=meeting.on, persons=frozenset())
    found = [
        _("“%(text)s”: %(message)s") % {"text": reading.claims[each.claims[0]].text, "message": each.message} for each in reading.alarms
    ]
    return found + [_("“%(text)s”: %(message)s") % {"text": each.text, "message": each.message} for each in personal if each.kind != "name"]


def _shown(desk: Desk, number: int, claim: Claim) -> Shown:
    return Shown(number, claim, SIGNS[claim.answer], str(WORDS[claim.answer]), _link(desk, claim))


def _link(desk: Desk, claim: Claim) -> str:
    query = claim.query
    if query is None or "+" in claim.figure:
        return ""
    state = desk.tree.state(query.org)
    return link("staff:figure", desk.carried, claim.figure, tc=state.code if state else None, ngay=query.as_of or query.end,
                tu=query.start, den=query.end, theo=claim.by)  # fmt: skip


def _lines(
    reading: Reading, claims: Sequence[Shown], personal: Sequence[Personal]
) -> Iterator[list[tuple[str, Shown | None, Personal | None]]]:
    """The text line by line; where a claim and personal data overlap, the personal data is marked."""
    marks: list[tuple[int, int, Shown | None, Personal | None]] = [(each.start, each.end, None, each) for each in personal]
    held = [(each.start, each.end) for each in personal]
    marks += [
        (each.claim.start, each.claim.end, each, None)
        for each in claims
        if not any(each.claim.start < end and start < each.claim.end for start, end in held)
    ]
    marks.sort(key=lambda mark: mark[0])
    at = 0
    for line in reading.text.split("\n"):
        end, here = at + len(line), at
        pieces: list[tuple[str, Shown | None, Personal | None]] = []
        for start, last, shown, one in (mark for mark in marks if at <= mark[0] < end):
            pieces.append((reading.text[here:start], None, None))
            pieces.append((reading.text[start : min(last, end)], shown, one))
            here = min(last, end)
        pieces.append((reading.text[here:end], None, None))
        yield [piece for piece in pieces if piece[0]]
        at = end + 1


def sentences(found: Proof) -> list[str]:
    """Everything that must be looked at, a sentence each."""
    told = [each.message for each in found.alarms]
    return told + [_("“%(text)s”: %(message)s") % {"text": each.text, "message": each.message} for each in found.personal]
