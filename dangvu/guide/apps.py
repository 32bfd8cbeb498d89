"""The application of the guide."""

from django.apps import AppConfig


class GuideConfig(AppConfig):
    name = "dangvu.guide"
    label = "guide"
