"""What an installation needs to work, looked at piece by piece: each finding says in plain words what is wrong and what to do.

Nothing here changes anything, and nothing needs the tables to be up to date: a program that does not start is looked at too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import DatabaseError
from django.utils.translation import gettext as _

from dangvu.exchange.health import books, machine
from dangvu.exchange.health.base import BAD, GOOD, WARNING, Health, short

__all__ = ["BAD", "GOOD", "WARNING", "Health", "everything"]

Look = Callable[[], Iterator[Health]]


def everything(port: int) -> list[Health]:
    """All checks in their order. One that breaks is itself a finding, and the others go on."""
    looks: tuple[tuple[str, Look], ...] = (
        (_("Python"), machine.python),
        (_("Thư mục dữ liệu"), machine.home),
        (_("Dung lượng đĩa"), machine.disk),
        (_("Cơ sở dữ liệu"), books.database),
        (_("Phiên bản dữ liệu"), books.migrations),
        (_("Khóa bảo vệ"), books.keys),
        (_("Đồng hồ máy"), machine.clock),
        (_("Bản sao lưu"), books.backup),
        (_("Kiểm chứng sổ"), books.proof),
        (_("Tạo PDF"), machine.pdf),
        (_("Phông chữ"), machine.fonts),
        (_("Tài khoản"), books.accounts),
        (_("Địa chỉ trang"), machine.address),
        (_("Cổng mạng"), lambda: machine.port(port)),
    )
    return [found for name, look in looks for found in _guarded(name, look)]


def _guarded(name: str, look: Look) -> Iterator[Health]:
    try:
        for found in look():
            yield Health(name, found.state, found.found, found.remedy)
    except DatabaseError as problem:
        yield Health(name, WARNING, _("chưa xem được: %(why)s") % {"why": short(problem)}, _("Sửa mục cơ sở dữ liệu trước."))
    except Exception as problem:
        yield Health(name, BAD, _("không kiểm tra được: %(why)s") % {"why": short(problem)}, _("Báo lỗi này cho người hỗ trợ."))
