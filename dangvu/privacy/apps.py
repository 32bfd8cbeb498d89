"""Django's registration of this room."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "dangvu.privacy"
    label = "privacy"
