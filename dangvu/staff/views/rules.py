"""The rules page: what applies on a day, what changed between two days, and what a committee puts in the place of the unverified."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from dangvu.core.vietnamese import fold
from dangvu.orgs.access import MANAGE, VIEW
from dangvu.rules import book, services
from dangvu.rules.book import Rule
from dangvu.rules.models import CalendarDay
from dangvu.staff import addresses
from dangvu.staff.desk import Desk, page, show
from dangvu.staff.forms import DayField
from dangvu.staff.views.due import path

GROUPS = {
    "document": lazy("Văn bản đang có hiệu lực"),
    "vote": lazy("Tỉ lệ biểu quyết"),
    "admission": lazy("Kết nạp"),
    "recognition": lazy("Công nhận chính thức"),
    "transfer": lazy("Chuyển sinh hoạt"),
    "exemption": lazy("Miễn sinh hoạt"),
    "discipline": lazy("Kỷ luật"),
    "complaint": lazy("Khiếu nại"),
    "strike_off": lazy("Xóa tên"),
    "readmission": lazy("Kết nạp lại"),
    "death": lazy("Từ trần"),
    "badge": lazy("Huy hiệu Đảng"),
    "state": lazy("Mức của Nhà nước"),
    "dues": lazy("Đảng phí"),
    "organisation": lazy("Tổ chức"),
    "dossier": lazy("Hồ sơ đảng viên"),
    "card": lazy("Thẻ đảng viên"),
    "decides": lazy("Ai quyết định"),
    "papers": lazy("Danh mục giấy tờ"),
}


@page(VIEW)
def rules(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What applies on the day at the organisation, by group."""
    wanted = request.GET.get("q", "").strip()
    found = found_rules(desk, wanted)
    groups = [(title, [each for each in found if each.key.split(".")[0] == key]) for key, title in GROUPS.items()]
    return show(request, desk, "staff/rules.html", groups=[group for group in groups if group[1]], wanted=wanted)


def found_rules(desk: Desk, wanted: str) -> list[Rule]:
    """Rules of the day in whose title, key or source every word stands."""
    words = fold(wanted).split()
    found = services.in_force(desk.day, path(desk.forest, desk.org))
    return [each for each in found if all(word in fold(f"{each.title} {each.key} {each.source}") for word in words)]


@page(VIEW)
def changes(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What differs between the first and the last day of the period."""
    found = services.changes(desk.start, desk.end, path(desk.forest, desk.org))
    return show(request, desk, "staff/rule_changes.html", changes=found)


class LocalForm(forms.Form):
    """A committee's own value, with its ground."""

    value = forms.CharField(label=lazy("Giá trị của đảng ủy"), widget=forms.Textarea(attrs={"rows": 2}))
    valid_from = DayField(label=lazy("Áp dụng từ ngày"))
    valid_to = DayField(label=lazy("Đến hết ngày (để trống nếu còn áp dụng)"), required=False)
    source = forms.CharField(label=lazy("Căn cứ: văn bản, cơ quan"), max_length=300)


@page(VIEW)
def rule(request: HttpRequest, desk: Desk, key: str) -> HttpResponse:
    """One rule: what holds, its versions, and, where it may be changed, the form."""
    if key not in book.shipped():
        raise Http404(_("Không có quy định này."))
    holding = next((each for each in services.in_force(desk.day, path(desk.forest, desk.org)) if each.key == key), None)
    may = desk.may(MANAGE) and holding is not None and holding.open_to_change
    form = LocalForm(request.POST or None, initial={"value": _text(holding.value) if holding else "", "valid_from": desk.day})
    if request.method == "POST" and may and form.is_valid():
        told = form.cleaned_data
        try:
            services.set_locally(
                key, _value(told["value"]), org=desk.org, path=path(desk.forest, desk.org), valid_from=told["valid_from"],
                valid_to=told["valid_to"], source=told["source"], actor=desk.user.get_username(),
            )  # fmt: skip
        except services.Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Đã ghi giá trị của đảng ủy."))
            return redirect(addresses.link("staff:rule", desk.carried, key))
    return show(request, desk, "staff/rule.html", key=key, holding=holding, versions=services.versions(key), form=form, may=may)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _value(text: str) -> Any:
    """A number, a table or a list as they are written; anything else is text."""
    try:
        return json.loads(text)
    except ValueError:
        return text.strip()


@page(VIEW)
def calendar(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The days off of the year, those the office added among them."""
    year = desk.day.year
    special = special_days(year)
    own = CalendarDay.objects.filter(day__year=year)
    return show(request, desk, "staff/calendar.html", year=year, special=special, own=own, may=desk.may(MANAGE))


def special_days(year: int) -> list[tuple[dt.date, str, bool]]:
    """Days of a year that are not what their weekday says: day, name, whether one works."""
    days, weekend = services.calendar(), 5
    every = (dt.date(year, 1, 1) + dt.timedelta(days=number) for number in range(366))
    told = [(day, days.name(day), days.is_working(day)) for day in every if day.year == year]
    return [(day, name, works) for day, name, works in told if name or (works and day.weekday() >= weekend)]


@require_POST
@page(MANAGE)
def add_day(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A day off, or a day worked, that the calendar does not know."""
    field = DayField()
    try:
        day = field.clean(request.POST.get("day", ""))
        told = {name: request.POST.get(name, "") for name in ("name", "source")}
        services.add_day(day, working=request.POST.get("working") == "1", actor=desk.user.get_username(), **told)
    except (forms.ValidationError, services.Refused) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, forms.ValidationError) else str(error))
    return redirect(addresses.link("staff:calendar", desk.carried))
