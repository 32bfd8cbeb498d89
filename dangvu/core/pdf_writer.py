"""A document as a PDF, from the same value as the Word file and in the same layout (domain guide §10.2)."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any

from dangvu.core.document import (
    ABOVE,
    DASHES,
    DRAFT_MARK,
    PARTY,
    Block,
    Bullets,
    Document,
    Heading,
    PageBreak,
    Paragraph,
    Picture,
    Run,
    Table,
    annexed,
    cell_heights,
    foot_line,
    full_title,
    header_places,
    printable,
    recipient_lines,
)
from dangvu.core.lazily import lazily, trouble

weasyprint = lazily("weasyprint")


@lru_cache(maxsize=1)
def missing() -> str:
    """Why no PDF can be made here; empty when it can. Everything else works without."""
    return trouble("weasyprint")


class NoPdf(RuntimeError):
    """This machine lacks the libraries that lay text out."""


STYLE = (Path(__file__).parent / "templates" / "document.css").read_text(encoding="utf-8")


def write_pdf(document: Document, *, created: datetime) -> bytes:
    """Render the document. ``created`` (aware) goes into the file's properties; equal arguments give equal bytes.

    Only data written inside the document is read: the fetcher knows no other protocol, so no file and no address is asked.
    """
    if missing():
        raise NoPdf(missing())
    page = html_page(document, created)
    identifier = hashlib.sha256(page.encode()).digest()[:16]
    drawn = weasyprint.HTML(string=page, url_fetcher=weasyprint.urls.URLFetcher(allowed_protocols={"data"}))
    pdf: bytes = drawn.write_pdf(stylesheets=[weasyprint.CSS(string=STYLE)], pdf_identifier=identifier, pdf_tags=True)
    return pdf


def text(value: str) -> str:
    """Text as HTML; line ends stay."""
    return escape(printable(value)).replace("\n", "<br>")


def html_page(document: Document, created: datetime) -> str:
    """The whole document as one HTML page without any address."""
    further = "".join(f'<section class="further">{_whole(each)}</section>' for each in document.following)
    return (
        f'<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{text(full_title(document))}</title>'
        f'<meta name="author" content="{text(document.heads.issuer)}">'
        f'<meta name="dcterms.created" content="{created.isoformat()}"></head><body>'
        f'<div class="foot">{text(foot_line(document))}</div>'
        f"{_whole(document)}{further}</body></html>"
    )


def _whole(document: Document) -> str:
    """A document from its heads to its annexes."""
    counted: dict[str, int] = {"table": 0, "picture": 0}
    body = "".join(WRITERS[type(block)](block, counted) for block in document.blocks)
    annexes = "".join(WRITERS[type(block)](block, counted) for block in annexed(document))
    return f"{_heads(document)}{_title(document)}{body}{_end(document)}{annexes}"


def _heads(document: Document) -> str:
    heads = document.heads
    draft = f'<div class="draft">{DRAFT_MARK}</div>' if document.draft else ""
    return (
        f'<table class="heads"><tr><td><div>{text(heads.superior.upper())}</div>'
        f'<div class="issuer">{text(heads.issuer.upper())}</div><div>*</div><div class="number">{text(heads.number_line)}</div>{draft}</td>'
        f'<td><div class="party"><span>{PARTY}</span></div><div class="day">{text(heads.place_and_date)}</div></td></tr></table>'
    )


def _title(document: Document) -> str:
    return (
        f'<div class="title">{text(document.title)}</div><div class="subject">{text(document.subject)}</div>'
        f'<div class="dashes">{DASHES}</div>'
    )


def _end(document: Document) -> str:
    to = "<br>".join(text(line) for line in recipient_lines(document))
    recipients = f"<u>Nơi nhận:</u><br>{to}" if to else ""
    signed = document.signature
    return (
        f'<table class="end"><tr><td class="to">{recipients}</td><td class="by"><div>{text(signed.on_behalf)}</div>'
        f'<div>{text(signed.post)}</div><div class="name">{text(signed.name)}</div></td></tr></table>'
    )


def _runs(runs: tuple[Run, ...]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    said = text(run.text)
    said = f"<b>{said}</b>" if run.bold else said
    return f"<i>{said}</i>" if run.italic else said


def _heading(block: Heading, _: dict[str, int]) -> str:
    return f"<h{block.level}>{text(block.text)}</h{block.level}>"


def _paragraph(block: Paragraph, _: dict[str, int]) -> str:
    return f"<p>{_runs(block.runs)}</p>"


def _bullets(block: Bullets, _: dict[str, int]) -> str:
    return "<ul>" + "".join(f"<li>{_runs(item)}</li>" for item in block.items) + "</ul>"


def _table(block: Table, counted: dict[str, int]) -> str:
    counted["table"] += bool(block.caption)
    caption = f'<p class="caption">Bảng {counted["table"]}. {text(block.caption)}</p>' if block.caption else ""
    total = sum(column.width for column in block.columns)
    widths = "".join(f'<col style="width:{column.width / total:.2%}">' for column in block.columns)
    rows = "".join(_rows(block))
    note = f'<p class="note">{text(block.note)}</p>' if block.note else ""
    return f'{caption}<table class="data"><colgroup>{widths}</colgroup><thead>{_header(block)}</thead><tbody>{rows}</tbody></table>{note}'


def _header(block: Table) -> str:
    lines: dict[int, list[str]] = {}
    for row, _column, cell in header_places(block):
        span = f' colspan="{cell.columns}" rowspan="{cell.rows}"' if cell.columns > 1 or cell.rows > 1 else ""
        lines.setdefault(row, []).append(f"<th{span}>{text(cell.text)}</th>")
    return "".join(f"<tr>{''.join(cells)}</tr>" for _row, cells in sorted(lines.items()))


def _rows(block: Table) -> Iterator[str]:
    heights, room = cell_heights(block), f' style="height:{block.room}mm"' if block.room else ""
    joined = [*(ABOVE in row.cells for row in block.rows[1:]), False]
    for number, row in enumerate(block.rows):
        cells = [
            f'<td class="{column.align}"{_down(heights.get((number, place)))}>{text(cell)}</td>'
            for place, (cell, column) in enumerate(zip(row.cells, block.columns, strict=True))
            if cell != ABOVE
        ]
        names = [name for name, holds in (("strong", row.strong), ("joined", joined[number])) if holds]
        manner = f' class="{" ".join(names)}"' if names else ""
        yield f"<tr{manner}{room}>{''.join(cells)}</tr>"


def _down(height: int | None) -> str:
    return f' rowspan="{height}"' if height else ""


def _picture(block: Picture, counted: dict[str, int]) -> str:
    counted["picture"] += 1
    kind, raw = ("svg+xml", block.svg.encode()) if block.svg else ("png", block.png)
    source = f"data:image/{kind};base64,{b64encode(raw).decode()}"
    return (
        f'<div class="picture"><img src="{source}" alt="{text(block.alt)}" style="width:{block.width}mm">'
        f'<p class="caption">Hình {counted["picture"]}. {text(block.caption)}</p></div>'
    )


def _page_break(_block: PageBreak, _: dict[str, int]) -> str:
    return '<div class="break"></div>'


WRITERS: dict[type[Block], Callable[[Any, dict[str, int]], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Bullets: _bullets,
    Table: _table,
    Picture: _picture,
    PageBreak: _page_break,
}
