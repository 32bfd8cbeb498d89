"""Standard papers of a dossier as documents, built from what the dossier and the books know; what is not known stays a dotted line.

The forms are our own, made from lists of fields (domain guide §2.3–2.6, §4); no official layout is copied.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day, vn_long_date
from dangvu.core.document import Block, Bullets, Column, Document, Heading, Heads, Paragraph, Row, Run, Signature, Table, placed
from dangvu.dossiers import votes
from dangvu.dossiers.cases import Case
from dangvu.dossiers.errors import Problem, Refused
from dangvu.dossiers.kinds.base import Words
from dangvu.dossiers.life import ceremony, party_age_from
from dangvu.dossiers.models import Step
from dangvu.orgs.official import in_vietnamese

DOTS = "……………………"


@dataclass(frozen=True)
class Desk:
    """What the office adds: where documents are dated, and who signs for the committee."""

    place: str = ""
    signer: str = ""


@dataclass(frozen=True)
class Writing:
    """A standard paper. ``procedures``: those whose dossiers have it."""

    code: str
    title: Words
    procedures: tuple[str, ...]
    build: Callable[[Case, Desk], Document]


REGISTRY: dict[str, Writing] = {}


def writing(code: str, title: Words, *procedures: str) -> Callable[[Callable[[Case, Desk], Document]], Callable[[Case, Desk], Document]]:
    """Register the function that builds a paper."""

    def declare(build: Callable[[Case, Desk], Document]) -> Callable[[Case, Desk], Document]:
        REGISTRY[code] = Writing(code, title, procedures, build)
        return build

    return declare


def offered(case: Case) -> list[Writing]:
    """The papers the program writes for a dossier."""
    return [each for each in REGISTRY.values() if case.dossier.kind in each.procedures]


@in_vietnamese
def document(case: Case, code: str, desk: Desk) -> Document:
    """One paper. Raises Refused for one that this dossier does not have."""
    found = REGISTRY.get(code)
    if found is None or case.dossier.kind not in found.procedures:
        raise Refused([Problem("code", _("Hồ sơ này không có văn bản mẫu đó; hãy chọn trong danh sách."))])
    return found.build(case, desk)


# Parts


def said(day: dt.date | None) -> str:
    return vn_day(day) if day else DOTS


def heads(issuer: str, superior: str, number: str, on: dt.date | None, desk: Desk) -> Heads:
    day = vn_long_date(on) if on else "ngày … tháng … năm …"
    return Heads(superior, issuer, number, placed(desk.place, day))


def paragraphs(*texts: str) -> Iterator[Block]:
    return (Paragraph.of(text) for text in texts if text)


def lines(*facts: tuple[str, str]) -> Bullets:
    """Fields with their values; dots where nothing is known."""
    return Bullets(tuple((Run(f"{name}: "), Run(value or DOTS, bold=bool(value))) for name, value in facts))


def identity(case: Case) -> Bullets:
    """Who it is about."""
    person = case.person
    sex = {"male": _("nam"), "female": _("nữ")}.get(person.sex, "")
    secret = person.secrets()
    facts = ((_("Họ và tên"), person.name), (_("Ngày sinh"), said(person.birth)), (_("Giới tính"), sex))
    told = ((_("Dân tộc"), secret.get("ethnicity", "")), (_("Tôn giáo"), secret.get("religion", "")))
    return lines(*facts, *told, (_("Chi bộ"), case.place.name))


def taken(case: Case, verb: str) -> Step | None:
    return next((step for step in reversed(case.steps) if step.verb == verb), None)


def counted(step: Step | None) -> Iterator[Block]:
    """The vote as it was counted, or lines to fill in."""
    vote = getattr(step, "vote", None)
    if vote is None:
        names = (_("Được triệu tập"), _("Có mặt"), _("Tán thành"), _("Không tán thành"), _("Không hợp lệ"))
        yield lines(*((name, "") for name in names))
        return
    yield lines(
        (_("Tổng số được triệu tập"), str(vote.summoned)),
        (_("Không tính vào mẫu số"), "; ".join(f"{out.name} ({votes.REASONS[out.reason]})" for out in vote.excluded.all()) or "0"),
        (_("Có mặt"), str(vote.present)),
        (_("Tán thành"), f"{vote.in_favour}/{vote.eligible}"),
        (_("Không tán thành"), str(vote.against)),
        (_("Phiếu không hợp lệ"), str(vote.invalid)),
    )


def decision(case: Case) -> dict[str, str]:
    """The decision noted last, or nothing."""
    found: dict[str, str] = case.data.get("decision", {})
    return found


def committee(case: Case) -> str:
    """The committee right above the dossier's organisation."""
    return case.superior(case.dossier.moved_on).name


def resolution(case: Case, desk: Desk, body: str, subject: str, verb: str, texts: Iterable[str]) -> Document:
    """A resolution of the cell or of the committee with the counts of its vote."""
    step = taken(case, verb)
    above = committee(case)
    issuer, superior = (case.place.name, above) if body == "cell" else (above, "")
    number = "Số      -NQ/CB" if body == "cell" else "Số      -NQ/ĐU"
    post = (_("T/M CHI BỘ"), _("BÍ THƯ"), "") if body == "cell" else (_("T/M ĐẢNG ỦY"), _("BÍ THƯ"), desk.signer)
    blocks = (*paragraphs(*texts), identity(case), Heading(2, _("Kết quả biểu quyết")), *counted(step))
    return Document(
        heads(issuer, superior, number, step.on if step else None, desk), _("NGHỊ QUYẾT"), subject, blocks,
        (above if body == "cell" else _("Cấp ủy cấp trên"), _("Lưu hồ sơ")), Signature(*post),
    )  # fmt: skip


# Papers


@writing("6-KNĐ", lazy("Nghị quyết chi bộ đề nghị kết nạp"), "admission", "readmission")
def cell_resolution(case: Case, desk: Desk) -> Document:
    names = {"cell": case.place.name}
    told = _("%(cell)s đã họp, xem xét hồ sơ và ý kiến nhận xét, và biểu quyết đề nghị kết nạp vào Đảng:") % names
    return resolution(case, desk, "cell", _("đề nghị kết nạp đảng viên"), "resolve", (told,))


@writing("8-KNĐ", lazy("Nghị quyết đảng ủy đề nghị kết nạp"), "admission", "readmission")
def committee_resolution(case: Case, desk: Desk) -> Document:
    told = _("Xét nghị quyết của %(cell)s và hồ sơ kèm theo, đảng ủy biểu quyết đề nghị kết nạp vào Đảng:") % {"cell": case.place.name}
    return resolution(case, desk, "committee", _("đề nghị kết nạp đảng viên"), "submit", (told,))


@writing("13-KNĐ", lazy("Nghị quyết chi bộ đề nghị công nhận chính thức"), "official_recognition")
def cell_recognition(case: Case, desk: Desk) -> Document:
    told = _("Chi bộ xem xét bản tự kiểm điểm, nhận xét của người giúp đỡ và ý kiến các tổ chức, biểu quyết đề nghị công nhận chính thức:")
    return resolution(case, desk, "cell", _("đề nghị công nhận đảng viên chính thức"), "resolve", (told,))


@writing("15-KNĐ", lazy("Nghị quyết đảng ủy đề nghị công nhận chính thức"), "official_recognition")
def committee_recognition(case: Case, desk: Desk) -> Document:
    told = _("Xét nghị quyết của %(cell)s, đảng ủy biểu quyết đề nghị công nhận đảng viên chính thức:") % {"cell": case.place.name}
    return resolution(case, desk, "committee", _("đề nghị công nhận đảng viên chính thức"), "submit", (told,))


def decided(case: Case, desk: Desk, subject: str, articles: Iterable[str]) -> Document:
    """A decision: its grounds, its articles, and whom it is sent to."""
    told = decision(case)
    signed = dt.date.fromisoformat(told["date"]) if told.get("date") else None
    grounds = (
        _("Căn cứ Điều lệ Đảng;"),
        _("Xét nghị quyết của %(cell)s và của đảng ủy;") % {"cell": case.place.name},
    )
    numbered = tuple(Paragraph((Run(_("Điều %(number)d. ") % {"number": at}, bold=True), Run(text))) for at, text in enumerate(articles, 1))
    number = _("Số %(number)s") % {"number": told["number"]} if told.get("number") else "Số      -QĐ/…"
    issuer = told.get("issuer") or committee(case)
    blocks = (*paragraphs(*grounds), Heading(2, _("QUYẾT ĐỊNH")), *numbered)
    to = (case.place.name, case.person.name, _("Lưu hồ sơ"))
    return Document(
        heads(issuer, "", number, signed, desk), _("QUYẾT ĐỊNH"), subject, blocks, to, Signature(_("T/M CẤP ỦY"), _("BÍ THƯ"), desk.signer)
    )


@writing("9-KNĐ", lazy("Quyết định kết nạp đảng viên"), "admission", "readmission")
def admission_decision(case: Case, desk: Desk) -> Document:
    born = {"name": case.person.name, "birth": said(case.person.birth), "cell": case.place.name}
    articles = (
        _("Kết nạp %(name)s, sinh ngày %(birth)s, vào Đảng; sinh hoạt tại %(cell)s.") % born,
        _("Chi bộ tổ chức lễ kết nạp và phân công đảng viên chính thức giúp đỡ trong thời gian dự bị."),
        _("%(cell)s và người có tên ở Điều 1 thi hành quyết định này.") % born,
    )
    return decided(case, desk, _("kết nạp đảng viên"), articles)


@writing("16-KNĐ", lazy("Quyết định công nhận đảng viên chính thức"), "official_recognition")
def recognition_decision(case: Case, desk: Desk) -> Document:
    entered = ceremony(case.life)
    since = case.value("recognition.probation_months", entered) if entered else 12
    told = {"name": case.person.name, "entered": said(entered), "months": since, "cell": case.place.name}
    articles = (
        _("Công nhận %(name)s, kết nạp ngày %(entered)s, là đảng viên chính thức, kể từ ngày hết %(months)s tháng dự bị.") % told,
        _("%(cell)s và người có tên ở Điều 1 thi hành quyết định này.") % told,
    )
    return decided(case, desk, _("công nhận đảng viên chính thức"), articles)


@writing("GGT", lazy("Giấy giới thiệu sinh hoạt đảng"), "transfer_out", "transfer_inside", "temporary_out")
def transfer_letter(case: Case, desk: Desk) -> Document:
    """The letter with its boxes: as many as the rule of the day gives the form."""
    sort = {"transfer_out": "official", "transfer_inside": "internal"}.get(case.dossier.kind, "temporary")
    boxes = int(case.value("transfer.boxes", case.dossier.opened_on)[sort])
    to = str(case.data.get("to") or case.data.get("to_cell") or "")
    columns = (
        Column(_("Ô"), "center", 80),
        Column(_("Kính gửi, nội dung giới thiệu"), "left", 560),
        Column(_("Ngày, chữ ký, dấu"), "center", 360),
    )
    first = _("%(cell)s giới thiệu đến: %(to)s") % {"cell": case.place.name, "to": to or DOTS}
    rows = tuple(Row((str(at), first if at == 1 else DOTS, DOTS)) for at in range(1, boxes + 1))
    facts = lines((_("Ngày vào Đảng"), said(ceremony(case.life))), (_("Số thẻ đảng viên"), ""), (_("Đảng phí đã đóng đến hết tháng"), ""))
    blocks = (
        identity(case),
        facts,
        Table(_("Các ô giới thiệu"), columns, rows, _("Mỗi nơi ghi một ô theo thứ tự; sai ô 1 thì làm giấy mới.")),
    )
    number = _("Số %(number)s") % {"number": case.data["letter"]} if case.data.get("letter") else "Số      "
    step = taken(case, "introduce") or taken(case, "begin")
    on = step.on if step else None
    return Document(
        heads(case.place.name, committee(case), number, on, desk), _("GIẤY GIỚI THIỆU"), _("sinh hoạt đảng"), blocks, (_("Lưu"),),
        Signature(_("T/M CẤP ỦY"), _("BÍ THƯ"), desk.signer),
    )  # fmt: skip


@writing("1-SHĐ", lazy("Phiếu báo chuyển sinh hoạt"), "transfer_out")
def notice_slip(case: Case, desk: Desk) -> Document:
    step = taken(case, "introduce")
    on = step.on if step else None
    told = _("Kính gửi: %(to)s. Đảng viên có tên dưới đây đã được giới thiệu chuyển sinh hoạt đến.") % {"to": case.data.get("to") or DOTS}
    answer = _("Nơi nhận ghi ngày tiếp nhận và gửi lại một bản: ngày tiếp nhận ……, chi bộ ……")
    blocks = (*paragraphs(told), identity(case), lines((_("Ngày giới thiệu"), said(on))), *paragraphs(answer))
    return Document(
        heads(committee(case), "", "Số      -PB", on, desk), _("PHIẾU BÁO"), _("đảng viên chuyển sinh hoạt"), blocks, (_("Lưu"),),
        Signature(_("T/M CẤP ỦY"), _("BÍ THƯ"), desk.signer),
    )  # fmt: skip


@writing("DS-HHĐ", lazy("Danh sách đề nghị tặng Huy hiệu Đảng"), "badge_round")
def badge_list(case: Case, desk: Desk) -> Document:
    from_books = {each.person_id: each for each in case.dossier.people.select_related("person")}
    columns = (
        Column(_("TT"), "center", 80), Column(_("Họ và tên"), "left", 400), Column(_("Ngày sinh"), "center", 220),
        Column(_("Huy hiệu (năm)"), "center", 200), Column(_("Ghi chú"), "left", 300),
    )  # fmt: skip
    rows = tuple(
        Row((str(at), each.person.name, said(each.person.birth), str(each.data.get("years", DOTS)), each.message))
        for at, each in enumerate(from_books.values(), 1)
    )
    blocks = (Table(_("Đảng viên đề nghị tặng Huy hiệu"), columns, rows),)
    return Document(
        heads(case.place.name, "", "Số      -DS/ĐU", None, desk), _("DANH SÁCH"), _("đề nghị tặng Huy hiệu Đảng"), blocks, (_("Lưu"),),
        Signature(_("T/M ĐẢNG ỦY"), _("BÍ THƯ"), desk.signer),
    )  # fmt: skip


@writing("2-HSĐV", lazy("Phiếu đảng viên"), "admission", "readmission", "transfer_in", "official_recognition")
def member_form(case: Case, desk: Desk) -> Document:
    """The member's form: what the books know filled in, the rest as dotted lines to write on."""
    further = {**case.person.extra, **case.person.secrets()}
    known = (
        (_("Trình độ học vấn"), str(further.get("schooling", ""))),
        (_("Chuyên môn"), str(further.get("qualification", ""))),
        (_("Nghề nghiệp"), str(further.get("occupation", ""))),
        (_("Quê quán"), str(further.get("home", ""))),
        (_("Nơi ở hiện nay"), str(further.get("residence", ""))),
        (_("Ngày vào Đảng"), said(ceremony(case.life))),
        (_("Ngày tính tuổi Đảng"), said(party_age_from(case.life))),
        (_("Ngày công nhận chính thức"), said(next((event.on for event in case.life if event.kind == "recognised"), None))),
    )
    empty = (
        _("Số lý lịch"), _("Số thẻ đảng viên"), _("Số định danh cá nhân"), _("Lý luận chính trị"), _("Ngoại ngữ"), _("Sức khỏe"),
        _("Chức vụ đảng, chính quyền, đoàn thể"), _("Khen thưởng"), _("Kỷ luật"), _("Gia đình"),
    )  # fmt: skip
    blocks = (identity(case), lines(*known), lines(*((each, "") for each in empty)))
    return Document(
        heads(case.place.name, committee(case), "", None, desk), _("PHIẾU ĐẢNG VIÊN"), "", blocks, (),
        Signature("", _("NGƯỜI KHAI"), ""),
    )  # fmt: skip
