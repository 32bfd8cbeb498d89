"""Wagtail's pictures and documents without its third API, which this site does not have."""

from types import SimpleNamespace
from typing import Any

from django.apps import AppConfig
from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig

from dangvu.core.lazily import standing_in


def _nothing(*_told: Any, **_named: Any) -> None:
    """Stands for what would be told to the API."""


class WithoutApi(AppConfig):
    """Wagtail builds that API whether it is installed or not: 18 MiB in every process, and a tenth of the start of every command."""

    def ready(self) -> None:
        """Do everything else Wagtail does."""
        unused: dict[str, dict[str, Any]] = {
            f"{self.name}.api.v3.registry": {"register_content_types": _nothing},
            f"{self.name}.api.v3.router": {"router": None},
            "wagtail.api.v3.api": {"api": SimpleNamespace(add_router=_nothing)},
        }
        with standing_in({name: SimpleNamespace(**told) for name, told in unused.items()}):
            super().ready()


class PicturesConfig(WithoutApi, WagtailImagesAppConfig):
    """Of the news."""


class DocumentsConfig(WithoutApi, WagtailDocsAppConfig):
    """Closed to all; those of the editor ask for its address."""
