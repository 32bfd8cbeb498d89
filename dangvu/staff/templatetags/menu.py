"""The menu: the few pages one works with in a bar, and every page one may open on a map of groups."""

from __future__ import annotations

from collections.abc import Iterator

from django.template import Context, Library
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
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


def open_pages(context: Context) -> dict[str, Page]:
    """The pages the reader may open, by their target."""
    desk = context["desk"]
    return {page[0]: page for page in PAGES if desk.may(page[2])}


def grouped(pages: dict[str, Page]) -> Iterator[tuple[str | Promise, list[Page]]]:
    """The pages in their groups; what stands in no group comes last, so that a new page is never lost."""
    placed = {target for _title, targets in GROUPS for target in targets}
    rest = tuple(target for target in pages if target not in placed)
    for title, targets in (*GROUPS, (OTHERS, rest)):
        found = [pages[target] for target in targets if target in pages]
        if found:
            yield title, found


def _present(context: Context) -> str:
    match = context["request"].resolver_match
    return match.url_name or "" if match else ""


def _line(context: Context, page: Page, *, current: bool) -> SafeString:
    mark = SafeString(' aria-current="page"') if current else SafeString("")
    return format_html('<li><a href="{}"{}>{}</a></li>', addresses.link(f"staff:{page[0]}", context["desk"].carried), mark, page[1])


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> SafeString:
    """The bar, the page one is on (or whose part it is) marked."""
    pages, present = open_pages(context), _present(context)
    shown = [pages[target] for target in BAR if target in pages][:FIT]
    return format_html_join("", "{}", ((_line(context, page, current=present in page[3]),) for page in shown))


@register.simple_tag(takes_context=True)
def menu_map(context: Context) -> SafeString:
    """Every page the reader may open, in groups."""
    present = _present(context)
    groups = (
        (title, format_html_join("", "{}", ((_line(context, page, current=present == page[0]),) for page in pages)))
        for title, pages in grouped(open_pages(context))
    )
    return format_html_join("", "<section><h2>{}</h2><ul>{}</ul></section>", groups)


@register.simple_tag(takes_context=True)
def here_is(context: Context) -> str | Promise:
    """The title of the page one is on, for the closed menu of a phone."""
    pages, present = open_pages(context), _present(context)
    own = next((page for page in pages.values() if page[0] == present), None)
    found = own or next((page for page in pages.values() if present in page[3]), None)
    return found[1] if found else ""
