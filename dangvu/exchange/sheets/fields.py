"""What a column of a list of members may tell. The spellings by which a column is recognised stand in ``lexicon.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from dangvu.core.vietnamese import fold

DATA = Path(__file__).parent / "lexicon.toml"
BETWEEN = re.compile(r"[^a-z0-9]+")
NOTES = re.compile(r"\([^)]*\)")


@dataclass(frozen=True)
class Field:
    """A field. ``sort``: how its cells are read (``values.READERS``); ``value``: whether it is an attribute of the person."""

    code: str
    title: str | Promise
    sort: str
    value: bool = True


FIELDS: Final[Mapping[str, Field]] = {
    each.code: each
    for each in (
        Field("code", _("Mã trong sổ"), "code", value=False),
        Field("national_id", _("ID trong cơ sở dữ liệu quốc gia"), "uuid"),
        Field("name", _("Họ và tên"), "name"),
        Field("family_name", _("Họ và tên đệm"), "name", value=False),
        Field("given_name", _("Tên"), "name", value=False),
        Field("other_name", _("Tên gọi khác"), "text"),
        Field("sex", _("Giới tính"), "sex"),
        Field("male", _("Nam (đánh dấu)"), "mark", value=False),
        Field("female", _("Nữ (đánh dấu)"), "mark", value=False),
        Field("birth", _("Ngày sinh"), "birth"),
        Field("born_male", _("Ngày, năm sinh – nam"), "birth", value=False),
        Field("born_female", _("Ngày, năm sinh – nữ"), "birth", value=False),
        Field("ethnicity", _("Dân tộc"), "ethnicity"),
        Field("religion", _("Tôn giáo"), "religion"),
        Field("identity_number", _("Số định danh cá nhân, căn cước"), "identity"),
        Field("identity_number_old", _("Số CMND cũ (9 số)"), "old_identity"),
        Field("card_number", _("Số thẻ đảng viên"), "card"),
        Field("card_number_old", _("Số thẻ cũ (QĐ 85)"), "old_card"),
        Field("card_place", _("Nơi cấp thẻ"), "text"),
        Field("card_date", _("Ngày cấp thẻ"), "date"),
        Field("org", _("Chi bộ, tổ chức đảng"), "org", value=False),
        Field("birth_country", _("Nơi khai sinh: quốc gia"), "country"),
        Field("birth_province", _("Nơi khai sinh: tỉnh, thành phố"), "province"),
        Field("birth_place", _("Nơi khai sinh: địa chỉ"), "address"),
        Field("native_country", _("Quê quán: quốc gia"), "country"),
        Field("native_province", _("Quê quán: tỉnh, thành phố"), "province"),
        Field("native_place", _("Quê quán"), "address"),
        Field("residence_country", _("Thường trú: quốc gia"), "country"),
        Field("residence_province", _("Thường trú: tỉnh, thành phố"), "province"),
        Field("residence", _("Nơi ở, thường trú"), "address"),
        Field("admitted_on", _("Ngày vào Đảng"), "date", value=False),
        Field("official_on", _("Ngày chính thức"), "date", value=False),
        Field("party_age_from", _("Ngày tính tuổi Đảng"), "date", value=False),
        Field("standing", _("Tư cách (chính thức, dự bị)"), "standing", value=False),
        Field("status", _("Trạng thái"), "status", value=False),
        Field("status_on", _("Ngày ra khỏi Đảng, từ trần, miễn"), "date", value=False),
        Field("schooling", _("Giáo dục phổ thông"), "text"),
        Field("qualification", _("Trình độ chuyên môn"), "text"),
        Field("political_theory", _("Lý luận chính trị"), "text"),
        Field("occupation", _("Nghề nghiệp"), "text"),
        Field("workplace", _("Nơi làm việc"), "text"),
        Field("phone", _("Điện thoại"), "phone"),
        Field("liaison_cell", _("Chi bộ nơi cư trú"), "text"),
    )
}
"""All fields by their code, in the order they are offered."""

ON_PAGES: Final = (("code", _("Mã")), ("org", _("Mã chi bộ")), ("org", _("Chi bộ")), ("standing", _("Tư cách")))
"""What the page of members calls these in the files it gives out, where that differs from the titles above."""

STATED = "birth_stated"
"""A birth of which the file tells only the year or the month: kept as it is told, for no day may be invented."""

ATTRIBUTES: Final = (*(each.code for each in FIELDS.values() if each.value), STATED)
"""What becomes a value of the person."""


def plain(text: str) -> str:
    """A header or a word as it is compared: folded, without signs and stars."""
    return BETWEEN.sub(" ", fold(text)).strip()


def without_notes(text: str) -> str:
    """A header without what stands in brackets."""
    return NOTES.sub(" ", text)


@cache
def lexicon() -> Mapping[str, Any]:
    """The data file: ``headers`` by field, code lists, words for values."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@cache
def spellings() -> Mapping[str, str]:
    """Folded header → field. A header below another one is spelled ``group/header``."""
    found: dict[str, str] = {}
    for code, texts in lexicon()["headers"].items():
        for each in texts:
            key = "/".join(plain(part) for part in each.split("/"))
            assert code in FIELDS and found.setdefault(key, code) == code, each
    # What this program calls a column in a list it exports is read again in every language it speaks.
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code, title in (*((code, each.title) for code, each in FIELDS.items()), *ON_PAGES):
                found.setdefault(plain(str(title)), code)
    return found


@cache
def words(sort: str) -> Mapping[str, str]:
    """Folded word → value, of the sorts that have a fixed list of words: sex, standing, status, ethnicity, religion, country."""
    told = lexicon()["words"][sort]
    pairs = ((plain(each), value) for value, texts in told.items() for each in (value, *texts))
    return dict(pairs)
