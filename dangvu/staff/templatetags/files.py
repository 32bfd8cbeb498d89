"""The ways to a page's lists as files."""

from __future__ import annotations

from django.template import Context, Library
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from dangvu.staff import addresses, rendering
from dangvu.staff.lists.base import EXPORTS

register = Library()
WAY = '<a href="%s" download>%s</a>'
FURTHER = f" {WAY}"


@register.simple_tag(takes_context=True)
def files(context: Context) -> SafeString:
    """The ways to this page's lists as files, with what the page was asked for; nothing where it has none."""
    request = context["request"]
    match = request.resolver_match
    made = EXPORTS.get(match.url_name) if match and match.namespace == "staff" else None
    if made is None:
        return SafeString("")
    asked = {name: value for name, value in request.GET.items() if name not in ("sau", "trang", "bang")}

    def address(form: str, table: str = "") -> str:
        place = addresses.place(f"staff:{made.name}", **match.kwargs, form=form)
        return addresses.changed(place, asked, bang=table)

    several = len(made.tables) > 1
    csv = [(address("csv", key), str(title) if several else "CSV") for key, title in made.tables.items()]
    ways = f"<details><summary>CSV</summary>{rendering.rows(FURTHER, csv)}</details>" if several else rendering.rows(WAY, csv)
    xlsx, words = escape(address("xlsx")), escape(_("Tải:"))
    # What stands in it is escaped here and by the rows.
    return SafeString(f'<span class="files noprint"><span>{words}</span> <a href="{xlsx}" download>Excel</a> {ways}</span>\n')
