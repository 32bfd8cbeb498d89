"""Django's registration of this room."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "dangvu.dossiers"
    label = "dossiers"
