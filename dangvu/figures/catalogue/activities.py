"""Activities: education, mass work, charity, emulation (domain guide §8)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.composites import Rate, Sum
from dangvu.figures.picks import pick

HELD = ("conference", "congress")

FIGURES = (
    Figure(
        "activities_total",
        "Số hoạt động",
        "Activities",
        "Số hoạt động được ghi trong kỳ, tách theo loại.",
        "hoạt động",
        "flow",
        Flow(pick("activity")),
        lead=("type",),
    ),
    Figure(
        "charity_activities",
        "Số hoạt động an sinh, từ thiện",
        "Charity activities",
        "Số hoạt động từ thiện, nhân đạo, an sinh được ghi trong kỳ.",
        "hoạt động",
        "flow",
        Flow(pick("activity", type="charity")),
    ),
    Figure(
        "charity_amount",
        "Kinh phí an sinh, từ thiện",
        "Charity spending",
        "Tổng số tiền của các hoạt động từ thiện, nhân đạo, an sinh trong kỳ.",
        "đồng",
        "sum",
        Flow(pick("activity_amount", type="charity")),
    ),
    Figure(
        "study_attendance",
        "Lượt được quán triệt",
        "Study attendance",
        "Tổng số lượt người dự các buổi học tập, quán triệt, giáo dục chính trị trong kỳ.",
        "lượt",
        "sum",
        Flow(pick("activity_quantity", type="political_education")),
    ),
    Figure(
        "study_rate",
        "Tỷ lệ học tập, triển khai nghị quyết",
        "Study rate",
        "Số lượt người dự các buổi học tập, quán triệt trong kỳ chia cho số lượt phải dự (trường due) của các buổi đó.",
        "%",
        "rate",
        Rate(Flow(pick("activity_quantity", type="political_education")), Flow(pick("activity_due", type="political_education"))),
    ),
    Figure(
        "event_attendance",
        "Số dự đại hội, hội nghị",
        "Event attendance",
        "Tổng số lượt người dự hội nghị, đại hội, buổi nói chuyện trong kỳ, tách theo loại.",
        "lượt",
        "flow",
        Sum((Flow(pick("activity_quantity", type=("conference", "congress", "talk"))), Flow(pick("meeting_present", type=HELD)))),
        lead=("type",),
    ),
)
