"""Making the database ready: nothing to set up by hand."""

from __future__ import annotations

from typing import NoReturn

from django.db import DatabaseError, OperationalError
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.exchange.upgrade import UpgradeError, upgrade


def ready(json: bool = False) -> None:
    """Create or bring up to date the tables of this home, with a backup first where there is something to lose.

    Stops with a sentence when the database cannot be reached, cannot be backed up, or belongs to a newer program.
    """
    try:
        done = upgrade()
    except UpgradeError as problem:
        say.bad_use(str(problem), json)
    except (OperationalError, DatabaseError) as problem:
        unreachable(problem, json)
    if done.backup:
        say.err.print(_("Dữ liệu được nâng cấp; bản trước đó giữ ở %(file)s.") % {"file": done.backup}, markup=False)


def unreachable(problem: Exception, json: bool) -> NoReturn:
    """The sentence for a database that does not answer."""
    message = _(
        "Cơ sở dữ liệu không trả lời hoặc ổ đĩa đã đầy: %(why)s. Chưa ghi gì; hãy kiểm tra DANGVU_HOME, DANGVU_DATABASE_URL và chỗ trống."
    )
    say.bad_use(message % {"why": str(problem).strip()}, json)
