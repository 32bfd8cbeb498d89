"""The library: versions and what changed, finding without diacritics, nothing classified, own bookmarks; who studied is a figure."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document

from dangvu.core.days import today, vn_day
from dangvu.dossiers.cases import Case as Read
from dangvu.dossiers.kinds.duties import studied as told_of
from dangvu.dossiers.models import Dossier
from dangvu.figures.services import Query, evaluate
from dangvu.handbook import library, studying, texts
from dangvu.handbook.errors import Refused
from dangvu.handbook.shelf import Learner, Publication, Study
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Presence
from dangvu.orgs.models import Person, Role, User
from dangvu.privacy import erasure
from tests.cast import line, org, record
from tests.once import once
from tests.scenarios.office import Case, Office

pytestmark = pytest.mark.django_db
TEXT = "I. Quan điểm\nLấy người dân làm trung tâm.\nĐiều 2. Nhiệm vụ\nMỗi chi bộ có một tổ công nghệ số cộng đồng."
HEAD = {"sort": "resolution", "number": "05-NQ/ĐU", "issuer": "Đảng ủy K1", "title": "Nghị quyết về chuyển đổi số", "secrecy": "none"}


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Any]:
    """The cast's office and its people, made once for the file."""
    with once(django_db_blocker):
        office = Office()
        record(
            line("person", "2019-01-01", person="dung", name="Phạm Văn Dũng", birth="1971-05-01", sex="male"),
            line("carried_over", "2020-01-01", person="dung", org="A", status="official"),
            line("exempted", "2021-01-01", person="dung"),
        )
        office.cell = office.login("bithu-a", "A", Role.CELL_SECRETARY)  # type: ignore[attr-defined]
        office.member = office.login("an", "A", Role.MEMBER)  # type: ignore[attr-defined]
        User.objects.filter(username="an").update(person=Person.objects.get(code="an"))
        yield office


def published(text: str = TEXT, place: str = "K1", **fields: str) -> Publication:
    return library.publish(org=org(place), head=library.Head(**{**HEAD, **fields}), parts=texts.read(typed=text), actor="vanphong")


def shown(browser: Client, name: str, *args: object, **query: str) -> str:
    answer = browser.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def studying_figures(cell: str = "A") -> tuple[object, object]:
    codes = ("study_attendance", "study_rate")
    told = evaluate(codes, Query(org=org(cell), as_of=today(), start=today(), end=today()))
    return tuple(told[code].value for code in codes)  # type: ignore[return-value]


def test_the_office_publishes_and_a_member_reads_with_a_table_of_contents(office: Any) -> None:
    way = f"{reverse('staff:library_new')}?tc=K1"
    assert office.clerk.post(way, {**HEAD, "text": TEXT, "dated": "9/1/2023"}).status_code == 302
    made = Publication.objects.get()
    page = shown(office.member, "member:library_text", made.pk)
    assert '<a href="#d1">I. Quan điểm</a>' in page and '<h3 id="d3" tabindex="-1">Điều 2. Nhiệm vụ</h3>' in page and "9/1/2023" in page
    assert [level for _place, level, _text in texts.contents(library.newest(made).parts)] == [1, 2]
    # The other committee's members have no part in it, and a cell's secretary does not publish for the committee.
    other = office.login("binh", "C", Role.MEMBER)
    User.objects.filter(username="binh").update(person=Person.objects.get(code="binh"))
    assert other.get(reverse("member:library_text", args=[made.pk])).status_code == 404
    assert office.cell.post(reverse("staff:library_renew", args=[made.pk]), HEAD).status_code == 403


def test_a_word_file_brings_its_own_headings(office: Any) -> None:
    document, raw = Document(), io.BytesIO()
    document.add_heading("Mục tiêu chung", 1)
    document.add_paragraph("Đến năm 2030 hoàn thành.")
    document.save(raw)
    told = {**HEAD, "text": "", "file": SimpleUploadedFile("nq.docx", raw.getvalue())}
    assert office.clerk.post(f"{reverse('staff:library_new')}?tc=K1", told).status_code == 302
    assert library.newest(Publication.objects.get()).parts == [
        {"text": "Mục tiêu chung", "level": 1}, {"text": "Đến năm 2030 hoàn thành.", "level": 0},
    ]  # fmt: skip


@pytest.mark.parametrize(("secrecy", "text"), [("marked", TEXT), ("none", f"TỐI MẬT\n{TEXT}"), ("none", f"Độ mật: Mật\n{TEXT}")])
def test_nothing_classified_is_taken(office: Any, secrecy: str, text: str) -> None:
    answer = office.clerk.post(f"{reverse('staff:library_new')}?tc=K1", {**HEAD, "secrecy": secrecy, "text": text})
    assert answer.status_code == 200 and "không lưu văn bản có độ mật" in answer.content.decode() and not Publication.objects.exists()
    texts.unclassified("none", texts.read(typed="Bảo vệ bí mật nhà nước\nViệc này không mật."))


def test_a_new_version_shows_what_changed_and_the_old_one_stays(office: Any) -> None:
    made = published()
    newer = TEXT.replace("một tổ", "hai tổ") + "\nĐiều 3. Hiệu lực"
    assert (
        office.clerk.post(reverse("staff:library_renew", args=[made.pk]), {**HEAD, "text": newer, "note": "Sửa Điều 2"}).status_code == 302
    )
    page = shown(office.member, "member:library_changes", made.pk, 2)
    assert "[bỏ:" in page and "hai" in page and "Thêm đoạn:" in page and "Sửa Điều 2" in page and "Bỏ đoạn" not in page
    assert "một tổ" in shown(office.member, "member:library_edition", made.pk, 1)
    assert "bản mới hơn" in shown(office.member, "member:library_edition", made.pk, 1)
    same = office.clerk.post(reverse("staff:library_renew", args=[made.pk]), {**HEAD, "text": newer})
    assert "giống hệt" in same.content.decode() and made.editions.count() == 2


def test_changes_leave_out_what_stayed_and_tell_paragraphs_that_moved() -> None:
    old = [{"text": f"Đoạn số {number} giữ nguyên", "level": 0} for number in range(9)]
    told = texts.changes(old, [*old[:8], {"text": "Hoàn toàn khác hẳn", "level": 0}, {"text": "Mới", "level": 1}])
    assert [(each.kind, each.hidden) for each in told] == [("same", 7), ("same", 0), ("removed", 0), ("added", 0), ("added", 0)]
    assert told[-1].heading and texts.changes(old, old) == [texts.Change("same", hidden=9)]


def test_it_is_found_without_diacritics_by_its_text_and_number(office: Any) -> None:
    made = published()
    published("Nội dung khác.", title="Hướng dẫn bình xét", number="7")
    for asked in ("to cong nghe so", "05 nq", "CHUYỂN đổi", "chuyen dpi"):
        page = shown(office.member, "member:library", q=asked)
        assert f"/thu-vien/{made.pk}/" in page and "bình xét" not in page, asked
    assert f"/thu-vien/{made.pk}/#d4" in shown(office.member, "member:library", q="cong dong")
    assert "hãy bớt từ" in shown(office.member, "member:library", q="khong co chu nay")


def test_bookmarks_are_ones_own(office: Any) -> None:
    made = published()
    mark = reverse("member:library_mark", args=[made.pk, 1])
    assert office.member.post(mark, {"paragraph": "4"})["Location"].endswith("/ban/1/#d4")
    office.member.post(mark, {"paragraph": "4"})
    user = User.objects.get(username="an")
    kept = user.bookmarks.get()
    assert "Điều 2. Nhiệm vụ" in shown(office.member, "member:library").split("Dấu trang của tôi")[1]
    for wrong in ("0", "99", "x", ""):
        office.member.post(mark, {"paragraph": wrong})
    assert user.bookmarks.count() == 1
    assert library.unmark(user=User.objects.get(username="vanphong"), bookmark=kept.pk) is None
    assert office.member.post(reverse("member:library_unmark", args=[kept.pk])).status_code == 302 and not user.bookmarks.exists()


def test_what_is_withdrawn_is_gone_for_members_and_kept_for_the_office(office: Any) -> None:
    made = published()
    way = reverse("staff:library_act", args=[made.pk, "rut"])
    office.clerk.post(way, {"why": ""})
    assert "Nghị quyết về chuyển đổi số" in shown(office.member, "member:library")
    office.clerk.post(way, {"why": "đã thay thế"})
    assert office.member.get(reverse("member:library_text", args=[made.pk])).status_code == 404
    assert "đã thay thế" in shown(office.clerk, "staff:library_text", made.pk)
    assert office.cell.get(reverse("staff:library_text", args=[made.pk])).status_code == 404
    office.clerk.post(reverse("staff:library_act", args=[made.pk, "dang-lai"]))
    assert office.member.get(reverse("member:library_text", args=[made.pk])).status_code == 200


def test_who_studied_is_a_figure_by_phone_and_by_the_secretarys_list(office: Any) -> None:
    made = published()
    told = {"places": ["A"], "on": vn_day(today()), "questions": "Chi bộ làm gì?\n\nAi làm?"}
    assert office.cell.post(reverse("staff:study_new", args=[made.pk]), told).status_code == 302
    study = Study.objects.get()
    assert study.questions == ["Chi bộ làm gì?", "Ai làm?"]
    assert "Nghị quyết về chuyển đổi số" in shown(office.member, "member:home")
    office.member.post(reverse("member:studied", args=[study.pk]), {"what": "done"})
    office.member.post(reverse("member:studied", args=[study.pk]), {"what": "note", "text": "hỏi về tổ công nghệ"})
    assert "hỏi về tổ công nghệ" in shown(office.member, "member:study", study.pk)
    page = shown(office.cell, "staff:study", study.pk)
    assert "chờ xác nhận" in page and "hỏi về tổ công nghệ" not in page and "miễn" in page
    assert studying_figures() == (0, None), "what is said on the phone counts for nothing yet"
    office.cell.post(reverse("staff:study_write", args=[study.pk, "khep"]), {"person": ["an"]})
    assert studying_figures() == (1, 100), "an exempt member is not bound to study"
    assert "bí thư đã xác nhận" in shown(office.member, "member:study", study.pk)
    office.cell.post(reverse("staff:study_write", args=[study.pk, "da-hoc"]), {"person": []})
    assert Learner.objects.filter(studied=True).count() == 1, "what is in the books is not changed beside them"
    office.cell.post(reverse("staff:study_write", args=[study.pk, "mo-lai"]), {"why": "ghi thiếu"})
    assert studying_figures() == (0, None)
    office.cell.post(reverse("staff:study_write", args=[study.pk, "khep"]), {"person": ["an", "dung"]})
    assert studying_figures() == (2, 100) and Entry.objects.filter(kind="activity").count() == 2


def test_the_superiors_document_is_told_by_the_same_entry(office: Any) -> None:
    made, day = published(), vn_day(today())
    opening = {"name": "NQ 05", "type": "resolution", "number": "05 - NQ/ĐU", "study_orgs": ["A", "B"]}
    case = office.open("directive", "K1", day, **opening).take("register", day)
    study = studying.begin(publication=made, org=org("A"), on=today(), questions="", actor="bithu-a")
    assert case.dossier.ref in shown(office.cell, "staff:study", study.pk)
    studying.confirm(study=study, persons=["an"])
    studying.close(study=study, actor="bithu-a")
    assert told_of(Read(Dossier.objects.get()))["A"][:2] == (1, 1) and studying_figures() == (1, 100)
    assert studying_figures("K1") == (1, 100), "counted once"
    study.refresh_from_db()
    studying.reopen(study=study, actor="bithu-a", why="sai")
    assert told_of(Read(Dossier.objects.get())) == {} and studying_figures() == (0, None)
    Case(office, case.dossier).take("study", day, studied_by="A", present="1", bound="1")
    with pytest.raises(Refused, match="không tính hai lần"):
        studying.close(study=study, actor="bithu-a")
    assert studying_figures() == (1, 100)


def test_the_roll_of_the_meeting_is_taken_over(office: Any) -> None:
    place = book.tree().timelines[org("A")].states[-1]
    met = meetings.call("thematic", place_of=place, title="Học nghị quyết", on=today(), actor="bithu-a")
    meetings.mark(met.roll.get(person__code="an"), Presence.PRESENT)
    study = studying.begin(publication=published(), org=org("A"), on=today(), questions="", actor="bithu-a", meeting=met)
    everywhere = {"on": vn_day(today()), "everywhere": "on"}
    page = office.clerk.post(f"{reverse('staff:study_new', args=[study.publication_id])}?tc=K1", everywhere).content.decode()
    assert "Không còn chi bộ nào" in page and Study.objects.count() == 1, "A studies it already and B has nobody"
    office.cell.post(reverse("staff:study_write", args=[study.pk, "diem-danh"]))
    assert [each.person.code for each in study.learners.filter(studied=True)] == ["an"]
    with pytest.raises(Refused, match="chưa khép"):
        studying.begin(publication=study.publication, org=org("A"), on=today(), questions="", actor="bithu-a")
    studying.cancel(study=study, why="hoãn")
    assert office.member.get(reverse("member:study", args=[study.pk])).status_code == 404


def test_an_erased_person_is_in_no_document_and_no_search(office: Any) -> None:
    record(line("person", "2019-01-01", person="gone", name="Hoàng Thị Vắng", birth="1950-01-01", sex="female"))
    made = published(f"{TEXT}\nBiểu dương Hoàng Thị Vắng.")
    assert library.find(library.shelf([org("K1")]), "hoang thi vang")
    erasure.erase(Person.objects.get(code="gone"), reason="request", actor="quantri", on=today())
    assert "Vắng" not in str(library.newest(made).parts) and not library.find(library.shelf([org("K1")]), "hoang thi vang")
