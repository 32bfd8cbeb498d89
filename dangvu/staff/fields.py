"""What the fields of entries are called where an entry is shown, and what stands in them, in words."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from dangvu.figures import labels
from dangvu.figures.catalogue import everything
from dangvu.ledger.kinds.base import Kind
from dangvu.staff import recording, wording

PLACES: Final = frozenset({"org", "parent", "into", "old_parent", "owner"})
"""Fields that hold the id of an organisation."""
ONE_KIND: Final = frozenset({"due", "title", "bound", "name"})
"""Fields that mean something else in each kind: there the word of the kind's own form goes before the general one."""
FIELDS: wording.Words = {
    **wording.ATTRIBUTES,
    **wording.BASES,
    "org": _("Tổ chức"),
    "parent": _("Tổ chức cấp trên"),
    "into": _("Nhập vào"),
    "name": _("Tên"),
    "org_kind": _("Loại hình"),
    "official_code": _("Số hiệu"),
    "status": _("Tư cách"),
    "party_age_from": _("Tuổi Đảng tính từ"),
    "admitted_on": _("Ngày vào Đảng"),
    "official_on": _("Ngày chính thức"),
    "until": _("Đến ngày"),
    "type": _("Loại"),
    "form": _("Hình thức"),
    "years": _("Năm tuổi Đảng"),
    "posthumous": _("Truy tặng"),
    "procedure": _("Thủ tục"),
    "acting": _("Cấp tiến hành"),
    "topic": _("Nội dung"),
    "title": _("Nội dung"),
    "figure": _("Số liệu"),
    "value": _("Giá trị"),
    "quantity": _("Số lượng"),
    "amount": _("Số tiền (đồng)"),
    "authority": _("Cấp quyết định"),
    "committee_member": _("Cấp ủy viên"),
    "note": _("Ghi chú"),
    "of": _("Hủy bút toán"),
    "sealed": _("Mã băm của phần giữ kín"),
    "conclusion": _("Kết luận"),
    "breach": _("Nội dung vi phạm"),
    "source": _("Nguồn"),
    "absent": _("Người vắng"),
    "absent_with_leave": _("Vắng có lý do"),
    "absent_without_leave": _("Vắng không lý do"),
    "base": _("Mức làm căn cứ (đồng)"),
    "beneficiaries": _("Người được nhận"),
    "body": _("Cơ quan, tổ chức"),
    "cell_committee": _("Chi bộ có chi ủy"),
    "cell_type": _("Loại hình chi bộ"),
    "changes": _("Các điều sửa đổi"),
    "class": _("Cách tính"),
    "code": _("Mã"),
    "course": _("Lớp"),
    "direction": _("Văn bản đi, đến"),
    "donor": _("Người, đơn vị ủng hộ"),
    "due": _("Phải đóng, phải dự, thời hạn"),
    "duplicate": _("Hồ sơ trùng"),
    "ends": _("Tổ chức kết thúc"),
    "entry": _("Bút toán"),
    "gift": _("Ủng hộ gì"),
    "grade": _("Mức"),
    "group": _("Diện đóng"),
    "guests": _("Khách dự"),
    "issuer": _("Nơi gửi"),
    "joined": _("Tăng"),
    "left": _("Giảm"),
    "level": _("Trình độ"),
    "measure": _("Đếm cái gì"),
    "month": _("Của tháng"),
    "most": _("Mức trên"),
    "number": _("Số, ký hiệu"),
    "numbers": _("Các số riêng của loại"),
    "orgs": _("Các tổ chức hợp nhất"),
    "outcome": _("Kết quả xét"),
    "over": _("Mẫu số"),
    "owner": _("Tổ chức thực hiện"),
    "participants": _("Số người dự"),
    "person": _("Người"),
    "persons": _("Những người"),
    "place": _("Nơi"),
    "post": _("Chức vụ"),
    "present": _("Có mặt"),
    "prorated": _("Chia mốc theo thời gian"),
    "reason": _("Lý do"),
    "remark": _("Nhận xét"),
    "report": _("Kết quả đã làm"),
    "result": _("Kết luận"),
    "score": _("Điểm"),
    "secrecy": _("Độ mật"),
    "sector": _("Khu vực kinh tế"),
    "stage": _("Bước"),
    "taken": _("Các bút toán nhận về"),
    "targets": _("Đối tượng"),
    "tasks": _("Công tác được phân công"),
    "violations": _("Các nội dung vi phạm"),
    "where": _("Điều kiện"),
    "year": _("Năm"),
}
REASONS: wording.Words = {"retention": _("hết thời hạn lưu"), "request": _("theo yêu cầu"), "mistake": _("ghi nhầm")}
"""Why a person was erased."""


def title(name: str, kind: Kind | None = None) -> str:
    """What a field is called: of an entry, with its kind."""
    own = recording.TITLES.get(f"{kind.name}.{name}") if kind and name in ONE_KIND else None
    return str(own or FIELDS.get(name, name))


def said(name: str, value: object) -> str:
    """What stands in a field: a code in the words of its own list, a figure by its title, everything else as people write it."""
    if name == "year":
        return str(value)
    if name == "month":
        year, month = str(value).split("-")
        return f"{int(month)}/{year}"
    if name in ("figure", "over"):
        figure = everything().get(str(value))
        return figure.title if figure else str(value)
    for words in (recording.CHOICES.get(name, {}), labels.WORDS.get(name, {}), REASONS if name == "reason" else {}):
        if isinstance(value, str) and value in words:
            return str(words[value])
    if name == "org_kind" and isinstance(value, str):
        return wording.org_kind(value)
    return wording.any_value(value)
