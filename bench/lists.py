"""`python -m bench.lists`: a list of five thousand members from Excel, from the file to entries and back, each step beside bare reading."""

from __future__ import annotations

import datetime as dt
import io
import os
from collections.abc import Iterator

import openpyxl
from django.core.management import call_command
from django.db import connection

from bench import home  # noqa: F401 - a home of its own
from bench.lines import Line, seconds, tell
from dangvu.core.days import today
from dangvu.exchange.load import load_lines
from dangvu.exchange.models import Intake
from dangvu.exchange.sheets import services
from dangvu.ledger import book
from dangvu.orgs.models import Organisation

ROWS = int(os.environ.get("BENCH_ROWS", "5000"))
CELLS = 60
FAMILIES, GIVEN = "Lê Phạm Đỗ Vũ Bùi Ngô Trần".split(), "An Bình Cường Dũng Giang Hà Khoa Lan Minh Nam Phú Quý".split()
HEADS = ("Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Tôn giáo", "Số định danh", "Số thẻ đảng viên", "Chi bộ", "Ngày vào Đảng",
         "Ngày chính thức", "Quê quán", "Nơi ở", "Trình độ chuyên môn", "Lý luận chính trị", "Nghề nghiệp")  # fmt: skip


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


def lines() -> Iterator[Line]:
    """Each step beside bare reading."""
    call_command("migrate", verbosity=0)
    founded()
    found = dict(steps(listed()))
    floor = found.pop("bare reading of the file")
    found["from the file to the entries"] = sum(found.values()) - found["taken back"]
    for name, spent in found.items():
        yield Line(f"{ROWS:,} members: {name}", spent, "s", "bare reading of the file", floor)


def main() -> None:
    """Print the table."""
    tell("a list from Excel", lines(), connection.vendor, f"{ROWS:,} members")


if __name__ == "__main__":
    main()
