"""A document as a Word file in the Party's layout (05-HD/VPTW of 27/5/2026, domain guide §10.2)."""

import io
from datetime import datetime
from functools import cache

import docx
from docx.document import Document as Word
from docx.enum.section import WD_SECTION
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph

from dangvu.core.document import Document, annexed
from dangvu.core.docx_body import Counters, add_blocks
from dangvu.core.docx_frame import add_end, add_furniture, add_heads, add_title
from dangvu.core.docx_styles import dress, name_properties
from dangvu.core.docx_template import TemplateError, fill_template
from dangvu.core.office_zip import saved

__all__ = ["TemplateError", "fill_template", "write_docx"]

# What the library's blank file carries and no reader needs: a picture of somebody's page, the name of another program.
_BALLAST = {
    RELATIONSHIP_TYPE.THUMBNAIL,
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES,
    RELATIONSHIP_TYPE.CUSTOM_XML,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
}


def write_docx(document: Document, *, created: datetime) -> bytes:
    """Render the document. ``created`` (aware) goes into the file's properties; equal arguments give equal bytes."""
    word = docx.Document(io.BytesIO(_blank()))
    # From here on no style changes; the library looks through all of them for every paragraph.
    word.part.get_style_id = cache(word.part.get_style_id)  # type: ignore[method-assign]
    _write(word, document)
    for each in document.following:
        _part(word)
        _write(word, each)
    add_furniture(word, document)
    name_properties(word, document, created)
    return saved(word)


@cache
def _blank() -> bytes:
    """A file with nothing in it and the whole look on: dressing it takes as long as writing a short document."""
    word = docx.Document()
    _unload(word)
    dress(word)
    return saved(word)


def _write(word: Word, document: Document) -> None:
    counters = Counters()
    add_heads(word, document)
    add_title(word, document)
    add_blocks(word, document.blocks, counters)
    add_end(word, document)
    add_blocks(word, annexed(document), counters)


def _part(word: Word) -> None:
    """What follows begins on a new page as a document of its own: its pages are counted from one, and the first bears no number."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    # The paragraph that bears the break; to ask for all paragraphs takes as long as the file is.
    WordParagraph(word.element.body[-2], word._body).style = "Dangvu Gap"
    # A section has what the one before it has: only the first needs to be told.
    if section._sectPr.find(qn("w:pgNumType")) is None:
        numbers = OxmlElement("w:pgNumType")
        numbers.set(qn("w:start"), "1")
        section._sectPr.find(qn("w:cols")).addprevious(numbers)


def _unload(word: Word) -> None:
    for relations in (word.part.package.rels, word.part.rels):
        for key in [key for key, relation in relations.items() if relation.reltype in _BALLAST]:
            relations.pop(key)
    for setting in word.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            # 15 = Word 2013 and later; the blank file's 14 would open in "compatibility mode".
            setting.set(qn("w:val"), "15")
