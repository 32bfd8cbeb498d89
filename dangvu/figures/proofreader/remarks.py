"""What else is said of a number: that it is to come, of each, of some only, or a change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dangvu.figures.proofreader.lexicon import Hit, Rule
from dangvu.figures.proofreader.nearness import Nearness
from dangvu.figures.proofreader.tokens import DIGITS, SIGN
from dangvu.figures.proofreader.zones import Zone, inside

TILL_NOW = frozenset({"nay", "giờ"})
"""“từ đầu nhiệm kỳ tới nay” speaks of no term to come."""
TARGET_REACH = 10
"""Tokens between the word for a target and its number at most."""
EACH_REACH = 3
"""Tokens between “mỗi” and the number of each at most: “mỗi chi bộ 2 đảng viên”."""
EXPLAINED = frozenset({"event", "notion", "attr", "harmless", "unit", "joined", "manner_behind"})


class Remarks(Nearness):
    """The words that say more than what is counted."""

    def _elsewhere(self, zone: Zone, rule: Rule) -> bool:
        """“có nơi lên tới 9 triệu”, “mỗi chi bộ 2 đảng viên”: some of them, or each, are told of."""
        if "income" in rule.need and not any(self._words(hit).startswith("có ") for hit in self._said(zone, "elsewhere")):
            return False
        return any(not self._ours(hit, zone) for hit in (*self._said(zone, "elsewhere"), *self._one_of(zone)))

    def _one_of(self, zone: Zone) -> Iterator[Hit]:
        """“Có doanh nghiệp từ chỗ 2 đảng viên nay đã có 19”: what the sentence began to tell of one, it goes on to tell of it."""
        return (
            hit
            for hit in self.hits.all
            if hit.sort == "elsewhere"
            and hit.last <= zone.left.start
            and hit.last - hit.first > 1
            and self._words(hit).startswith("có ")
            and not any(hit.last <= at < zone.number.lead for at in self.semicolons)
        )

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
        return (hit for hit in self.hits.all if hit.sort == sort and inside(hit, zone.left))

    def _words(self, hit: Hit) -> str:
        return " ".join(token.text for token in self.sentence.tokens[hit.first : hit.last])

    def _told_apart(self, rule: Rule, zone: Zone) -> bool:
        """Whether an attribute is said that the figure is not told apart by."""
        return any(hit.sort == "attr" and hit.name not in (*rule.attrs, "kind") for hit in self._within(zone, self.semantic))

    def _labelled(self, zone: Zone) -> bool:
        """“Chi bộ trực thuộc: 12”, a row of a table: a sign stands right before the number, and nothing unknown before the sign."""
        lead = zone.number.lead
        if lead < 1 or self.sentence.tokens[lead - 1].text not in (":", "|"):
            return False
        known = {at for hit in self.hits.all if hit.sort in EXPLAINED for at in range(hit.first, hit.last)}
        return all(at in known or self.sentence.tokens[at].kind == SIGN for at in range(zone.left.start, lead))

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
            if hit.sort == "notion" and hit.name in ("up", "down") and self._right_before(hit.last, zone.number.lead):
                return hit.name
        beside = {hit.name for hit in self._within(zone, self.semantic) if hit.sort == "notion"}
        return "above" if "above" in beside and "percent" in zone.number.units else ""

    def _right_before(self, last: int, lead: int) -> bool:
        """“tăng thêm 18”, “ít hơn cùng kỳ năm trước 18 người”: two words at most, not counting a time."""
        between = [token for token in self.sentence.tokens[last:lead] if not _masked(token.start, self.masked)]
        return last <= lead and len(between) <= 2

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
