"""The e-handbook (domain guide §11)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Stock
from dangvu.figures.catalogue.membership import MEMBERS
from dangvu.figures.composites import Rate, difference
from dangvu.figures.picks import pick

USERS = Stock(pick("handbook"))
ON_PAPER = Stock(pick("no_phone"))

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
        "handbook_left",
        "Đảng viên chưa đăng ký sổ tay điện tử",
        "Members without the e-handbook",
        "Tổng số đảng viên trừ số đang đăng ký sổ tay điện tử vào ngày tính.",
        "đảng viên",
        "stock",
        difference(MEMBERS, USERS),
    ),
    Figure(
        "handbook_no_phone",
        "Không có điện thoại phù hợp",
        "Members without a phone for it",
        "Số đảng viên được ghi là không có điện thoại dùng được sổ tay, nhận mọi thứ bằng giấy, vào ngày tính; đều chưa đăng ký.",
        "đảng viên",
        "stock",
        ON_PAPER,
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
