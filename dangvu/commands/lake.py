"""Commands of the lake: write the books as Parquet, prove its files, and put questions about figures to one or several lakes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from django.utils.translation import gettext as _

from dangvu.commands import say
from dangvu.commands.place import BOOKS, Place
from dangvu.commands.ready import ready
from dangvu.exchange.lake import asking, write
from dangvu.exchange.lake.duck import Duck
from dangvu.exchange.lake.everywhere import Nation
from dangvu.exchange.lake.extras import LakeError
from dangvu.exchange.lake.spark import Spark
from dangvu.exchange.lake.store import Lake
from dangvu.exchange.lake.write import Written
from dangvu.figures.errors import FigureError
from dangvu.figures.services import Query, Row

app = typer.Typer(
    name="lake",
    help="Kho số liệu: sổ dưới dạng tệp Parquet, hỏi bằng dangvu figure --lake.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)
Folder = Annotated[Path, typer.Argument(help="Thư mục của kho số liệu.")]
Lakes = Annotated[
    list[str] | None,
    typer.Option("--lake", help="Hỏi kho số liệu ở thư mục này thay cho sổ; nhiều kho (mỗi tỉnh một kho) được đọc như một."),
]
Master = Annotated[str | None, typer.Option("--spark", help="Kèm --lake: đọc bằng Apache Spark ở địa chỉ này, ví dụ spark://máy:7077.")]


@app.command("export")
def export(
    folder: Folder,
    leave_out: Annotated[
        list[str] | None, typer.Option("--leave-out", help="Thuộc tính của người không mang theo, ví dụ religion, ethnicity, birth.")
    ] = None,
    json: say.Json = False,
) -> None:
    """Xuất toàn bộ sổ ra một kho số liệu mới (các tệp Parquet, không có tên người)."""
    ready(json)
    with say.progress(_("Đang xuất"), None) as advance, told(json):
        _say(write.export(folder, leave_out=leave_out or (), progress=advance), json)


@app.command("append")
def append(folder: Folder, json: say.Json = False) -> None:
    """Thêm vào kho số liệu những gì sổ mới có; người đã xóa dữ liệu thì cũng mất trong kho."""
    ready(json)
    with say.progress(_("Đang xuất"), None) as advance, told(json):
        _say(write.append(folder, progress=advance), json)


@app.command("verify")
def verify(folder: Folder, json: say.Json = False) -> None:
    """Đối chiếu từng tệp của kho với tệp kê: mã băm, độ dài."""
    with told(json):
        changed = write.changed_files(folder)
    if json:
        say.as_json({"ok": not changed, "changed": changed})
    for file in changed if not json else ():
        say.err.print(_("Tệp bị thiếu hoặc đã bị sửa: %(file)s") % {"file": file}, style="red", markup=False)
    if changed:
        raise typer.Exit(say.WRONG)
    if not json:
        say.out.print(_("Kho số liệu nguyên vẹn."))


@app.command("table")
def table(
    codes: Annotated[list[str], typer.Argument(help="Mã các số liệu.")],
    lake: Annotated[list[str], typer.Option("--lake", help="Kho số liệu; nhiều kho được đọc như một.")],
    out: Annotated[Path, typer.Option("--out", help="Tệp .csv để ghi.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="Tính đến ngày.")] = None,
    start: say.From = None,
    end: say.To = None,
    known_at: say.KnownAt = None,
    json: say.Json = False,
) -> None:
    """Nhiều số liệu của mọi tổ chức cùng một lúc, ra một tệp CSV."""
    days = (say.day(as_of, json, "as_of"), say.day(start, json, "from"), say.day(end, json, "to"))
    with told(json), closing(Lake.open(Duck(), lake)) as store:
        known = store.known_at(say.moment(known_at, json))
        query = Query(0, *days, known, store)
        try:
            for code in codes:
                asking.may(code, query, store)
            found = Nation(store).everywhere(codes, query)
        except FigureError as problem:
            say.bad_use(str(problem), json, "codes")
        asking.to_csv(out, found, store, query)
    if json:
        say.as_json({"file": str(out), "organisations": int(found.there.sum()), "figures": list(found.values)})
    else:
        say.out.print(_("Đã ghi %(orgs)d tổ chức vào %(file)s.") % {"orgs": int(found.there.sum()), "file": out})


@contextmanager
def told(json: bool) -> Iterator[None]:
    """What the lake cannot do ends the command with its sentence."""
    try:
        yield
    except LakeError as problem:
        say.bad_use(str(problem), json, "lake")


def _say(done: Written, json: bool) -> None:
    if json:
        say.as_json(asdict(done))
    else:
        say.out.print(_("Kho có %(entries)d bút toán, mới thêm %(new)d; đã ghi %(rows)d dòng.") % asdict(done))


class LakeBooks:
    """Lakes as the place a question is put to."""

    def __init__(self, lake: Lake) -> None:
        self.store = lake

    def org(self, code: str) -> int | None:
        """By its code; where several books are read together it is led by the name of the lake, and ``*`` is all of them."""
        return self.store.find(code)

    def known_at(self, moment: dt.datetime | None) -> int:
        return self.store.known_at(moment)

    def moment_of(self, known: int) -> dt.datetime | None:
        return self.store.moment_of(known)

    def may(self, code: str, query: Query, by: str | None) -> None:
        asking.may(code, query, self.store, by)

    def rows(self, found: list[Row], query: Query) -> list[dict[str, Any]]:
        return asking.named(found, self.store, query.known or 0)

    def entry(self, known: int) -> int | None:
        """Several books have no entry number in common."""
        return known if self.store.alone else None


@contextmanager
def asked(places: Sequence[str] | None, master: str | None, json: bool) -> Iterator[Place]:
    """Where the question is put: the books of this installation, or lakes that are open while it is asked."""
    if not places:
        if master:
            say.bad_use(_("--spark đọc kho số liệu; hãy cho biết kho bằng --lake."), json, "spark")
        ready(json)
        yield BOOKS
        return
    with told(json):
        lake = Lake.open(Spark(master) if master else Duck(), places)
        try:
            yield LakeBooks(lake)
        finally:
            lake.close()
