"""Decisions of expulsion and members expelled agree."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports.checks.base import Finding, asked, check, count, part
from dangvu.reports.content import Content
from dangvu.reports.models import Report


@check("expulsions_agree")
def agree(report: Report, content: Content) -> Iterator[Finding]:
    """An expulsion is a disciplinary decision and the end of a membership: both are entered (domain guide §2.8, §2.9)."""
    decisions = part(content, "discipline_members_by_form", "form", "expulsion")
    gone = count(content, "member_expelled")
    if decisions != gone:
        message = _("%(decisions)d quyết định kỷ luật khai trừ, nhưng %(gone)d đảng viên ra khỏi danh sách vì khai trừ.")
        remedy = _("Ghi bổ sung quyết định kỷ luật hoặc việc khai trừ còn thiếu.")
        numbers = {"decisions": decisions, "gone": gone}
        yield Finding("expulsions_agree", "warning", message % numbers, remedy, asked(content, "member_expelled"))
