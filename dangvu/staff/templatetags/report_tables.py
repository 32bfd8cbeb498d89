"""Tables and paragraphs of a report, written at once: they have hundreds of cells and numbers, each a way to its rows."""

from __future__ import annotations

from html import escape

from django.template import Context, Library
from django.utils.safestring import SafeString

from dangvu.reports.content import Cell, Row, Table
from dangvu.reports.runs import TextParagraph, TextRun
from dangvu.staff.ways import Ways

register = Library()


def ways(context: Context) -> Ways:
    """The ways of the template that is being written: what they look up, they look up once."""
    kept: Ways | None = context.render_context.get("ways")
    if kept is None:
        kept = context.render_context["ways"] = Ways(context["desk"], context.get("report"))
    return kept


@register.simple_tag(takes_context=True)
def report_table(context: Context, table: Table) -> SafeString:
    """A table of a report or beside a picture, with its note."""
    found, title = ways(context), escape(table.title)
    heads = "".join(f'<th scope="col"{_right(each.align == "right")}>{escape(each.title)}</th>' for each in table.columns)
    rows = "".join(_row(row, found) for row in table.rows)
    note = f'<p class="small">{escape(table.note)}</p>' if table.note else ""
    return SafeString(  # every value in it is escaped
        f'<div class="scroll" tabindex="0" role="region" aria-label="{title}"><table>\n<caption>{title}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n<tbody>{rows}</tbody>\n</table></div>{note}\n"
    )


def _row(row: Row, found: Ways) -> str:
    cells = "".join([_cell(cell, found) for cell in row.cells])
    return f'<tr class="total">{cells}</tr>' if row.strong else f"<tr>{cells}</tr>"


def _cell(cell: Cell, found: Ways) -> str:
    text = escape(cell.text)
    if cell.asked is not None:
        return f'<td class="n"><a class="figure" href="{found.shown(cell.asked)}">{text}</a></td>'
    return f"<td{_right(cell.value is not None)}>{text}</td>"


def _right(number: bool) -> str:
    return ' class="n"' if number else ""


@register.simple_tag(takes_context=True)
def report_paragraph(context: Context, paragraph: TextParagraph) -> SafeString:
    """A line of a narrative, its numbers as ways to their rows."""
    found = ways(context)
    head, text = '<p class="bullet">– ' if paragraph.bullet else "<p>", "".join([_run(run, found) for run in paragraph.runs])
    return SafeString(f"{head}{text}</p>")  # every value in it is escaped


def _run(run: TextRun, found: Ways) -> str:
    text = escape(run.text)
    if run.fact is not None:
        return f'<a class="figure" href="{found.shown(run.fact.asked)}" title="{escape(run.fact.title)}">{text}</a>'
    return f"<mark>{text}</mark>" if run.broken else text
