"""What figures are at many organisations as numbers alone: where thousands are only compared, none is put into words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dangvu.figures.base import Leaf
from dangvu.figures.engines.postings import find
from dangvu.figures.engines.summing import Summed
from dangvu.figures.services import Query, Value, evaluate_everywhere, get, scope_of


def values(codes: Iterable[str], query: Query, orgs: Sequence[int]) -> dict[str, list[Value]]:
    """The values of ``evaluate_everywhere`` at these organisations, all of them at or below the one asked of."""
    figures, span, scope = [get(code, query.known, query.store) for code in codes], query.span, scope_of(query)
    alone = {each.code: (each.how, each.how.at(span)) for each in figures if isinstance(each.how, Leaf)}
    found, answers = find(alone.values(), scope), dict[str, list[Value]]()
    for each in figures:
        there = found[alone[each.code]] if each.code in alone else None
        if isinstance(there, Summed):
            answers[each.code] = there.numbers[list(orgs)].tolist()
        else:
            told = evaluate_everywhere([each.code], query)[each.code]
            answers[each.code] = [told[org].value for org in orgs]
    return answers
