"""The first day's tour: ten steps of about a minute each, over the pages an office lives with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import today
from dangvu.guide.models import Taken
from dangvu.orgs.access import PERSONS, RECORD, VIEW
from dangvu.orgs.models import User

Words = str | Promise


@dataclass(frozen=True)
class Step:
    """One step. ``page`` and ``about`` name the page it opens; ``right`` is what opening it takes; ``whole_term``: over the term so far."""

    key: str
    title: Words
    do: Words
    see: Words
    page: str
    about: tuple[str, ...] = ()
    right: str = VIEW
    whole_term: bool = False


class UnknownStep(ValueError):
    """There is no such step."""


STEPS: Final = (
    Step(
        "trang-chinh", lazy("Bàn làm việc: hôm nay sổ nói gì"),
        lazy("Mở Bàn làm việc. Ô “Xem tại ngày” ở đầu trang đưa cả trang về một ngày bất kỳ."),
        lazy("Số đảng viên, số chi bộ, kết nạp, kiểm tra. Bấm vào một số để biết nó đếm gì."),
        "home", whole_term=True,
    ),
    Step(
        "mot-so", lazy("Một con số mở đến từng dòng"),
        lazy("Mở số liệu “Tổng số đảng viên” rồi kéo xuống cuối trang."),
        lazy("Đường đi qua các quý, chia theo chi bộ, tuổi, giới tính, rồi từng dòng được đếm: không con số nào phải tin suông."),
        "figure", ("member_total",),
    ),
    Step(
        "bien-dong", lazy("Bảng biến động luôn cân"),
        lazy("Mở bảng biến động từ đầu nhiệm kỳ."),
        lazy("Đầu kỳ cộng tăng trừ giảm bằng cuối kỳ; hình bậc thang cho thấy từng nguyên nhân. Bấm vào một số để xem là những ai."),
        "statement", whole_term=True,
    ),
    Step(
        "bieu-do", lazy("Các hình, mỗi hình có bảng số"),
        lazy("Mở trang Biểu đồ và mở “Bảng số của hình” ở một hình."),
        lazy("Tháp tuổi, chi bộ nào chưa được kiểm tra, cây tổ chức và các lần nhập tách. Hình nào cũng in được vào báo cáo."),
        "pictures", whole_term=True,
    ),
    Step(
        "dang-vien", lazy("Tìm một đảng viên"),
        lazy("Gõ tên không dấu vào ô tìm ở đầu trang, hoặc mở danh sách và lọc."),
        lazy("Trang của một người: đang ở chi bộ nào, ngày vào Đảng, mọi việc đã ghi. Mỗi lần mở đều được ghi vào nhật ký đọc."),
        "people", right=PERSONS,
    ),
    Step(
        "ho-so", lazy("Một hồ sơ đi từng bước"),
        lazy("Mở danh sách hồ sơ, chọn một hồ sơ đang làm."),
        lazy("Bước nào làm được tiếp, giấy tờ nào thiếu, hạn nào tới, cần bao nhiêu phiếu. Dấu “?” cho biết mỗi việc ghi gì vào sổ."),
        "dossiers", right=PERSONS,
    ),
    Step(
        "han-viec", lazy("Việc gì đến hạn"),
        lazy("Mở Hạn việc."),
        lazy("Mọi việc có hạn theo từng chi bộ; in mỗi chi bộ một tờ, hoặc đưa vào lịch điện thoại."),
        "due", right=PERSONS,
    ),
    Step(
        "ghi-so", lazy("Ghi một việc"),
        lazy("Mở Ghi sổ, chọn “Hoạt động” và xem các ô; chưa cần ghi."),
        lazy("Mỗi việc ghi một lần, vào ngày xảy ra. Sai ở ô nào câu nhắc hiện ở ô đó. Ghi nhầm thì hủy bằng bút toán khác, không xóa."),
        "record", ("activity",), right=RECORD,
    ),
    Step(
        "bao-cao", lazy("Báo cáo lấy số từ sổ"),
        lazy("Mở Báo cáo, mở bản sơ kết giữa nhiệm kỳ, bấm “Kiểm tra”."),
        lazy("Số trong lời văn là số của sổ; phần kiểm tra chỉ ra chỗ in ở nơi khác không khớp, kèm các dòng chứng minh."),
        "reports",
    ),
    Step(
        "quy-dinh", lazy("Quy định của từng ngày"),
        lazy("Mở Quy định, rồi đổi ngày ở đầu trang về năm 2022."),
        lazy("Việc năm nào xét theo quy định năm ấy; mục “chưa kiểm chứng” thì đảng ủy đặt được giá trị riêng, có căn cứ."),
        "rules",
    ),
)  # fmt: skip


def taken(user: User) -> frozenset[str]:
    """The keys of the steps a user has taken."""
    return frozenset(Taken.objects.filter(user=user).values_list("step", flat=True))


def take(*, step: str, actor: User) -> None:
    """Note that the user has taken a step; again is nothing. Raises UnknownStep."""
    if step not in {each.key for each in STEPS}:
        raise UnknownStep(_("Không có bước làm quen này."))
    Taken.objects.get_or_create(user=actor, step=step, defaults={"on": today()})


def start_again(*, actor: User) -> None:
    """Forget how far the user had come."""
    Taken.objects.filter(user=actor).delete()
