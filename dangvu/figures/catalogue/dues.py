"""Party dues (domain guide §5): by the day of recording; ``month`` of the account says which month they are of."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.composites import Rate, difference
from dangvu.figures.picks import pick

DUE, PAID, PASSED_ON = (Flow(pick("dues", side=side)) for side in ("due", "paid", "passed_on"))

FIGURES = (
    Figure("dues_due", "Đảng phí phải thu", "Dues charged", "Tổng đảng phí phải đóng ghi trong kỳ.", "đồng", "sum", DUE),
    Figure("dues_paid", "Đảng phí đã thu", "Dues collected", "Tổng đảng phí thu trong kỳ, của mọi tháng.", "đồng", "sum", PAID),
    Figure("dues_passed_on", "Đảng phí nộp cấp trên", "Dues passed on", "Tổng đảng phí nộp cấp trên trong kỳ.", "đồng", "sum", PASSED_ON),
    Figure(
        "dues_kept",
        "Đảng phí giữ lại",
        "Dues kept",
        "Đảng phí đã thu trừ đảng phí nộp cấp trên trong kỳ.",
        "đồng",
        "sum",
        difference(PAID, PASSED_ON),
    ),
    Figure(
        "dues_rate",
        "Tỷ lệ thu đảng phí",
        "Dues collection rate",
        "Đảng phí đã thu chia cho đảng phí phải thu, ghi trong kỳ.",
        "%",
        "rate",
        Rate(PAID, DUE),
    ),
    Figure(
        "dues_exempt",
        "Lượt miễn, giảm đảng phí",
        "Dues exemptions",
        "Số lượt đảng viên được miễn đảng phí của một tháng, ghi trong kỳ.",
        "lượt",
        "flow",
        Flow(pick("dues_exempt")),
    ),
)
