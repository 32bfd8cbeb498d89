"""The head of the document names its place."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("place_named")
def there(report: Report, content: Content) -> Iterator[Finding]:
    """The head of the document names its place."""
    if not content.frame.place:
        yield Finding("place_named", "notice", _("Chưa ghi địa danh ở đầu văn bản."), _("Ghi địa danh ở phần tiêu đề văn bản của cấp ủy."))
