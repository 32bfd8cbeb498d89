"""The drafts the demonstration starts with."""

from __future__ import annotations

import datetime as dt

from dangvu.reports.models import Body, Letterhead, Report
from dangvu.reports.registers import open_register
from dangvu.reports.services import create

TERM = "2020-2025"
LAST_NUMBER_ELSEWHERE = 11
DRAFTS = (
    ("mid_term", dt.date(2020, 6, 1), dt.date(2023, 3, 22), dt.date(2023, 3, 22)),
    ("quarterly", dt.date(2023, 1, 1), dt.date(2023, 3, 31), dt.date(2023, 3, 31)),
)


def prepare(org: int, actor: str) -> None:
    """Make the two drafts, the letterhead and the register of reports, once."""
    if Report.objects.filter(organisation=org).exists():
        return
    Letterhead.objects.get_or_create(
        organisation_id=org,
        defaults={"symbol": "ĐUK", "place": "Đông Anh", "signer": "Nguyễn Văn Ví Dụ"},
    )
    open_register(org, "BC", TERM, body=Body.COMMITTEE, used_before=LAST_NUMBER_ELSEWHERE, actor=actor)
    for kind, start, end, as_of in DRAFTS:
        create(kind, org, start, end, as_of, actor)
