"""When entries are recorded: assigned by the ledger, strictly increasing, also when the machine's clock is set back."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _

from dangvu.core.days import LOCAL, parse_moment
from dangvu.ledger.chain import moment_text
from dangvu.ledger.refusal import Refusal

TICK = dt.timedelta(microseconds=1)
SECONDS = len("2020-01-01 00:00:00")


class Clock:
    """Gives each entry its moment. In a replay the sender's ``recorded`` is obeyed, if it increases."""

    def __init__(self, last: dt.datetime | None, replay: bool) -> None:
        self.last = last
        self.replay = replay
        self._now = dt.datetime.now(dt.UTC)
        self._second, self._text = -1, ""
        self._today = self._now.astimezone(LOCAL).date()

    def next(self, given: Any) -> tuple[dt.datetime, str, dt.date]:
        """The moment, its text, and the day in Vietnam. Nothing is remembered until ``keep``."""
        if self.replay:
            moment = self._given(given)
            return moment, moment_text(moment), moment.astimezone(LOCAL).date()
        moment = self._now if self.last is None or self._now > self.last else self.last + TICK
        if moment.second != self._second:
            # Formatting a moment costs as much as the rest: the part up to the second is kept.
            self._second, self._text = moment.second, moment_text(moment)[:SECONDS]
        return moment, f"{self._text}.{moment.microsecond:06d}", self._today

    def keep(self, moment: dt.datetime) -> None:
        """The moment is used: the next one is later."""
        self.last = moment

    def _given(self, given: Any) -> dt.datetime:
        if given is None:
            raise Refusal("recorded", _("Nạp lại (--replay) cần trường “recorded” ở mỗi dòng; hãy bổ sung hoặc bỏ --replay."))
        try:
            moment = parse_moment(given).astimezone(dt.UTC)
        except (TypeError, ValueError, AttributeError):
            message = _("“%(value)s” không phải thời điểm; ví dụ đúng: 2023-03-22T08:30:00+07:00.")
            raise Refusal("recorded", message % {"value": str(given)[:40]}) from None
        if self.last is not None and moment <= self.last:
            raise Refusal("recorded", _("Thời điểm ghi phải tăng dần và sau bút toán cuối cùng; hãy kiểm tra thứ tự các dòng."))
        if moment > self._now:
            raise Refusal("recorded", _("Thời điểm ghi ở tương lai; hãy kiểm tra lại."))
        return moment
