"""Meetings and conferences (domain guide §8): how many, who came of those who had to, and how they were scored."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.composites import Rate
from dangvu.figures.picks import pick

BOUND, PRESENT = Flow(pick("meeting_bound")), Flow(pick("meeting_present"))

FIGURES = (
    Figure(
        "meetings_monthly",
        "Số buổi sinh hoạt chi bộ thường kỳ",
        "Monthly cell meetings",
        "Số buổi sinh hoạt chi bộ thường kỳ trong kỳ.",
        "buổi",
        "flow",
        Flow(pick("meeting", type="monthly")),
    ),
    Figure(
        "meetings_held",
        "Số cuộc họp, hội nghị",
        "Meetings held",
        "Số cuộc họp, hội nghị được ghi trong kỳ, tách theo loại.",
        "cuộc",
        "flow",
        Flow(pick("meeting")),
        lead=("type",),
    ),
    Figure(
        "meetings_thematic",
        "Số buổi sinh hoạt chuyên đề",
        "Thematic meetings",
        "Số buổi sinh hoạt chuyên đề của chi bộ trong kỳ.",
        "buổi",
        "flow",
        Flow(pick("meeting", type="thematic")),
    ),
    Figure(
        "meeting_attendance_rate",
        "Tỷ lệ dự họp",
        "Meeting attendance",
        "Số lượt có mặt chia cho số lượt phải dự (không tính người được miễn, người tạm thời ở nơi khác) của các cuộc họp trong kỳ.",
        "%",
        "rate",
        Rate(PRESENT, BOUND),
        lead=("type",),
    ),
    Figure(
        "meeting_absences",
        "Lượt vắng họp",
        "Absences from meetings",
        "Số lượt vắng mặt trong kỳ, tách theo có hay không có lý do.",
        "lượt",
        "flow",
        Flow(pick("meeting_absent")),
        lead=("leave",),
    ),
    Figure(
        "meeting_grades",
        "Buổi họp theo kết quả chấm",
        "Meetings by score",
        "Số cuộc họp có chấm điểm trong kỳ, tách theo mức.",
        "cuộc",
        "flow",
        Flow(pick("meeting_scored")),
        lead=("grade",),
    ),
)
