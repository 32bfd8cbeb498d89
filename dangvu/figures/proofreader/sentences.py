"""A text cut into blocks and sentences, each with its place and what the lexicon finds in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from dangvu.figures.proofreader.lexicon import Hit, Words
from dangvu.figures.proofreader.reading import HEADING, PARAGRAPH, Block
from dangvu.figures.proofreader.spelling import UPPER, clean, normal
from dangvu.figures.proofreader.tokens import WORD, Token, tokens

# A full stop ends a sentence before a space or a capital letter (“chi bộ.Tiến hành”), never inside a number or after an initial.
_STOP = re.compile(rf"(?<![\s.][A-ZĐ])[.!?…]+(?=[\s\"”’)]|[{UPPER}]|$)|\n")
HEADING_LENGTH = 140
"""Letters of the longest line without a full stop that is taken for a heading."""
# “CB” is a cell or an official: what it is, only a text that says the one in full and never the other tells.
_CADRE = re.compile(r"cán bộ|\bcb,? ?(?:cc|ccvc|đv|công chức|viên chức|đảng viên)\b")
SEMANTIC = frozenset({"event", "notion", "attr"})


@dataclass(slots=True)
class Sentence:
    """A sentence: its place in the text, its block, its tokens and hits."""

    start: int
    end: int
    block: int
    heading: bool
    tokens: list[Token]
    hits: list[Hit] = field(default_factory=list)

    def place(self, at: int) -> int:
        """The first token that begins at or behind a place of the text."""
        return next((index for index, token in enumerate(self.tokens) if token.start >= at), len(self.tokens))


@dataclass
class Text:
    """The whole: cleaned, in the form for comparing, and cut."""

    shown: str
    lowered: str
    sentences: list[Sentence]


def cut(text: str | Sequence[Block], words: Words) -> Text:
    """Cut a text. A plain text's lines are its blocks; a short line without a full stop is a heading."""
    blocks = list(_lines(text)) if isinstance(text, str) else [Block(clean(each.text), each.kind) for each in text]
    shown = "\n".join(block.text for block in blocks)
    lowered = normal(shown)
    sentences: list[Sentence] = []
    at, unclear = 0, "chi bộ" not in lowered or _CADRE.search(lowered) is not None
    for index, block in enumerate(blocks):
        for start, end in _sentences(shown, at, at + len(block.text)):
            found = tokens(shown, lowered, start, end)
            if found:
                sentences.append(
                    Sentence(start, end, index, block.kind == HEADING, found, _kept(_clear(words.hits(found), found, unclear)))
                )
        at += len(block.text) + 1
    return Text(shown, lowered, sentences)


def _clear(hits: list[Hit], tokens: list[Token], unclear: bool) -> list[Hit]:
    return [hit for hit in hits if all(tokens[at].text != "cb" for at in range(hit.first, hit.last))] if unclear else hits


def _lines(text: str) -> Iterator[Block]:
    for line in clean(text).split("\n"):
        yield Block(line, HEADING if is_heading(line) else PARAGRAPH)


def is_heading(line: str) -> bool:
    """A short line without a full stop, that is no point of a list."""
    bare = line.strip()
    return 0 < len(bare) <= HEADING_LENGTH and bare[-1] not in ".;:,!?…" and not bare.startswith(("-", "–", "+", "*", "•"))


def _sentences(shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for stop in _STOP.finditer(shown, start, end):
        yield at, stop.end()
        at = stop.end()
    if at < end:
        yield at, end


def _kept(hits: list[Hit]) -> list[Hit]:
    """Hits that no longer phrase holds: in “công nhận đảng viên chính thức” nobody is counted as an official member."""
    longest: dict[int, int] = {}
    for hit in hits:
        if hit.sort in SEMANTIC:
            longest[hit.first] = max(longest.get(hit.first, 0), hit.last)
    spans = sorted(longest.items())
    return [hit for hit in hits if hit.sort == "unit" or not _held(hit, spans)]


def _held(hit: Hit, spans: list[tuple[int, int]]) -> bool:
    for first, last in spans:
        if first > hit.first:
            return False
        if hit.last <= last and (last - first) > (hit.last - hit.first):
            return True
    return False


def capitals(sentence: Sentence, first: int) -> int:
    """The token behind a run of capitalised words."""
    index = first
    while index < len(sentence.tokens) and sentence.tokens[index].kind == WORD and sentence.tokens[index].capital:
        index += 1
    return index
