"""Publication: what is frozen stays, what is objected to does not go out, nothing goes out any other way."""

from __future__ import annotations

import datetime as dt
import io

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from PIL import Image

from dangvu.core.uploads import Harmful
from dangvu.ledger import book as ledger
from dangvu.orgs.models import Role, User
from dangvu.pages import gather, rooms, services
from dangvu.pages import objections as wards
from dangvu.pages.errors import Objection, Refused
from dangvu.pages.frozen import content_of
from dangvu.pages.models import Article, Edition
from dangvu.pages.shown import shown
from dangvu.privacy.personal import Personal
from tests.cast import book, line, org, record
from tests.pages.newsroom import article, body, figures, paragraph, picture, user, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _book() -> None:
    record(*book())


@pytest.fixture
def secretary() -> User:
    return user("bithu", "K1", Role.SECRETARY)


def one_more(code: str = "dung") -> None:
    record(
        line("person", "2019-01-01", person=code, name="Phạm Văn Dũng", birth="1980-01-01", sex="male"),
        line("carried_over", "2020-01-01", person=code, org="B", status="official"),
    )


def printed(page: Article) -> str:
    edition = page.edition
    assert edition is not None
    return shown(Article.objects.get(pk=page.pk), content_of(edition)).text


def test_numbers_are_live_until_published_and_then_stay(secretary: User) -> None:
    page = article()
    assert "với 1 đảng viên" in shown(page, gather.gather(page)).text
    one_more()
    assert "với 2 đảng viên" in shown(page, gather.gather(page)).text
    edition = services.publish(page, user=secretary)
    one_more("giang")
    page = Article.objects.get(pk=page.pk)
    assert page.live
    assert "với 2 đảng viên" in printed(page)
    assert gather.gather(page).facts["member_total"].value == 3
    assert gather.gather(page, edition.known).facts["member_total"].value == 2
    assert edition.known < ledger.last_number()
    assert services.still_stands(edition)


@pytest.mark.parametrize("column", ["frozen", "check_code", "known", "number"])
def test_the_database_refuses_to_change_an_edition(secretary: User, column: str) -> None:
    edition = services.publish(article(), user=secretary)
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**{column: "7"})
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).delete()


def test_an_article_changed_behind_the_back_no_longer_stands(secretary: User) -> None:
    page = article()
    edition = services.publish(page, user=secretary)
    assert services.still_stands(Edition.objects.get(pk=edition.pk))
    Article.objects.filter(pk=page.pk).update(body=body(paragraph("<p>Đảng bộ có 667 đảng viên.</p>")))
    assert not services.still_stands(Edition.objects.get(pk=edition.pk))


def test_blocks_of_figures_and_tables_are_frozen_with_their_addresses(secretary: User) -> None:
    told = figures("member_total", "admitted")
    asked = {"organisation": "", "start": None, "end": None, "figure": "member_total", "by": "cell", "caption": "Theo chi bộ"}
    page = article(body=body(told, {"type": "parts", "id": "p", "value": asked}))
    content = content_of(services.publish(page, user=secretary))
    assert [content.numbers[each["id"]].value for each in told["value"]] == [1, 0]
    assert [content.numbers[each.number].value for each in content.tables["p"]] == [1, 0, 1]
    assert content.fact("p.1").asked.part == "A"


def test_only_who_holds_the_right_publishes() -> None:
    page = article()
    for role, place in ((Role.EDITOR, "K1"), (Role.CLERK, "K1"), (Role.SECRETARY, "K2"), (Role.ADMINISTRATOR, "K1")):
        with pytest.raises(Refused):
            services.publish(page, user=user(f"{role}-{place}", place, role))
    assert services.publish(page, user=user("huyen", "R", Role.SECRETARY)).number == 1


def test_nothing_else_makes_an_article_live(secretary: User) -> None:
    page = article()
    with pytest.raises(Refused):
        page.get_latest_revision().publish()
    page.live = True
    with pytest.raises(Refused):
        page.save()
    assert not Article.objects.get(pk=page.pk).live


@pytest.mark.parametrize(
    ("blocks", "kind"),
    [
        ([paragraph("<p>{{member_totl}}</p>")], "mark"),
        ([paragraph("<p>{{member_total</p>")], "mark"),
        ([figures("member_total", organisation="K2")], "figure"),
        ([figures("member_by_religion")], "figure"),
    ],
)
def test_what_cannot_be_printed_cannot_be_waived(secretary: User, blocks: list[dict[str, object]], kind: str) -> None:
    page = article(body=body(*blocks))
    found = [each for each in services.objections(page) if not each.waivable]
    assert {each.kind for each in found} == {kind}
    with pytest.raises(Refused):
        services.waive(page, found[0].key, user=secretary, reason="cứ đăng")
    with pytest.raises(Refused):
        services.publish(page, user=secretary)


def test_a_number_against_the_books_stops_the_publication_until_mended_or_waived(secretary: User) -> None:
    page = article(body=body(paragraph("<p>Đến ngày 30/6/2021, Đảng bộ K1 có 667 đảng viên.</p>")))
    left = services.standing(page)
    assert [each.kind for each in left] == ["text"]
    with pytest.raises(Refused, match="667"):
        services.publish(page, user=secretary)
    with pytest.raises(Refused):
        services.waive(page, left[0].key, user=secretary, reason="  ")
    with pytest.raises(Refused):
        services.waive(page, left[0].key, user=user("bientap", "K1"), reason="số của huyện")
    services.waive(page, left[0].key, user=secretary, reason="số của huyện")
    assert services.publish(page, user=secretary).number == 1
    assert page.waivers.get().reason == "số của huyện"
    changed = write(page, body=body(paragraph("<p>Đến ngày 30/6/2021, Đảng bộ K1 có 668 đảng viên.</p>")), correction="Sửa số.")
    with pytest.raises(Refused, match="668"):
        services.publish(changed, user=secretary)


@pytest.mark.parametrize(("kind", "sure", "waivable"), [("phone", True, False), ("phone", False, True), ("name", True, True)])
def test_a_number_of_a_person_never_goes_out(
    secretary: User, monkeypatch: pytest.MonkeyPatch, kind: str, sure: bool, waivable: bool
) -> None:
    page = article(body=body(paragraph("<p>Liên hệ 0912 345 678.</p>")))
    asked = []

    def check(text: str, **_named: object) -> list[Personal]:
        asked.append(text)
        return [Personal(0, 3, "091", kind, sure, "Có dữ liệu cá nhân.")]

    monkeypatch.setattr(wards, "check_personal", check)
    found = services.objections(page)
    assert [(each.kind, each.waivable) for each in found] == [("personal", waivable)]
    assert "Liên hệ 0912 345 678." in asked[0]
    with pytest.raises(Refused):
        services.publish(page, user=secretary)


def test_a_person_named_in_the_address_is_objected_to(secretary: User) -> None:
    page = article()
    page.slug = "le-ket-nap-nguyen-van-an"
    (told,) = services.objections(page)
    assert (told.kind, told.waivable) == ("personal", True)
    assert "nguyen-van-an" in told.where


def test_a_published_article_is_not_changed_silently(secretary: User) -> None:
    page = article()
    services.publish(page, user=secretary)
    changed = write(page, lead="Lời dẫn đã sửa.")
    with pytest.raises(Refused, match="Đính chính"):
        services.publish(changed, user=secretary)
    second = services.publish(write(page, correction="Sửa lời dẫn."), user=secretary)
    assert (second.number, second.correction) == (2, "Sửa lời dẫn.")
    with pytest.raises(Refused, match="Đính chính"):
        services.publish(write(page, lead="Lại sửa."), user=secretary)


def test_a_withdrawn_article_is_gone_and_says_why(secretary: User) -> None:
    page = article()
    services.publish(page, user=secretary)
    with pytest.raises(Refused):
        services.withdraw(page, user=secretary, why="")
    edition = services.withdraw(page, user=secretary, why="Đăng nhầm ngày.")
    assert edition.why == "Đăng nhầm ngày."
    assert not Article.objects.get(pk=page.pk).live
    again = services.publish(write(page, correction="Đăng lại đúng ngày."), user=secretary)
    assert again.number == 2


def test_an_article_goes_out_and_away_at_its_times(secretary: User) -> None:
    page, now = article(), timezone.now()
    services.schedule(page, user=secretary, at=now + dt.timedelta(hours=1), until=now + dt.timedelta(hours=2))
    assert (services.publish_due(), Article.objects.get(pk=page.pk).live) == ([], False)
    assert not services.due()
    later = now + dt.timedelta(minutes=61)
    assert services.due(later)
    one_more()
    assert [each.what for each in services.publish_due(later)] == ["published"]
    assert "với 2 đảng viên" in printed(page)
    assert page.editions.get().published_by == "bithu"
    assert [each.what for each in services.publish_due(now + dt.timedelta(hours=3))] == ["expired"]
    assert not Article.objects.get(pk=page.pk).live


def test_what_is_objected_to_when_its_time_comes_is_held(secretary: User, monkeypatch: pytest.MonkeyPatch) -> None:
    page, now = article(), timezone.now()
    services.schedule(page, user=secretary, at=now + dt.timedelta(hours=1))
    monkeypatch.setattr(services, "objections", lambda _draft: [Objection("k", "text", "đoạn 1", "Số này không còn đúng.")])
    assert [each.what for each in services.publish_due(now + dt.timedelta(hours=2))] == ["held"]
    kept = Article.objects.get(pk=page.pk)
    assert (kept.live, kept.held) == (False, "Số này không còn đúng.")
    assert not services.due(now + dt.timedelta(hours=2))


def test_times_that_make_no_sense_are_refused(secretary: User) -> None:
    now = timezone.now()
    for at, until in ((None, None), (now, None), (now + dt.timedelta(hours=2), now + dt.timedelta(hours=1))):
        with pytest.raises(Refused):
            services.schedule(article(), user=secretary, at=at, until=until)


def test_pictures_are_drawn_anew_and_need_words(secretary: User) -> None:
    raw = io.BytesIO()
    told = Image.Exif()
    told[0x010F] = "Máy ảnh của ai đó"
    Image.new("RGB", (40, 20), "red").save(raw, "JPEG", exif=told)
    rooms.open_room(org("K1"))
    kept = picture(raw=raw.getvalue(), name="anh.jpg")
    with Image.open(kept.file.path) as stored:
        assert (stored.size, dict(stored.getexif())) == ((40, 20), {})
    with pytest.raises(Harmful):
        picture(raw=b"<svg/>", name="anh.svg")
    bare = {"picture": kept.pk, "alt": "", "caption": "Chú thích", "credit": "vẽ"}
    page = article(body=body({"type": "picture", "id": "a", "value": bare}))
    assert [(each.kind, each.waivable) for each in services.objections(page)] == [("picture", False)]
    page = article(body=body({"type": "picture", "id": "a", "value": {**bare, "alt": "Nền đỏ"}}))
    assert set(services.publish(page, user=secretary).pictures.all()) == {kept}
