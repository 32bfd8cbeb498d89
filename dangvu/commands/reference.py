"""The reference pages, printed from the registries so that they cannot be out of date."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from django.utils import translation
from django.utils.translation import gettext as _

from dangvu.api.views import api
from dangvu.commands import say
from dangvu.dossiers.kinds import REGISTRY as PROCEDURES
from dangvu.dossiers.kinds import Procedure
from dangvu.figures.catalogue import FIGURES
from dangvu.ledger.kinds import REGISTRY, Kind
from dangvu.orgs.tree import CELL_KINDS, KINDS
from dangvu.rules.book import shipped

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
        pages = {
            "load-format.md": "\n".join(load_format()),
            "figures.md": "\n".join(figure_list()),
            "rules.md": "\n".join(rule_list()),
            "procedures.md": "\n".join(procedure_list()),
            "api.md": "\n".join(endpoint_list()),
        }
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
    for each in FIGURES.values():
        by = ", ".join(each.dimensions)
        yield f"| `{each.code}` | {each.title_vi} | {each.title_en} | {each.unit} | {each.klass} | {by} |"
    yield "\n## Definitions\n"
    for each in FIGURES.values():
        yield f"- `{each.code}`: {each.definition}"


def rule_list() -> Iterator[str]:
    """Every version of every rule that comes with the program."""
    yield HEAD
    yield "# The rules\n\nTitles and sources are in Vietnamese, as the pages show them. `unverified` and `C` may be changed by a committee.\n"
    yield "| key | title | from | to | place | value | source | grade |\n|---|---|---|---|---|---|---|---|"
    for key, versions in sorted(shipped().items()):
        for each in versions:
            value = ", ".join(paper["code"] for paper in each.value) if each.unit == "papers" else f"{each.value} {each.unit}"
            yield f"| `{key}` | {each.title} | {each.valid_from} | {each.valid_to or ''} | {each.place} | {value} | {each.source} | {each.grade} |"


def procedure_list() -> Iterator[str]:
    """Every procedure as its workflow table."""
    yield HEAD
    yield "# The procedures\n\nEach dossier moves by one of these tables. A vote that fails leads to the state after the slash.\n"
    for each in PROCEDURES.values():
        yield from _procedure(each)


def _procedure(each: Procedure) -> Iterator[str]:
    yield f"## `{each.code}`: {each.title}\n\n{each.about}\n"
    yield f"Starts as `{each.workflow.start}`, ends as {', '.join(f'`{end}`' for end in each.workflow.ends)}."
    yield f"Papers: `{each.papers}`.\n" if each.papers else ""
    yield "| verb | from | to | right | vote | entries | papers needed |\n|---|---|---|---|---|---|---|"
    for row in each.workflow.moves:
        to = f"{row.target} / {row.otherwise}" if row.otherwise else row.target
        cells = (row.verb, ", ".join(row.sources), to, row.right, row.vote, ", ".join(row.effects), ", ".join(row.papers))
        yield "| " + " | ".join(cells) + " |"
    if each.deadlines:
        told = (f"`{due.code}` ({due.rule or 'agreed day'})" for due in each.deadlines)
        yield f"\nDeadlines: {', '.join(told)}.\n"
    else:
        yield ""


API_HEAD = """# The API

Other programs ask under `/api/v1/` with a token (`Authorization: Bearer dv1_…`) that a user makes on the page of his or her account. A token holds
scopes (figures, persons, record, mine) and never more than its user's rights; `/api/v1/openapi.json` describes every answer. Errors are `{"detail": sentence}`.

| endpoint | parameters | |
|---|---|---|"""


def endpoint_list() -> Iterator[str]:
    """Every endpoint, from the declarations."""
    yield HEAD + API_HEAD
    for path, methods in api.get_openapi_schema(path_prefix="/api/v1/")["paths"].items():
        for method, told in methods.items():
            asked = ", ".join(f"`{each['name']}`" for each in told.get("parameters", []))
            yield f"| `{method.upper()} {path}` | {asked} | {told.get('description', '')} |"
