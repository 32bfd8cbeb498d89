"""Party badges (domain guide §4)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.picks import pick

BADGES = Flow(pick("badge"))

FIGURES = (
    Figure(
        "badge_total",
        "Tổng số huy hiệu Đảng",
        "Party badges, total",
        "Số Huy hiệu Đảng trao trong kỳ, kể cả truy tặng.",
        "đảng viên",
        "flow",
        BADGES,
    ),
    Figure(
        "badge_by_year",
        "Huy hiệu theo năm tuổi Đảng",
        "Badges by years of membership",
        "Số Huy hiệu Đảng trao trong kỳ, kể cả truy tặng, tách theo năm tuổi Đảng.",
        "đảng viên",
        "flow",
        BADGES,
        lead=("years",),
    ),
    Figure(
        "badge_in_life",
        "Huy hiệu trao tặng, không kể truy tặng",
        "Badges awarded in life",
        "Số Huy hiệu Đảng trao trong kỳ cho đảng viên còn sống; báo cáo phải nói rõ có kể truy tặng hay không.",
        "đảng viên",
        "flow",
        Flow(pick("badge", posthumous="no")),
        lead=("years",),
    ),
    Figure(
        "badge_posthumous",
        "Truy tặng huy hiệu",
        "Posthumous badges",
        "Số Huy hiệu Đảng truy tặng trong kỳ; đã nằm trong tổng số huy hiệu.",
        "đảng viên",
        "flow",
        Flow(pick("badge", posthumous="yes")),
    ),
)
