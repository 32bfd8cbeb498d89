"""Two languages: every message has its English, an English page has no Vietnamese of ours, documents are always Vietnamese."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from dangvu.reports.models import Report
from tests.homes import ROOT
from tests.staff import english
from tests.staff.test_pages import EXPECTED, READERS, WHEN, address, office

pytestmark = pytest.mark.django_db
__all__ = ["office"]
IN_ENGLISH = {**WHEN, "ngon-ngu": "en"}
# Pages whose own words are Vietnamese in every language: the chapters of the guide.
VIETNAMESE = {"guide_chapter"}


def test_every_message_has_its_translation_and_the_compiled_catalogue_is_of_today() -> None:
    """`make messages` gathers, compiles, and names what is missing: this fails until it was run and every message translated."""
    done = subprocess.run([sys.executable, "scripts/messages", "--check"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_english_pages_have_no_vietnamese_of_ours(office: Callable[[str], Client]) -> None:
    """Every page: what is left in Vietnamese is what people typed, rules, definitions and official names."""
    left: dict[str, list[str]] = {}
    seen = set[str]()
    for reader in ("clerk", "administrator", "auditor"):
        browser, typed = office(reader), english.data()
        for name, (_arguments, statuses) in EXPECTED.items():
            if name in seen | VIETNAMESE or statuses[READERS.index(reader)] != 200:
                continue
            seen.add(name)
            answer = browser.get(address(name), IN_ENGLISH)
            if answer.headers["Content-Type"].startswith("text/html") and (found := english.left(answer.content.decode(), typed)):
                left[name] = found
    for reader, path in (("member", "/so-tay/"), ("clerk", "/tai-khoan/"), ("anonymous", "/dang-nhap/")):
        if found := english.left(office(reader).get(path, IN_ENGLISH).content.decode(), english.data()):
            left[path] = found
    assert left == {}


def test_a_choice_is_kept_and_documents_stay_vietnamese(office: Callable[[str], Client]) -> None:
    browser = office("clerk")
    home, report = reverse("staff:home"), reverse("staff:report", args=[Report.objects.get(kind="mid_term").pk])
    vietnamese = browser.get(home, WHEN, headers={"Accept-Language": "en"}).content.decode()
    assert '<html lang="vi">' in vietnamese, "a browser that speaks English is not asked"
    assert len(english.left(vietnamese.replace(' lang="vi"', ""), english.data())) > 10, "the search for Vietnamese finds some"
    written = article(browser.get(report, WHEN).content.decode())
    chosen = browser.get(home, IN_ENGLISH).content.decode()
    assert '<html lang="en">' in chosen and "22 Mar 2023" in chosen and 'value="22/3/2023"' in chosen
    assert '<html lang="en">' in browser.get(home, WHEN).content.decode()
    again = article(browser.get(report, WHEN).content.decode())
    assert "Tăng trong kỳ" in again and "Increase" not in again and again.count("<td") == written.count("<td")
    assert '<html lang="vi">' in browser.get(home, {**WHEN, "ngon-ngu": "vi"}).content.decode()
    assert '<html lang="vi">' in browser.get(home, {**WHEN, "ngon-ngu": "fr"}).content.decode()


def article(page: str) -> str:
    return page.partition("<article")[2].partition("</article>")[0]
