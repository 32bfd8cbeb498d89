"""An article as it is printed: parts in order, text as runs, each number with its place, so that a page can open it."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from typing import TYPE_CHECKING, Any

from django.utils.html import strip_tags
from wagtail.rich_text import expand_db_html

from dangvu.pages.content import Content
from dangvu.reports.content import Fact
from dangvu.reports.marks import printed
from dangvu.reports.runs import TextRun, runs

if TYPE_CHECKING:
    from dangvu.pages.models import Article


SNIPPET = 80
"""Letters looked at after a number."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed: its text, its fact, and its place among the numbers of the article."""

    text: str
    fact: Fact
    place: int
    title: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text; ``number`` when it is one."""

    text: str
    number: Printed | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A block as printed. Which fields are filled depends on ``kind``, the name of the block."""

    kind: str
    runs: tuple[Run, ...] = ()
    who: str = ""
    caption: str = ""
    numbers: tuple[Printed, ...] = ()
    rows: tuple[tuple[str, Printed, bool], ...] = ()
    pictures: tuple[Any, ...] = ()

    @property
    def text(self) -> str:
        return plain(self.runs, self.kind == "paragraph")


@dataclass(frozen=True, slots=True)
class Shown:
    """The whole article."""

    content: Content
    lead: tuple[Run, ...]
    parts: tuple[Part, ...]
    places: dict[str, int] = field(repr=False)

    @property
    def text(self) -> str:
        """What a reader reads, without any markup, paragraph by paragraph."""
        return "\n\n".join([self.content.title, plain(self.lead), *(part.text for part in self.parts if part.runs)])

    @property
    def from_books(self) -> list[str]:
        """Every number a mark printed, with the words after it: what needs no second look at the books."""
        found = []
        for rich, given in [(False, self.lead), *((part.kind == "paragraph", part.runs) for part in self.parts)]:
            found += [plain(given[place:], rich)[:SNIPPET] for place, run in enumerate(given) if run.number]
        return found


def plain(given: tuple[Run, ...], rich: bool = False) -> str:
    """Runs as bare text; those of a paragraph are HTML."""
    text = "".join(run.text for run in given)
    return unescape(strip_tags(text.replace("</p>", "\n").replace("</li>", "\n"))).strip() if rich else text.strip()


def shown(page: Article, content: Content) -> Shown:
    """The article with the numbers of a content: live ones, or those of an edition."""
    places = {name: place for place, name in enumerate(content.order)}
    parts = tuple(_part(block, content, places) for block in page.body)
    return Shown(content, _text(content.lead, content, places), parts, places)


def _text(text: str, content: Content, places: dict[str, int]) -> tuple[Run, ...]:
    return tuple(_run(run, content, places) for run in runs(text, content.facts, content.labels))


def _run(run: TextRun, content: Content, places: dict[str, int]) -> Run:
    if run.fact is None:
        return Run(run.text)
    return Run(run.text, Printed(run.text, run.fact, places[run.fact.key]))


def _part(block: Any, content: Content, places: dict[str, int]) -> Part:
    kind, value = block.block_type, block.value
    if kind == "paragraph":
        return Part(kind, _text(expand_db_html(value.source), content, places))
    if kind == "heading":
        return Part(kind, _text(value, content, places))
    if kind == "quote":
        return Part(kind, _text(value["text"], content, places), who=value["who"])
    if kind == "figures":
        return Part(kind, numbers=tuple(_figure(each, content, places) for each in value.bound_blocks if str(each.id) in content.numbers))
    if kind in ("parts", "statement"):
        return Part(kind, caption=value["caption"], rows=_rows(str(block.id), content, places))
    pictures = tuple(each for each in (value if kind == "gallery" else [value]) if each.get("picture"))
    return Part("pictures", tuple(Run(each["caption"] + "\n") for each in pictures), pictures=pictures)


def _figure(bound: Any, content: Content, places: dict[str, int]) -> Printed:
    fact = content.numbers[str(bound.id)]
    return Printed(_value(fact), fact, places[str(bound.id)], bound.value["caption"] or fact.title)


def _rows(block: str, content: Content, places: dict[str, int]) -> tuple[tuple[str, Printed, bool], ...]:
    lines = content.tables.get(block, ())
    return tuple(
        (line.label, Printed(_value(content.numbers[line.number]), content.numbers[line.number], places[line.number]), line.strong)
        for line in lines
    )


def _value(fact: Fact) -> str:
    return printed(fact.value, "", fact.unit)
