"""What the committee and its cells did besides: type, day, quantity, đồng and a Vietnamese note (all invented, save
the conference of 22 March 2023 with its talk and the visit before it).

Quantity counts people who took part, unless the note names another unit.
"""

from datetime import date

MILLION = 1_000_000
Activity = tuple[str, date, int | None, int | None, str]

OF_THE_COMMITTEE: list[Activity] = [
    ("political_education", date(2020, 9, 24), 187, None, "Quán triệt Nghị quyết Đại hội Đảng bộ Khối lần thứ II"),
    ("grassroots_democracy", date(2020, 10, 8), 58, None, "Tập huấn quy chế dân chủ ở cơ sở tại nơi làm việc"),
    ("charity", date(2020, 10, 29), None, 312 * MILLION, "Quyên góp ủng hộ đồng bào miền Trung bị lũ lụt"),
    ("emulation", date(2020, 12, 17), 41, None, "Tổng kết phong trào thi đua năm 2020"),
    ("political_education", date(2021, 3, 31), 402, None, "Học tập Nghị quyết Đại hội XIII của Đảng, trực tuyến"),
    ("mass_mobilisation", date(2021, 4, 22), 12, None, "Đăng ký mô hình dân vận khéo; số lượng là số mô hình"),
    ("charity", date(2021, 6, 18), None, 540 * MILLION, "Ủng hộ Quỹ vắc-xin phòng, chống COVID-19"),
    ("charity", date(2021, 8, 25), None, 265 * MILLION, "Nhu yếu phẩm cho công nhân ở trọ trong khu cách ly"),
    ("political_education", date(2021, 10, 21), 371, None, "Chuyên đề năm 2021 về học tập và làm theo Bác"),
    ("grassroots_democracy", date(2021, 11, 18), 47, None, "Đối thoại giữa người sử dụng lao động và người lao động"),
    ("mass_organisation", date(2021, 12, 9), 4, None, "Thành lập công đoàn cơ sở; số lượng là số tổ chức"),
    ("emulation", date(2021, 12, 23), 44, None, "Tổng kết phong trào thi đua năm 2021"),
    ("charity", date(2022, 1, 19), None, 228 * MILLION, "Quà Tết cho hộ nghèo và công nhân khó khăn"),
    ("political_education", date(2022, 3, 24), 418, None, "Quán triệt Kết luận 21-KL/TW về xây dựng, chỉnh đốn Đảng"),
    ("mass_mobilisation", date(2022, 4, 14), 15, None, "Đăng ký mô hình dân vận khéo; số lượng là số mô hình"),
    ("mass_organisation", date(2022, 5, 12), 3, None, "Thành lập chi đoàn thanh niên; số lượng là số tổ chức"),
    ("charity", date(2022, 7, 26), None, 156 * MILLION, "Tặng quà gia đình thương binh, liệt sĩ"),
    ("political_education", date(2022, 8, 18), 389, None, "Sinh hoạt chính trị về Chỉ thị 05-CT/TW của Bộ Chính trị"),
    ("emulation", date(2022, 10, 13), 63, None, "Hội thi sáng kiến cải tiến kỹ thuật; số lượng là số sáng kiến"),
    ("grassroots_democracy", date(2022, 11, 24), 52, None, "Hội nghị người lao động các doanh nghiệp"),
    ("emulation", date(2022, 12, 22), 46, None, "Tổng kết phong trào thi đua năm 2022"),
    ("charity", date(2023, 1, 12), None, 243 * MILLION, "Quà Tết Quý Mão cho hộ nghèo và công nhân khó khăn"),
    ("political_education", date(2023, 2, 23), 431, None, "Quán triệt chuyên đề năm 2023 về học tập và làm theo Bác"),
    ("mass_mobilisation", date(2023, 3, 9), 14, None, "Đăng ký mô hình dân vận khéo; số lượng là số mô hình"),
    ("propaganda", date(2023, 3, 14), None, None, "Triển khai kế hoạch tuyên truyền 10 năm thành lập Đảng bộ Khối"),
    ("visit", date(2023, 3, 22), 4, None, "Tham quan nhà truyền thống huyện Đông Anh; số lượng là số không gian"),
    ("conference", date(2023, 3, 22), None, None, "Sơ kết giữa nhiệm kỳ và báo cáo quý I"),
    ("talk", date(2023, 3, 22), None, None, "Chương trình chuyển đổi số trong doanh nghiệp"),
]  # fmt: skip

# What single cells did: drawn for cells and days by the generator; đồng in millions, from and to.
OF_CELLS = [
    ("charity", (5, 60), "Hỗ trợ người lao động có hoàn cảnh khó khăn"),
    ("charity", (10, 80), "Xây nhà tình nghĩa cùng địa phương"),
    ("charity", (3, 25), "Học bổng cho học sinh nghèo vượt khó"),
    ("charity", (2, 20), "Suất quà cho người cao tuổi neo đơn"),
    ("mass_organisation", None, "Đoàn viên công đoàn mới kết nạp; số lượng là số người"),
    ("emulation", None, "Sáng kiến được công nhận tại doanh nghiệp; số lượng là số sáng kiến"),
]
