"""Many operations as one step: the state is rendered once, not once for each of them."""

from __future__ import annotations

from collections.abc import Sequence

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.models import CreateModel
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Make all models of a first migration as they are after the last of its operations.

    Only what shapes new tables may stand in it: models, fields, indexes and constraints; nothing that moves data.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in self._models(app_label, to_state.apps):
            schema_editor.create_model(model)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for model in reversed(self._models(app_label, from_state.apps)):
            schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Make {sum(isinstance(each, CreateModel) for each in self.operations)} models at once"

    def _models(self, app_label: str, apps: Apps) -> list[type]:
        made = (apps.get_model(app_label, each.name) for each in self.operations if isinstance(each, CreateModel))
        return [model for model in made if model._meta.managed and not model._meta.proxy]
