"""What a number counts: the words around it, and the rule that fits them best."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dangvu.figures.proofreader.lexicon import Lexicon, Rule
from dangvu.figures.proofreader.nearness import ATTR_NEAR, ATTR_OWN, ATTR_TAKEN, FAR, NEAR, OWN
from dangvu.figures.proofreader.numbers import Number
from dangvu.figures.proofreader.remarks import Remarks
from dangvu.figures.proofreader.zones import Zone

NOUNS = ("member", "cell", "org")
LOOSE = frozenset({"case", "breach"})
"""Units that say so little that an attribute farther off is looked for."""
CLEAN = ("clean_strong",)
PERSON = frozenset({"person"})
_PART = re.compile(r"(\w+)(?:\[(\w+)=([^\]]+)\])?")
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


class Finder(Remarks):
    """Finds what the numbers of one sentence count."""

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
            if not best.narrowed and not best.rule.happens and not self._alone(zone) and self._titled(zone):
                best.narrowed = not any(hit.name == "have" for hit in self.semantic)
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
        if rule.need == CLEAN and weights[CLEAN[0]] < OWN and self._graded(zone):
            # “48 tổ chức trong sạch, vững mạnh, không có tổ chức yếu kém”: a grade beside the number is of it.
            return None
        if rule.unit and not self._is_noun(rule.unit, number, noun):
            return None
        attrs = self._attrs(rule, zone, ATTR_NEAR if near else ATTR_OWN)
        if rule.needs_attr and not attrs:
            return None
        if attrs and self._of_others(rule, zone, weights, attrs):
            return None
        return self._scored(rule, zone, weights, attrs, future, own)

    def _graded(self, zone: Zone) -> bool:
        return any(hit.sort == "attr" and hit.name == "grade" for hit in self._within(zone, self.semantic))

    def _of_others(self, rule: Rule, zone: Zone, weights: Mapping[str, float], attrs: list[tuple[str, str, float]]) -> bool:
        """Whether the part is one of others than those the rule counts."""
        if rule.figure == "member_total" and self._happened(zone):
            return True
        # “Nhà trường có 33 lớp với 1.286 học sinh”, below a sentence about admissions.
        had = rule.need and attrs[0][0] == "occupation" and weights.get("have", 0.0) >= NEAR and not self._of_those()
        return bool(had) and max(weights[name] for name in (*rule.need, *rule.own)) < FAR

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
