"""The form that calls a meeting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.meetings.models import Sort
from dangvu.staff.casework import Choices
from dangvu.staff.choosing import person_field
from dangvu.staff.circles import Circle
from dangvu.staff.forms import DayField, LineField


class MeetingForm(forms.Form):
    """What, where and when. ``further``: delegates beside those whom their post invites."""

    place_of = forms.ChoiceField(label=_("Của tổ chức"))
    sort = forms.ChoiceField(label=_("Loại"), choices=Sort.choices)
    title = LineField(label=_("Nội dung"), max_length=500)
    on = DayField(label=_("Ngày họp"))
    time = LineField(label=_("Giờ"), required=False, max_length=20)
    place = LineField(label=_("Nơi họp"), required=False, max_length=300)

    def __init__(self, *args: Any, places: Choices, people: Circle, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["place_of"].choices = places  # type: ignore[attr-defined]
        help_text = _("Hội nghị: cấp ủy và bí thư chi bộ có sẵn trong danh sách; chọn thêm người khác nếu cần.")
        self.fields["further"] = person_field(people, several=True, label=_("Đại biểu mời thêm"), required=False, help_text=help_text)
