"""Every list as a file: what a page lists, said once as columns and rows, under the rights of its page.

A list is declared beside its page's name (``export``); its addresses, the links of the page and the file itself follow from that.
What a file names is logged like what a page shows, and every file says who took it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.urls.resolvers import URLPattern
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.core.days import vn_day
from dangvu.core.listing import Column, Listing, as_csv, as_xlsx
from dangvu.figures.errors import FigureError
from dangvu.ledger import book
from dangvu.staff import addresses
from dangvu.staff.desk import Desk, Misasked, page
from dangvu.staff.reading import What, log, watermark
from dangvu.staff.wording import Words

MOST = 50_000
"""Rows of the largest file: more is a question to ask in parts, or the lake's work."""
MEDIA = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
Build = Callable[..., Iterable[Listing]]


@dataclass(frozen=True)
class Asked:
    """What a file is asked for. ``table``: the one list wanted (a CSV file holds one), empty for all; ``told``: the page's parameters."""

    table: str
    told: Mapping[str, str]

    def get(self, name: str) -> str:
        return self.told.get(name, "").strip()

    def wants(self, key: str) -> bool:
        """Whether a list is wanted: what is not need not be reckoned."""
        return self.table in ("", key)


@dataclass(frozen=True)
class Export:
    """The lists of a page. ``tables``: by key, the title of each; ``search``: the parameter that holds words searched for."""

    page: str
    address: str
    right: str
    build: Build
    tables: Words
    org_from: str = ""
    search: str = ""
    name: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "name", f"{self.page}_file")


EXPORTS: dict[str, Export] = {}


def export(
    page: str, address: str, right: str, tables: Mapping[str, str | Promise] | None = None, *, org_from: str = "", search: str = ""
) -> Callable[[Build], Build]:
    """Declare the lists of a page by decorating what builds them: ``build(desk, asked, **parts of the path)``."""

    def declare(build: Build) -> Build:
        EXPORTS[page] = Export(page, address, right, build, tables or {"": lazy("danh sách")}, org_from, search)
        return build

    return declare


def patterns() -> list[URLPattern]:
    """An address for each list: where its page is, below ``tep/``, with the kind of file as its ending."""
    # A plain address stands before one with a part that could be anything.
    made = sorted(EXPORTS.values(), key=lambda each: "<" in each.address)
    return [path(f"tep/{each.address}.<slug:form>", _view(each), name=each.name) for each in made]


def _view(each: Export) -> Callable[..., Any]:
    @page(each.right, org_from=each.org_from)
    def file(request: HttpRequest, desk: Desk, /, form: str, **parts: Any) -> HttpResponse:
        if form not in MEDIA:
            raise Http404(_("Danh sách chỉ tải về được dạng xlsx hoặc csv."))
        table = request.GET.get("bang", "") or (next(iter(each.tables)) if form == "csv" else "")
        asked = Asked(table, request.GET.dict())
        chosen = [one for one in _built(desk, each, asked, parts) if asked.wants(one.key)]
        if not chosen:
            raise Http404(_("Trang này không có danh sách như vậy."))
        searched = asked.get(each.search) if each.search else ""
        log(request, desk, What.EXPORT, set().union(*(one.about for one in chosen)), searched)
        return _answer(desk, each, form, chosen)

    return file


def _built(desk: Desk, each: Export, asked: Asked, parts: Mapping[str, Any]) -> list[Listing]:
    try:
        found = list(each.build(desk, asked, **parts))
    except FigureError as error:
        raise Misasked(str(error)) from error
    if sum(len(one.rows) for one in found) > MOST:
        message = _("Danh sách này dài hơn %(most)d dòng; hãy lọc bớt hoặc chọn một tổ chức bên dưới rồi tải từng phần.")
        raise Misasked(message % {"most": MOST})
    return found


def _answer(desk: Desk, each: Export, form: str, chosen: Sequence[Listing]) -> HttpResponse:
    mark = watermark(desk)
    head = [desk.name, *_days(desk), mark]
    raw = as_xlsx(chosen, head, mark, now()) if form == "xlsx" else as_csv(chosen[0], [chosen[0].title, *head])
    response = HttpResponse(raw, content_type=MEDIA[form])
    key = f"-{chosen[0].key}" if form == "csv" and chosen[0].key else ""
    name = f"{each.address.split('/<')[0].replace('/', '-')}{key}-{desk.state.code}-{desk.day:%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{addresses.quoted(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


def _days(desk: Desk) -> list[str]:
    """As of when, for which period, and how far the book was known."""
    days = {"day": vn_day(desk.day), "start": vn_day(desk.start), "end": vn_day(desk.end)}
    known = {"number": desk.known if desk.known is not None else book.last_number()}
    return [
        _("Tại ngày %(day)s; kỳ từ %(start)s đến %(end)s.") % days,
        _("Theo sổ đến bút toán số %(number)d.") % known,
    ]


def one(title: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]], about: Iterable[int | None] = (), key: str = "") -> Listing:
    """A list, as builders make it."""
    return Listing(key, title, columns, [tuple(row) for row in rows], frozenset(each for each in about if each is not None))
