"""The times a claim may be meant in: those of its sentence, those inherited from what was said before, and those a text leaves unsaid."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dangvu.figures.base import year_before
from dangvu.figures.proofreader import evidence, times
from dangvu.figures.proofreader import moments as when
from dangvu.figures.proofreader.draft import Draft
from dangvu.figures.proofreader.moments import Calendar, Said
from dangvu.figures.proofreader.reading import Days
from dangvu.figures.proofreader.sentences import Sentence, Text
from dangvu.figures.proofreader.terms import YEARS

USABLE = frozenset({when.VAGUE, when.PERIOD, when.POINT, when.UNTIL, when.NOW, when.OPENING, when.ROUND, when.HERE})
BARE, JUST = 6, 10
"""Tokens of a heading that says a period only; a tenth of which is not over yet."""
SHORT = 14
"""Tokens of the longest heading whose time to come is that of all that stands below it."""
POINTS = "-–—+*•"
"""What a point of a list begins with."""
LASTING = frozenset({when.PERIOD, when.POINT, when.UNTIL, when.ROUND})
"""Times that a later sentence may inherit: “hiện nay” and “đợt này” are only of their own."""


class Timing:
    """The times of one text. ``drafts``: the claims made so far, which the one being made follows."""

    def __init__(self, text: Text, calendar: Calendar, drafts: Sequence[Draft]) -> None:
        self.text, self.calendar, self.drafts = text, calendar, drafts
        self.said = times.times(text.lowered, calendar)
        self.term = Days(calendar.term_start, calendar.on, calendar.on, loose=calendar.term_loose)
        self.by_sentence = [self._of_sentence(each) for each in text.sentences]
        self._lasting = [self._far(each) for each in self.by_sentence]
        self._tells_of_late = any(each.last.year >= calendar.on.year - 1 for other in self._lasting for each in other)
        self._begins = {each.block: each.tokens[0].start for each in reversed(text.sentences)}
        self.heads = [self._ahead(index) for index in range(len(text.sentences))]

    def _of_sentence(self, sentence: Sentence) -> list[Said]:
        return [each for each in self.said if sentence.start <= each.start < sentence.end]

    def _far(self, said: Sequence[Said]) -> list[Days]:
        """What other sentences may inherit of the times of one."""
        return [
            replace(each.days, near=False) for each in said if each.sort in LASTING and each.days is not None and not self._is_base(each)
        ]

    def _ahead(self, index: int) -> Said | None:
        """The time to come that a heading of a part, or the line that leads a list in, is about: “Phương hướng quý II:”."""
        here = self.text.sentences[index]
        for back in range(index - 1, 0, -1):
            other = self.text.sentences[back]
            leads = self._leads(other, here)
            if other.block and (other.heading or leads):
                said = self.by_sentence[back]
                told = [hit for hit in other.hits if hit.sort == "future" or (hit.name in ("goal", "tasks") and any(map(self._runs, said)))]
                done = any(each.sort in USABLE and not self._runs(each) for each in said)
                done = done or any(hit.name == "reached" for hit in other.hits)
                ahead = [each for each in said if each.sort == when.FUTURE]
                if other.heading and len(other.tokens) <= BARE and len(said) == 1 and self._begun(said[0]):
                    return Said(other.start, other.end, when.FUTURE)
                if not done and len(other.tokens) <= SHORT and (ahead or told):
                    return (ahead or [Said(other.start, other.end, when.FUTURE)])[0]
                if other.heading or done:
                    return None
        return None

    def _begun(self, said: Said) -> bool:
        """Whether a period has only just begun: “III. Quý II”, in the first days of April, heads what is to be done in it."""
        days = said.days
        if days is None or days.start is None or days.whole is None or days.start > self.calendar.on:
            return False
        return (self.calendar.on - days.start) * JUST < days.whole - days.start

    def _runs(self, said: Said) -> bool:
        """Whether a period is not over yet."""
        return said.days is not None and said.days.whole is not None and said.days.whole > self.calendar.on

    def _leads(self, other: Sentence, here: Sentence) -> bool:
        """Whether a line that ends with a colon leads in the list a line is a point of."""
        return other.block < here.block and other.tokens[-1].text == ":" and self.text.shown[self._begin(here)] in POINTS

    def _begin(self, sentence: Sentence) -> int:
        """Where the block of a sentence begins."""
        return self._begins[sentence.block]

    def put(self, index: int, draft: Draft) -> None:
        """The times a claim may be meant in."""
        ahead = self.heads[index]
        near = self._near(index, draft) or ([ahead] if ahead is not None else [])
        chosen = near[0] if near else None
        if chosen is not None and chosen.sort == when.FUTURE:
            rule = draft.meaning.rule if draft.meaning is not None else None
            draft.ahead = rule is None or not (rule.or_past or rule.future)
            # What a conference sets for the time to come is set on the day of the conference.
            near, chosen = ([], None) if rule is not None and rule.or_past else (near, chosen)
        days = [each.days for each in near if each.days is not None]
        inherited = list(self._inherited(index))
        if chosen is not None and chosen.sort in (when.UNTIL, when.NOW, when.OPENING) and days:
            since = self._opened(days[0], draft) if chosen.sort == when.OPENING else []
            days = (since or self._since(days[0], near[1:], inherited)) + days[1:]
        if chosen is not None and chosen.sort == when.HERE and days:
            days = [*_event(days[0].last), *days[1:]]
        if chosen is not None and chosen.sort == when.OPENING and self.term.loose:
            # Of the day the term began on only the year is known.
            draft.doubt = draft.doubt or evidence.PAST
        firm = bool(days)
        told_then = chosen is not None and chosen.sort == when.POINT and self._occasion(index)
        vague = chosen is None or chosen.sort in (when.NOW, when.VAGUE) or told_then
        if not days or vague:
            firm = (bool(days) and not told_then) or bool(inherited)
            days = [] if told_then else days
            days += [*inherited, *self._all()]
        if draft.year_before:
            days = [_a_year_before(each) for each in (self.drafts[-2].days if len(self.drafts) > 1 else days)]
            vague = False
        draft.firm = firm
        days += [
            replace(each, first=each.whole, last=each.whole, whole=None)
            for each in days
            if each.whole is not None and each.whole != each.last
        ]
        days += [_a_term_before(each) for each in days if self._at_turn(each)]
        draft.days = list(dict.fromkeys([*days, *self._guesses()] if vague else days))

    def _at_turn(self, days: Days) -> bool:
        """In the year of a congress “từ đầu nhiệm kỳ” may be that of the term that ends."""
        return days.loose and self.term.loose and days.start == self.term.start and self.calendar.on.year % YEARS == 0

    def _opened(self, opening: Days, draft: Draft) -> list[Days]:
        """“Từ ngày bước vào nhiệm kỳ, mười đảng viên được kết nạp”: what happened did so between the opening and the day of the text."""
        if draft.meaning is None or draft.meaning.rule is None or not draft.meaning.rule.happens:
            return []
        return [replace(opening, start=opening.last, first=self.calendar.on, last=self.calendar.on)]

    def _near(self, index: int, draft: Draft) -> list[Said]:
        """Times of the same sentence: right behind what is counted, then those before the number, the nearest first."""
        sentence, zone = self.text.sentences[index], draft.zone
        until = sentence.tokens[zone.right.stop - 1].end if len(zone.right) else draft.claim.end
        usable = []
        for each in self.by_sentence[index]:
            if each.sort == when.COMPARED and self._told_of_before(each, draft):
                draft.year_before = True
            elif self._is_base(each) and self._in_brackets(each, draft):
                draft.doubt = draft.doubt or evidence.PAST
                return [replace(each, sort=when.PERIOD)]
            elif each.sort == when.COMPARED or self._is_base(each):
                draft.compared = True
                draft.base = each.days if each.days is not None and self._is_base(each) else draft.base
            elif each.sort in USABLE or each.sort == when.FUTURE:
                usable.append(each)
        behind = [each for each in usable if draft.claim.end <= each.start <= until]
        before = [each for each in reversed(usable) if each.end <= draft.claim.start and not self._done_with(sentence, each, draft)]
        after = [each for each in usable if each.start > until and each.sort != when.FUTURE]
        return [*behind, *before] or after[:1]

    def _in_brackets(self, said: Said, draft: Draft) -> bool:
        """“So với quý IV/2017 (kết nạp 52 đảng viên)”: the number is the one of then."""
        between = self.text.lowered[said.end : draft.claim.start]
        return between.lstrip().startswith("(") and ")" not in between

    def _done_with(self, sentence: Sentence, said: Said, draft: Draft) -> bool:
        """“… 12 hồ sơ dịp 19/5; cấp thẻ cho 89 đồng chí”: a time behind a count, before a semicolon, is of that count only."""
        stops = [each.start for each in sentence.tokens if each.text == ";" and each.start < draft.claim.start]
        if not stops or said.start > stops[-1]:
            return False
        begun = max((each for each in stops if each < said.start), default=sentence.start)
        return any(begun <= each.claim.start < said.start for each in self.drafts if each.sentence == draft.sentence)

    def _occasion(self, index: int) -> bool:
        return any(hit.sort == "occasion" for hit in self.text.sentences[index].hits)

    def _told_of_before(self, said: Said, draft: Draft) -> bool:
        """“(cùng kỳ năm trước 34)”: the number is the one of then, and nothing is compared."""
        between = self.text.lowered[said.end : draft.claim.start].split()
        return (
            said.end <= draft.claim.start
            and not self.text.lowered.startswith("so", said.start)
            and len(between) <= 3
            and not any(map(str.isdecimal, between))
        )

    def _is_base(self, said: Said) -> bool:
        before = self.text.lowered[max(said.start - 8, 0) : said.start].rstrip()
        return before.endswith(("so với", "so")) or self.text.lowered.startswith("so với", said.start)

    def _inherited(self, index: int) -> Iterator[Days]:
        """Times said before, the nearest first: in the same block, in the heading, in the blocks before."""
        for back in range(index - 1, -1, -1):
            yield from (each for each in reversed(self._lasting[back]) if not self._is_aside(each))

    def _is_aside(self, days: Days) -> bool:
        """A year long past is told of in its own sentence only, where the text also tells of a later time."""
        return self._tells_of_late and days.last.year < self.calendar.on.year - 1

    def _all(self) -> list[Days]:
        return [days for each in self._lasting for days in each]

    def _since(self, until: Days, near: Sequence[Said], inherited: Sequence[Days]) -> list[Days]:
        """“Đến tháng 3”: a flow runs from the beginning of a period said before, of the year, or of the term."""
        if until.start is not None and until.said and not until.said.startswith(("đến", "tính", "tới", "hiện")):
            return [until]
        begun = [each.days for each in near if each.days is not None and each.days.start is not None] + list(inherited)
        starts: list[tuple[dt.date | None, bool]] = [
            (each.start, each.loose) for each in begun if each.start is not None and each.start <= until.last
        ]
        starts += [(until.last.replace(month=1, day=1), False), (self.term.start, self.term.loose)]
        if until.start is not None:
            starts.append((until.start, False))
        return [
            replace(until, start=start, loose=loose) for start, loose in dict.fromkeys(starts) if start is not None and start <= until.last
        ]

    def _guesses(self) -> list[Days]:
        """The times a text that says none may mean: today, this year, the term, the last year, this quarter, this month."""
        on = self.calendar.on
        year, quarter, month = on.replace(month=1, day=1), dt.date(on.year, 3 * ((on.month - 1) // 3) + 1, 1), on.replace(day=1)
        last = on.year - 1
        starts = [
            Days(year, on, on, near=False),
            replace(self.term, near=False),
            Days(quarter, on, on, near=False),
            Days(month, on, on, near=False),
        ]
        # Only in the first months of a year does a text that says no time tell of the last.
        return (
            [*starts, Days(dt.date(last, 1, 1), dt.date(last, 12, 31), dt.date(last, 12, 31), near=False)]
            if on.month <= when.EARLY
            else starts
        )


def _a_term_before(days: Days) -> Days:
    assert days.start is not None
    return replace(days, start=days.start.replace(year=days.start.year - YEARS))


def _a_year_before(days: Days) -> Days:
    return replace(
        days, start=days.start and year_before(days.start), first=year_before(days.first), last=year_before(days.last), whole=None
    )


def _event(on: dt.date) -> list[Days]:
    """“Đợt này”, “tại buổi lễ”: the day of the text, or a few days before it."""
    starts = [on, on - dt.timedelta(days=3), on - dt.timedelta(days=10), on.replace(day=1), on - dt.timedelta(days=45)]
    return [Days(start, on, on, "đợt này") for start in dict.fromkeys(starts)]
