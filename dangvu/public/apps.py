"""The application of the public's face."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    name = "dangvu.public"
    label = "public"
