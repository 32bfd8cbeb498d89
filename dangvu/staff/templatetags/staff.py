"""Tags and filters of the office's pages: links that keep the day, Vietnamese numbers and days, charts as pictures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.template import Context, Library
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dangvu.core.days import LOCAL, vn_day
from dangvu.dossiers import votes
from dangvu.orgs.access import AUDIT, CASEWORK, MANAGE, PERSONS, PROXY, RECORD, VIEW
from dangvu.reports import kinds
from dangvu.reports.content import Asked, Value
from dangvu.reports.marks import plain
from dangvu.reports.models import Report
from dangvu.rules.book import GRADES, PLACES, UNITS, Rule
from dangvu.staff import addresses, spoken, wording
from dangvu.staff.ways import Ways

register = Library()

# Target, title, the right it takes, and the addresses it stands for in the navigation.
# ``menu`` puts them into a bar and a map. A new page is a line here, and a name in one of the map's groups.
PAGES = (
    ("home", _("Bàn làm việc"), VIEW, {"home"}),
    ("tree", _("Cây tổ chức"), VIEW, {"tree", "organisation"}),
    ("people", _("Đảng viên"), PERSONS, {"people", "person", "badge_forecast", "quality", "gap", "gap_sheets", "duplicates", "join"}),
    ("quality", _("Chất lượng dữ liệu"), PERSONS, {"quality", "gap", "gap_sheets", "duplicates", "join"}),
    (
        "recording",
        _("Ghi sổ"),
        PROXY,
        {"recording", "record", "dues", "dues_sheet", "ratings", "rating_sheet", "documents", "imports", "import"},
    ),
    ("imports", _("Nhập từ Excel"), RECORD, {"imports", "import"}),
    ("dues", _("Đảng phí"), PERSONS, {"dues", "dues_sheet"}),
    ("ratings", _("Xếp loại"), PERSONS, {"ratings", "rating_sheet"}),
    ("documents", _("Sổ văn bản"), VIEW, {"documents"}),
    ("dossiers", _("Hồ sơ"), PERSONS, {"dossiers", "dossier", "dossier_new", "dossier_step", "programme"}),
    ("programme", _("Chương trình kiểm tra"), PERSONS, {"programme"}),
    ("meetings", _("Họp"), PERSONS, {"meetings", "meeting", "meeting_new", "roll", "presence_code"}),
    ("due", _("Hạn việc"), PERSONS, {"due", "due_sheets"}),
    ("badge_forecast", _("Huy hiệu các đợt tới"), PERSONS, {"badge_forecast"}),
    ("statement", _("Biến động"), VIEW, {"statement", "entries", "entry"}),
    ("figures", _("Số liệu"), VIEW, {"figures", "figure", "targets", "pictures", "picture"}),
    ("pictures", _("Biểu đồ"), VIEW, {"pictures", "picture"}),
    (
        "library",
        _("Thư viện"),
        VIEW,
        {"library", "library_new", "library_text", "library_renew", "library_changes", "study_new", "study"},
    ),
    ("handbook", _("Sổ tay điện tử"), VIEW, {"handbook", "handbook_cell", "handbook_slips"}),
    ("questions", _("Hỏi đáp, ý kiến"), CASEWORK, {"questions", "question", "question_new"}),
    ("polls", _("Thăm dò kín"), CASEWORK, {"polls", "poll", "poll_new"}),
    ("targets", _("Chỉ tiêu"), VIEW, {"targets"}),
    (
        "reports",
        _("Báo cáo"),
        VIEW,
        {
            "reports",
            "report",
            "report_check",
            "report_new",
            "report_issue",
            "report_section",
            "report_then_and_now",
            "requests",
            "request",
            "request_new",
            "submission",
        },
    ),
    ("requests", _("Báo cáo gửi lên, gửi xuống"), VIEW, {"requests", "request", "request_new", "submission"}),
    ("proofread", _("Soát chữ"), VIEW, {"proofread"}),
    ("accounts", _("Tài khoản"), MANAGE, {"accounts", "account", "account_new", "account_act"}),
    ("backup", _("Sao lưu"), MANAGE, {"backup"}),
    ("readings", _("Nhật ký đọc"), AUDIT, {"readings", "readings_of"}),
    ("rules", _("Quy định đang có hiệu lực"), VIEW, {"rules", "rule", "rule_changes", "calendar"}),
    ("rule_changes", _("Quy định thay đổi"), VIEW, {"rule_changes"}),
    ("calendar", _("Lịch ngày làm việc"), VIEW, {"calendar"}),
    ("judge", _("Kiểm tra tệp báo cáo"), VIEW, {"judge"}),
)


def _carried(context: Context) -> Mapping[str, str]:
    desk = context.get("desk")
    return desk.carried if desk else {}


@register.simple_tag(takes_context=True)
def link(context: Context, name: str, *args: object, **changes: object) -> str:
    """``{% link 'staff:figure' code tc=org.code %}``: positional words go into the path, named ones into the query."""
    return addresses.link(name, _carried(context), *args, **changes)


@register.simple_tag(takes_context=True)
def proof(context: Context, asked: Asked) -> str:
    """The figure's page with the rows behind a printed number; of an issued report, as the books were known then."""
    return Ways(context["desk"], context.get("report")).to(asked)


@register.filter
def full_title(report: Report) -> str:
    """A report's title with the kind of document in front: ``Báo cáo sơ kết giữa nhiệm kỳ…``."""
    return f"{kinds.get(report.kind).document_title} {report.title}"


@register.filter
def plain_value(value: Value) -> str:
    """A number of a report as its tables print it."""
    return plain(value)


@register.simple_tag(takes_context=True)
def carried(context: Context, *dropped: str) -> SafeString:
    """What is looked at as hidden fields of a form, save the fields the form asks for itself."""
    pairs = ((name, value) for name, value in _carried(context).items() if name not in dropped)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.simple_tag(takes_context=True)
def here(context: Context, **changes: object) -> str:
    """This very page with some parameters changed; None drops one."""
    request = context["request"]
    return addresses.changed(request.path, request.GET.dict(), **changes)


@register.simple_tag(takes_context=True)
def kept(context: Context, *dropped: str) -> SafeString:
    """Everything this page was asked for as hidden fields, save the named ones: the day's form changes nothing else."""
    asked = context["request"].GET.items()
    pairs = ((name, value) for name, value in asked if name not in dropped and value)
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


@register.filter
def number(value: int | Decimal | None) -> str:
    """A number as Vietnamese write it; unknown is three dots, never zero."""
    return spoken.number(value)


@register.filter
def measured(value: int | Decimal | None, unit: str) -> str:
    """A number with its unit; percent stands close to it."""
    return f"{spoken.number(value)}%" if unit == "%" else f"{spoken.number(value)} {wording.unit(unit)}".strip()


@register.filter
def month(value: str) -> str:
    """``2026-03`` as people say it: 3/2026."""
    year, number = value.split("-")
    return f"{int(number)}/{year}"


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    if isinstance(value, dt.datetime):
        value = value.astimezone(LOCAL).date()
    return spoken.day(value) if value else ""


@register.filter
def typed_day(value: dt.date | None) -> str:
    """A day in a field: always as people type it, whatever the language of the page."""
    return vn_day(value) if value else ""


@register.filter
def unit(value: str) -> str:
    """A unit of measure in the reader's language."""
    return wording.unit(value)


@register.filter
def moment(value: dt.datetime | None) -> str:
    """A day and a time of day in Vietnam."""
    if value is None:
        return ""
    local = value.astimezone(LOCAL)
    return f"{spoken.day(local.date())} {local:%H:%M}"


@register.filter
def org_kind(kind: str) -> str:
    return wording.org_kind(kind)


@register.filter
def entry_kind(kind: str) -> str:
    return wording.entry_kind(kind)


@register.filter
def account(key: str) -> str:
    return wording.account(key)


@register.filter
def status(value: str) -> str:
    return wording.value("status", value)


@register.simple_tag
def value_word(attribute: str, text: str) -> str:
    """A value of an attribute in words: ``{% value_word "sex" person.sex %}``."""
    return wording.value(attribute, text)


@register.simple_tag(takes_context=True)
def org_name(context: Context, org: int) -> str:
    """The name an organisation had on the day; one that is not in the reader's reach is only told to be elsewhere."""
    desk = context["desk"]
    state = desk.tree.state(org) if org in desk.visible else None
    return state.name if state else str(_("tổ chức ngoài phạm vi"))


@register.simple_tag
def vote_reason(code: str) -> str:
    """Why somebody is not in the denominator of a vote."""
    return str(votes.REASONS.get(code, code))


@register.simple_tag(takes_context=True)
def place_of(context: Context, org: int) -> str:
    """The name of another organisation than the one looked at, after a comma; nothing for the one looked at itself."""
    desk = context["desk"]
    return "" if org == desk.org else f", {desk.forest.timelines[org].states[-1].name}"


@register.simple_tag
def word_of(dimension: str, code: str) -> str:
    """The word for a code: of a grade, a type, a form."""
    return wording.value(dimension, code)


@register.simple_tag
def rule_unit(unit: str) -> str:
    return str(UNITS.get(unit, unit))


@register.simple_tag
def rule_place(place: str) -> str:
    return str(PLACES.get(place, place))


@register.simple_tag
def rule_grade(grade: str) -> str:
    return str(GRADES.get(grade, grade))


@register.filter
def rule_value(rule: Rule) -> str:
    """The value of a rule as people say it, with its unit."""
    return wording.rule_value(rule)
