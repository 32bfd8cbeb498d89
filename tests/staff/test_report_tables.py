"""Tables and paragraphs of a report are what their templates would write, to the letter."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import timezone

from dangvu.core.days import today
from dangvu.ledger import book
from dangvu.reports.content import Asked, Cell, Column, Fact, Row, Table
from dangvu.reports.models import Report, State
from dangvu.reports.runs import TextParagraph, TextRun
from tests import cast
from tests.cast import record

pytestmark = pytest.mark.django_db
TABLE = """{% load staff %}<div class="scroll" tabindex="0" role="region" aria-label="{{ table.title }}"><table>
<caption>{{ table.title }}</caption>
<thead><tr>{% for column in table.columns %}<th scope="col"{% if column.align == "right" %} class="n"{% endif %}>{{ column.title }}</th>{% endfor %}</tr></thead>
<tbody>{% for row in table.rows %}<tr{% if row.strong %} class="total"{% endif %}>{% for cell in row.cells %}<td{% if cell.asked or cell.value is not None %} class="n"{% endif %}>{% if cell.asked %}<a class="figure" href="{% proof cell.asked %}">{{ cell.text }}</a>{% else %}{{ cell.text }}{% endif %}</td>{% endfor %}</tr>{% endfor %}</tbody>
</table></div>{% if table.note %}<p class="small">{{ table.note }}</p>{% endif %}
"""  # noqa: E501
PARAGRAPH = """{% load staff %}{% if paragraph.bullet %}<p class="bullet">– {% else %}<p>{% endif %}{% for run in paragraph.runs %}{% if run.fact %}<a class="figure" href="{% proof run.fact.asked %}" title="{{ run.fact.title }}">{{ run.text }}</a>{% elif run.broken %}<mark>{{ run.text }}</mark>{% else %}{{ run.text }}{% endif %}{% endfor %}</p>"""  # noqa: E501
DAY = dt.date(2020, 3, 31)


def context(**told: object) -> Context:
    record(*cast.book())
    desk = SimpleNamespace(carried={"tc": "K1", "ngay": "2020-03-31"}, forest=book.tree(), today=today())
    return Context({"desk": desk, **told})


def asked(code: str = "member_total", **told: object) -> Asked:
    return Asked(code, cast.org("A"), **told)  # type: ignore[arg-type]


@pytest.mark.parametrize("note", ["", 'Số <b>"&"</b>'])
@pytest.mark.parametrize("issued", [False, True])
def test_a_table(note: str, *, issued: bool) -> None:
    report = Report(state=State.ISSUED, known_at=timezone.now()) if issued else None
    told = context(report=report)
    cells = (
        Cell("Chi bộ <A> & B"), Cell("3", 3), Cell("0", 0, asked(as_of=DAY)),
        Cell("…", None, asked(start=DAY, end=DAY, by="sex", part="male")),
        Cell("4", 4, Asked("admitted", 0, DAY)), Cell("5", 5, asked("own.nam & nữ", as_of=DAY)),
    )  # fmt: skip
    columns = (Column("a", 'Tên "riêng"'), Column("b", "Số", "right", 90), Column("c", "Ngày", "center"))
    table = Table("t", "Bảng <1> “&”", columns, (Row("1", cells), Row("sum", cells[::-1], strong=True)), note)
    told["table"] = table
    assert Template("{% load report_tables %}{% report_table table %}").render(told) == Template(TABLE).render(told)


@pytest.mark.parametrize("bullet", [False, True])
def test_a_paragraph(*, bullet: bool) -> None:
    told = context()
    fact = Fact("member_total", asked(as_of=DAY), 'Đảng viên "chính thức" & dự bị', "người", "stock", 3)
    runs = (TextRun("Có <"), TextRun("3", "{{member_total}}", fact), TextRun("{{x}}", "{{x}}"), TextRun("K1 & A"))
    told["paragraph"] = TextParagraph(runs, bullet)
    assert Template("{% load report_tables %}{% report_paragraph paragraph %}").render(told) == Template(PARAGRAPH).render(told)
