"""The member stock and its parts (domain guide §2, §3)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Stock, among
from dangvu.figures.composites import Change, Rate
from dangvu.figures.picks import OneOf, Unlike, pick

WOMEN = OneOf(("female",))
MEN = OneOf(("male",))
MINORITY = Unlike(("kinh",))
BELIEVERS = Unlike(("khong", "khong ton giao", "khong theo ton giao", "khong theo dao", "none"))

MEMBERS = Stock(pick("member"))
MEMBER_WOMEN = among(MEMBERS, sex=WOMEN)
PROBATIONARY = Stock(pick("member", status="probationary"))

FIGURES = (
    Figure(
        "member_total",
        "Tổng số đảng viên",
        "Total members",
        "Số đảng viên (chính thức và dự bị) có tên trong danh sách của tổ chức và của cấp dưới vào ngày tính.",
        "đảng viên",
        "stock",
        MEMBERS,
    ),
    Figure(
        "member_full",
        "Đảng viên chính thức",
        "Full members",
        "Số đảng viên chính thức vào ngày tính.",
        "đảng viên",
        "stock",
        Stock(pick("member", status="official")),
    ),
    Figure(
        "member_probationary",
        "Đảng viên dự bị",
        "Probationary members",
        "Số đảng viên dự bị vào ngày tính.",
        "đảng viên",
        "stock",
        PROBATIONARY,
    ),
    Figure(
        "member_probationary_rate",
        "Tỷ lệ đảng viên dự bị",
        "Share of probationary members",
        "Đảng viên dự bị chia cho tổng số đảng viên vào ngày tính.",
        "%",
        "rate",
        Rate(PROBATIONARY, MEMBERS, absent="đảng viên chính thức"),
    ),
    Figure(
        "member_exempt",
        "Đảng viên được miễn công tác và sinh hoạt",
        "Exempt members",
        "Số đảng viên đang được miễn công tác và sinh hoạt đảng vào ngày tính; vẫn thuộc tổng số đảng viên.",
        "đảng viên",
        "stock",
        Stock(pick("exempt")),
    ),
    Figure(
        "member_suspended_now",
        "Đảng viên đang bị đình chỉ sinh hoạt",
        "Members under suspension",
        "Số đảng viên đang bị đình chỉ sinh hoạt đảng vào ngày tính; vẫn thuộc tổng số đảng viên.",
        "đảng viên",
        "stock",
        Stock(pick("suspended")),
    ),
    Figure(
        "member_temporary_out",
        "Đảng viên đi sinh hoạt tạm thời",
        "Members temporarily elsewhere",
        "Số đảng viên đang sinh hoạt tạm thời ở nơi khác vào ngày tính; vẫn thuộc tổng số đảng viên.",
        "đảng viên",
        "stock",
        Stock(pick("temporary_out")),
    ),
    Figure(
        "member_temporary_in",
        "Đảng viên nơi khác đến sinh hoạt tạm thời",
        "Guests",
        "Số đảng viên của tổ chức khác đang sinh hoạt tạm thời tại đây vào ngày tính; không thuộc tổng số đảng viên.",
        "đảng viên",
        "stock",
        Stock(pick("guest")),
    ),
    Figure(
        "member_by_gender",
        "Đảng viên nữ",
        "Female members",
        "Số đảng viên là nữ vào ngày tính; người chưa rõ giới tính không được tính và được ghi chú.",
        "đảng viên",
        "stock",
        MEMBER_WOMEN,
    ),
    Figure(
        "member_men",
        "Đảng viên nam",
        "Male members",
        "Số đảng viên là nam vào ngày tính; người chưa rõ giới tính không được tính và được ghi chú.",
        "đảng viên",
        "stock",
        among(MEMBERS, sex=MEN),
    ),
    Figure(
        "member_women_rate",
        "Tỷ lệ đảng viên nữ",
        "Share of women",
        "Đảng viên nữ chia cho tổng số đảng viên vào ngày tính.",
        "%",
        "rate",
        Rate(MEMBER_WOMEN, MEMBERS, absent="không phải nữ hoặc chưa rõ"),
    ),
    Figure(
        "member_by_ethnicity",
        "Đảng viên dân tộc thiểu số",
        "Ethnic-minority members",
        "Số đảng viên có dân tộc khác Kinh vào ngày tính; người chưa rõ dân tộc không được tính và được ghi chú.",
        "đảng viên",
        "stock",
        among(MEMBERS, ethnicity=MINORITY),
        lead=("ethnicity",),
    ),
    Figure(
        "member_by_religion",
        "Đảng viên có đạo",
        "Religious members",
        "Số đảng viên theo một tôn giáo vào ngày tính; người chưa rõ không được tính và được ghi chú.",
        "đảng viên",
        "stock",
        among(MEMBERS, religion=BELIEVERS),
        lead=("religion",),
    ),
    Figure(
        "member_change",
        "Đảng viên tăng, giảm so cùng kỳ năm trước",
        "Members vs same day last year",
        "Tổng số đảng viên vào ngày tính trừ tổng số đảng viên vào cùng ngày năm trước.",
        "đảng viên",
        "change",
        Change(MEMBERS),
    ),
)
