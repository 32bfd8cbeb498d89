"""Targets given to an organisation, and what was reached of them (domain guide §9)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Target
from dangvu.figures.catalogue.movements import ADMITTED
from dangvu.figures.composites import Attainment, difference
from dangvu.figures.picks import pick

ADMISSION_TARGET = Target("admitted")

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
    *(
        Figure(
            code, vi, en, f"{vi} giao cho chính tổ chức này, kỳ có chứa ngày tính; lần điều chỉnh sau cùng.", "%", "target", Target(figure)
        )
        for code, vi, en, figure in (
            ("target_study_rate", "Chỉ tiêu học tập nghị quyết", "Study target", "study_rate"),
            ("target_rating_member", "Chỉ tiêu xếp loại đảng viên", "Member rating target", "rating_member_rate"),
            ("target_rating_org", "Chỉ tiêu xếp loại tổ chức đảng", "Organisation rating target", "rating_org_rate"),
        )
    ),
)
