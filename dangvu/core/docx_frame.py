"""What stands around the body of a Party document: the two heads, the title, recipients, signature, page furniture."""

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.text.paragraph import Paragraph as WordParagraph

from dangvu.core.document import DASHES, DRAFT_MARK, PARTY, Document, Signature, foot_line, printable, recipient_lines
from dangvu.core.docx_body import add_field, keep_row_whole
from dangvu.core.docx_styles import CENTER, LEFT

_HEAD_WIDTHS = (72.0, 93.0)
_END_WIDTHS = (80.0, 85.0)
_SIGNING_ROOM = Pt(72)


def add_heads(word: Word, document: Document) -> None:
    """The organisations and the number at the left; the Party, place and date at the right."""
    table = _frame(word, 2, _HEAD_WIDTHS)
    heads = document.heads
    left, right = table.cell(0, 0), table.cell(0, 1)
    _line(left, heads.superior.upper(), size=13)
    _line(left, heads.issuer.upper(), size=13, bold=True)
    _line(left, "*", size=14)
    party = _line(right, PARTY, size=14, bold=True)
    _rule_below(party, Mm(9))
    _line(table.cell(1, 0), heads.number_line, size=14)
    _line(table.cell(1, 1), heads.place_and_date, size=14, italic=True)
    if document.draft:
        _boxed(_line(table.cell(1, 0), DRAFT_MARK, size=13, bold=True), Mm(20))


def add_title(word: Word, document: Document) -> None:
    """The type of the document in capitals, what it is about, and five dashes."""
    word.add_paragraph(printable(document.title).upper(), style="Title")
    if document.subject:
        word.add_paragraph(printable(document.subject), style="Subtitle")
    dashes = word.add_paragraph(DASHES, style="Dangvu Head")
    dashes.paragraph_format.space_after = Pt(12)


def add_end(word: Word, document: Document) -> None:
    """Recipients at the left, the signature at the right; never alone on a page."""
    body = word.element.body
    if (last := WordParagraph(body[-2], word._body)) is not None and body[-2].tag == qn("w:p"):
        last.paragraph_format.keep_with_next = True
    gap = word.add_paragraph(style="Dangvu Gap")
    gap.paragraph_format.keep_with_next = True
    table = _frame(word, 1, _END_WIDTHS)
    _recipients(table.cell(0, 0), recipient_lines(document))
    _signature(table.cell(0, 1), document.signature)
    word.add_paragraph(style="Dangvu Gap")


def add_furniture(word: Word, document: Document) -> None:
    """Page numbers at the top centre from page 2; the check code in the foot of every page."""
    section = word.sections[0]
    section.first_page_header.is_linked_to_previous = False
    number = section.header.paragraphs[0]
    number.style = "Header"
    add_field(number, "PAGE", "2")
    for foot in (section.footer, section.first_page_footer):
        line = foot.paragraphs[0]
        line.style = "Footer"
        line.add_run(printable(foot_line(document)))


def _recipients(cell: WordCell, lines: list[str]) -> None:
    if not lines:
        return
    label = _line(cell, "", size=14, align=LEFT)
    label.add_run("Nơi nhận").underline = True
    label.add_run(":")
    for run in label.runs:
        run.font.size = Pt(14)
    for text in lines:
        _line(cell, text, size=12, align=LEFT)


def _signature(cell: WordCell, signature: Signature) -> None:
    for text in (signature.on_behalf, signature.post):
        if text:
            _line(cell, text.upper(), size=14, bold=True)
    name = _line(cell, signature.name, size=14, bold=True)
    name.paragraph_format.space_before = _SIGNING_ROOM


def _frame(word: Word, rows: int, widths: tuple[float, float]) -> WordTable:
    """A table without lines that only places its two sides."""
    table = word.add_table(rows=rows, cols=2)
    table.autofit = False
    for row in table.rows:
        keep_row_whole(row._tr)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _line(
    cell: WordCell,
    text: str,
    *,
    size: float,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH = CENTER,
) -> WordParagraph:
    """Write a line into a cell: into its first paragraph while that is empty, else below."""
    first = cell.paragraphs[0]
    line = first if len(cell.paragraphs) == 1 and not first.runs else cell.add_paragraph()
    line.style = "Dangvu Head"
    line.alignment = align
    run = line.add_run(printable(text))
    run.font.size, run.bold, run.italic = Pt(size), bold or None, italic or None
    return line


def _rule_below(line: WordParagraph, inset: Mm) -> None:
    _borders(line, ("bottom",))
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = inset


def _boxed(line: WordParagraph, inset: Mm) -> None:
    _borders(line, ("top", "left", "bottom", "right"))
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = inset
    line.paragraph_format.space_before = Pt(6)


def _borders(line: WordParagraph, sides: tuple[str, ...]) -> None:
    """Borders of the paragraph, not underlining: that would cut through the dots below Vietnamese capitals."""
    borders = OxmlElement("w:pBdr")
    for side in sides:
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000")):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    line._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
