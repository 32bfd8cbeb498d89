"""What a text says of itself: parts and totals, percentages and their base, shares of more than a hundred. No books are asked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_DOWN, Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from dangvu.core.rounding import half_up
from dangvu.core.vietnamese import vn_number
from dangvu.figures.proofreader import lists
from dangvu.figures.proofreader.draft import Draft
from dangvu.figures.proofreader.lexicon import Lexicon
from dangvu.figures.proofreader.lists import List
from dangvu.figures.proofreader.places import ELSEWHERE
from dangvu.figures.proofreader.reading import AGREES, CONTRADICTS, DISAGREES, Alarm
from dangvu.figures.proofreader.sentences import Text

ROUNDING = Decimal("0.6")
"""Percent that rounded shares may add up to beyond a hundred."""
TRANSFERS = frozenset({"transfers_in", "transfers_out", "transfers_internal"})
Group = tuple[int, str]


def check(drafts: Sequence[Draft], text: Text, lexicon: Lexicon, told: Sequence[List], alarmed: set[int]) -> list[Alarm]:
    """The alarms of one text; a claim that is ``alarmed`` already is not told of twice."""
    found = [*_totals(drafts, text, lexicon, told, alarmed)]
    found += _lists(drafts, text, lexicon, told, alarmed | {index for each in found for index in each.claims})
    found += [*_percents(drafts, text, lexicon, told, alarmed), *_explained(drafts, text, alarmed), *_shares(drafts, alarmed)]
    for alarm in found:
        claim = drafts[alarm.claims[0]].claim
        if claim.answer not in (DISAGREES, CONTRADICTS):
            claim.answer = CONTRADICTS if len(alarm.claims) > 1 else DISAGREES
            claim.against, claim.why = alarm.claims[1:], alarm.message
    return found


def _exact(draft: Draft) -> bool:
    return draft.claim.manner == "" and not draft.claim.is_percent and draft.meaning is not None and not draft.meaning.change


def _groups(drafts: Sequence[Draft], lexicon: Lexicon) -> dict[Group, list[int]]:
    """Parts by the whole they are parts of and the dimension they are told apart by: those of one list, in one sentence or paragraph."""
    found: dict[Group, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        whole = _whole(drafts, index, lexicon) if _exact(draft) and draft.whole_of is None else None
        if whole is not None:
            found[whole, _dimension(draft)].append(index)
    return found


def _dimension(draft: Draft) -> str:
    meaning = draft.meaning
    assert meaning is not None
    if meaning.asked[0] in TRANSFERS:
        return "transfers"
    return meaning.told[1] or meaning.asked[0]


def _whole(drafts: Sequence[Draft], index: int, lexicon: Lexicon) -> int | None:
    """The nearest claim before, in the same or the last sentence, that is the whole of a part."""
    draft = drafts[index]
    meaning = draft.meaning
    assert meaning is not None
    code = lexicon.wholes.get(meaning.asked[0]) or (meaning.asked[0] if meaning.asked[1] else None)
    for before in range(index - 1, -1, -1):
        other = drafts[before]
        if draft.sentence - other.sentence > (0 if ELSEWHERE in (draft.org, other.org) or draft.doubt else 1):
            return None
        fits = other.meaning is not None and other.meaning.asked == (code, "", "") and _exact(other) and other.org == draft.org
        if fits and other.whole_of is None and other.days[:1] == draft.days[:1]:
            return before
    return None


def _totals(drafts: Sequence[Draft], text: Text, lexicon: Lexicon, told: Sequence[List], alarmed: set[int]) -> Iterator[Alarm]:
    beside = {part: each for each in told for part in each.parts}
    for (whole, dimension), parts in _groups(drafts, lexicon).items():
        if alarmed.intersection((whole, *parts)) or _all_agree(drafts, (whole, *parts)):
            continue
        if whole in beside and any(beside.get(part) is beside[whole] for part in parts):
            # “gồm 30 đảng bộ và 36 chi bộ cơ sở”: parts of one list are no parts of each other.
            continue
        keys = [_told(drafts[part]) for part in parts]
        if len(set(keys)) < len(keys) or any("+" in key or not key for key in keys):
            continue
        total, said = sum(drafts[part].claim.value for part in parts), drafts[whole].claim.value
        complete = _complete(dimension, set(keys), lexicon) or _says_all(drafts, text, whole, parts)
        if total > said or (complete and total != said):
            words = {
                "total": vn_number(int(total)),
                "said": drafts[whole].claim.text,
                "parts": " + ".join(str(drafts[part].claim.value) for part in parts),
            }
            message = _("Các phần cộng lại %(parts)s = %(total)s, không bằng “%(said)s”.") % words
            if len(parts) == 1:
                message = _("Phần “%(part)s” lớn hơn tổng “%(said)s”.") % {"part": drafts[parts[0]].claim.text, **words}
            yield Alarm("total" if len(parts) > 1 else "part", message, (whole, *parts) if len(parts) > 1 else (parts[0], whole))


def _lists(drafts: Sequence[Draft], text: Text, lexicon: Lexicon, told: Sequence[List], alarmed: set[int]) -> Iterator[Alarm]:
    """Parts of whatever is counted, told in one list, that do not add up to their whole."""
    for each in told:
        every = (each.whole, *each.parts)
        if alarmed.intersection(every) or _all_agree(drafts, every):
            continue
        whole, total = drafts[each.whole].claim, lists.at_odds(drafts, each, lexicon.disjoint, text)
        if total is not None:
            words = {
                "total": f"{vn_number(total)} {whole.unit}" if whole.scale > 1 else vn_number(total),
                "said": whole.text,
                "parts": " + ".join(
                    drafts[part].claim.text if whole.scale > 1 else vn_number(drafts[part].claim.value) for part in each.parts
                ),
            }
            yield Alarm(
                "total", _("Các phần cộng lại %(parts)s = %(total)s, không bằng “%(said)s”.") % words, _the_odd_first(drafts, every)
            )


def _the_odd_first(drafts: Sequence[Draft], indexes: Sequence[int]) -> tuple[int, ...]:
    """The only one the books do not bear out stands first: it is the one to look at."""
    odd = [index for index in indexes if drafts[index].claim.answer != AGREES]
    return (odd[0], *(index for index in indexes if index != odd[0])) if len(odd) == 1 else tuple(indexes)


def _all_agree(drafts: Sequence[Draft], indexes: Sequence[int]) -> bool:
    """What the books bear out, one by one, is not doubted: the parts may be told of other days than the whole."""
    return all(drafts[index].claim.answer == AGREES for index in indexes)


def _told(draft: Draft) -> str:
    meaning = draft.meaning
    assert meaning is not None
    return meaning.told[2] or meaning.asked[0]


def _complete(dimension: str, keys: set[str], lexicon: Lexicon) -> bool:
    if dimension == "transfers":
        return keys == TRANSFERS
    every = lexicon.complete.get(dimension)
    return every is not None and set(every) <= keys


def _says_all(drafts: Sequence[Draft], text: Text, whole: int, parts: Sequence[int]) -> bool:
    """“gồm”, “cụ thể:”: the list says that it is all there is."""
    if len(parts) < 2 or drafts[whole].sentence != drafts[parts[0]].sentence or parts[-1] - whole != len(parts):
        return False
    start, end = drafts[whole].number.tail, drafts[parts[0]].number.lead
    hits = text.sentences[drafts[whole].sentence].hits
    inside = [hit for hit in hits if start <= hit.first < end]
    return any(hit.sort == "whole" for hit in inside) and not any(hit.sort == "some" for hit in inside)


def _percents(drafts: Sequence[Draft], text: Text, lexicon: Lexicon, told: Sequence[List], alarmed: set[int]) -> Iterator[Alarm]:
    """“15 đồng chí (21%)”: the count over a whole that the text itself gives."""
    wholes = {part: each.whole for each in told for part in each.parts}
    for index, draft in enumerate(drafts):
        if draft.ratio_of is None or index in alarmed or draft.claim.answer == AGREES or draft.claim.manner not in ("", "over", "nearly"):
            continue
        if draft.meaning is not None and draft.meaning.change:
            continue
        count = drafts[draft.ratio_of]
        bases = list(_bases(drafts, draft.ratio_of, lexicon)) or list(_said_bases(drafts, draft.ratio_of, text, wholes))
        if not bases or count.claim.manner or draft.ratio_of in alarmed:
            continue
        ratios = [_ratio(draft, count.claim.value, base) for _place, base in bases]
        if "yes" in ratios:
            continue
        places = (index, draft.ratio_of, *(place for place, _base in bases[:1] if place is not None and place != draft.ratio_of))
        words = {"share": draft.claim.text, "count": count.claim.text, "base": vn_number(int(bases[0][1]))}
        if "cut" in ratios:
            yield Alarm("cut", _("“%(share)s” bị cắt chứ không làm tròn: %(count)s trên %(base)s.") % words, places)
        else:
            yield Alarm("percent", _("“%(share)s” không khớp: %(count)s trên %(base)s.") % words, places)


def _explained(drafts: Sequence[Draft], text: Text, alarmed: set[int]) -> Iterator[Alarm]:
    """“đạt 24,2% chỉ tiêu năm (40/180 đảng viên)”: what stands in brackets behind a share is what it was made from."""
    for index, (draft, count) in enumerate(pairwise(drafts)):
        lead, tail = count.number.lead, draft.number.tail
        tokens = text.sentences[draft.sentence].tokens
        if not (draft.claim.is_percent and count.number.of and draft.sentence == count.sentence) or draft.claim.manner:
            continue
        between = [token.text for token in tokens[tail:lead]]
        if between[-1:] != ["("] or between.count("(") > 1 or alarmed.intersection((index, index + 1)):
            continue
        if draft.ratio_of is None and _ratio(draft, count.claim.value, count.number.of) == "no":
            words = {"share": draft.claim.text, "count": count.claim.text, "base": vn_number(int(count.number.of))}
            yield Alarm("percent", _("“%(share)s” không khớp: %(count)s trên %(base)s.") % words, (index, index + 1))


def _bases(drafts: Sequence[Draft], index: int, lexicon: Lexicon) -> Iterator[tuple[int | None, Decimal]]:
    count = drafts[index]
    if count.number.of is not None:
        yield None, count.number.of
        return
    if count.meaning is None or not _exact(count):
        return
    whole = _whole(drafts, index, lexicon)
    if whole is not None and drafts[whole].claim.value:
        yield whole, drafts[whole].claim.value


def _said_bases(drafts: Sequence[Draft], index: int, text: Text, wholes: dict[int, int]) -> Iterator[tuple[int | None, Decimal]]:
    """The whole the words themselves give, whatever is counted."""
    whole = lists.whole_said(drafts, index, text, wholes)
    if whole is not None and drafts[whole].claim.value and not drafts[whole].claim.manner and not drafts[index].claim.manner:
        yield whole, drafts[whole].claim.value * drafts[whole].claim.scale / drafts[index].claim.scale


def _ratio(draft: Draft, count: Decimal, base: Decimal) -> str:
    exact, places, printed = count * 100 / base, draft.number.places, draft.claim.value
    if draft.claim.manner:
        low, high = (printed, printed + 10) if draft.claim.manner == "over" else (printed - 10, printed)
        return "yes" if low <= half_up(exact, 1) <= high else "no"
    if half_up(exact, places) == printed:
        return "yes"
    return "cut" if exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN) == printed else "no"


def _shares(drafts: Sequence[Draft], alarmed: set[int]) -> Iterator[Alarm]:
    """Shares of one whole, told in one sentence, that add up to more than a hundred percent: the groups overlap."""
    found: dict[tuple[int, str, str], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        meaning = draft.meaning
        if draft.claim.is_percent and draft.claim.manner == "" and meaning is not None and meaning.asked[1] and not meaning.change:
            found[draft.sentence, meaning.asked[0], meaning.asked[1]].append(index)
    for parts in found.values():
        keys = [_told(drafts[part]) for part in parts]
        if len(parts) < 2 or len(set(keys)) < len(keys) or any("+" in key for key in keys) or alarmed.intersection(parts):
            continue
        total = sum(drafts[part].claim.value for part in parts)
        if total > 100 + ROUNDING:
            told = {"total": vn_number(total)}
            yield Alarm("shares", _("Các tỷ lệ cộng lại %(total)s%%, quá 100%%: có người, tổ chức được tính hai lần.") % told, tuple(parts))
