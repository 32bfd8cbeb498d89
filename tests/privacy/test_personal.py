"""Personal data in a text: what is pointed out, what is not, and what nobody learns from it."""

from __future__ import annotations

import datetime as dt

import pytest

from dangvu.orgs.models import Person
from dangvu.privacy import consent
from dangvu.privacy.personal import Personal, check_personal, named_in_address
from tests import cast
from tests.cast import line, record

pytestmark = pytest.mark.django_db
ON = dt.date(2023, 3, 22)


def found(text: str, persons: frozenset[int] | None = None) -> list[Personal]:
    return check_personal(text, org=cast.org("R"), on=ON, persons=persons)


@pytest.fixture
def books() -> None:
    record(*cast.book())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("CCCD số 001085012345", "identity"),
        ("chứng minh nhân dân 123 456 789", "identity"),
        ("điện thoại 0912 345 678", "phone"),
        ("liên hệ +84 912.345.678", "phone"),
        ("thẻ đảng viên số 25.123456", "card"),
        ("trú tại số nhà 5, thôn Đoài, xã Kim Chung", "address"),
        ("thư: nguyenvana@example.vn", "email"),
    ],
)
@pytest.mark.usefixtures("books")
def test_numbers_and_addresses(text: str, kind: str) -> None:
    assert kind in [each.kind for each in found(f"Đồng chí ấy, {text}.")]


@pytest.mark.usefixtures("books")
def test_figures_and_names_of_places_are_no_personal_data() -> None:
    text = "Doanh thu 123.456.789 đồng; Trường THPT Nguyễn Văn An; đường Trần Thị Bình; học tập Chủ tịch Hồ Chí Minh; 82.774 đảng viên."
    assert found(text) == []


@pytest.mark.usefixtures("books")
def test_a_member_is_named_only_with_a_post_or_consent() -> None:
    text = "Đồng chí nguyễn chưa viết hoa. Đồng chí Nguyễn Văn An phát biểu."
    (told,) = found(text)
    an = Person.objects.get(code="an")
    assert (told.text, told.sure, told.persons) == ("Nguyễn Văn An", True, (an.pk,))
    held = consent.agree(an, on=dt.date(2023, 1, 1), how="giấy ký ngày 1/1/2023", actor="t")
    assert found(text) == []
    with pytest.raises(consent.NotAgreed):
        consent.agree(an, on=ON, how="lần nữa", actor="t")
    consent.withdraw(an, on=ON, actor="t")
    held.refresh_from_db()
    assert held.ended == ON and len(found(text)) == 1
    record(line("appointed", "2021-01-01", person="an", org="A", post="secretary"))
    assert found(text) == []


@pytest.mark.usefixtures("books")
def test_who_may_not_see_persons_learns_nothing() -> None:
    """A member out of reach and somebody nobody knows are told alike."""
    member, nobody = found("Đồng chí Nguyễn Văn An phát biểu.", frozenset()), found("Đồng chí Nguyễn Văn Không phát biểu.", frozenset())
    assert [(each.sure, each.message, each.persons) for each in member] == [(each.sure, each.message, each.persons) for each in nobody]
    assert member and not member[0].sure


@pytest.mark.usefixtures("books")
def test_the_address_of_a_page_names_nobody_who_did_not_agree() -> None:
    (told,) = named_in_address("le-ket-nap-nguyen-van-an-2023", on=ON)
    an = Person.objects.get(code="an")
    assert (told.text, told.sure, told.persons) == ("nguyen-van-an", True, (an.pk,))
    assert named_in_address("le-ket-nap-dang-vien-moi-2023", on=ON) == []
    consent.agree(an, on=dt.date(2023, 1, 1), how="giấy ký ngày 1/1/2023", actor="t")
    assert named_in_address("le-ket-nap-nguyen-van-an-2023", on=ON) == []
