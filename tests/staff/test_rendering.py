"""A list to choose from is what Django writes, to the letter but for empty lines."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.template import Context, Template
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy, override

from dangvu.staff import addresses, rendering, spoken
from dangvu.staff.rendering import Choices, Widgets

PEOPLE = [("", "---"), ("a&b", "Nguyễn <Thị> “An”"), (7, gettext_lazy("Chi bộ")), ("safe", mark_safe("<b>Đậm</b>"))]
GROUPS: list[Any] = [('Chi bộ "1"', [("a", "A"), ("b", "B & B")]), ("c", "C")]


def without_blanks(made: forms.Select, chosen: Any, renderer: DjangoTemplates) -> list[str]:
    return [each for each in made.render("cell", chosen, renderer=renderer).splitlines() if each.strip()]


@pytest.mark.parametrize("choices", [[], PEOPLE, GROUPS, [(None, "không"), (True, "có")], [(1, 1000), (2, 2.5)]])
@pytest.mark.parametrize("chosen", ["", "a&b", 7, None])
@pytest.mark.parametrize("widget", [forms.Select, forms.SelectMultiple, forms.NullBooleanSelect])
@pytest.mark.parametrize("attrs", [{}, {"id": "x", "required": True, "disabled": False, "data-what": 'a"b<c>'}])
def test_it_is_the_same(choices: Any, chosen: Any, widget: type[forms.Select], attrs: dict[str, Any]) -> None:
    made = widget(attrs=attrs) if widget is forms.NullBooleanSelect else widget(attrs=attrs, choices=choices)
    assert without_blanks(made, chosen, Widgets()) == without_blanks(made, chosen, DjangoTemplates())


def test_it_is_what_forms_use() -> None:
    assert isinstance(get_default_renderer(), Widgets)
    assert "<option" in str(forms.ChoiceField(choices=PEOPLE).widget.render("cell", None))


def test_a_line_of_another_make_is_left_to_django() -> None:
    class Marked(forms.Select):
        option_template_name = "django/forms/widgets/radio_option.html"

    made = Marked(choices=PEOPLE)
    assert without_blanks(made, None, Widgets()) == without_blanks(made, None, DjangoTemplates())


def test_lines_to_choose_from_are_escaped_and_one_is_chosen() -> None:
    page = Template("{% load choices %}{% options pairs chosen %}")
    pairs = [("", gettext_lazy("Tất cả")), ('"a"&', "<b>"), ("c", "C")]
    assert page.render(Context({"pairs": pairs, "chosen": '"a"&'})).splitlines() == [
        '<option value="">Tất cả</option>',
        '<option value="&quot;a&quot;&amp;" selected>&lt;b&gt;</option>',
        '<option value="c">C</option>',
    ]
    assert "selected" not in page.render(Context({"pairs": pairs[1:]}))


def test_lines_in_groups_are_escaped_and_one_is_chosen() -> None:
    page = Template("{% load choices %}{% grouped_options groups chosen %}")
    told = page.render(Context({"groups": [("<A>", [("a", "Một"), ("b", "Hai & ba")])], "chosen": "b"}))
    assert told.replace("\n", "") == (
        '<optgroup label="&lt;A&gt;"><option value="a">Một</option><option value="b" selected>Hai &amp; ba</option></optgroup>'
    )


@pytest.mark.parametrize("chosen", ["", '"a"&', "c", "d"])
def test_lines_kept_ready_are_the_same_lines(chosen: str) -> None:
    page = Template("{% load choices %}{% options pairs chosen %}")
    pairs = [("", "Tất cả"), ('"a"&', "<b>"), ("c", "C")]
    kept = Choices(pairs)
    for _again in range(2):
        told = page.render(Context({"pairs": kept, "chosen": chosen}))
        assert told == page.render(Context({"pairs": pairs, "chosen": chosen}))


def test_rows_are_escaped_but_for_what_is_html_already() -> None:
    line = rendering.pattern('<td title="{title}">%s</td><td>%s</td>', title='100% "đủ" {x}')
    told = rendering.rows(line, [("<An> & 5%", mark_safe("<b>1</b>")), ("", "'")])
    title = "100% &quot;đủ&quot; {x}"
    assert told == (f'<td title="{title}">&lt;An&gt; &amp; 5%</td><td><b>1</b></td><td title="{title}"></td><td>&#x27;</td>')
    assert isinstance(told, SafeString)


@pytest.mark.parametrize("name", ["staff:person", "staff:organisation", "staff:entry"])
@pytest.mark.parametrize("carried", [{}, {"tc": "C 1&", "ngay": "2023-03-22"}, {"tc": "", "biet": "2020-01-01T10:00:00+07:00"}])
def test_the_ways_to_many_things_are_the_links_to_each(name: str, carried: dict[str, str]) -> None:
    way = addresses.ways(name, carried)
    codes = (1, 20, 1234567890) if name == "staff:entry" else ("C0001", "a b", "ố&<", "x.y~z", "1234567890", "?a=b")
    assert [way(code) for code in codes] == [addresses.link(name, carried, code) for code in codes]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_days_and_numbers_of_a_table_are_those_of_a_line(language: str) -> None:
    with override(language):
        day, number = spoken.days(), spoken.numbers()
        assert day(dt.date(2023, 3, 22)) == spoken.day(dt.date(2023, 3, 22))
        assert [number(each) for each in (None, -1234, Decimal("1234.5"))] == [
            spoken.number(each) for each in (None, -1234, Decimal("1234.5"))
        ]


def test_cells_of_a_table_are_escaped_each_for_itself() -> None:
    lines = [("a&b", SafeString("<b>&</b>"), ""), ("<i>", SafeString(""), "50 %s"), ("", "", "“'\"")]
    told = "".join(
        f"{rendering.html.escape(one)}|{two if type(two) is SafeString else ''}|{rendering.html.escape(three)}\n"
        for one, two, three in lines
    )
    assert rendering.rows("%s|%s|%s\n", lines) == told and rendering.rows("%s", []) == ""
    # What no database keeps, a file may bring.
    assert rendering.rows("%s;", [("a\0<b",), ("c",)]) == "a\0&lt;b;c;"
