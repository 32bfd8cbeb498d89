"""What a meeting's page writes down: agenda, what was said, votes, points, photographs, papers, costs, and how it ends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from dangvu.dossiers.reading import whole_number
from dangvu.meetings import roll, services
from dangvu.meetings.errors import Refused
from dangvu.meetings.models import Item, Meeting
from dangvu.staff import overlap


def sheet(meeting: Meeting) -> list[tuple[str, int, Any]]:
    """Criterion, most points, points given."""
    rule = services.criteria(meeting)
    return [(name, most, meeting.score.get(name, "")) for name, most in rule.value.items()] if rule else []


def _whole(text: Any, field: str) -> int:
    try:
        return whole_number(text) if str(text or "").strip() else 0
    except ValueError as error:
        raise Refused(field, str(error)) from error


def _vote(meeting: Meeting, told: Mapping[str, Any], _request: HttpRequest) -> None:
    counts = {name: _whole(told.get(name), name) for name in ("in_favour", "against", "invalid")}
    services.vote(meeting, matter=told.get("matter", ""), secret=bool(told.get("secret")), **counts)


def notes(items: Iterable[Item]) -> dict[str, str]:
    """What stands in the field of each point."""
    return {f"note_{item.pk}": item.note for item in items}


def texts(meeting: Meeting) -> dict[str, str]:
    """What stands in the fields of the minutes."""
    return {name: getattr(meeting, name) for name in services.TEXTS}


def _mine(told: Mapping[str, Any], now: Mapping[str, str]) -> dict[str, str]:
    try:
        return overlap.mine(told, now)
    except overlap.Overlap as problem:
        raise Refused(problem.field, str(problem)) from problem


def _note(meeting: Meeting, told: Mapping[str, Any], _request: HttpRequest) -> None:
    items = {f"note_{item.pk}": item for item in meeting.items.all()}
    for name, text in _mine(told, notes(items.values())).items():
        services.note(items[name], text)


def _write(meeting: Meeting, told: Mapping[str, Any], _request: HttpRequest) -> None:
    services.write(meeting, **_mine(told, texts(meeting)))


def _score(meeting: Meeting, told: Mapping[str, Any], _request: HttpRequest) -> None:
    names = [name for name, _most, _given in sheet(meeting)]
    given = {name: told.get(f"score_{number}", "") for number, name in enumerate(names, start=1)}
    services.score(meeting, {name: _whole(text, "score") for name, text in given.items() if str(text).strip()})


def _photo(meeting: Meeting, told: Mapping[str, Any], request: HttpRequest) -> None:
    upload = request.FILES.get("photo")
    if upload is None or upload.name is None:
        raise Refused("photo", _("Hãy chọn ảnh."))
    services.add_photo(meeting, upload.name, upload.read(), caption=told.get("caption", ""), credit=told.get("credit", ""))


def _handout(meeting: Meeting, told: Mapping[str, Any], request: HttpRequest) -> None:
    upload = request.FILES.get("handout")
    if upload is None or upload.name is None:
        raise Refused("handout", _("Hãy chọn tệp tài liệu."))
    services.add_handout(meeting, upload.name, upload.read(), title=told.get("title", ""))


def _close(meeting: Meeting, told: Mapping[str, Any], request: HttpRequest) -> None:
    services.close(meeting, actor=request.user.get_username(), with_activities=bool(told.get("with_activities")))


def _reopen(meeting: Meeting, told: Mapping[str, Any], request: HttpRequest) -> None:
    services.reopen(meeting, actor=request.user.get_username(), why=told.get("why", ""))


Handler = Callable[[Meeting, Mapping[str, Any], HttpRequest], object]
HANDLERS: dict[str, Handler] = {
    "muc": lambda meeting, told, _request: services.add_item(
        meeting, kind=told.get("kind", ""), title=told.get("title", ""), speaker=told.get("speaker", "")
    ),
    "dien-bien": _note,
    "khach": lambda meeting, told, _request: services.add_guest(meeting, name=told.get("name", ""), office=told.get("office", "")),
    "con-lai": lambda meeting, told, _request: services.mark_rest(meeting),
    "danh-sach": lambda meeting, told, _request: roll.invite(services.opened(meeting)),
    "bieu-quyet": _vote,
    "bien-ban": _write,
    "cham-diem": _score,
    "anh": _photo,
    "tai-lieu": _handout,
    "chi-phi": lambda meeting, told, _request: services.add_cost(
        meeting, title=told.get("title", ""), amount=_whole(told.get("amount"), "amount")
    ),
    "khep": _close,
    "mo-lai": _reopen,
    "khong-hop": lambda meeting, told, _request: services.cancel(meeting, why=told.get("why", "")),
}
