"""The words people read for the ledger's own terms: kinds of organisation, attributes of accounts, reasons."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dangvu.exchange.sheets.fields import FIELDS as LISTED
from dangvu.exchange.sheets.fields import STATED
from dangvu.figures import labels, units
from dangvu.figures.base import Figure
from dangvu.figures.catalogue import FIGURES, everything
from dangvu.ledger import accounts
from dangvu.ledger.kinds import REGISTRY
from dangvu.rules.book import UNITS, Rule
from dangvu.staff import spoken

Words = Mapping[str, str | Promise]

MEASURES: Words = {
    "member": _("đảng viên"),
    "exempt": _("được miễn công tác, sinh hoạt"),
    "suspended": _("đình chỉ sinh hoạt"),
    "temporary_out": _("sinh hoạt tạm thời ở nơi khác"),
    "guest": _("đến sinh hoạt tạm thời"),
    "handbook": _("sổ tay đảng viên điện tử"),
    "no_phone": _("không có điện thoại phù hợp, nhận bằng giấy"),
    "organisation": _("tổ chức đảng"),
    "recognition": _("công nhận chính thức"),
    "badge": _("Huy hiệu Đảng"),
    "discipline": _("kỷ luật"),
    "exemption_begun": _("quyết định miễn công tác, sinh hoạt"),
    "suspension_begun": _("quyết định đình chỉ sinh hoạt"),
    "dossier": _("hồ sơ đã xét"),
    "inspection_round": _("cuộc kiểm tra, giám sát"),
    "inspection_target": _("lượt được kiểm tra, giám sát"),
    "handover": _("chuyển giao tổ chức"),
    "activity": _("hoạt động"),
    "activity_quantity": _("hoạt động (số lượng)"),
    "activity_amount": _("hoạt động (số tiền, đồng)"),
    "activity_due": _("hoạt động (số phải dự)"),
    "activity_number": _("hoạt động (số riêng của loại)"),
    "task": _("nhiệm vụ được giao"),
    "officer": _("cấp ủy viên, chức vụ đảng"),
    "card": _("thẻ đảng viên"),
    "violation": _("nội dung vi phạm"),
    "rating": _("xếp loại"),
    "rating_title": _("danh hiệu kèm xếp loại"),
    "rating_proposal": _("đề nghị xếp loại"),
    "commendation": _("khen thưởng"),
    "class": _("lớp bồi dưỡng"),
    "trained": _("người học xong lớp"),
    "document": _("văn bản"),
    "elected": _("người được bầu"),
    "congress_held": _("đại hội"),
    "task_graded": _("nhiệm vụ đã đánh giá"),
    "assignment": _("phân công công tác"),
    "assignment_report": _("báo cáo kết quả công tác được phân công"),
    "assignment_judged": _("đánh giá công tác được phân công"),
    "target_judged": _("chỉ tiêu đã kết luận"),
    "petition_handled": _("đơn thư"),
    "discipline_waived": _("không kỷ luật do hết thời hiệu"),
    "referral_made": _("kiến nghị xử lý"),
    "mass_organisation_founded": _("tổ chức đoàn thể lập mới"),
    "committee_consolidated": _("kiện toàn cấp ủy"),
    "learning_model": _("mô hình học tập theo Bác"),
    "member_vetted": _("thẩm tra tư cách"),
    "political_standard_concluded": _("kết luận tiêu chuẩn chính trị"),
    "study_registered": _("đăng ký học tập, làm theo Bác"),
    "example_praised": _("gương điển hình"),
    "mobilisation_model": _("mô hình dân vận khéo"),
    "dialogue_held": _("cuộc đối thoại"),
    "mass_membership": _("đoàn viên, hội viên đoàn thể"),
    "round_planned": _("cuộc theo chương trình kiểm tra, giám sát"),
    "recommendation": _("kiến nghị sau kiểm tra, giám sát"),
    "dues": _("đảng phí (đồng)"),
    "dues_exempt": _("lượt miễn đảng phí"),
    "meeting": _("cuộc họp"),
    "meeting_bound": _("lượt phải dự họp"),
    "meeting_present": _("lượt có mặt"),
    "meeting_guests": _("khách dự họp"),
    "meeting_absent": _("lượt vắng họp"),
    "meeting_scored": _("cuộc họp có chấm điểm"),
    "target": _("chỉ tiêu (phần nghìn)"),
    "typed": _("số liệu nhập tay (phần nghìn)"),
    "assertion": _("đối chiếu (phần nghìn)"),
}

ATTRIBUTES: Words = {
    # What a list of members may tell is called here as its columns are.
    **{code: each.title for code, each in LISTED.items()},
    STATED: _("Năm sinh (như tệp ghi)"),
    "birth": _("Ngày sinh"),
    "sex": _("Giới tính"),
    "ethnicity": _("Dân tộc"),
    "religion": _("Tôn giáo"),
    "schooling": _("Giáo dục phổ thông"),
    "qualification": _("Trình độ chuyên môn"),
    "political_theory": _("Lý luận chính trị"),
    "occupation": _("Nghề nghiệp"),
    "workplace": _("Nơi làm việc"),
    "native_place": _("Quê quán"),
    "residence": _("Nơi ở"),
    "card_number": _("Số thẻ đảng viên"),
    "identity_number": _("Số định danh"),
    "citizen_id": _("Số căn cước"),
    "passport_number": _("Số hộ chiếu"),
    "phone": _("Điện thoại"),
}

CLASSES: Words = {
    "stock": _("Số tại một ngày"),
    "flow": _("Số trong kỳ"),
    "sum": _("Số cộng"),
    "rate": _("Tỷ lệ"),
    "attainment": _("So với chỉ tiêu"),
    "change": _("Tăng, giảm so với kỳ khác"),
    "typed": _("Số nhập từ nơi khác"),
    "target": _("Chỉ tiêu"),
}

BASES: Words = {
    "numerator": _("Tử số"),
    "denominator": _("Mẫu số"),
    "actual": _("Thực hiện"),
    "target": _("Chỉ tiêu"),
    "now": _("Kỳ này"),
    "before": _("Cùng kỳ năm trước"),
    "percent": _("Thay đổi (%)"),
    "giver": _("Cơ quan giao"),
    "bound": _("Yêu cầu"),
    "from": _("Từ ngày"),
    "to": _("Đến ngày"),
    "source": _("Nguồn"),
    "unit": _("Đơn vị tính"),
}

REPORT_PERIODS: Words = {
    "": _("kỳ báo cáo, ngày chốt số"),
    "term": _("từ đầu nhiệm kỳ"),
    "quarter": _("quý của báo cáo"),
    "year": _("từ đầu năm"),
    "last_year": _("cùng kỳ năm trước"),
    "opening": _("trước khi vào kỳ"),
    "term_opening": _("trước khi vào nhiệm kỳ"),
    "as_of": _("tại ngày chốt số"),
}


def number(value: int | Decimal | None) -> str:
    """A number as the page's language writes it; unknown is three dots, never zero."""
    return spoken.number(value)


def unit(text: str) -> str:
    """A unit of measure in the reader's language; one somebody typed stays as it is."""
    return str(units.UNITS.get(text, text))


def org_kind(kind: str) -> str:
    return capfirst(labels.word("kind", "attached_cell" if kind == "cell" else kind))


def entry_kind(kind: str) -> str:
    """The title of a kind of entry, as its registration says."""
    return capfirst(str(REGISTRY[kind].title)) if kind in REGISTRY else kind


def value(attribute: str, text: str) -> str:
    """A value of an attribute in words; what has no words of ours (a topic, a place) is shown as it is."""
    return labels.word(attribute, text)


def attribute(name: str) -> str:
    return str(ATTRIBUTES.get(name, name))


def figure_class(name: str) -> str:
    return str(CLASSES.get(name, name))


def by_class(figures: Iterable[Figure]) -> list[tuple[str, list[Figure]]]:
    """Figures in groups, as the catalogue shows them; a class without any is left out."""
    found = list(figures)
    groups = ((figure_class(klass), [each for each in found if each.klass == klass]) for klass in CLASSES)
    return [group for group in groups if group[1]]


def dimension(name: str) -> str:
    return str(labels.DIMENSIONS.get(name, name))


def base(name: str) -> str:
    return str(BASES.get(name, name))


def told(value: object) -> str:
    """A value of a person: a day as people write it, everything else as it was told."""
    try:
        return spoken.day(dt.date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def any_value(value: object) -> str:
    """A value of an entry's field: days as people write them, codes in words where there are some."""
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, (int, Decimal)):
        return spoken.number(value)
    if isinstance(value, dt.date):
        return spoken.day(value)
    text = str(value)
    try:
        return spoken.day(dt.date.fromisoformat(text))
    except ValueError:
        return next((str(words[text]) for words in labels.WORDS.values() if text in words), text)


def gist(data: Mapping[str, Any]) -> str:
    """What an entry is about in a few words, from the first of its fields that says it."""
    figure = FIGURES.get(data.get("figure", "")) or everything().get(data.get("figure", "")) if "figure" in data else None
    if figure is not None:
        return figure.title
    for name in ("title", "topic", "procedure", "form", "years", "type"):
        if data.get(name) is not None:
            return value(name, str(data[name]))
    return ""


def account(key: str) -> str:
    """An account in words: ``đảng viên · chính thức``; an outside account says the reason first."""
    measure, attrs = accounts.parse(key)
    if measure == "outside":
        reason, of = attrs.pop("reason", ""), attrs.pop("of", "")
        words = [value("reason", reason), str(MEASURES.get(of, of))]
    else:
        words = [str(MEASURES.get(measure, measure))]
    words += [value(name, text) for name, text in attrs.items()]
    return " · ".join(word for word in words if word)


def rule_value(rule: Rule) -> str:
    """``30 ngày làm việc``, ``từ 2/3``, a list, a table, or the codes of a list of papers."""
    value = rule.value
    if rule.unit == "share":
        return (_("quá %(num)d/%(den)d") if value["strict"] else _("từ %(num)d/%(den)d")) % value
    if rule.unit == "papers":
        return ", ".join(each["code"] for each in value)
    if isinstance(value, Mapping):
        return "; ".join(f"{any_value(name)}: {_plainly(each)}" for name, each in value.items())
    unit = str(UNITS.get(rule.unit, ""))
    return f"{_plainly(value)}{unit if unit == '%' else ' ' + unit}".strip()


def _plainly(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(_plainly(each) for each in value)
    return spoken.number(value if isinstance(value, int) else Decimal(str(value))) if isinstance(value, int | float) else str(value)
