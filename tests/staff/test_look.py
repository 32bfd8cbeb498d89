"""The visual language: colours in one file, night twice the same, the reader's choice remembered, nothing written into a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from tests.homes import ROOT

pytestmark = pytest.mark.django_db
STATIC = ROOT / "dangvu" / "staff" / "static" / "staff"
TEMPLATES = sorted((ROOT / "dangvu").glob("*/templates/**/*.html"))
FIXED = {"tokens.css", "print.css"}
PAPER = re.compile(r"#(?:fff|000|[0-9a-f]{3,6})\b", re.IGNORECASE)


def values(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+|color-scheme):\s*([^;]+);", block))


def test_night_is_the_same_by_the_machine_and_by_choice() -> None:
    text = (STATIC / "tokens.css").read_text("utf-8")
    by_machine = re.search(r':root:not\(\[data-theme="light"\]\) \{(.*?)\n  \}', text, re.DOTALL)
    chosen = re.search(r':root\[data-theme="dark"\] \{(.*?)\n\}', text, re.DOTALL)
    day = re.search(r"^:root \{(.*?)\n\}", text, re.DOTALL | re.MULTILINE)
    assert by_machine and chosen and day
    assert values(by_machine[1]) == values(chosen[1])
    assert set(values(chosen[1])) <= set(values(day[1]))


@pytest.mark.parametrize("file", [each.name for each in sorted(STATIC.glob("*.css")) if each.name not in FIXED])
def test_colours_are_named_in_one_file(file: str) -> None:
    """Paper and codes to be scanned are white in the dark too: these few say so."""
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / file).read_text("utf-8"), flags=re.DOTALL)
    told = [rule for rule in re.findall(r"[^{}]+\{[^{}]*\}", rules) if PAPER.search(rule.split("{", 1)[1])]
    assert [rule.strip()[:60] for rule in told if not re.search(r"\.paper|\.chart|qr|media print|\.spark \.end", rule)] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=lambda each: each.name)
def test_no_page_carries_a_style_or_a_script_of_its_own(file: Path) -> None:
    text = file.read_text("utf-8")
    assert not re.search(r'\sstyle="|<style|\son\w+="', text)
    assert not re.search(r"<script(?![^>]*(?:src=|type=\"application/json\"))", text)


def test_the_choice_of_light_or_dark_is_remembered_without_a_script() -> None:
    browser = Client()
    page = browser.get("/dang-nhap/").content.decode()
    assert "data-theme" not in page
    answer = browser.post(reverse("staff:theme"), {"nen": "toi", "ve": "/dang-nhap/?x=1"})
    assert answer["Location"] == "/dang-nhap/?x=1" and answer.cookies["giao_dien"]["httponly"]
    assert 'data-theme="dark"' in browser.get("/dang-nhap/").content.decode()
    browser.post(reverse("staff:theme"), {"nen": "sang"})
    assert 'data-theme="light"' in browser.get("/dang-nhap/").content.decode()
    browser.post(reverse("staff:theme"), {"nen": ""})
    assert "data-theme" not in browser.get("/dang-nhap/").content.decode()


@pytest.mark.parametrize("away", ["https://noi-khac.example/", "//noi-khac.example/", "javascript:alert(1)"])
def test_the_choice_leads_nowhere_else(away: str) -> None:
    assert Client().post(reverse("staff:theme"), {"nen": "toi", "ve": away})["Location"] == "/"
