"""Polls of a cell whose votes cannot be told apart: a mark that somebody voted, a count that went up, nothing else.

A vote is one change of two sealed values, whose lengths stay the same: who holds the tables, an old copy of them, or the log of the
database, and not the keys, sees neither who voted nor for what. When it is closed the marks are thrown away, and where too few voted the
counts too.
What is left to trace, and how it is kept small, stands in docs/decisions/0019-two-way.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.dossiers.due import Item
from dangvu.dossiers.holdings import members
from dangvu.handbook import questions
from dangvu.handbook.acts import BACK
from dangvu.handbook.errors import Refused
from dangvu.handbook.models import Poll, PollBox, PollRoll
from dangvu.ledger import book
from dangvu.orgs.access import CASEWORK
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.rules import services as rules

CHOICES = (2, 10)
LONGEST = (500, 200)
"""Letters of a question, and of a choice."""
OPEN_FOR = 60
"""Days a poll may stay open."""
DIGITS = 5
PHONE, PAPER = 1, 2


def least(poll_or_place: Poll | OrgState, on: dt.date) -> int:
    """How many must vote before anything is told."""
    org = poll_or_place.organisation_id if isinstance(poll_or_place, Poll) else poll_or_place.org_id
    return max(2, int(rules.value("poll.least", on=on, path=book.tree().at(on).upward(org))))


@transaction.atomic
def open_poll(*, place: OrgState, question: str, choices: Sequence[str], closes_on: dt.date, actor: str) -> Poll:
    """Open a poll for the members whom a cell has today. Raises Refused."""
    asked, offered = question.strip(), [each.strip() for each in choices if each.strip()]
    _sensible(asked, offered, closes_on)
    if not place.is_cell:
        raise Refused(_("Chỉ mở thăm dò ở một chi bộ."))
    roll = [person for person, _cell in members([place.org_id], today())]
    if len(roll) < least(place, today()):
        raise Refused(
            _("Chi bộ có %(count)d đảng viên, ít hơn %(least)d: kết quả sẽ để lộ từng người. Hãy hỏi tại cuộc họp.")
            % {"count": len(roll), "least": least(place, today())}
        )
    made = Poll.objects.create(
        organisation_id=place.org_id, data={"question": asked, "choices": offered, "result": None}, opened_on=today(),
        closes_on=closes_on, opened_by=actor,
    )  # fmt: skip
    PollRoll.objects.create(poll=made, data={"roll": [[person, 0] for person in sorted(roll)]})
    PollBox.objects.create(poll=made, data={"counts": ["0" * DIGITS for _each in offered]})
    return made


def _sensible(asked: str, offered: Sequence[str], closes_on: dt.date) -> None:
    if not asked or len(asked) > LONGEST[0]:
        raise Refused(_("Hãy ghi điều cần hỏi, không quá %(most)d chữ.") % {"most": LONGEST[0]})
    if not CHOICES[0] <= len(offered) <= CHOICES[1] or len(set(offered)) < len(offered):
        raise Refused(_("Hãy ghi từ 2 đến 10 phương án khác nhau, mỗi dòng một phương án."))
    if max(map(len, offered)) > LONGEST[1]:
        raise Refused(_("Một phương án không quá %(most)d chữ.") % {"most": LONGEST[1]})
    if not today() <= closes_on <= today() + dt.timedelta(days=OPEN_FOR):
        raise Refused(_("Hạn bỏ phiếu phải từ hôm nay đến không quá %(days)d ngày nữa.") % {"days": OPEN_FOR})


def roll(poll: Poll) -> dict[int, int]:
    """Who may vote, and whether he or she has: on the phone (PHONE), on paper (PAPER), not yet (0). Nothing once the poll is closed."""
    kept = PollRoll.objects.filter(poll=poll).first()
    return dict(kept.data["roll"]) if kept else {}


@transaction.atomic
def vote(*, person: Person, poll: Poll, choice: int) -> None:
    """Count a member's vote, once. It cannot be changed: nobody knows which one it was. Raises Refused."""
    if today() > poll.closes_on:
        raise Refused(_("Đã hết hạn bỏ phiếu (%(day)s).") % {"day": vn_day(poll.closes_on)})
    counts = [0] * len(poll.data["choices"])
    if not 0 <= choice < len(counts):
        raise Refused(_("Hãy chọn một phương án."))
    counts[choice] = 1
    _count(poll, [person.pk], counts, PHONE)


@transaction.atomic
def take_papers(*, poll: Poll, persons: Collection[int], counts: Sequence[int]) -> None:
    """Add what a box of papers held: the totals, and who handed a paper in. Their numbers must agree. Raises Refused."""
    if len(counts) != len(poll.data["choices"]) or any(each < 0 for each in counts) or not persons:
        raise Refused(_("Hãy đánh dấu người đã bỏ phiếu giấy và ghi số phiếu của từng phương án."))
    if sum(counts) != len(set(persons)):
        raise Refused(
            _("Cộng các phương án được %(papers)d phiếu mà đánh dấu %(persons)d người; hãy đếm lại.")
            % {"papers": sum(counts), "persons": len(set(persons))}
        )
    _count(poll, persons, counts, PAPER)


def _count(poll: Poll, persons: Collection[int], counts: Sequence[int], mark: int) -> None:
    """The one change that a vote is: marks on the roll, and counts in the box."""
    kept = PollRoll.objects.select_for_update().filter(poll=poll).first()
    if kept is None:
        raise Refused(_("Thăm dò này đã khép."))
    marks = dict(kept.data["roll"])
    if set(persons) - marks.keys():
        raise Refused(_("Không có tên trong danh sách thăm dò này."))
    if any(marks[each] for each in persons):
        raise Refused(_("Đã bỏ phiếu rồi; mỗi người một phiếu."))
    marks |= dict.fromkeys(persons, mark)
    kept.data = {"roll": [[person, done] for person, done in marks.items()]}
    box = PollBox.objects.select_for_update().get(poll=poll)
    told = zip(box.data["counts"], counts, strict=True)
    box.data = {"counts": [f"{int(before) + more:0{DIGITS}d}" for before, more in told]}
    kept.save(update_fields=["data"])
    box.save(update_fields=["data"])


def may_close(poll: Poll) -> bool:
    """Whether the last day is over, or nobody is left who might vote."""
    return poll.closed_on is None and (today() > poll.closes_on or all(roll(poll).values()))


@transaction.atomic
def close(*, poll: Poll, actor: str) -> None:
    """Tell the result, where enough voted, and throw away who voted. Raises Refused."""
    kept = PollRoll.objects.select_for_update().filter(poll=poll).first()
    if kept is None:
        raise Refused(_("Thăm dò này đã khép."))
    if not may_close(poll):
        raise Refused(_("Chưa hết hạn mà còn người chưa bỏ phiếu; hãy khép sau ngày %(day)s.") % {"day": vn_day(poll.closes_on)})
    marks, box = [mark for _person, mark in kept.data["roll"] if mark], PollBox.objects.select_for_update().get(poll=poll)
    counts = [int(each) for each in box.data["counts"]] if _secret(marks, least(poll, poll.opened_on)) else None
    poll.data = {**poll.data, "result": {"voters": len(marks), "eligible": len(kept.data["roll"]), "counts": counts}}
    poll.closed_on, poll.closed_by = today(), actor
    poll.save(update_fields=["data", "closed_on", "closed_by"])
    kept.delete()
    box.delete()


def _secret(marks: Sequence[int], enough: int) -> bool:
    """Whether the counts tell of nobody. Who counted the papers knows their totals and can take them off, so those who voted on the phone
    must be enough by themselves, or none."""
    phones = marks.count(PHONE)
    return len(marks) >= enough and (phones == 0 or phones >= enough)


def result(poll: Poll) -> list[tuple[str, int]] | None:
    """What was chosen how often; None while it is open and where too few voted."""
    told = poll.data["result"]
    return list(zip(poll.data["choices"], told["counts"], strict=True)) if told and told["counts"] is not None else None


def of_member(person: Person, on: dt.date, since: dt.date) -> list[tuple[Poll, bool | None]]:
    """Polls that concern a member, the latest first: open ones with whether he or she voted, closed ones (None) of the cell of that day."""
    cell = next((each.org_id for each in questions.places(person, on)), None)
    found = list[tuple[Poll, bool | None]]()
    # Whose open ones are only their sealed rolls tell.
    for each in Poll.objects.filter(Q(closed_on=None) | Q(organisation=cell), opened_on__gte=since).select_related("roll"):
        if each.closed_on is not None:
            found.append((each, None))
            continue
        marks = dict(each.roll.data["roll"])
        if person.pk in marks:
            found.append((each, bool(marks[person.pk])))
    return found


def own(person: Person, poll: int) -> tuple[Poll, bool | None] | None:
    """One of the polls that concern a member today, as ``of_member`` tells it; None for any other."""
    return next((each for each in of_member(person, today(), today() - BACK) if each[0].pk == poll), None)


def due(orgs: Collection[int]) -> list[Item]:
    """Polls of some cells that wait to be closed."""
    title = _("Khép thăm dò, công bố kết quả")
    open_ones = Poll.objects.filter(closed_on=None, organisation__in=list(orgs)).defer("data")
    return [Item("poll", title, each.closes_on, each.organisation_id, guard=CASEWORK, paper=each.pk) for each in open_ones]
