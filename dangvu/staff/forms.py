"""Forms of the office's pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.core.days import vn_day
from dangvu.exchange.sheets.cells import clean
from dangvu.orgs.days import parse_day
from dangvu.reports.kinds import KINDS


class LineField(forms.CharField):
    """A line as it was meant: what Word and web pages put between words, and what nobody sees, is not part of a name."""

    def to_python(self, value: Any) -> str:
        return clean(super().to_python(value) or "")


class DayField(forms.DateField):
    """A day as people write it, 22/3/2023, or 2023-03-22: never read by the habits of the browser's language."""

    widget = forms.TextInput(attrs={"class": "day", "inputmode": "numeric", "autocomplete": "off", "size": 10})

    def prepare_value(self, value: Any) -> Any:
        return vn_day(value) if isinstance(value, dt.date) else value

    def to_python(self, value: Any) -> dt.date | None:
        if not value or isinstance(value, dt.date):
            return value or None
        try:
            return parse_day(value)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ReportForm(forms.Form):
    """A new report: its kind, its period, and the day its stocks are taken."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=[(code, kind.name) for code, kind in KINDS.items()])
    start = DayField(label=_("Từ ngày"))
    end = DayField(label=_("Đến ngày"))
    as_of = DayField(label=_("Số liệu tính đến ngày"))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("start") and found.get("end") and found["end"] < found["start"]:
            self.add_error("end", _("Kỳ kết thúc trước khi bắt đầu; hãy sửa lại."))
        return found


class IssueForm(forms.Form):
    """The day a report is issued on."""

    on = DayField(label=_("Ngày ban hành"))

    @classmethod
    def for_day(cls, day: dt.date) -> IssueForm:
        return cls(initial={"on": day})
