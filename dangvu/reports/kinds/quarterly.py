"""The quarterly report on Party building (domain guide §9.4)."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from dangvu.reports.outline import Kind, SectionSpec

SITUATION: Final = """\
Trong {{quarter_name}}, {{issuer}} lãnh đạo các chi bộ thực hiện nghị quyết, kế hoạch của cấp ủy cấp trên và chương trình công tác \
trọng tâm của Đảng bộ; tình hình tư tưởng đảng viên, người lao động ổn định, các doanh nghiệp duy trì sản xuất, kinh doanh.
"""
IDEOLOGY: Final = """\
Công tác giáo dục chính trị, tư tưởng được duy trì thường xuyên; có {{study_attendance}} lượt người dự các buổi học tập, quán triệt \
do Đảng ủy tổ chức trong quý.
"""
ORGANISATION: Final = """\
Đến ngày {{as_of_day}}, Đảng bộ có {{cell_count|02}} chi bộ trực thuộc. Trong quý thành lập mới {{org_founded|02}}, tiếp nhận \
{{org_received|02}} chi bộ.
"""
MEMBERS: Final = """\
Tổng số đảng viên là {{member_total}} đồng chí, trong đó {{member_probationary|02}} đảng viên dự bị. Trong quý đã trao Huy \
hiệu Đảng cho {{badge_total|02}} đảng viên (huy hiệu 30 năm: {{badge_total[years=30]|02}}; 40 năm: {{badge_total[years=40]|02}}).
Đảng ủy xét {{admission_dossiers|02}} hồ sơ đề nghị kết nạp và {{recognition_dossiers|02}} hồ sơ đề nghị công nhận đảng viên chính \
thức; kết nạp {{admitted|02}} đảng viên (cùng kỳ năm trước {{admitted@last_year|02}}), công nhận chính thức \
{{official_recognition|02}} đồng chí. Chuyển sinh hoạt đến {{transfers_in|02}}, chuyển đi {{transfers_out|02}} đảng viên.
Số đảng viên đã đăng ký sử dụng Sổ tay đảng viên điện tử là {{handbook_members}}, đạt {{handbook_rate}}%.
"""
INSPECTION: Final = """\
Trong quý tiến hành {{inspection_rounds|02}} cuộc kiểm tra đối với {{inspected_orgs|02}} lượt tổ chức đảng và \
{{supervision_rounds|02}} cuộc giám sát đối với {{supervised_orgs|02}} lượt tổ chức đảng. Số đảng viên bị thi hành kỷ luật: \
{{discipline_members|02}}.
"""
MASS_WORK: Final = """\
Quy chế dân chủ ở cơ sở tại nơi làm việc được thực hiện; công đoàn và các đoàn thể trong doanh nghiệp giữ phong trào thi đua. Các \
chi bộ, doanh nghiệp dành {{charity_amount|million}} triệu đồng cho hoạt động từ thiện, nhân đạo.
"""
LIMITS: Final = """\
Một số chi bộ gửi báo cáo chậm; sinh hoạt chuyên đề ở vài nơi chưa sát việc của doanh nghiệp, do cấp ủy kiêm nhiệm nhiều việc và \
việc đôn đốc chưa thường xuyên.
"""
NEXT: Final = """\
- Tiếp tục thực hiện Nghị quyết Đại hội Đảng bộ và chương trình công tác năm; rà soát các chỉ tiêu chậm tiến độ.
- Bồi dưỡng nguồn, xét kết nạp và công nhận đảng viên chính thức đúng thời hạn.
- Thực hiện chương trình kiểm tra, giám sát {{next_quarter_name}}.
"""

KIND: Final = Kind(
    code="quarterly",
    name=_("Báo cáo quý"),
    document_title="Báo cáo",
    document_type="BC",
    subject="công tác xây dựng Đảng {{quarter_name}}, nhiệm vụ {{next_quarter_name}}",
    sections=(
        SectionSpec("situation", "I. TÌNH HÌNH CHUNG", 1, SITUATION),
        SectionSpec("results", "II. KẾT QUẢ", 1, bare=True),
        SectionSpec("ideology", "1. Công tác chính trị, tư tưởng", 2, IDEOLOGY),
        SectionSpec("organisation", "2. Công tác tổ chức", 2, ORGANISATION),
        SectionSpec("members", "3. Công tác đảng viên", 2, MEMBERS, tables=("movement",)),
        SectionSpec("inspection", "4. Công tác kiểm tra, giám sát", 2, INSPECTION),
        SectionSpec("mass_work", "5. Dân vận, quy chế dân chủ, đoàn thể", 2, MASS_WORK),
        SectionSpec("limits", "III. HẠN CHẾ, NGUYÊN NHÂN", 1, LIMITS),
        SectionSpec("next", "IV. NHIỆM VỤ TRỌNG TÂM QUÝ SAU", 1, NEXT),
    ),
)  # fmt: skip
