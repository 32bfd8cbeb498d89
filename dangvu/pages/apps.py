"""The application of published pages."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

from django.apps import AppConfig

from dangvu.core.lazily import imported, standing_in


def _request_factory(**told: Any) -> Any:
    """Of Django's helpers for tests, with all they bring, Wagtail wants the one that makes up a request, and that seldom."""
    return import_module("django.test").RequestFactory(**told)


# What kept libraries would like to have and this site has no use for, some 7 MiB in every process: pictures from some telephones,
# guessing the alphabet of bytes, other readers of HTML than Python's own, Django's helpers for tests.
imported("willow.plugins.pillow", without=("pillow_heif",))
imported("bs4", without=("charset_normalizer", "html5lib", "lxml"))
with standing_in({"django.test": SimpleNamespace(RequestFactory=_request_factory)}):
    import_module("wagtail.coreutils")


class PagesConfig(AppConfig):
    name = "dangvu.pages"
    label = "pages"
