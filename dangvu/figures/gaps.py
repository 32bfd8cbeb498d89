"""What is missing or contradictory in what the books hold of a member: each kind of gap is a rule over the values of a day. Pure.

A gap is countable: it is a trait of persons like sex or age band, with the values ``yes`` and ``no``, and a figure of the catalogue counts
those who have it (``catalogue.quality``). Source of the kinds: domain guide §11.2 (fields with a star) and §11.3 (what users report).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

PREFIX: Final = "gap_"
YES, NO = "yes", "no"
ANY: Final = "gap_any"
DIGITS: Final = 12
"""Digits of a personal identity number, and of a member's card (national template, columns I and J)."""
OLDEST: Final = 110
ADULT: Final = 18
TWO_LEVELS: Final = dt.date(2025, 7, 1)
"""From this day on an address names province and ward only."""
DISTRICT: Final = re.compile(r"^\s*(huyện|quận|thị xã|thành phố thuộc tỉnh)\s", re.IGNORECASE)
ODD: Final = re.compile(r"[\d_@#*/\\=+]|\s{2}")
CENTURIES: Final = {"0": (1900, "male"), "1": (1900, "female"), "2": (2000, "male"), "3": (2000, "female")}
"""The fourth digit of an identity number: the century of the birth and the sex."""


@dataclass(frozen=True)
class Life:
    """What is known of a person on a day: values by attribute, and the days of the life as entries tell them (None: not told)."""

    values: dict[str, Any]
    day: dt.date
    began: dt.date | None = None
    admitted: dt.date | None = None
    official: dt.date | None = None
    is_official: bool = False

    def text(self, name: str) -> str:
        value = self.values.get(name)
        return "" if value is None else str(value).strip()

    @property
    def birth(self) -> dt.date | None:
        text = self.text("birth")
        return dt.date.fromisoformat(text) if text else None

    @property
    def identity(self) -> str:
        return self.text("identity_number") or self.text("citizen_id")


@dataclass(frozen=True)
class Gap:
    """One kind. ``word``: what a sheet to be filled in asks for; ``field``: the attribute one mends it by, empty where only an entry can;
    ``sort``: missing or contradictory.
    """

    code: str
    title: str
    title_en: str
    definition: str
    sort: str
    word: str
    field: str
    found: Callable[[Life], bool]


def _missing(name: str) -> Callable[[Life], bool]:
    return lambda life: not life.text(name)


def _identity_odd(life: Life) -> bool:
    return bool(life.identity) and not (life.identity.isdecimal() and len(life.identity) == DIGITS)


def _card_odd(life: Life) -> bool:
    card = life.text("card_number")
    return bool(card) and not (card.isdecimal() and len(card) == DIGITS)


def _identity_disagrees(life: Life) -> bool:
    """The number tells the sex and the year of birth of its holder."""
    if not life.identity or _identity_odd(life) or life.identity[3] not in CENTURIES:
        return False
    century, sex = CENTURIES[life.identity[3]]
    year = century + int(life.identity[4:6])
    return bool((life.text("sex") and life.text("sex") != sex) or (life.birth and life.birth.year != year))


def _age_odd(life: Life) -> bool:
    """Not yet of age when admitted, or older than anybody is."""
    if life.birth is None:
        return False
    when = life.admitted or life.began
    return _years(life.birth, life.day) > OLDEST or (when is not None and _years(life.birth, when) < ADULT)


def _years(birth: dt.date, day: dt.date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def _dates_disagree(life: Life) -> bool:
    """Decided, admitted and recognised come in this order, and a probation takes a year (domain guide §2.4)."""
    if life.began and life.admitted and life.began > life.admitted:
        return True
    return bool(life.admitted and life.official and _years(life.admitted, life.official) < 1)


def _district(life: Life) -> bool:
    parts = life.text("residence").split(",")
    return life.day >= TWO_LEVELS and any(DISTRICT.match(part) for part in parts)


def _name_odd(life: Life) -> bool:
    name = life.text("name")
    return bool(name) and (len(name.split()) < 2 or bool(ODD.search(name)))


VALUES: Final = (
    ("birth", "ngày sinh", "birth date", ""),
    ("sex", "giới tính", "sex", ""),
    ("ethnicity", "dân tộc", "ethnic group", ""),
    ("religion", "tôn giáo", "religion", " (không theo đạo thì ghi “Không”)"),
    ("schooling", "học vấn phổ thông", "schooling", ""),
    ("qualification", "trình độ chuyên môn", "qualification", " (chưa qua đào tạo thì ghi rõ)"),
    ("occupation", "nghề nghiệp", "occupation", ""),
    ("native_place", "quê quán", "native place", ""),
)
"""What the statistical forms and the national template ask of everybody: attribute, its word, in English, and how to write nothing."""


def _value_gap(name: str, word: str, english: str, hint: str) -> Gap:
    definition = f"Số đảng viên vào ngày tính mà sổ chưa ghi {word}{hint}."
    return Gap(
        f"{PREFIX}{name}", f"Đảng viên chưa ghi {word}", f"Members without {english}", definition, "missing", word, name, _missing(name)
    )


GAPS: Final[dict[str, Gap]] = {
    each.code: each
    for each in (
        *(_value_gap(*each) for each in VALUES),
        Gap(
            "gap_card_number",
            "Đảng viên chính thức chưa ghi số thẻ",
            "Full members without card number",
            "Số đảng viên chính thức vào ngày tính mà sổ chưa ghi số thẻ đảng viên.",
            "missing",
            "số thẻ đảng viên",
            "card_number",
            lambda life: life.is_official and not life.text("card_number"),
        ),
        Gap(
            "gap_identity",
            "Đảng viên chưa ghi số định danh",
            "Members without identity number",
            "Số đảng viên vào ngày tính mà sổ chưa ghi số định danh cá nhân.",
            "missing",
            "số định danh cá nhân (12 số)",
            "identity_number",
            lambda life: not life.identity,
        ),
        Gap(
            "gap_party_age",
            "Đảng viên chưa rõ ngày tính tuổi Đảng",
            "Members without a start of Party age",
            "Số đảng viên vào ngày tính mà sổ không cho biết tuổi Đảng tính từ ngày nào, nên không xét được Huy hiệu Đảng.",
            "missing",
            "ngày quyết định kết nạp",
            "",
            lambda life: life.began is None and life.admitted is None,
        ),
        Gap(
            "gap_official_day",
            "Đảng viên chính thức chưa rõ ngày chính thức",
            "Full members without a day of recognition",
            "Số đảng viên chính thức vào ngày tính mà sổ không cho biết ngày được công nhận chính thức.",
            "missing",
            "ngày chính thức",
            "",
            lambda life: life.is_official and life.official is None,
        ),
        Gap(
            "gap_identity_form",
            "Số định danh không đủ 12 chữ số",
            "Identity numbers that are not 12 digits",
            "Số đảng viên vào ngày tính có số định danh không đúng 12 chữ số: số chứng minh cũ, mất số 0 ở đầu, thừa ký tự.",
            "contradictory",
            "số định danh: cần đủ 12 số",
            "identity_number",
            _identity_odd,
        ),
        Gap(
            "gap_identity_birth",
            "Số định danh không khớp giới tính, năm sinh",
            "Identity numbers that contradict sex or birth year",
            "Số đảng viên vào ngày tính có số định danh nói giới tính hoặc năm sinh khác với lý lịch (chữ số thứ tư đến thứ sáu).",
            "contradictory",
            "số định danh không khớp ngày sinh, giới tính",
            "identity_number",
            _identity_disagrees,
        ),
        Gap(
            "gap_card_form",
            "Số thẻ đảng không đủ 12 chữ số",
            "Card numbers that are not 12 digits",
            "Số đảng viên vào ngày tính có số thẻ đảng viên không phải đúng 12 chữ số.",
            "contradictory",
            "số thẻ: cần đủ 12 số",
            "card_number",
            _card_odd,
        ),
        Gap(
            "gap_age",
            "Ngày sinh không thể đúng",
            "Impossible birth dates",
            "Số đảng viên vào ngày tính chưa đủ 18 tuổi khi vào Đảng, hoặc quá 110 tuổi, theo ngày sinh đã ghi.",
            "contradictory",
            "ngày sinh: xem lại",
            "birth",
            _age_odd,
        ),
        Gap(
            "gap_dates",
            "Các ngày vào Đảng mâu thuẫn nhau",
            "Contradictory days of admission and recognition",
            "Số đảng viên vào ngày tính có ngày quyết định sau ngày kết nạp, hoặc ngày chính thức chưa đủ một năm sau ngày kết nạp.",
            "contradictory",
            "ngày kết nạp, ngày chính thức: xem lại",
            "",
            _dates_disagree,
        ),
        Gap(
            "gap_district",
            "Nơi ở còn ghi cấp huyện",
            "Addresses that still name a district",
            "Số đảng viên từ ngày 1/7/2025 có nơi ở còn ghi quận, huyện, thị xã; địa chỉ nay chỉ còn tỉnh và xã, phường.",
            "contradictory",
            "nơi ở: bỏ cấp huyện",
            "residence",
            _district,
        ),
        Gap(
            "gap_name",
            "Họ tên viết lạ",
            "Odd names",
            "Số đảng viên vào ngày tính có họ tên chỉ một chữ, có chữ số, ký hiệu hoặc hai dấu cách liền nhau.",
            "contradictory",
            "họ và tên: xem lại cách viết",
            "name",
            _name_odd,
        ),
    )
}


def of_life(life: Life) -> list[Gap]:
    """Every gap of one life."""
    return [gap for gap in GAPS.values() if gap.found(life)]
