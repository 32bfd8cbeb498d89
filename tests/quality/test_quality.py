"""The quality pages: gaps counted and mended where they are seen, duplicates merged and parted, sheets for the secretary."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pytest
from django.test import Client
from django.urls import reverse
from docx.oxml.ns import qn

from dangvu.figures.services import Query, evaluate
from dangvu.ledger import book as reading
from dangvu.ledger.models import Merged
from dangvu.ledger.verify import verify
from dangvu.orgs.models import Grant, Organisation, Person, Role, User
from dangvu.privacy.models import Reading
from dangvu.quality import duplicates, services
from dangvu.quality.models import Apart
from dangvu.reports.books import findings
from tests import case
from tests.cast import book, line, record

pytestmark = pytest.mark.django_db


def login(name: str, place: str, role: Role) -> Client:
    user = User.objects.create_user(name)
    Grant.objects.create(user=user, organisation=Organisation.objects.get(code=place), role=role, valid_from=case.START)
    client = Client()
    client.force_login(user)
    return client


def twice() -> None:
    """An a second time, in B, with a badge; and somebody of the same name and birth who is another."""
    record(
        *book(),
        line(
            "person",
            "2019-01-01",
            person="an2",
            name="NGUYỄN VĂN AN",
            birth="1970-05-01",
            identity_number="001070000001",
            schooling="12/12",
        ),
        line("carried_over", "2020-01-01", person="an2", org="B", status="official"),
        line("badge_awarded", "2021-02-03", person="an2", years=30, ref="an2-badge"),
        line("person", "2019-01-01", person="ha", name="Lê Hà", birth="1980-01-01", card_number="012345678901"),
        line("carried_over", "2020-01-01", person="ha", org="A", status="official"),
        line("person", "2019-01-01", person="hai", name="Lê Hai", birth="1981-01-01", card_number="012345678901"),
        line("carried_over", "2020-01-01", person="hai", org="B", status="official"),
    )


def people(*codes: str) -> list[Person]:
    return [Person.objects.get(code=code) for code in codes]


def test_pairs_are_found_by_name_and_birth_and_by_number() -> None:
    twice()
    everybody = list(Person.objects.values_list("pk", flat=True))
    found = duplicates.pairs(everybody)
    assert [(pair.one.code, pair.other.code, pair.grounds) for pair in found] == [("an", "an2", ("name",)), ("ha", "hai", ("card",))]
    services.apart(*people("hai", "ha"), actor="test")
    assert [pair.one.code for pair in duplicates.pairs(everybody)] == ["an"]
    record(line("persons_merged", "2024-05-01", person="an", duplicate="an2", reason="x"))
    assert duplicates.pairs(everybody) == []


def again(code: str, name: str, birth: str | None, **values: str) -> dict[str, object]:
    return line("person", "2019-01-01", person=code, name=name, **({"birth": birth} if birth else {}), **values)


def test_pairs_that_a_slip_of_the_pen_makes_are_found_after_the_sure_ones() -> None:
    record(
        *book(),
        again("luc", "Triệu Văn Lực", "1954-06-12", sex="male"),
        again("luc2", "TRIỆU VĂN LỰC", "1954-12-06"),
        again("luc3", "Triệu Văn Lực", "1970-03-03"),
        again("huyen", "Lưu Thị Huyền", "1985-12-01", sex="female"),
        again("huyen2", "Lưu T. Huyền", "1985-12-01", sex="female"),
        again("huyen3", "Lưu Văn Huyền", "1985-12-01", sex="male"),
        again("tam", "Vũ Thị Tám", "1960-01-01", identity_number="001160000001"),
        again("tam2", "Vũ Thị Tám", "1960-01-02", identity_number="001160000002"),
        again("nam", "Hồ Năm", None),
        again("nam2", "Hồ Năm", "1960-01-01"),
        again("nam3", "Hồ Năm", "1980-05-05"),
        again("ba", "Hồ Ba", "1961-01-01"),
        again("ba2", "Hồ Ba", "1961-01-01"),
    )
    found = duplicates.pairs(list(Person.objects.values_list("pk", flat=True)))
    assert [(pair.one.code, pair.other.code, *pair.grounds) for pair in found] == [
        ("ba", "ba2", "name"),
        ("huyen", "huyen2", "middle"),
        ("luc", "luc2", "birth"),
        ("nam", "nam2", "birth"),
        ("nam", "nam3", "birth"),
    ]


def total(code: str = "member_total", place: str = "R") -> object:
    org = Organisation.objects.get(code=place).pk
    return evaluate([code], Query(org, case.REVIEW.replace(year=2026), case.START, case.REVIEW.replace(year=2026)))[code].value


def test_a_pair_is_compared_merged_and_parted_on_the_site() -> None:
    twice()
    clerk = login("vanphong", "R", Role.CLERK)
    page = clerk.get(reverse("staff:duplicates")).content.decode()
    assert "cùng họ tên và ngày sinh" in page and "/chat-luong/trung/an/an2/" in page
    address = reverse("staff:join", args=["an", "an2"])
    shown = clerk.get(address).content.decode()
    assert 'name="values" value="schooling" checked' in shown and "001070000001" not in shown
    badge = reading.last_number() - 4
    assert f'name="taken" value="{badge}" checked' in shown
    before = total()
    refused = clerk.post(address, {"what": "gop", "reason": " ", "on": "1/5/2024", "taken": [badge]}).content.decode()
    assert "căn cứ" in refused and total() == before and f'value="{badge}" checked' in refused
    told = {"what": "gop", "reason": "cùng thẻ", "on": "1/5/2024", "taken": [badge], "values": ["schooling", "identity_number"]}
    assert clerk.post(address, told).status_code == 302
    an = Person.objects.get(code="an")
    assert an.extra["schooling"] == "12/12" and an.secrets()["identity_number"] == "001070000001"
    assert total() == before - 1 and total("badge_total", "A") == 1 and total("badge_total", "B") == 0
    assert verify()[0] == []
    assert "đã gộp vào mã an" in clerk.get(reverse("staff:person", args=["an2"])).content.decode()
    assert "an2" in clerk.get(reverse("staff:person", args=["an"])).content.decode()
    everybody = clerk.get(reverse("staff:people"), {"ca": "1", "q": "nguyen van an"}).content.decode()
    assert "/dang-vien/an/" in everybody and "/dang-vien/an2/" not in everybody
    assert clerk.get(address).status_code == 404
    assert clerk.post(reverse("staff:part", args=["an2"])).status_code == 302
    assert total() == before and not Merged.objects.exists() and verify()[0] == []


def test_two_records_nobody_would_take_for_one_are_compared_by_their_codes() -> None:
    twice()
    page = login("vp", "R", Role.CLERK)
    asked = reverse("staff:duplicates")
    assert reverse("staff:join", args=["an", "ha"]) in page.get(asked, {"giu": "an", "gop": " ha "}).headers["Location"]
    assert "Không có người mang một trong hai mã" in page.get(asked, {"giu": "an", "gop": "khongco"}).content.decode()
    assert "không còn là hai hồ sơ" in page.get(asked, {"giu": "an", "gop": "an"}).content.decode()


def test_two_people_who_look_alike_are_not_offered_again() -> None:
    twice()
    clerk = login("vanphong", "R", Role.CLERK)
    assert clerk.post(reverse("staff:join", args=["ha", "hai"]), {"what": "hai-nguoi"}).status_code == 302
    assert Apart.objects.count() == 1 and "Lê Hai" not in clerk.get(reverse("staff:duplicates")).content.decode()


def test_who_may_record_in_one_place_only_merges_nothing() -> None:
    twice()
    for name, place, role in (("a", "A", Role.CELL_SECRETARY), ("k", "K1", Role.SECRETARY)):
        client = login(name, place, role)
        status = client.post(reverse("staff:join", args=["an", "an2"]), {"what": "gop", "reason": "x", "on": "1/5/2024"}).status_code
        assert status in (403, 404)
    assert not Merged.objects.exists()


def test_gaps_are_counted_and_mended_where_they_are_seen() -> None:
    record(*book())
    clerk = login("vanphong", "R", Role.CLERK)
    page = clerk.get(reverse("staff:quality")).content.decode()
    assert "Đảng viên chưa ghi học vấn phổ thông" in page and "chưa có bí thư" in page
    address = reverse("staff:gap", args=["gap_schooling"])
    shown = clerk.get(address).content.decode()
    assert 'name="value:an"' in shown and 'name="value:binh"' in shown
    last = reading.last_number()
    assert "ngày" in clerk.post(address, {"on": "30/2/2025", "value:an": "12/12"}).content.decode() and reading.last_number() == last
    assert clerk.post(address, {"on": "1/1/2025", "value:an": "12/12", "value:binh": ""}).status_code == 302
    assert reading.last_number() == last + 1 and Person.objects.get(code="an").extra["schooling"] == "12/12"
    assert 'name="value:an"' not in clerk.get(address).content.decode()
    born = reverse("staff:gap", args=["gap_birth"])
    assert "đã đủ" in clerk.get(born).content.decode()
    assert clerk.get(reverse("staff:gap", args=["gap_nothing"])).status_code == 404
    assert Reading.objects.filter(page="gap", seen__person__code="an").exists()


def test_a_wrong_value_is_told_at_its_row_and_nothing_is_written() -> None:
    record(
        *book(),
        line("person", "2019-01-01", person="dung", name="Phạm Dũng"),
        line("carried_over", "2020-01-01", person="dung", org="A", status="official"),
    )
    clerk = login("vanphong", "R", Role.CLERK)
    address, last = reverse("staff:gap", args=["gap_birth"]), reading.last_number()
    for wrong in ("31/2/1970", "1/1/2030"):
        page = clerk.post(address, {"on": "1/1/2025", "value:dung": wrong}).content.decode()
        assert 'id="s-dung"' in page and wrong in page and reading.last_number() == last
    viewer = login("bithu", "A", Role.CELL_SECRETARY)
    assert viewer.post(address, {"on": "1/1/2025", "value:dung": "1/2/1970"}).status_code == 302
    assert str(Person.objects.get(code="dung").birth) == "1970-02-01"


def test_sensitive_values_stay_masked_on_the_list() -> None:
    record(*book(), line("amended", "2021-01-01", person="an", changes={"identity_number": "012345678"}))
    clerk = login("vanphong", "R", Role.CLERK)
    page = clerk.get(reverse("staff:gap", args=["gap_identity_form"])).content.decode()
    assert "Nguyễn Văn An" in page and "012345678" not in page and "•••" in page
    file = clerk.get(reverse("staff:gap_file", args=["gap_identity_form", "csv"])).content.decode()
    assert "Nguyễn Văn An" in file and "012345678" not in file


def test_the_sheet_lists_what_is_missing_of_each_member() -> None:
    record(*book())
    page = login("bithu", "A", Role.CELL_SECRETARY).get(reverse("staff:gap_sheets")).content.decode()
    assert "Chi bộ A" in page and "Chi bộ C" not in page and "nghề nghiệp" in page and page.count('class="blank"></td>') >= 5
    assert Reading.objects.filter(what="export", page="gap_sheets").count() == 1


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_sheet_is_a_file_too_and_each_cell_has_its_own_page(form: str, tmp_path: Path) -> None:
    record(*book())
    secretary, clerk = login("bithu", "A", Role.CELL_SECRETARY), login("vanphong", "R", Role.CLERK)
    one, both = ((each.get(reverse("staff:gap_sheets_written", args=[form]))) for each in (secretary, clerk))
    assert "Phi%E1%BA%BFu" in one["Content-Disposition"] and Reading.objects.filter(what="export", page="gap_sheets_written").count() == 2
    mine, whole = text_of(one.content, tmp_path), text_of(both.content, tmp_path)
    assert all(
        each in mine for each in ("CHI BỘ A", "ĐẢNG BỘ K1", "Nguyễn Văn An", "nghề nghiệp", "1/5/1970", "ngày …… tháng", "Bản do bithu")
    )
    assert "CHI BỘ C" not in mine and whole.index("CHI BỘ A") < whole.index("CHI BỘ C") and "Trần Thị Bình" in whole
    assert clerk.get(reverse("staff:gap_sheets_written", args=["csv"])).status_code == 404


def text_of(raw: bytes, folder: Path) -> str:
    """What is to be read in a Word or PDF file, its foot too."""
    if raw.startswith(b"%PDF"):
        (folder / "sheet.pdf").write_bytes(raw)
        return subprocess.run(["pdftotext", "-layout", folder / "sheet.pdf", "-"], capture_output=True, text=True, check=True).stdout
    word = docx.Document(io.BytesIO(raw))
    found = [each.text or "" for each in word.element.body.iter(qn("w:t"))]
    return "\n".join([*found, *(line.text for line in word.sections[0].footer.paragraphs)])


def test_the_checks_of_reports_look_at_the_books_alone() -> None:
    org = case.load()
    query = case.term(org)
    assert query.start and query.end and query.as_of and query.known
    found = findings(org, query.start, query.end, query.as_of, query.known)
    assert {"cell_has_secretary"} <= {each.rule for each in found} and all(each.message and each.remedy for each in found)
    clerk = login("vanphong", "DUK", Role.CLERK)
    page = clerk.get(reverse("staff:quality"), {"ngay": "2023-03-22", "tu": "2020-06-01"})
    assert page.status_code == 200 and len(page.content) < 90_000
