"""Forms of the office's pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from dangvu.reports.kinds import KINDS


class ReportForm(forms.Form):
    """A new report: its kind, its period, and the day its stocks are taken."""

    kind = forms.ChoiceField(label=_("Loại báo cáo"), choices=[(code, kind.name) for code, kind in KINDS.items()])
    start = forms.DateField(label=_("Từ ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    end = forms.DateField(label=_("Đến ngày"), widget=forms.DateInput(attrs={"type": "date"}))
    as_of = forms.DateField(label=_("Số liệu tính đến ngày"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("start") and found.get("end") and found["end"] < found["start"]:
            self.add_error("end", _("Kỳ kết thúc trước khi bắt đầu; hãy sửa lại."))
        return found


class IssueForm(forms.Form):
    """The day a report is issued on."""

    on = forms.DateField(label=_("Ngày ban hành"), widget=forms.DateInput(attrs={"type": "date"}))

    @classmethod
    def for_day(cls, day: dt.date) -> IssueForm:
        return cls(initial={"on": day})


class LoginForm(AuthenticationForm):
    """Name and password. One sentence for every failure: it must not tell which names exist."""

    error_messages = {
        "invalid_login": _("Tên đăng nhập hoặc mật khẩu không đúng; hãy thử lại, chú ý chữ hoa và bộ gõ tiếng Việt."),
        "inactive": _("Tên đăng nhập hoặc mật khẩu không đúng; hãy thử lại, chú ý chữ hoa và bộ gõ tiếng Việt."),
    }
