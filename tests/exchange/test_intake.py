"""From a file to entries and back: who is whom, what is changed and what never is, all or nothing, undone as a whole."""

from __future__ import annotations

from typing import Any

import pytest

from dangvu.dossiers import files
from dangvu.dossiers.holdings import members
from dangvu.exchange import background
from dangvu.exchange.models import Intake, KnownLayout
from dangvu.exchange.sheets import keeping, services
from dangvu.exchange.sheets.cells import Unreadable
from dangvu.exchange.sheets.services import Refused
from dangvu.ledger import book as books
from dangvu.ledger.models import Entry
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Person
from tests.cast import book, line, org, record
from tests.exchange.lists import HEADS, HOA, LAM, bring, findings, reach, row, told, xlsx

pytestmark = pytest.mark.django_db
AN = ("Nguyễn Văn An", "01/05/1970", "Nam", "Kinh")
SHORT = ("Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc")


@pytest.fixture(autouse=True)
def cast() -> None:
    record(*book())


def write(intake: Intake, place: str = "R") -> Intake:
    services.write(intake, reach=reach(place))
    intake.refresh_from_db()
    return intake


def in_cell(code: str) -> set[str]:
    persons = [person for person, _cell in members([org(code)], services.today())]
    return set(Person.objects.filter(pk__in=persons).values_list("name", flat=True))


def test_a_list_becomes_members_and_goes_again_as_a_whole() -> None:
    before, last = in_cell("A"), books.last_number()
    intake = write(bring(xlsx([HEADS, HOA, LAM])))
    assert intake.state == "written" and (intake.first_entry, intake.last_entry) == (last + 1, last + 4)
    assert in_cell("A") == before | {"Phạm Thị Hoa"} and row(intake).person == Person.objects.get(name="Phạm Thị Hoa")
    assert Entry.objects.get(number=last + 1).origin == f"import/{intake.pk}" and Entry.objects.get(number=last + 1).actor == "vanphong"
    services.undo(intake, actor="vanphong")
    intake.refresh_from_db()
    assert intake.state == "undone" and in_cell("A") == before and not Person.objects.filter(name="Phạm Thị Hoa").exists()
    assert verify()[0] == []


def test_what_leans_on_an_import_keeps_it_from_being_undone() -> None:
    intake = write(bring(xlsx([HEADS, HOA, LAM])))
    code, last = row(intake).data["lines"][0]["person"], books.last_number()
    record(line("amended", services.today().isoformat(), person=code, changes={"occupation": "Giáo viên"}))
    with pytest.raises(Refused, match="dựa vào nó"):
        services.undo(intake, actor="vanphong")
    assert books.last_number() == last + 1 and "Đỗ Văn Lâm" in in_cell("B")


def test_the_same_list_again_changes_nothing() -> None:
    raw = xlsx([(*HEADS, "Dân tộc", "Nơi ở"), (*HOA, "Kinh", "Số 3, phường Ba Đình"), (*LAM, "Tày", "")])
    write(bring(raw))
    again = bring(raw)
    assert again.counts == {"same": 2}
    assert "đã có mọi điều" in services.hindrance(again, leave_out=False, without_doubts=False)


def test_an_empty_cell_overwrites_nothing_and_a_full_one_says_old_and_new() -> None:
    record(line("amended", "2020-02-02", person="an", changes={"occupation": "Thợ tiện", "phone": "0912345678"}))
    rows = [("Mã", *SHORT, "Nghề nghiệp", "Điện thoại", "Nơi làm việc"), ("an", *AN, "Kỹ sư", "", "Nhà máy X")]
    intake = bring(xlsx(rows))
    assert row(intake).data["changes"] == [["occupation", "Thợ tiện", "Kỹ sư"], ["workplace", None, "Nhà máy X"]]
    write(intake)
    person = Person.objects.get(code="an")
    assert person.extra["occupation"] == "Kỹ sư" and person.secrets()["phone"] == "0912345678"
    services.undo(intake, actor="x")
    person.refresh_from_db()
    assert person.extra == {"occupation": "Thợ tiện"}


def test_name_birth_and_sex_are_never_changed_by_a_list() -> None:
    intake = bring(xlsx([("Mã", *SHORT), ("an", AN[0], "02/05/1970", "Nữ", "Kinh")]))
    assert findings(intake, level="doubt").keys() == {"birth", "sex"} and row(intake).action == "same"


# Who is whom


def test_a_namesake_waits_for_a_human() -> None:
    intake = bring(xlsx([HEADS, ("1", "Nguyễn Văn An", "01/05/1970", "Nam", "001070000011", None, "Chi bộ B", "1/1/1999", "1/1/2000")]))
    assert row(intake).action == "ask" and row(intake).data["maybe"] == [Person.objects.get(code="an").pk]
    assert "đối chiếu" in services.hindrance(intake, leave_out=True, without_doubts=True)
    for said, action in (("an", "change"), ("new", "new"), ("skip", "left"), ("binh", "ask")):
        services.decide(intake, {"2": said})
        services.plan(intake, reach=reach("R"))
        assert row(intake).action == action, said


def test_another_birth_day_is_another_person() -> None:
    assert row(bring(xlsx([HEADS, ("1", "Nguyễn Văn An", "01/05/1971", *HOA[3:])]))).action == "new"


def test_a_number_finds_a_person_and_another_name_is_asked_about() -> None:
    record(line("amended", "2020-02-02", person="an", changes={"identity_number": "001070000011", "card_number": "11223344"}))
    heads = ("Họ và tên", "Số định danh", "Số thẻ đảng viên", "Nghề nghiệp")
    sure = bring(xlsx([heads, ("NGUYỄN VĂN AN", "001070000011", "", "Kỹ sư")]))
    assert row(sure).person == Person.objects.get(code="an") and row(sure).data["changes"] == [["occupation", None, "Kỹ sư"]]
    asked = bring(xlsx([heads, ("Nguyễn Văn Ân", "001070000011", "", "Kỹ sư")]))
    assert row(asked).action == "ask" and row(asked).data["by"] == "identity_number"


def test_numbers_of_two_people_in_one_row() -> None:
    record(
        line("amended", "2020-02-02", person="an", changes={"identity_number": "001070000011"}),
        line("amended", "2020-02-02", person="binh", changes={"card_number": "11223344"}),
    )
    intake = bring(xlsx([("Họ và tên", "Số định danh", "Số thẻ đảng viên"), ("Nguyễn Văn An", "001070000011", "11223344")]))
    assert "người khác nhau" in findings(intake, level="error")[""]


# Where one may


def test_a_clerk_of_one_committee_imports_into_no_other() -> None:
    intake = bring(xlsx([HEADS, (*HOA[:6], "Chi bộ C", *HOA[7:]), LAM]), "K1")
    assert "ngoài phạm vi" in findings(intake, 2, "error")["org"] and row(intake, 3).action == "new"


def test_a_person_elsewhere_is_neither_shown_nor_doubled() -> None:
    record(line("amended", "2020-02-02", person="binh", changes={"identity_number": "001185000011"}))
    rows = [
        (*SHORT[:3], "Số định danh", "Chi bộ", "Tư cách"),
        ("Trần Thị Bình", "03/02/1985", "Nữ", "001185000011", "Chi bộ A", "Chính thức"),
    ]
    intake = bring(xlsx(rows), "K1")
    assert "ngoài phạm vi" in findings(intake, level="error")[""] and row(intake).person is None and row(intake).data["maybe"] == []


def test_a_cell_outside_cannot_be_said_either() -> None:
    intake = bring(xlsx([HEADS, HOA]), "K1")
    with pytest.raises(Refused, match="không có trong phạm vi"):
        services.say(intake, {"default_org": "C"}, reach=reach("K1"))
    with pytest.raises(Refused, match="Ngày ghi sổ"):
        services.say(intake, {"on": "2999-01-01"}, reach=reach("K1"))
    with pytest.raises(Unreadable, match="Hai cột"):
        services.say(intake, {"columns": {"1": "name", "2": "name"}}, reach=reach("K1"))


# Layouts


def test_a_ledger_names_the_cell_between_the_rows() -> None:
    rows: list[Any] = [
        ("SỔ DANH SÁCH ĐẢNG VIÊN",),
        ("TT", "Họ và tên", "Năm sinh", None, "Ngày vào Đảng", None),
        (None, None, "Nam", "Nữ", "Dự bị", "Chính thức"),
        ("I. Chi bộ A",),
        (1, "Phạm Thị Hoa", None, "25/3/1980", "19/5/2005", "19/5/2006"),
        ("II", "Chi bộ B"),
        ("Chi bộ B",),
        (1, "Tòng Văn Lâm", "1975", None, "3/2/2000", "3/2/2001"),
        ("", "Tổng số: 2 đảng viên", None, None, "x", "y"),
        (None, None, None, "NGƯỜI LẬP BIỂU"),
    ]
    intake = bring(xlsx(rows))
    assert [row(intake, number).action for number in (4, 5, 7, 8, 9, 10)] == ["left", "new", "left", "new", "left", "left"]
    hoa, lam = row(intake, 5).data["lines"], row(intake, 8).data["lines"]
    assert (hoa[0]["sex"], hoa[0]["birth"], hoa[1]["org"]) == ("female", "1980-03-25", "A")
    assert (lam[0]["sex"], lam[0]["birth_stated"], lam[1]["org"]) == ("male", "1975", "B")


def test_a_mapping_is_remembered_for_its_layout() -> None:
    heads = ("Tên", "Cột lạ", "Đơn vị")
    rows = [heads, ("Phạm Thị Hoa", "25/3/1980", "Tổ dân phố số 1")]
    columns = {"0": "name", "1": "birth", "2": "org"}
    intake = bring(xlsx(rows), columns=columns, orgs={"to dan pho so 1": "A"})
    assert told(intake)["birth"] == "1980-03-25"
    again = bring(xlsx([*rows, ("Lê Văn Sáu", "1/2/1990", "Tổ dân phố số 1")]))
    assert told(again, 3)["birth"] == "1990-02-01" and "org" not in findings(again, 3)
    assert KnownLayout.objects.count() == 1


def test_one_cell_for_the_whole_file_and_people_who_came_from_elsewhere() -> None:
    rows = [HEADS, (*HOA[:6], None, *HOA[7:])]
    assert "Không rõ ở chi bộ nào" in findings(bring(xlsx(rows)), level="error")["org"]
    intake = bring(xlsx(rows), default_org="B", entering="transferred_in", on="2021-06-01")
    lines = row(intake).data["lines"]
    assert [each["kind"] for each in lines] == ["person", "transferred_in"] and lines[1]["on"] == "2021-06-01"
    assert lines[0]["admitted_on"] == "2005-05-19" and "admitted_on" not in lines[1]
    nobody = bring(xlsx(rows), entering="nobody")
    assert "không thêm ai" in findings(nobody, level="error")[""]


def test_who_is_a_slip_of_the_pen_away_is_asked_about() -> None:
    first = [HEADS, (1, "Triệu Thị Lực", "21/06/1954", "Nữ", None, None, "Chi bộ A", "19/05/2005", "19/05/2006")]
    write(bring(xlsx(first)))
    known = Person.objects.get(name="Triệu Thị Lực")
    rows = [("Triệu Thị Lực", "12/06/1954", "Nữ"), ("Triệu T. Lực", "21/06/1954", "Nữ"), ("Triệu Văn Lực", "21/06/1954", "Nam")]
    again = bring(xlsx([HEADS, *((number, *each, None, None, "Chi bộ A", "19/05/2005", "19/05/2006") for number, each in enumerate(rows))]))
    assert [row(again, number).action for number in (2, 3, 4)] == ["ask", "ask", "new"]
    assert row(again, 2).data["maybe"] == row(again, 3).data["maybe"] == [known.pk]


# All or nothing


def test_errors_and_doubts_take_a_humans_word() -> None:
    intake = bring(xlsx([HEADS, (*HOA[:4], 12, *HOA[5:]), (*LAM[:6], "Chi bộ Lạ", *LAM[7:])]))
    assert (row(intake).action, row(intake, 3).action) == ("new", "error")
    assert "1 dòng có lỗi" in services.hindrance(intake, leave_out=False, without_doubts=False)
    assert "1 giá trị" in services.hindrance(intake, leave_out=True, without_doubts=False)
    assert services.hindrance(intake, leave_out=True, without_doubts=True) == ""
    write(intake)
    assert "Phạm Thị Hoa" in in_cell("A") and not Person.objects.filter(name="Đỗ Văn Lâm").exists()


def test_what_the_ledger_would_refuse_is_told_before() -> None:
    intake = bring(xlsx([HEADS, HOA]), on="2000-01-01")
    assert row(intake).action == "error" and findings(intake, level="error")


def test_a_book_that_changed_meanwhile_is_looked_at_again() -> None:
    intake, last = bring(xlsx([HEADS, HOA, LAM])), books.last_number()
    record(line("person", "2021-01-01", person="lam", name="Đỗ Văn Lâm", birth="1975-09-02", sex="male", identity_number="001075000012"))
    record(line("carried_over", "2021-01-01", person="lam", org="B", status="official"))
    with pytest.raises(Refused, match="Sổ đã thay đổi"):
        write(intake)
    assert books.last_number() == last + 2 and row(intake, 3).action == "change"
    # What happened elsewhere and touches nothing of the list is no hindrance.
    intake.refresh_from_db()
    record(line("amended", "2021-02-01", person="an", changes={"occupation": "Thợ"}))
    assert write(intake).state == "written"


def test_an_undo_that_is_cut_off_leaves_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    intake, seen = write(bring(xlsx([HEADS, HOA, LAM]))), list[tuple[int, int]]()
    before, last = in_cell("A") | in_cell("B"), books.last_number()

    def dies(done: int, total: int) -> None:
        seen.append((done, total))
        if done == total:
            raise KeyboardInterrupt

    monkeypatch.setattr(services, "BATCH", 3)
    with pytest.raises(KeyboardInterrupt):
        services.undo(intake, actor="x", report=dies)
    assert seen == [(3, 4), (4, 4)], "how far it is, is not told as it goes"
    intake.refresh_from_db()
    assert (intake.state, books.last_number()) == ("written", last) and in_cell("A") | in_cell("B") == before
    assert Person.objects.filter(name="Phạm Thị Hoa").exists() and verify()[0] == []
    services.undo(intake, actor="x")
    assert books.last_number() == last + 4 and verify()[0] == []


def test_a_job_that_died_leaves_a_clear_state() -> None:
    intake = bring(xlsx([HEADS, HOA]))
    Intake.objects.filter(pk=intake.pk).update(state="writing")
    intake.refresh_from_db()
    assert not background.running(services.job(intake))
    assert services.settle(intake).state == "planned" and "chưa có gì thay đổi" in intake.fault
    assert write(intake).state == "written"


def test_a_job_starts_once_and_its_failure_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "start", lambda name, work: work(services.quiet))
    intake = bring(xlsx([HEADS, HOA]))

    def fails(report: background.Report) -> None:
        with pytest.raises(Refused, match="ở nơi khác"):
            services.begin(intake, "writing", services.quiet)
        raise Refused("Hỏng rồi.")

    services.begin(intake, "writing", fails)
    intake.refresh_from_db()
    assert (intake.state, intake.fault) == ("planned", "Hỏng rồi.")


def test_a_dropped_file_is_gone() -> None:
    intake = bring(xlsx([HEADS, HOA]))
    digest = intake.sha256
    assert files.read(digest) and HOA[1].encode() not in (files._place(digest)).read_bytes()
    services.drop(intake)
    assert intake.state == "dropped" and not files._place(digest).exists() and not intake.rows.exists()


def test_an_erased_person_is_in_no_list_any_more() -> None:
    intake = write(bring(xlsx([HEADS, HOA, LAM])))
    waiting = bring(xlsx([HEADS, HOA]))
    person = Person.objects.get(name="Phạm Thị Hoa")
    gone = keeping.forget_person(person, person.name)
    assert len(gone) == 2
    intake.refresh_from_db()
    waiting.refresh_from_db()
    assert (intake.sha256, waiting.state, waiting.rows.count()) == ("", "dropped", 0)
    assert row(intake).data == {} and told(intake, 3)["name"] == "Đỗ Văn Lâm"
