"""The look of a Party document in Word: page, fonts and named styles (layout of 05-HD/VPTW, domain guide §10.2)."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from docx.document import Document as Word
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.parfmt import ParagraphFormat

from dangvu.core.document import Document, full_title, printable

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
TEXT_WIDTH = 165.0  # mm: A4 less the margins of 30 and 15

CENTER, LEFT, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Look:
    """A paragraph style: sizes in points, ``indent`` of the first line in mm, ``line`` exact height, 0 = single."""

    size: float
    align: WD_ALIGN_PARAGRAPH
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    line: float = 0
    indent: float = 0
    with_next: bool = False


# Body 14 on 20 points: the middle of the 18 to 22 the layout allows.
BODY = Look(14, BOTH, after=6, line=20, indent=10)
LOOKS = {
    "Body Text": BODY,
    "List Bullet": BODY,
    "Heading 1": replace(BODY, align=LEFT, bold=True, before=6, with_next=True),
    "Heading 2": replace(BODY, align=LEFT, bold=True, with_next=True),
    "Heading 3": replace(BODY, align=LEFT, bold=True, italic=True, with_next=True),
    "Title": Look(16, CENTER, bold=True, before=18, with_next=True),
    "Subtitle": Look(14, CENTER, bold=True, with_next=True),
    "Caption": Look(13, CENTER, italic=True, before=6, after=4, with_next=True),
    "Header": Look(14, CENTER),
    "Footer": Look(8.5, RIGHT),
    "Dangvu Head": Look(13, CENTER),
    "Dangvu Cell": Look(12, LEFT, before=2, after=2),
    "Dangvu Note": Look(12, LEFT, italic=True, before=3, after=8),
    "Dangvu Gap": Look(6, LEFT, line=6),
    "Dangvu Picture": Look(12, CENTER, before=6, with_next=True),
}


def dress(word: Word) -> None:
    """Give a fresh file the whole look: page, fonts, styles, language."""
    _page(word)
    _only_needed_styles(word)
    for style in word.styles.element.findall(qn("w:style")):
        _plain_fonts(style)
    _defaults(word)
    for name, look in LOOKS.items():
        _wear(_style(word, name), look)
    word.styles["Table Grid"].font.size = Pt(12)
    _dashes(word)


def lend(word: Word) -> None:
    """Add to a committee's own template the styles which our body needs and the template lacks; its own ones stay."""
    known = {style.name for style in word.styles}
    for name, look in LOOKS.items():
        if name not in known:
            _wear(_style(word, name), look)
    if "Table Grid" not in known:
        word.styles.add_style("Table Grid", WD_STYLE_TYPE.TABLE)


def name_properties(word: Word, document: Document, created: datetime | None) -> None:
    """Write the file's properties: nothing about the machine, the user or the program's libraries.

    ``created`` is aware; without it the dates in the file stay as they are.
    """
    issuer = printable(document.heads.issuer)[:255]
    core = word.core_properties
    core.title, core.subject = full_title(document)[:255], printable(document.subject)[:255]
    core.author = core.last_modified_by = issuer
    core.comments, core.keywords, core.category, core.language = "", "", "", LANGUAGE
    core.revision = 1
    if created:
        core.created = core.modified = created.astimezone(UTC).replace(tzinfo=None, microsecond=0)


def _page(word: Word) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(20), Mm(20), Mm(30), Mm(15)
    page.header_distance = page.footer_distance = Mm(10)
    page.different_first_page_header_footer = True


def _only_needed_styles(word: Word) -> None:
    """Drop the gallery of coloured table and list styles which the library's blank file brings along."""
    keep = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid", "Body Text Char", *LOOKS}
    for style in list(word.styles):
        if style.name not in keep:
            style.delete()
    for style in word.styles:
        for link in style.element.findall(qn("w:link")):
            style.element.remove(link)


def _style(word: Word, name: str) -> ParagraphStyle:
    if name in {style.name for style in word.styles}:
        return word.styles[name]
    style = word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = word.styles["Normal"] if "Normal" in {known.name for known in word.styles} else None
    if name.startswith("Heading "):
        _outline(style.element, int(name[-1]) - 1)
    return style


def _wear(style: ParagraphStyle, look: Look) -> None:
    font = style.font
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor(0, 0, 0)
    name_fonts(style.element.get_or_add_rPr())
    _space(style.paragraph_format, look)
    for tag in ("w:pBdr", "w:contextualSpacing", "w:tabs"):
        for left_over in style.element.pPr.findall(qn(tag)):
            style.element.pPr.remove(left_over)


def _space(form: ParagraphFormat, look: Look) -> None:
    form.alignment = look.align
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.left_indent, form.first_line_indent = Mm(0), Mm(look.indent)
    form.keep_with_next = look.with_next
    form.widow_control = True
    if look.line:
        form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Length(Pt(look.line))
    else:
        form.line_spacing = 1.0


def name_fonts(properties: BaseOxmlElement) -> None:
    """Set the font for all four scripts: Word picks by script, and theme fonts win over names if left in place."""
    fonts = properties.find(qn("w:rFonts"))
    if fonts is None:
        fonts = OxmlElement("w:rFonts")
        properties.insert(0, fonts)
    fonts.attrib.clear()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)


def _plain_fonts(style: BaseOxmlElement) -> None:
    """Take the theme's colours, spacing and capitals off a style."""
    for properties in style.findall(qn("w:rPr")):
        for child in list(properties):
            properties.remove(child)


def _defaults(word: Word) -> None:
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    name_fonts(defaults)
    for language in defaults.findall(qn("w:lang")):
        defaults.remove(language)
    language = OxmlElement("w:lang")
    for script in ("val", "eastAsia", "bidi"):
        language.set(qn(f"w:{script}"), LANGUAGE)
    defaults.append(language)
    normal = word.styles["Normal"]
    normal.font.size = Pt(14)
    name_fonts(normal.element.get_or_add_rPr())
    theme = word.settings.element.find(qn("w:themeFontLang"))
    if theme is not None:
        theme.attrib.clear()
        theme.set(qn("w:val"), LANGUAGE)


def _outline(style: BaseOxmlElement, level: int) -> None:
    """Make an added heading style one that Word's navigation and table of contents know."""
    mark = OxmlElement("w:outlineLvl")
    mark.set(qn("w:val"), str(level))
    style.get_or_add_pPr().append(mark)


def _dashes(word: Word) -> None:
    """Turn the round bullets of the list style into the dashes of a Party document."""
    numbering = word.part.numbering_part.element
    kept = numbering.num_having_numId(word.styles["List Bullet"].element.pPr.numPr.numId.val)
    for number in numbering.findall(qn("w:num")):
        if number is not kept:
            numbering.remove(number)
    for definition in numbering.findall(qn("w:abstractNum")):
        if definition.get(qn("w:abstractNumId")) == str(kept.abstractNumId.val):
            _dash(definition.find(qn("w:lvl")))
        else:
            numbering.remove(definition)


def _dash(level: BaseOxmlElement) -> None:
    level.find(qn("w:lvlText")).set(qn("w:val"), "-")
    for tag in ("w:suff", "w:pPr", "w:rPr"):
        for old in level.findall(qn(tag)):
            level.remove(old)
    suffix = OxmlElement("w:suff")
    suffix.set(qn("w:val"), "space")
    level.find(qn("w:lvlText")).addprevious(suffix)
    fonts = OxmlElement("w:rPr")
    name_fonts(fonts)
    level.append(fonts)
