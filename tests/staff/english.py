"""What is still Vietnamese on an English page: text that is neither translated nor data somebody typed."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

import dangvu
from dangvu.figures.catalogue import everything

MARKED = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)
SPOKEN = ("title", "alt", "aria-label", "placeholder", "data-label", "data-calendar")
UNREAD = ("script", "style")
# Names of the program, of the language, of money; what a person is told to type.
KNOWN = (
    # From the rules and the calendar of public holidays.
    "tạm dùng giá trị của bản sau cho thời gian trước; chưa kiểm chứng",
    "Đảng vụ",
    "Tiếng Việt",
    "đồng",
    "nghỉ bù Quốc khánh",
    "Hồ Chí Minh",
    "KNĐ",
    "TĐV",
    "HSĐV",
    "SHĐ",
)


class Words(HTMLParser):
    """Every text a reader meets: text nodes, and attributes that are read aloud. What is marked as Vietnamese is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        vietnamese = (given.get("lang") or "").startswith("vi") or tag in UNREAD
        if tag not in ("meta", "link", "img", "input", "br", "hr", "source"):
            self._open.append((tag, vietnamese))
        if not vietnamese and not self._hidden():
            self.found += [value for name in SPOKEN if (value := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._hidden() and data.strip():
            self.found.append(data.strip())

    def _hidden(self) -> bool:
        return any(vietnamese for _tag, vietnamese in self._open)


def left(html: str, typed: set[str]) -> list[str]:
    """The texts of a page that are Vietnamese and nobody’s data."""
    words = Words()
    words.feed(html)
    return [text for text in dict.fromkeys(words.found) if MARKED.search(text) and not _is_data(" ".join(text.split()), typed)]


def _is_data(text: str, typed: set[str]) -> bool:
    if text in typed:
        return True
    for known in sorted((each for each in typed if each in text), key=len, reverse=True):
        text = text.replace(known, " ")
        if not MARKED.search(text):
            return True
    return not MARKED.search(text)


def data() -> set[str]:
    """What stands in the database, in the rules and outlines, and in the definitions of figures: it stays Vietnamese."""
    found = {" ".join(text.split()) for text in (*_rows(), *_files(), *_definitions(), *KNOWN)}
    found |= {text.removeprefix("Chi bộ ") for text in found} | {f"Báo cáo {text}" for text in found}
    return {text for text in found if MARKED.search(text)}


def _rows() -> Iterator[str]:
    for model in apps.get_models():
        if not model.__module__.startswith("dangvu."):
            continue
        fields = model._meta.concrete_fields
        names = [each.attname for each in fields if isinstance(each, models.CharField | models.TextField | models.JSONField)]
        for row in model.objects.values_list(*names) if names else ():
            for value in row:
                yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str) and value[:1] in "{[":
        try:
            value = json.loads(value)
        except ValueError:
            yield value
            return
    if isinstance(value, dict):
        value = [*value.values(), *value.keys()]
    if isinstance(value, list | tuple):
        for each in value:
            yield from _texts(each)
    elif isinstance(value, str):
        yield value
        yield from value.splitlines()


@cache
def _files() -> tuple[str, ...]:
    package = Path(dangvu.__file__).parent
    return tuple(text for file in package.rglob("*.toml") for text in _texts(tomllib.loads(file.read_text("utf-8"))))


def _definitions() -> Iterator[str]:
    for figure in everything().values():
        yield from (figure.definition, figure.unit, figure.title_vi)
