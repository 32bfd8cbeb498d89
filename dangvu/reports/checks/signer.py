"""The one who signs is named."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("signer_named")
def there(report: Report, content: Content) -> Iterator[Finding]:
    """The one who signs is named."""
    if not content.frame.signer:
        yield Finding(
            "signer_named", "notice", _("Chưa ghi họ tên người ký báo cáo."), _("Ghi người ký ở phần tiêu đề văn bản của cấp ủy.")
        )
