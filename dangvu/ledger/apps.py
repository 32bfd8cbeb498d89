"""Django's registration of this room."""

from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "dangvu.ledger"
    label = "ledger"
