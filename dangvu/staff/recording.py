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

from dangvu.core.vietnamese import fold
from dangvu.dossiers.kinds.base import Ask
from dangvu.figures import labels
from dangvu.figures.catalogue import everything
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Field, Kind
from dangvu.ledger.kinds.work import ROUND_TYPE, round_type
from dangvu.ledger.refusal import Fault
from dangvu.staff.casework import CaseForm, Offer, asked_field
from dangvu.staff.forms import DayField

Words = str | Promise
GROUPS: Final[tuple[tuple[Words, tuple[str, ...]], ...]] = (
    (
        _("Kiểm tra, giám sát, đơn thư"),
        ("inspection_round", "petition_handled", "discipline_waived", "referral_made", "member_vetted", "political_standard_concluded"),
    ),
    (
        _("Hoạt động, bồi dưỡng, đoàn thể"),
        ("activity", "class_held", "learning_model", "mass_organisation_founded", "commended"),
    ),
    (
        _("Văn bản, nhiệm vụ, chỉ tiêu, số liệu"),
        (
            "document_registered",
            "task_set",
            "task_graded",
            "target_set",
            "target_judged",
            "typed_figure",
            "assertion",
            "dossier_considered",
        ),
    ),
    (_("Xếp loại, bầu cử, đại hội"), ("rated", "elected", "congress_held", "committee_consolidated")),
    (_("Tổ chức"), ("organisation_described", "organisation_renamed", "organisation_recoded")),
)
"""What may be written down by a form, as the page lists it. Memberships go by their procedures, the tree by its events."""

TITLES: Final[Mapping[str, Words]] = {
    "org": _("Tổ chức"), "person": _("Người (nếu ghi cho một người)"), "quantity": _("Số lượng"), "amount": _("Số tiền (đồng)"),
    "due": _("Số phải dự"), "topic": _("Nội dung"), "figure": _("Số liệu"), "value": _("Giá trị"), "bound": _("Mức"),
    "from": _("Từ ngày"), "to": _("Đến ngày"), "giver": _("Nơi giao"), "source": _("Nguồn"), "unit": _("Đơn vị tính"),
    "name": _("Tên mới"), "official_code": _("Mã số mới"), "number": _("Số, ký hiệu"), "secrecy": _("Độ mật"), "title": _("Tên, danh hiệu"),
    "years": _("Năm tuổi Đảng"), "reason": _("Lý do"), "type": _("Loại"),
}  # fmt: skip
BOUNDS: Final[Mapping[str, Words]] = {"floor": _("ít nhất"), "ceiling": _("nhiều nhất"), "exact": _("đúng bằng")}
SORTS: Final[Mapping[Callable[..., Any], str]] = {read.org: "cell", read.person: "person", read.day: "day", read.yes_no: "yes"}
LONG: Final = ("topic", "title", "source")
TARGETS: Final = (
    Ask("target_orgs", _("Tổ chức được kiểm tra, giám sát"), "orgs", required=False),
    Ask("target_people", _("Đảng viên được kiểm tra, giám sát"), "people", required=False),
    Ask("conclusion", _("Kết luận chung cho các đối tượng đã chọn"), required=False),
)


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
    found: list[Ask] = []
    for each in kind.fields:
        found += TARGETS if each.name == "targets" else (_ask(each),)
    return found


def _ask(field: Field) -> Ask:
    title = TITLES.get(field.name) or capfirst(str(labels.DIMENSIONS.get(field.name) or field.name))
    if field.name == "acting" or field.read is round_type:
        known = labels.WORDS[field.name]
        return Ask(
            field.name, title, "choice", choices=tuple(each for each in known.items() if field.name == "acting" or is_round(each[0]))
        )
    if isinstance(field.read, read.Choice):
        words = BOUNDS if field.name == "bound" else labels.WORDS.get(field.name, {})
        return Ask(field.name, title, "choice", choices=tuple((value, words.get(value, value)) for value in field.read.values))
    if field.read is read.figure:
        return Ask(field.name, title, "choice", choices=tuple((code, figure.title_vi) for code, figure in everything().items()))
    sort = SORTS.get(field.read) or ("long" if field.name in LONG else "text")
    return Ask(field.name, title, sort, help=_known(field))


def is_round(code: str) -> bool:
    """Whether a type is one of a round: other types share the list of words."""
    return ROUND_TYPE.fullmatch(code) is not None


def _known(field: Field) -> str:
    """Words already in use, for a field in which one may also write a new one."""
    if field.read is not read.slug:
        return ""
    return ", ".join(str(word) for word in labels.WORDS.get(field.name, {}).values())


def line_of(kind: Kind, told: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as a load line. What was left empty is not in it."""
    line: dict[str, Any] = {"kind": kind.name, "on": told["on"].isoformat(), "ref": told["ref"], "note": told["note"]}
    for field in kind.fields:
        line[field.name] = _targets(told) if field.name == "targets" else _typed(field, told[field.name])
    decision = {"number": told["decision_number"], "date": _plain(told["decision_date"]), "issuer": told["decision_issuer"]}
    line["decision"] = {name: value for name, value in decision.items() if value}
    return {name: value for name, value in line.items() if value not in (None, "", {})}


def _targets(told: Mapping[str, Any]) -> list[dict[str, str]]:
    conclusion = code_of("conclusion", told["conclusion"])
    more = {"conclusion": conclusion} if conclusion else {}
    orgs = [{"org": code, **more} for code in told["target_orgs"]]
    return orgs + [{"person": code, **more} for code in told["target_people"]]


def _typed(field: Field, value: Any) -> Any:
    if field.read is read.slug:
        return code_of(field.name, value)
    if field.read is read.number:
        return value.replace(".", "").replace(",", ".") if "," in value else value
    if isinstance(value, str) and value.strip().replace(".", "").isdigit() and field.name in ("quantity", "amount", "due", "years"):
        return int(value.strip().replace(".", ""))
    return _plain(value)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else (value or None)


def code_of(name: str, typed: str) -> str:
    """The code of a word: of a known one its own, of a new one made from its letters (“văn nghệ” → ``van_nghe``)."""
    known = {fold(str(word)): code for code, word in labels.WORDS.get(name, {}).items()}
    folded = fold(typed.strip())
    return known.get(folded) or "_".join(part for part in "".join(sign if sign.isalnum() else " " for sign in folded).split())


def show(form: CaseForm, faults: Iterable[Fault]) -> None:
    """The ledger's refusals, each at its field."""
    for fault in faults:
        place = "target_orgs" if fault.field == "targets" else fault.field
        form.add_error(place if place in form.fields else None, fault.message)
