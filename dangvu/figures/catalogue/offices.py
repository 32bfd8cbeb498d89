"""Posts held, and Party cards handed out (domain guide §1.3, §2.5)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Stock
from dangvu.figures.picks import pick

FIGURES = (
    Figure(
        "secretary_count",
        "Bí thư đương nhiệm",
        "Secretaries in office",
        "Số bí thư đang giữ chức vụ vào ngày tính, của tổ chức và các tổ chức trực thuộc.",
        "người",
        "stock",
        Stock(pick("officer", post="secretary")),
    ),
    Figure(
        "officers",
        "Chức vụ đảng đang giữ",
        "Posts held",
        "Số chức vụ đảng có người giữ vào ngày tính; một người giữ hai chức vụ tính hai.",
        "chức vụ",
        "stock",
        Stock(pick("officer")),
        lead=("post",),
    ),
    Figure(
        "cards_issued",
        "Thẻ đảng viên đã phát",
        "Party cards issued",
        "Số thẻ đảng viên phát trong kỳ: cấp mới, đổi, cấp lại.",
        "thẻ",
        "flow",
        Flow(pick("card")),
        lead=("reason",),
    ),
)
