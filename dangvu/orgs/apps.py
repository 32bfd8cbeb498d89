"""Django's registration of this room."""

from django.apps import AppConfig

from dangvu.orgs import lookups


class OrgsConfig(AppConfig):
    name = "dangvu.orgs"
    label = "orgs"

    def ready(self) -> None:
        """Lists of numbers are written out in every statement of the program."""
        lookups.register()
