"""The endpoints. Every one asks the caller how far it reaches; reads of persons are logged before they are answered."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import Q, Sum
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Path, Status
from ninja import Query as Asked
from ninja.errors import HttpError, ValidationError

from dangvu.api import mine, mine_shelf, mine_work, schemas
from dangvu.api.door import Caller, Token, day, query
from dangvu.core.days import today
from dangvu.core.vietnamese import fold
from dangvu.exchange.load import load_lines
from dangvu.figures import services as figures
from dangvu.figures.base import Figure
from dangvu.figures.errors import FigureError
from dangvu.figures.statement import statement
from dangvu.handbook.errors import Refused as HandbookRefused
from dangvu.ledger import accounts, book
from dangvu.ledger.kinds import REGISTRY
from dangvu.ledger.models import Posting
from dangvu.meetings.errors import Refused as MeetingRefused
from dangvu.orgs.access import PERSONS, PROXY, RECORD, VIEW
from dangvu.orgs.models import Organisation, Person
from dangvu.privacy import readings, small

Code = Annotated[str, Path(max_length=80)]
Text = Annotated[str, Asked(max_length=100)]
Page = Annotated[int, Asked(ge=1, le=500)]
REFUSED = {400: schemas.Problem, 401: schemas.Problem, 403: schemas.Problem, 404: schemas.Problem, 422: schemas.Problem}
MANY = 1000
"""Lines of one posting at most; a larger file goes by `dangvu load`."""
WORK = frozenset(name for name, kind in REGISTRY.items() if kind.family == "work" and name != "person_erased")
"""Kinds another program may write: what was done and counted. Memberships go by their procedures."""

api = NinjaAPI(
    title="Đảng vụ",
    version="1",
    description="Figures, people and entries of a committee's books. Tokens are made on the page of one's account.",
    auth=Token(),
    docs_url=None,
    urls_namespace="api",
)


@api.exception_handler(FigureError)
def misasked(request: HttpRequest, problem: FigureError) -> Any:
    """A question that a figure cannot answer."""
    return api.create_response(request, {"detail": str(problem)}, status=422)


@api.exception_handler(HandbookRefused)
@api.exception_handler(MeetingRefused)
def declined(request: HttpRequest, problem: Exception) -> Any:
    """What a member may not do, or not any more."""
    return api.create_response(request, {"detail": str(problem)}, status=422)


@api.exception_handler(ValidationError)
def mistyped(request: HttpRequest, problem: ValidationError) -> Any:
    """A parameter that is missing, too long or of another kind: which one, in one sentence."""
    names = ", ".join(dict.fromkeys(str(each["loc"][-1]) for each in problem.errors))
    sentence = _("Tham số thiếu hoặc không đúng dạng: %(names)s; hãy xem tài liệu openapi.json.") % {"names": names}
    return api.create_response(request, {"detail": sentence}, status=422)


def caller(request: HttpRequest) -> Caller:
    found: Caller = request.auth  # type: ignore[attr-defined]
    return found


@api.get("/me", response={200: schemas.MeOut, **REFUSED})
def me(request: HttpRequest) -> Any:
    """Whose token this is, what it may, and the organisations it begins at."""
    who = caller(request)
    roots = [who.state(org).code for org in who.roots()]
    return {"username": who.user.username, "scopes": who.token.scopes, "roots": roots, "expires_at": who.token.expires_at}


@api.get("/organisations", response={200: list[schemas.OrganisationOut], **REFUSED})
def organisations(request: HttpRequest, on: Text = "") -> Any:
    """Organisations in reach as they are on a day, superiors before those below them."""
    who, asked = caller(request), day(on) or today()
    tree, reach = who.forest.at(asked), who.reach(VIEW)
    found = [tree.state(org) for org in tree.order() if org in reach]
    codes = {org: line.states[-1].code for org, line in who.forest.timelines.items()}
    return [
        {
            "code": each.code, "name": each.name, "kind": each.kind, "official_code": each.official_code,
            "parent": codes.get(each.parent) if each.parent in reach else None, "open": each.open,
        }
        for each in found if each is not None
    ]  # fmt: skip


@api.get("/figures", response={200: list[schemas.FigureOut], **REFUSED})
def catalogue(request: HttpRequest) -> Any:
    """Every figure there is, with its definition."""
    return [
        {
            "code": each.code, "title_vi": each.title_vi, "title_en": each.title_en, "definition": each.definition, "unit": each.unit,
            "klass": each.klass, "dimensions": list(each.dimensions),
        }
        for each in figures.catalogue()
    ]  # fmt: skip


def _figure(code: str) -> Figure:
    try:
        return figures.get(code)
    except figures.UnknownFigure as error:
        raise HttpError(404, str(error)) from error


def _veil(who: Caller, found: Figure, by: str, asked: figures.Query) -> small.Veil:
    if asked.org in who.reach(PERSONS):
        return small.Veil()
    return small.veil(found, by, asked, granted=asked.org in who.roots())


@api.get("/figures/{code}", response={200: schemas.AnswerOut, **REFUSED})
def figure(
    request: HttpRequest, code: Code, org: Text = "", as_of: Text = "", start: Text = "", end: Text = "", known_at: Text = ""
) -> Any:
    """One figure of an organisation with all below it."""
    who, found = caller(request), _figure(code)
    asked = query(who.org(org), as_of, start, end, known_at)
    answer, hidden = figures.evaluate([code], asked)[code], _veil(who, found, "", asked)
    told = {name: getattr(answer, name) for name in ("code", "value", "unit", "base", "as_of", "start", "end", "known", "remark")}
    told |= {"value": None, "base": None, "remark": ""} if hidden.value else {}
    return {**told, "org": who.state(asked.org).code, "withheld": hidden.why if hidden.value else ""}


@api.get("/figures/{code}/parts", response={200: list[schemas.PartOut], **REFUSED})
def parts(
    request: HttpRequest, code: Code, by: Text, org: Text = "", as_of: Text = "", start: Text = "", end: Text = "", known_at: Text = ""
) -> Any:
    """A figure told apart by a dimension of its own."""
    who, found = caller(request), _figure(code)
    asked = query(who.org(org), as_of, start, end, known_at)
    hidden = _veil(who, found, by, asked)
    if hidden.parts:
        raise HttpError(403, hidden.why)
    told = figures.breakdown(code, asked, by)
    return small.held_back(told, small.least(asked)) if hidden.down else told


@api.get("/figures/{code}/rows", response={200: list[schemas.RowOut], **REFUSED})
def rows(
    request: HttpRequest, code: Code, org: Text = "", as_of: Text = "", start: Text = "", end: Text = "", known_at: Text = "",
    limit: Page = 100,
) -> Any:  # fmt: skip
    """What a figure counts, one row each; persons for who may see them."""
    who, found = caller(request), _figure(code)
    asked = query(who.org(org), as_of, start, end, known_at)
    hidden = _veil(who, found, "", asked)
    if hidden.down:
        raise HttpError(403, hidden.why)
    return _rows(who, figures.rows(code, asked, limit=limit))


def _rows(who: Caller, found: list[figures.Row]) -> list[dict[str, Any]]:
    kinds = book.kinds_of(row.entry for row in found)
    seen = {row.person for row in found if row.person and _sees(who, row, kinds.get(row.entry, ""))}
    readings.record(user=who.user, what=readings.What.LIST, page="api", persons=seen)
    people = dict(Person.objects.filter(pk__in=seen).values_list("pk", "code"))
    codes = dict(Organisation.objects.values_list("pk", "code"))
    return [
        {
            "entry": row.entry, "on": row.on, "org": codes.get(row.org), "other": codes.get(row.other or 0),
            "person": people.get(row.person or 0) if _sees(who, row, kinds.get(row.entry, "")) else None, "quantity": row.quantity,
            "account": row.account, "remark": str(row.remark),
        }
        for row in found
    ]  # fmt: skip


def _sees(who: Caller, row: figures.Row, kind: str) -> bool:
    guard = REGISTRY[kind].guard if kind in REGISTRY else ""
    return row.org in who.reach(PERSONS) and (not guard or row.org in who.reach(guard))


@api.get("/statement", response={200: schemas.StatementOut, **REFUSED})
def movement(request: HttpRequest, start: Text, end: Text, org: Text = "") -> Any:
    """The movement statement of members."""
    who = caller(request)
    found = statement(query(who.org(org), None, start, end, None))
    return {"org": who.state(found.org).code, "start": found.start, "end": found.end, "opening": found.opening,
            "lines": [{"code": each.code, "side": each.side, "title": each.title, "value": each.value} for each in found.lines],
            "closing": found.closing}  # fmt: skip


@api.get("/people", response={200: list[schemas.PersonOut], **REFUSED})
def people(request: HttpRequest, org: Text = "", on: Text = "", q: Text = "", after: Text = "", limit: Page = 50) -> Any:
    """Members of an organisation on a day, by given name; ``after``: the code of the last one of the page before."""
    who, asked = caller(request), day(on) or today()
    below = who.forest.at(asked).subtree(who.org(org, PERSONS)) & who.reach(PERSONS)
    held = {key: status for status in ("official", "probationary") for key in accounts.ids("member", status=status)}
    legs = Posting.objects.filter(account__in=list(held), org__in=below, on__lte=asked, person__isnull=False)
    standing = legs.values("person").annotate(held=Sum("quantity")).filter(held__gt=0).values("person")
    found = Person.objects.filter(pk__in=standing).order_by("sort_key", "pk")
    for word in fold(q).split():
        found = found.filter(folded__contains=word)
    last = Person.objects.filter(code=after).values_list("sort_key", "pk").first() if after else None
    if last is not None:
        found = found.filter(Q(sort_key__gt=last[0]) | Q(sort_key=last[0], pk__gt=last[1]))
    shown = list(found[:limit])
    readings.record(
        user=who.user, what=readings.What.SEARCH if q else readings.What.LIST, page="api", persons=[each.pk for each in shown], searched=q
    )
    where = legs.filter(person__in=shown).values_list("person", "org", "account").annotate(held=Sum("quantity")).filter(held__gt=0)
    places = {person: (who.state(place).code, held[account]) for person, place, account, _held in where}
    return [
        {
            "code": each.code, "name": each.name, "birth": each.birth, "sex": each.sex,
            "org": places.get(each.pk, (None, ""))[0], "status": places.get(each.pk, (None, ""))[1],
        }
        for each in shown
    ]  # fmt: skip


@api.post("/entries", response={200: schemas.RecordedOut, 409: schemas.RecordedOut, **REFUSED})
def record(request: HttpRequest, lines: list[dict[str, Any]]) -> Any:
    """Write lines of the load format, all of them or none: what was done, at organisations in reach."""
    who = caller(request)
    if not who.reach(RECORD):
        raise HttpError(403, _("Khóa hoặc tài khoản này chưa được giao quyền ghi sổ."))
    if len(lines) > MANY:
        raise HttpError(422, _("Nhiều nhất %(most)d dòng mỗi lần; tệp lớn hơn hãy nạp bằng dangvu load.") % {"most": MANY})
    for line in lines:
        _writable(who, line)
    report = load_lines(lines, actor=who.user.username)
    told = {"appended": report.appended, "skipped": report.skipped, "first_entry": report.first_entry, "last_entry": report.last_entry}
    if report.errors:
        errors = [{"line": each.line, "field": each.field, "message": each.message} for each in report.errors]
        return Status(409, {**told, "appended": 0, "skipped": 0, "first_entry": None, "last_entry": None, "errors": errors})
    return Status(200, {**told, "errors": []})


def _writable(who: Caller, line: dict[str, Any]) -> None:
    kind = line.get("kind")
    if not isinstance(kind, str) or kind not in WORK:
        raise HttpError(422, _("Loại bút toán này không ghi qua kết nối; hãy dùng hồ sơ hoặc nạp tệp."))
    guard = REGISTRY[kind].guard
    may = who.reach(guard) & who.reach(PROXY) if guard else who.reach(RECORD)
    for name in _codes(line, "org"):
        if who.forest.by_code(name) not in may:
            raise HttpError(404, _("Không có tổ chức nào với mã này trong phạm vi của bạn."))
    named = set(_codes(line, "person"))
    if named and named - set(_within(who, named)):
        raise HttpError(404, _("Không có người này trong phạm vi của bạn."))


def _codes(value: Any, name: str) -> list[str]:
    """Codes under a name, wherever they stand in a line."""
    if isinstance(value, list):
        return [code for each in value for code in _codes(each, name)]
    if not isinstance(value, dict):
        return []
    own = [value[name]] if isinstance(value.get(name), str) else []
    return own + [code for key, each in value.items() if key != name for code in _codes(each, name)]


def _within(who: Caller, codes: set[str]) -> list[str]:
    """Those of some persons who stand, or stood, in an organisation in reach."""
    ever = Posting.objects.filter(account__in=accounts.ids("member"), org__in=who.reach(PERSONS)).values("person")
    named = Person.objects.filter(code__in=[code for code in codes if "\0" not in code], merged=None)
    return list(named.filter(pk__in=ever).values_list("code", flat=True))


api.add_router("/mine", mine.router)
api.add_router("/mine", mine_shelf.router)
api.add_router("/mine", mine_work.router)
