"""The forms of the library: a document, a new version of it, study sessions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.core.days import today
from dangvu.dossiers.kinds.duties import SECRECY, TYPES
from dangvu.handbook.library import Head
from dangvu.meetings.models import Meeting
from dangvu.staff.casework import Choices
from dangvu.staff.forms import DayField


class PublicationForm(forms.Form):
    """A document as it is put on the shelf: its head, and its text typed or in a file."""

    sort = forms.ChoiceField(label=_("Loại văn bản"), choices=TYPES)
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=100, required=False)
    issuer = forms.CharField(label=_("Cơ quan ban hành"), max_length=300, required=False)
    dated = DayField(label=_("Ngày văn bản"), required=False)
    title = forms.CharField(label=_("Tên văn bản"), max_length=500, widget=forms.TextInput(attrs={"size": 60}))
    secrecy = forms.ChoiceField(label=_("Độ mật"), choices=SECRECY.choices)
    text = forms.CharField(
        label=_("Nội dung"), required=False, widget=forms.Textarea(attrs={"rows": 16}),
        help_text=_("Mỗi đoạn một dòng. Dòng ngắn mở đầu bằng “I.”, “1.”, “Điều 2”, hoặc bằng dấu #, thành đề mục của mục lục."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Hoặc tệp .docx, .pdf, .html, .txt"), required=False,
        help_text=_("Có chọn tệp thì nội dung lấy từ tệp."), widget=forms.FileInput(attrs={"accept": ".docx,.pdf,.html,.htm,.txt"}),
    )  # fmt: skip

    def head(self) -> Head:
        """What was filled in for the head of the document."""
        told = self.cleaned_data
        return Head(told["sort"], told["number"], told["issuer"], told["title"], told["dated"], told["secrecy"])


class EditionForm(PublicationForm):
    """A new version: the same, and what it is about."""

    note = forms.CharField(label=_("Sửa gì, theo văn bản nào"), max_length=300, required=False)


class StudyForm(forms.Form):
    """Study sessions of a document: which cells, when, at which meeting, with which questions."""

    everywhere = forms.BooleanField(
        label=_("Mọi chi bộ"), required=False, help_text=_("Trừ chi bộ đang học văn bản này và chi bộ không có đảng viên.")
    )
    places = forms.MultipleChoiceField(label=_("Hoặc từng chi bộ"), required=False, widget=forms.CheckboxSelectMultiple)
    on = DayField(label=_("Ngày học tập"))
    meeting = forms.ChoiceField(label=_("Tại cuộc họp (nếu có)"), required=False)
    questions = forms.CharField(
        label=_("Câu hỏi thảo luận"), required=False, widget=forms.Textarea(attrs={"rows": 6}), help_text=_("Mỗi câu một dòng.")
    )

    def __init__(self, data: Any, *, places: Choices, meetings: list[Meeting]) -> None:
        super().__init__(data, initial={"on": today(), "places": [code for code, _name in places] if len(places) == 1 else []})
        self.fields["places"].choices = places  # type: ignore[attr-defined]
        self.fields["meeting"].choices = [("", "—"), *((each.pk, f"{each.title}, {each.on:%d/%m/%Y}") for each in meetings)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not (found.get("everywhere") or found.get("places")):
            self.add_error("places", _("Hãy chọn chi bộ."))
        return found
