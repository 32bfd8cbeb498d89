"""Targets given to an organisation, and what was reached of them (domain guide §9)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Target
from dangvu.figures.catalogue.movements import ADMITTED
from dangvu.figures.composites import Attainment, OutOf, Units, difference
from dangvu.figures.picks import pick

ADMISSION_TARGET = Target("admitted")
MEMBER_RATING = ("rating_member_rate", ("rating_member_count",))
ORG_RATING = ("rating_org_rate", ("rating_org_count", "rating_cell_rate", "rating_cell_count"))
NAMED = ("admitted", "study_rate", MEMBER_RATING[0], *MEMBER_RATING[1], ORG_RATING[0], *ORG_RATING[1])
JUDGED = Flow(pick("target_judged"))

FIGURES = (
    Figure(
        "admission_target",
        "Chỉ tiêu kết nạp",
        "Admission target",
        "Chỉ tiêu kết nạp giao cho chính tổ chức này, kỳ có chứa ngày cuối kỳ báo cáo; lần điều chỉnh sau cùng.",
        "đảng viên",
        "target",
        ADMISSION_TARGET,
    ),
    Figure(
        "admission_vs_target_pct",
        "Tỷ lệ kết nạp so chỉ tiêu",
        "Admissions vs target",
        "Số kết nạp trong kỳ báo cáo chia cho chỉ tiêu cả kỳ giao, không chia theo thời gian.",
        "%",
        "attainment",
        Attainment(ADMITTED, ADMISSION_TARGET),
    ),
    Figure(
        "admission_vs_target_abs",
        "Vượt chỉ tiêu (số người)",
        "Above target in people",
        "Số kết nạp trong kỳ báo cáo trừ chỉ tiêu cả kỳ giao; số âm là còn thiếu.",
        "đảng viên",
        "attainment",
        difference(ADMITTED, ADMISSION_TARGET),
    ),
    Figure(
        "targets_set",
        "Số chỉ tiêu, nhiệm vụ đề ra",
        "Number of tasks set",
        "Số nhiệm vụ, giải pháp được đề ra trong kỳ cho thời gian tới.",
        "nhiệm vụ",
        "target",
        Flow(pick("task")),
    ),
    Figure(
        "target_other",
        "Chỉ tiêu khác",
        "Other target",
        "Chỉ tiêu giao cho chính tổ chức này trên một số liệu khác kết nạp, học tập và xếp loại; có nhiều thì là lần giao sau cùng.",
        "%",
        "target",
        Target("", but=NAMED),
    ),
    Figure(
        "resolution_targets_met",
        "Số chỉ tiêu nghị quyết đạt",
        "Resolution targets met",
        "Số chỉ tiêu của nghị quyết được kết luận trong kỳ là đạt hoặc vượt, trên tổng số chỉ tiêu được kết luận.",
        "chỉ tiêu",
        "attainment",
        OutOf(Flow(pick("target_judged", result=("met", "exceeded"))), JUDGED, absent="chưa đạt"),
    ),
    Figure(
        "units_meeting_target",
        "Số đơn vị đạt chỉ tiêu kết nạp",
        "Units meeting their target",
        "Số đơn vị trực thuộc kết nạp trong kỳ đạt từ 100% chỉ tiêu kết nạp giao cho chính đơn vị.",
        "đơn vị",
        "flow",
        Units(Attainment(ADMITTED, ADMISSION_TARGET)),
    ),
    *(
        Figure(code, vi, en, f"{vi} giao cho chính tổ chức này, kỳ có chứa ngày tính; lần điều chỉnh sau cùng.", "%", "target", Target(*on))
        for code, vi, en, on in (
            ("target_study_rate", "Chỉ tiêu học tập nghị quyết", "Study target", ("study_rate",)),
            ("target_rating_member", "Chỉ tiêu xếp loại đảng viên", "Member rating target", MEMBER_RATING),
            ("target_rating_org", "Chỉ tiêu xếp loại tổ chức đảng", "Organisation rating target", ORG_RATING),
        )
    ),
)
