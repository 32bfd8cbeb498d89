"""The text of a file somebody brings: Word, PDF, HTML or plain, in paragraphs, with what is a heading marked.

Errors are :class:`Unreadable`, or :class:`uploads.Harmful` for a trap; whoever receives the file says so in the user's words.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from dangvu.core import uploads
from dangvu.core.lazily import lazily

if TYPE_CHECKING:
    import docx
    import docx.table
    import pypdf
    import pypdf.errors
    from docx.text.paragraph import Paragraph
else:
    docx, pypdf = lazily("docx"), lazily("pypdf")

LARGEST: Final = 20 * 2**20
"""Bytes of the largest file."""
PAGES: Final = 300
"""Pages of the longest PDF."""
LONGEST: Final = 400_000
"""Letters of the longest text: a book."""
ENDINGS: Final = (".docx", ".pdf", ".html", ".htm", ".txt")
_SKIPPED = frozenset({"script", "style", "head", "template", "noscript", "svg", "nav", "footer"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "title", "figcaption"})
_BLOCKS = _HEADINGS | {
    "p",
    "div",
    "li",
    "tr",
    "td",
    "th",
    "br",
    "section",
    "article",
    "ul",
    "ol",
    "table",
    "blockquote",
    "figure",
    "body",
    "hr",
}


class Unreadable(ValueError):
    """The text cannot be had. ``why``: large, long, kind, empty or broken."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Part:
    """A paragraph or a heading. ``heading`` is None where the file does not say."""

    text: str
    heading: bool | None = None


def parts(raw: bytes, name: str) -> list[Part]:
    """The paragraphs of a file, by the ending of its name. Raises Unreadable or uploads.Harmful; nothing of the file runs."""
    if len(raw) > LARGEST:
        raise Unreadable("large")
    ending = next((each for each in ENDINGS if name.lower().endswith(each)), "")
    read = READERS.get(ending)
    if read is None:
        raise Unreadable("kind")
    found, length = [], 0
    for part in read(raw):
        length += len(part.text)
        if length > LONGEST:
            raise Unreadable("long")
        if part.text.strip():
            found.append(part)
    if not found:
        raise Unreadable("empty")
    return found


def _plain(raw: bytes) -> Iterator[Part]:
    return (Part(line) for line in _decoded(raw).splitlines())


def _decoded(raw: bytes) -> str:
    """UTF-8 or UTF-16 with its mark. Anything else is no text we can be sure of."""
    for encoding, mark in (("utf-8-sig", b""), ("utf-16", b"\xff\xfe"), ("utf-16", b"\xfe\xff")):
        if raw.startswith(mark):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise Unreadable("broken")


def _word(raw: bytes) -> Iterator[Part]:
    uploads.word(raw)
    try:
        document = docx.Document(io.BytesIO(raw))
    except (KeyError, ValueError) as error:
        raise Unreadable("broken") from error
    for item in document.iter_inner_content():
        if isinstance(item, docx.table.Table):
            yield from (Part(cell.text, False) for row in item.rows for cell in row.cells)
        else:
            yield _paragraph(item)


def _paragraph(paragraph: Paragraph) -> Part:
    style = (paragraph.style.name or "") if paragraph.style is not None else ""
    return Part(paragraph.text, True if style.startswith(("Heading", "Title")) else None)


def _pdf(raw: bytes) -> Iterator[Part]:
    """Lines of a page that no full stop ends are joined to the next one: a PDF knows lines and no paragraphs."""
    if not raw.startswith(b"%PDF-"):
        raise Unreadable("broken")
    uploads.pdf(raw)
    try:
        reader = pypdf.PdfReader(io.BytesIO(raw))
        if reader.is_encrypted or len(reader.pages) > PAGES:
            raise Unreadable("long" if not reader.is_encrypted else "broken")
        for page in reader.pages:
            yield from map(Part, _joined(page.extract_text()))
    except (pypdf.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError, OSError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable("broken") from error


def _joined(text: str) -> Iterator[str]:
    """Lines put together to paragraphs: one that is shorter than most of the page, or ends in a full stop, is the last of its own."""
    lines = [line.strip() for line in text.splitlines()]
    usual = sorted(len(line) for line in lines)[len(lines) * 3 // 4] if lines else 0
    held: list[str] = []
    for line in lines:
        held.append(line)
        if not line or len(line) < usual * 0.8 or line[-1] in ".;:!?":
            yield " ".join(held)
            held = []
    yield " ".join(held)


class _Page(HTMLParser):
    """Collects the text of a page, block by block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[Part] = []
        self._held: list[str] = []
        self._heading = False
        self._skipped = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipped += 1
        if tag in _BLOCKS:
            self.put()
            self._heading = tag in _HEADINGS

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED and self._skipped:
            self._skipped -= 1
        if tag in _BLOCKS:
            self.put()

    def handle_data(self, data: str) -> None:
        if not self._skipped:
            self._held.append(data)

    def put(self) -> None:
        text = " ".join("".join(self._held).split())
        if text:
            self.parts.append(Part(text, self._heading))
        self._held, self._heading = [], False


def _html(raw: bytes) -> Iterator[Part]:
    page = _Page()
    page.feed(_decoded(raw))
    page.close()
    page.put()
    return iter(page.parts)


READERS: Final[dict[str, Callable[[bytes], Iterator[Part]]]] = {".txt": _plain, ".docx": _word, ".pdf": _pdf, ".html": _html, ".htm": _html}
