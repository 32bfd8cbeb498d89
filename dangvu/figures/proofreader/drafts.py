"""From a cut text to drafts of claims: each number with what it may mean, for whom, and in which times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dangvu.figures.proofreader import evidence
from dangvu.figures.proofreader.draft import Draft, unit_of
from dangvu.figures.proofreader.lexicon import Lexicon
from dangvu.figures.proofreader.meaning import NOUNS, Finder, Meaning, special
from dangvu.figures.proofreader.moments import Calendar
from dangvu.figures.proofreader.nearness import TOPIC, party_years
from dangvu.figures.proofreader.numbers import Hits, Number, numbers
from dangvu.figures.proofreader.places import ELSEWHERE, SELF, Named, Places
from dangvu.figures.proofreader.reading import Claim
from dangvu.figures.proofreader.sentences import Sentence, Text
from dangvu.figures.proofreader.timing import Timing
from dangvu.figures.proofreader.zones import Zone, zones

TOTALS = {"cell": "cell_count", "org": "org_grassroots_total", "member": "member_total"}


class Drafting:
    """Makes the drafts of one text."""

    def __init__(self, text: Text, lexicon: Lexicon, calendar: Calendar, places: Places) -> None:
        self.text, self.lexicon, self.places = text, lexicon, places
        self.drafts: list[Draft] = []
        self.timing = Timing(text, calendar, self.drafts)
        self.quoted = evidence.quotes(text.shown)
        self._body = next((at for at, each in enumerate(text.sentences) if not each.heading), len(text.sentences))

    def make(self) -> list[Draft]:
        """Every draft, in order."""
        spoken: dict[int, int] = {}
        for index, sentence in enumerate(self.text.sentences):
            named = list(self.places.named(sentence))
            self._sentence(index, sentence, named, spoken.get(sentence.block, SELF))
            if named or spoken.get(sentence.block) == ELSEWHERE:
                # Somebody the books do not know is told of in the next sentence too, hardly in a third.
                spoken[sentence.block] = named[-1].org if named and named[-1].name else SELF
        return self.drafts

    def _sentence(self, index: int, sentence: Sentence, named: list[Named], before: int) -> None:
        hits, years = Hits(sentence), party_years(self.text.lowered, sentence)
        masked = [(each.start, each.end) for each in self.timing.by_sentence[index]] + [(start, end) for start, end, _key in years]
        found = numbers(sentence, hits, masked, self.lexicon.money)
        if not found:
            return
        finder = Finder(self.lexicon, sentence, hits, masked, self._topic(index), years, frozenset(self.places.own),
                        self.timing.heads[index] is not None)  # fmt: skip
        finder.leads = frozenset(number.lead for number in found)
        finder.behind = {
            other.lead: one.lead
            for one, other in pairwise(found)
            if [each.text for each in sentence.tokens[one.tail : other.lead]] == ["và"]
        }
        first = len(self.drafts)
        for zone in zones(sentence, hits, found):
            draft = self._draft(index, sentence, zone, finder)
            if draft is not None:
                draft.org = self._org(sentence, zone, named, before)
                self._doubt(index, sentence, draft, named)
                self.drafts.append(draft)
                self._link(sentence, first, draft, finder)
                self.timing.put(index, draft)
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
        return Draft(claim, number, zone, index, meaning, headline=index < self._body, term=self.timing.term)

    def _doubt(self, index: int, sentence: Sentence, draft: Draft, named: Sequence[Named]) -> None:
        lead, lowered = draft.number.lead, self.text.lowered
        draft.doubt = evidence.of_words(
            sentence, lead, lowered, self.quoted, named, [each.start for each in self.timing.by_sentence[index]]
        )
        if draft.meaning is not None and draft.meaning.rule is not None and draft.meaning.rule.happens and evidence.goes_on(sentence, lead):
            draft.doubt = draft.doubt or evidence.GOING_ON
        if draft.claim.is_percent and evidence.of_those_counted(sentence, lead):
            draft.doubt = draft.doubt or evidence.PARTIAL
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

    def _link(self, sentence: Sentence, first: int, draft: Draft, finder: Finder) -> None:
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
        if meaning is None and self._own_rate(sentence, draft, finder):
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

    def _own_rate(self, sentence: Sentence, draft: Draft, finder: Finder) -> bool:
        """“20/30 xã có tỷ lệ kết nạp trên 3%”: a rate of something else than those counted."""
        left = draft.zone.left
        return "lệ" in (token.text for token in sentence.tokens[left.start : left.stop]) and self._says(draft, finder)

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


def _owner(sentence: Sentence, at: int) -> bool:
    """“đảng viên của chi bộ”: members are counted, not cells."""
    return at > 0 and sentence.tokens[at - 1].text in ("của", "tại", "ở", "thuộc", "trong")
