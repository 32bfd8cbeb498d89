"""Drafts answered by the books."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext as _

from dangvu.core.vietnamese import vn_number
from dangvu.figures.base import Figure, Number
from dangvu.figures.proofreader import evidence, judge
from dangvu.figures.proofreader.draft import Draft
from dangvu.figures.proofreader.judge import Books, Found
from dangvu.figures.proofreader.lexicon import Lexicon
from dangvu.figures.proofreader.meaning import Asked
from dangvu.figures.proofreader.places import ELSEWHERE, SELF
from dangvu.figures.proofreader.questions import Asking, Question, figure_of, when_of, year_before_of
from dangvu.figures.proofreader.reading import AGREES, DISAGREES, NOT_DERIVED, Alarm, Claim, Days
from dangvu.figures.proofreader.terms import YEARS
from dangvu.figures.services import Query

GOOD, BETTER = "good", "excellent+good"


@dataclass
class Answering:
    """Answers the drafts of one text."""

    asking: Asking
    books: Books
    lexicon: Lexicon
    commission: frozenset[int] = frozenset()

    def answer(self, drafts: Sequence[Draft]) -> list[Alarm]:
        """Answer every claim; the alarms of the books."""
        ways = [list(self._ways(draft)) for draft in drafts]
        self.books.prepare(way[0][1] for way in ways if way)
        # What the plainest question does not bear out may be meant otherwise: all those are asked together too.
        self.books.prepare(each for draft, way in zip(drafts, ways, strict=True) if self._open(draft, way) for _figure, each in way[1:])
        found = []
        for index, (draft, way) in enumerate(zip(drafts, ways, strict=True)):
            kind = self._judge(draft, way)
            if kind:
                found.append(Alarm(kind, draft.claim.why, (index,)))
        return [each for each in found if not self._taken_back(drafts, each.claims[0])]

    def _taken_back(self, drafts: Sequence[Draft], index: int) -> bool:
        """A number is not called wrong where the text has the right one elsewhere and this is likely that of a part."""
        draft = drafts[index]
        claim = draft.claim
        right = [
            each.claim
            for each in drafts
            if each.claim.answer == AGREES and each.claim.query == claim.query and evidence.same_part(each.claim, claim)
        ]
        if not any(evidence.of_a_part(claim, each, whole=bool(draft.says_whole)) for each in right):
            return False
        claim.answer, claim.books, claim.query, claim.why = NOT_DERIVED, None, None, str(evidence.WHY[evidence.TOLD])
        return True

    def _open(self, draft: Draft, way: Sequence[tuple[Figure, Question]]) -> bool:
        """Whether the first question leaves a claim open."""
        if len(way) < 2:
            return False
        figure, question = way[0]
        hidden = self.books.reader.hides(figure, question.asked[1], question.query)
        return bool(hidden) or self._verdict(draft, figure, self.books.find(question)) != judge.YES

    def _ways(self, draft: Draft) -> Iterator[tuple[Figure, Question]]:
        """Every question a draft may mean, the plainest first; none where the books cannot be asked."""
        claim, meaning = draft.claim, draft.meaning
        if meaning is None or meaning.future or draft.ahead:
            claim.why = self._why_not(draft)
            return
        org = self.asking.org if draft.org == SELF else draft.org
        claim.org = org if org > 0 else None
        if draft.org == ELSEWHERE or (self.books.reader.orgs is not None and org not in self.books.reader.orgs):
            claim.why = _("Tổ chức được nói tới không có trong sổ, hoặc ngoài phạm vi được xem.")
            return
        yield from self.asking.ways(draft, org, by_commission=draft.sentence in self.commission)

    def _why_not(self, draft: Draft) -> str:
        if draft.meaning is None:
            return _("Số này không thuộc danh mục số liệu, hoặc câu không nói rõ đếm gì.")
        self._name(draft.claim, draft.meaning.asked)
        return _("Câu nói về việc sẽ làm hoặc chỉ tiêu, chưa phải việc sổ đã ghi.")

    # Judging

    def _judge(self, draft: Draft, ways: Sequence[tuple[Figure, Question]]) -> str:
        """Answer one claim; the kind of its alarm, empty for none."""
        claim, missed = draft.claim, None
        if not ways:
            return ""
        cut: tuple[Question, Found] | None = None
        first: tuple[Question, Found] | None = None
        for figure, question in ways:
            hidden = self.books.reader.hides(figure, question.asked[1], question.query)
            if hidden:
                missed = missed or hidden
                continue
            found = self.books.find(question)
            told = self._verdict(draft, figure, found)
            if told == judge.YES:
                return self._agrees(claim, question, found)
            cut = cut or ((question, found) if told == judge.CUT else None)
            if told != judge.UNKNOWN and (first is None or (found.value and self._says_less(draft, *first, question))):
                # A day on which the books know nothing of the kind is the worst of the times the words may mean.
                first = (question, found)
        return self._missed(draft, ways, cut, first, missed)

    def _says_less(self, draft: Draft, first: Question, found: Found, other: Question) -> bool:
        """Whether the answer so far says less than another: nothing then, and something in another time the text tells of."""
        if _says_nothing(first, found, other):
            return True
        query = other.query
        said = not draft.days[0].near and any(each.said and (each.start, each.last) == (query.start, query.end) for each in draft.days)
        return said and not found.value and first.asked == other.asked and draft.claim.value != 0

    def _verdict(self, draft: Draft, figure: Figure, found: Found) -> str:
        claim, meaning, places = draft.claim, draft.meaning, draft.number.places
        assert meaning is not None
        if found.value is not None and meaning.change == "above":
            found = Found(found.value - 100)
        if found.value is not None and meaning.change in ("up", "down"):
            sign = 1 if meaning.change == "up" else -1
            found = Found(found.value * sign)
            return judge.verdict(claim, found, "" if claim.is_percent else figure.unit, 1 if claim.is_percent else claim.scale, places)
        return judge.verdict(claim, found, figure.unit, claim.scale, places)

    def _agrees(self, claim: Claim, question: Question, found: Found) -> str:
        self._tell(claim, question, found)
        claim.answer = AGREES
        claim.why = _("Đúng với sổ: %(title)s %(when)s.") % {"title": claim.title, "when": when_of(question)}
        return ""

    def _missed(self, draft: Draft, ways: Sequence[tuple[Figure, Question]], cut: tuple[Question, Found] | None,
                first: tuple[Question, Found] | None, hidden: str | None) -> str:  # fmt: skip
        claim, meaning = draft.claim, draft.meaning
        assert meaning is not None
        if cut is not None and not (meaning.narrowed or meaning.carried):
            self._tell(claim, *cut)
            claim.answer = DISAGREES
            claim.why = _("Số lẻ bị cắt, không làm tròn: sổ cho %(books)s, in %(printed)s.") % self._both(claim)
            return "cut"
        if first is None:
            self._name(claim, ways[0][1].asked)
            claim.why = hidden or _("Sổ chưa có số này cho thời gian được nói tới.")
            return ""
        if draft.whole_of is not None and claim.value > max((each for each in self._totals(ways)), default=claim.value):
            self._tell(claim, *first)
            claim.answer = DISAGREES
            claim.why = _("Mẫu số %(printed)s lớn hơn mọi tổng số trong sổ (%(books)s).") % self._both(claim)
            return "books"
        unclear = (
            draft.whole_of is not None
            or _nothing_that_day(*first)
            or evidence.is_plan(draft.claim, draft.days[:1], self.asking.on, first[1].value)
        )
        if draft.doubt == evidence.YEARLY and self._no_year(draft, *ways[0]):
            draft.doubt = ""
        if unclear or not (draft.plain and self._sure(draft)):
            self._name(claim, first[0].asked)
            claim.days = draft.days[0]
            claim.why = self._vague(draft)
            return ""
        doubt = self._doubt(draft, *first)
        if doubt:
            self._name(claim, first[0].asked)
            claim.why = str(evidence.WHY[doubt])
            return ""
        self._tell(claim, *first)
        claim.answer = DISAGREES
        claim.why = _("Sổ cho %(books)s (%(title)s %(when)s), bài in %(printed)s.") % {
            **self._both(claim),
            "title": claim.title,
            "when": when_of(first[0]),
        }
        return "books"

    def _no_year(self, draft: Draft, figure: Figure, question: Question) -> bool:
        """“Hằng năm trên 93% …”: whether the books have the rate of several years that are over, and none of them bears it out."""
        term, on = draft.term, self.asking.on
        if figure.klass != "rate" or term is None or term.start is None or (draft.meaning is not None and draft.meaning.change):
            return False
        years = [
            Query(question.query.org, dt.date(year, 12, 31), dt.date(year, 1, 1), dt.date(year, 12, 31), question.query.known)
            for year in range(min(term.start.year, on.year - YEARS), on.year)
        ]
        code, by, part = question.asked
        # “83% chi bộ hoàn thành tốt” may be said of those that did better too.
        asked = [question.asked, *([(code, by, BETTER)] if by == "grade" and part == GOOD else [])]
        told = [
            judge.YES if judge.YES in verdicts else verdicts[0]
            for verdicts in ([self._verdict(draft, figure, self.books.find(Question(each, query))) for each in asked] for query in years)
        ]
        return judge.YES not in told and judge.CUT not in told and told.count(judge.NO) > 1

    def _doubt(self, draft: Draft, question: Question, found: Found) -> str:
        """What speaks against calling a number wrong that was understood; empty for nothing."""
        here = any(each.near and each.last == question.query.as_of for each in draft.days)
        own = draft.org in (SELF, self.asking.org)
        doubt = evidence.of_books(draft.claim, question.query, self.asking.on, own=own, told_here=here)
        if not doubt and question.query.start is None and evidence.some_only(draft.claim, found.value, whole=draft.says_whole):
            return evidence.PARTIAL
        if doubt or question.query.start is None:
            return doubt
        if question.against is not None:
            return "" if self.books.find(Question(question.asked, question.against)).value else evidence.EMPTY
        if self._before_the_books(draft, question, found):
            return evidence.EMPTY
        if found.value or not draft.claim.value:
            return self._of_commission(draft, found)
        # Nothing in this time: an alarm only where such things are written down at all, and lately.
        if question.query.end is not None and question.query.end < self.asking.on - evidence.JUST_OVER:
            return evidence.EMPTY
        return "" if self.books.find(Question(question.asked, evidence.lately(question.query, self.asking.on))).value else evidence.EMPTY

    def _before_the_books(self, draft: Draft, question: Question, found: Found) -> bool:
        """“Trong 5 năm qua kết nạp 912”, where the books hold nothing of the first of those years: they may have begun later."""
        begun = evidence.first_year(question.query, draft.term)
        return (
            begun is not None
            and 0 < (found.value or 0) < draft.claim.value
            and not draft.claim.is_percent
            and not self.books.find(Question(question.asked, begun)).value
        )

    def _of_commission(self, draft: Draft, found: Found) -> str:
        """The commission's own work is less than what all have done."""
        rule = draft.meaning.rule if draft.meaning is not None else None
        if rule is None or not rule.twin or draft.sentence not in self.commission:
            return ""
        right = replace(draft.claim, value=Decimal(found.value or 0))
        return evidence.PARTIAL if right.value > draft.claim.value and not evidence.slip(draft.claim, right) else ""

    def _totals(self, ways: Sequence[tuple[Figure, Question]]) -> Iterator[Number]:
        """Every total the m of “n/m” may be; what holds members is no whole of organisations."""
        unit = ways[0][0].unit
        values = (self.books.find(question).value for figure, question in ways if figure.unit == unit)
        return (value for value in values if value is not None)

    def _sure(self, draft: Draft) -> bool:
        """Whether the text says a time at all, where the figure needs one; and with what a change is compared."""
        meaning = draft.meaning
        assert meaning is not None
        if meaning.change in ("up", "down") and not (draft.compared or draft.base):
            return False
        figure = figure_of(meaning.asked)
        return draft.firm or (figure is not None and figure.how.is_stock)

    def _vague(self, draft: Draft) -> str:
        meaning = draft.meaning
        assert meaning is not None
        if draft.whole_of is not None:
            return _("Không rõ mẫu số là tổng số nào; hãy xem lại.")
        if draft.doubt:
            return str(evidence.WHY[draft.doubt])
        if meaning.narrowed:
            return _("Câu nói về một phần mà sổ không tách được, nên không so được với sổ.")
        if meaning.carried:
            return _("Câu không nói rõ đếm gì.")
        return _("Câu không nói rõ kỳ nào hoặc so với lúc nào.")

    # Telling

    def _name(self, claim: Claim, asked: Asked) -> None:
        claim.figure, claim.by, claim.part = asked
        figure = figure_of(asked)
        claim.title = str(figure.title_vi) if figure else ""

    def _tell(self, claim: Claim, question: Question, found: Found) -> None:
        self._name(claim, question.asked)
        if question.change and question.against == year_before_of(question.query):
            self._name(claim, (self.lexicon.changes.get(claim.figure, claim.figure), claim.by, claim.part))
        claim.query = question.query
        claim.books = judge.shown(found.value)
        query = question.query
        last = query.as_of or query.end
        assert last is not None
        claim.days = Days(query.start, last, last)

    def _both(self, claim: Claim) -> dict[str, str]:
        return {"books": vn_number(claim.books), "printed": claim.text}


def _nothing_that_day(question: Question, found: Found) -> bool:
    """Whether the books were asked for one day only and have nothing of the kind on it: the day was hardly meant."""
    query = question.query
    return not found.value and query.start is not None and query.start == query.end


def _says_nothing(first: Question, found: Found, other: Question) -> bool:
    """Whether an answer says less than another: nothing on a single day, or nothing by the commission where the committees have some."""
    twin = first.query == other.query and first.asked[0].removesuffix("_commission") == other.asked[0]
    return _nothing_that_day(first, found) or (not found.value and twin)
