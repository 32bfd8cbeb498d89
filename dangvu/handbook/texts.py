"""The texts of the library: paragraphs and headings out of what was typed or brought, the table of contents, what changed between versions.

Headings: what a Word file says is one; in any text a short line without a full stop that begins with a number of a part (“Phần”, “I.”,
“Điều 2”, “1.”, “1.2.”, “a)”), or with ``#``, ``##`` or ``###``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core import plain_text, uploads
from dangvu.core.finding import parted
from dangvu.figures.proofreader.sentences import is_heading
from dangvu.figures.proofreader.services import WHY
from dangvu.handbook.errors import Refused

Part = Mapping[str, Any]
MOST = 4000
"""Paragraphs of the longest document."""
STAMPED = 25
"""Paragraphs at the beginning where a mark of secrecy would stand."""
LEVELS = (
    (1, re.compile(r"(phần|chương)\s+(thứ\s+)?\w+|[IVX]+\s*[.\-–—/)]", re.IGNORECASE)),
    (3, re.compile(r"\d+\.\d+|[a-zđ]\)", re.IGNORECASE)),
    (2, re.compile(r"(mục|điều)\s+\d+|\d+\s*[.\-–—/)]", re.IGNORECASE)),
)
TYPED = re.compile(r"(#{1,3})\s+(.+)")
SECRET = re.compile(r"\W*(?:(?:độ mật|mức độ mật)\W*)?(tuyệt mật|tối mật|mật)\W*", re.IGNORECASE)
UNMARKED = "none"


def read(*, typed: str, raw: bytes = b"", name: str = "") -> list[dict[str, Any]]:
    """The paragraphs of a file, or of what was typed where no file was brought. Raises Refused."""
    found = _brought(raw, name) if name else [plain_text.Part(line) for line in typed.splitlines() if line.strip()]
    if not found:
        raise Refused(_("Hãy gõ hoặc dán nội dung văn bản, hoặc chọn một tệp."))
    if len(found) > MOST or sum(len(each.text) for each in found) > plain_text.LONGEST:
        raise Refused(_("Văn bản dài quá; hãy tách thành nhiều văn bản."))
    return [_part(each) for each in found]


def _brought(raw: bytes, name: str) -> list[plain_text.Part]:
    try:
        return plain_text.parts(raw, name)
    except plain_text.Unreadable as problem:
        raise Refused(str(WHY[problem.why])) from problem
    except uploads.Harmful as problem:
        raise Refused(_("Tệp có phần chạy được, tự tải dữ liệu hoặc đã hỏng; hãy lưu lại thành tệp thường rồi chọn lại.")) from problem


def _part(found: plain_text.Part) -> dict[str, Any]:
    text = " ".join(found.text.split())
    if typed := TYPED.fullmatch(text):
        return {"text": typed[2], "level": len(typed[1])}
    numbered = next((level for level, said in LEVELS if said.match(text)), 0)
    if found.heading:
        return {"text": text, "level": numbered or 1}
    return {"text": text, "level": numbered if found.heading is None and is_heading(text) else 0}


def unclassified(secrecy: str, parts: Sequence[Part]) -> None:
    """This program holds no classified text: neither what is said to bear a mark of secrecy, nor what bears one. Raises Refused."""
    if secrecy != UNMARKED or any(SECRET.fullmatch(each["text"]) for each in parts[:STAMPED]):
        raise Refused(_("Chương trình không lưu văn bản có độ mật; hãy quản lý văn bản này theo quy định bảo vệ bí mật nhà nước."))


def contents(parts: Sequence[Part]) -> list[tuple[int, int, str]]:
    """(paragraph from 1, level, text) of the headings."""
    return [(place, each["level"], each["text"]) for place, each in enumerate(parts, start=1) if each["level"]]


def above(parts: Sequence[Part], paragraph: int) -> str:
    """The heading a paragraph stands under, or its own words where there is none."""
    before = [each["text"] for each in parts[:paragraph] if each["level"]]
    return str(before[-1] if before else parts[paragraph - 1]["text"])


def excerpt(parts: Sequence[Part], words: Sequence[str], length: int = 180) -> tuple[int, str]:
    """The paragraph (from 1) that holds the most of some folded words, and its beginning; (0, "") where none holds any."""
    best, place = 0, 0
    for number, each in enumerate(parts, start=1):
        plain = f" {parted(each['text'])}"
        hits = sum(f" {word}" in plain for word in words)
        if hits > best:
            best, place = hits, number
    text = str(parts[place - 1]["text"]) if place else ""
    return place, text if len(text) <= length else f"{text[:length].rsplit(' ', 1)[0]}…"


# ---------------------------------------------------------------- what changed


@dataclass(frozen=True)
class Change:
    """A stretch between two versions. ``kind``: same, added, removed or changed; ``pieces``: (same, added or removed; words) of it.

    ``heading``: whether it is one. ``hidden``: how many unchanged paragraphs are left out here (then ``pieces`` is empty).
    """

    kind: str
    pieces: tuple[tuple[str, str], ...] = ()
    heading: bool = False
    hidden: int = 0


ALIKE = 0.5
"""From which likeness on a paragraph is shown as changed rather than as one removed and one added."""
AROUND = 1
"""Unchanged paragraphs shown before and after a change."""


def changes(old: Sequence[Part], new: Sequence[Part]) -> list[Change]:
    """The newer version with what was added and removed; long unchanged stretches left out."""
    before, after = ([each["text"] for each in some] for some in (old, new))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    found: list[Change] = []
    for number, (step, a, b, c, d) in enumerate(steps):
        if step == "equal":
            found += _unchanged(new[c:d], first=number == 0, last=number == len(steps) - 1)
        else:
            found += _replaced(old[a:b], new[c:d])
    return found


def _unchanged(parts: Sequence[Part], *, first: bool, last: bool) -> Iterator[Change]:
    head, tail = 0 if first else AROUND, 0 if last else AROUND
    if len(parts) <= head + tail + 1:
        head, tail = len(parts), 0
    for each in parts[:head]:
        yield _whole("same", each)
    if rest := len(parts) - head - tail:
        yield Change("same", hidden=rest)
    for each in parts[len(parts) - tail :] if tail else ():
        yield _whole("same", each)


def _whole(kind: str, part: Part) -> Change:
    return Change(kind, ((kind, part["text"]),), bool(part["level"]))


def _replaced(old: Sequence[Part], new: Sequence[Part]) -> Iterator[Change]:
    """Paragraphs that stand at the same place and are alike are compared word by word; the others went or came."""
    for number in range(max(len(old), len(new))):
        one, other = (some[number] if number < len(some) else None for some in (old, new))
        if one is not None and other is not None:
            words = SequenceMatcher(None, one["text"].split(), other["text"].split(), autojunk=False)
            if words.ratio() >= ALIKE:
                yield Change("changed", tuple(_pieces(words)), bool(other["level"]))
                continue
        if one is not None:
            yield _whole("removed", one)
        if other is not None:
            yield _whole("added", other)


def _pieces(words: SequenceMatcher[str]) -> Iterator[tuple[str, str]]:
    for step, a, b, c, d in words.get_opcodes():
        if step == "equal":
            yield "same", " ".join(words.b[c:d])  # type: ignore[attr-defined]
            continue
        if b > a:
            yield "removed", " ".join(words.a[a:b])  # type: ignore[attr-defined]
        if d > c:
            yield "added", " ".join(words.b[c:d])  # type: ignore[attr-defined]
