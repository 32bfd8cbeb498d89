"""Commands that look after an installation: what is wrong with it, and bringing it up to a new version."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.exchange import health
from dangvu.exchange.upgrade import UpgradeError
from dangvu.exchange.upgrade import upgrade as bring_up

SIGNS = {health.GOOD: "[green]✓[/green]", health.WARNING: "[yellow]![/yellow]", health.BAD: "[bold red]✗[/bold red]"}


def doctor(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Cổng mà trang sẽ dùng.")] = 8000,
    json: say.Json = False,
) -> None:
    """Xem máy này có chạy được Đảng vụ không: sai ở đâu, phải làm gì. Không sửa gì cả."""
    found = health.everything(port)
    wrong = [each for each in found if each.state == health.BAD]
    if json:
        say.as_json({"healthy": not wrong, "checks": [asdict(each) for each in found]})
    else:
        _print(found, len(wrong))
    if wrong:
        raise typer.Exit(say.WRONG)


def _print(found: list[health.Health], wrong: int) -> None:
    for each in found:
        say.out.print(SIGNS[each.state], end=" ")
        say.out.print(f"{each.name}: {each.found}", markup=False)
        if each.remedy:
            say.out.print(f"    → {each.remedy}", markup=False)
    warned = sum(each.state == health.WARNING for each in found)
    say.out.print()
    if wrong:
        say.out.print(_("%(wrong)d việc phải sửa, %(warned)d việc nên xem.") % {"wrong": wrong, "warned": warned})
    elif warned:
        say.out.print(_("Chạy được; %(warned)d việc nên xem.") % {"warned": warned})
    else:
        say.out.print(_("Mọi thứ đều tốt."))


def upgrade(
    without_backup: Annotated[bool, typer.Option("--without-backup", help="Không sao lưu trước (đã có bản khác).")] = False,
    json: say.Json = False,
) -> None:
    """Nâng dữ liệu lên bản chương trình này; tự sao lưu trước khi đổi. Dừng trang trước khi làm."""
    try:
        done = bring_up(without_backup=without_backup)
    except UpgradeError as problem:
        say.bad_use(str(problem), json)
    if json:
        say.as_json({"steps": done.steps, "backup": str(done.backup) if done.backup else None})
    elif not done.steps:
        say.out.print(_("Dữ liệu đã khớp với chương trình; không có gì phải làm."))
    else:
        say.out.print(_("Đã nâng cấp %(count)d bước.") % {"count": len(done.steps)})
        if done.backup:
            say.out.print(_("Bản trước khi nâng cấp: %(file)s") % {"file": done.backup}, markup=False)
