"""Fields that choose persons: a list where few may be chosen, else names or codes that are typed.

Typed fields work without a script: what is not clear comes back with those it may mean, to be ticked, and everything else stays as it
was. With the script ``choose.js`` one is offered persons while one types; they are asked for at the form's own address, so that whoever may
open the form, and nobody else, is offered whom the form lets one choose, and nobody else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dangvu.exchange.sheets.cells import clean
from dangvu.staff.circles import LONGEST, Circle, Found, Meant

FIELD, TYPED = "o", "chu"
"""What is asked at a form's address while one types: the name of the field, and what stands in it."""
TICKED = "-ma"
"""Codes ticked beside what is typed come in under the field's name with this behind."""
MOST = 200
"""Persons that one form takes in one field."""


@dataclass(frozen=True)
class Typed:
    """What came in from a field: its lines, and the codes ticked among those offered or kept."""

    lines: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines or self.codes)


class PersonInput(forms.Widget):
    """Lines of names and codes; under them those to choose among, and for several persons those chosen already, to be kept or not."""

    template_name = "staff/choose.html"
    several = False

    class Media:
        css = {"all": ["staff/choose.css"]}
        js = [Script("staff/choose.js", defer=True)]

    def __init__(self) -> None:
        super().__init__()
        self.address = ""
        """Where persons are asked for while one types; empty for the address of the page."""
        self.text, self.kept = "", list[Found]()
        self.offered: list[Meant] = []

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        told, ticked = (data.getlist(each) if hasattr(data, "getlist") else data.get(each, []) for each in (name, name + TICKED))
        lines = (clean(line)[:LONGEST] for each in told for line in str(each).replace("\0", "").splitlines())
        return Typed(tuple(dict.fromkeys(filter(None, lines))), tuple(dict.fromkeys(each for each in ticked if "\0" not in each)))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and name + TICKED not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, None, attrs)
        context["widget"] |= {
            "several": self.several,
            "text": self.text,
            "kept": self.kept,
            "offered": self.offered,
            "ticked": name + TICKED,
        }
        told = context["widget"]["attrs"]
        context["widget"] |= {"most": LONGEST, "address": self.address}
        context["widget"] |= {"wrong": "aria-invalid" in told, "needed": "aria-required" in told}
        return context


class PeopleInput(PersonInput):
    """The same of several persons."""

    several = True


class PersonField(forms.Field):
    """Somebody of a circle, whose code it gives; empty where nobody was typed."""

    widget: type[PersonInput] | PersonInput = PersonInput

    def __init__(self, circle: Circle, **named: Any) -> None:
        super().__init__(**named)
        self.circle = circle

    def clean(self, value: Typed) -> Any:
        """The code. Raises ValidationError; then the field shows whom one may have meant."""
        if not value.lines:
            return super().clean("")
        one = chosen(self.circle, self.shown, Typed(value.lines[:1], value.codes))
        self.shown.kept = []
        self.shown.text = one[0].said
        return one[0].code

    @property
    def shown(self) -> PersonInput:
        assert isinstance(self.widget, PersonInput)
        return self.widget


class PeopleField(PersonField):
    """Some of a circle: their codes."""

    widget = PeopleInput

    def clean(self, value: Typed) -> Any:
        """The codes, each once. Raises ValidationError as ``PersonField`` does."""
        if len(value.lines) + len(value.codes) > MOST:
            self.shown.text = "\n".join(value.lines)
            raise ValidationError(_("Mỗi lần ghi nhiều nhất %(most)d người ở một ô; hãy chia thành nhiều lần.") % {"most": MOST})
        super(PersonField, self).clean(value or None)
        return [each.code for each in chosen(self.circle, self.shown, value)]


def chosen(circle: Circle, shown: PersonInput, told: Typed) -> list[Found]:
    """Who was chosen. Raises ValidationError where a line is not clear or a code may not be chosen; ``shown`` then tells the rest."""
    allowed = {each.code: each for each in circle.found(circle.of_codes(told.codes))}
    ticked = [allowed[code] for code in told.codes if code in allowed]
    meant = circle.meant(told.lines) if told.lines else []
    codes = {each.code for each in ticked}
    # A line that means several is settled by a tick at one of them.
    open_lines = [each for each in meant if each.one is None and not codes.intersection(one.code for one in each.some)]
    if not shown.several:
        settled = {one.code for each in meant for one in each.some}
        ticked = [each for each in ticked if each.code in settled]
    everybody = [*ticked, *(each.one for each in meant if each.one)]
    found = list({each.code: each for each in everybody}.values())
    shown.kept, shown.offered = found, [each for each in open_lines if each.some]
    shown.text = "\n".join(each.text for each in open_lines)
    wrong = [_sentence(each) for each in open_lines]
    if shown.several and (strange := [each for each in told.codes if each not in codes]):
        wrong.append(_("Không chọn được người mã %(codes)s ở đây.") % {"codes": ", ".join(each[:40] for each in strange)})
    if wrong:
        raise ValidationError(wrong)
    return found


def _sentence(meant: Meant) -> str:
    told = {"text": meant.text, "count": len(meant.some)}
    if not meant.some:
        return (
            _("Không có ai là “%(text)s” trong số người chọn được ở đây; hãy ghi đủ họ tên (không dấu cũng được) hoặc mã của người đó.")
            % told
        )
    if meant.more:
        return _("Có nhiều người hợp với “%(text)s”, ở đây chỉ nêu %(count)d; hãy chọn một người, hoặc ghi đủ họ tên, hoặc ghi mã.") % told
    if meant.sure:
        return _("Có %(count)d người hợp với “%(text)s”; hãy chọn đúng người ở trên.") % told
    return _("Không có ai đúng tên “%(text)s”; nếu là người nêu ở trên thì hãy chọn, không phải thì hãy ghi lại.") % told


def person_field(circle: Circle, *, several: bool = False, size: int = 8, **named: Any) -> forms.Field:
    """The field that chooses one of a circle, or several: a list of few, else typed."""
    if circle.few is None:
        return PeopleField(circle, **named) if several else PersonField(circle, **named)
    if several:
        return forms.MultipleChoiceField(choices=circle.few, widget=forms.SelectMultiple(attrs={"size": size}), **named)
    return forms.ChoiceField(choices=circle.few if named.get("required", True) else [("", "…"), *circle.few], **named)


def suggested(request: HttpRequest, form: forms.Form) -> HttpResponse | None:
    """Whom a field of this form offers for what is being typed; None where the form itself was asked for."""
    if FIELD not in request.GET:
        return None
    field = form.fields.get(request.GET[FIELD])
    if not isinstance(field, PersonField):
        raise Http404(_("Không có ô nào như vậy trên mẫu này."))
    text = clean(request.GET.get(TYPED, "").replace("\0", ""))[:LONGEST]
    found, more = field.circle.suggest(text)
    answer = JsonResponse({"found": [_row(each) for each in found], "told": _told(found, more=more)})
    answer["Cache-Control"] = "no-store"
    return answer


def _row(each: Found) -> dict[str, str]:
    return {"code": each.code, "name": each.name, "note": each.note, "said": each.said}


def _told(found: Sequence[Found], *, more: bool) -> str:
    """What is said to who does not see the list."""
    if not found:
        return _("Không có ai như vậy trong số người chọn được ở đây.")
    if more:
        return _("Còn nữa: hãy gõ thêm.")
    return ngettext(
        "%(count)d người; dùng mũi tên lên, xuống để chọn.", "%(count)d người; dùng mũi tên lên, xuống để chọn.", len(found)
    ) % {"count": len(found)}
