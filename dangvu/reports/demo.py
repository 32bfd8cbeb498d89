"""The drafts the demonstration starts with."""

from __future__ import annotations

import datetime as dt

from dangvu.reports.models import Body, Letterhead, Report
from dangvu.reports.registers import open_register
from dangvu.reports.services import create, save_narrative

TERM = "2020-2025"
LAST_NUMBER_ELSEWHERE = 11
DRAFTS = (
    ("mid_term", dt.date(2020, 6, 1), dt.date(2023, 3, 22), dt.date(2023, 3, 22)),
    ("quarterly", dt.date(2023, 1, 1), dt.date(2023, 3, 31), dt.date(2023, 3, 31)),
)
# What only this committee has to tell, below the outline's text: kind, section, paragraph.
TOLD = (
    (
        "mid_term",
        "features",
        (
            "Các chi bộ sinh hoạt trong doanh nghiệp thuộc nhiều ngành nghề và thành phần kinh tế. Nửa đầu nhiệm kỳ, dịch bệnh kéo dài và "
            "thị trường biến động tác động trực tiếp đến việc làm, thu nhập của người lao động, đến nền nếp sinh hoạt và công tác phát "
            "triển đảng viên; các chi bộ vẫn duy trì hoạt động và cùng doanh nghiệp giữ vững sản xuất."
        ),
    ),
    (
        "mid_term",
        "second_half",
        "Trước mắt, tổ chức các hoạt động tuyên truyền chào mừng kỷ niệm 10 năm Ngày thành lập Đảng bộ.",
    ),
    ("quarterly", "next", "- Triển khai kế hoạch tuyên truyền chào mừng kỷ niệm 10 năm Ngày thành lập Đảng bộ."),
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
        report = create(kind, org, start, end, as_of, actor)
        for _kind, key, paragraph in (told for told in TOLD if told[0] == kind):
            text = report.sections.get(key=key).text
            save_narrative(report, key, f"{text.rstrip()}\n{paragraph}\n", actor)
