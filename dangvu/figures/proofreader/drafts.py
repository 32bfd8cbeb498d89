"""From a cut text to drafts of claims: each number with what it may mean, for whom, and in which times."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from dangvu.figures.base import year_before
from dangvu.figures.proofreader import evidence
from dangvu.figures.proofreader import times as when
from dangvu.figures.proofreader.lexicon import Lexicon
from dangvu.figures.proofreader.meaning import NOUNS, TOPIC, Finder, Meaning, Zone, party_years, special, zones
from dangvu.figures.proofreader.numbers import Hits, Number, numbers
from dangvu.figures.proofreader.places import ELSEWHERE, SELF, Named, Places
from dangvu.figures.proofreader.reading import Claim, Days
from dangvu.figures.proofreader.sentences import Sentence, Text
from dangvu.figures.proofreader.terms import YEARS
from dangvu.figures.proofreader.times import Calendar, Said

TOTALS = {"cell": "cell_count", "org": "org_grassroots_total", "member": "member_total"}
USABLE = frozenset({when.VAGUE, when.PERIOD, when.POINT, when.UNTIL, when.NOW, when.OPENING, when.ROUND, when.HERE})
SHORT = 14
"""Tokens of the longest heading whose time to come is that of all that stands below it."""
POINTS = "-–—+*•"
"""What a point of a list begins with."""
LASTING = frozenset({when.PERIOD, when.POINT, when.UNTIL, when.ROUND})
"""Times that a later sentence may inherit: “hiện nay” and “đợt này” are only of their own."""


@dataclass
class Draft:
    """A claim being made. ``days``: the times it may be meant in, the likeliest first; ``firm``: the text itself says one of them."""

    claim: Claim
    number: Number
    zone: Zone
    sentence: int
    meaning: Meaning | None = None
    org: int = SELF
    days: list[Days] = field(default_factory=list)
    firm: bool = True
    ahead: bool = False
    base: Days | None = None
    compared: bool = False
    year_before: bool = False
    ratio_of: int | None = None
    whole_of: int | None = None
    headline: bool = False
    doubt: str = ""
    term: Days | None = None
    says_whole: bool = False

    @property
    def plain(self) -> bool:
        """Whether the claim is of a figure as it stands, nothing guessed and nothing added."""
        meaning = self.meaning
        return self.states and meaning is not None and not meaning.narrowed

    @property
    def states(self) -> bool:
        """Whether something is said to be so, be it of some only: nothing guessed, nothing to come."""
        meaning = self.meaning
        return meaning is not None and not (meaning.carried or meaning.future or self.ahead or self.doubt)


class Drafting:
    """Makes the drafts of one text."""

    def __init__(self, text: Text, lexicon: Lexicon, calendar: Calendar, places: Places) -> None:
        self.text, self.lexicon, self.calendar, self.places = text, lexicon, calendar, places
        self.said = when.times(text.lowered, calendar)
        self.term = Days(calendar.term_start, calendar.on, calendar.on, loose=calendar.term_loose)
        self.drafts: list[Draft] = []
        self.quoted = evidence.quotes(text.shown)
        self._times = [self._of_sentence(each) for each in text.sentences]
        self._lasting = [self._far(each) for each in self._times]
        self._body = next((at for at, each in enumerate(text.sentences) if not each.heading), len(text.sentences))
        self._tells_of_late = any(each.last.year >= calendar.on.year - 1 for other in self._lasting for each in other)
        self._begins = {each.block: each.tokens[0].start for each in reversed(text.sentences)}
        self._heads = [self._ahead(index) for index in range(len(text.sentences))]

    def _of_sentence(self, sentence: Sentence) -> list[Said]:
        return [each for each in self.said if sentence.start <= each.start < sentence.end]

    def _far(self, said: Sequence[Said]) -> list[Days]:
        """What other sentences may inherit of the times of one."""
        return [
            replace(each.days, near=False) for each in said if each.sort in LASTING and each.days is not None and not self._is_base(each)
        ]

    def make(self) -> list[Draft]:
        """Every draft, in order."""
        spoken: dict[int, int] = {}
        for index, sentence in enumerate(self.text.sentences):
            named = list(self.places.named(sentence))
            self._sentence(index, sentence, named, spoken.get(sentence.block, SELF))
            if named or spoken.get(sentence.block) == ELSEWHERE:
                # Somebody the books do not know is told of in the next sentence too, hardly in a third.
                spoken[sentence.block] = named[-1].org if named else SELF
        return self.drafts

    def _sentence(self, index: int, sentence: Sentence, named: list[Named], before: int) -> None:
        hits, years = Hits(sentence), party_years(self.text.lowered, sentence)
        masked = [(each.start, each.end) for each in self._times[index]] + [(start, end) for start, end, _key in years]
        found = numbers(sentence, hits, masked, self.lexicon.money)
        if not found:
            return
        finder = Finder(self.lexicon, sentence, hits, masked, self._topic(index), years, frozenset(self.places.own),
                        self._heads[index] is not None)  # fmt: skip
        finder.leads = frozenset(number.lead for number in found)
        first = len(self.drafts)
        for zone in zones(sentence, hits, found):
            draft = self._draft(index, sentence, zone, finder)
            if draft is not None:
                draft.org = self._org(sentence, zone, named, before)
                self._doubt(index, sentence, draft, named)
                self.drafts.append(draft)
                self._link(first, draft, finder)
                self._times_of(index, draft)
                self._whole(sentence, draft)

    def _draft(self, index: int, sentence: Sentence, zone: Zone, finder: Finder) -> Draft | None:
        number = zone.number
        meaning = finder.meaning(zone, self._noun(index, sentence, zone))
        unsure = meaning is None or meaning.carried or (meaning.narrowed and number.value <= 1)
        spelled_alone = number.weak and unsure
        if spelled_alone or (meaning is None and not self._counts(sentence, number)):
            return None
        tokens = sentence.tokens
        start, end = tokens[number.lead].start, tokens[max(number.tail, number.last) - 1].end
        claim = Claim(
            start, end, self.text.shown[start:end], number.value, number.upto, number.of, number.manner, unit_of(number), scale=number.scale
        )
        return Draft(claim, number, zone, index, meaning, headline=index < self._body, term=self.term)

    def _doubt(self, index: int, sentence: Sentence, draft: Draft, named: Sequence[Named]) -> None:
        lead, lowered = draft.number.lead, self.text.lowered
        draft.doubt = evidence.of_words(sentence, lead, lowered, self.quoted, named, [each.start for each in self._times[index]])
        inspects = draft.meaning is not None and draft.meaning.rule is not None and draft.meaning.rule.twin
        if inspects and any(hit.name == "body" and hit.last <= lead for hit in sentence.hits):
            # “Ban Thường vụ kiểm tra 5 tổ chức”: of what all have inspected it is one part.
            draft.doubt = draft.doubt or evidence.PARTIAL
        if draft.org == ELSEWHERE:
            draft.doubt = draft.doubt or evidence.OTHER
            if not any(each.org == ELSEWHERE and each.first < draft.number.first for each in named):
                # Somebody else was told of in the sentence before: it may be ours again.
                draft.org = SELF
        draft.says_whole = evidence.says_whole(sentence, lead, lowered)

    def _counts(self, sentence: Sentence, number: Number) -> bool:
        """Whether a number nobody knows counts something at all: a word stands behind it."""
        if number.units or number.of is not None:
            return True
        behind = sentence.tokens[number.last] if number.last < len(sentence.tokens) else None
        return behind is not None and behind.kind == "w" and not behind.capital and behind.start > sentence.tokens[number.last - 1].end

    def _topic(self, index: int) -> dict[str, float]:
        """Concepts of the two sentences before in the same block, and of the heading above."""
        here = self.text.sentences[index]
        found: dict[str, float] = {}
        for back in range(index - 1, max(index - 8, -1), -1):
            other = self.text.sentences[back]
            near = other.block == here.block and index - back <= 2
            if near or other.heading:
                for hit in other.hits:
                    if hit.sort in ("event", "notion") and hit.name not in ("have", "total", "goal", "above", "reached"):
                        found.setdefault(hit.name, TOPIC * (1.0 if near else 0.7))
            if other.heading:
                break
        return found

    def _noun(self, index: int, sentence: Sentence, zone: Zone) -> str:
        """What is counted where the number itself does not say: the nearest of members, cells, organisations."""
        units = [hit for hit in sentence.hits if hit.sort == "unit" and hit.name in NOUNS and not _owner(sentence, hit.first)]
        right = [hit for hit in units if zone.right.start <= hit.first < zone.right.stop]
        left = [hit for hit in units if hit.last <= zone.number.lead]
        if right or left:
            return right[0].name if right else max(left, key=lambda hit: (hit.last, hit.last - hit.first)).name
        for other in reversed(self.text.sentences[max(index - 3, 0) : index]):
            known = [hit for hit in other.hits if hit.sort == "unit" and hit.name in NOUNS]
            if known:
                return max(known, key=lambda hit: (hit.last, hit.last - hit.first)).name
        return ""

    def _org(self, sentence: Sentence, zone: Zone, named: list[Named], before: int) -> int:
        said = [each for each in named if each.first < zone.number.first]
        if said:
            return said[-1].org
        # A sentence about “Đảng bộ” again speaks of the text's own organisation.
        again = any(
            token.text == "đảng" and sentence.tokens[at + 1].text in ("bộ", "ủy")
            for at, token in enumerate(sentence.tokens[: zone.number.first])
            if at + 1 < len(sentence.tokens)
        )
        return SELF if again else before

    # Percentages, parts

    def _link(self, first: int, draft: Draft, finder: Finder) -> None:
        """A percentage that says nothing of itself is the share of the count before it."""
        if "percent" not in draft.number.units:
            return
        before = [
            at
            for at in range(first, len(self.drafts) - 1)
            if "percent" not in self.drafts[at].number.units and self.drafts[at].whole_of is None
        ]
        meaning = draft.meaning
        if not before or (
            meaning is not None and not meaning.carried and (meaning.asked[1] or meaning.change or self._says(draft, finder))
        ):
            return
        other = self.drafts[before[-1]]
        between = [each for each in self.drafts[before[-1] + 1 : -1] if "percent" in each.number.units]
        if between:
            return
        draft.ratio_of = before[-1]
        if other.meaning is None:
            draft.meaning = None if meaning is not None and meaning.carried else meaning
            return
        rate = self._rate(other.meaning)
        if rate is not None:
            draft.meaning = replace(other.meaning, asked=rate, also=[], change="")
        elif meaning is None or meaning.carried:
            draft.meaning = None

    def _says(self, draft: Draft, finder: Finder) -> bool:
        zone = draft.zone
        return any(
            hit.sort in ("event", "attr") or hit.name in ("goal", "above", "of_members", "programme")
            for hit in finder.semantic
            if zone.left.start <= hit.first < zone.right.stop
        )

    def _rate(self, meaning: Meaning) -> tuple[str, str, str] | None:
        code, by, part = meaning.asked
        named = self.lexicon.rates.get(code)
        if named is None:
            return None
        name, _bracket, fixed = named.rstrip("]").partition("[")
        if fixed:
            by, _equals, part = fixed.partition("=")
        return special(self.lexicon, name, by, part)

    def _whole(self, sentence: Sentence, draft: Draft) -> None:
        """“48/66 tổ chức”: the second number is the whole, and is a claim of its own where the books count such things."""
        number = draft.number
        code = next((TOTALS[unit] for unit in NOUNS if unit in number.units), None)
        if number.of is None or code is None:
            return
        token = sentence.tokens[number.last - 1]
        whole = replace(draft.claim, start=token.start, end=draft.claim.end, value=number.of, of=None, manner="", upto=None)
        whole.text = self.text.shown[whole.start : whole.end]
        draft.claim.end = token.start - 1
        draft.claim.text = self.text.shown[draft.claim.start : draft.claim.end]
        meaning = Meaning((code, "", ""), narrowed=True)
        days = [replace(each, start=None) for each in draft.days]
        self.drafts.append(replace(draft, claim=whole, meaning=meaning, days=days, whole_of=len(self.drafts) - 1, ratio_of=None))

    # Times

    def _ahead(self, index: int) -> Said | None:
        """The time to come that a heading of a part, or the line that leads a list in, is about: “Phương hướng quý II:”."""
        here = self.text.sentences[index]
        for back in range(index - 1, 0, -1):
            other = self.text.sentences[back]
            leads = self._leads(other, here)
            if other.block and (other.heading or leads):
                said = self._times[back]
                told = [hit for hit in other.hits if hit.sort == "future" or (hit.name == "goal" and any(map(self._runs, said)))]
                done = any(each.sort in USABLE and not self._runs(each) for each in said)
                done = done or any(hit.name == "reached" for hit in other.hits)
                ahead = [each for each in said if each.sort == when.FUTURE]
                if not done and len(other.tokens) <= SHORT and (ahead or told):
                    return (ahead or [Said(other.start, other.end, when.FUTURE)])[0]
                if other.heading or done:
                    return None
        return None

    def _runs(self, said: Said) -> bool:
        """Whether a period is not over yet."""
        return said.days is not None and said.days.whole is not None and said.days.whole > self.calendar.on

    def _leads(self, other: Sentence, here: Sentence) -> bool:
        """Whether a line that ends with a colon leads in the list a line is a point of."""
        return other.block < here.block and other.tokens[-1].text == ":" and self.text.shown[self._begin(here)] in POINTS

    def _begin(self, sentence: Sentence) -> int:
        """Where the block of a sentence begins."""
        return self._begins[sentence.block]

    def _times_of(self, index: int, draft: Draft) -> None:
        """The times a claim may be meant in."""
        ahead = self._heads[index]
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
        for each in self._times[index]:
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


def _owner(sentence: Sentence, at: int) -> bool:
    """“đảng viên của chi bộ”: members are counted, not cells."""
    return at > 0 and sentence.tokens[at - 1].text in ("của", "tại", "ở", "thuộc", "trong")


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


def unit_of(number: Number) -> str:
    """The unit as it is told: “%”, “tỷ đồng”, “đảng viên”."""
    if "percent" in number.units:
        return "%"
    if "money" in number.units:
        return {10**9: "tỷ đồng", 10**6: "triệu đồng", 10**3: "nghìn đồng", 1: "đồng", 10**12: "nghìn tỷ đồng"}[number.scale]
    return number.unit


def interval(claim: Claim, width: Decimal) -> tuple[Decimal, Decimal]:
    """What values the words of a claim allow, both ends included; ``width`` is what its number is round to."""
    value = claim.value
    small = Decimal("0.001")
    return {
        "": (value, value),
        "over": (value, value + width),
        "nearly": (value - width, value - small),
        "about": (value - width, value + width),
        "at_least": (value, Decimal("1e15")),
        "at_most": (Decimal(0), value),
        "range": (value, claim.upto or value),
    }[claim.manner]
