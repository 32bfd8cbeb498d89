"""Erasing a person whom articles name: drafts lose the name, a published article becomes a task until it is corrected or withdrawn."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Revision

from dangvu.orgs.models import Person, Role, User
from dangvu.pages import forgetting, services
from dangvu.pages.models import Article, Named
from dangvu.privacy import erasure
from dangvu.privacy.erasure import GONE, Erased
from tests.cast import book, line, org, record
from tests.pages.newsroom import article, body, paragraph, user, write

pytestmark = pytest.mark.django_db
TODAY = dt.date(2026, 6, 1)
NAME = "Nguyễn Văn An"
SAID = f"<p>Đồng chí {NAME} được khen.</p>"


@pytest.fixture
def secretary() -> User:
    record(*book(), line("transferred_out", "2020-05-05", person="an", to="Ngoài tỉnh"))
    return user("bithu", "R", Role.SECRETARY)


def erased() -> Erased:
    one = Person.objects.get(name=NAME)
    return erasure.erase(one, reason="retention", actor="x", on=TODAY, elsewhere=[forgetting.forget])


def published(secretary: User, **fields: object) -> Article:
    page = article(**{"title": "Gương người tốt", "body": body(paragraph(SAID)), **fields})  # type: ignore[arg-type]
    for each in services.objections(services.draft_of(page)):
        services.waive(page, each.key, user=secretary, reason="Người này đã đồng ý")
    services.publish(page, user=secretary)
    return Article.objects.get(pk=page.pk)


def test_a_draft_loses_the_name_in_all_its_versions(secretary: User) -> None:
    page = write(article(title=f"Thăm {NAME}", lead=f"{NAME} kể.", body=body(paragraph(SAID))), by=NAME)
    done = erased()
    page = Article.objects.get(pk=page.pk)
    assert (page.title, page.lead) == (f"Thăm {GONE}", f"{GONE} kể.")
    assert NAME not in str(page.body) and GONE in str(page.body)
    told = [services.draft_of(page), *(each.as_object() for each in Revision.objects.for_instance(page))]
    assert len(told) >= 3
    assert [each for each in told if NAME in f"{each.title}{each.lead}{each.by}{each.body}"] == []
    assert done.texts >= 4 and done.mentions == () and not Named.objects.exists()


def test_a_published_article_is_a_task_until_it_is_corrected(secretary: User) -> None:
    page = published(secretary)
    frozen = page.edition.frozen if page.edition else ""
    done = erased()
    assert len(done.mentions) == 1 and "Gương người tốt" in done.mentions[0] and "đính chính" in done.mentions[0]
    page = Article.objects.get(pk=page.pk)
    assert page.edition is not None and page.edition.frozen == frozen and NAME in str(page.body)
    assert [each.person for each in forgetting.open_tasks([org("K1")])] == ["an"]
    assert forgetting.open_tasks([org("R")]) == []
    client = Client()
    client.force_login(secretary)
    assert "còn nêu tên" in client.get(reverse("room:review", args=[page.pk])).content.decode()
    assert reverse("room:review", args=[page.pk]) in client.get(reverse("staff:home")).content.decode()

    write(page, body=body(paragraph("<p>Một đồng chí được khen.</p>")), correction="Bỏ tên một người.")
    services.publish(Article.objects.get(pk=page.pk), user=secretary)
    assert forgetting.open_tasks([org("K1")]) == []


def test_a_withdrawal_settles_it_and_an_old_edition_is_only_pointed_out(secretary: User) -> None:
    page = published(secretary)
    services.withdraw(page, user=secretary, why="Hết thời hạn")
    done = erased()
    assert len(done.mentions) == 1 and "trước đây" in done.mentions[0]
    assert not Named.objects.exists()


def test_a_name_that_somebody_else_bears_is_pointed_out_and_left(secretary: User) -> None:
    record(line("person", "2019-01-01", person="an2", name=NAME, sex="male"))
    draft = article(title=f"Thăm {NAME}")
    published(secretary, slug="khac")
    done = erasure.erase(Person.objects.get(code="an"), reason="retention", actor="x", on=TODAY, elsewhere=[forgetting.forget])
    draft.refresh_from_db()
    assert NAME in draft.title and len(done.mentions) == 2 and done.texts == 0
    assert not Named.objects.exists(), "it may well be the other one"
