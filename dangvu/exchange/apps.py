"""Django's registration of this room."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "dangvu.exchange"
    label = "exchange"
