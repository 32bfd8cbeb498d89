"""What stands between an article and the public: numbers that cannot be printed, pictures without words, claims, personal data."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from dangvu.figures.catalogue import get as _figure
from dangvu.figures.proofreader.reading import CONTRADICTS, DISAGREES, HEADING
from dangvu.figures.proofreader.services import Block, check_text
from dangvu.figures.proofreader.spelling import clean
from dangvu.pages.content import Content
from dangvu.pages.errors import Objection
from dangvu.pages.gather import faults, gather, texts
from dangvu.pages.shown import Shown, plain, shown
from dangvu.privacy import small
from dangvu.privacy.personal import check_personal, named_in_address
from dangvu.reports.facts import fault
from dangvu.reports.marks import marks, problems

if TYPE_CHECKING:
    from dangvu.pages.models import Article

KEY = 40
SURE_KINDS = ("identity", "phone", "card")


def objections(page: Article) -> list[Objection]:
    """Every reason why the article, as it is now, should not go out; those that nobody can waive first."""
    content = gather(page)
    printed = shown(page, content)
    found = [*_marks(page), *_blocks(page, content), *_pictures(page), *_text(page, printed), *_personal(page, printed)]
    unique = {each.key: each for each in found}
    return sorted(unique.values(), key=lambda each: each.waivable)


def _objection(kind: str, where: str, sentence: str, *, waivable: bool = True, code: str = "") -> Objection:
    key = hashlib.sha256(f"{kind}\n{sentence}".encode()).hexdigest()[:KEY]
    return Objection(key, kind, where, sentence, waivable, code)


def _marks(page: Article) -> Iterator[Objection]:
    for where, text in texts(page):
        wrong = [str(each) for each in problems(text)] + [fault(mark) for mark in marks(text) if not mark.is_label]
        for sentence in wrong:
            if sentence:
                yield _objection("mark", where, sentence, waivable=False)
        for mark in marks(text):
            if not mark.is_label and not fault(mark) and _hidden(mark.code, mark.name):
                sentence = _("“%(mark)s”: số liệu về tôn giáo, dân tộc, sức khỏe không đăng lên trang tin.") % {"mark": mark}
                yield _objection("mark", where, sentence, waivable=False)


def _hidden(code: str, by: str) -> bool:
    return small.sensitive(_figure(code)) or by in small.TRAITS


def _blocks(page: Article, content: Content) -> Iterator[Objection]:
    for each in faults(page):
        yield _objection("figure", each.where, each.sentence, waivable=False)
    for name in content.order:
        fact = content.fact(name)
        if fact.value is None:
            sentence = _("“%(title)s”: sổ chưa biết số này; hãy bỏ hoặc chọn kỳ khác.") % {"title": fact.title}
            yield _objection("figure", _("số liệu"), sentence, waivable=False)


def _pictures(page: Article) -> Iterator[Objection]:
    bare = [_("ảnh đầu bài")] if page.picture_id and not (page.picture_alt and page.picture_credit) else []
    for place, block in enumerate(page.body, start=1):
        if block.block_type in ("picture", "gallery"):
            given = block.value if block.block_type == "gallery" else [block.value]
            bare += [_("khối %(place)d") % {"place": place} for each in given if not _described(each)]
    for where in bare:
        sentence = _("Có ảnh ở %(where)s thiếu mô tả, chú thích hoặc nguồn ảnh.") % {"where": where}
        yield _objection("picture", where, sentence, waivable=False)


def _described(each: Any) -> bool:
    return all(str(each.get(name) or "").strip() for name in ("picture", "alt", "caption", "credit"))


def _read(printed: Shown) -> list[Block]:
    """The article as a reader meets it."""
    parts = [Block(part.text, HEADING if part.kind == "heading" else "paragraph") for part in printed.parts if part.runs]
    return [Block(printed.content.title, HEADING), Block(plain(printed.lead)), *parts]


def _text(page: Article, printed: Shown) -> Iterator[Objection]:
    """The proofreader's alarms: against the books, against another claim, sums and percentages."""
    reading = check_text(_read(printed), org=page.organisation, on=page.as_of)
    known = [clean(each) for each in printed.from_books]
    for alarm in reading.alarms:
        claims = [reading.claims[index] for index in alarm.claims]
        # What a mark printed is what the books say: two of them cannot be objected to, for they are of two days.
        if claims and all(any(each.startswith(claim.text) for each in known) for claim in claims):
            continue
        code = next((each.figure for each in claims if each.figure and each.answer in (DISAGREES, CONTRADICTS)), "")
        yield _objection("text", ", ".join(f"“{each.text}”" for each in claims), alarm.message, code=code)


def _words_of_pictures(page: Article) -> Iterator[str]:
    """What is said of the pictures in the text beside their captions: to who cannot see them, and whose they are."""
    for block in page.body:
        if block.block_type in ("picture", "gallery"):
            for each in block.value if block.block_type == "gallery" else [block.value]:
                yield from (str(each.get(name) or "") for name in ("alt", "credit"))


def _personal(page: Article, printed: Shown) -> Iterator[Objection]:
    text = "\n".join(block.text for block in _read(printed))
    captions = [page.picture_caption, page.picture_credit, page.picture_alt, page.by, *_words_of_pictures(page)]
    # The address of a page is read by search engines and in every link to it.
    address = named_in_address(page.slug, on=page.on)
    for each in [*check_personal("\n".join([text, *captions]), org=page.organisation, on=page.on), *address]:
        # A number of a person never goes out; a name may, once somebody says why.
        yield _objection("personal", f"“{each.text}”", each.message, waivable=not (each.sure and each.kind in SURE_KINDS))
