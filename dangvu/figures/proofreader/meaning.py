"""What a number counts: the words around it, and the rule that fits them best."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from dangvu.figures.proofreader.lexicon import STANDING, Hit, Lexicon, Rule
from dangvu.figures.proofreader.numbers import Hits, Number
from dangvu.figures.proofreader.sentences import Sentence
from dangvu.figures.proofreader.tokens import DIGITS, SIGN

OWN, NEAR, AFTER, FAR, TOPIC = 4.0, 2.0, 1.8, 1.2, 0.6
"""Weights of a concept beside the number, earlier in the sentence, behind it, before a semicolon, and in what was said before."""
ATTR_OWN, ATTR_NEAR, ATTR_TAKEN = 3.0, 1.0, 0.5
BREAKS = frozenset(",;:()-=|")
LEADERS = frozenset(":(=-|")
"""Signs that a number may follow: what stands before them is of the number all the same."""
JOINING = frozenset({"với", "là"})
TILL_NOW = frozenset({"nay", "giờ"})
"""“từ đầu nhiệm kỳ tới nay” speaks of no term to come."""
TARGET_REACH = 10
"""Tokens between the word for a target and its number at most."""
EACH_REACH = 3
"""Tokens between “mỗi” and the number of each at most: “mỗi chi bộ 2 đảng viên”."""
OF_THESE = 3
"""Words of “trong số đó”, “trong số này”: right behind a number they cut nothing off."""
ORG_EVENTS = frozenset({"receive", "hand_over", "found", "end_org", "consolidate"})
HOLDING = frozenset({"gồm", "bao"})
NOUNS = ("member", "cell", "org")
LOOSE = frozenset({"case", "breach"})
"""Units that say so little that an attribute farther off is looked for."""
EXPLAINED = frozenset({"event", "notion", "attr", "harmless", "unit", "joined", "manner_behind"})
PERSON = frozenset({"person"})
PARTY_YEARS = frozenset({30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90})
_PARTY_YEARS = re.compile(
    r"(?<![\d.,/])(\d\d(?:(?:\s+năm(?:\s+tuổi)?(?:\s+đảng)?)?\s*(?:,|và|/|;|-|hoặc)\s*\d\d)*)\s+năm(?:\s+tuổi)?(?:\s+đảng)?(?!\s*\d)"
)
_PART = re.compile(r"(\w+)(?:\[(\w+)=([^\]]+)\])?")
Cut = tuple[int, int]
Asked = tuple[str, str, str]
"""A figure with the part of it: ``("discipline_members_by_form", "form", "expulsion")``."""


@dataclass
class Meaning:
    """What a number counts. ``told``: the figure and part as said, before a part is given its own figure.

    ``narrowed``: more is said than the figure knows; ``carried``: its event stands only in what was said before.
    """

    asked: Asked
    told: Asked = ("", "", "")
    also: list[Asked] = field(default_factory=list)
    score: float = 0.0
    narrowed: bool = False
    carried: bool = False
    future: bool = False
    change: str = ""
    rule: Rule | None = None


@dataclass
class Zone:
    """The words around one number: tokens beside it on the left and on the right, and what stands before them in the sentence."""

    left: range
    right: range
    rest: range
    number: Number
    shared: range = range(0)


def party_years(lowered: str, sentence: Sentence) -> list[tuple[int, int, str]]:
    """“30, 40 năm tuổi Đảng” in a sentence: where it stands, and the years joined by ``+``. Only years for which there is a badge."""
    found = []
    for match in _PARTY_YEARS.finditer(lowered, sentence.start, sentence.end):
        years = [int(each) for each in re.findall(r"\d\d", match[1])]
        if set(years) <= PARTY_YEARS:
            found.append((match.start(), match.end(), "+".join(map(str, years))))
    return found


def zones(sentence: Sentence, hits: Hits, numbers: Sequence[Number]) -> list[Zone]:
    """Cut what stands between two numbers into what belongs to the first and what belongs to the second."""
    cuts, verbs = _cuts(sentence, hits, {number.lead for number in numbers})
    end = len(sentence.tokens)
    leads = [number.lead for number in numbers] + [end]
    lefts = [
        *(_left(sentence, cuts, verbs, numbers[index - 1].tail if index else 0, number.lead) for index, number in enumerate(numbers)),
        end,
    ]
    found = []
    for index, number in enumerate(numbers):
        right = _right(cuts, number.tail, leads[index + 1])
        rest = range(right, max(right, lefts[index + 1]))
        found.append(Zone(range(lefts[index], number.lead), range(number.tail, right), rest, number))
    for one, other in pairwise(found):
        # “3 tổ chức cơ sở đảng và 5 chi bộ hoàn thành xuất sắc nhiệm vụ”: what is said of the second is said of both.
        if one.number.units and not one.right and len(other.left) <= 1 and sentence.tokens[one.number.tail].text == "và":
            one.shared = other.right
    return found


def _cuts(sentence: Sentence, hits: Hits, leads: set[int]) -> tuple[list[Cut], set[Cut]]:
    """Places where a clause may end: signs and joining words that are no part of a longer phrase; and which of them are verbs."""
    inside = {at for hit in hits.all if hit.sort in ("event", "notion", "attr", "joined") for at in range(hit.first + 1, hit.last - 1)}
    signs = [(at, at + 1) for at, token in enumerate(sentence.tokens) if token.kind == SIGN and token.text in BREAKS and at not in inside]
    joined = {at for hit in hits.all if hit.sort == "joined" for at in range(hit.first, hit.last)}
    words = [(hit.first, hit.last) for hit in hits.all if hit.sort == "split" and not joined.intersection(range(hit.first, hit.last))]
    verbs = {
        (hit.first, hit.last)
        for hit in hits.all
        if hit.sort == "verb" and hit.last in leads and not joined.intersection(range(hit.first, hit.last))
    }
    return sorted({*signs, *words, *verbs}), verbs


def _left(sentence: Sentence, cuts: list[Cut], verbs: set[Cut], before: int, lead: int) -> int:
    """Where what stands on the left of a number begins.

    “Khiển trách: 28” – a sign right before the number cuts nothing off, nor do words in brackets before it, nor a “với” where the words
    before it are of no other number.
    """
    between = [cut for cut in cuts if before <= cut[0] and cut[1] <= lead]
    while between and between[-1][1] == lead:
        text = sentence.tokens[between[-1][0]].text
        if (
            text in LEADERS
            or (text in JOINING and (before == 0 or len(between) > 1))
            or (between[-1] in verbs and _has_subject(between, before))
        ):
            lead = between.pop()[0]
        elif text == ")" and _opened(sentence, between):
            while sentence.tokens[between[-1][0]].text != "(":
                between.pop()
            lead = between.pop()[0]
        else:
            break
    return between[-1][0] if between else before


def _has_subject(cuts: list[Cut], before: int) -> bool:
    """“…, khai trừ chiếm 19,4%”: what stands between a sign and the verb before a number is of that number."""
    return len(cuts) > 1 and cuts[-2][1] < cuts[-1][0] if before else cuts[-1][0] > 0


def _opened(sentence: Sentence, cuts: list[Cut]) -> bool:
    return any(sentence.tokens[first].text == "(" for first, _last in cuts)


def _right(cuts: list[Cut], tail: int, behind: int) -> int:
    return next((first for first, last in cuts if tail <= first < behind and not (first == tail and last - first == OF_THESE)), behind)


class Finder:
    """Finds what the numbers of one sentence count."""

    def __init__(self, lexicon: Lexicon, sentence: Sentence, hits: Hits, masked: Sequence[tuple[int, int]], topic: Mapping[str, float],
                 years: Sequence[tuple[int, int, str]], known: frozenset[str], ahead: bool = False) -> None:  # fmt: skip
        self.events_before = any(name not in STANDING for name in topic)
        self.ahead = ahead
        self.lexicon, self.sentence, self.hits, self.masked, self.topic, self.known = lexicon, sentence, hits, masked, topic, known
        some = {at for hit in hits.all if hit.sort == "some" for at in range(hit.first, hit.last)}
        # “trong đó có” has nothing: it takes some of what was told.
        self.semantic = [
            hit for hit in hits.all if hit.sort in ("event", "notion", "attr") and not (hit.name == "have" and hit.first in some)
        ]
        self.years = [(sentence.place(start), sentence.place(end), key) for start, end, key in years]
        self.leads: frozenset[int] = frozenset()
        self.semicolons = [at for at, token in enumerate(sentence.tokens) if token.text == ";"]

    def meaning(self, zone: Zone, nouns: str) -> Meaning | None:
        """The rule that fits best, or None. ``nouns``: member, cell or org, when a bare number or a percentage follows such counts."""
        if zone.number.places and not zone.number.units:
            # “tuổi đời bình quân 29,5”: nothing is counted in halves.
            return None
        if self._of_each(zone):
            return None
        weights = self._weights(zone)
        own = {hit.name for hit in self._within(zone, self.semantic) if hit.sort == "event"}
        future = self._future(zone)
        best = self._finished(self._best(zone, weights, own, future, nouns, near=False), zone, own)
        if best is None and zone.number.units & LOOSE:
            best = self._finished(self._best(zone, weights, own, future, nouns, near=True), zone, own)
        return best

    def _finished(self, best: Meaning | None, zone: Zone, own: set[str]) -> Meaning | None:
        """The meaning with what else is said of the number; None where it rests only on what was said before."""
        if best is not None and best.rule is not None:
            best.narrowed = best.narrowed or self._narrowed(zone, best.rule) or self._elsewhere(zone, best.rule)
            best.change = self._change(zone)
            if best.rule.grows and best.change not in ("up", "down"):
                # “bằng 52% kế hoạch”: no growth.
                return None
            other = own - set(best.rule.need) - set(best.rule.own)
            if (
                best.carried
                and best.score < NEAR
                and (best.narrowed or not zone.number.units or other or (zone.number.units == PERSON and not best.told[1]))
            ):
                # Only what was said before, and words that say something else.
                return None
        return best

    def _best(self, zone: Zone, weights: Mapping[str, float], own: set[str], future: bool, nouns: str, *, near: bool) -> Meaning | None:
        """``near``: an attribute may stand farther off in the sentence; what is found by it is never called wrong."""
        best: Meaning | None = None
        for rule in self.lexicon.of_units(zone.number.units):
            if near and not rule.needs_attr:
                continue
            found = self._fit(rule, zone, weights, own, future, nouns, near=near)
            if found is not None and (best is None or found.score > best.score):
                best = found
        if best is not None:
            best.narrowed = best.narrowed or near
        return best

    def _elsewhere(self, zone: Zone, rule: Rule) -> bool:
        """“có nơi lên tới 9 triệu”, “mỗi chi bộ 2 đảng viên”: some of them, or each, are told of."""
        if "income" in rule.need and not any(self._words(hit).startswith("có ") for hit in self._said(zone, "elsewhere")):
            return False
        return any(not self._ours(hit, zone) for hit in self._said(zone, "elsewhere"))

    def _of_each(self, zone: Zone) -> bool:
        """“mỗi suất 500 nghìn đồng”: right before the number it is said to be of one of many."""
        lead = zone.number.lead
        return any(
            lead - EACH_REACH <= hit.first and self._words(hit).startswith("mỗi") and "income" not in self.topic
            for hit in self._said(zone, "elsewhere")
        )

    def _ours(self, hit: Hit, zone: Zone) -> bool:
        """“có đồng chí nói Đảng bộ ta 168 đảng viên”: the committee is named between."""
        between = [token.text for token in self.sentence.tokens[hit.last : zone.number.lead]]
        return any(pair in (("đảng", "bộ"), ("đảng", "ủy")) for pair in pairwise(between))

    def _said(self, zone: Zone, sort: str) -> Iterator[Hit]:
        return (hit for hit in self.hits.all if hit.sort == sort and _inside(hit, zone.left))

    def _words(self, hit: Hit) -> str:
        return " ".join(token.text for token in self.sentence.tokens[hit.first : hit.last])

    def _weights(self, zone: Zone) -> dict[str, float]:
        """How near each concept stands to the number."""
        weights = dict(self.topic)
        for hit in self.semantic:
            if hit.sort == "attr":
                continue
            weight = 0.0 if hit.name == "have" and self._has_not(hit, zone) else self._weight(hit, zone)
            if weight > weights.get(hit.name, 0.0):
                weights[hit.name] = weight
        if zone.number.lead == 1 and self.sentence.tokens[0].text == "với":
            # “Với 647 đảng viên, Đảng bộ …”
            weights["have"] = OWN
        if self._alone(zone):
            weights["have"] = OWN
        return weights

    def _alone(self, zone: Zone) -> bool:
        """“👉 23 chi bộ”, a line of a post: a number, what is counted, and nothing else, where nothing that happened is told of."""
        inside = range(zone.number.lead, zone.number.tail)
        rest = [token for at, token in enumerate(self.sentence.tokens) if at not in inside]
        return bool(zone.number.units) and all(token.kind == SIGN for token in rest) and not self.events_before

    def _has_not(self, hit: Hit, zone: Zone) -> bool:
        """“20 đảng viên có thành tích” has nothing; nor has “tiếp nhận một chi bộ, gồm 50 đảng viên”, where those of the cell are told."""
        first = self.sentence.tokens[hit.first].text
        if hit.first >= zone.number.tail:
            return first == "có" and hit.last == hit.first + 1
        return first in HOLDING and any(
            each.sort == "event" and each.name in ORG_EVENTS and each.first < hit.first for each in self.semantic
        )

    def _weight(self, hit: Hit, zone: Zone) -> float:
        if _inside(hit, zone.left) or _inside(hit, zone.right) or _inside(hit, zone.shared) or self._in_unit(hit, zone):
            return OWN
        if hit.first >= zone.number.first:
            return AFTER if _inside(hit, zone.rest) else 0.0
        parted = any(hit.last <= at < zone.number.first for at in self.semicolons)
        return (FAR if parted else NEAR) + hit.last / (zone.number.first + 1) * 0.9

    def _in_unit(self, hit: Hit, zone: Zone) -> bool:
        return zone.number.last <= hit.first < zone.number.tail

    def _within(self, zone: Zone, hits: Iterable[Hit]) -> Iterator[Hit]:
        return (
            hit
            for hit in hits
            if _inside(hit, zone.left) or _inside(hit, zone.right) or _inside(hit, zone.shared) or self._in_unit(hit, zone)
        )

    def _fit(self, rule: Rule, zone: Zone, weights: Mapping[str, float], own: set[str], future: bool, noun: str,
             *, near: bool = False) -> Meaning | None:  # fmt: skip
        number = zone.number
        if any(weights.get(name, 0.0) < OWN for name in rule.own) or any(weights.get(name, 0.0) == 0.0 for name in rule.need):
            return None
        if any(weights.get(name, 0.0) >= OWN for name in rule.without) or (rule.future and not (future or rule.or_past)):
            return None
        if rule.label and not self._labelled(zone):
            return None
        if rule.bare and (own - set(rule.need) - set(rule.own) or self._told_apart(rule, zone)):
            return None
        if any(weights.get(name, 0.0) >= FAR for name in rule.unless):
            return None
        if rule.unit and not self._is_noun(rule.unit, number, noun):
            return None
        attrs = self._attrs(rule, zone, ATTR_NEAR if near else ATTR_OWN)
        if rule.needs_attr and not attrs:
            return None
        if attrs and self._of_others(rule, zone, weights, attrs):
            return None
        return self._scored(rule, zone, weights, attrs, future, own)

    def _of_others(self, rule: Rule, zone: Zone, weights: Mapping[str, float], attrs: list[tuple[str, str, float]]) -> bool:
        """Whether the part is one of others than those the rule counts."""
        if rule.figure == "member_total" and self._happened(zone):
            return True
        # “Nhà trường có 33 lớp với 1.286 học sinh”, below a sentence about admissions.
        had = rule.need and attrs[0][0] == "occupation" and weights.get("have", 0.0) >= NEAR and not self._of_those()
        return bool(had) and max(weights[name] for name in (*rule.need, *rule.own)) < FAR

    def _told_apart(self, rule: Rule, zone: Zone) -> bool:
        """Whether an attribute is said that the figure is not told apart by."""
        return any(hit.sort == "attr" and hit.name not in (*rule.attrs, "kind") for hit in self._within(zone, self.semantic))

    def _happened(self, zone: Zone) -> bool:
        """“Trong số đảng viên kết nạp, có 16 đồng chí là nữ”: those admitted are told apart, not all members."""
        return any(hit.sort == "event" and hit.last <= zone.number.lead and hit.name not in ("body", "rate_act") for hit in self.semantic)

    def _is_noun(self, unit: str, number: Number, noun: str) -> bool:
        said = number.units & set(NOUNS)
        return unit in said if said else unit == noun or (not noun and unit == "member")

    def _scored(
        self, rule: Rule, zone: Zone, weights: Mapping[str, float], attrs: list[tuple[str, str, float]], future: bool, own: set[str]
    ) -> Meaning:
        needed = [weights[name] for name in (*rule.need, *rule.own)]
        score = min(needed) + sum(needed) / 4 if needed else 1.5
        if rule.needs_attr:
            score += max(weight for _name, _key, weight in attrs) - (0.0 if needed else 1.5)
        elif attrs:
            score += ATTR_TAKEN
        score += 1.0 if rule.future and future else 0.0
        by, part = (rule.by, rule.part) if rule.by else ("", "")
        if attrs and not rule.drop_attr:
            by, part = attrs[0][0], attrs[0][1]
        strongest = max(needed, default=OWN)
        carried = (strongest < NEAR and not attrs) or (strongest < OWN and len(needed) < 2 and not attrs and not rule.bare and bool(own))
        if attrs and rule.need and strongest < NEAR and weights.get("have", 0.0) >= OWN:
            # “Nhà trường có 1.286 học sinh”, where admissions were told of before.
            carried = True
        if attrs and needed and strongest < FAR and attrs[0][0] == "occupation" and not self._of_those():
            # “3 em học sinh đạt giải”, below a sentence about admissions.
            carried = True
        found = Meaning(
            (rule.figure, by, part), score=score, carried=carried, future=future and not (rule.future or rule.or_past), rule=rule
        )
        found.narrowed = len(attrs) > 1 or (rule.bare and self._has_other_body(zone, rule))
        self._name(found, rule)
        return found

    def _name(self, found: Meaning, rule: Rule) -> None:
        """Parts that have figures of their own, and figures that may be meant as well."""
        code, by, part = found.told = found.asked
        found.asked = special(self.lexicon, code, by, part)
        others = [_asked(each) for each in rule.also]
        found.also = [special(self.lexicon, name, other_by or by, other_part or part) for name, other_by, other_part in others]
        if found.asked != (code, by, part) and by:
            found.also.append((code, by, part))

    def _labelled(self, zone: Zone) -> bool:
        """“Chi bộ trực thuộc: 12”, a row of a table: a sign stands right before the number, and nothing unknown before the sign."""
        lead = zone.number.lead
        if lead < 1 or self.sentence.tokens[lead - 1].text not in (":", "|"):
            return False
        known = {at for hit in self.hits.all if hit.sort in EXPLAINED for at in range(hit.first, hit.last)}
        return all(at in known or self.sentence.tokens[at].kind == SIGN for at in range(zone.left.start, lead))

    def _attrs(self, rule: Rule, zone: Zone, least: float) -> list[tuple[str, str, float]]:
        """(dimension, key, weight) of the attributes said, those beside the number first."""
        found: dict[tuple[str, str], float] = {}
        for hit in self.semantic:
            if hit.sort == "attr" and hit.name in rule.attrs:
                weight = self._attr_weight(hit, zone)
                if weight > found.get((hit.name, hit.key), 0.0):
                    found[hit.name, hit.key] = weight
        if "years" in rule.attrs:
            found.update(self._years(zone))
        best = max(found.values(), default=0.0)
        return [(name, key, weight) for (name, key), weight in found.items() if weight == best and weight >= least]

    def _attr_weight(self, hit: Hit, zone: Zone) -> float:
        if _inside(hit, zone.left) or _inside(hit, zone.right) or self._in_unit(hit, zone):
            return ATTR_OWN
        if _inside(hit, zone.shared):
            return ATTR_OWN
        parted = any(each in self.leads for each in range(hit.last, zone.number.lead))
        return ATTR_NEAR if hit.last <= zone.number.lead and not parted else 0.0

    def _of_those(self) -> bool:
        """“Trong đó …”, “Trong số này …” at the beginning of a sentence."""
        return any(hit.sort == "some" and hit.first <= 1 for hit in self.hits.all)

    def _years(self, zone: Zone) -> dict[tuple[str, str], float]:
        own = [key for first, last, key in self.years if zone.left.start <= first < zone.right.stop]
        if own:
            return {("years", "+".join(dict.fromkeys("+".join(own).split("+")))): ATTR_OWN}
        return {}

    def _future(self, zone: Zone) -> bool:
        return (
            self.ahead
            or self._is_target(zone)
            or any(
                hit.sort == "future" and hit.first < zone.number.first and self.sentence.tokens[hit.last].text not in TILL_NOW
                for hit in self.hits.all
            )
        )

    def _is_target(self, zone: Zone) -> bool:
        """“chỉ tiêu 150”, “chỉ tiêu cả năm (150 …)”, “chỉ tiêu đề ra là 150”, “kế hoạch kết nạp 150”: the number itself is the target."""
        if "percent" in zone.number.units:
            return False
        lead = zone.number.lead
        return any(
            hit.name == "goal" and hit.sort == "notion" and hit.last <= lead and self._says_target(hit.last, lead) for hit in self.semantic
        )

    def _says_target(self, first: int, lead: int) -> bool:
        """Whether what stands between the word for a target and the number says no more than whose and of when it is."""
        if lead - first > TARGET_REACH or any(first <= each < lead for each in self.leads):
            return False
        lead = max((hit.first for hit in self.semantic if hit.sort == "event" and hit.last == lead and hit.first >= first), default=lead)
        between = self.sentence.tokens[first:lead]
        if not between or between[-1].text in ("là", "(", ":"):
            return all(token.kind != SIGN or token.text in "(:/-" for token in between)
        return False

    def _has_other_body(self, zone: Zone, rule: Rule) -> bool:
        """“Ban chấp hành có 15 đồng chí”: what has them is no organisation of the books."""
        if "have" not in rule.need:
            return False
        return any(hit.sort == "event" and hit.first < zone.number.first and hit.name in ("body", "join") for hit in self.semantic)

    def _change(self, zone: Zone) -> str:
        for hit in self._within(zone, self.semantic):
            if hit.sort == "notion" and hit.name in ("up", "down") and hit.last <= zone.number.lead and hit.last >= zone.number.lead - 2:
                return hit.name
        beside = {hit.name for hit in self._within(zone, self.semantic) if hit.sort == "notion"}
        return "above" if "above" in beside and "percent" in zone.number.units else ""

    def _narrowed(self, zone: Zone, rule: Rule) -> bool:
        """Whether the words behind what is counted say more than the lexicon explains."""
        ends = "ends" if rule.bare else "stoppers"
        known: set[int] = set()
        for hit in self.hits.all:
            if hit.sort in EXPLAINED:
                known.update(range(hit.first, hit.last))
        index = zone.right.start
        while index < zone.right.stop:
            if any(hit.sort == ends for hit in self.hits.begin.get(index, ())):
                return False
            token = self.sentence.tokens[index]
            if not (
                index in known
                or token.kind == SIGN
                or (token.kind == DIGITS and index + 1 in known)
                or token.capital
                or token.text in self.known
                or _masked(token.start, self.masked)
            ):
                return True
            index += 1
        return False


def _masked(at: int, masked: Sequence[tuple[int, int]]) -> bool:
    return any(start <= at < end for start, end in masked)


def _inside(hit: Hit, zone: range) -> bool:
    return zone.start <= hit.first and hit.last <= zone.stop


def _asked(text: str) -> Asked:
    found = _PART.fullmatch(text)
    assert found is not None, text
    return found[1], found[2] or "", found[3] or ""


def special(lexicon: Lexicon, code: str, by: str, part: str) -> Asked:
    """The figure a part is known by: ``admitted[sex=female]`` is ``admitted_by_gender``."""
    if not by or ("+" in part and by == "years"):
        return code, by, part
    named = lexicon.special.get(f"{code}[{by}={part}]") or lexicon.special.get(f"{code}[{by}]")
    if named is None:
        return code, by, part
    name, _bracket, kept = named.partition("[")
    return (name, by, part) if kept else (name, "", "")
