"""The application of published pages."""

from django.apps import AppConfig

from dangvu.core.lazily import imported

# What kept libraries would like to have and this site has no use for, some 9 MiB in every process: pictures from some telephones, another
# language of templates in Django's helpers for tests, guessing the alphabet of bytes (single sign-on speaks JSON).
imported("willow.plugins.pillow", without=("pillow_heif",))
imported("django.test.utils", without=("jinja2",))
imported("bs4", without=("charset_normalizer",))
imported("requests", without=("charset_normalizer",))


class PagesConfig(AppConfig):
    name = "dangvu.pages"
    label = "pages"
