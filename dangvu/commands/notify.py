"""Members' phones are woken when something is new for them."""

from __future__ import annotations

from dataclasses import asdict

from django.conf import settings
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.handbook import push


def notify(json: say.Json = False) -> None:
    """Báo cho điện thoại của đảng viên có việc mới trong sổ tay; đặt lịch chạy mỗi vài phút."""
    ready(json)
    done = push.notify()
    if json:
        say.as_json(asdict(done))
        return
    if not settings.PUSH:
        say.out.print(_("Báo tin đến điện thoại đang tắt; bật bằng DANGVU_PUSH=yes."))
        return
    say.out.print(_("Đã báo %(sent)d máy, bỏ %(gone)d máy không còn, %(failed)d máy chưa gửi được.") % asdict(done), markup=False)
