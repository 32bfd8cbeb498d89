"""The forms of casework: fields from what a verb asks for, and what was typed as the services take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from dangvu.core.days import today
from dangvu.dossiers import services, votes
from dangvu.dossiers.cases import Ballot
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.kinds.asks import at_cell
from dangvu.dossiers.kinds.base import Ask, Procedure, Verb
from dangvu.dossiers.models import Dossier, Where
from dangvu.dossiers.services import Asked, Hand
from dangvu.staff.choosing import person_field
from dangvu.staff.circles import Circle
from dangvu.staff.forms import DayField, LineField

Choices = list[tuple[str, str]]
EXCLUDED_ROWS = 4
"""Rows for people the books do not flag: prosecuted, absent with leave, the one concerned."""
SEPARATOR = "|"
COUNTS = (
    ("summoned", _("Được triệu tập")),
    ("present", _("Có mặt")),
    ("in_favour", _("Tán thành")),
    ("against", _("Không tán thành")),
    ("invalid", _("Phiếu không hợp lệ")),
)
CHOSEN = {"cell", "place", "org"}
PERSONS = {"person", "people"}


@dataclass(frozen=True)
class Offer:
    """What a form lets one choose from: organisations the user works for, the cells among them, all that are open, and people."""

    places: Choices
    cells: Choices
    everywhere: Choices
    people: Circle

    def of(self, sort: str) -> Choices:
        offered = {"org": self.everywhere, "cell": self.cells}
        return offered.get(sort, self.places)


class CaseForm(forms.Form):
    """Any form of casework: problems of the services are shown at their fields."""

    def show(self, problems: Iterable[Problem]) -> None:
        for problem in problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.message)


def asked_field(each: Ask, offer: Offer) -> forms.Field:
    """The field of one question. What is required is told by the services, so that half a form is not lost."""
    common: dict[str, Any] = {"label": each.title, "required": False, "help_text": each.help}
    if each.sort in ("day", "coming"):
        return DayField(**common)
    if each.sort == "yes":
        return forms.BooleanField(**common)
    if each.sort == "long":
        return forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), **common)
    if each.sort in PERSONS:
        return person_field(offer.people, several=each.sort == "people", **common)
    offered: Choices = [(value, str(word)) for value, word in each.choices]
    if each.sort in CHOSEN or each.sort == "orgs":
        offered = offer.of(each.sort)
    if each.sort == "orgs":
        return forms.MultipleChoiceField(choices=offered, widget=forms.SelectMultiple(attrs={"size": 8}), **common)
    if each.sort in CHOSEN or each.sort == "choice":
        return forms.ChoiceField(choices=[("", "…"), *offered], **common)
    return LineField(**common)


def mark(form: forms.Form, names: Iterable[str]) -> None:
    """Say of fields that they must be filled in, without having the browser keep back half a form."""
    for name in names:
        form.fields[name].widget.attrs["aria-required"] = "true"


def proxy_fields() -> dict[str, forms.Field]:
    """For whom, and from which paper."""
    return {
        "for_whom": LineField(label=_("Ghi hộ ai"), required=False, help_text=_("Để trống nếu là việc của chính mình.")),
        "from_paper": LineField(label=_("Theo giấy tờ nào"), required=False),
    }


def opening_form(found: Procedure, offer: Offer, subjects: Circle, place: str, data: Any = None) -> CaseForm:
    """The form that opens a dossier. ``subjects``: whom it may be about; ``place``: the code offered first."""
    form = CaseForm(data)
    form.fields["on"] = DayField(label=_("Ngày mở hồ sơ"), initial=today())
    form.fields["place"] = _cell_field(offer, place) if at_cell in found.opens else _place_field(offer, place)
    if found.bulk:
        form.fields["people"] = person_field(subjects, several=True, size=12, label=_("Những người"), required=False)
        form.fields["subject"] = LineField(label=_("Tên đợt, lớp"), max_length=200)
    elif found.subject != "organisation":
        form.fields["person"] = person_field(subjects, label=_("Người"), required=False)
    form.fields.update({each.name: asked_field(each, offer) for each in found.opening})
    mark(form, services.needed_to_open(found) - ({"person"} if found.declares else set()))
    form.fields["in_charge"] = LineField(label=_("Người phụ trách"), required=False, max_length=150)
    form.fields.update(proxy_fields())
    return form


def people_form(circle: Circle, data: Any = None) -> CaseForm:
    """The form that puts people on the list of a bulk."""
    form = CaseForm(data, auto_id="%s")
    form.fields["people"] = person_field(circle, several=True, size=10, label=_("Những người"))
    return form


def _place_field(offer: Offer, place: str) -> forms.Field:
    return forms.ChoiceField(label=_("Tổ chức"), choices=offer.places, initial=place)


def _cell_field(offer: Offer, place: str) -> forms.Field:
    """Where only a cell will do, a committee is not put in beforehand."""
    cells = offer.cells if len(offer.cells) == 1 else [("", "…"), *offer.cells]
    known = {"required": _("Hãy chọn chi bộ."), "invalid_choice": _("Hãy chọn một chi bộ trong danh sách.")}
    return forms.ChoiceField(label=_("Chi bộ"), choices=cells, initial=place, error_messages=known)


def step_form(row: Verb, offer: Offer, flagged: Choices | None = None, data: Any = None) -> CaseForm:
    """The form of a verb: its day, its questions, its vote, its document, and by proxy.

    ``flagged``: whom the vote may leave out, as the books know it.
    """
    form = CaseForm(data)
    form.fields["on"] = DayField(label=_("Ngày làm việc này"), initial=today(), required=True)
    for each in row.asks:
        form.fields[each.name] = asked_field(each, offer)
    if row.vote:
        form.fields.update({name: forms.IntegerField(label=word, min_value=0, required=False) for name, word in COUNTS})
        if flagged:
            form.fields["out_known"] = forms.MultipleChoiceField(
                label=_("Không tính vào mẫu số (theo sổ)"), required=False, choices=flagged, widget=forms.CheckboxSelectMultiple,
                help_text=_("Người được miễn mà có dự họp thì vẫn tính: bỏ đánh dấu."),
            )  # fmt: skip
        for number in range(1, EXCLUDED_ROWS + 1):
            form.fields[f"out_name_{number}"] = LineField(label=_("Không tính vào mẫu số: họ tên"), required=False, max_length=200)
            reasons = [("", "…"), *((key, str(word)) for key, word in votes.REASONS.items())]
            form.fields[f"out_reason_{number}"] = forms.ChoiceField(label=_("lý do"), required=False, choices=reasons)
    if row.decides:
        form.fields["decision_number"] = LineField(label=_("Số văn bản"), required=False, max_length=100)
        form.fields["decision_date"] = DayField(label=_("Ngày ký"), required=False)
        form.fields["decision_issuer"] = LineField(label=_("Cơ quan ban hành"), required=False, max_length=300)
    mark(form, services.needed(row))
    if row.papers:
        form.fields["despite"] = LineField(
            label=_("Lý do vẫn làm khi thiếu giấy tờ"), required=False, help_text=_("Chỉ ghi khi giấy tờ chưa đủ mà vẫn phải làm tiếp.")
        )
    form.fields.update(proxy_fields())
    return form


def asked(row: Verb, form: CaseForm, seen: int) -> Asked:
    """What was typed, as the services take it."""
    told = form.cleaned_data
    decision = {
        "number": told.get("decision_number", ""), "date": iso(told.get("decision_date")), "issuer": told.get("decision_issuer", ""),
    }  # fmt: skip
    return Asked(
        verb=row.verb,
        on=told["on"],
        given={each.name: told.get(each.name) for each in row.asks},
        ballot=_ballot(told) if row.vote else None,
        decision=decision if row.decides else {},
        seen=seen,
        despite=told.get("despite", ""),
    )


def iso(day: dt.date | None) -> str:
    return day.isoformat() if day else ""


def _ballot(told: Mapping[str, Any]) -> Ballot | None:
    if told.get("summoned") is None:
        return None
    out = [(told[f"out_name_{number}"].strip(), told[f"out_reason_{number}"]) for number in range(1, EXCLUDED_ROWS + 1)]
    counts = {name: told.get(name) or 0 for name, _word in COUNTS}
    known = [tuple(each.split(SEPARATOR, 1)) for each in told.get("out_known", ())]
    return Ballot(**counts, excluded=(*((name, reason) for reason, name in known), *((name, reason) for name, reason in out if name)))


def flagged_choices(found: Iterable[tuple[Any, str]]) -> Choices:
    """Whom the books say a vote may leave out: the value carries the reason and the name."""
    return [(f"{reason}{SEPARATOR}{person.name}", f"{person.name} – {votes.REASONS[reason]}") for person, reason in found]


def hand(username: str, told: Mapping[str, Any]) -> Hand:
    """Who types, and for whom."""
    return Hand(username, told.get("for_whom", ""), told.get("from_paper", ""))


class PersonForm(CaseForm):
    """Somebody the books do not know yet. Whom they seem to know is asked about: a form sent twice makes no second person."""

    name = LineField(label=_("Họ và tên"), max_length=200, required=False)
    birth = DayField(label=_("Ngày sinh"), required=False)
    sex = forms.ChoiceField(label=_("Giới tính"), required=False, choices=[("", "…"), ("male", _("nam")), ("female", _("nữ"))])
    ethnicity = LineField(label=_("Dân tộc"), max_length=60, required=False)
    religion = LineField(label=_("Tôn giáo"), max_length=60, required=False)
    another = forms.BooleanField(label=_("Là người khác, chỉ trùng họ tên và ngày sinh"), required=False)

    def __init__(self, data: Any, met: Callable[[str, dt.date | None], bool]) -> None:
        """``met``: whether the user may see somebody of a name and a birthday."""
        super().__init__(data, prefix="moi")
        self._met, self.doubted = met, False

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or {}
        name, birth = told.get("name", ""), told.get("birth")
        self.doubted = bool(name) and self._met(name, birth)
        if self.doubted and not told["another"] and not self.errors:
            message = _("Trong sổ đã có người cùng họ tên và ngày sinh: hãy chọn ở ô “Người”, hoặc đánh dấu ở dưới nếu là người khác.")
            self.add_error("name", message)
        return told

    def visible_fields(self) -> list[forms.BoundField]:
        return [each for each in super().visible_fields() if each.name != "another" or self.doubted]


class PaperForm(CaseForm):
    """A paper that is there, with a scan if there is one."""

    code = forms.ChoiceField(label=_("Loại giấy tờ"), required=False)
    other = LineField(label=_("Giấy tờ khác: tên"), required=False, max_length=300)
    dated = DayField(label=_("Ngày của giấy tờ"), required=False)
    number = LineField(label=_("Số"), required=False, max_length=100)
    where = forms.ChoiceField(label=_("Bản gốc ở đâu"), choices=Where.choices)
    file = forms.FileField(label=_("Tệp quét (PDF, JPEG, PNG, Word)"), required=False)

    def __init__(self, *args: Any, codes: Choices, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["code"].choices = [("", "…"), *codes]  # type: ignore[attr-defined]


def paper_codes(items: Iterable[Any]) -> Choices:
    """The codes of a checklist, as a choice."""
    return [(item.code, f"{item.code} – {item.title}") for item in items]


def title_of(dossier: Dossier) -> str:
    """Whom or what a dossier is about."""
    return dossier.person.name if dossier.person else dossier.subject
