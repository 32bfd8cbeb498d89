"""Which organisation of the book a name in a list means: by its code, its number, its name of that day or an earlier one."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from django.utils.translation import gettext as _

from dangvu.core.days import vn_day
from dangvu.core.vietnamese import fold
from dangvu.exchange.sheets.days import Unclear
from dangvu.exchange.sheets.fields import plain
from dangvu.orgs.tree import OrgState, Tree

SHORT, LONG = "cb ", "chi bo "


def key_of(name: str) -> str:
    """A name of an organisation as it is compared: CB and Chi bộ are the same."""
    told = plain(name)
    return LONG + told.removeprefix(SHORT) if told.startswith(SHORT) else told


class Places:
    """The organisations one may import into, and every name by which they are known."""

    def __init__(self, tree: Tree, on: dt.date, reach: Collection[int], said: Mapping[str, str]) -> None:
        self.tree, self.on, self.reach = tree, on, reach
        self._said = said
        self._today: dict[str, set[int]] = defaultdict(set)
        self._ever: dict[str, set[int]] = defaultdict(set)
        for org, line in tree.timelines.items():
            self._learn(org, line.states, line.at(on))

    def _learn(self, org: int, states: list[OrgState], now: OrgState | None) -> None:
        for state in states:
            for name in _names(state):
                self._ever[name].add(org)
        for name in _names(now) if now and now.open else ():
            self._today[name].add(org)

    def cells(self) -> list[OrgState]:
        """Cells open on the day within reach, by name."""
        states = (line.at(self.on) for org, line in self.tree.timelines.items() if org in self.reach)
        return sorted((each for each in states if each and each.open and each.is_cell), key=lambda each: fold(each.name))

    def find(self, told: str, notes: list[str]) -> int:
        """The organisation's id. Raises Unclear."""
        key = key_of(told)
        said = self.tree.by_code(self._said[key]) if key in self._said else None
        found = {said} if said is not None else self._today.get(key, set())
        if not found:
            return self._former(told, key, notes)
        return self._allowed(told, found)

    def _allowed(self, told: str, found: set[int]) -> int:
        within = found & set(self.reach)
        if not within:
            raise Unclear(
                _("“%(name)s” nằm ngoài phạm vi của lần nhập này; hãy xóa dòng hoặc nhờ văn phòng cấp trên nhập.") % {"name": told[:80]}
            )
        if len(within) > 1:
            raise Unclear(_("Có %(count)d tổ chức tên “%(name)s”; hãy ghi mã của tổ chức.") % {"count": len(within), "name": told[:80]})
        org = within.pop()
        state = self.tree.timelines[org].at(self.on)
        if state is None or not state.is_cell:
            raise Unclear(_("“%(name)s” không phải là chi bộ; đảng viên chỉ ghi ở chi bộ.") % {"name": told[:80]})
        return org

    def _former(self, told: str, key: str, notes: list[str]) -> int:
        """A name that nothing bears on the day: one of before, or of something that has ended."""
        found = self._ever.get(key, set()) & set(self.reach)
        if len(found) != 1:
            raise Unclear(_("Sổ không có tổ chức tên “%(name)s”; hãy chọn chi bộ ứng với tên này ở bước nhận cột.") % {"name": told[:80]})
        org = next(iter(found))
        state = self.tree.timelines[org].at(self.on)
        if state is not None and state.open and state.is_cell:
            notes.append(_("“%(old)s” là tên cũ của %(new)s.") % {"old": told[:80], "new": state.name})
            return org
        raise Unclear(self._ended(told, org))

    def _ended(self, told: str, org: int) -> str:
        closing = self.tree.closings.get(org)
        into = self.tree.timelines[closing.into].states[-1].name if closing and closing.into else ""
        if closing and into:
            message = _("“%(name)s” đã nhập vào “%(into)s” ngày %(day)s; hãy chọn chi bộ ứng với tên này ở bước nhận cột.")
            return message % {"name": told[:80], "into": into, "day": vn_day(closing.on)}
        return _("“%(name)s” không còn hoạt động; hãy chọn chi bộ ứng với tên này ở bước nhận cột.") % {"name": told[:80]}


def _names(state: OrgState) -> Iterator[str]:
    yield from {key_of(state.name), plain(state.code), *([plain(state.official_code)] if state.official_code else [])}
