"""Django's registration of this room."""

from django.apps import AppConfig


class MemberConfig(AppConfig):
    name = "dangvu.member"
    label = "member"
