"""What belongs to a number: the words between two numbers, cut into those of the first and those of the second."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dangvu.figures.proofreader.lexicon import Hit
from dangvu.figures.proofreader.numbers import Hits, Number
from dangvu.figures.proofreader.sentences import Sentence
from dangvu.figures.proofreader.tokens import SIGN

BREAKS = frozenset(",;:()-=|")
LEADERS = frozenset(":(=-|")
"""Signs that a number may follow: what stands before them is of the number all the same."""
JOINING = frozenset({"với", "là"})
OF_THESE = 3
"""Words of “trong số đó”, “trong số này”: right behind a number they cut nothing off."""
Cut = tuple[int, int]


@dataclass
class Zone:
    """The words around one number: tokens beside it on the left and on the right, and what stands before them in the sentence."""

    left: range
    right: range
    rest: range
    number: Number
    shared: range = range(0)


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
        joined = (
            one.number.units
            and "round" not in other.number.units
            and not one.right
            and len(other.left) <= 1
            and sentence.tokens[one.number.tail].text == "và"
        )
        if joined or one.number.shared:
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


def inside(hit: Hit, zone: range) -> bool:
    return zone.start <= hit.first and hit.last <= zone.stop
