"""`python -m bench.lists`: a list of five thousand members from Excel, from the file to entries and back, each step beside bare reading."""

from __future__ import annotations

import datetime as dt
import io
import os
import tempfile
import time
from collections.abc import Callable, Iterator

import django

TEMPORARY = tempfile.TemporaryDirectory(prefix="dangvu-bench-")
os.environ["DANGVU_HOME"] = TEMPORARY.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dangvu.settings")
django.setup()

import openpyxl  # noqa: E402 - the settings come first
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402

from dangvu.core.days import today  # noqa: E402
from dangvu.exchange.load import load_lines  # noqa: E402
from dangvu.exchange.models import Intake  # noqa: E402
from dangvu.exchange.sheets import services  # noqa: E402
from dangvu.ledger import book  # noqa: E402
from dangvu.orgs.models import Organisation  # noqa: E402

ROWS = int(os.environ.get("BENCH_ROWS", "5000"))
CELLS = 60
FAMILIES, GIVEN = "Lê Phạm Đỗ Vũ Bùi Ngô Trần".split(), "An Bình Cường Dũng Giang Hà Khoa Lan Minh Nam Phú Quý".split()
HEADS = ("Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Số định danh", "Số thẻ đảng viên", "Chi bộ", "Ngày vào Đảng",
         "Ngày chính thức", "Quê quán", "Nơi ở", "Trình độ chuyên môn", "Lý luận chính trị", "Nghề nghiệp")  # fmt: skip


def seconds(work: Callable[[], object]) -> float:
    """How long one run takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def founded() -> None:
    """A committee with its cells."""
    common = {"kind": "organisation_established", "on": "2000-01-01"}
    lines = [{**common, "ref": "k", "org": "K", "name": "Đảng bộ K", "org_kind": "grassroots_committee"}]
    lines += [
        {**common, "ref": f"c{n}", "org": f"C{n}", "name": f"Chi bộ số {n}", "org_kind": "attached_cell", "parent": "K"}
        for n in range(CELLS)
    ]
    assert not load_lines(lines, actor="bench").errors


def listed() -> bytes:
    """The file: names repeat as they do in life, numbers do not."""
    made = openpyxl.Workbook(write_only=True)
    page = made.create_sheet("Danh sách")
    page.append(HEADS)
    for n in range(ROWS):
        birth = dt.date(1950 + n % 40, 1 + n % 12, 1 + n % 28)
        name = f"{FAMILIES[n % 7]} Văn {GIVEN[n % 11]} {GIVEN[n // 11 % 12]}"
        number = f"001{birth.year // 100 % 19 * 2}{birth.year % 100:02d}{n:06d}"
        page.append([name, birth, "Nam", "Kinh", "Không", number, number, f"Chi bộ số {n % CELLS}", dt.date(2000 + n % 20, 5, 19),
                     dt.date(2001 + n % 20, 5, 19), "Hà Nội", "Thôn Đông", "Đại học", "Trung cấp", "Công nhân"])  # fmt: skip
    raw = io.BytesIO()
    made.save(raw)
    return raw.getvalue()


def steps(raw: bytes) -> Iterator[tuple[str, float]]:
    """Name and seconds of each step, in the order a clerk takes them."""
    place = Organisation.objects.get(code="K")
    reach = book.tree().at(today()).subtree(place.pk)

    def bare() -> None:
        for row in openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True).worksheets[0].iter_rows(values_only=True):
            assert row

    yield "bare reading of the file", seconds(bare)
    yield "brought in, columns recognised", seconds(lambda: services.bring(org=place, raw=raw, name="ds.xlsx", actor="bench"))
    intake = Intake.objects.get()
    yield "every row read, matched, tried in the ledger, kept", seconds(lambda: services.plan(intake, reach=reach))
    assert intake.counts["new"] == ROWS, intake.counts
    yield "written", seconds(lambda: services.write(intake, reach=reach))
    intake.refresh_from_db()
    yield "taken back", seconds(lambda: services.undo(intake, actor="bench"))


def main() -> None:
    """Print the table."""
    call_command("migrate", verbosity=0)
    founded()
    drawn, found = (
        Table("work", "seconds", "times bare reading", title=f"{connection.vendor}, a list of {ROWS:,} members"),
        dict(steps(listed())),
    )
    floor = found["bare reading of the file"]
    for name, spent in found.items():
        drawn.add_row(name, f"{spent:,.1f}", f"{spent / floor:,.1f}")
    drawn.add_row("from the file to the entries", f"{sum(found.values()) - found['taken back'] - floor:,.1f}", "")
    Console().print(drawn)


if __name__ == "__main__":
    main()
