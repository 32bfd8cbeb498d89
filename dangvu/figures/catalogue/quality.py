"""What is missing or contradictory in what the books hold of members (domain guide §11.2, §11.3)."""

from __future__ import annotations

from dangvu.figures.base import Figure, among
from dangvu.figures.catalogue.membership import MEMBERS
from dangvu.figures.composites import Rate
from dangvu.figures.gaps import ANY, GAPS, NO, YES
from dangvu.figures.picks import OneOf

WITH_GAPS = among(MEMBERS, **{ANY: OneOf((YES,))})

FIGURES = (
    Figure(
        "members_with_gaps",
        "Đảng viên có lý lịch thiếu hoặc mâu thuẫn",
        "Members whose record has gaps",
        "Số đảng viên vào ngày tính có ít nhất một giá trị thiếu hoặc mâu thuẫn trong các loại mà trang chất lượng kiểm tra.",
        "đảng viên",
        "stock",
        WITH_GAPS,
    ),
    Figure(
        "members_complete_rate",
        "Tỷ lệ đảng viên có lý lịch đủ và khớp",
        "Share of members with a complete record",
        "Đảng viên không thiếu, không mâu thuẫn giá trị nào, chia cho tổng số đảng viên vào ngày tính.",
        "%",
        "rate",
        Rate(among(MEMBERS, **{ANY: OneOf((NO,))}), MEMBERS, absent="lý lịch còn thiếu hoặc mâu thuẫn"),
    ),
    *(
        Figure(code, gap.title, gap.title_en, gap.definition, "đảng viên", "stock", among(MEMBERS, **{code: OneOf((YES,))}))
        for code, gap in GAPS.items()
    ),
)
