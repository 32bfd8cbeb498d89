"""Django's registration of this room."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "dangvu.staff"
    label = "staff"
