"""The news site's clock: what is due goes out, what has run out is taken away."""

from __future__ import annotations

from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.pages import services


def publish_due(json: say.Json = False) -> None:
    """Đăng các bài đã hẹn giờ, gỡ các bài hết hạn; đặt lịch chạy mỗi vài phút."""
    ready(json)
    done = services.publish_due()
    if json:
        say.as_json([{"page": each.page.pk, "title": each.page.title, "what": each.what} for each in done])
        return
    words = {
        "published": _("Đã đăng: %(title)s"),
        "expired": _("Đã gỡ vì hết hạn: %(title)s"),
        "held": _("Giữ lại, có điều cần sửa: %(title)s"),
    }
    for each in done:
        say.out.print(words[each.what] % {"title": each.page.title}, markup=False)
    if not done:
        say.out.print(_("Không có bài nào đến giờ."))
