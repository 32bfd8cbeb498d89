"""Whom a form lets one choose: members of some organisations today, and others who were seen there.

A circle is asked about the persons somebody names and is never listed as a whole, but for one of few: what a form costs does not grow with
the members. Who is outside it is not told of.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Q
from django.db.models.functions import Upper

from dangvu.core.days import today
from dangvu.core.vietnamese import fold, spelled
from dangvu.ledger import book
from dangvu.orgs.access import PERSONS
from dangvu.orgs.models import Person
from dangvu.staff import naming, selections
from dangvu.staff.conditions import Asked, Text, joined
from dangvu.staff.desk import Desk
from dangvu.staff.naming import Named
from dangvu.staff.selections import Wanted

FEW = 60
"""Persons up to which a form lists them all; where there are more one types a name or a code."""
SHOWN = 20
"""Persons offered for what was typed."""
LONGEST = 200
"""Signs of a text that is looked for."""
CODED = re.compile(r"(?P<name>.*)\((?P<code>[^()]+)\)")
"""As a person is written when he or she was chosen: the name, and the code that tells namesakes apart."""
Log = Callable[[Iterable[int], str], None]


@dataclass(frozen=True)
class Found:
    """A person as a form offers him or her. ``note`` tells namesakes apart."""

    code: str
    name: str
    note: str

    @property
    def said(self) -> str:
        return f"{self.name} ({self.code})"


@dataclass(frozen=True)
class Meant:
    """Who is meant by what was typed: one, or some to choose among. ``sure``: they bear the name; ``more``: and others do."""

    text: str
    one: Found | None = None
    some: tuple[Found, ...] = ()
    sure: bool = True
    more: bool = False


@dataclass(frozen=True)
class Circle:
    """Members today of ``orgs``, if any; with ``others``, who is no member today and was seen last in the user's reach.

    ``log``: who was shown for which words, written before it is shown.
    """

    desk: Desk
    log: Log = field(repr=False)
    orgs: frozenset[int] = frozenset()
    others: bool = False

    @cached_property
    def few(self) -> list[tuple[str, str]] | None:
        """Everybody by given name, each with the code; None where they are more than a list should hold."""
        found: list[Person] = []
        if self.orgs:
            found += selections.members(self._now, self.orgs, wanted=Wanted(first=FEW + 1))
        if self.others and len(found) <= FEW:
            some = selections.all_outsiders(self._now, self._reach, FEW)
            if some is None:
                return None
            found += some
        return None if len(found) > FEW else [(each.code, f"{each.name} ({each.code})") for each in found]

    @cached_property
    def _now(self) -> Desk:
        """The desk of this day and all that is known: one acts among those who are there, whatever day is looked at."""
        forest = self.desk.forest if self.desk.known is None else book.tree()
        return replace(self.desk, day=today(), known=None, moment=None, forest=forest, tree=forest.at(today()))

    @property
    def _reach(self) -> frozenset[int]:
        return self.desk.reach(PERSONS)

    def _inside(self) -> Text:
        """The condition that a person may be chosen."""
        told = [selections.is_member(self._now, self.orgs)] if self.orgs else []
        told += [selections.is_outsider(self._now, self._reach)] if self.others else []
        return joined([Text(f"({each.text})", each.values) for each in told] or [Text("1 = 0")], " OR ")

    def of_codes(self, codes: Collection[str]) -> list[Person]:
        """Those with these codes, however they were typed, who may be chosen. They are asked about one by one."""
        if not codes:
            return []
        some = Person.objects.annotate(upper=Upper("code")).filter(Q(code__in=codes) | Q(upper__in=[each.upper() for each in codes]))
        return list(some.filter(Asked("pk", self._inside())).exclude(name=""))

    def found(self, persons: Sequence[Person]) -> list[Found]:
        """Persons as they are offered: code, cell and year of birth, these where the user may open the person's page."""
        places = selections.last_places([each.pk for each in persons]) if persons else {}
        return [Found(each.code, each.name, self._note(each, places.get(each.pk))) for each in persons]

    def _note(self, person: Person, place: int | None) -> str:
        if place is None or place not in self._reach:
            return person.code
        born = str(person.birth.year) if person.birth else ""
        return " · ".join(part for part in (person.code, self._now.place(place).name, born) if part)

    def suggest(self, text: str) -> tuple[list[Found], bool]:
        """Whom a half-typed text may mean, the closest first, and whether there are more."""
        found = self._search(naming.named(text, self._now.head)) if text.strip() else []
        shown = selections.closest(found, text)[:SHOWN]
        self.log([each.pk for each in shown], text)
        return self.found(shown), len(found) > SHOWN

    def _search(self, named: Named) -> list[Person]:
        if not (named.meant or named.others):
            return []
        wanted = Wanted(named, first=FEW)
        found = list(selections.members(self._now, self.orgs, wanted=wanted)) if self.orgs else []
        if self.others:
            found += selections.outsiders(self._now, self._reach, wanted)
        return [each for each in found if each.name]

    def meant(self, texts: Sequence[str]) -> list[Meant]:
        """Who is meant by each text: a code, a name with its code, or a name."""
        coded = {text: CODED.fullmatch(text) for text in texts}
        codes = {text: told["code"].strip() if told else text for text, told in coded.items()}
        known = self.of_codes(set(codes.values()))
        self.log([each.pk for each in known], ", ".join(texts) if known else "")
        return [self._one(text, _of(known, codes[text]), told["name"] if (told := coded[text]) else "") for text in texts]

    def _one(self, text: str, coded: Person | None, name: str) -> Meant:
        if coded is None:
            return self._of_name(text)
        told = self.found([coded])[0]
        # A code beside another name is somebody's mistake.
        return Meant(text, told) if not name or fold(name) == coded.folded else Meant(text, some=(told,), sure=False)

    def _of_name(self, text: str) -> Meant:
        """Who bears a name. One who only bears one like it is asked about: what is written into the book stays there."""
        found, sure = _closest(self._search(naming.by_whole_words(text, self._now.head)), text), True
        if len(found) == 1 and not _spelled_like(found[0].name, text):
            sure = False
        if not found:
            found, sure = self._search(naming.named(text, self._now.head)), False
        shown = selections.closest(found, text)[:SHOWN]
        self.log([each.pk for each in shown], text)
        told = tuple(self.found(shown))
        if sure and len(told) == 1:
            return Meant(text, told[0])
        return Meant(text, some=told, sure=sure, more=len(found) > SHOWN)


def _closest(found: list[Person], text: str) -> list[Person]:
    """Of those who have the words in their names: who is called so and nothing more, and of these who is spelled so. Nobody of too many."""
    for closer in (lambda each: each.folded == fold(text), lambda each: spelled(each.name) == spelled(text)):
        if len(found) < FEW:
            found = [each for each in found if closer(each)] or found
    return found


def _of(persons: Iterable[Person], code: str) -> Person | None:
    """The one of a code: as it was typed, else with other capitals where only one has it."""
    alike = [each for each in persons if each.code.upper() == code.upper()]
    return next((each for each in alike if each.code == code), alike[0] if len(alike) == 1 else None)


def _spelled_like(name: str, text: str) -> bool:
    """Whether every typed word stands in a name as it was typed; a word without diacritics stands for any."""
    words = spelled(name)
    return all(each in words or each == fold(each) for each in spelled(text))
