"""The door of the proofreader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core import plain_text, uploads
from dangvu.figures.catalogue import FIGURES, own
from dangvu.figures.proofreader import arithmetic, lists
from dangvu.figures.proofreader.answers import Answering
from dangvu.figures.proofreader.contradictions import contradictions
from dangvu.figures.proofreader.draft import Draft
from dangvu.figures.proofreader.drafts import Drafting
from dangvu.figures.proofreader.judge import Books
from dangvu.figures.proofreader.lexicon import Lexicon, lexicon, titles
from dangvu.figures.proofreader.moments import Calendar
from dangvu.figures.proofreader.places import Places, places
from dangvu.figures.proofreader.questions import Asking
from dangvu.figures.proofreader.reading import EVERYTHING, HEADING, Block, Reader, Reading
from dangvu.figures.proofreader.sentences import Text, cut, is_heading
from dangvu.figures.proofreader.terms import term_of
from dangvu.ledger import book
from dangvu.orgs.tree import TreeDay

__all__ = ["Block", "Reader", "Reading", "Unreadable", "blocks_of", "check_text"]
LARGEST, LONGEST = plain_text.LARGEST, plain_text.LONGEST
"""Bytes of the largest file and letters of the longest text that are read."""
WHY = {
    "large": lazy("Tệp lớn hơn 20 MB; hãy chọn tệp nhỏ hơn hoặc dán phần chữ."),
    "long": lazy("Bài quá dài để soát một lần; hãy tách ra từng phần."),
    "kind": lazy("Chỉ đọc được tệp .docx, .pdf, .html và .txt; hãy lưu lại thành một trong các loại đó."),
    "empty": lazy("Tệp không có chữ nào (có thể là ảnh quét); hãy chọn tệp có chữ hoặc dán phần chữ."),
    "broken": lazy("Không đọc được tệp này; hãy lưu lại (chữ mã UTF-8, không đặt mật khẩu) rồi chọn lại."),
}


class Unreadable(ValueError):
    """A file that cannot be read; the text is a sentence for the user."""


def check_text(
    text: str | Sequence[Block], *, org: int | None, on: dt.date, known: int | None = None, reader: Reader = EVERYTHING
) -> Reading:
    """Every figure the text prints, beside the books as known at an entry number (None: now), with the alarms.

    ``org``: whose text it is, unless the text says otherwise (None: no books are asked). ``on``: the day of the text. ``reader``: who asks.
    """
    number = book.last_number() if known is None else known
    words = _lexicon(known)
    parted = cut(text, words.words)
    tree = book.tree(number).at(on) if org is not None else None
    drafts = _drafts(parted, words, tree, org, on, number)
    told = lists.read(drafts, parted)
    alarms = []
    if org is not None:
        asking = Asking(org, on, known)
        answering = Answering(asking, Books(number, reader), words, _by_commission(parted))
        alarms = answering.answer(drafts)
    odd = list(contradictions(drafts))
    doubled = {alarm.claims[0] for alarm in odd}
    alarms = [each for each in alarms if each.claims[0] not in doubled] + odd
    alarms += arithmetic.check(drafts, parted, words, told, {index for each in alarms for index in each.claims[:1]})
    alarms.sort(key=lambda each: min(each.claims))
    return Reading(parted.shown, [draft.claim for draft in drafts], alarms, org, on)


def _lexicon(known: int | None) -> Lexicon:
    """The lexicon with the titles of the committee's own figures."""
    return lexicon(titles(own.figures(FIGURES, known).values(), ()))


def _drafts(parted: Text, words: Lexicon, tree: TreeDay | None, org: int | None, on: dt.date, known: int) -> list[Draft]:
    term = term_of(tree, org, on, known)
    assert term.start is not None
    calendar = Calendar(on, term.start, term.loose)
    return Drafting(parted, words, calendar, _places(tree, org)).make()


def _places(tree: TreeDay | None, org: int | None) -> Places:
    return places(tree, org)


def _by_commission(parted: Text) -> frozenset[int]:
    """Sentences that speak of the inspection commission, in themselves or in the one before."""
    said = {index for index, each in enumerate(parted.sentences) if any(hit.name == "commission" for hit in each.hits)}
    return frozenset(said | {index + 1 for index in said})


def blocks_of(raw: bytes, name: str) -> list[Block]:
    """The paragraphs of a Word, PDF, HTML or text file. Raises Unreadable with a sentence that says what to do."""
    try:
        found = plain_text.parts(raw, name)
    except plain_text.Unreadable as problem:
        raise Unreadable(str(WHY[problem.why])) from problem
    except uploads.Harmful as problem:
        raise Unreadable(_("Tệp có phần chạy được, tự tải dữ liệu hoặc đã hỏng; hãy lưu lại thành tệp thường rồi chọn lại.")) from problem
    return [
        Block(part.text, HEADING) if part.heading or (part.heading is None and is_heading(part.text)) else Block(part.text)
        for part in found
    ]
