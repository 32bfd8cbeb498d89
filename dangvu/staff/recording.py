"""Writing into the books by a form: the form of a kind of entry is made from the fields the kind declares.

What was typed becomes one load line, so that the page and a file are judged by the same rules and answered by the same sentences.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from django import forms
from django.template.defaultfilters import capfirst
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dangvu.core.wholes import whole
from dangvu.dossiers.kinds.base import Ask
from dangvu.figures import labels
from dangvu.figures.catalogue import everything
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Field, Kind
from dangvu.ledger.kinds.work import ROUND_TYPE, round_type
from dangvu.ledger.refusal import Fault
from dangvu.staff import wording
from dangvu.staff.casework import CaseForm, Offer, asked_field, mark
from dangvu.staff.forms import DayField
from dangvu.staff.spread import SPREAD, code_of

Words = str | Promise
GROUPS: Final[tuple[tuple[Words, tuple[str, ...]], ...]] = (
    (
        _("Kiểm tra, giám sát, đơn thư"),
        (
            "round_planned",
            "inspection_round",
            "recommendation",
            "petition_handled",
            "discipline_waived",
            "referral_made",
            "member_vetted",
            "political_standard_concluded",
        ),
    ),
    (
        _("Hoạt động, bồi dưỡng, đoàn thể"),
        (
            "meeting_held",
            "activity",
            "class_held",
            "learning_model",
            "study_registered",
            "example_praised",
            "mobilisation_model",
            "dialogue_held",
            "mass_organisation_founded",
            "mass_membership",
            "commended",
        ),
    ),
    (
        _("Văn bản, nhiệm vụ, chỉ tiêu, số liệu"),
        (
            "document_registered",
            "task_set",
            "task_graded",
            "assigned",
            "assignment_reported",
            "assignment_judged",
            "target_set",
            "target_judged",
            "typed_figure",
            "assertion",
            "dossier_considered",
        ),
    ),
    (_("Đảng phí"), ("dues_charged", "dues_paid", "dues_exempted", "dues_passed_on")),
    (_("Xếp loại, bầu cử, đại hội"), ("rating_proposed", "rated", "elected", "congress_held", "committee_consolidated")),
    (_("Danh mục riêng của đơn vị"), ("figure_defined", "activity_defined")),
    (_("Tổ chức"), ("organisation_described", "organisation_renamed", "organisation_recoded")),
)
"""What may be written down by a form, as the page lists it. Memberships go by their procedures, the tree by its events."""

TITLES: Final[Mapping[str, Words]] = {
    "org": _("Tổ chức"), "person": _("Người (nếu ghi cho một người)"), "quantity": _("Số lượng"), "amount": _("Số tiền (đồng)"),
    "topic": _("Nội dung"), "figure": _("Số liệu"), "value": _("Giá trị"), "bound": _("Mức"), "activity.due": _("Số phải dự"),
    "dues_charged.due": _("Phải đóng (đồng)"), "recommendation.due": _("Hạn thực hiện"), "from": _("Từ ngày"),
    "to": _("Đến ngày"), "giver": _("Nơi giao"), "source": _("Nguồn"), "unit": _("Đơn vị tính"),
    "figure_defined.title": _("Tên số liệu"), "activity_defined.title": _("Tên loại hoạt động"),
    "document_registered.title": _("Trích yếu"), "document_registered.body": _("Cơ quan ban hành (văn bản đi)"),
    "issuer": _("Nơi gửi (văn bản đến)"), "name": _("Tên mới"), "official_code": _("Mã số mới"), "number": _("Số, ký hiệu"),
    "secrecy": _("Độ mật"), "title": _("Tên, danh hiệu"), "years": _("Năm tuổi Đảng"), "reason": _("Lý do"), "type": _("Loại"),
    "measure": _("Đếm cái gì"), "class": _("Cách tính"), "over": _("Mẫu số (nếu là tỷ lệ)"), "month": _("Của tháng (năm-tháng)"),
    "group": _("Diện đóng"), "base": _("Mức làm căn cứ (đồng)"), "meeting_held.bound": _("Số phải dự"), "present": _("Có mặt"),
    "guests": _("Khách dự"), "score": _("Điểm (100)"), "absent_with_leave": _("Vắng có lý do (không ghi tên)"),
    "absent_without_leave": _("Vắng không lý do (không ghi tên)"), "most": _("Mức trên (nếu là khoảng)"),
    "prorated": _("Chia mốc theo thời gian"), "donor": _("Người, đơn vị ủng hộ"), "gift": _("Ủng hộ gì"),
    "beneficiaries": _("Người được nhận"), "place": _("Nơi"), "participants": _("Số người dự"), "joined": _("Tăng"),
    "tasks": _("Công tác được phân công"), "report": _("Kết quả đã làm (lời của đảng viên)"), "remark": _("Nhận xét của chi bộ"),
    "left": _("Giảm"), "owner": _("Tổ chức thực hiện"), "stage": _("Bước"),
}  # fmt: skip
CHOICES: Final[Mapping[str, Mapping[str, Words]]] = {
    "bound": {"floor": _("ít nhất"), "ceiling": _("nhiều nhất"), "exact": _("đúng bằng"), "range": _("trong khoảng")},
    "class": {"count": _("đếm, cộng"), "rate": _("tỷ lệ % so với số khác"), "change": _("tăng, giảm so với cùng kỳ năm trước")},
    "measure": wording.MEASURES,
}
SORTS: Final[Mapping[Callable[..., Any], str]] = {read.org: "place", read.person: "person", read.day: "day", read.yes_no: "yes"}
NEEDED: Final = ("commended.form",)
"""What old lists lack and the ledger takes without, and what somebody who types is asked for."""
LONG: Final = ("topic", "title", "source", "tasks", "report", "remark")


def recordable() -> list[tuple[Words, list[Kind]]]:
    """Kinds by group."""
    return [(title, [REGISTRY[name] for name in names]) for title, names in GROUPS]


def allowed(name: str) -> bool:
    """Whether a kind has a form."""
    return any(name in names for _title, names in GROUPS)


def form_of(kind: Kind, offer: Offer, on: dt.date, org: str, data: Any = None) -> CaseForm:
    """The form of a kind. ``ref`` goes along unseen, so that a form sent twice is written once."""
    form = CaseForm(data)
    form.fields["on"] = DayField(label=_("Ngày"), initial=on)
    for each in asks(kind):
        form.fields[each.name] = asked_field(each, offer)
    must = needed(kind)
    mark(form, (each.name for each in kind.fields if each.name in must and each.read not in SPREAD))
    if "org" in form.fields:
        form.fields["org"].initial = org
    form.fields["decision_number"] = forms.CharField(label=_("Số quyết định, văn bản (nếu có)"), required=False, max_length=100)
    form.fields["decision_date"] = DayField(label=_("Ngày ký"), required=False)
    form.fields["decision_issuer"] = forms.CharField(label=_("Cơ quan ban hành"), required=False, max_length=300)
    form.fields["note"] = forms.CharField(label=_("Ghi chú"), required=False, max_length=1000)
    form.fields["ref"] = forms.CharField(widget=forms.HiddenInput, initial=f"web-{uuid.uuid4()}", max_length=200)
    return form


def asks(kind: Kind) -> list[Ask]:
    """The questions of a kind, in the order its fields are declared."""
    return [ask for each in kind.fields for ask in (SPREAD[each.read].asks() if each.read in SPREAD else (_ask(kind, each),))]


def _ask(kind: Kind, field: Field) -> Ask:
    title = (
        TITLES.get(f"{kind.name}.{field.name}") or TITLES.get(field.name) or capfirst(str(labels.DIMENSIONS.get(field.name) or field.name))
    )
    if field.name == "acting" or field.read is round_type:
        known = labels.WORDS[field.name]
        return Ask(
            field.name, title, "choice", choices=tuple(each for each in known.items() if field.name == "acting" or is_round(each[0]))
        )
    if isinstance(field.read, read.Choice):
        words = CHOICES.get(field.name) or labels.WORDS.get(field.name, {})
        return Ask(field.name, title, "choice", choices=tuple((value, words.get(value, value)) for value in field.read.values))
    if field.read is read.figure:
        return Ask(field.name, title, "choice", choices=tuple((code, figure.title) for code, figure in everything().items()))
    sort = SORTS.get(field.read) or ("long" if field.name in LONG and f"{kind.name}.{field.name}" not in TITLES else "text")
    return Ask(field.name, title, sort, help=_known(kind, field))


_ORGANISATIONS = ("union", "youth_union", "women", "veterans", "farmers")
TYPES = {
    "activity": (
        "charity", "political_education", "mass_mobilisation", "mass_organisation", "grassroots_democracy", "emulation", "propaganda",
        "talk", "visit",
    ),
    "meeting_held": ("conference", "congress", "monthly", "thematic", "committee", "standing_committee"),
    "document_registered": (
        "resolution", "decision", "directive", "conclusion", "guidance", "regulation", "report", "plan", "programme", "dispatch",
    ),
    "petition_handled": ("denunciation", "complaint", "petition"),
    "mass_organisation_founded": _ORGANISATIONS,
    "mass_membership": _ORGANISATIONS,
}  # fmt: skip
"""Types named beside the field of each kind; the list of words is one for all."""


def is_round(code: str) -> bool:
    """Whether a type is one of a round: other types share the list of words."""
    return ROUND_TYPE.fullmatch(code) is not None


def _known(kind: Kind, field: Field) -> str:
    """Words already in use, for a field in which one may also write a new one: those of this kind, where several share a list."""
    if field.read is not read.slug:
        return ""
    words = labels.WORDS.get(field.name, {})
    return ", ".join(str(words[code]) for code in (TYPES.get(kind.name, words) if field.name == "type" else words) if code in words)


def line_of(kind: Kind, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as a load line. What was left empty is not in it."""
    line: dict[str, Any] = {"kind": kind.name, "on": told["on"].isoformat(), "ref": told["ref"], "note": told["note"]}
    for field in kind.fields:
        line[field.name] = SPREAD[field.read].gather(told) if field.read in SPREAD else _typed(field, told[field.name])
    decision = {"number": told["decision_number"], "date": _plain(told["decision_date"]), "issuer": told["decision_issuer"]}
    line["decision"] = {name: value for name, value in decision.items() if value}
    return {name: value for name, value in line.items() if value not in (None, "", {})}


def _typed(field: Field, value: Any) -> Any:
    if field.read is read.slug:
        return code_of(field.name, value)
    if field.read is read.number:
        return value.replace(".", "").replace(",", ".") if "," in value else value
    if isinstance(field.read, read.Whole) and isinstance(value, str) and (number := whole(value)) is not None:
        return number
    return _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else (value or None)


def place_of(form: CaseForm, field: str) -> str | None:
    """Where on a form a field of the ledger stands; none for one that the form does not ask for."""
    place = next((spread.at for spread in SPREAD.values() if spread.field == field and spread.at in form.fields), field)
    return place if place in form.fields else None


def needed(kind: Kind) -> list[str]:
    """Fields that are not left empty. One asked for in parts needs no single part of them, so that a form signs none."""
    return [field.name for field in kind.fields if field.required or f"{kind.name}.{field.name}" in NEEDED]


def complete(form: CaseForm, kind: Kind, line: Mapping[str, Any]) -> bool:
    """Whether nothing needed was left empty. The ledger names the first such field by its code; a form names all, by their titles."""
    for place in (place_of(form, name) for name in needed(kind) if name not in line):
        if place:
            form.add_error(place, _("Thiếu “%(title)s”; hãy ghi vào.") % {"title": form.fields[place].label})
    return form.is_valid()


def show(form: CaseForm, faults: Iterable[Fault]) -> None:
    """The ledger's refusals, each at its field."""
    for fault in faults:
        form.add_error(place_of(form, fault.field), fault.message)
