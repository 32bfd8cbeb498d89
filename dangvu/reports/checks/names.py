"""A report names no member without need."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.dossiers.holdings import members
from dangvu.ledger import book
from dangvu.orgs.models import Person
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("member_not_named")
def named(report: Report, content: Content) -> Iterator[Finding]:
    """Membership is sensitive personal data: a narrative that goes to many readers counts people rather than naming them."""
    tree = book.tree(content.known).at(content.as_of)
    held = [person for person, _org in members(tree.subtree(content.org), content.as_of)]
    names = {name for name in Person.objects.filter(pk__in=held).values_list("name", flat=True) if name}
    for section in content.sections:
        found = sorted(name for name in names if name in section.text)
        if found:
            message = _("Mục “%(heading)s” nêu tên %(count)d đảng viên.") % {"heading": section.heading, "count": len(found)}
            remedy = _("Chỉ nêu tên khi cần và khi người đó biết; báo cáo được nhiều người đọc.")
            yield Finding("member_not_named", "notice", message, remedy)
