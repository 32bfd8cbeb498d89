"""The mid-term review (domain guide §9.4): no official outline is known, each committee edits this one."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from dangvu.reports.outline import Kind, SectionSpec

FEATURES: Final = """\
{{org_name}} là đảng bộ trực thuộc {{superior}}. Bước vào nhiệm kỳ {{term_years}}, Đảng bộ có {{cell_count@term_opening|02}} \
chi bộ trực thuộc với {{member_total@term_opening}} đảng viên. Đến ngày {{as_of_day}}, Đảng bộ có {{cell_count|02}} chi bộ \
trực thuộc với {{member_total}} đảng viên, trong đó {{member_full}} đảng viên chính thức và {{member_probationary|02}} đảng \
viên dự bị; đảng viên nữ là {{member_by_gender[sex=female]}} đồng chí.
Các chi bộ giữ vai trò hạt nhân chính trị ở đơn vị, cùng người đứng đầu đơn vị hoàn thành nhiệm vụ chuyên môn, chăm lo đời sống \
người lao động.
"""
TARGETS: Final = """\
Nghị quyết Đại hội Đảng bộ đề ra các chỉ tiêu cho cả nhiệm kỳ. Đối chiếu với sổ theo dõi đến ngày {{as_of_day}}, kết quả như \
bảng dưới đây.
"""
POLITICAL: Final = """\
Các chi bộ lãnh đạo đơn vị thực hiện nhiệm vụ sản xuất, kinh doanh bằng nghị quyết chuyên đề, gắn việc của chi bộ với kế hoạch \
của doanh nghiệp. Số liệu do các doanh nghiệp báo cáo, được ghi riêng kèm nguồn và không cộng lẫn với số liệu của sổ sách Đảng.
"""
IDEOLOGY: Final = """\
Đảng ủy tổ chức học tập, quán triệt các nghị quyết, chỉ thị, kết luận của Trung ương và của cấp ủy cấp trên đến toàn thể đảng \
viên; duy trì việc thực hiện Nghị quyết Trung ương 4 khóa XII về xây dựng, chỉnh đốn Đảng gắn với Chỉ thị 05 của Bộ Chính trị \
về học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh. Từ đầu nhiệm kỳ đã có {{study_attendance@term}} lượt người dự \
các đợt học tập do Đảng ủy tổ chức.
Nội dung học tập được đưa vào sinh hoạt chi bộ hằng tháng, mỗi đảng viên đăng ký phần việc cụ thể. Cấp ủy nắm dư luận trong công \
nhân qua chi bộ và các đoàn thể, kịp thời định hướng trước những thông tin sai lệch.
"""
ORGANISATION: Final = """\
Từ đầu nhiệm kỳ, Đảng bộ thành lập mới {{org_founded@term|02}} chi bộ trong doanh nghiệp và tiếp nhận {{org_received@term|02}} \
chi bộ từ {{superior}} chuyển về với {{org_received_members@term}} đảng viên. Những chi bộ mà doanh nghiệp hợp nhất hoặc chấm dứt \
hoạt động được sắp xếp lại ngay; đảng viên không bị gián đoạn sinh hoạt.
Cấp ủy các chi bộ được kiện toàn kịp thời. Nội dung sinh hoạt chi bộ được chuẩn bị trước, có chuyên đề hằng quý và phân công người \
chịu trách nhiệm từng việc.
"""
MEMBERS: Final = """\
Nguồn phát triển Đảng được chăm chút từ phong trào của công nhân và từ các đoàn thể. Từ đầu nhiệm kỳ, Đảng bộ kết nạp \
{{admitted@term}} quần chúng ưu tú; công nhận chính thức {{official_recognition@term}} đảng viên dự bị. Có {{transfers_in@term}} \
đảng viên chuyển sinh hoạt đến và {{transfers_out@term}} đảng viên chuyển đi; {{transfers_internal@term}} lượt chuyển giữa các chi \
bộ trong Đảng bộ không làm thay đổi đảng số.
Đã trao tặng {{badge_total@term}} Huy hiệu Đảng, trong đó truy tặng {{badge_posthumous@term|02}} trường hợp. Số đảng viên từ trần \
là {{member_died@term|02}}, xóa tên {{member_struck_off@term|02}}, khai trừ {{member_expelled@term|02}}, xin ra khỏi Đảng \
{{member_left_party@term|02}} trường hợp; mỗi trường hợp có quyết định và hồ sơ kèm theo.
"""
INSPECTION: Final = """\
Đảng ủy xây dựng chương trình kiểm tra, giám sát hằng năm và thực hiện đúng chương trình. Từ đầu nhiệm kỳ đã tiến hành \
{{inspection_rounds@term|02}} cuộc kiểm tra chuyên đề đối với {{inspected_orgs@term}} lượt chi bộ \
({{inspected_orgs_distinct@term}} chi bộ khác nhau) về việc thực hiện nhiệm vụ của chi bộ, và {{supervision_rounds@term|02}} cuộc \
giám sát chuyên đề đối với {{supervised_orgs_distinct@term}} chi bộ về đổi mới, nâng cao chất lượng sinh hoạt.
Qua kiểm tra, phần lớn chi bộ làm tốt; thiếu sót được chỉ rõ, có thời hạn khắc phục và người theo dõi. Số đảng viên bị thi hành kỷ \
luật là {{discipline_members@term|02}}.
"""
MASS_WORK: Final = """\
Công tác dân vận và quy chế dân chủ ở cơ sở tại nơi làm việc được thực hiện gắn với hội nghị người lao động, đối thoại định kỳ và \
các mô hình dân vận khéo. Công đoàn, Đoàn Thanh niên, Hội Phụ nữ trong doanh nghiệp giữ được phong trào thi đua, thu hút đông đảo \
người lao động tham gia.
Cùng với sản xuất, các chi bộ và doanh nghiệp dành {{charity_amount@term|million}} triệu đồng cho hoạt động từ thiện, nhân đạo: \
giúp đồng bào bị thiên tai, tặng quà Tết, chăm sóc gia đình chính sách, hỗ trợ người lao động gặp khó khăn.
"""
LEADERSHIP: Final = """\
Đảng ủy làm việc theo quy chế, tập trung dân chủ, tập thể lãnh đạo, cá nhân phụ trách; mỗi ủy viên theo dõi một nhóm chi bộ và dự \
sinh hoạt với chi bộ mình phụ trách. Sổ sách được ghi một lần tại nơi phát sinh, báo cáo lấy từ cùng một nguồn.
Việc cài đặt, sử dụng Sổ tay đảng viên điện tử được chỉ đạo đến từng chi bộ: {{handbook_members}} đảng viên đã đăng ký sử dụng, đạt \
{{handbook_rate}}% tổng số đảng viên.
"""
STRENGTHS: Final = """\
Đảng bộ đoàn kết, giữ vững nguyên tắc tổ chức; các nhiệm vụ trọng tâm của nửa nhiệm kỳ được triển khai đồng bộ, tổ chức đảng được \
mở rộng vào doanh nghiệp chưa có chi bộ, đội ngũ đảng viên tăng về số lượng và được bồi dưỡng thường xuyên.
"""
LIMITS: Final = """\
- Một số chi bộ sinh hoạt còn hình thức, nghị quyết chuyên đề chưa sát việc của doanh nghiệp.
- Tạo nguồn kết nạp trong công nhân trực tiếp và chủ doanh nghiệp tư nhân còn khó; kết quả giữa các chi bộ chưa đều.
- Một bộ phận đảng viên, nhất là đảng viên cao tuổi, chưa sử dụng Sổ tay đảng viên điện tử.
- Việc ghi sổ và gửi báo cáo ở vài chi bộ còn chậm, có lúc số liệu công bố chưa thống nhất với sổ sách.
"""
CAUSES: Final = """\
Về khách quan, doanh nghiệp chịu sức ép của thị trường, người lao động làm theo ca và thường thay đổi nơi làm việc. Về chủ quan, có \
cấp ủy kiêm nhiệm chưa dành đủ thời gian cho công tác Đảng; việc kiểm tra, đôn đốc chưa thường xuyên.
Bài học rút ra: bám sát cơ sở, chọn đúng việc để tập trung; giữ nền nếp sinh hoạt; ghi chép kịp thời, mỗi số liệu chỉ có một nguồn.
"""
SECOND_HALF: Final = """\
Phát huy kết quả đạt được, nửa cuối nhiệm kỳ Đảng bộ tập trung thực hiện {{targets_set@term|02}} nhiệm vụ Hội nghị đã thảo luận và \
thông qua. Chỉ tiêu nào chậm so với mốc ở Phần II được giao cụ thể đến từng chi bộ và kiểm điểm hằng quý.
"""
PROPOSALS: Final = """\
Đề nghị {{superior}} tiếp tục quan tâm hướng dẫn nghiệp vụ công tác Đảng trong doanh nghiệp ngoài khu vực nhà nước, mở thêm lớp bồi \
dưỡng cấp ủy viên và lớp nhận thức về Đảng có thời gian phù hợp với người lao động làm theo ca.
"""

KIND: Final = Kind(
    code="mid_term",
    name=_("Sơ kết giữa nhiệm kỳ"),
    document_title="Báo cáo",
    document_type="BC",
    subject="sơ kết giữa nhiệm kỳ thực hiện Nghị quyết Đại hội {{org_name}}, nhiệm kỳ {{term_years}}",
    sections=(
        SectionSpec("features", "I. ĐẶC ĐIỂM TÌNH HÌNH", 1, FEATURES, charts=("membership",)),
        SectionSpec("results", "II. KẾT QUẢ THỰC HIỆN NGHỊ QUYẾT ĐẠI HỘI", 1, bare=True),
        SectionSpec("targets", "1. Các chỉ tiêu của Nghị quyết", 2, TARGETS, tables=("targets",)),
        SectionSpec("political", "2. Thực hiện nhiệm vụ chính trị", 2, POLITICAL, tables=("typed",)),
        SectionSpec("party_building", "3. Công tác xây dựng Đảng", 2, bare=True),
        SectionSpec("ideology", "3.1. Chính trị, tư tưởng, đạo đức", 3, IDEOLOGY),
        SectionSpec("organisation", "3.2. Tổ chức đảng", 3, ORGANISATION),
        SectionSpec("members", "3.3. Đảng viên", 3, MEMBERS, charts=("admissions",)),
        SectionSpec("inspection", "3.4. Kiểm tra, giám sát, kỷ luật đảng", 3, INSPECTION),
        SectionSpec("mass_work", "4. Dân vận, đoàn thể, từ thiện nhân đạo", 2, MASS_WORK),
        SectionSpec("leadership", "5. Phương thức lãnh đạo", 2, LEADERSHIP),
        SectionSpec("assessment", "III. ĐÁNH GIÁ CHUNG", 1, bare=True),
        SectionSpec("strengths", "1. Ưu điểm", 2, STRENGTHS),
        SectionSpec("limits", "2. Hạn chế", 2, LIMITS),
        SectionSpec("causes", "3. Nguyên nhân, bài học kinh nghiệm", 2, CAUSES),
        SectionSpec("second_half", "IV. NHIỆM VỤ NỬA CUỐI NHIỆM KỲ", 1, SECOND_HALF, tables=("tasks",)),
        SectionSpec("proposals", "V. ĐỀ XUẤT, KIẾN NGHỊ", 1, PROPOSALS),
        SectionSpec(
            "annexes", "PHỤ LỤC", 1, bare=True, tables=("movement", "admissions_by_year", "by_cell"),
        ),
    ),
)  # fmt: skip
