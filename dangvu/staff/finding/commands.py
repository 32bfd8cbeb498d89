"""What one may do or open, as commands of the search box. Each knows the other words people say for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from dangvu.core.finding import WordIndex
from dangvu.dossiers.kinds.base import REGISTRY as PROCEDURES
from dangvu.orgs.access import CASEWORK, PROXY, RECORD, REPORT
from dangvu.reports.kinds import KINDS
from dangvu.staff import recording
from dangvu.staff.addresses import link
from dangvu.staff.desk import Desk
from dangvu.staff.finding.hits import Hit
from dangvu.staff.templatetags.staff import PAGES

ALIASES: dict[tuple[str, str], str] = {
    ("dossier_new", "admission"): "kết nạp, ghi kết nạp, kết nạp đảng viên mới, lập hồ sơ vào đảng, cảm tình đảng, quần chúng ưu tú",
    ("dossier_new", "official_recognition"): "chuyển đảng chính thức, hết dự bị, công nhận chính thức",
    ("dossier_new", "transfer_out"): "chuyển sinh hoạt đảng đi, giới thiệu sinh hoạt đảng, chuyển đảng",
    ("dossier_new", "transfer_in"): "tiếp nhận đảng viên, chuyển sinh hoạt đảng đến, nhận đảng viên chuyển đến",
    ("dossier_new", "exemption_health"): "miễn sinh hoạt đảng, miễn công tác",
    ("dossier_new", "badge"): "tặng huy hiệu đảng, 30 năm tuổi đảng, 40 năm tuổi đảng, 50 năm tuổi đảng",
    ("dossier_new", "death"): "đảng viên từ trần, đảng viên mất, qua đời",
    ("record", "inspection_round"): "ghi cuộc kiểm tra, ghi cuộc giám sát, kiểm tra chi bộ",
    ("record", "activity"): "ghi hoạt động, ủng hộ từ thiện, phong trào, tuyên truyền",
    ("record", "document_registered"): "vào sổ công văn, công văn đến, công văn đi, đăng ký văn bản",
    ("record", "target_set"): "giao chỉ tiêu, đặt chỉ tiêu, điều chỉnh chỉ tiêu",
    ("record", "assertion"): "đối chiếu số liệu, chốt số, thống nhất số liệu",
    ("record", "typed_figure"): "nhập số liệu ngoài, doanh thu, số của nơi khác",
    ("record", "commended"): "ghi khen thưởng, giấy khen, bằng khen",
    ("report_new", "quarterly"): "tạo báo cáo quý, viết báo cáo quý, báo cáo ba tháng",
    ("report_new", "monthly"): "tạo báo cáo tháng, viết báo cáo tháng",
    ("report_new", "mid_term"): "tạo báo cáo sơ kết, sơ kết giữa nhiệm kỳ",
    ("report_new", "annual"): "tạo báo cáo năm, tổng kết năm",
    ("meeting_new", ""): "mời họp, gọi họp, lịch họp, sinh hoạt chi bộ, giấy mời",
    ("request_new", ""): "yêu cầu cấp dưới báo cáo, đôn đốc báo cáo, xin số liệu chi bộ",
    ("due_sheets", ""): "in phiếu hạn việc, phiếu cho chi bộ",
    ("statement", ""): "tăng giảm đảng viên, biến động đảng viên, số cuối kỳ",
    ("people", ""): "danh sách đảng viên, tìm đảng viên, danh bạ",
    ("dues", ""): "thu đảng phí, nộp đảng phí, đóng đảng phí",
    ("ratings", ""): "đánh giá xếp loại, xếp loại cuối năm, phân loại đảng viên",
    ("backup", ""): "sao lưu dữ liệu, chép ra usb, cất dữ liệu",
    ("accounts", ""): "cấp tài khoản, phân quyền, quên mật khẩu",
    ("readings", ""): "ai đã xem, nhật ký truy cập",
    ("judge", ""): "xác minh báo cáo, kiểm tra mã báo cáo",
}
"""Other words for a command, by its page and argument. In the users' language, as people say them."""


@dataclass(frozen=True)
class Command:
    """Something to do. ``rights``: all of them are needed at the organisation looked at. ``asked``: what the address says besides."""

    title: str | Promise
    page: str
    argument: str
    rights: tuple[str, ...]
    asked: tuple[tuple[str, str], ...] = ()
    note: str | Promise = ""

    @property
    def phrases(self) -> tuple[str, ...]:
        """What it is called, with and without what kind of command it is, and its other names."""
        title = str(self.title)
        return (title, title.split(": ", 1)[-1], *ALIASES.get((self.page, self.argument), "").split(", "))


def commands() -> Iterator[Command]:
    """Every command there is, whoever may give it: dossiers, forms of the books, reports, pages."""
    yield Command(_("Mời họp"), "meeting_new", "", (CASEWORK,))
    yield Command(_("Yêu cầu cấp dưới báo cáo"), "request_new", "", (REPORT,))
    yield Command(_("In phiếu hạn việc cho từng chi bộ"), "due_sheets", "", ("persons",))
    for procedure in PROCEDURES.values():
        title = _("Mở hồ sơ: %(title)s") % {"title": procedure.title}
        yield Command(title, "dossier_new", procedure.code, (procedure.guard or CASEWORK,), note=procedure.group)
    for group, kinds in recording.recordable():
        for kind in kinds:
            rights = (kind.guard, PROXY) if kind.guard else (RECORD,)
            yield Command(_("Ghi sổ: %(title)s") % {"title": kind.title}, "record", kind.name, rights, note=group)
    for code, outline in KINDS.items():
        yield Command(_("Tạo báo cáo: %(title)s") % {"title": outline.name}, "report_new", code, (REPORT,), (("loai", code),))
    for target, name, right, _section in PAGES:
        yield Command(_("Mở trang: %(title)s") % {"title": name}, target, "", (right,))


@lru_cache(maxsize=4)
def _index(language: str | None) -> tuple[tuple[Command, ...], WordIndex]:
    """All commands and the index of their words, in the language of the reader."""
    found = tuple(commands())
    return found, WordIndex(each.phrases for each in found)


def find(desk: Desk, text: str, limit: int) -> tuple[Hit, ...]:
    """Commands this reader may give here."""
    every, index = _index(get_language())
    allowed = (each for each in (every[place] for place in index.find(text)) if all(desk.may(right) for right in each.rights))
    return tuple(_hit(desk, each) for each, _n in zip(allowed, range(limit), strict=False))


def _hit(desk: Desk, command: Command) -> Hit:
    arguments: Iterable[str] = (command.argument,) if command.page in ("dossier_new", "record") else ()
    return Hit(str(command.title), link(f"staff:{command.page}", desk.carried, *arguments, **dict(command.asked)), str(command.note))
