"""The words for the codes that stand in accounts and attributes, as a user reads them."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.figures.engines.persons import BAND_KEYS, OLDEST
from dangvu.ledger.kinds.flags import CARD_REASONS
from dangvu.ledger.kinds.offices import POSTS

Words = Mapping[str, str | Promise]

KINDS: Words = {
    "central": lazy("Trung ương"),
    "central_direct": lazy("đảng bộ trực thuộc Trung ương"),
    "direct_superior": lazy("đảng bộ cấp trên trực tiếp cơ sở"),
    "grassroots_committee": lazy("đảng bộ cơ sở"),
    "grassroots_cell": lazy("chi bộ cơ sở"),
    "section_committee": lazy("đảng bộ bộ phận"),
    "attached_cell": lazy("chi bộ trực thuộc"),
    "temporary_cell": lazy("chi bộ sinh hoạt tạm thời"),
    "overseas_reserve_cell": lazy("chi bộ sinh hoạt dự bị ngoài nước"),
}
REASONS: Words = {
    "carried_over": lazy("mang sang khi mở sổ"),
    "admitted": lazy("kết nạp"),
    "readmitted": lazy("kết nạp lại"),
    "transferred_in": lazy("chuyển đến từ ngoài sổ"),
    "moved_in": lazy("chuyển đến từ tổ chức khác trong sổ"),
    "restored": lazy("phục hồi đảng tịch"),
    "with_organisation_in": lazy("theo tổ chức đến"),
    "died": lazy("từ trần"),
    "expelled": lazy("khai trừ"),
    "struck_off": lazy("xóa tên"),
    "left_voluntarily": lazy("xin ra khỏi Đảng"),
    "admission_annulled": lazy("hủy quyết định kết nạp"),
    "transferred_out": lazy("chuyển đi ra ngoài sổ"),
    "moved_out": lazy("chuyển đến tổ chức khác trong sổ"),
    "with_organisation_out": lazy("theo tổ chức đi"),
    "began": lazy("bắt đầu"),
    "registered": lazy("đăng ký"),
    "ended": lazy("kết thúc"),
    "established": lazy("thành lập"),
    "consolidated_in": lazy("thành lập do hợp nhất"),
    "split_in": lazy("thành lập do chia tách"),
    "absorbed": lazy("kết thúc do sáp nhập"),
    "consolidated": lazy("kết thúc do hợp nhất"),
    "split": lazy("kết thúc do chia tách"),
    "wound_up": lazy("giải thể"),
    "dissolved": lazy("giải tán"),
    "moved": lazy("chuyển đi nơi khác"),
    **CARD_REASONS,
}
TYPES: Words = {
    "age_or_health": lazy("tuổi cao, sức yếu"),
    "unstated": lazy("không ghi lý do"),
    "inspection_routine": lazy("kiểm tra thường xuyên"),
    "inspection_periodic": lazy("kiểm tra định kỳ"),
    "inspection_thematic": lazy("kiểm tra chuyên đề"),
    "inspection_on_sign": lazy("kiểm tra khi có dấu hiệu vi phạm"),
    "inspection_duty": lazy("kiểm tra thực hiện nhiệm vụ kiểm tra, giám sát, kỷ luật"),
    "inspection_finance": lazy("kiểm tra tài chính đảng"),
    "inspection_dues": lazy("kiểm tra thu, nộp đảng phí"),
    "supervision_routine": lazy("giám sát thường xuyên"),
    "supervision_thematic": lazy("giám sát chuyên đề"),
    "denunciation_case": lazy("giải quyết tố cáo"),
    "discipline_case": lazy("thi hành kỷ luật"),
    "discipline_appeal": lazy("giải quyết khiếu nại kỷ luật"),
    "charity": lazy("từ thiện, nhân đạo, an sinh"),
    "political_education": lazy("giáo dục chính trị, tư tưởng"),
    "mass_mobilisation": lazy("dân vận"),
    "mass_organisation": lazy("đoàn thể"),
    "grassroots_democracy": lazy("quy chế dân chủ ở cơ sở"),
    "emulation": lazy("thi đua"),
    "propaganda": lazy("tuyên truyền"),
    "conference": lazy("hội nghị"),
    "talk": lazy("nói chuyện chuyên đề"),
    "visit": lazy("tham quan, về nguồn"),
    "other": lazy("khác"),
}
WORDS: Mapping[str, Words] = {
    "status": {"probationary": lazy("dự bị"), "official": lazy("chính thức")},
    "kind": KINDS,
    "reason": REASONS,
    "type": TYPES,
    "cell_type": {
        "hamlet": lazy("thôn"),
        "street": lazy("khu phố, tổ dân phố"),
        "school": lazy("trường học"),
        "medical": lazy("y tế"),
        "enterprise": lazy("doanh nghiệp"),
        "agency": lazy("cơ quan"),
        "police": lazy("công an"),
        "military": lazy("quân sự"),
    },
    "sector": {"state": lazy("nhà nước"), "non_state": lazy("ngoài nhà nước"), "foreign": lazy("có vốn nước ngoài")},
    "cell_committee": {"yes": lazy("có chi ủy"), "no": lazy("chưa có chi ủy")},
    "result": {"exceeded": lazy("vượt"), "met": lazy("đạt"), "not_met": lazy("chưa đạt")},
    "youth_union": {"True": lazy("đoàn viên"), "False": lazy("không là đoàn viên")},
    "place": {"ceremony": lazy("tại lễ trao"), "home": lazy("tại nhà")},
    "grade": {
        "excellent": lazy("hoàn thành xuất sắc"),
        "good": lazy("hoàn thành tốt"),
        "completed": lazy("hoàn thành"),
        "not_completed": lazy("không hoàn thành"),
        "done": lazy("hoàn thành"),
        "partly": lazy("hoàn thành một phần"),
        "not_done": lazy("chưa hoàn thành"),
        "not_rated": lazy("chưa xếp loại"),
    },
    "course": {
        "prospects": lazy("nhận thức về Đảng"),
        "new_members": lazy("đảng viên mới"),
        "theory": lazy("lý luận chính trị"),
    },
    "level": {"elementary": lazy("sơ cấp"), "intermediate": lazy("trung cấp"), "advanced": lazy("cao cấp")},
    "stage": {"received": lazy("tiếp nhận"), "resolved": lazy("giải quyết xong")},
    "to": {"law": lazy("pháp luật"), "administration": lazy("hành chính")},
    "body": {"committee": lazy("cấp ủy"), "delegation": lazy("đoàn đại biểu")},
    "title": {"clean_strong": lazy("trong sạch, vững mạnh")},
    "direction": {"issued": lazy("đi"), "received": lazy("đến")},
    "posthumous": {"no": lazy("trao tặng"), "yes": lazy("truy tặng")},
    "form": {
        "reprimand": lazy("khiển trách"),
        "warning": lazy("cảnh cáo"),
        "removal_from_office": lazy("cách chức"),
        "expulsion": lazy("khai trừ"),
        "dissolution": lazy("giải tán"),
    },
    "outcome": {"passed": lazy("đạt"), "not_passed": lazy("không đạt")},
    "post": POSTS,
    "committee_member": {"yes": lazy("cấp ủy viên"), "no": lazy("không là cấp ủy viên")},
    "authority": {
        "cell": lazy("chi bộ"),
        "committee": lazy("cấp ủy"),
        "grassroots_committee": lazy("đảng ủy cơ sở"),
        "standing_committee": lazy("ban thường vụ"),
        "inspection_commission": lazy("ủy ban kiểm tra"),
    },
    "acting": {
        "committee": lazy("cấp ủy"),
        "inspection_commission": lazy("ủy ban kiểm tra"),
        "cell": lazy("chi bộ"),
        "standing_committee": lazy("ban thường vụ"),
        "advisory_body": lazy("cơ quan tham mưu, giúp việc"),
    },
    "target": {"organisation": lazy("tổ chức đảng"), "member": lazy("đảng viên")},
    "of": {"organisation": lazy("tổ chức đảng"), "member": lazy("đảng viên")},
    "conclusion": {
        "good": lazy("làm tốt"),
        "shortcomings": lazy("có hạn chế, thiếu sót"),
        "violation": lazy("có vi phạm"),
        "liable": lazy("có vi phạm đến mức phải thi hành kỷ luật"),
    },
    "procedure": {
        "admission": lazy("kết nạp đảng viên"),
        "official_recognition": lazy("công nhận đảng viên chính thức"),
        "badge": lazy("tặng Huy hiệu Đảng"),
        "official_transfer": lazy("chuyển sinh hoạt chính thức"),
    },
    "sex": {"male": lazy("nam"), "female": lazy("nữ")},
    "age_band": {key: lazy("trên 60 tuổi") if key == OLDEST else key for key in BAND_KEYS},
}
DIMENSIONS: Words = {
    "org": lazy("đơn vị trực thuộc"),
    "cell": lazy("chi bộ"),
    "month": lazy("tháng"),
    "quarter": lazy("quý"),
    "year": lazy("năm"),
    "status": lazy("diện đảng viên"),
    "type": lazy("loại"),
    "kind": lazy("loại hình tổ chức"),
    "years": lazy("năm tuổi Đảng"),
    "posthumous": lazy("trao tặng, truy tặng"),
    "form": lazy("hình thức"),
    "authority": lazy("cấp quyết định"),
    "committee_member": lazy("cấp ủy viên"),
    "acting": lazy("chủ thể tiến hành"),
    "target": lazy("đối tượng"),
    "of": lazy("đối tượng"),
    "conclusion": lazy("kết luận"),
    "procedure": lazy("thủ tục"),
    "post": lazy("chức vụ"),
    "outcome": lazy("kết quả"),
    "reason": lazy("lý do"),
    "other": lazy("tổ chức ở phía bên kia"),
    "cell_type": lazy("loại hình chi bộ"),
    "sector": lazy("khu vực"),
    "cell_committee": lazy("chi ủy"),
    "result": lazy("kết quả"),
    "sex": lazy("giới tính"),
    "age_band": lazy("nhóm tuổi"),
    "ethnicity": lazy("dân tộc"),
    "religion": lazy("tôn giáo"),
    "schooling": lazy("học vấn phổ thông"),
    "qualification": lazy("trình độ chuyên môn"),
    "occupation": lazy("nghề nghiệp"),
    "youth_union": lazy("đoàn viên"),
    "place": lazy("nơi trao"),
    "grade": lazy("mức"),
    "title": lazy("danh hiệu"),
    "course": lazy("lớp"),
    "level": lazy("trình độ lớp"),
    "stage": lazy("bước xử lý"),
    "to": lazy("nơi kiến nghị"),
    "body": lazy("cơ quan được bầu"),
    "direction": lazy("chiều văn bản"),
    "content": lazy("nội dung vi phạm"),
}


def word(dimension: str, key: str) -> str:
    """How a key of a dimension is called; a key nobody named stands for itself."""
    if dimension == "years":
        return _("%(years)s năm tuổi Đảng") % {"years": key}
    if dimension == "age_band" and key != OLDEST:
        return _("%(band)s tuổi") % {"band": key.replace("-", "–")}
    return str(WORDS.get(dimension, {}).get(key, key))


def account(attrs: Mapping[str, str]) -> str:
    """What an account's attributes say, in words: “kết nạp, dự bị”."""
    shown = ("reason", "status", "kind", "type", "years", "posthumous", "form", "authority", "procedure", "conclusion", "post", "outcome")
    return ", ".join(word(name, attrs[name]) for name in shown if attrs.get(name))
