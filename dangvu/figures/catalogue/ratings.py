"""Yearly grades and titles of organisations and members (domain guide §8): counts, and shares with their base."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow
from dangvu.figures.composites import Rate, Share, Sum
from dangvu.figures.picks import NoneOf, pick
from dangvu.orgs.tree import CELL_KINDS

NOT_RATED = "not_rated"
GRADED = NoneOf((NOT_RATED,))
CELL = tuple(sorted(CELL_KINDS))
GRASSROOTS = ("grassroots_committee", "grassroots_cell")

MEMBERS = Flow(pick("rating", of="member", grade=GRADED))
CELLS = Flow(pick("rating", of="organisation", kind=CELL, grade=GRADED))
ORGS = Flow(pick("rating", of="organisation", kind=GRASSROOTS, grade=GRADED))
ALL, UNRATED = Flow(pick("rating", grade=GRADED)), Flow(pick("rating", grade=NOT_RATED))

PROPOSED = Flow(pick("rating_proposal"))

FIGURES = (
    Figure("rating_member_count", "Số đảng viên theo xếp loại", "Members by grade",
           "Số đảng viên được xếp loại trong kỳ (theo ngày quyết định), tách theo mức.", "đảng viên", "flow", MEMBERS, lead=("grade",)),
    Figure("rating_member_rate", "Tỷ lệ xếp loại đảng viên", "Member rating share",
           "Đảng viên ở mỗi mức chia cho số đảng viên được xếp loại trong kỳ.", "%", "rate", Share(MEMBERS), lead=("grade",)),
    Figure("rating_cell_count", "Số chi bộ theo xếp loại", "Cells by grade",
           "Số chi bộ được xếp loại trong kỳ, tách theo mức.", "chi bộ", "flow", CELLS, lead=("grade",)),
    Figure("rating_cell_rate", "Tỷ lệ xếp loại chi bộ", "Cell rating share",
           "Chi bộ ở mỗi mức chia cho số chi bộ được xếp loại trong kỳ.", "%", "rate", Share(CELLS), lead=("grade",)),
    Figure("rating_org_count", "Số TCCSĐ theo xếp loại", "Grassroots organisations by grade",
           "Số tổ chức cơ sở đảng được xếp loại trong kỳ, tách theo mức.", "tổ chức", "flow", ORGS, lead=("grade",)),
    Figure("rating_org_rate", "Tỷ lệ xếp loại TCCSĐ", "Grassroots rating share",
           "Tổ chức cơ sở đảng ở mỗi mức chia cho số được xếp loại trong kỳ.", "%", "rate", Share(ORGS), lead=("grade",)),
    Figure("rating_not_assessed", "Chưa xếp loại", "Not rated",
           "Số tổ chức và đảng viên được ghi là chưa xếp loại trong kỳ, tách theo đối tượng.", "đối tượng", "flow", UNRATED, lead=("of",)),
    Figure("rating_coverage", "Số được đánh giá trên tổng", "Rated out of total",
           "Số được xếp loại chia cho số được xếp loại cộng số ghi là chưa xếp loại trong kỳ.", "%", "rate",
           Rate(ALL, Sum((ALL, UNRATED))), lead=("of",)),
    Figure("rating_proposed", "Đề nghị xếp loại", "Ratings proposed",
           "Số tổ chức và đảng viên được đề nghị xếp loại trong kỳ, tách theo mức.", "đối tượng", "flow", PROPOSED, lead=("grade",)),
    Figure("clean_strong_count", "Trong sạch vững mạnh", "Clean and strong",
           "Số tổ chức đảng được công nhận trong sạch, vững mạnh trong kỳ, tách theo loại hình.", "tổ chức", "flow",
           Flow(pick("rating_title", of="organisation", title="clean_strong")), lead=("kind",)),
)  # fmt: skip
