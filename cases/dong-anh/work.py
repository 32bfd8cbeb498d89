"""Work of the committee: inspection and supervision, targets and tasks, outside numbers, assertions, activities."""

from datetime import date, timedelta
from functools import partial

from activities import MILLION, OF_CELLS, OF_THE_COMMITTEE
from book import Book, decided, workday
from opening import RECEIVED
from structure import RECEIVED_ON

INSPECTION_TOPIC = "Việc thực hiện nhiệm vụ của chi bộ"
SUPERVISION_TOPIC = "Việc đổi mới, nâng cao chất lượng sinh hoạt chi bộ"
# Day of the conclusion, cells in the round, of which inspected before in the term: 40 turns on 33 cells.
INSPECTIONS = [
    (date(2020, 10, 22), 4, 0), (date(2021, 4, 8), 5, 0), (date(2021, 7, 22), 4, 0), (date(2021, 11, 12), 4, 1),
    (date(2022, 3, 10), 5, 1), (date(2022, 6, 16), 5, 1), (date(2022, 9, 15), 5, 1), (date(2022, 12, 8), 4, 2),
    (date(2023, 3, 10), 4, 1),
]  # fmt: skip
# Day of the notice, cells in the round, none twice: 11 cells.
SUPERVISIONS = [
    (date(2020, 12, 10), 2), (date(2021, 6, 10), 2), (date(2021, 10, 14), 2), (date(2022, 5, 26), 2),
    (date(2022, 11, 10), 2), (date(2023, 3, 3), 1),
]  # fmt: skip
TERM = {"from": "2020-06-01", "to": "2025-05-31"}
CONGRESS = "Đại hội Đảng bộ Khối lần thứ II"
CONGRESS_TARGETS = [
    ("admitted", 120),
    ("org_founded", 10),
    ("handbook_rate", 80),
    ("inspection_rounds", 15),
    ("supervision_rounds", 10),
]
TASKS = [
    "Đổi mới nội dung, nâng cao chất lượng sinh hoạt chi bộ; mỗi quý có ít nhất một kỳ sinh hoạt chuyên đề",
    "Hoàn thành chỉ tiêu kết nạp đảng viên, chú trọng công nhân trực tiếp và chủ doanh nghiệp tư nhân",
    "Khảo sát, thành lập tổ chức đảng trong doanh nghiệp chưa có tổ chức đảng",
    "Tăng cường kiểm tra, giám sát; phòng ngừa vi phạm ngay từ chi bộ",
    "Đẩy mạnh chuyển đổi số, nâng tỷ lệ đảng viên sử dụng Sổ tay đảng viên điện tử",
    "Nâng cao hiệu quả công tác dân vận, quy chế dân chủ ở cơ sở, các đoàn thể và an sinh xã hội",
]
REPORTED = "Các doanh nghiệp báo cáo (số liệu giả định)"
ECONOMY = {
    2020: (("econ_revenue", 8420, "tỷ đồng"), ("econ_profit", 286, "tỷ đồng"), ("econ_budget", 372, "tỷ đồng"),
           ("econ_income", 8.6, "triệu đồng/người/tháng")),
    2021: (("econ_revenue", 8115, "tỷ đồng"), ("econ_profit", 241, "tỷ đồng"), ("econ_budget", 358, "tỷ đồng"),
           ("econ_income", 8.8, "triệu đồng/người/tháng")),
    2022: (("econ_revenue", 9730, "tỷ đồng"), ("econ_profit", 338, "tỷ đồng"), ("econ_budget", 431, "tỷ đồng"),
           ("econ_income", 9.7, "triệu đồng/người/tháng")),
}  # fmt: skip
ARTICLE = "Bài báo về Lễ sơ kết giữa nhiệm kỳ, đăng ngày 23/3/2023, "


def plan_work(book: Book) -> None:
    inspected: list[str] = []
    for day, size, again in INSPECTIONS:
        book.plan(day, partial(inspect, book, inspected, size, again), 7)
    supervised: list[str] = []
    for day, size in SUPERVISIONS:
        book.plan(day, partial(supervise, book, supervised, size), 7)
    plan_targets(book)
    plan_numbers(book)
    plan_activities(book)
    plan_assertions(book)


def standing(book: Book, day: date, but: list[str]) -> list[str]:
    """Cells old enough to be looked at, without those of the list; the planned ends are left in peace."""
    year_ago = day - timedelta(days=365)
    return [c.code for c in book.open_cells() if c.opened < year_ago and not c.frozen and c.code not in but]


def inspect(book: Book, inspected: list[str], size: int, again: int, day: date) -> None:
    cells = book.rng.sample(standing(book, day, inspected), size - again)
    cells += book.rng.sample(inspected, again)
    inspected += [cell for cell in cells if cell not in inspected]
    write_round(book, day, "inspection_thematic", INSPECTION_TOPIC, cells)


def supervise(book: Book, supervised: list[str], size: int, day: date) -> None:
    cells = book.rng.sample(standing(book, day, supervised), size)
    supervised += cells
    write_round(book, day, "supervision_thematic", SUPERVISION_TOPIC, cells)


def write_round(book: Book, day: date, kind: str, topic: str, cells: list[str]) -> None:
    conclusions = book.rng.choices(["good", "shortcomings"], weights=[3, 1], k=len(cells))
    targets = [{"org": cell, "conclusion": found} for cell, found in zip(sorted(cells), conclusions, strict=True)]
    ref = "kiem-tra" if kind == "inspection_thematic" else "giam-sat"
    book.write("inspection_round", day, f"{ref}-{day}", org="DUK",
               type=kind, acting="committee", topic=topic, targets=targets,
               decision=decided("DUK", day - timedelta(days=24)))  # fmt: skip


def plan_targets(book: Book) -> None:
    def set_targets(day: date) -> None:
        for figure, value in CONGRESS_TARGETS:
            write_target(book, day, figure, value, date(2020, 6, 2))

    book.plan(date(2020, 5, 31), set_targets)
    book.plan(date(2022, 7, 14), lambda day: write_target(book, day, "org_founded", 12, day, decided("DUK", day)))
    book.plan(date(2023, 3, 22), partial(set_tasks, book), 8)


def write_target(book: Book, day: date, figure: str, value: int, recorded: date, decision: dict[str, object] | None = None) -> None:
    book.write("target_set", day, f"chi-tieu-{figure}", recorded=recorded, org="DUK", figure=figure, value=value,
               bound="floor", **TERM, giver=CONGRESS, decision=decision)  # fmt: skip


def set_tasks(book: Book, day: date) -> None:
    for n, title in enumerate(TASKS, 1):
        book.write("task_set", day, f"nhiem-vu-{n}", recorded=day, org="DUK", title=title,
                   **{"from": "2023-03-23", "to": "2025-05-31"}, giver="Hội nghị sơ kết giữa nhiệm kỳ")  # fmt: skip


def plan_numbers(book: Book) -> None:
    for year in ECONOMY:
        book.plan(workday(date(year + 1, 1, 15)), partial(report_economy, book, year))
    book.plan(date(2023, 3, 23), partial(read_article, book))


def report_economy(book: Book, year: int, day: date) -> None:
    for figure, value, unit in ECONOMY[year]:
        book.write("typed_figure", day, f"so-lieu-{figure}-{year}", recorded=day, org="DUK", figure=figure, value=value,
                   unit=unit, **{"from": f"{year}-01-01", "to": f"{year}-12-31"}, source=REPORTED)  # fmt: skip


def read_article(book: Book, day: date) -> None:
    """The two totals the article prints for one month, typed in as someone else's numbers."""
    for where, value in (("đoạn mở đầu", 647), ("đoạn về quý I", 667)):
        book.write("typed_figure", day, f"bai-bao-member_total-{value}", recorded=day, org="DUK", figure="member_total",
                   value=value, unit="đảng viên", **{"from": "2023-03-01", "to": "2023-03-31"},
                   source=ARTICLE + where)  # fmt: skip


def plan_activities(book: Book) -> None:
    for activity in OF_THE_COMMITTEE:
        book.plan(activity[1], partial(write_activity, book, "DUK", activity), 8)
    for n in range(42):
        day = workday(date(2020, 6, 20) + timedelta(days=23 * n + book.rng.randrange(20)))
        book.plan(min(day, date(2023, 3, 10)), partial(cell_activity, book), 8)


def write_activity(book: Book, org: str, activity: tuple[str, date, int | None, int | None, str], day: date) -> None:
    kind, _, quantity, amount, note = activity
    recorded = day if day == date(2023, 3, 22) else None
    book.write("activity", day, f"hoat-dong-{kind}-{org}-{day}", recorded=recorded, org=org, type=kind,
               quantity=quantity, amount=amount, note=note)  # fmt: skip


def cell_activity(book: Book, day: date) -> None:
    kind, spent, note = book.rng.choice(OF_CELLS)
    cell = book.rng.choice([c.code for c in book.open_cells() if not c.frozen and c.opened < day])
    amount = book.rng.randrange(*spent) * MILLION if spent else None
    write_activity(book, cell, (kind, day, None if spent else book.rng.randrange(2, 30), amount, note), day)


def plan_assertions(book: Book) -> None:
    """Agreed by list, once everything that was late is in; the numbers are what the generator's own count says."""
    for day, agreed in (
        (date(2020, 12, 31), date(2021, 1, 18)), (date(2021, 12, 31), date(2022, 1, 18)),
        (date(2022, 12, 31), date(2023, 1, 18)), (date(2023, 3, 1), date(2023, 3, 16)),
    ):  # fmt: skip
        book.plan(day, partial(assert_stocks, book, agreed), 9)
    book.plan(RECEIVED_ON, lambda day: write_assertion(book, day, day, RECEIVED, "member_total", 50), 9)


def assert_stocks(book: Book, agreed: date, day: date) -> None:
    write_assertion(book, day, agreed, "DUK", "member_total", book.total())
    write_assertion(book, day, agreed, "DUK", "cell_count", len(book.open_cells()))


def write_assertion(book: Book, day: date, agreed: date, org: str, figure: str, value: int) -> None:
    book.write("assertion", day, f"doi-chieu-{figure}-{org}-{day}", recorded=agreed, org=org, figure=figure,
               value=value, note="Đối chiếu danh sách")  # fmt: skip
