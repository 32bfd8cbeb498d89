"""The e-handbook (domain guide §11)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Stock
from dangvu.figures.catalogue.membership import MEMBERS
from dangvu.figures.composites import Rate
from dangvu.figures.picks import pick

USERS = Stock(pick("handbook"))

FIGURES = (
    Figure(
        "handbook_members",
        "Đảng viên dùng sổ tay điện tử",
        "E-handbook users",
        "Số đảng viên đang đăng ký sổ tay đảng viên điện tử vào ngày tính.",
        "đảng viên",
        "stock",
        USERS,
    ),
    Figure(
        "handbook_rate",
        "Tỷ lệ dùng sổ tay điện tử",
        "E-handbook rate",
        "Số đảng viên đăng ký sổ tay điện tử chia cho tổng số đảng viên vào ngày tính.",
        "%",
        "rate",
        Rate(USERS, MEMBERS, absent="chưa đăng ký"),
    ),
    Figure(
        "handbook_registered",
        "Đăng ký sổ tay điện tử trong kỳ",
        "E-handbook registrations",
        "Số lượt đăng ký sổ tay đảng viên điện tử trong kỳ.",
        "đảng viên",
        "flow",
        Flow(pick("outside", of="handbook", reason=("registered", "began")), -1),
    ),
    Figure(
        "handbook_ended",
        "Ngừng dùng sổ tay điện tử trong kỳ",
        "E-handbook registrations ended",
        "Số lượt ngừng dùng sổ tay điện tử trong kỳ; không gồm người thôi là đảng viên.",
        "đảng viên",
        "flow",
        Flow(pick("outside", of="handbook", reason="ended")),
    ),
)
