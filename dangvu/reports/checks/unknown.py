"""What is unknown is not printed as a number."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("value_known")
def known(report: Report, content: Content) -> Iterator[Finding]:
    """The narrative asks for a figure the books cannot give: it would be printed as dots."""
    for fact in content.facts.values():
        if fact.value is None:
            message = _("Sổ chưa cho được “%(title)s” (%(remark)s).") % {"title": fact.title, "remark": fact.remark or fact.key}
            remedy = _("Ghi bổ sung vào sổ, hoặc bỏ con số đó khỏi lời văn.")
            yield Finding("value_known", "warning", message, remedy, fact.asked)
