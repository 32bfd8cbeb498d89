"""What was true of persons on a day, as known at an entry number: declared values, then each amendment in its turn.

Values that were declared hold on every day; an amendment holds from its day on. What was shredded is unknown.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dangvu.figures.engines.store import Store, Told

BANDS = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60))
OLDEST = ">60"
BAND_KEYS = (*(f"{low}-{high}" for low, high in BANDS), OLDEST)


class People:
    """Dated attributes of persons, read from beside the ledger when first asked for."""

    def __init__(self, known: int, store: Store) -> None:
        self.known, self.store = known, store
        self._told: dict[int, list[tuple[dt.date, Told]]] = {}
        self._read: set[int] = set()

    def read(self, persons: Iterable[int | None]) -> None:
        """Make these persons' attributes ready, in one statement."""
        wanted = {person for person in persons if person is not None} - self._read
        if not wanted:
            return
        self._read |= wanted
        for person, since, values in self.store.told(self.known, wanted):
            if person in wanted:
                self._told.setdefault(person, []).append((since, values))
        for person in wanted:
            self._told.get(person, []).sort(key=lambda each: each[0])

    def trait(self, person: int | None, name: str, day: dt.date) -> str | None:
        """An attribute on a day, None when it is unknown; ``age_band`` is made from ``birth``."""
        if name == "age_band":
            return age_band(self._latest(person, "birth", day), day)
        return self._latest(person, name, day)

    def values(self, person: int, day: dt.date) -> Told:
        """Everything known of a person on a day."""
        found: Told = {}
        for since, values in self._told.get(person, ()):
            if since <= day:
                found.update(values)
        return found

    def _latest(self, person: int | None, name: str, day: dt.date) -> str | None:
        found = None
        for since, values in self._told.get(person or 0, ()):
            if since <= day and name in values:
                found = values[name]
        return None if found is None or found == "" else str(found)


def age(birth: dt.date, day: dt.date) -> int:
    """Completed years; who is born on 29 February completes a year on 1 March of other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def age_band(birth: str | None, day: dt.date) -> str | None:
    """The band of the statistical forms an age falls in; None when the birth is unknown (or the age is under 18)."""
    if birth is None:
        return None
    years = age(dt.date.fromisoformat(birth), day)
    if years > BANDS[-1][1]:
        return OLDEST
    return next((f"{low}-{high}" for low, high in BANDS if low <= years <= high), None)
