"""The work a cell assigns for a year: written down from its list or from paper, reported on, judged; figures, due list, copy, erasure."""

from __future__ import annotations

import datetime as dt
import io
import uuid

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dangvu.core.days import LOCAL, today, vn_day
from dangvu.figures.services import Query, evaluate, evaluate_everywhere
from dangvu.handbook import assignments, news
from dangvu.handbook.assignments import Row
from dangvu.handbook.errors import Refused
from dangvu.ledger.models import Entry, Sealed
from dangvu.orgs.models import Person, Role, User
from dangvu.privacy import copies, erasure
from tests.cast import line, org, record
from tests.handbook.kept import member, office
from tests.handbook.phones import Phone
from tests.scenarios.office import Office

__all__ = ["office"]
pytestmark = pytest.mark.django_db
YEAR = today().year
CODES = ("members_assigned", "assignments_given", "assignments_reported", "assignments_judged")


def give(*rows: Row, on: dt.date | None = None, year: int = YEAR, cell: str = "A") -> None:
    written, faults = assignments.write(cell=cell, year=year, on=on or today(), rows=rows, decision={}, actor="bithu")
    assert faults == [] and written


def counts(cell: str, year: int = YEAR) -> list[object]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    found = evaluate(CODES, Query(org=org(cell), as_of=last, start=first, end=last))
    return [found[code].value for code in CODES]


def an() -> Person:
    return Person.objects.get(code="an")


def test_the_cells_list_is_written_down_again_and_judged_and_every_step_is_a_figure(office: Office) -> None:
    desk = office.login("bithu-a", "A", Role.CELL_SECRETARY)
    way = reverse("staff:assignment_sheet", args=["A"])
    page = desk.get(way).content.decode()
    assert "Nguyễn Văn An" in page and "chưa phân công" in page and "Trần Thị Bình" not in page
    head = {"on": vn_day(today()), "number": "01-NQ/CB"}
    desk.post(way, {**head, "tasks:an": "Phụ trách tổ 3", "tasks:a0": "Giúp quần chúng", "tasks:binh": "Không phải của chi bộ này"})
    assert counts("A") == [2, 2, 0, 0] and counts("K1") == [2, 2, 0, 0] and counts("C") == [0, 0, 0, 0]
    assert Entry.objects.filter(kind="assigned", decision_number="01-NQ/CB").count() == 2
    # What stands in the fields is sent along with what is new.
    again = {**head, "tasks:an": "Phụ trách tổ 3\r\nvà tổ 4", "tasks:a0": "Giúp quần chúng", "report:a0": "Đã giúp hai người"}
    assert "đã phân công lại trong năm" in desk.post(way, again, follow=True).content.decode()
    assert counts("A") == [2, 3, 1, 0]
    desk.post(way, {**head, "tasks:an": "Phụ trách tổ 3\nvà tổ 4", "grade:an": "excellent", "remark:an": "Tổ mạnh nhất"})
    assert counts("A") == [2, 3, 1, 1]
    (year,) = assignments.of_person(an())
    assert year.holds and year.holds.text.split() == ["Phụ", "trách", "tổ", "3", "và", "tổ", "4"]
    assert (
        [each.text for each in year.before] == ["Phụ trách tổ 3"] and year.judged and year.judged.text == "Tổ mạnh nhất" and not year.open
    )
    everywhere = evaluate_everywhere(CODES[:1], Query(org=org("K1"), as_of=today(), start=dt.date(YEAR, 1, 1), end=dt.date(YEAR, 12, 31)))
    assert everywhere["members_assigned"][org("A")].value == 2
    overview = office.page("assignments")
    assert "Chi bộ A" in overview and reverse("staff:figure", args=["members_assigned"]) in overview
    paper = desk.get(reverse("staff:assignment_papers", args=["A"])).content.decode()
    assert "Phụ trách tổ 3" in paper and "ký, ghi rõ họ tên" in paper


def test_a_list_is_written_whole_or_not_at_all_and_says_what_is_wrong_where(office: Office) -> None:
    way, last = reverse("staff:assignment_sheet", args=["A"]), Entry.objects.count()
    head = {"on": vn_day(today()), "tasks:an": "Việc của An"}
    page = office.clerk.post(way, {**head, "remark:a0": "Nhận xét mà chưa có mức"}).content.decode()
    assert "Đã ghi mức thì mới ghi nhận xét" in page and "Việc của An" in page and Entry.objects.count() == last
    page = office.clerk.post(way, {**head, "on": vn_day(today() + dt.timedelta(days=1))}).content.decode()
    assert Entry.objects.count() == last and "errorlist" in page
    page = office.clerk.post(way, {**head, "on": f"31/12/{YEAR - 1}"}).content.decode()
    assert f"phải trong năm {YEAR}" in page and Entry.objects.count() == last
    superior = office.login("ktra", "K1", Role.INSPECTION)
    assert superior.get(way).status_code == 200 and superior.post(way, head).status_code == 404


def test_a_member_reads_and_reports_and_the_cell_has_the_last_word(office: Office) -> None:
    phone, way = member(office, "an"), reverse("member:work")
    assert "chưa ghi chi bộ phân công" in phone.get(way).content.decode()
    told = {"year": YEAR, "text": "Đã họp tổ sáu lần"}
    assert "chưa ghi chi bộ phân công gì" in phone.post(way, told).content.decode()
    give(Row("an", tasks="Phụ trách tổ 3"))
    user = User.objects.get(username="m-an")
    assert [(each.what, each.title) for each in news.of(user, an(), today())] == [("work", "Phụ trách tổ 3")]
    home = phone.get(reverse("member:home")).content.decode()
    assert "Phụ trách tổ 3" in home and "chưa báo cáo" in home and reverse("member:work") in home
    assert "Đã họp tổ sáu lần" in phone.post(way, told, follow=True).content.decode()
    assert "đã báo cáo" in phone.get(reverse("member:home")).content.decode()
    assert Entry.objects.get(kind="assignment_reported").actor == "m-an" and counts("A")[2] == 1
    assert "Đã họp tổ sáu lần" in office.page("assignment_sheet", "A")
    assert "Đã họp tổ" not in member(office, "a0").get(way).content.decode()
    give(Row("an", grade="done"))
    assert "đã đánh giá công tác" in phone.post(way, told).content.decode()
    assert "hoàn thành" in phone.get(way).content.decode() and counts("A") == [1, 1, 1, 1]


def test_a_report_that_waited_on_the_phone_comes_in_once_with_its_day(office: Office) -> None:
    member(office, "an")
    user = User.objects.get(username="m-an")
    give(Row("an", tasks="Phụ trách tổ 3"), on=dt.date(YEAR, 1, 1))
    phone, uid, done = Phone(user), str(uuid.uuid4()), timezone.now() - dt.timedelta(hours=1)
    act = phone.send(None, "report", uid=uid, done=done, year=YEAR, text="Viết khi mất sóng")
    assert act.outcome == "taken" and "text" not in act.data and phone.send(None, "report", uid=uid) == act
    (entry,) = Entry.objects.filter(kind="assignment_reported")
    assert entry.effective_on == done.astimezone(LOCAL).date()
    refused = phone.send(None, "report", year=YEAR - 1, text="Của năm trước")
    assert refused.outcome == "refused" and refused.written == "Của năm trước"
    with pytest.raises(Refused, match="nhiều nhất"):
        assignments.report(person=an(), year=YEAR, text="x" * (assignments.LONGEST + 1), actor="m-an")


def test_who_is_still_to_be_assigned_stands_on_the_due_list_of_a_cell_that_keeps_it_here(office: Office) -> None:
    cell, on = org("A"), dt.date(2026, 6, 30)
    assert assignments.due([cell], on) == [], "whoever keeps it on paper alone is not reminded"
    give(Row("an", tasks="Tổ 3"), Row("a0", tasks="Tổ 4"), on=dt.date(2026, 1, 5), year=2026)
    (item,) = assignments.due([cell, org("C")], on)
    assert (item.org, item.by, item.family) == (cell, dt.date(2026, 1, 31), "assignment") and item.overdue(on)
    give(Row("an", tasks="Tổ 5"))
    assert f"Phân công công tác năm {YEAR} cho đảng viên còn lại" in office.page("due")
    record(
        line("exempted", "2026-01-02", person="a1", type="age_or_health"), line("temporary_out", "2026-01-02", person="a2", to="nơi khác"),
        line("suspended", "2026-01-02", person="a3"),
    )  # fmt: skip
    assert assignments.due([cell], on) == []
    # Who comes later has as many days from then on; who is back from an exemption is missed again.
    record(line("transferred", "2026-06-10", person="binh", org="A"))
    assert [each.by for each in assignments.due([cell], on)] == [dt.date(2026, 7, 10)]
    assert assignments.due([cell], dt.date(2026, 6, 9)) == [] and assignments.due([cell], dt.date(2028, 1, 5)) == []
    assert [each.by for each in assignments.due([cell], dt.date(2027, 1, 5))] == [dt.date(2027, 1, 31)]


def test_a_mistake_is_reversed_and_what_was_assigned_goes_with_its_person(office: Office) -> None:
    give(Row("an", tasks="MẬT-CỦA-AN"), Row("a0", tasks="Kèm cặp Nguyễn Văn An"))
    copy = openpyxl.load_workbook(io.BytesIO(copies.workbook(an(), watermark="x", now=timezone.now())))
    cells = [str(cell.value) for sheet in copy for row in sheet.iter_rows() for cell in row if cell.value]
    assert "MẬT-CỦA-AN" in cells and "Kèm cặp Nguyễn Văn An" not in cells
    row = Sealed.objects.get(entry__kind="assigned", person=an())
    assert "MẬT" not in row.text and "MẬT" not in row.secret, "what is written lies sealed"
    wrong = Entry.objects.get(kind="assigned", data__contains=f'"person":{Person.objects.get(code="a0").pk}')
    record(line("died", today().isoformat(), person="an"))
    done = erasure.erase(an(), reason="request", actor="quantri", on=today())
    assert any(str(wrong.number) in each for each in done.mentions), "somebody else's assignment that names the person is pointed out"
    (year,) = assignments.of_person(Person.objects.get(code="an"))
    assert year.holds and year.holds.text == "" and counts("A")[:2] == [2, 2], "the words are gone, the count stays"
    record(line("reversal", today().isoformat(), of=wrong.ref))
    assert counts("A")[:2] == [1, 1] and assignments.of_person(Person.objects.get(code="a0")) == []


def test_nobody_else_reads_it(office: Office) -> None:
    give(Row("an", tasks="Phụ trách tổ 3"))
    other = office.login("bithu-c", "C", Role.CELL_SECRETARY)
    assert other.get(reverse("staff:assignment_sheet", args=["A"])).status_code == 404
    assert Client().get(reverse("member:work")).status_code == 302
