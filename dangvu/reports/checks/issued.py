"""A number already issued for the same days is the same."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from dangvu.reports import codec
from dangvu.reports.checks.base import Finding, check
from dangvu.reports.content import Content
from dangvu.reports.marks import plain
from dangvu.reports.models import Report, State


@check("issued_number_agrees", afresh=True)
def agrees(report: Report, content: Content) -> Iterator[Finding]:
    """What another issued report of the organisation printed for exactly the same figure and days, against this one."""
    mine = {fact.asked: fact for fact in content.facts.values()}
    issued = Report.objects.filter(organisation=content.org, state=State.ISSUED).exclude(pk=report.pk)
    for other in issued:
        for fact in codec.load(Content, other.frozen).facts.values():
            here = mine.get(fact.asked)
            if here is not None and here.value != fact.value:
                told = {"title": fact.title, "symbol": other.symbol, "then": plain(fact.value), "now": plain(here.value)}
                message = _("“%(title)s”: báo cáo %(symbol)s đã in %(then)s, báo cáo này là %(now)s.") % told
                remedy = _("Xem những gì đã ghi thêm từ báo cáo trước, và nói rõ trong lời văn.")
                yield Finding("issued_number_agrees", "warning", message, remedy, here.asked)
