"""Increase and decrease of members: the rows of the movement statement and what stands beside them (domain guide §3).

A move counts for an organisation only if it crosses its border, in the tree of the day.
"""

from __future__ import annotations

from dangvu.figures.base import Figure, Flow, Kind, Moved, among
from dangvu.figures.catalogue.membership import BELIEVERS, MEMBERS, MINORITY, WOMEN
from dangvu.figures.composites import Change, Opening, Rate, Share, Sum
from dangvu.figures.picks import OneOf, pick

PERSONS = "đảng viên"


def comes(*reasons: str, crossing: str = "") -> Flow:
    """Members who came for one of the reasons: their outside legs are −1."""
    return Flow(pick("outside", of="member", reason=reasons), -1, crossing)


def goes(*reasons: str, crossing: str = "", **more: str) -> Flow:
    """Members who left for one of the reasons."""
    return Flow(pick("outside", of="member", reason=reasons, **more), 1, crossing)


def flow(code: str, title_vi: str, title_en: str, definition: str, how: Kind, *lead: str) -> Figure:
    return Figure(code, title_vi, title_en, definition, PERSONS, "flow", how, lead)


ADMITTED = comes("admitted", "readmitted")
ADMITTED_WOMEN = among(ADMITTED, sex=WOMEN)
TRANSFERS_IN = Sum((comes("transferred_in"), comes("moved_in", crossing="border")))
TRANSFERS_OUT = Sum((goes("transferred_out"), goes("moved_out", crossing="border")))
TRANSFERS_INTERNAL = comes("moved_in", crossing="inside")
# Death and transfer end a membership here without being an exit from the Party.
EXITS = ("struck_off", "left_voluntarily", "expelled", "admission_annulled")
# What the tree brought, and what an organisation that ended or split sent across the border.
RECEIVED_PARTS = (Moved(MEMBERS.pick, 1), comes("with_organisation_in", crossing="border"))
HANDED_OVER_PARTS = (Moved(MEMBERS.pick, -1), goes("with_organisation_out", crossing="border"))
ADMITTED_TEXT = "Số người được kết nạp (kể cả kết nạp lại) trong kỳ, tính theo ngày kết nạp"

FIGURES = (
    flow(
        "member_carried_over",
        "Mang sang khi mở sổ",
        "Carried over at the opening of the book",
        "Số đảng viên được ghi mang sang khi mở sổ trong kỳ.",
        comes("carried_over"),
    ),
    flow("admitted", "Kết nạp đảng viên mới", "New members admitted", f"{ADMITTED_TEXT}.", ADMITTED),
    flow(
        "readmitted",
        "Kết nạp lại",
        "Members readmitted",
        "Số người được kết nạp lại vào Đảng trong kỳ; đã nằm trong số kết nạp.",
        comes("readmitted"),
    ),
    flow(
        "admitted_by_unit",
        "Kết nạp theo đơn vị",
        "Admissions by unit",
        f"{ADMITTED_TEXT}; tách theo đơn vị.",
        ADMITTED,
        "cell",
    ),
    flow(
        "admitted_by_sector",
        "Kết nạp theo khu vực",
        "Admissions by sector",
        f"{ADMITTED_TEXT}; tách theo khu vực của đơn vị nơi chi bộ đứng chân vào ngày đó.",
        ADMITTED,
        "sector",
    ),
    flow(
        "admitted_by_education",
        "Kết nạp theo trình độ",
        "Admissions by education",
        f"{ADMITTED_TEXT}; tách theo trình độ vào ngày kết nạp.",
        ADMITTED,
        "schooling",
        "qualification",
    ),
    flow(
        "admitted_by_occupation",
        "Kết nạp theo đối tượng, nghề nghiệp",
        "Admissions by occupation",
        f"{ADMITTED_TEXT}; tách theo nghề nghiệp vào ngày kết nạp.",
        ADMITTED,
        "occupation",
    ),
    flow("admitted_by_gender", "Kết nạp là nữ", "Women admitted", f"{ADMITTED_TEXT}, là nữ.", ADMITTED_WOMEN),
    flow(
        "admitted_by_ethnicity",
        "Kết nạp dân tộc thiểu số",
        "Ethnic-minority admissions",
        f"{ADMITTED_TEXT}, có dân tộc khác Kinh.",
        among(ADMITTED, ethnicity=MINORITY),
        "ethnicity",
    ),
    flow(
        "admitted_by_religion",
        "Kết nạp có đạo",
        "Religious admissions",
        f"{ADMITTED_TEXT}, theo một tôn giáo.",
        among(ADMITTED, religion=BELIEVERS),
        "religion",
    ),
    Figure(
        "admitted_women_rate",
        "Tỷ lệ nữ trong số kết nạp",
        "Share of women among admissions",
        "Số nữ được kết nạp chia cho số kết nạp trong cùng kỳ.",
        "%",
        "rate",
        Rate(ADMITTED_WOMEN, ADMITTED, absent="không phải nữ hoặc chưa rõ"),
    ),
    Figure(
        "admission_rate_of_members",
        "Tỷ lệ kết nạp trên tổng đảng viên",
        "Admission rate",
        "Số kết nạp trong kỳ chia cho tổng số đảng viên vào ngày liền trước kỳ.",
        "%",
        "rate",
        Rate(ADMITTED, Opening(MEMBERS), absent="đảng viên có từ trước kỳ"),
    ),
    Figure(
        "admission_change",
        "Kết nạp so kỳ trước",
        "Admissions vs same period last year",
        "Số kết nạp trong kỳ trừ số kết nạp trong cùng kỳ năm trước.",
        PERSONS,
        "change",
        Change(ADMITTED),
    ),
    flow(
        "official_recognition",
        "Công nhận đảng viên chính thức",
        "Probationary made full",
        "Số đảng viên dự bị được công nhận chính thức trong kỳ.",
        Flow(pick("recognition")),
    ),
    flow(
        "transfers_in",
        "Chuyển sinh hoạt đến",
        "Transfers in",
        "Số đảng viên chuyển sinh hoạt chính thức đến trong kỳ, từ ngoài sổ hoặc từ tổ chức khác trong sổ.",
        TRANSFERS_IN,
    ),
    flow(
        "transfers_in_outside",
        "Chuyển đến từ ngoài sổ",
        "Transfers in from outside the book",
        "Số đảng viên chuyển sinh hoạt chính thức đến trong kỳ từ tổ chức không có trong sổ.",
        TRANSFERS_IN.terms[0],
    ),
    flow(
        "transfers_in_book",
        "Chuyển đến từ tổ chức khác trong sổ",
        "Transfers in from elsewhere in the book",
        "Số đảng viên chuyển đến trong kỳ từ một tổ chức có trong sổ, ngoài tổ chức này vào ngày chuyển.",
        TRANSFERS_IN.terms[1],
    ),
    flow(
        "transfers_out",
        "Chuyển sinh hoạt đi",
        "Transfers out",
        "Số đảng viên chuyển sinh hoạt chính thức đi trong kỳ, ra ngoài sổ hoặc sang tổ chức khác trong sổ.",
        TRANSFERS_OUT,
    ),
    flow(
        "transfers_out_outside",
        "Chuyển đi ra ngoài sổ",
        "Transfers out of the book",
        "Số đảng viên chuyển sinh hoạt chính thức đi trong kỳ đến tổ chức không có trong sổ.",
        TRANSFERS_OUT.terms[0],
    ),
    flow(
        "transfers_out_book",
        "Chuyển đi tổ chức khác trong sổ",
        "Transfers out to elsewhere in the book",
        "Số đảng viên chuyển đi trong kỳ đến một tổ chức có trong sổ, ngoài tổ chức này vào ngày chuyển.",
        TRANSFERS_OUT.terms[1],
    ),
    flow(
        "transfers_internal",
        "Chuyển nội bộ",
        "Internal transfers",
        "Số lượt đảng viên chuyển giữa các chi bộ của cùng tổ chức trong kỳ; không làm đổi tổng số.",
        TRANSFERS_INTERNAL,
    ),
    Figure(
        "transfers_total",
        "Tổng lượt chuyển sinh hoạt",
        "All transfers",
        "Chuyển đến cộng chuyển đi cộng chuyển nội bộ trong kỳ.",
        PERSONS,
        "sum",
        Sum((*TRANSFERS_IN.terms, *TRANSFERS_OUT.terms, TRANSFERS_INTERNAL)),
    ),
    flow(
        "member_restored",
        "Phục hồi đảng tịch",
        "Membership restored",
        "Số người được phục hồi đảng tịch trong kỳ.",
        comes("restored"),
    ),
    flow("member_died", "Từ trần", "Died", "Số đảng viên từ trần trong kỳ.", goes("died")),
    flow("member_expelled", "Khai trừ", "Expelled", "Số đảng viên bị khai trừ trong kỳ.", goes("expelled")),
    flow("member_struck_off", "Xóa tên", "Struck off", "Số đảng viên bị xóa tên trong kỳ.", goes("struck_off")),
    flow(
        "member_struck_off_probationary",
        "Xóa tên đảng viên dự bị",
        "Probationary members struck off",
        "Số đảng viên dự bị bị xóa tên trong kỳ; đã nằm trong số xóa tên.",
        goes("struck_off", status="probationary"),
    ),
    flow(
        "member_left_party",
        "Cho ra khỏi Đảng",
        "Allowed to leave",
        "Số đảng viên được cho ra khỏi Đảng theo nguyện vọng trong kỳ.",
        goes("left_voluntarily"),
    ),
    flow(
        "admission_annulled",
        "Hủy quyết định kết nạp",
        "Admissions annulled",
        "Số người bị hủy quyết định kết nạp trong kỳ.",
        goes("admission_annulled"),
    ),
    flow(
        "exit_total",
        "Ra khỏi Đảng",
        "Exits from the Party",
        "Số đảng viên bị xóa tên, khai trừ, hủy kết nạp hoặc được cho ra khỏi Đảng trong kỳ; không gồm từ trần.",
        goes(*EXITS),
        "reason",
    ),
    flow(
        "exit_probationary",
        "Ra khỏi Đảng là dự bị",
        "Exits of probationary members",
        "Trong số ra khỏi Đảng trong kỳ, số là đảng viên dự bị.",
        goes(*EXITS, status="probationary"),
        "reason",
    ),
    Figure(
        "exit_change",
        "Xóa tên, ra khỏi Đảng so cùng kỳ",
        "Exits vs same period last year",
        "Số ra khỏi Đảng trong kỳ trừ số ra khỏi Đảng trong cùng kỳ năm trước.",
        PERSONS,
        "change",
        Change(goes(*EXITS)),
    ),
    flow(
        "member_received_with_orgs",
        "Tiếp nhận cùng tổ chức đảng",
        "Members received with organisations",
        "Số đảng viên đến cùng cả tổ chức trong kỳ (tiếp nhận, sáp nhập, hợp nhất, chia tách), tính vào tối hôm trước; "
        "không có giấy chuyển sinh hoạt từng người.",
        Sum(RECEIVED_PARTS),
    ),
    flow(
        "member_handed_over_with_orgs",
        "Chuyển giao cùng tổ chức đảng",
        "Members handed over with organisations",
        "Số đảng viên đi cùng cả tổ chức trong kỳ (chuyển giao, sáp nhập, hợp nhất, chia tách), tính tối hôm trước.",
        Sum(HANDED_OVER_PARTS),
    ),
    flow(
        "member_suspended",
        "Đình chỉ sinh hoạt",
        "Suspended",
        "Số lượt đình chỉ sinh hoạt đảng bắt đầu trong kỳ.",
        Flow(pick("suspension_begun")),
    ),
    flow(
        "exemptions_begun",
        "Miễn công tác và sinh hoạt trong kỳ",
        "Exemptions begun",
        "Số lượt miễn công tác và sinh hoạt đảng bắt đầu trong kỳ.",
        Flow(pick("exemption_begun")),
    ),
    flow(
        "temporary_transfers_out",
        "Chuyển sinh hoạt tạm thời đi",
        "Temporary transfers out",
        "Số lượt đi sinh hoạt tạm thời bắt đầu trong kỳ; không làm đổi tổng số.",
        Flow(pick("outside", of="temporary_out", reason="began"), -1),
    ),
    flow(
        "temporary_transfers_in",
        "Chuyển sinh hoạt tạm thời đến",
        "Temporary transfers in",
        "Số lượt đến sinh hoạt tạm thời bắt đầu trong kỳ; không làm đổi tổng số.",
        Flow(pick("outside", of="guest", reason="began"), -1),
    ),
    flow(
        "admitted_by_youth",
        "Kết nạp đoàn viên",
        "Youth-union admissions",
        f"{ADMITTED_TEXT} và là đoàn viên vào ngày đó.",
        among(ADMITTED, youth_union=OneOf(("True",))),
    ),
    Figure(
        "admitted_share",
        "Tỷ lệ trong số kết nạp",
        "Share within admissions",
        "Số kết nạp của mỗi nhóm chia cho tổng số kết nạp trong kỳ.",
        "%",
        "rate",
        Share(ADMITTED),
        lead=("sex",),
    ),
)
