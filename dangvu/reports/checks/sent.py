"""What those below sent is what the books say."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports import requests
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report, Submission


@check("sent_is_in_the_books", afresh=True)
def found(report: Report, content: Content) -> Iterator[Finding]:
    """Reports sent up for days within the period whose numbers the books do not give."""
    sent = Submission.objects.filter(request__organisation=content.org, request__start__gte=content.start, request__end__lte=content.end)
    wrong = [each for each in sent.exclude(numbers="").select_related("request") if requests.differences(each)]
    if wrong:
        message = _("%(count)d báo cáo cấp dưới gửi có số khác với sổ.") % {"count": len(wrong)}
        yield Finding("sent_is_in_the_books", "warning", message, _("Mở trang yêu cầu báo cáo, đối chiếu từng số rồi sửa sổ hoặc trả lại."))
