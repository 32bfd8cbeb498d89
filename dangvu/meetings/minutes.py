"""The minutes as a document: who was there, what was said on each point, how it was voted (domain guide §8.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day, vn_long_date
from dangvu.core.document import Block, Bullets, Column, Document, Heading, Heads, Paragraph, Picture, Row, Signature, Table, placed
from dangvu.core.vietnamese import vn_number
from dangvu.dossiers import files, holdings
from dangvu.figures.labels import word
from dangvu.ledger import book
from dangvu.meetings import roll, services
from dangvu.meetings.models import Attendee, Meeting
from dangvu.orgs.official import in_vietnamese
from dangvu.orgs.tree import TreeDay


@in_vietnamese
def document(meeting: Meeting, where: str = "") -> Document:
    """The minutes; a draft until the meeting is closed. ``where``: the town the document is dated at."""
    heads = _heads(meeting, where, "Số      -BB", vn_long_date(meeting.on))
    signature = Signature(_("CHỦ TRÌ"), "", meeting.chair)
    return Document(heads, _("BIÊN BẢN"), meeting.title, tuple(_blocks(meeting)), _recipients(), signature, draft=meeting.open)


@in_vietnamese
def invitation(meeting: Meeting, where: str = "") -> Document:
    """The invitation: when, where, the agenda, the papers, and room for a name and for the day on which it is signed."""
    when = f"{meeting.time}, {vn_day(meeting.on)}" if meeting.time else vn_day(meeting.on)
    blocks: list[Block] = [
        Paragraph.of(_("Kính mời: ……………………")),
        Bullets.of([_("Thời gian: %(when)s") % {"when": when}, _("Địa điểm: %(place)s") % {"place": meeting.place or "……………………"}]),
        Heading(2, _("Chương trình")),
        Bullets.of(item.title + (f" ({item.speaker})" if item.speaker else "") for item in meeting.items.all()),
    ]
    papers = [paper.title for paper in meeting.handouts.all()]
    blocks += [Heading(2, _("Tài liệu")), Bullets.of(papers)] if papers else []
    heads = _heads(meeting, where, "Số      -GM", _("ngày …… tháng …… năm ……"))
    return Document(heads, _("GIẤY MỜI"), meeting.title, tuple(blocks), _recipients(), Signature(_("T/M CẤP ỦY"), "", ""))


def _heads(meeting: Meeting, where: str, number_line: str, dated: str) -> Heads:
    """The committee above and the one that meets, as they were called on the day."""
    tree = book.tree().at(meeting.on)
    state = tree.state(meeting.organisation_id) or book.tree().timelines[meeting.organisation_id].states[-1]
    above = tree.state(state.parent) if state.parent is not None else None
    return Heads(above.name if above else "", state.name, number_line, placed(where, dated))


def _recipients() -> tuple[str, ...]:
    return (_("Cấp ủy cấp trên"), _("Lưu"))


@in_vietnamese
def invitations(meeting: Meeting, where: str = "") -> Document:
    """One sheet for each who is on the roll, in the order in which they are handed out: cell by cell, those who stand in none at the end.

    With nobody on the roll, the one with room for a name.
    """
    blank = invitation(meeting, where)
    sheets = [replace(blank, blocks=(*_addressed(each, cell), *blank.blocks[1:])) for each, cell in _to_be_handed_out(meeting)]
    return replace(sheets[0], following=tuple(sheets[1:])) if sheets else blank


def _to_be_handed_out(meeting: Meeting) -> list[tuple[Attendee, str]]:
    """Everybody on the roll with the name of the cell of that day, "" where there is none."""
    tree, roll_of = book.tree().at(meeting.on), list(meeting.roll.all())
    persons = [each.person_id for each in roll_of if each.person_id is not None]
    order = tree.order()
    cells = dict(holdings.members(order, meeting.on, among=persons))
    places = {org: place for place, org in enumerate(order)}
    stood = [(each, cells.get(each.person_id or 0)) for each in roll_of]
    stood.sort(key=lambda one: len(places) if one[1] is None else places[one[1]])
    return [(each, _name(tree, org)) for each, org in stood]


def _name(tree: TreeDay, org: int | None) -> str:
    state = None if org is None else tree.state(org)
    return state.name if state else ""


def _addressed(who: Attendee, cell: str) -> Iterator[Block]:
    """Who is invited, and from where. A member is addressed as one; a guest the books do not know by name and office."""
    yield Paragraph.of((_("Kính mời: đồng chí %(name)s") if who.person_id else _("Kính mời: %(name)s")) % {"name": who.name})
    if who.office or cell:
        yield Paragraph.of(who.office or cell)


def _blocks(meeting: Meeting) -> Iterator[Block]:
    yield from _attendance(meeting)
    yield Heading(1, _("II. NỘI DUNG"))
    for number, item in enumerate(meeting.items.all(), start=1):
        yield Heading(2, f"{number}. {item.title}" + (f" ({item.speaker})" if item.speaker else ""))
        yield from (Paragraph.of(line) for line in item.note.split("\n") if line.strip())
    yield from (Paragraph.of(line) for line in meeting.content.split("\n") if line.strip())
    yield from _votes(meeting)
    yield from _score(meeting)
    if meeting.resolution:
        yield Heading(1, _("KẾT LUẬN, NGHỊ QUYẾT"))
        yield from (Paragraph.of(line) for line in meeting.resolution.split("\n") if line.strip())
    for photo in meeting.photos.all():
        yield Picture(files.read(photo.sha256), photo.caption, photo.caption)
    yield Paragraph.of(_("Thư ký: %(name)s") % {"name": meeting.taker or "……………………"})


def _attendance(meeting: Meeting) -> Iterator[Block]:
    counted = roll.count(meeting)
    yield Heading(1, _("I. THỜI GIAN, THÀNH PHẦN"))
    when = f"{meeting.time}, {vn_day(meeting.on)}" if meeting.time else vn_day(meeting.on)
    facts = [
        _("Thời gian: %(when)s") % {"when": when},
        _("Địa điểm: %(place)s") % {"place": meeting.place or "……………………"},
        _("Chủ trì: %(name)s") % {"name": meeting.chair or "……………………"},
        _("Phải dự: %(bound)d; có mặt: %(present)d; vắng có lý do: %(leave)d; vắng không lý do: %(absent)d; khách dự: %(guests)d")
        % {name: getattr(counted, name) for name in ("bound", "present", "leave", "absent", "guests")},
        _("Cần có mặt ít nhất %(need)d người: %(outcome)s; có quyền biểu quyết: %(voters)d, có mặt %(there)d")
        % {
            "need": counted.need,
            "outcome": _("đủ") if counted.quorate else _("chưa đủ"),
            "voters": counted.voters,
            "there": counted.voters_present,
        },
    ]
    away = [each for each in meeting.roll.all() if each.bound and each.presence and not each.came]
    facts += [f"{each.name}: {each.get_presence_display()}" + (f" ({each.reason})" if each.reason else "") for each in away]
    facts += [_("Khách dự: %(name)s, %(office)s") % {"name": each.name, "office": each.office} for each in meeting.roll.all() if each.guest]
    yield Bullets.of(facts)


def _votes(meeting: Meeting) -> Iterator[Block]:
    ballots = list(meeting.ballots.all())
    if not ballots:
        return
    titles = (_("Nội dung"), _("Được quyền"), _("Có mặt"), _("Tán thành"), _("Không"), _("Không hợp lệ"), _("Kết quả"))
    columns = tuple(Column(title, "center" if at else "left", 100 if at else 300) for at, title in enumerate(titles))
    rows = tuple(
        Row((each.matter, *(vn_number(n) for n in (each.eligible, each.present, each.in_favour, each.against, each.invalid)),
             _("đạt") if each.passed else _("không đạt")))
        for each in ballots
    )  # fmt: skip
    yield Table(_("Kết quả biểu quyết"), columns, rows)


def _score(meeting: Meeting) -> Iterator[Block]:
    if not meeting.score:
        return
    rule = services.criteria(meeting)
    most = rule.value if rule else {}
    columns = (Column(_("Tiêu chí"), "left", 500), Column(_("Điểm"), "center", 120), Column(_("Tối đa"), "center", 120))
    rows = [Row((name, vn_number(points), str(most.get(name, "")))) for name, points in meeting.score.items()]
    rows.append(
        Row((_("Cộng: %(grade)s") % {"grade": word("grade", services.grade_of(meeting))}, vn_number(sum(meeting.score.values())), ""), True)
    )
    yield Table(_("Chấm điểm buổi sinh hoạt"), columns, tuple(rows))
