"""Quality of the books: what is missing or contradictory, by kind and by cell, mended on the spot; sheets to be filled in by hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from dangvu.core.days import today, vn_day
from dangvu.core.wholes import whole
from dangvu.figures.gap_lists import Lacking
from dangvu.figures.gaps import GAPS, Gap
from dangvu.figures.remembered import evaluate, evaluate_everywhere, gaps_by_member
from dangvu.figures.services import Answer, get
from dangvu.ledger import book
from dangvu.orgs import vault
from dangvu.orgs.access import CASEWORK, PERSONS
from dangvu.orgs.days import parse_day
from dangvu.orgs.models import Person
from dangvu.orgs.tree import OrgState
from dangvu.quality import services
from dangvu.quality.sheets import Sheet
from dangvu.quality.sheets import document as written
from dangvu.reports.books import findings
from dangvu.reports.models import Letterhead
from dangvu.staff import paper, spoken, wording
from dangvu.staff.desk import Desk, back, page, show
from dangvu.staff.reading import What, log, marked, watermark
from dangvu.staff.views.twins import pairs_of

ROWS = 50
CODES = ("member_total", "members_with_gaps", "members_complete_rate", *GAPS)
OF_CELL = ("member_total", "members_with_gaps")
MOST_IN_PDF = 20
"""Cells in one PDF: laying out a page takes a fifth of a second, and somebody waits for it."""
SEXES = ("male", "female")


@dataclass(frozen=True)
class Kind:
    """A kind of gap with how many have it; ``share`` of the members, in whole percent, for the bar beside it."""

    gap: Gap
    count: int
    share: int

    @property
    def title(self) -> str:
        """What the kind is called in the reader's language."""
        return get(self.gap.code).title


@dataclass(frozen=True)
class Lack:
    """A member with one gap: the value as it stands, masked where it is sensitive, and whether the user may mend it."""

    person: Person
    cell: OrgState
    value: str
    masked: bool
    may: bool


@page(PERSONS)
def quality(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Kinds of gap and cells, what the checks of the books find, and pairs that look alike."""
    answers = evaluate(CODES, desk.at())
    twins = pairs_of(desk)
    log(request, desk, What.LIST, [person.pk for pair in twins for person in (pair.one, pair.other)])
    return show(
        request,
        desk,
        "staff/quality.html",
        kinds=kinds(answers),
        answers=answers,
        cells=cells(desk),
        findings=book_findings(desk),
        twins=len(twins),
    )


def kinds(answers: Mapping[str, Answer]) -> list[tuple[str, list[Kind]]]:
    """Kinds that are found at all, the most frequent first: missing values, then contradictions."""
    whole = int(answers["member_total"].value or 0)
    found = [Kind(gap, int(answers[code].value or 0), 0) for code, gap in GAPS.items()]
    found = [Kind(each.gap, each.count, each.count * 100 // whole) for each in found if each.count and whole]
    titles = (("missing", _("Còn thiếu")), ("contradictory", _("Mâu thuẫn, viết sai dạng")))
    return [(title, sorted((each for each in found if each.gap.sort == sort), key=lambda each: -each.count)) for sort, title in titles]


def cells(desk: Desk) -> list[tuple[OrgState, dict[str, int]]]:
    """Cells with their members and how many have a gap, the worst first."""
    answers = evaluate_everywhere(OF_CELL, desk.at())
    found = [
        (state, {code: int(told.value or 0) for code, given in answers.items() if (told := given.get(state.org_id))})
        for state in desk.cells(PERSONS)
    ]
    return sorted(found, key=lambda each: (-each[1].get("members_with_gaps", 0), each[0].code))


def book_findings(desk: Desk) -> list[Any]:
    """What the checks of reports find in the books of the organisation over the desk's period."""
    known = book.last_number() if desk.known is None else desk.known
    return findings(desk.org, desk.start, desk.end, desk.day, known)


def gap_or_404(code: str) -> Gap:
    if code not in GAPS:
        raise Http404(_("Không có loại thiếu sót này."))
    return GAPS[code]


@page(PERSONS)
def gap(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Members with one kind of gap, each with the place to mend it; all of a page are written together or none."""
    found = gap_or_404(code)
    listed = lacking(desk, found)
    number = whole(request.GET.get("trang"), 1, 9999) or 1
    shown = listed[(number - 1) * ROWS : number * ROWS]
    on, wrong = min(desk.day, today()), dict[str, str]()
    if request.method == "POST" and found.field:
        on, wrong = _mend(request, desk, found, shown)
        if not wrong:
            messages.success(request, _("Đã ghi; ai còn thiếu vẫn ở trong danh sách."))
            return back(desk, "staff:gap", code)
    log(request, desk, What.LIST, [each.person.pk for each in shown])
    typed = request.POST if wrong else {}
    return show(
        request,
        desk,
        "staff/gap.html",
        gap=found,
        figure=get(code),
        rows=[(each, typed.get(f"value:{each.person.code}", ""), wrong.get(each.person.code, "")) for each in shown],
        count=len(listed),
        may=any(each.may for each in shown),
        on=on,
        wrong=wrong.get("", ""),
        sexes=[(each, wording.value("sex", each)) for each in SEXES],
        page=number,
        before=number - 1,
        after=number + 1 if len(listed) > number * ROWS else 0,
    )


def lacking(desk: Desk, found: Gap) -> list[Lack]:
    """Those who have a gap and whom the user may see, by cell and given name."""
    reach, casework = desk.reach(PERSONS), desk.reach(CASEWORK)
    where = {each.person: each.org for each in gaps_by_member(desk.at()) if found in each.gaps and each.org in reach}
    people = Person.objects.in_bulk(list(where))
    masked = vault.is_sensitive(found.field)
    listed = [
        Lack(people[person], desk.place(org), "" if masked else _value(people[person], found.field), masked, org in casework)
        for person, org in where.items()
    ]
    return sorted(listed, key=lambda each: (each.cell.code, each.person.sort_key))


def _value(person: Person, field: str) -> str:
    """The value as it stands, as people write it."""
    if field in ("name", "sex"):
        return str(getattr(person, field))
    if field == "birth":
        return vn_day(person.birth) if person.birth else ""
    return str(person.extra.get(field, "") or "")


def _mend(request: HttpRequest, desk: Desk, found: Gap, shown: Sequence[Lack]) -> tuple[dt.date, dict[str, str]]:
    """Write what was typed as amendments from a day on; what is wrong by person's code, or by nothing for the day."""
    on = min(desk.day, today())
    try:
        on = parse_day(request.POST.get("on", ""))
    except ValueError as error:
        return on, {"": str(error)}
    told, wrong = dict[str, dict[str, Any]](), dict[str, str]()
    for each in shown:
        text = request.POST.get(f"value:{each.person.code}", "").strip()
        if text and each.may:
            try:
                told[each.person.code] = {found.field: parse_day(text).isoformat() if found.field == "birth" else text[:300]}
            except ValueError as error:
                wrong[each.person.code] = str(error)
    return on, wrong or services.amend(told, on=on, actor=desk.user.get_username())


@page(PERSONS)
def sheets(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A sheet of A4 for each cell: what is missing of each member, with room to write it by hand."""
    groups = by_cell(desk)
    log(request, desk, What.EXPORT, [person.pk for _cell, members in groups for person, _gaps in members])
    # Six hundred members are written here: numbers and words are made ready, for a template takes its time over each of them.
    printed = [(cell, [(str(place), *_printed(*each)) for place, each in enumerate(members, 1)]) for cell, members in groups]
    context = {"groups": printed, "day": desk.day, "mark": watermark(desk), "pdf": len(groups) <= MOST_IN_PDF}
    return show(request, desk, "staff/gap_sheets.html", **context)


def _printed(person: Person, gaps: Sequence[Gap]) -> tuple[str, str, str, list[str]]:
    """Name, what is below it, over how many lines, and the gaps."""
    below = f"{person.code}, {spoken.day(person.birth)}" if person.birth else person.code
    return person.name or person.code, below, str(len(gaps)), [gap.word for gap in gaps]


@page(PERSONS)
def written_sheets(request: HttpRequest, desk: Desk, form: str) -> HttpResponse:
    """The same sheets as one Word or PDF file."""
    if form not in paper.FORMS:
        raise Http404(_("Chỉ có bản docx và pdf."))
    groups = by_cell(desk)
    if not groups:
        raise Http404(_("Không chi bộ nào còn thiếu."))
    if form == "pdf" and len(groups) > MOST_IN_PDF:
        raise Http404(_("Quá nhiều chi bộ cho một tệp PDF; hãy lấy bản Word, bấm “In” trên trang phiếu, hoặc chọn từng chi bộ."))
    log(request, desk, What.EXPORT, [person.pk for _cell, members in groups for person, _gaps in members])
    made = [Sheet(cell, desk.place(cell.parent) if cell.parent is not None else None, members) for cell, members in groups]
    letterhead = Letterhead.objects.filter(organisation=desk.org).first()
    document = marked(written(made, desk.day, letterhead.place if letterhead else ""), desk)
    return paper.saved(document, form, f"{_('Phiếu bổ sung lý lịch')} {desk.state.name}")


def by_cell(desk: Desk) -> list[tuple[OrgState, list[tuple[Person, tuple[Gap, ...]]]]]:
    """Members with gaps by cell, in the order of codes and given names."""
    reach = desk.reach(PERSONS)
    found = [each for each in gaps_by_member(desk.at()) if each.org in reach]
    people = Person.objects.in_bulk([each.person for each in found])

    def cell(each: Lacking) -> str:
        return desk.place(each.org).code

    return [
        (desk.place(members[0].org), sorted(((people[each.person], each.gaps) for each in members), key=lambda pair: pair[0].sort_key))
        for members in (list(group) for _code, group in groupby(sorted(found, key=cell), key=cell))
    ]
