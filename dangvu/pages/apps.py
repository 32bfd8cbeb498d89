"""The application of published pages."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "dangvu.pages"
    label = "pages"
