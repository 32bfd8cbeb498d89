"""Invented people: names, births and the attributes a list of members carries.

The frequencies are rough shares of what a list from the Red River delta looks like; nobody in it exists.
"""

import random
import unicodedata
from datetime import date, timedelta

FAMILY = {
    "Nguyễn": 370, "Trần": 100, "Lê": 85, "Phạm": 65, "Hoàng": 45, "Vũ": 42, "Đỗ": 40, "Ngô": 34, "Đặng": 30,
    "Bùi": 28, "Dương": 24, "Đào": 18, "Phan": 18, "Trịnh": 14, "Chu": 13, "Tạ": 12, "Đinh": 12, "Cao": 10,
    "Lương": 10, "Tô": 9, "Mai": 9, "Hà": 8, "Lưu": 8, "Đoàn": 8, "Lại": 6, "Kiều": 6, "Quách": 4, "Thạch": 3,
}  # fmt: skip
FAMILY_BY_ETHNICITY = {
    "Tày": ["Nông", "Hoàng", "Ma", "Triệu", "Bế"],
    "Mường": ["Bùi", "Quách", "Đinh", "Hà", "Xa"],
    "Nùng": ["Nông", "Lương", "Hứa", "Lộc", "Vi"],
    "Thái": ["Lò", "Quàng", "Cà", "Hà", "Lường"],
    "Dao": ["Bàn", "Triệu", "Đặng", "Phùng"],
    "Sán Dìu": ["Ôn", "Lục", "Trương", "Tạ"],
}
MIDDLE = {
    "male": {
        "Văn": 220, "Đức": 60, "Quang": 55, "Minh": 50, "Hữu": 45, "Xuân": 45, "Đình": 40, "Ngọc": 40, "Thành": 35,
        "Tuấn": 30, "Công": 30, "Trọng": 25, "Mạnh": 25, "Duy": 22, "Thế": 20, "Viết": 16, "Bá": 14, "Khắc": 12,
    },
    "female": {
        "Thị": 230, "Thị Thu": 45, "Thị Thanh": 40, "Thị Kim": 28, "Thị Hồng": 28, "Thị Minh": 24, "Thu": 30,
        "Thanh": 26, "Ngọc": 26, "Phương": 20, "Minh": 18, "Hồng": 18, "Thị Bích": 16, "Diệu": 10, "Khánh": 10,
    },
}  # fmt: skip
GIVEN = {
    "male": (
        "Hùng Dũng Tuấn Cường Hải Sơn Minh Thắng Nam Long Hiếu Quân Trung Tùng Thành Đạt Kiên Hưng Phúc Quyết Tiến "
        "Lâm Khánh Bình Huy Toàn Chiến Thịnh Việt Vinh Duy Hòa Lợi Nghĩa Tâm An Bảo Công Đông Giang Hậu Khoa Luân "
        "Mạnh Nhân Phong Quang Sáng Tài Thái Trường Tú Vũ Xuân Hoàng Khôi Lực Ngọc Phương Quý Sỹ Thuận Triển Tường"
    ).split(),
    "female": (
        "Hương Lan Hoa Hằng Hà Thủy Thúy Nga Mai Linh Trang Huyền Yến Nhung Phương Dung Hạnh Hiền Vân Anh Ngọc Thảo "
        "Loan Liên Oanh Quyên Tuyết Xuân Thu Bích Chi Diệp Giang Hòa Khuyên Lệ Lý Minh Ngân Nguyệt Nhàn Tâm Thanh "
        "Thơm Thoa Tươi Uyên Vui Duyên Cúc Châm Hậu Mến Miên"
    ).split(),
}
OTHER_PEOPLES = ["Tày", "Tày", "Tày", "Mường", "Mường", "Nùng", "Nùng", "Thái", "Dao", "Sán Dìu"]
# People in office in those years (nationally, in the city, in the district) and the author of the article: never to be
# drawn by chance.
RESERVED = set(
    (
        "Nguyễn Phú Trọng,Nguyễn Xuân Phúc,Phạm Minh Chính,Vương Đình Huệ,Võ Văn Thưởng,Phạm Bình Minh,"
        "Trương Thị Mai,Trần Tuấn Anh,Nguyễn Hòa Bình,Tô Lâm,Phan Đình Trạc,Trần Cẩm Tú,Phan Văn Giang,"
        "Nguyễn Văn Nên,Nguyễn Xuân Thắng,Lương Cường,Trần Thanh Mẫn,Đinh Tiến Dũng,Bùi Thị Minh Hoài,Lê Minh Khái,"
        "Đỗ Văn Chiến,Bùi Văn Cường,Nguyễn Trọng Nghĩa,Lê Minh Hưng,Lê Hoài Trung,Võ Thị Ánh Xuân,Nguyễn Văn Hùng,"
        "Nguyễn Văn Thắng,Nguyễn Kim Sơn,Nguyễn Mạnh Hùng,Nguyễn Hồng Diên,Nguyễn Thanh Nghị,Nguyễn Chí Dũng,"
        "Hồ Đức Phớc,Phạm Thị Thanh Trà,Đào Ngọc Dung,Đào Hồng Lan,Huỳnh Thành Đạt,Trần Hồng Hà,Bùi Thanh Sơn,"
        "Lê Thành Long,Đoàn Hồng Phong,Trần Văn Sơn,Đặng Quốc Khánh,Nguyễn Thị Kim Ngân,Nguyễn Duy Ngọc,Chu Ngọc Anh,"
        "Trần Sỹ Thanh,Nguyễn Thị Tuyến,Nguyễn Văn Phong,Nguyễn Ngọc Tuấn,Lê Hồng Sơn,Hà Minh Hải,Dương Đức Tuấn,"
        "Chử Xuân Dũng,Nguyễn Mạnh Quyền,Vũ Đức Bảo,Nguyễn Quang Đức,Nguyễn Văn Sửu,Nguyễn Doãn Toản,Bùi Huyền Mai,"
        "Vũ Thu Hà,Lê Trung Kiên,Nguyễn Xuân Linh,Nguyễn Anh Dũng,Hoàng Hải Đăng,Ngô Thiệu Phương Nam"
    ).split(",")
)
NATIVE = {
    "Hà Nội": 62, "Bắc Ninh": 8, "Vĩnh Phúc": 6, "Hưng Yên": 4, "Thái Nguyên": 4, "Bắc Giang": 4, "Nam Định": 3,
    "Thái Bình": 3, "Thanh Hóa": 2, "Nghệ An": 2, "Hải Dương": 2, "Phú Thọ": 2,
}  # fmt: skip
QUALIFICATION = {"Đại học": 46, "Cao đẳng": 17, "Trung cấp": 16, "Sơ cấp": 8, "Không": 6, "Thạc sĩ": 7}
OCCUPATION = {"Lãnh đạo, quản lý doanh nghiệp": 18, "Lao động gián tiếp": 40, "Lao động trực tiếp": 42}


def weighted(rng: random.Random, table: dict[str, int]) -> str:
    """One key of the table, drawn in proportion to its value."""
    return rng.choices(list(table), weights=list(table.values()))[0]


def draw_name(rng: random.Random, sex: str, ethnicity: str) -> str:
    """A full name, family name first, that fits the sex; never one of RESERVED."""
    while True:
        families = FAMILY_BY_ETHNICITY.get(ethnicity)
        family = rng.choice(families) if families else weighted(rng, FAMILY)
        middle, given = weighted(rng, MIDDLE[sex]), rng.choice(GIVEN[sex])
        name = unicodedata.normalize("NFC", f"{family} {middle} {given}")
        if given not in middle.split() and given != family and name not in RESERVED:
            return name


def draw_ethnicity(rng: random.Random) -> str:
    """Mostly Kinh; about one in thirty of another people."""
    return "Kinh" if rng.random() < 0.965 else rng.choice(OTHER_PEOPLES)


def draw_religion(rng: random.Random) -> str:
    """Mostly none."""
    return rng.choices(["Không", "Phật giáo", "Công giáo"], weights=[945, 35, 20])[0]


def draw_schooling(rng: random.Random, birth: date) -> str:
    """The ten-year system of the North for the older people, twelve years for the others."""
    if birth.year < 1964:
        return rng.choices(["10/10", "7/10"], weights=[85, 15])[0]
    return rng.choices(["12/12", "9/12"], weights=[94, 6])[0]


def draw_occupation(rng: random.Random, sex: str, birth: date, today: date) -> str:
    """Work in the enterprise; people past the retirement age have mostly left it but kept to its cell."""
    retirement = 60 if sex == "male" else 55
    if (today - birth).days / 365.25 >= retirement and rng.random() < 0.85:
        return "Nghỉ hưu"
    return weighted(rng, OCCUPATION)


def shift_years(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes 28."""
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + years, day=last)


def draw_birth(rng: random.Random, around: date, youngest: float, oldest: float, usual: float) -> date:
    """A birth such that the person is between `youngest` and `oldest` years old on `around`."""
    age = rng.triangular(youngest, oldest, usual)
    return around - timedelta(days=int(age * 365.25))


def draw_person(rng: random.Random, women: float, birth: date, today: date) -> dict[str, str]:
    """The values of one person line, without its code."""
    sex = "female" if rng.random() < women else "male"
    ethnicity = draw_ethnicity(rng)
    return {
        "name": draw_name(rng, sex, ethnicity),
        "birth": birth.isoformat(),
        "sex": sex,
        "ethnicity": ethnicity,
        "religion": draw_religion(rng),
        "schooling": draw_schooling(rng, birth),
        "qualification": weighted(rng, QUALIFICATION),
        "occupation": draw_occupation(rng, sex, birth, today),
        "native_place": weighted(rng, NATIVE),
    }
