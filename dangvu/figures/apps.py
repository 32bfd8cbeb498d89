"""Django's registration of this room."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "dangvu.figures"
    label = "figures"
