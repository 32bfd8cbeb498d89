"""A committee's own Word template, filled with a document (docxtpl)."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import jinja2
import jinja2.sandbox
from docx.document import Document as Word
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph as WordParagraph
from docxtpl import DocxTemplate
from lxml import etree

from dangvu.core.document import Document, annexed, foot_line, printable, recipient_lines
from dangvu.core.docx_body import Counters, add_blocks
from dangvu.core.docx_styles import lend, name_properties
from dangvu.core.office_zip import saved

BODY_VARIABLE = "noi_dung"

_BODY_TAG = re.compile(r"\{\{\s*(?:p\s+)?" + BODY_VARIABLE + r"\s*\}\}")
_BODY_PLACE = "\ue000noi_dung\ue000"
_LARGEST = 50 * 1024 * 1024  # bytes, unpacked


class TemplateError(ValueError):
    """The template cannot be used; the message is a sentence which tells its author what to mend."""


def fill_template(
    template_bytes: bytes,
    context: Mapping[str, object],
    document: Document,
    *,
    created: datetime | None = None,
) -> bytes:
    """Fill a committee's template with the document and with ``context``, which may add or replace variables.

    The template is a .docx with the variables of :func:`template_variables` in double braces; ``{{ noi_dung }}``, alone
    in its paragraph, is where the body goes. Styles of the template win over ours. Templates run in a sandbox. Equal
    arguments give equal bytes. Raises :class:`TemplateError`.
    """
    template = _opened(template_bytes)
    _mark_body(template.docx)
    _render(template, {**template_variables(document), **context})
    _insert_body(template.docx, document)
    name_properties(template.docx, document, created)
    return saved(template.docx)


def template_variables(document: Document) -> dict[str, object]:
    """What a template can print without asking: the names are Vietnamese, for those who write templates."""
    heads, signature = document.heads, document.signature
    texts = {
        "cap_tren": heads.superior,
        "co_quan": heads.issuer,
        "so_ky_hieu": heads.number_line,
        "dia_danh_ngay": heads.place_and_date,
        "ten_loai": document.title,
        "trich_yeu": document.subject,
        "thay_mat": signature.on_behalf,
        "chuc_vu": signature.post,
        "ho_ten": signature.name,
        "ma_kiem_tra": document.check_code,
        "chan_trang": foot_line(document),
    }
    lists = {"noi_nhan": [printable(line) for line in recipient_lines(document)], "du_thao": document.draft}
    return {name: printable(text) for name, text in texts.items()} | lists


class _Sandbox(jinja2.sandbox.ImmutableSandboxedEnvironment):
    """Templates come from users: no way to attributes of Python, and no arithmetic that fills the memory."""

    intercepted_binops = frozenset({"*", "**", "%"})

    def call_binop(self, context: jinja2.runtime.Context, operator: str, left: Any, right: Any) -> Any:
        raise jinja2.exceptions.SecurityError(f"operator {operator}")


def _opened(template_bytes: bytes) -> DocxTemplate:
    try:
        with zipfile.ZipFile(io.BytesIO(template_bytes)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _LARGEST:
                raise TemplateError("Tệp mẫu quá lớn; hãy bỏ bớt hình ảnh để tệp mở ra dưới 50 MB.")
        template = DocxTemplate(io.BytesIO(template_bytes))
        template.init_docx()
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError, etree.XMLSyntaxError) as error:
        if isinstance(error, TemplateError):
            raise
        raise TemplateError(
            "Tệp mẫu không phải là văn bản Word (.docx); hãy mở mẫu bằng Word hoặc LibreOffice và lưu lại dạng .docx."
        ) from error
    return template


def _mark_body(word: Word) -> None:
    """Put a mark where the body goes, before the template is run: the body is then built in the file itself."""
    places = [paragraph for paragraph in _paragraphs(word) if _BODY_TAG.search(paragraph.text)]
    if len(places) != 1 or not _BODY_TAG.fullmatch(places[0].text.strip()):
        raise TemplateError("Mẫu phải có đúng một đoạn chỉ gồm {{ noi_dung }}, là chỗ đặt nội dung; hãy sửa mẫu rồi tải lên lại.")
    places[0].text = _BODY_PLACE


def _paragraphs(word: Word) -> Iterator[WordParagraph]:
    """All paragraphs of the main text, those in tables too."""
    for element in word.element.body.iter(qn("w:p")):
        yield WordParagraph(element, word._body)


def _render(template: DocxTemplate, context: dict[str, object]) -> None:
    environment = _Sandbox(undefined=jinja2.StrictUndefined)
    try:
        template.render(context, environment, autoescape=True)
    except jinja2.UndefinedError as error:
        raise TemplateError(_unknown_variable(str(error.message), context)) from error
    except jinja2.TemplateSyntaxError as error:
        raise TemplateError(f"Mẫu có lỗi cú pháp{_near(error)}; hãy kiểm tra các dấu {{{{ }}}} và {{% %}}.") from error
    except Exception as error:  # a template is a program of its author: whatever it does wrong is to be mended there
        raise TemplateError("Mẫu có biểu thức không tính được; hãy chỉ dùng biến, “for” và “if” đơn giản.") from error


def _unknown_variable(message: str, context: dict[str, object]) -> str:
    found = re.search(r"'([^']+)' is undefined", message)
    if not found:
        return "Mẫu hỏi một thuộc tính không có của biến; hãy chỉ dùng tên biến, không thêm dấu chấm."
    names = ", ".join(sorted([*context, BODY_VARIABLE]))
    return f"Mẫu dùng biến “{found[1]}” mà chương trình không có; các biến dùng được là: {names}."


def _near(error: jinja2.TemplateSyntaxError) -> str:
    lines = [line.strip() for line in getattr(error, "docx_context", ()) if "{" in line]
    return f" gần “{lines[0][:80]}”" if lines else ""


def _insert_body(word: Word, document: Document) -> None:
    """Build the blocks at the end of the file, where the library appends, then move them to the marked place."""
    place = next((paragraph for paragraph in _paragraphs(word) if paragraph.text == _BODY_PLACE), None)
    if place is None:
        raise TemplateError("Đoạn {{ noi_dung }} nằm trong phần bị “if” hoặc “for” bỏ qua; hãy đưa nó ra ngoài.")
    # The template engine put a new body in place of the one the library remembers from before the run.
    word._Document__body = None  # type: ignore[attr-defined]
    lend(word)
    before = set(word.element.body)
    counters = Counters()
    add_blocks(word, document.blocks, counters)
    for element in [element for element in word.element.body if element not in before]:
        place._p.addprevious(element)
    place._p.getparent().remove(place._p)
    add_blocks(word, annexed(document), counters)
