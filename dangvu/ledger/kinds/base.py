"""What a kind of entry is: its name, its fields, and how it is judged. Registered once, documented from here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from dangvu.ledger.refusal import Refusal
from dangvu.orgs.tree import OrgState

Data = dict[str, Any]
Leg = tuple[str, int, int | None, int | None, int]
"""(account key, organisation, organisation on the other side, person, signed quantity)."""


class Names(Protocol):
    """Who turns the sender's codes into ids; raises Refusal for a code nobody declared."""

    def org(self, code: str, field: str) -> int: ...

    def person(self, code: str, field: str) -> int: ...

    def figure(self, code: str, field: str) -> str: ...


class World(Protocol):
    """Organisations on a day, as known while judging."""

    def org_on(self, org: int, day: dt.date, field: str = "org", entry: int | None = None) -> OrgState: ...

    def cell_on(self, org: int, day: dt.date, field: str = "org", entry: int | None = None) -> OrgState: ...


@dataclass(slots=True)
class Fact:
    """One entry as the folds read it: what its number, kind, day and fields are, and whom it concerns.

    Not frozen only because freezing triples the cost of making one, and a load makes one for every line.
    """

    number: int
    kind: str
    on: dt.date
    data: Data
    person: int | None = None

    @property
    def order(self) -> tuple[dt.date, int]:
        return (self.on, self.number)


@dataclass(frozen=True)
class Field:
    """One field of a kind. ``read`` gives the normal value or raises Refusal; ``about`` documents it."""

    name: str
    read: Callable[[Any, str, Names], Any]
    required: bool = False
    about: str = ""


@dataclass(frozen=True)
class Kind:
    """A kind of entry.

    family: ``standing`` (folded per person), ``structure`` (folded into the tree), ``person`` (values beside the ledger),
    ``work`` (statistical legs), ``reversal``. ``act`` judges and posts, with a signature by family.
    ``derived`` names data keys the ledger adds itself; ``open_ended`` accepts further plain fields;
    ``sealed`` names fields that hold personal values and are kept beside the entry. ``defines`` gives the codes of figures
    that later lines may name. ``guard`` is a right of its own (``orgs.access``) that reading such an entry takes.
    """

    name: str
    title: str | Promise
    family: str
    fields: tuple[Field, ...]
    act: Callable[..., Any]
    about: str
    derived: frozenset[str] = frozenset()
    sealed: frozenset[str] = frozenset()
    open_ended: bool = False
    defines: Callable[[Data], Iterable[str]] | None = None
    guard: str = ""
    allowed: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        own = {each.name for each in self.fields}
        object.__setattr__(self, "allowed", frozenset(own | COMMON))


RESERVED = frozenset({"code", "ends", "entry", "org", "person", "sealed"})
"""Words the ledger itself writes into an entry's data: no further field may be called so."""

COMMON = frozenset({"kind", "on", "ref", "decision", "note", "recorded"})
REGISTRY: dict[str, Kind] = {}
LONGEST = 4000
"""Characters of the longest plain text in a further field."""


def register(
    name: str,
    title: str | Promise,
    family: str,
    *fields: Field,
    derived: tuple[str, ...] = (),
    sealed: tuple[str, ...] = (),
    open_ended: bool = False,
    defines: Callable[[Data], Iterable[str]] | None = None,
    guard: str = "",
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Declare a kind by decorating the function that judges it; the function's docstring documents the kind."""

    def declare(act: Callable[..., Any]) -> Callable[..., Any]:
        REGISTRY[name] = Kind(
            name=name,
            title=title,
            family=family,
            fields=fields,
            act=act,
            about=(act.__doc__ or "").strip(),
            derived=frozenset(derived),
            sealed=frozenset(sealed),
            open_ended=open_ended,
            defines=defines,
            guard=guard,
        )
        return act

    return declare


def kind_of(name: Any) -> Kind:
    """The registered kind; an unknown name is refused."""
    found = REGISTRY.get(name) if isinstance(name, str) else None
    if found is None:
        message = _("Không có loại bút toán “%(kind)s”; xem danh mục loại trong tài liệu định dạng nạp.")
        raise Refusal("kind", message % {"kind": str(name)[:60]})
    return found


def read_fields(kind: Kind, line: Data, names: Names) -> Data:
    """The line's own fields in their normal form, absent ones left out. Raises Refusal at the first wrong one."""
    if not kind.allowed.issuperset(line):
        _strangers(kind, line)
    data: Data = {}
    for each in kind.fields:
        value = line.get(each.name)
        if value is not None:
            data[each.name] = each.read(value, each.name, names)
        elif each.required:
            message = _("Thiếu trường “%(field)s” của loại %(kind)s; hãy bổ sung.")
            raise Refusal(each.name, message % {"field": each.name, "kind": kind.name})
    if kind.open_ended:
        data.update(_further(kind, line))
    return data


def _strangers(kind: Kind, line: Data) -> None:
    strange = line.keys() - kind.allowed
    if kind.open_ended and not strange & RESERVED:
        return
    name = min(strange & RESERVED or strange)
    message = _("Loại %(kind)s không có trường “%(field)s”; hãy sửa tên trường hoặc bỏ đi.")
    raise Refusal(name, message % {"kind": kind.name, "field": name})


def _further(kind: Kind, line: Data) -> Data:
    """Plain further values of an open-ended kind, as they are."""
    further = {}
    for name in sorted(line.keys() - kind.allowed):
        value = line[name]
        if isinstance(value, (dict, list)) or (isinstance(value, str) and (len(value) > LONGEST or "\0" in value)):
            message = _("Trường “%(field)s” phải là một giá trị đơn, nhiều nhất %(limit)d ký tự.")
            raise Refusal(name, message % {"field": name, "limit": LONGEST})
        if value is not None:
            further[name] = value
    return further
