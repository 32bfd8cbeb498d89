"""The room of quality."""

from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "dangvu.quality"
    default_auto_field = "django.db.models.BigAutoField"
