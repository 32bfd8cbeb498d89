"""The numbers of an article, read live from the books. What cannot be read is told apart as a fault, never printed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from dangvu.core.days import today
from dangvu.figures import services as figures
from dangvu.figures import statement as statements
from dangvu.figures.base import ONE_DAY
from dangvu.figures.errors import FigureError
from dangvu.figures.services import Query
from dangvu.ledger import book
from dangvu.pages.content import Content, Line
from dangvu.privacy import small
from dangvu.reports import letterhead
from dangvu.reports.content import Asked, Fact
from dangvu.reports.facts import base_text, facts
from dangvu.reports.spans import Dates
from dangvu.reports.subject import Subject
from dangvu.reports.terms import term_of, term_text

if TYPE_CHECKING:
    from dangvu.pages.models import Article


@dataclass(frozen=True)
class Fault:
    """A block whose number cannot be printed: where it stands and why."""

    where: str
    sentence: str


def subject_of(page: Article, known: int | None = None) -> Subject:
    """The organisation and days the numbers of an article are about."""
    first, last = term_of(page.organisation, page.start, page.end)
    return Subject(page.organisation, Dates(page.start, page.end, page.as_of, first, last), book.last_number() if known is None else known)


def texts(page: Article) -> Iterator[tuple[str, str]]:
    """Every text of the article that may hold marks, with a name for where it stands. Paragraphs are HTML."""
    yield _("lời dẫn"), page.lead
    for place, block in enumerate(page.body, start=1):
        yield from ((_("khối %(place)d") % {"place": place}, text) for text in _texts_of(block.block_type, block.value))


def _texts_of(kind: str, value: Any) -> Iterator[str]:
    if kind == "paragraph":
        yield str(value.source)
    elif kind == "heading":
        yield str(value)
    elif kind == "quote":
        yield str(value["text"])
    elif kind in ("picture", "gallery"):
        yield from (str(each["caption"]) for each in (value if kind == "gallery" else [value]))


def pictures(page: Article) -> set[Any]:
    """Every picture the article shows."""
    found = {page.picture} if page.picture else set()
    for block in page.body:
        if block.block_type in ("picture", "gallery"):
            found |= {each["picture"] for each in (block.value if block.block_type == "gallery" else [block.value]) if each.get("picture")}
    return found


def gather(page: Article, known: int | None = None) -> Content:
    """Everything the article prints, read from the books as they are, or as known at an entry."""
    return _gathered(page, subject_of(page, known))[0]


def faults(page: Article) -> list[Fault]:
    """Blocks that ask for what cannot be printed."""
    return _gathered(page, subject_of(page))[1]


def _gathered(page: Article, subject: Subject) -> tuple[Content, list[Fault]]:
    state = subject.today.state(subject.org) or subject.tree.timelines[subject.org].states[-1]
    dates, name = subject.dates, state.name
    numbers, tables, wrong = _blocks(page, subject)
    labels = letterhead.frame(subject, "", page.title, term_text(dates.term_start, dates.term_end)).labels
    content = Content(
        title=page.title, lead=page.lead, by=page.by, on=page.on, org=subject.org, org_name=name, as_of=dates.as_of, start=dates.start,
        end=dates.end, term_start=dates.term_start, term_end=dates.term_end, known=subject.known,
        facts=facts(subject, [text for _where, text in texts(page)]), numbers=numbers, tables=tables, labels=labels,
        body=json.dumps(page.body.get_prep_value(), ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder),
    )  # fmt: skip
    return content, wrong


def _blocks(page: Article, subject: Subject) -> tuple[dict[str, Fact], dict[str, tuple[Line, ...]], list[Fault]]:
    numbers: dict[str, Fact] = {}
    tables: dict[str, tuple[Line, ...]] = {}
    wrong: list[Fault] = []
    for place, block in enumerate(page.body, start=1):
        reader = READERS.get(block.block_type)
        if reader is None:
            continue
        try:
            found, lines = reader(block, subject)
        except FigureError as error:
            wrong.append(Fault(_("khối %(place)d") % {"place": place}, str(error)))
            continue
        numbers |= found
        tables |= {str(block.id): lines} if lines else {}
    return numbers, tables, wrong


Read = tuple[dict[str, Fact], tuple[Line, ...]]


def query_of(value: Any, subject: Subject) -> Query:
    """The question of one block. Raises FigureError for an organisation the article may not speak of."""
    org = subject.org
    if value.get("organisation"):
        now = book.tree().at(today())
        found = book.tree().by_code(value["organisation"])
        if found is None or found not in now.subtree(subject.org):
            raise FigureError(_("Bài của tổ chức này chỉ in số liệu của chính tổ chức và các tổ chức bên dưới."))
        org = found
    end = value.get("end") or subject.dates.end
    as_of = value.get("end") or subject.dates.as_of
    return Query(org=org, as_of=as_of, start=value.get("start") or subject.dates.start, end=end, known=subject.known)


def _open(code: str, by: str = "") -> figures.Figure:
    """A figure that may be shown to everybody. Raises FigureError."""
    figure = figures.get(code)
    if small.sensitive(figure) or by in small.TRAITS:
        raise FigureError(_("Số liệu về tôn giáo, dân tộc, sức khỏe không đăng lên trang tin."))
    return figure


def _figures(block: Any, subject: Subject) -> Read:
    found = {}
    for each in block.value.bound_blocks:
        _open(each.value["figure"])
        query = query_of(each.value, subject)
        found[str(each.id)] = number(each.value["figure"], query)
    return found, ()


def number(code: str, query: Query) -> Fact:
    """One whole figure as a printed number."""
    answer, figure = figures.evaluate([code], query)[code], figures.get(code)
    asked = Asked(code, query.org, query.as_of, query.start, query.end)
    title, unit = str(figure.title_vi), str(answer.unit or figure.unit)
    return Fact(code, asked, title, unit, str(figure.klass), answer.value, base_text(answer), str(answer.remark or ""))


def _parts(block: Any, subject: Subject) -> Read:
    code, by = block.value["figure"], block.value["by"]
    figure, query = _open(code, by), query_of(block.value, subject)
    found, lines = {f"{block.id}.0": number(code, query)}, []
    for place, each in enumerate(figures.breakdown(code, query, by), start=1):
        asked = Asked(code, query.org, query.as_of, query.start, query.end, by, each.key)
        name = f"{block.id}.{place}"
        found[name] = Fact(f"{code}[{by}={each.key}]", asked, str(figure.title_vi), str(figure.unit), str(figure.klass), each.value)
        lines.append(Line(each.label, name))
    return found, (*lines, Line(_("Tổng số"), f"{block.id}.0", strong=True))


def _statement(block: Any, subject: Subject) -> Read:
    query = query_of(block.value, subject)
    told = statements.statement(query)
    eve = told.start - ONE_DAY
    rows = [("member_total", _("Đầu kỳ"), told.opening, eve, True)]
    rows += [(line.code, str(line.title), line.value, told.end, False) for line in told.lines if line.value]
    rows.append(("member_total", _("Cuối kỳ"), told.closing, told.end, True))
    found, lines = {}, []
    for place, (code, title, value, day, strong) in enumerate(rows):
        name, figure = f"{block.id}.{place}", figures.get(code)
        flow = figure.klass == "flow"
        asked = Asked(code, query.org, None if flow else day, told.start if flow else None, told.end if flow else None)
        found[name] = Fact(code, asked, title, str(figure.unit), str(figure.klass), value)
        lines.append(Line(title, name, strong))
    return found, tuple(lines)


READERS = {"figures": _figures, "parts": _parts, "statement": _statement}
