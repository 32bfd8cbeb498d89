"""Claims of one text that cannot all be true: two totals for the same thing, a headline against the body."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from dangvu.core.vietnamese import vn_number
from dangvu.figures.proofreader import evidence, judge
from dangvu.figures.proofreader.draft import Draft, interval
from dangvu.figures.proofreader.meaning import Asked
from dangvu.figures.proofreader.questions import figure_of
from dangvu.figures.proofreader.reading import AGREES, CONTRADICTS, NOT_DERIVED, Alarm

TEN = 10
"""Below it a headline that says another number is not taken to single out some."""


def contradictions(drafts: Sequence[Draft]) -> Iterator[Alarm]:
    """Claims of the same figure, organisation and time that cannot both be true. The one the books do not bear out is marked."""
    alike: dict[tuple[Asked, int, str], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        if (draft.plain and draft.meaning is not None and draft.whole_of is None and draft.claim.answer != NOT_DERIVED) or _comparable(
            draft
        ):
            alike[_key(draft)].append(index)
    for same in alike.values():
        yield from _among(drafts, same)
    yield from _headlines(drafts)


def _headlines(drafts: Sequence[Draft]) -> Iterator[Alarm]:
    """A headline that says no time is held against the text below it where its number looks like a slip of the pen."""
    body = [index for index, draft in enumerate(drafts) if draft.plain and not draft.headline and draft.whole_of is None]
    for bad, draft in enumerate(drafts):
        if not (draft.headline and draft.states) or draft.claim.answer in (AGREES, CONTRADICTS) or draft.claim.manner:
            continue
        same = [index for index in body if _key(drafts[index]) == _key(draft)]
        odd = [index for index in same if evidence.slip(draft.claim, drafts[index].claim)] or _never_again(drafts, draft, same)
        if odd and not any(drafts[index].claim.value == draft.claim.value for index in same):
            yield _contradiction(drafts, odd[0], bad)


def _never_again(drafts: Sequence[Draft], headline: Draft, same: Sequence[int]) -> list[int]:
    """The claims below that the books bear out, where the number of the headline is nowhere below it."""
    if not headline.plain or any(each.claim.value == headline.claim.value for each in drafts if not each.headline):
        return []
    told = headline.claim.value
    right = [index for index in same if drafts[index].claim.answer == AGREES and not drafts[index].claim.manner]
    # “Kỷ luật 5 cán bộ vì tham nhũng”, above 62 of all: a headline may single out some.
    return [index for index in right if drafts[index].claim.value < TEN or told * evidence.MANY > drafts[index].claim.value]


def _comparable(draft: Draft) -> bool:
    figure = figure_of(draft.meaning.asked) if draft.meaning is not None else None
    timed = draft.firm or (figure is not None and figure.how.is_stock)
    return draft.plain and timed and draft.whole_of is None and draft.claim.figure == ""


def _key(draft: Draft) -> tuple[Asked, int, str]:
    assert draft.meaning is not None
    claim = draft.claim
    asked = (claim.figure, claim.by, claim.part) if claim.figure else draft.meaning.asked
    return asked, draft.org, draft.meaning.change


def _among(drafts: Sequence[Draft], same: Sequence[int]) -> Iterator[Alarm]:
    for place, second in enumerate(same):
        for first in same[:place]:
            if drafts[second].claim.against or not _at_odds(drafts[first], drafts[second]):
                continue
            good, bad = (second, first) if drafts[second].claim.answer == AGREES else (first, second)
            yield _contradiction(drafts, good, bad)


def _at_odds(first: Draft, second: Draft) -> bool:
    one, other = first.claim, second.claim
    if any(
        good.claim.answer == AGREES and evidence.of_a_part(bad.claim, good.claim, whole=bool(bad.says_whole))
        for good, bad in ((first, second), (second, first))
    ):
        return False
    if one.answer == other.answer == AGREES or one.is_percent != other.is_percent or not _same_time(first, second):
        return False
    (low, high), (least, most) = (
        interval(each.claim, judge.step(each.claim.value, each.number.places) * each.claim.scale) for each in (first, second)
    )
    return high < least or most < low


def _same_time(first: Draft, second: Draft) -> bool:
    """Whether two claims speak of the same time: flows of the same days, stocks of a day both may mean."""
    one, other = first.days[0], second.days[0]
    figure = figure_of(first.meaning.asked) if first.meaning else None
    if figure is not None and not figure.how.is_stock:
        return one.start == other.start and one.last == other.last
    return one.first <= other.last and other.first <= one.last


def _contradiction(drafts: Sequence[Draft], good: int, bad: int) -> Alarm:
    claim, other = drafts[bad].claim, drafts[good].claim
    claim.answer, claim.against = CONTRADICTS, (good,)
    told = {"this": claim.text, "that": other.text, "books": vn_number(claim.books)}
    if claim.books is None:
        claim.why = _("Trái với “%(that)s” trong cùng bài.") % told
    else:
        claim.why = _("Trái với “%(that)s” trong cùng bài; sổ cho %(books)s.") % told
    return Alarm("contradiction", _("“%(this)s” trái với “%(that)s” trong cùng bài.") % told, (bad, good))
