"""The program's commands, put together. A command's module is imported when it is named: loading all of them takes seconds."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_command

COMMANDS = {
    "demo": "demo.demo",
    "serve": "serve.serve",
    "load": "keep.load",
    "dossiers": "casework.dossiers",
    "import": "lists.import_list",
    "import-undo": "lists.import_undo",
    "rules": "casework.rules",
    "verify": "keep.verify",
    "balances": "balances.balances",
    "backup": "safety.backup",
    "restore": "safety.restore",
    "doctor": "care.doctor",
    "upgrade": "care.upgrade",
    "unlock": "safety.unlock",
    "account": "privacy.account",
    "erase": "privacy.erase",
    "rotate-keys": "privacy.rotate_keys",
    "check-text": "proofread.check_text",
    "publish-due": "news.publish_due",
    "notify": "notify.notify",
    "figure": "ask.figure",
    "figures": "ask.figures",
    "statement": "ask.statement",
    "reference": "reference.reference",
    "report": "report.app",
    "lake": "lake.app",
}
"""Each command's module and what it is called there: a function, or a group of commands of its own."""


def plain(**words: Any) -> typer.Typer:
    """A group of commands that says what goes wrong in a sentence, not as a trace in a box."""
    return typer.Typer(add_completion=False, pretty_exceptions_enable=False, **words)


class Commands(TyperGroup):
    """Finds a command by its name in the table above."""

    def list_commands(self, ctx: Any) -> list[str]:
        """All names, in the table's order."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The command of that name, its module imported now; None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(".")
        found = getattr(import_module(f"dangvu.commands.{module}"), name)
        if isinstance(found, typer.Typer):
            return get_command(found)
        alone = plain()
        alone.command(cmd_name)(found)
        return get_command(alone)


app = plain(name="dangvu", cls=Commands, help="Đảng vụ: sổ sách công tác đảng và các báo cáo viết ra từ đó.", no_args_is_help=True)
app.callback()(lambda: None)
