"""``{% url %}`` and ``{% static %}`` remembered say what Django's own say."""

from __future__ import annotations

import pytest
from django.template import Context, Engine, RequestContext
from django.test import RequestFactory, override_settings
from django.test.utils import override_script_prefix
from django.urls import resolve

OWN = Engine(libraries={"static": "django.templatetags.static"})
KEPT = Engine(libraries={"static": "dangvu.door.address_tags"}, builtins=["dangvu.door.address_tags"])
FORMS = (
    "{% url 'staff:people' %}",
    "{% url 'staff:person' code %}",
    "{% url 'staff:person' code='a&b' %}",
    "{% url 'staff:people' as way %}[{{ way }}]",
    "{% url 'staff:nowhere' as way %}[{{ way }}]",
    "{% url name %}",
    "{% url 'public:front' %} {% url 'mfa_index' %}",
    "{% static 'staff/a b&c.css' %}",
    "{% static 'staff/mark.svg' as mark %}[{{ mark }}]",
    "{% static file %}",
    "{% get_static_prefix %}",
    "{% autoescape off %}{% static 'staff/a&b.css' %}{% url 'staff:people' %}{% endautoescape %}",
)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_remembered_is_what_django_says(form: str) -> None:
    kept, own = (engine.from_string("{% load static %}" + form) for engine in (KEPT, OWN))
    words = {"code": "C 1&", "name": "staff:home", "file": "x.css"}
    request = RequestFactory().get("/")
    request.resolver_match = resolve("/dang-vien/")
    # The same template here, elsewhere, and back: nothing of the one stands in the other.
    for prefix in ("/", "/dang/", "/", "/dang/"):
        with override_script_prefix(prefix):
            for context in (Context(dict(words)), RequestContext(request, dict(words))):
                assert kept.render(context) == own.render(context)


def test_files_that_are_moved_are_found_where_they_are() -> None:
    page = KEPT.from_string("{% load static %}{% static 'a.css' %}")
    before = page.render(Context())
    with override_settings(STATIC_URL="/elsewhere/"):
        assert page.render(Context()) == "/elsewhere/a.css"
    assert page.render(Context()) == before == "/static/a.css"


def test_a_page_that_is_nowhere_is_an_error_every_time() -> None:
    page = KEPT.from_string("{% url 'staff:nowhere' %}")
    for _again in range(2):
        with pytest.raises(Exception, match="nowhere"):
            page.render(Context())
