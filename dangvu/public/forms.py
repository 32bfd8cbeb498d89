"""Forms of the editor's room."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from dangvu.core.uploads import Harmful
from dangvu.dossiers.files import HARM
from dangvu.pages.picture import drawn_anew


class PictureForm(BaseImageForm):
    """A picture says what it shows and whose it is; a file that is no picture is told so here, before anything is kept."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        labels = {"description": _("Trong ảnh có gì (cho người không nhìn được ảnh)"), "credit": _("Nguồn ảnh: ai chụp, ai vẽ")}
        for name, label in labels.items():
            if name in self.fields:
                self.fields[name].required, self.fields[name].label = True, label

    def clean_file(self) -> Any:
        given = self.cleaned_data.get("file")
        if isinstance(given, UploadedFile):
            try:
                given.seek(0)
                drawn_anew(given.read())
            except Harmful as harm:
                raise forms.ValidationError(HARM[harm.why]) from harm
            given.seek(0)
        return given


class ScheduleForm(forms.Form):
    """When an article goes out by itself, and until when."""

    at = forms.DateTimeField(label=_("Đăng lúc"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    until = forms.DateTimeField(label=_("Gỡ lúc"), required=False, widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
