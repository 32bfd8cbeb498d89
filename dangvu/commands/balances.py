"""The command that packs balances anew."""

from __future__ import annotations

from typing import Annotated

import typer
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dangvu.commands import say
from dangvu.commands.ready import ready
from dangvu.ledger import pages


def balances(
    forget: Annotated[bool, typer.Option("--forget", help="Bỏ số dư đóng gói; số liệu được cộng thẳng từ định khoản.")] = False,
    json: say.Json = False,
) -> None:
    """Dựng lại số dư đóng gói (để cộng nhanh). Số liệu không thay đổi dù có hay không có chúng."""
    ready(json)
    packed = 0 if forget else pages.rebuild()
    if forget:
        pages.drop()
    if json:
        say.as_json({"packed": packed})
    elif forget:
        say.out.print(_("Đã bỏ số dư đóng gói."))
    else:
        say.out.print(ngettext("Đã đóng gói %(count)d định khoản.", "Đã đóng gói %(count)d định khoản.", packed) % {"count": packed})
