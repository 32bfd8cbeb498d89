"""Numbers of others: typed by hand with a source, never mixed with what the books count."""

from __future__ import annotations

from dangvu.figures.base import Figure, Target, Typed
from dangvu.figures.composites import Attainment, Growth

SAID = "Số do nơi khác cung cấp, nhập kèm nguồn và kỳ của số liệu; chưa nhập thì là chưa biết."


def typed(code: str, title_vi: str, title_en: str, unit: str) -> Figure:
    return Figure(code, title_vi, title_en, SAID, unit, "typed", Typed(code))


FIGURES = (
    typed("econ_revenue", "Doanh thu", "Revenue", "tỷ đồng"),
    typed("econ_profit", "Lợi nhuận", "Profit", "tỷ đồng"),
    typed("econ_budget", "Thu/nộp ngân sách", "Budget paid or collected", "tỷ đồng"),
    typed("econ_income", "Thu nhập bình quân", "Average income", "triệu đồng"),
    typed("econ_growth", "Tăng trưởng kinh tế", "Economic growth", "%"),
    typed("econ_poverty", "Hộ nghèo", "Poverty", "% / hộ"),
    typed("econ_nrd", "Tiêu chí nông thôn mới", "New-rural criteria", "tiêu chí"),
    typed("econ_other", "Số liệu kinh tế khác", "Other economic figures", "nhiều loại"),
    typed("culture_household", "Gia đình văn hóa", "Cultured households", "% / hộ"),
    typed("mass_members_recruited", "Đoàn viên, hội viên phát triển", "Mass members recruited", "người"),
    typed("propaganda_reach", "Tin, bài, lượt theo dõi", "Posts and followers", "tin, lượt"),
    typed("propaganda_followers", "Lượt theo dõi trang", "Followers", "lượt"),
    typed("professional_output", "Kết quả chuyên môn (đề tài …)", "Professional output", "đề tài"),
    *(
        Figure(
            code, vi, en, f"{vi}: tăng (giảm) bao nhiêu phần trăm so với số nhập cho cùng kỳ năm trước.", "%", "change", Growth(Typed(of))
        )
        for code, vi, en, of in (
            ("econ_change", "Kinh tế tăng/giảm so kỳ trước (doanh thu)", "Economic change (revenue)", "econ_revenue"),
            ("econ_profit_change", "Lợi nhuận tăng/giảm so kỳ trước", "Change of profit", "econ_profit"),
        )
    ),
    Figure(
        "econ_vs_target_pct",
        "Kinh tế so nghị quyết",
        "Economy vs resolution",
        "Doanh thu nhập cho kỳ chia cho chỉ tiêu doanh thu của nghị quyết.",
        "%",
        "attainment",
        Attainment(Typed("econ_revenue"), Target("econ_revenue")),
    ),
)
