"""How near to a number each concept and each attribute of a sentence stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from dangvu.figures.proofreader.lexicon import STANDING, Hit, Lexicon, Rule
from dangvu.figures.proofreader.numbers import Hits
from dangvu.figures.proofreader.sentences import Sentence
from dangvu.figures.proofreader.tokens import SIGN
from dangvu.figures.proofreader.zones import Zone, inside

OWN, NEAR, AFTER, FAR, TOPIC = 4.0, 2.0, 1.8, 1.2, 0.6
"""Weights of a concept beside the number, earlier in the sentence, behind it, before a semicolon, and in what was said before."""
ATTR_OWN, ATTR_NEAR, ATTR_TAKEN = 3.0, 1.0, 0.5
ORG_EVENTS = frozenset({"receive", "hand_over", "found", "end_org", "consolidate"})
COMMITTEES = (("đảng", "bộ"), ("đảng", "ủy"), ("chi", "bộ"))
COUNTED = frozenset({"member", "cell", "org"})
AT_HOME = frozenset({"ở", "của", "tại", "trong"})
"""Words that go on to say where they are."""
OF_THOSE = frozenset({"trong", "số"})
HOLDING = frozenset({"gồm", "bao"})
PARTY_YEARS = frozenset({30, 40, 45, 50, 55, 60, 65, 70, 75, 80, 85, 90})
_PARTY_YEARS = re.compile(
    r"(?<![\d.,/])(\d\d(?:(?:\s+năm(?:\s+tuổi)?(?:\s+đảng)?)?\s*(?:,|và|/|;|-|hoặc)\s*\d\d)*)\s+năm(?:\s+tuổi)?(?:\s+đảng)?(?!\s*\d)"
)


def party_years(lowered: str, sentence: Sentence) -> list[tuple[int, int, str]]:
    """“30, 40 năm tuổi Đảng” in a sentence: where it stands, and the years joined by ``+``. Only years for which there is a badge."""
    found = []
    for match in _PARTY_YEARS.finditer(lowered, sentence.start, sentence.end):
        years = [int(each) for each in re.findall(r"\d\d", match[1])]
        if set(years) <= PARTY_YEARS:
            found.append((match.start(), match.end(), "+".join(map(str, years))))
    return found


class Nearness:
    """What stands where in one sentence."""

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
        self.behind: dict[int, int] = {}
        """The first token of a number that follows another with nothing but “và” between, and the first token of that other."""
        self.semicolons = [at for at, token in enumerate(sentence.tokens) if token.text == ";"]

    def _weights(self, zone: Zone) -> dict[str, float]:
        """How near each concept stands to the number."""
        weights = dict(self.topic)
        for hit in self.semantic:
            if hit.sort == "attr":
                continue
            weight = 0.0 if hit.name == "have" and self._has_not(hit, zone) else self._weight(hit, zone)
            if weight > weights.get(hit.name, 0.0):
                weights[hit.name] = weight
        if self._alone(zone) or self._held(zone) or self._titled(zone):
            weights["have"] = OWN
        return weights

    def _alone(self, zone: Zone) -> bool:
        """“👉 23 chi bộ”, a line of a post: a number, what is counted, and nothing else, where nothing that happened is told of."""
        inside = range(zone.number.lead, zone.number.tail)
        rest = [token for at, token in enumerate(self.sentence.tokens) if at not in inside]
        return bool(zone.number.units) and all(token.kind == SIGN for token in rest) and not self.events_before

    def _titled(self, zone: Zone) -> bool:
        """“12 chi bộ, 168 đảng viên: một quyết tâm”, a headline in which nothing happens."""
        number, tokens = zone.number, self.sentence.tokens
        behind = tokens[number.tail] if number.tail < len(tokens) else None
        stands = behind is None or behind.kind == SIGN or behind.text in AT_HOME
        counted = bool(number.units & COUNTED) and number.units.isdisjoint(("person",))
        told = any(hit.sort in ("event", "attr") and (hit.last <= number.lead or inside(hit, zone.right)) for hit in self.semantic)
        return self.sentence.heading and counted and stands and not told

    def _held(self, zone: Zone) -> bool:
        """“Đảng bộ bước vào năm mới với 62 chi bộ và 647 đảng viên”: a committee, and nothing that happened before “với”."""
        tokens, at = self.sentence.tokens, zone.number.lead
        behind = [token.text for token in tokens[zone.number.tail : zone.number.tail + 3]]
        if at and tokens[at - 1].text == "với" and (at == 1 or (behind[:1] == [","] and tuple(behind[1:]) in COMMITTEES)):
            # “Với 647 đảng viên, Đảng bộ …”
            return True
        while at > 0 and at in self.behind:
            at = self.behind[at]
        said = [token.text for token in tokens[:at]]
        if not said or said[-1] != "với" or not any(pair in COMMITTEES for pair in pairwise(said)):
            return False
        return not any(hit.sort == "event" and hit.last <= at for hit in self.semantic)

    def _has_not(self, hit: Hit, zone: Zone) -> bool:
        """“20 đảng viên có thành tích” has nothing; nor has “tiếp nhận một chi bộ, gồm 50 đảng viên”, where those of the cell are told."""
        first = self.sentence.tokens[hit.first].text
        if hit.first >= zone.number.tail:
            # “Trong 61 đảng viên được tặng, có 23 đồng chí …”: those that follow are told of.
            of_those = zone.number.lead > 0 and self.sentence.tokens[zone.number.lead - 1].text in OF_THOSE
            return of_those or (first == "có" and hit.last == hit.first + 1)
        of_unit = first == "có" and any(each.sort == "unit" and each.last == hit.first for each in self.hits.all)
        return (first in HOLDING or of_unit) and any(
            each.sort == "event" and each.name in ORG_EVENTS and each.first < hit.first for each in self.semantic
        )

    def _weight(self, hit: Hit, zone: Zone) -> float:
        if inside(hit, zone.left) or inside(hit, zone.right) or inside(hit, zone.shared) or self._in_unit(hit, zone):
            return OWN
        if hit.first >= zone.number.first:
            return AFTER if inside(hit, zone.rest) else 0.0
        opened = self._opened_before(zone.number.first)
        parted = any(hit.last <= at < zone.number.first for at in self.semicolons if not hit.last <= opened < at)
        return (FAR if parted else NEAR) + hit.last / (zone.number.first + 1) * 0.9

    def _opened_before(self, at: int) -> int:
        """The bracket a token stands in, -1 for none: “kết nạp 10 (năm 2020: 2; năm 2021: 3)” tells of admissions to its end."""
        signs = [place for place in range(at) if self.sentence.tokens[place].text in "()"]
        return signs[-1] if signs and self.sentence.tokens[signs[-1]].text == "(" else -1

    def _in_unit(self, hit: Hit, zone: Zone) -> bool:
        return zone.number.last <= hit.first < zone.number.tail

    def _within(self, zone: Zone, hits: Iterable[Hit]) -> Iterator[Hit]:
        return (
            hit for hit in hits if inside(hit, zone.left) or inside(hit, zone.right) or inside(hit, zone.shared) or self._in_unit(hit, zone)
        )

    def _happened(self, zone: Zone) -> bool:
        """“Trong số đảng viên kết nạp, có 16 đồng chí là nữ”: those admitted are told apart, not all members."""
        return any(hit.sort == "event" and hit.last <= zone.number.lead and hit.name not in ("body", "rate_act") for hit in self.semantic)

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
        if inside(hit, zone.left) or inside(hit, zone.right) or self._in_unit(hit, zone):
            return ATTR_OWN
        if inside(hit, zone.shared):
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
