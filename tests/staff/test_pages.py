"""Every address of the office's face × every reader: what each may open is written here, and a new address must be added."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.utils import is_mfa_enabled
from django.test import Client
from django.urls import reverse

from dangvu.accounts.factors import required
from dangvu.core.days import today
from dangvu.dossiers import files, papers, services
from dangvu.dossiers.models import Dossier, PaperFile
from dangvu.exchange.models import Intake
from dangvu.exchange.sheets import services as lists
from dangvu.handbook import library, polls, questions, studying
from dangvu.handbook.models import Poll, Question
from dangvu.handbook.shelf import Publication, Study
from dangvu.ledger import book
from dangvu.ledger.models import Entry
from dangvu.meetings import services as meetings
from dangvu.meetings.models import Handout, Meeting, Photo
from dangvu.orgs.models import Grant, Organisation, Person, Role, User
from dangvu.reports import demo, requests
from dangvu.reports.models import Report, Request, Submission
from dangvu.staff.urls import urlpatterns
from tests import case
from tests.cast import line, record
from tests.drawn import PNG
from tests.exchange.lists import HEADS, HOA, xlsx
from tests.once import once

pytestmark = pytest.mark.django_db
WHEN = {"ngay": "2023-03-22", "tu": "2020-06-01"}
READERS = (
    "clerk", "secretary", "superior", "cell_secretary", "inspection", "auditor", "editor", "administrator", "member", "stranger",
    "anonymous",
)  # fmt: skip
GRANTS = {
    "clerk": "DUK", "secretary": "DUK", "superior": "HU", "cell_secretary": "CB02", "inspection": "DUK", "auditor": "DUK", "editor": "DUK",
    "administrator": "DUK", "member": "DUK",
}  # fmt: skip
IN = 302  # anonymous readers are sent to log in

# name: arguments, then the status for each of READERS in their order. The cell secretary's cell is CB02; CB01 is not his.
EXPECTED: dict[str, tuple[tuple[object, ...], tuple[int, ...]]] = {
    "slip": ((), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    "awake": ((), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    "tokens": ((), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, IN)),
    "token_end": ((1,), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "session_end": ((1,), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "accounts": ((), (403, 403, 403, 403, 403, 403, 403, 200, 403, 403, IN)),
    "account_new": ((), (403, 403, 403, 403, 403, 403, 403, 200, 403, 403, IN)),
    "account": (("USER",), (403, 403, 403, 403, 403, 403, 403, 200, 403, 403, IN)),
    "account_act": (("USER", "khoa"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "readings": ((), (403, 403, 403, 403, 403, 200, 403, 403, 403, 403, IN)),
    "readings_of": (("DV0001",), (403, 403, 403, 403, 403, 200, 403, 403, 403, 403, IN)),
    "person_reveal": (("DV0001",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "home": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "find": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "theme": ((), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, 405)),
    "tree": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "organisation": (("CB01",), (200, 200, 200, 404, 200, 200, 200, 200, 403, 403, IN)),
    "people": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "person": (("DV0001",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "quality": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "gap_sheets": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "gap": (("gap_birth",), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "duplicates": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "join": (("DV0001", "DV0002"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "part": (("DV0001",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "statement": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "proofread": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "person_named": (("DV0001",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "figures": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "figure": (("member_total",), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "chart": (("member_total",), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "guide": ((), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, IN)),
    "guide_chapter": (("ngay-dau",), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, IN)),
    "guide_picture": (("trang-chinh.png",), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, IN)),
    "tour": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "tour_take": (("trang-chinh",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "pictures": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "picture": (("waterfall",), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "drawing": (("waterfall",), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "entry": ((61,), (200, 200, 200, 404, 200, 200, 200, 200, 403, 403, IN)),
    "entry_reverse": ((61,), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "recording": ((), (200, 403, 403, 403, 200, 403, 403, 403, 403, 403, IN)),
    "imports": ((), (200, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN)),
    "people_export": (("danh-sach",), (200, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN)),
    "import": (("IMPORT",), (200, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN)),
    "import_progress": (("IMPORT",), (200, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN)),
    "import_act": (("IMPORT", "ghi"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "record": (("activity",), (200, 403, 403, 403, 403, 403, 403, 403, 403, 403, IN)),
    "dossiers": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "dossier_new": (("admission",), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "dossier": (("DOSSIER",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "dossier_step": (("DOSSIER", "enlist"), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "dossier_take_back": (("DOSSIER",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "dossier_people": (("DOSSIER",), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "paper_add": (("DOSSIER",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "paper_send": (("DOSSIER", "PAPER"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "paper_file": (("DOSSIER", "FILE"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "dossier_writing": (("DOSSIER", "6-KNĐ"), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "backup": ((), (403, 403, 403, 403, 403, 403, 403, 200, 403, 403, IN)),
    "judge": ((), (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200)),
    "documents": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "targets": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "target_curve": (("TARGET",), (200, 200, 404, 404, 200, 200, 200, 200, 403, 403, IN)),
    "programme": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "dues": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "dues_sheet": (("CB01",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "ratings": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "rating_sheet": (("CB01",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "meetings": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "meeting_new": ((), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "meeting": (("MEETING",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "roll": (("MEETING",), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "roll_mark": (("MEETING", "LINE"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "presence_code": (("MEETING",), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "presence_code_shown": (("MEETING",), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "presence_settle": (("MEETING", 1), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "assignments": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "assignment_sheet": (("CB01",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "assignment_papers": (("CB01",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "handbook": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "handbook_cell": (("CB01",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "handbook_slips": (("CB01",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "handbook_no_phone": (("CB01",), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "questions": ((), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "question_new": ((), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "question": (("QUESTION",), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "polls": ((), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "poll_new": ((), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "poll": (("POLL",), (200, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "library": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "library_new": ((), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "library_text": (("TEXT",), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "library_renew": (("TEXT",), (200, 200, 403, 403, 403, 403, 403, 403, 403, 403, IN)),
    "library_changes": (("TEXT", 2), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "library_act": (("TEXT", "dang-lai"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "study_new": (("TEXT",), (200, 200, 403, 200, 403, 403, 403, 403, 403, 403, IN)),
    "study": (("STUDY",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "study_write": (("STUDY", "cau-hoi"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "meeting_write": (("MEETING", "muc"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "meeting_written": (("MEETING", "bien-ban"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "meeting_handout": (("MEETING", "HANDOUT"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "meeting_photo": (("MEETING", "PHOTO"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "due": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "badge_forecast": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "due_sheets": ((), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
    "due_feed": ((1, "0" * 40), (404, 404, 404, 404, 404, 404, 404, 404, 404, 404, 404)),
    "rules": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "rule": (("admission.decision",), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "rule_changes": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "calendar": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "calendar_add": ((), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "requests": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "request_new": ((), (200, 200, 403, 403, 200, 403, 403, 403, 403, 403, IN)),
    "request": (("REQUEST",), (200, 200, 200, 404, 200, 200, 200, 200, 403, 403, IN)),
    "submission": (("SUBMISSION",), (200, 200, 200, 404, 200, 200, 200, 200, 403, 403, IN)),
    "submission_act": (("SUBMISSION", "gui"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "reports": ((), (200, 200, 200, 200, 200, 200, 200, 200, 403, 403, IN)),
    "report_new": ((), (200, 200, 403, 403, 200, 403, 403, 403, 403, 403, IN)),
    "report": (("REPORT",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "report_section": (("REPORT", "members"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "report_preview": (("REPORT", "members"), (405, 405, 405, 405, 405, 405, 405, 405, 405, 405, IN)),
    "report_check": (("REPORT",), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "report_issue": (("REPORT",), (403, 200, 403, 404, 403, 403, 403, 403, 403, 403, IN)),
    "report_then_and_now": (("REPORT",), (404, 404, 403, 404, 404, 403, 403, 403, 403, 403, IN)),
    "report_download": (("REPORT", "pdf"), (200, 200, 403, 404, 200, 403, 403, 403, 403, 403, IN)),
    "gap_sheets_written": (("docx",), (200, 200, 403, 200, 200, 403, 403, 403, 403, 403, IN)),
}

# Pages whose lists can be taken out as files: a file opens for whom its page opens.
FILES = (
    "accounts", "readings", "readings_of", "home", "tree", "organisation", "people", "person", "statement", "figures", "figure", "entry",
    "dossiers", "documents", "targets", "programme", "dues", "dues_sheet", "ratings", "rating_sheet", "meetings", "meeting", "due",
    "badge_forecast", "rules", "rule", "rule_changes", "calendar", "requests", "request", "reports",
    "quality", "gap", "duplicates", "import",
)  # fmt: skip
EXPECTED |= {f"{name}_file": ((*EXPECTED[name][0], "csv"), EXPECTED[name][1]) for name in FILES}


def prepared() -> Callable[[str], Client]:
    """The case with its reports, and a logged-in client for a reader."""
    demo.prepare(case.load(), "vanphong")
    begun()
    return browser_of


def browser_of(reader: str) -> Client:
    browser = Client()
    if reader != "anonymous":
        user, _made = User.objects.get_or_create(username=reader)
        if reader in GRANTS and not user.grants.exists():
            cell = Organisation.objects.get(code=GRANTS[reader])
            Grant.objects.create(user=user, organisation=cell, role=Role(reader), valid_from=case.START)
        if required(user) and not is_mfa_enabled(user):
            TOTP.activate(user, generate_totp_secret())
        browser.force_login(user)
    return browser


@pytest.fixture(scope="module")
def office(django_db_setup: None, django_db_blocker: Any) -> Iterator[Callable[[str], Client]]:
    """The case with its reports, loaded once for a file of tests: each test's own writing is taken back after it."""
    with once(django_db_blocker):
        yield prepared()


def begun() -> None:
    """An admission of a new person in CB01, with a paper and its scan."""
    record(line("person", "2022-01-01", person="QC1", name="Phạm Văn Dũng", birth="1990-01-01", sex="male"))
    cell = Organisation.objects.get(code="CB01").pk
    opened = services.open_dossier("admission", org=cell, on=dt.date(2023, 1, 5), hand=services.Hand("vanphong"), person="QC1")
    state = book.tree().by_code("CB01")
    place = book.tree().timelines[state].states[-1] if state else None
    assert place is not None
    met = meetings.call("monthly", place_of=place, title="Sinh hoạt tháng 3", on=dt.date(2023, 3, 3), actor="vanphong")
    meetings.add_photo(met, "anh.png", PNG, caption="Quang cảnh")
    meetings.add_handout(met, "bao-cao.pdf", b"%PDF-1.7 bao cao", title="Báo cáo tháng")
    days = {"start": dt.date(2023, 1, 1), "end": dt.date(2023, 3, 22), "as_of": dt.date(2023, 3, 22), "deadline": dt.date(2023, 3, 25)}
    requests.ask("quarterly", org=Organisation.objects.get(code="DUK").pk, actor="vanphong", **days)
    files.attach(papers.add(opened, "1-KNĐ", actor="vanphong"), "don.pdf", b"%PDF-1.7 don", actor="vanphong")
    member = Person.objects.get(code="DV0001")
    questions.ask(person=member, to=cell, sort="question", text="Bao giờ sửa nhà sinh hoạt?")
    polls.open_poll(place=place, question="Họp ngày nào?", choices=["Thứ bảy", "Chủ nhật"], closes_on=today(), actor="vanphong")
    head = library.Head("resolution", "05-NQ/ĐU", "Đảng ủy", "Nghị quyết về chuyển đổi số", dt.date(2023, 1, 9))
    told = [{"text": "I. Quan điểm", "level": 1}, {"text": "Làm thật, dữ liệu thật.", "level": 0}]
    text = library.publish(org=Organisation.objects.get(code="DUK").pk, head=head, parts=told[:1], actor="vanphong")
    library.renew(publication=text, head=head, parts=told, note="Bổ sung", actor="vanphong")
    studying.begin(publication=text, org=cell, on=today(), questions="Chi bộ làm gì?", actor="vanphong")
    lists.bring(org=Organisation.objects.get(code="DUK"), raw=xlsx([HEADS, HOA]), name="ds.xlsx", actor="vanphong")


def address(name: str) -> str:
    stands_for = {
        "REPORT": Report.objects.get(kind="mid_term").pk,
        "DOSSIER": Dossier.objects.latest("pk").pk,
        "PAPER": Dossier.objects.latest("pk").papers.latest("pk").pk,
        "LINE": Meeting.objects.latest("pk").roll.latest("pk").pk,
        "TARGET": Entry.objects.filter(kind="target_set").values_list("number", flat=True)[0],
        "REQUEST": Request.objects.latest("pk").pk,
        "SUBMISSION": Submission.objects.get(organisation__code="CB01").pk,
        "MEETING": Meeting.objects.latest("pk").pk,
        "HANDOUT": Handout.objects.latest("pk").pk,
        "PHOTO": Photo.objects.latest("pk").pk,
        "IMPORT": Intake.objects.latest("pk").pk,
        "TEXT": Publication.objects.latest("pk").pk,
        "STUDY": Study.objects.latest("pk").pk,
        "USER": User.objects.get(username="clerk").pk,
        "QUESTION": Question.objects.latest("pk").pk,
        "POLL": Poll.objects.latest("pk").pk,
        "FILE": PaperFile.objects.latest("pk").pk,
    }
    return reverse(f"staff:{name}", args=[stands_for.get(str(each), each) for each in EXPECTED[name][0]])


def test_every_address_has_its_readers() -> None:
    assert {pattern.name for pattern in urlpatterns} == set(EXPECTED)


def test_each_reader_opens_what_is_his_and_nothing_else(office: Callable[[str], Client]) -> None:
    found: dict[str, tuple[int, ...]] = {}
    browsers = [office(reader) for reader in READERS]
    for name in EXPECTED:
        path = address(name)
        found[name] = tuple(browser.get(path, WHEN).status_code for browser in browsers)
    assert found == {name: statuses for name, (_arguments, statuses) in EXPECTED.items()}


OUTSIDE = ("clerk", "secretary", "superior", "inspection", "auditor", "editor", "administrator")
OBJECTS = {
    "organisation", "person", "join", "entry", "dossier", "dossier_step", "paper_file", "dossier_writing", "dues_sheet", "rating_sheet",
    "meeting", "roll", "meeting_written", "meeting_handout", "meeting_photo", "request", "submission", "report", "report_section",
    "question", "poll", "report_check", "report_issue", "report_download", "study", "readings_of", "target_curve", "import",
    "import_progress",
}  # fmt: skip
OBJECTS |= {f"{name}_file" for name in OBJECTS & set(FILES)}


def test_outside_the_own_organisation_there_is_nothing_to_be_seen(office: Callable[[str], Client]) -> None:
    """Every role again, granted on another cell: what it would open inside is not found, what it may not open anywhere stays forbidden."""
    wrong = {}
    for reader in OUTSIDE:
        browser, column = office(reader), READERS.index(reader)
        Grant.objects.filter(user__username=reader).update(organisation=Organisation.objects.get(code="CB09"))
        for name in OBJECTS:
            inside = EXPECTED[name][1][column]
            got = browser.get(address(name), WHEN).status_code
            if got not in ({404} if inside == 200 else {403, 404}):
                wrong[reader, name] = got
    assert wrong == {}


def test_names_are_for_who_may_see_persons(office: Callable[[str], Client]) -> None:
    page = office("clerk").get(reverse("staff:figure", args=["admitted"]), WHEN).content.decode()
    same = office("superior").get(reverse("staff:figure", args=["admitted"]), {**WHEN, "tc": "DUK"}).content.decode()
    assert "/dang-vien/DV" in page
    assert "/dang-vien/DV" not in same and "65" in same


def test_the_day_is_kept_in_every_link(office: Callable[[str], Client]) -> None:
    page = office("clerk").get(reverse("staff:home"), WHEN).content.decode()
    assert "647" in page and 'href="/bien-dong/?ngay=2023-03-22' in page
    then = office("clerk").get(reverse("staff:home"), {"ngay": "2020-06-30"}).content.decode()
    assert "647" not in then.split("<main", 1)[1].split("</section>", 1)[0]


def test_a_figure_stands_beside_its_term_only_on_a_day_of_one(office: Callable[[str], Client]) -> None:
    """After the last term the books know of, “since the term began” began today."""
    pages = [
        office("clerk").get(reverse("staff:figure", args=["admitted"]), {"ngay": day}).content.decode()
        for day in ("2023-03-22", "2026-01-15")
    ]
    assert ["Từ đầu nhiệm kỳ (" in page for page in pages] == [True, False]


@pytest.mark.parametrize("day", ["2023-02-30", "x", "2999-01-01", "1800-01-01"])
def test_a_day_that_cannot_be_is_answered_by_a_sentence(office: Callable[[str], Client], day: str) -> None:
    answer = office("clerk").get(reverse("staff:home"), {"ngay": day})
    assert answer.status_code == 400 and "hãy" in answer.content.decode()


def test_people_are_found_without_diacritics_and_in_vietnamese_order(office: Callable[[str], Client]) -> None:
    page = office("clerk").get(reverse("staff:people"), {**WHEN, "q": "do ba cuong"}).content.decode()
    assert "Đỗ Bá Cường" in page


def test_the_review_is_written_checked_and_issued_on_the_site(office: Callable[[str], Client]) -> None:
    clerk, secretary = office("clerk"), office("secretary")
    told = {"text": "Kết nạp {{admitted@term}} người, {{nonsense}}."}
    shown = clerk.post(address("report_preview"), told).content.decode()
    assert ">65</a>" in shown and "<mark>{{nonsense}}</mark>" in shown
    assert clerk.post(address("report_section"), {"text": "Kết nạp {{admitted@term}} người."}).status_code == 302
    assert "667" in clerk.get(address("report_check")).content.decode()
    assert clerk.post(address("report_issue"), {"on": "2023-03-23"}).status_code == 403
    assert secretary.post(address("report_issue"), {"on": "2023-03-23"}).status_code == 302
    assert "Số 12-BC/ĐUK" in clerk.get(address("report")).content.decode()
    assert "Xem số liệu hôm nay có khác không" in clerk.get(address("report")).content.decode()
    page = clerk.get(address("report_then_and_now")).content.decode()
    assert "Không số nào khác" in page and "Những số nay khác" not in page
    record(line("person", "2023-03-01", person="x1", name="Người Giả Định", birth="1990-01-01"))
    record(line("admitted", "2023-03-02", person="x1", org="CB01"))
    page = clerk.get(address("report_then_and_now")).content.decode()
    assert "Không số nào khác" not in page and re.search(r'>65</td><td class="n" data-label="Nay đã biết">66</td>', page)
    assert secretary.get(reverse("staff:report_download", args=[Report.objects.get(kind="mid_term").pk, "docx"])).content[:2] == b"PK"


def test_two_at_the_same_section_see_each_others_words(office: Callable[[str], Client]) -> None:
    clerk, path = office("clerk"), address("report_section")
    seen = clerk.get(path).content.decode().split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert clerk.post(path, {"text": "Người thứ nhất.", "seen": seen}).status_code == 302
    answer = clerk.post(path, {"text": "Người thứ hai.", "seen": seen})
    page = answer.content.decode()
    assert answer.status_code == 200 and "đã lưu mục này" in page and "Người thứ nhất." in page and ">Người thứ hai.</textarea>" in page
    seen = page.split('name="seen" value="', 1)[1].split('"', 1)[0]
    assert clerk.post(path, {"text": "Người thứ nhất. Người thứ hai.", "seen": seen}).status_code == 302


def test_no_page_names_an_address_outside(office: Callable[[str], Client]) -> None:
    clerk = office("clerk")
    for name in ("home", "tree", "people", "statement", "figures", "figure", "report"):
        answer = clerk.get(address(name), WHEN)
        assert "http://" not in answer.content.decode().replace("http://www.w3.org", "") and "https://" not in answer.content.decode()
        assert "script-src" not in answer["Content-Security-Policy"] or "unsafe" not in answer["Content-Security-Policy"]
