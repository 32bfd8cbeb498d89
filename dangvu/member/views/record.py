"""The own record: what the books hold about me, from where, who read it; asking for a correction; taking a copy."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localtime, now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.dossiers import files
from dangvu.dossiers.errors import Refused
from dangvu.dossiers.kinds.corrections import VALUES
from dangvu.handbook import arrivals, corrections
from dangvu.handbook.errors import Refused as NotInTheBooks
from dangvu.handbook.models import Act
from dangvu.ledger.kinds import REGISTRY
from dangvu.member.own import own
from dangvu.orgs.models import Person, User
from dangvu.privacy import copies, readings

READS = 50


class Correction(forms.Form):
    """What is wrong, and what is right."""

    field = forms.ChoiceField(label=lazy("Giá trị cần sửa"), choices=VALUES)
    wanted = forms.CharField(label=lazy("Sửa thành"), max_length=300)
    why = forms.CharField(label=lazy("Căn cứ, giấy tờ"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photo = forms.FileField(label=lazy("Ảnh chụp giấy tờ (nếu có)"), required=False)


@own
def record(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Everything the books hold about me."""
    readings.record(user=user, what=readings.What.RECORD, page="so-tay", persons=[person.pk])
    told = [(each, REGISTRY[each.kind].title) for each in copies.entries(person)]
    context = {
        "person": person,
        "values": copies.values(person),
        "entries": told,
        "dossiers": [(*each, corrections.answered(each[0])) for each in copies.dossiers(person)],
        "reads": copies.reads(person, READS),
    }
    return render(request, "member/record.html", context)


@own
def ask(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """Ask for a correction: it becomes a dossier on the office's due list, with the photograph of the paper."""
    form = Correction(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            _asked(user, form.cleaned_data)
        except Refused as refusal:
            for problem in refusal.problems:
                form.add_error(problem.field if problem.field in form.fields else None, problem.message)
        except NotInTheBooks as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã gửi; văn phòng sẽ đối chiếu và trả lời."))
            return redirect("member:record")
    context = {"person": person, "form": form, "largest": files.LARGEST, "sent": arrivals.unsettled(user, what=Act.What.CORRECT)}
    return render(request, "member/ask.html", context)


def _asked(user: User, told: dict[str, Any]) -> None:
    photo = told["photo"]
    corrections.ask(user=user, given=told, name=photo.name if photo else "", photo=photo.read() if photo else b"")


@own
def copy(request: HttpRequest, user: User, person: Person) -> HttpResponse:
    """A copy of the own record as an Excel file."""
    readings.record(user=user, what=readings.What.EXPORT, page="so-tay", persons=[person.pk])
    mark = _("Bản sao do chính đảng viên lấy lúc %(when)s.") % {"when": f"{localtime():%H:%M %d/%m/%Y}"}
    raw = copies.workbook(person, watermark=mark, now=now())
    response = HttpResponse(raw, content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    response["Content-Disposition"] = 'attachment; filename="so-tay-cua-toi.xlsx"'
    return response
