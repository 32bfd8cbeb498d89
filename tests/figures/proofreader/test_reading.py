"""Numbers, times and a text's own arithmetic, without any books."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from dangvu.figures.proofreader import moments, times
from dangvu.figures.proofreader.drafts import Drafting
from dangvu.figures.proofreader.lexicon import lexicon
from dangvu.figures.proofreader.places import Places
from dangvu.figures.proofreader.reading import Reading
from dangvu.figures.proofreader.sentences import cut
from dangvu.figures.proofreader.services import Unreadable, blocks_of, check_text
from dangvu.figures.proofreader.spelled import spelled, value_of
from dangvu.figures.proofreader.spelling import clean, normal

ON = dt.date(2023, 3, 22)
ALONE = pytest.mark.django_db


def read(text: str) -> Reading:
    return check_text(text, org=None, on=ON)


@pytest.mark.parametrize(
    ("text", "value"),
    [("62", "62"), ("07", "7"), ("1.550", "1550"), ("17.580", "17580"), ("76,3", "76.3"), ("76.3", "76.3"), ("1.234,5", "1234.5"),
     ("1,234.5", "1234.5"), ("82.774", "82774"), ("1.234.567", "1234567"), ("0,200", "0.200")],
)  # fmt: skip
def test_digits(text: str, value: str) -> None:
    assert value_of(text)[0] == Decimal(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [("một trăm hai mươi lăm", 125), ("bảy", 7), ("mười", 10), ("mười lăm", 15), ("hai mươi mốt", 21), ("sáu trăm linh tư", 604),
     ("ba nghìn hai trăm", 3200), ("chín mươi", 90), ("hai mươi ba", 23)],
)  # fmt: skip
def test_words(text: str, value: int) -> None:
    assert spelled(text.split()) == (value, len(text.split()))


def test_spellings_are_one() -> None:
    assert normal(clean("ỦY BAN KIỂM TRA, hoà, kỉ luật, tỉ lệ, quí")) == normal(clean("uỷ ban kiểm tra, hòa, kỷ luật, tỷ lệ, quý"))
    text = "Đảng uỷ khối\u00a0có"
    assert len(normal(clean(text))) == len(clean(text))


@pytest.mark.parametrize(
    ("text", "start", "last"),
    [
        ("trong quý I/2023", dt.date(2023, 1, 1), ON),
        ("6 tháng đầu năm 2022", dt.date(2022, 1, 1), dt.date(2022, 6, 30)),
        ("từ đầu nhiệm kỳ đến nay", dt.date(2020, 6, 1), ON),
        ("trong năm 2021", dt.date(2021, 1, 1), dt.date(2021, 12, 31)),
        ("từ ngày 1/2/2022 đến ngày 31/3/2022", dt.date(2022, 2, 1), dt.date(2022, 3, 31)),
        ("quý I năm ngoái", dt.date(2022, 1, 1), dt.date(2022, 3, 31)),
        ("trong tháng 3/2022", dt.date(2022, 3, 1), dt.date(2022, 3, 31)),
    ],
)
def test_times(text: str, start: dt.date, last: dt.date) -> None:
    (said,) = times.times(normal(clean(text)), moments.Calendar(ON, dt.date(2020, 6, 1)))
    assert said.days is not None
    assert (said.days.start, said.days.last) == (start, last)


@ALONE
@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Toàn Đảng bộ có 73 đảng viên, trong đó 60 đảng viên chính thức và 12 đảng viên dự bị.", "total"),
        ("Chuyển sinh hoạt đảng 89 đảng viên, gồm chuyển đi 63 đồng chí, chuyển đến 12 đồng chí, chuyển nội bộ 15 đồng chí.", "total"),
        ("Năm 2022, đã kỷ luật 62 đảng viên, trong đó khiển trách 28 đồng chí (chiếm 54%).", "percent"),
        ("Năm 2022, đã kỷ luật 62 đảng viên, trong đó cách chức 13 đồng chí (chiếm 20,9%).", "cut"),
        ("Xếp loại đảng viên: hoàn thành xuất sắc nhiệm vụ 25%, hoàn thành tốt nhiệm vụ 72%, hoàn thành nhiệm vụ 9%.", "shares"),
        ("Đảng bộ có 62 chi bộ với 647 đảng viên\nHiện nay, Đảng bộ có 62 chi bộ với 667 đảng viên.", "contradiction"),
        ("Toàn Đảng bộ có 73 đảng viên, trong đó có 80 đảng viên nữ.", "part"),
        ("Ủy ban kiểm tra tiếp nhận 12 đơn, gồm 7 đơn tố cáo và 6 đơn kiến nghị.", "total"),
        ("Xã huy động 1,2 tỷ đồng, gồm 700 triệu đồng ngân sách, 600 triệu đồng nhân dân góp.", "total"),
        ("Phường tặng quà 120 hộ, trong đó 65 hộ nghèo, 70 hộ cận nghèo.", "total"),
        ("Trong 1.850 hộ của xã còn 37 hộ nghèo, chiếm 2,5%.", "percent"),
        ("Trong số 196 quần chúng có 88 người dưới 30 tuổi, chiếm 44,8%.", "cut"),
        ("Có 25 học viên đạt loại giỏi, chiếm 22,1% trong tổng số 118 học viên.", "percent"),
    ],
)
def test_a_text_is_checked_against_itself(text: str, kind: str) -> None:
    assert kind in [alarm.kind for alarm in read(text).alarms]


@ALONE
@pytest.mark.parametrize(
    "text",
    [
        "Toàn Đảng bộ có 73 đảng viên, trong đó 61 đảng viên chính thức và 12 đảng viên dự bị.",
        "Năm 2022, đã kỷ luật 62 đảng viên, trong đó khiển trách 28 đồng chí (45%), cảnh cáo 21 đồng chí (34%).",
        "Thực hiện Nghị quyết số 18-NQ/TW, Chỉ thị 05 và Quy định 22, ngày 19/5/2022, Chi bộ 3 họp lúc 8 giờ 30 tại phòng 201.",
        "Kỷ niệm 93 năm Ngày thành lập Đảng, một số đảng viên trên 60 tuổi đã về dự.",
        "Xếp loại: 15 đồng chí hoàn thành xuất sắc nhiệm vụ, 55 đồng chí hoàn thành tốt nhiệm vụ.",
        "Hội nghị có 62 đại biểu, gồm 13 cấp ủy viên, 12 bí thư chi bộ và đại diện các đoàn thể.",
        "Huyện mở 9 lớp, gồm 5 lớp nhận thức về Đảng, 3 lớp đảng viên mới và một lớp cấp ủy viên.",
        "Trong 40 đảng viên mới có 24 nữ, 31 đoàn viên thanh niên.",
        "Toàn huyện có 66 tổ chức cơ sở đảng, gồm 30 đảng bộ và 36 chi bộ cơ sở.",
        "Xã có 1.850 hộ, trong đó 1.702 hộ đạt gia đình văn hóa, chiếm 92%.",
        "Tập đoàn có 12.400 lao động, gồm 7.900 lao động nam và 4.500 lao động nữ.",
    ],
)
def test_what_is_right_raises_no_alarm(text: str) -> None:
    assert read(text).alarms == []


@ALONE
def test_names_and_dates_are_no_claims() -> None:
    text = "Nghị quyết Trung ương 4 khóa XII, Chỉ thị số 05-CT/TW, ngày 22/3/2023, nhiệm kỳ 2020-2025, lớp 12A1, Chi bộ số 5."
    assert read(text).claims == []


def test_files_that_cannot_be_read_say_so() -> None:
    for name, raw in (
        ("a.doc", b"x"),
        ("a.txt", b"\xff\xfe\x00"),
        ("a.docx", b"PK\x03\x04"),
        ("a.pdf", b"%PDF-1.4 broken"),
        ("a.txt", b"  "),
    ):
        with pytest.raises(Unreadable):
            blocks_of(raw, name)


def test_html_is_read_without_what_runs() -> None:
    raw = "<html><head><title>x</title><script>var a = 12</script></head><body><h1>Tin</h1><p>Có <b>62</b> chi bộ</p></body></html>"
    assert [(each.text, each.kind) for each in blocks_of(raw.encode(), "a.html")] == [("Tin", "heading"), ("Có 62 chi bộ", "paragraph")]


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("Hướng dẫn số 16-HD/BTCTW ngày 24/9/2019", [moments.NAMED]),
        ("ngày 3 tháng 2 năm 1930", [moments.NAMED]),
        ("chiều 17-1", [moments.POINT]),
        ("từ đầu nhiệm kỳ tới nay", [moments.PERIOD]),
        ("nửa đầu năm 2022", [moments.PERIOD]),
        ("dịp 19/5/2023", [moments.FUTURE]),
    ],
)
def test_sorts_of_times(text: str, sorts: list[str]) -> None:
    """A paper's day, a day of history and a round to come are no time anything of the books happened in."""
    said = times.times(normal(clean(text)), moments.Calendar(ON, dt.date(2020, 6, 1)))
    assert [each.sort for each in said] == sorts


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Công nhận ĐV chính thức: 02 đ/c.", ["official_recognition"]),
        ("Đối với chi bộ: 06 CB hoàn thành xuất sắc nhiệm vụ.", ["rating_cell_count"]),
        ("Chi bộ trực thuộc | 12 |", ["cell_count"]),
        ("Với 647 đảng viên, Đảng bộ giữ vững truyền thống.", ["member_total"]),
        ("Tiếp nhận một chi bộ do cấp trên chuyển giao, gồm 50 đảng viên.", ["org_received", "org_received_members"]),
        ("Chưa có tổ chức đảng nào bị kỷ luật.", ["discipline_orgs"]),
        ("Quán triệt Nghị quyết số 10, 11 và 12.", []),
        ("Tổng số đảng viên | 647", ["member_total"]),
        ("Kiểm tra: 9 cuộc/40 lượt chi bộ.", ["inspection_rounds", "inspected_orgs"]),
        (
            "Chuyển sinh hoạt đảng 89 đồng chí (63 đi, 12 đến, 14 nội bộ).",
            ["transfers_total", "transfers_out", "transfers_in", "transfers_internal"],
        ),
        ("Bộ phận một cửa giải quyết 3.300 hồ sơ, không có hồ sơ quá hạn.", [""]),
        ("Nhận thêm 1 chi bộ có 50 đảng viên từ nơi khác.", ["org_received", "org_received_members"]),
        ("12 chi bộ, 168 đảng viên: một quyết tâm", ["cell_count", "member_total"]),
    ],
)
def test_manners_of_offices(text: str, figures: list[str]) -> None:
    """Short forms, rows of a table, and what only looks like a count."""
    known, calendar = lexicon(), moments.Calendar(ON, dt.date(2020, 6, 1))
    drafts = Drafting(cut(text, known.words), known, calendar, Places((), {})).make()
    assert [draft.meaning.asked[0] if draft.meaning else "" for draft in drafts] == figures


@ALONE
@pytest.mark.parametrize(
    "text",
    [
        "Đảng bộ kết nạp 65 đảng viên, bằng 54,2% chỉ tiêu cả nhiệm kỳ (120 đảng viên).",
        "Năm 2022, đã kết nạp 196 đảng viên, vượt 30% so với chỉ tiêu đề ra là 120 đảng viên.",
        "Chỉ tiêu cả nhiệm kỳ là kết nạp 120 đảng viên, đến nay đạt 54%.",
        "Thông báo của Đảng ủy\nMột số chỉ tiêu năm 2023\n- Kết nạp 120 đảng viên.",
        "Thông báo của Đảng ủy\nNhiệm vụ 6 tháng đầu năm 2023\n- Kết nạp 120 đảng viên.",
    ],
)
def test_what_is_to_come_is_no_admission(text: str) -> None:
    known, calendar = lexicon(), moments.Calendar(ON, dt.date(2020, 6, 1))
    drafts = Drafting(cut(text, known.words), known, calendar, Places((), {})).make()
    (draft,) = [each for each in drafts if each.claim.value == 120]
    assert draft.meaning is not None
    assert draft.meaning.asked[0] == "admission_target" or draft.ahead or draft.meaning.future


@ALONE
def test_the_parts_of_what_nobody_knows_are_nothing_told_before() -> None:
    text = "Kết nạp 65 đảng viên mới\nDự hội nghị có 185 đại biểu, trong đó 66 đồng chí là bí thư cấp ủy."
    assert [claim.figure for claim in read(text).claims][1:] == ["", ""]


@ALONE
@pytest.mark.parametrize(
    ("text", "alarms"),
    [
        ("Từ đầu nhiệm kỳ kết nạp 10 đồng chí (năm 2020: 2; năm 2021: 3; năm 2022: 5; 4 tháng đầu năm 2023: 1).", ["total"]),
        ("Từ đầu nhiệm kỳ kết nạp 10 đồng chí (năm 2020: 2; năm 2021: 3; năm 2022: 4; 4 tháng đầu năm 2023: 1).", []),
        ("Kết nạp quý I đạt 24,2% chỉ tiêu năm (40/180 đảng viên).", ["percent"]),
        ("Kết nạp quý I đạt 22,2% chỉ tiêu năm (40/180 đảng viên).", []),
        ("Có 20/30 xã có tỷ lệ kết nạp trên 3%.", []),
        ("Kỷ luật 68 đảng viên, trong đó khiển trách 28, cảnh cáo 21, cách chức 1, khai trừ 12.", ["total"]),
    ],
)
def test_arithmetic_of_lists_by_years_and_of_shares_explained(text: str, alarms: list[str]) -> None:
    assert [alarm.kind for alarm in read(text).alarms] == alarms
