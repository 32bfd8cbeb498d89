"""Lists of parts: “12 đơn, gồm 7 đơn tố cáo và 6 đơn kiến nghị”, whatever it is that is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from dangvu.figures.proofreader.draft import Draft
from dangvu.figures.proofreader.nearness import OWN
from dangvu.figures.proofreader.sentences import Sentence, Text
from dangvu.figures.proofreader.spelled import LEADING
from dangvu.figures.proofreader.tokens import SIGN

MORE = frozenset({"khác", "nhiều", "nữa", "số", "lại"})
"""Words behind the last part that say that there are others: “và nhiều …”, “một số …”, “còn lại”."""
OF_THEM = frozenset({"trong", "tổng"})
"""Words before a number that make it the whole of what follows: “trong 1.850 hộ, có 37 hộ …”."""
ALIKE = (frozenset({"member", "person"}), frozenset({"cell", "org"}))
"""Classes of units that are counted together: “185 đại biểu, trong đó 66 đồng chí”, “66 tổ chức cơ sở đảng, gồm 36 chi bộ”."""
WHOSE = frozenset({"của", "từ", "do", "ở", "thuộc"})
REACH = 4
"""Tokens before a number in which they are looked for."""


@dataclass(frozen=True)
class List:
    """The indexes of a whole and of its parts. ``every``: it says that these are all; ``ended``: nothing of another kind follows."""

    whole: int
    parts: tuple[int, ...]
    every: bool
    ended: bool


def lists(drafts: Sequence[Draft], text: Text) -> Iterator[List]:
    """Every list of a text: a number, a word such as “gồm” or “trong đó”, and numbers of the same unit in the same sentence."""
    for index, draft in enumerate(drafts):
        if draft.whole_of is None and not draft.claim.is_percent:
            found = _list(drafts, index, text.sentences[draft.sentence])
            if found is not None:
                yield found


def _list(drafts: Sequence[Draft], index: int, sentence: Sentence) -> List | None:
    behind = [at for at in range(index + 1, len(drafts)) if drafts[at].sentence == drafts[index].sentence and drafts[at].whole_of is None]
    counts = [at for at in behind if not drafts[at].claim.is_percent]
    if not counts:
        return None
    links = _links(sentence, drafts[index].number.tail, drafts[counts[0]].number.lead)
    if not links:
        return None
    stop = _stop(sentence, drafts[index].number.tail, drafts[counts[0]].number.tail)
    inside = [at for at in counts if drafts[at].number.lead < stop]
    parts = []
    for at in inside:
        if not _same_unit(drafts[index], drafts[at]):
            break
        parts.append(at)
    ended = not _goes_on(sentence, drafts[inside[-1]].number.tail, stop)
    ended = ended and len(parts) == len(inside) and not _unread(sentence, drafts[index].number.tail, stop, [drafts[at] for at in behind])
    return List(index, tuple(parts), "some" not in links, ended) if parts else None


def _links(sentence: Sentence, first: int, last: int) -> set[str]:
    found = {hit.sort for hit in sentence.hits if hit.sort in ("whole", "some") and first <= hit.first < last}
    # “23 chi bộ được xếp loại: 6 chi bộ xuất sắc, …” does not say that these are all.
    return found or {"some" for token in sentence.tokens[first:last] if token.text == ":"}


def _stop(sentence: Sentence, opened: int, first: int) -> int:
    """Where a list ends: at a semicolon, or where another list begins in it; one in brackets with them."""
    if sentence.tokens[opened].text == "(":
        return next((at for at, token in enumerate(sentence.tokens) if at >= first and token.text == ")"), len(sentence.tokens))
    signs = [at for at, token in enumerate(sentence.tokens) if at >= first and token.text == ";"]
    others = [hit.first for hit in sentence.hits if hit.sort in ("whole", "some") and hit.first >= first]
    return min([*signs, *others, len(sentence.tokens)])


def _same_unit(whole: Draft, part: Draft) -> bool:
    one, other = whole.number.units, part.number.units
    return not other or bool(one & other) or any(one & alike and other & alike for alike in ALIKE)


def _unread(sentence: Sentence, first: int, last: int, read: Sequence[Draft]) -> bool:
    """Whether a number in words, or “và nhiều …”, stands in a list and was not counted."""
    counted = {at for each in read for at in range(each.number.lead, each.number.tail)}
    return any(sentence.tokens[at].text in LEADING or sentence.tokens[at].text in MORE for at in range(first, last) if at not in counted)


def _goes_on(sentence: Sentence, first: int, last: int) -> bool:
    """“… và đại diện các đoàn thể”: something without a number follows the last part."""
    return any(sentence.tokens[at].text in ("và", ",", "cùng", "với") for at in range(first, last))


def read(drafts: Sequence[Draft], text: Text) -> list[List]:
    """The lists of a text; what being a part says of a number's meaning is put into its draft."""
    told = list(lists(drafts, text))
    _of_nothing(drafts, told)
    _of_some(drafts, text, {part: each.whole for each in told for part in each.parts})
    return told


def _of_nothing(drafts: Sequence[Draft], told: Sequence[List]) -> None:
    """The parts of a whole nobody understood are of nothing told before it: “Dự hội nghị có 185 đại biểu, trong đó 66 đồng chí …”."""
    for each in told:
        if drafts[each.whole].meaning is None:
            for at in each.parts:
                meaning = drafts[at].meaning
                if meaning is not None and meaning.rule is not None and (meaning.rule.need or meaning.rule.own) and meaning.score < OWN:
                    drafts[at].meaning = None


def _of_some(drafts: Sequence[Draft], text: Text, told: Mapping[int, int]) -> None:
    """“Trong 46 tổ chức được kiểm tra có 12 tổ chức …”: what is told as some of a whole is not the whole once more."""
    for index, draft in enumerate(drafts):
        whole = None if draft.meaning is None or draft.claim.is_percent or draft.number.of else whole_said(drafts, index, text, told)
        same = drafts[whole].meaning if whole is not None else None
        if draft.meaning is not None and same is not None and same.told == draft.meaning.told:
            draft.meaning.narrowed = True


def at_odds(drafts: Sequence[Draft], each: List, disjoint: Sequence[Sequence[str]], text: Text) -> Decimal | None:
    """What the parts of a list add up to, in the unit of the whole, where that cannot be; None where it can, or nothing can be said."""
    every = [drafts[at] for at in (each.whole, *each.parts)]
    if len(each.parts) < 2 or any(draft.claim.manner or draft.number.of is not None for draft in every):
        return None
    whole, *parts = (draft.claim.value * draft.claim.scale for draft in every)
    total = sum(parts, Decimal(0))
    apart = each.every or _disjoint(every[1:], disjoint, text) or _of_other_times(every[1:]) or _of_others(every[1:], text)
    if (total > whole and apart) or (total < whole and each.every and each.ended):
        return total / every[0].claim.scale
    return None


def _disjoint(parts: Sequence[Draft], groups: Sequence[Sequence[str]], text: Text) -> bool:
    """Whether nobody can be in two of the parts: “hộ nghèo”, “hộ cận nghèo”."""
    said = [_words(part, text) for part in parts]
    for group in groups:
        kinds = [next((kind for kind in sorted(group, key=len, reverse=True) if f" {kind} " in words), None) for words in said]
        if None not in kinds and len(set(kinds)) == len(kinds):
            return True
    return False


def _of_other_times(parts: Sequence[Draft]) -> bool:
    """“(năm 2020: 2; năm 2021: 3)”: each is of a time of its own."""
    days = [part.days[0] for part in parts if part.days and part.days[0].near and part.days[0].start is not None]
    spans = sorted((each.start, each.last) for each in days if each.start is not None)
    return len(spans) == len(parts) and all(one[1] < other[0] for one, other in pairwise(spans))


def _of_others(parts: Sequence[Draft], text: Text) -> bool:
    """“250 triệu đồng của doanh nghiệp, 190 triệu đồng của công nhân”: whose or where each is, is told in the same way."""
    said = [_words(part, text).split() for part in parts]
    return all(words[:1] == said[0][:1] and words[0] in WHOSE for words in said if words) and all(said)


def _words(part: Draft, text: Text) -> str:
    tokens, zone = text.sentences[part.sentence].tokens, part.zone
    return f" {' '.join(tokens[at].text for at in range(part.number.last, zone.right.stop))} "


def whole_said(drafts: Sequence[Draft], index: int, text: Text, told: Mapping[int, int]) -> int | None:
    """The number that the text itself makes the whole of a count: the one whose list it stands in (``told``), or “trong 1.850 hộ …”."""
    if index in told:
        return told[index]
    count = drafts[index]
    behind = drafts[index + 2] if index + 2 < len(drafts) else None
    if behind is not None and behind.sentence == count.sentence and _is_whole(behind, count):
        # “25 học viên đạt loại giỏi, chiếm 21,2% trong tổng số 118 học viên”
        before = _before(text.sentences[behind.sentence], behind.number.lead)
        if "tổng" in before and drafts[index + 1].claim.is_percent:
            return index + 2
    for at in range(index - 1, -1, -1):
        other = drafts[at]
        if other.sentence != count.sentence:
            return None
        if _is_whole(other, count) and OF_THEM.intersection(_before(text.sentences[other.sentence], other.number.lead)):
            return at
    return None


def _is_whole(other: Draft, count: Draft) -> bool:
    known = other.claim.manner or other.claim.is_percent or other.number.of is not None or other.whole_of is not None
    return not known and bool(count.number.units) and _same_unit(other, count) and other.claim.value >= count.claim.value


def _before(sentence: Sentence, lead: int) -> list[str]:
    found: list[str] = []
    for at in range(lead - 1, max(lead - REACH, 0) - 1, -1):
        if sentence.tokens[at].kind == SIGN:
            break
        found.append(sentence.tokens[at].text)
    return found
