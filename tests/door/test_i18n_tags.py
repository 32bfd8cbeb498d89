"""``{% translate %}`` remembered by language says what Django's own says."""

from __future__ import annotations

import pytest
from django.template import Context, Engine
from django.utils.translation import override

OWN = Engine(libraries={"i18n": "django.templatetags.i18n"})
KEPT = Engine(libraries={"i18n": "dangvu.door.i18n_tags"})
FORMS = (
    '{% translate "Đảng viên" %}',
    "{% translate 'Chi bộ' %}",
    '{% translate "50 % của <tất cả>" %}',
    '{% translate "Đảng viên" as said %}{{ said }}!',
    '{% translate "Đảng viên" noop %}',
    '{% translate "Đảng viên"|upper %}',
    "{% translate word %}",
    '{% trans "Đảng viên" %}',
    "{% blocktranslate %}Đảng viên{% endblocktranslate %}",
)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_remembered_is_what_django_says(form: str) -> None:
    kept, own = (engine.from_string("{% load i18n %}" + form) for engine in (KEPT, OWN))
    # The same template in one language, in the other, and back: nothing of the one stays in the other.
    for language in ("vi", "en", "vi", "en"):
        with override(language):
            context = {"word": "Chi bộ"}
            assert kept.render(Context(context)) == own.render(Context(context))


def test_languages_differ() -> None:
    page = KEPT.from_string('{% load i18n %}{% translate "Đảng viên" %}')
    said = []
    for language in ("vi", "en"):
        with override(language):
            said.append(page.render(Context()))
    assert said[0] == "Đảng viên" != said[1]
