"""Django's registration of this room."""

from django.apps import AppConfig


class HandbookConfig(AppConfig):
    name = "dangvu.handbook"
    label = "handbook"
