"""The reference pages, printed from the registries so that they cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.figures import services
from dangvu.ledger.kinds import REGISTRY, Kind
from dangvu.orgs.tree import CELL_KINDS, KINDS

HEAD = "<!-- Printed by `dangvu reference` from the registries: change the declaration, not this page. -->\n"

COMMON = """# The load format

`dangvu load FILE.jsonl [--dry-run] [--replay]`: one JSON object a line, UTF-8 without a byte-order mark, at most 1,000,000 bytes a line.
A file is one transaction: all of it or nothing. Every faulty line is reported at once, with its number, its field and what to do.

| common field | |
|---|---|
| `kind` | one of the kinds below |
| `on` | the day it is true, `YYYY-MM-DD`; never after the day of recording |
| `ref` | the sender's own key, at most 200 characters: the same again is skipped if identical, refused if different. Put nothing personal in it |
| `decision` | optional `{number, date, issuer}` |
| `note` | optional text, kept beside the entry like personal values |
| `recorded` | with `--replay` only, and then needed: an ISO time that increases and is later than the last entry. Without `--replay` the ledger assigns the time |

`org` and `person` are the sender's codes, declared by an earlier line or already in the book. A field that a kind does not have is refused.
"""


def reference(
    folder: Annotated[Path, typer.Option("--folder", help="Thư mục đích.")] = Path("docs/reference"),
    check: Annotated[bool, typer.Option("--check", help="Chỉ xem tài liệu có còn đúng không.")] = False,
    json: say.Json = False,
) -> None:
    """Viết lại các trang tham chiếu từ danh mục trong chương trình."""
    with translation.override("en"):
        pages = {"load-format.md": "\n".join(load_format()), "figures.md": "\n".join(figure_list())}
    stale = [name for name, text in pages.items() if not _same(folder / name, text + "\n")]
    if not check:
        folder.mkdir(parents=True, exist_ok=True)
        for name in stale:
            (folder / name).write_text(pages[name] + "\n", encoding="utf-8")
    if json:
        say.as_json({"pages": sorted(pages), "changed": stale})
    elif stale:
        say.out.print(_("Trang thay đổi: %(pages)s") % {"pages": ", ".join(stale)})
    if check and stale:
        raise typer.Exit(say.WRONG)


def _same(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


def load_format() -> Iterator[str]:
    """The page of the load format."""
    yield HEAD + COMMON
    yield f"Kinds of organisation: {', '.join(f'`{kind}`' for kind in sorted(KINDS))}."
    yield f"Members stand in cells only: {', '.join(f'`{kind}`' for kind in sorted(CELL_KINDS))}; `cell` is short for `attached_cell`.\n"
    for kind in sorted(REGISTRY.values(), key=lambda each: (each.family, each.name)):
        yield from _kind(kind)


def _kind(kind: Kind) -> Iterator[str]:
    yield f"## `{kind.name}`\n"
    yield " ".join(kind.about.split()) + "\n"
    yield "| field | needed | |\n|---|---|---|"
    for field in kind.fields:
        beside = " (kept beside the ledger)" if field.name in kind.sealed else ""
        yield f"| `{field.name}` | {'yes' if field.required else ''} | {field.about.replace('|', chr(92) + '|')}{beside} |"
    if kind.open_ended:
        yield "| … | | further plain fields are kept as they are |"
    yield ""


def figure_list() -> Iterator[str]:
    """The page of the catalogue."""
    yield HEAD + "# The catalogue of figures\n"
    yield "Codes are used by `dangvu figure`, by targets and assertions, and by the marks in a report's text.\n"
    yield "| code | title | title in English | unit | class | broken down by |\n|---|---|---|---|---|---|"
    for each in services.catalogue():
        by = ", ".join(each.dimensions)
        yield f"| `{each.code}` | {each.title_vi} | {each.title_en} | {each.unit} | {each.klass} | {by} |"
    yield "\n## Definitions\n"
    for each in services.catalogue():
        yield f"- `{each.code}`: {each.definition}"
