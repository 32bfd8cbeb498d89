"""Finding by words, forgiving: without diacritics, in any order, by beginnings, and with one slip of the finger in a word."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from dangvu.core.vietnamese import fold

LEAST_FORGIVEN = 3
"""Letters from which on a word may hold a slip: shorter ones would mean everything."""
MOST = 60
"""Words one typed word may stand for."""

folded = lru_cache(maxsize=65536)(fold)


def near(one: str, other: str) -> bool:
    """Whether two words differ by one letter left out, put in or mistaken, or by two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return one == other
    at = next((place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    if len(one) == len(other):
        swapped = one[:at] + one[at + 1 : at + 2] + one[at : at + 1] + one[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or swapped == other
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[at + 1 :] == shorter[at:]


def stands_for(word: str, vocabulary: Sequence[str], *, unfinished: bool = False) -> list[str]:
    """The words of a vocabulary (folded, sorted) that a typed word may mean: itself and, while it is still being typed, what begins
    with it; else what begins with it; else its near ones. Empty when nothing is meant.
    """
    beginning = islice(vocabulary, bisect_left(vocabulary, word), None)
    begun = list(takewhile(lambda each: each.startswith(word), beginning))
    if word in begun[:1]:
        return [word, *(each for each in begun if unfinished and each != word)][:MOST]
    if not begun and len(word) >= LEAST_FORGIVEN:
        begun = [each for each in vocabulary if near(word, each)]
    return begun[:MOST]


class WordIndex:
    """Some things, each found by the words of its phrases (a name and other names for it). They are known by their place in the list."""

    def __init__(self, phrases: Iterable[Sequence[str]]) -> None:
        self._places: dict[str, set[int]] = defaultdict(set)
        self._phrases = [[parted(phrase) for phrase in some] for some in phrases]
        for place, some in enumerate(self._phrases):
            for phrase in some:
                for word in phrase.split():
                    self._places[word].add(place)
        self._vocabulary = sorted(self._places)

    def find(self, text: str) -> list[int]:
        """Places of the things whose phrases hold every word, the closest first."""
        words = parted(text).split()
        if not words:
            return []
        found: set[int] | None = None
        for word in words:
            here: set[int] = set().union(*(self._places[each] for each in stands_for(word, self._vocabulary, unfinished=True)))
            found = here if found is None else found & here
        return sorted(found or (), key=lambda place: (min(_distance(words, phrase) for phrase in self._phrases[place]), place))


def parted(text: str) -> str:
    """A text as it is searched, with the parts of numbers and codes apart: ``12-QĐ/ĐUK`` is three words."""
    return " ".join(folded(text).translate(_BETWEEN).split())


_BETWEEN = str.maketrans(dict.fromkeys('-–/_,.:;()“”"', " "))


def _distance(words: Sequence[str], phrase: str) -> tuple[int, int, int]:
    """How far a phrase is from what was typed: the words side by side from its beginning on, then words hit whole, then its length."""
    own, at = set(phrase.split()), f" {phrase}".find(" " + " ".join(words))
    return (0 if at == 0 else 1 if at > 0 else 2, sum(word not in own for word in words), len(phrase))
