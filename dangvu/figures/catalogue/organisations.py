"""Organisations: how many there are, and which came, went, began and ended (domain guide §1)."""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Moved, Passed, Stock, among
from dangvu.figures.catalogue.membership import MEMBERS
from dangvu.figures.composites import Opening, Rate, Sum, difference
from dangvu.figures.picks import OneOf, pick
from dangvu.orgs.tree import CELL_KINDS

CELLS = Stock(pick("organisation", kind=tuple(sorted(CELL_KINDS))))
HAMLET = OneOf(("hamlet", "street"))
GRASSROOTS = Stock(pick("organisation", kind=("grassroots_committee", "grassroots_cell")))
RECEIVED, HANDED_OVER = Passed(pick("handover"), 1), Passed(pick("handover"), -1)
RECEIVED_MEMBERS = Moved(MEMBERS.pick, 1, by_event=True)
HANDED_OVER_MEMBERS = Moved(MEMBERS.pick, -1, by_event=True)
ENDINGS = ("absorbed", "consolidated", "split", "wound_up", "dissolved")


def _reason(*reasons: str, sign: int) -> Flow:
    return Flow(pick("outside", of="organisation", reason=reasons), sign)


FIGURES = (
    Figure(
        "cell_count",
        "Số chi bộ trực thuộc",
        "Subordinate cells",
        "Số chi bộ đang hoạt động thuộc tổ chức vào ngày tính; một chi bộ tính chính nó là một.",
        "chi bộ",
        "stock",
        CELLS,
    ),
    Figure(
        "cell_by_type",
        "Chi bộ theo loại hình",
        "Cells by type",
        "Số chi bộ đang hoạt động vào ngày tính, tách theo loại hình.",
        "chi bộ",
        "stock",
        CELLS,
        lead=("kind", "cell_type"),
    ),
    Figure(
        "hamlet_cell_with_committee",
        "Thôn, khu phố có chi ủy",
        "Hamlet cells with a committee",
        "Số chi bộ thôn, khu phố có chi ủy chia cho số chi bộ thôn, khu phố đang hoạt động vào ngày tính.",
        "%",
        "rate",
        Rate(among(CELLS, cell_type=HAMLET, cell_committee=OneOf(("yes",))), among(CELLS, cell_type=HAMLET), absent="chưa có chi ủy"),
    ),
    Figure(
        "org_grassroots_total",
        "Tổng số tổ chức cơ sở đảng",
        "Grassroots organisations",
        "Số đảng bộ cơ sở và chi bộ cơ sở đang hoạt động vào ngày tính.",
        "tổ chức",
        "stock",
        GRASSROOTS,
    ),
    Figure(
        "org_grassroots_by_type",
        "TCCSĐ theo loại",
        "Grassroots organisations by type",
        "Số tổ chức cơ sở đảng đang hoạt động vào ngày tính, tách theo đảng bộ cơ sở và chi bộ cơ sở.",
        "tổ chức",
        "stock",
        GRASSROOTS,
        lead=("kind",),
    ),
    Figure(
        "org_change",
        "Tăng, giảm TCCSĐ",
        "Change in grassroots organisations",
        "Số tổ chức cơ sở đảng vào ngày tính trừ số vào ngày liền trước kỳ.",
        "tổ chức",
        "change",
        difference(GRASSROOTS, Opening(GRASSROOTS)),
    ),
    Figure(
        "org_founded",
        "Tổ chức đảng lập mới",
        "Organisations founded",
        "Số tổ chức đảng thành lập trong kỳ, thuộc tổ chức này vào ngày thành lập; không gồm hợp nhất, chia tách.",
        "tổ chức",
        "flow",
        _reason("established", sign=-1),
        lead=("kind",),
    ),
    Figure(
        "org_reorganised_in",
        "Tổ chức đảng lập do hợp nhất, chia tách",
        "Organisations born of consolidation or split",
        "Số tổ chức đảng ra đời trong kỳ do hợp nhất hoặc chia tách tổ chức khác.",
        "tổ chức",
        "flow",
        _reason("consolidated_in", "split_in", sign=-1),
        lead=("reason",),
    ),
    Figure(
        "org_ended",
        "Tổ chức đảng kết thúc hoạt động",
        "Organisations ended",
        "Số tổ chức đảng kết thúc trong kỳ do sáp nhập, hợp nhất, chia tách, giải thể hoặc giải tán.",
        "tổ chức",
        "flow",
        _reason(*ENDINGS, sign=1),
        lead=("reason",),
    ),
    Figure(
        "org_received",
        "Tiếp nhận chi bộ",
        "Organisations received",
        "Số lần tiếp nhận một tổ chức đảng từ cấp trên khác trong kỳ; tổ chức cùng cấp dưới của nó tính một.",
        "chi bộ",
        "flow",
        RECEIVED,
        lead=("kind",),
    ),
    Figure(
        "org_handed_over",
        "Chuyển giao tổ chức đảng đi",
        "Organisations handed over",
        "Số lần chuyển giao một tổ chức đảng sang cấp trên khác trong kỳ.",
        "tổ chức",
        "flow",
        HANDED_OVER,
        lead=("kind",),
    ),
    Figure(
        "org_transferred",
        "Chuyển giao tổ chức đảng",
        "Organisations transferred",
        "Số lần tiếp nhận cộng số lần chuyển giao đi tổ chức đảng trong kỳ.",
        "tổ chức",
        "flow",
        Sum((RECEIVED, HANDED_OVER)),
    ),
    Figure(
        "org_received_members",
        "Đảng viên theo tổ chức tiếp nhận",
        "Members received with organisations handed over",
        "Số đảng viên, vào tối hôm trước, của các tổ chức được tiếp nhận trong kỳ.",
        "đảng viên",
        "flow",
        RECEIVED_MEMBERS,
    ),
    Figure(
        "org_handed_over_members",
        "Đảng viên theo tổ chức chuyển giao đi",
        "Members of organisations handed over",
        "Số đảng viên, vào tối hôm trước, của các tổ chức được chuyển giao đi trong kỳ.",
        "đảng viên",
        "flow",
        HANDED_OVER_MEMBERS,
    ),
    Figure(
        "org_transferred_members",
        "Đảng viên theo tổ chức chuyển giao",
        "Members moving with organisations",
        "Số đảng viên, vào tối hôm trước, của các tổ chức tiếp nhận và chuyển giao đi trong kỳ.",
        "đảng viên",
        "sum",
        Sum((RECEIVED_MEMBERS, HANDED_OVER_MEMBERS)),
    ),
)
