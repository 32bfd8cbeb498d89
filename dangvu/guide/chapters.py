"""The chapters of the users' guide: Markdown files, with the pages they are about; whatever chapters lie there are listed.

In a checkout they are ``docs/huong-dan``; a wheel carries a copy inside the package.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dangvu.core.lazily import lazily
from dangvu.core.vietnamese import fold

if TYPE_CHECKING:
    import markdown_it
    from markdown_it.token import Token
else:
    markdown_it = lazily("markdown_it")

INSIDE: Final = Path(__file__).parent / "huong-dan"
CHECKOUT: Final = Path(__file__).resolve().parents[2] / "docs" / "huong-dan"
PICTURES: Final = "hinh"
COVER: Final = "README"
# First the order in which one learns, then whatever else there is.
ORDER: Final = (
    "ngay-dau", "dang-vien", "ho-so", "kiem-tra", "hop", "dang-phi", "xep-loai", "bao-cao", "chi-tieu", "so-lieu", "so-sach", "tai-khoan",
    "sao-luu", "khi-co-loi",
)  # fmt: skip
_PAGES = re.compile(r"<!--\s*trang:\s*(?P<pages>[a-z_ ]+?)\s*-->")
_TITLE = re.compile(r"^#\s+(?P<title>.+?)\s*$", re.MULTILINE)
_NAME = re.compile(r"[a-z0-9][a-z0-9-]*")
_PICTURE = re.compile(r"[a-z0-9][a-z0-9-]*\.png")


@dataclass(frozen=True)
class Chapter:
    """One chapter: the name of its file, its title, its text, and the pages of the site it is about."""

    name: str
    title: str
    text: str
    pages: tuple[str, ...] = ()


def folder() -> Path:
    """Where the chapters are."""
    return INSIDE if INSIDE.is_dir() else CHECKOUT


@cache
def chapters() -> Mapping[str, Chapter]:
    """Every chapter by name, in the order one reads them."""
    files = [file for file in folder().glob("*.md") if file.stem != COVER and _NAME.fullmatch(file.stem)]
    files.sort(key=lambda file: (ORDER.index(file.stem) if file.stem in ORDER else len(ORDER), file.stem))
    return {file.stem: _read(file) for file in files}


def _read(file: Path) -> Chapter:
    text = file.read_text("utf-8")
    title, pages = _TITLE.search(text), _PAGES.search(text)
    return Chapter(file.stem, title["title"] if title else file.stem, text, tuple(pages["pages"].split()) if pages else ())


def about(page: str) -> Chapter | None:
    """The chapter about a page of the site."""
    return next((each for each in chapters().values() if page in each.pages), None)


def picture(name: str) -> Path | None:
    """The file of a picture, None where there is none of that name."""
    file = folder() / PICTURES / name
    return file if _PICTURE.fullmatch(name) and file.is_file() else None


def rendered(chapter: Chapter, *, chapters_at: str, pictures_at: str) -> str:
    """The chapter as HTML. Raw HTML in it is shown as text; links to other chapters and pictures lead to the addresses given.

    ``chapters_at`` and ``pictures_at`` hold ``{}`` where the name goes.
    """
    markdown = markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(_PAGES.sub("", chapter.text))
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(tokens[place + 1].content))
        token.children = _within(token.children) if token.children else token.children
        for each in token.children or ():
            _redirect(each, chapters_at, pictures_at)
    html: str = markdown.renderer.render(tokens, markdown.options, {})
    return html


def anchor(heading: str) -> str:
    """The name a heading is linked by: ``Ghi nhầm thì sao`` is ``ghi-nham-thi-sao``."""
    return re.sub(r"[^a-z0-9]+", "-", fold(heading)).strip("-")


def _within(tokens: list[Token]) -> list[Token]:
    """A line without its links out of the guide, into the documentation for makers: their words stay."""
    kept: list[Token] = []
    outside = False
    for each in tokens:
        if each.type == "link_open" and str(each.attrGet("href")).startswith(".."):
            outside = True
        elif each.type == "link_close" and outside:
            outside = False
        else:
            kept.append(each)
    return kept


def _redirect(token: Token, chapters_at: str, pictures_at: str) -> None:
    if token.type == "image":
        token.attrSet("src", pictures_at.format(Path(str(token.attrGet("src"))).name))
        token.attrSet("loading", "lazy")
    if token.type == "link_open":
        name, _hash, part = str(token.attrGet("href")).partition("#")
        if name.endswith(".md") and "/" not in name:
            token.attrSet("href", chapters_at.format(name.removesuffix(".md")) + (f"#{part}" if part else ""))
