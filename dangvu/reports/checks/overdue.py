"""Nothing is overdue in the office."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.dossiers import due
from dangvu.handbook import polls, questions
from dangvu.ledger import book
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("work_overdue", afresh=True)
def overdue(report: Report, content: Content) -> Iterator[Finding]:
    """Dossiers, papers, probations, badges, members' questions and polls whose day had passed when the report was reckoned."""
    orgs = book.tree(content.known).at(content.as_of).subtree(content.org)
    number = due.overdue(orgs, content.as_of)
    number += sum(item.overdue(content.as_of) for item in (*questions.due(orgs), *polls.due(orgs)))
    if number:
        message = _("%(count)d việc đã quá hạn vào ngày chốt số liệu.") % {"count": number}
        yield Finding("work_overdue", "notice", message, _("Mở trang hạn việc, xử lý hoặc nêu nguyên nhân ở phần hạn chế."))
