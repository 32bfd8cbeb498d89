"""The menu: the few pages one works with in a bar, and every page one may open on a map of groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.template import Context, Library
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from dangvu.staff import addresses
from dangvu.staff.templatetags.staff import PAGES

register = Library()

Page = tuple[str, str | Promise, str, set[str]]

BAR = (
    "home", "due", "people", "recording", "dossiers", "meetings", "figures", "reports", "accounts", "backup", "readings", "tree",
    "statement", "targets", "requests", "rules",
)  # fmt: skip
"""What stands in the bar, the most used first: of those the reader may open the first ones, as many as fit."""
FIT = 8

GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (_("Việc hằng ngày"), ("home", "due", "dossiers", "meetings", "library", "programme", "requests")),
    (_("Ghi sổ"), ("recording", "imports", "dues", "ratings", "documents")),
    (_("Tổ chức, đảng viên"), ("tree", "people", "quality", "statement", "badge_forecast", "handbook", "questions", "polls")),
    (_("Số liệu, báo cáo"), ("figures", "pictures", "targets", "reports", "proofread", "judge")),
    (_("Quy định"), ("rules", "rule_changes", "calendar")),
    (_("Quản trị"), ("accounts", "backup", "readings")),
)
OTHERS = _("Trang khác")


DRAWN = 256
"""Menus kept ready: they are the same for everybody of the same rights on the same page, and each page of the desk has one."""
RIGHTS = frozenset(page[2] for page in PAGES)
KEPT = "asked of the menu"


@dataclass(frozen=True)
class Asked:
    """What a menu depends on: the reader's rights, the page one is on, what links carry along, the language and where the site stands."""

    rights: frozenset[str]
    present: str
    carried: tuple[tuple[str, str], ...]
    language: str | None
    prefix: str

    def pages(self) -> dict[str, Page]:
        """The pages the reader may open, by their target."""
        return {page[0]: page for page in PAGES if page[2] in self.rights}

    def line(self, page: Page, *, current: bool) -> SafeString:
        """A page's place in a list."""
        mark = SafeString(' aria-current="page"') if current else SafeString("")
        return format_html('<li><a href="{}"{}>{}</a></li>', addresses.link(f"staff:{page[0]}", dict(self.carried)), mark, page[1])


def _asked(context: Context) -> Asked:
    """What this page's menu depends on; a page asks three times."""
    asked: Asked | None = context.render_context.get(KEPT)
    if asked is None:
        asked = context.render_context[KEPT] = _told(context)
    return asked


def _told(context: Context) -> Asked:
    desk, match = context["desk"], context["request"].resolver_match
    rights = frozenset(right for right in RIGHTS if desk.may(right))
    present = match.url_name or "" if match else ""
    return Asked(rights, present, tuple(desk.carried.items()), get_language(), get_script_prefix())


def grouped(pages: dict[str, Page]) -> Iterator[tuple[str | Promise, list[Page]]]:
    """The pages in their groups; what stands in no group comes last, so that a new page is never lost."""
    placed = {target for _title, targets in GROUPS for target in targets}
    rest = tuple(target for target in pages if target not in placed)
    for title, targets in (*GROUPS, (OTHERS, rest)):
        found = [pages[target] for target in targets if target in pages]
        if found:
            yield title, found


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """The bar, the page one is on (or whose part it is) marked."""
    return _bar(_asked(context))


@lru_cache(maxsize=DRAWN)
def _bar(asked: Asked) -> SafeString:
    pages = asked.pages()
    shown = [pages[target] for target in BAR if target in pages][:FIT]
    return format_html_join("", "{}", ((asked.line(page, current=asked.present in page[3]),) for page in shown))


@register.simple_tag(takes_context=True)
def menu_map(context: Context) -> SafeString:
    """Every page the reader may open, in groups."""
    return _map(_asked(context))


@lru_cache(maxsize=DRAWN)
def _map(asked: Asked) -> SafeString:
    groups = (
        (title, format_html_join("", "{}", ((asked.line(page, current=asked.present == page[0]),) for page in pages)))
        for title, pages in grouped(asked.pages())
    )
    return format_html_join("", "<section><h2>{}</h2><ul>{}</ul></section>", groups)


@register.simple_tag(takes_context=True)
def here_is(context: Context) -> str | Promise:
    """The title of the page one is on, for the closed menu of a phone."""
    asked = _asked(context)
    pages, present = asked.pages(), asked.present
    own = next((page for page in pages.values() if page[0] == present), None)
    found = own or next((page for page in pages.values() if present in page[3]), None)
    return found[1] if found else ""
