"""Persons by the words of their names: which words are meant, and the two ways to those who bear them.

Who has the words is found first and put in order, and then persons are asked one by one what they hold until a page is full. Or, where so
many have the words that a page is soon full, everybody is looked at in the order of the list. Written by hand: neither database may choose
otherwise, for both did so, by what they guess of a word, and then summed what thousands hold to show fifty.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import prod

from django.db import connection
from django.db.models import Count

from dangvu.core.finding import stands_for
from dangvu.core.vietnamese import fold
from dangvu.ledger.driver import marks
from dangvu.orgs import vault
from dangvu.orgs.models import PersonWord
from dangvu.staff.conditions import Text, joined

NUMBER = 6
"""Digits from which a text searched for may be somebody's number."""
WORDS = 3
"""Words of a name, for a guess how many persons there are."""
COMMON = 20
"""A word that one person in so many has is no given name, all of whose bearers stand together in the list."""
SHOWN = 51
"""Persons who fill a page."""
FEW = 4
"""Words up to which SQLite looks for each; it would look for all sixty a half-typed word may mean, where a person has three."""

HAS = "(SELECT COUNT(*) FROM orgs_personword w WHERE w.person_id = {{person}} AND {word} IN ({words})) > 0"
IN_THE_ROW = "string_to_array({table}folded, ' ') && ARRAY[{words}]::text[]"
BEARERS = "SELECT w0.person_id FROM orgs_personword w0{others} WHERE w0.word IN ({words})"
AND_ANOTHER = " CROSS JOIN orgs_personword w{place} ON w{place}.person_id = w0.person_id AND {word} IN ({words})"
OF_CODE = "SELECT id FROM orgs_person WHERE UPPER(code) = UPPER(%s)"
OF_NUMBER = "SELECT person_id FROM orgs_personkey WHERE digest IN ({digests})"
NOBODY = "SELECT 0"
LISTED = """{{person}} IN (SELECT c.id
FROM (SELECT q.id, q.sort_key || '' AS place FROM orgs_person q WHERE {found}{behind} ORDER BY place, q.id LIMIT {all}) c
WHERE {asked}{kept} LIMIT {first})"""
KEPT = {"postgresql": " ORDER BY c.place, c.id"}
"""PostgreSQL sees that they are in order already, unless it has put them out of it; SQLite keeps the order, and would not see it."""
WALKED = """{{person}} IN (
SELECT q.id FROM orgs_person q WHERE ({tested}){behind} AND {asked} ORDER BY q.sort_key, q.id LIMIT {first})"""
BEHIND = " AND (q.sort_key > %s OR (q.sort_key = %s AND q.id > %s))"
ALL = 1 << 40
"""A limit that leaves nobody out: it keeps either database from asking what persons hold before they are in order."""


@dataclass(frozen=True)
class Vocabulary:
    """Every word of the persons' names and how many have it."""

    bearers: dict[str, int]
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "words", sorted(self.bearers))

    def meant(self, text: str) -> list[list[str]]:
        """For each typed word what it may stand for, the rarest first."""
        typed = fold(text).split()
        meant = [stands_for(word, self.words, unfinished=place == len(typed) - 1) for place, word in enumerate(typed)]
        return sorted(meant, key=self.count)

    def count(self, words: Sequence[str]) -> int:
        """How many have one of some words; who has two counts twice."""
        return sum(self.bearers[each] for each in words)

    def common(self, meant: Sequence[Sequence[str]]) -> bool:
        """Whether so many have all the words that a page is sooner full by looking at everybody in the order of the list."""
        persons = sum(self.bearers.values()) // WORDS
        counts = [min(self.count(some), persons) for some in meant]
        if min(counts) * COMMON <= persons:
            return False
        # As if words had nothing to do with each other. Looked at: so many in a page by the share that has them; else all who have them.
        having = persons * prod(count / persons for count in counts)
        return having * having > SHOWN * persons


@lru_cache(maxsize=2)
def vocabulary(head: str) -> Vocabulary:
    """The words as they are in one state of the book: ``head`` is the hash of its last entry."""
    words = PersonWord.objects.order_by("word").values_list("word").annotate(persons=Count("pk"))
    return Vocabulary(dict(words) if head else {})


@dataclass(frozen=True)
class Named:
    """Who is searched for: by the words of a name (one of each, the rarest first), or by code, card, identity or telephone."""

    meant: tuple[tuple[str, ...], ...] = ()
    others: tuple[Text, ...] = ()
    """What finds persons otherwise."""
    common: bool = False

    @property
    def tested(self) -> Text:
        """The condition that a person is one of them."""
        return self._tested([Text(HAS.format(word=_word("w", each), words=marks(each)), each) for each in self.meant])

    @property
    def seen(self) -> Text:
        """The same of a row ``q`` of persons that is being looked at."""
        if connection.vendor == "postgresql":
            # Compared, so that the index over the words is not taken: it gives no order.
            return self._tested([Text(f"({IN_THE_ROW.format(table='q.', words=marks(each))}) > FALSE", each) for each in self.meant])
        return self.tested

    def _tested(self, words: Sequence[Text]) -> Text:
        told = [joined(words, " AND ")] if words else []
        return joined([*told, *(Text(f"{{person}} IN ({each.text})", each.values) for each in self.others)] or [Text("1 = 0")], " OR ")

    def found(self, person: str) -> Text:
        """The same condition, for a person who is found by it."""
        found = [_bearers(self.meant)] if self.meant else []
        told = joined([*found, *self.others] or [Text(NOBODY)], " UNION ALL ")
        # PostgreSQL is given the ids as they are found: it is not to guess how many there are.
        among = "{person} = ANY(ARRAY({found}))" if connection.vendor == "postgresql" else "{person} IN ({found})"
        return Text(among.format(person=person, found=told.text), told.values)


def by_words(text: str, head: str) -> Named:
    """Persons whose name holds every word: in any order, without diacritics, the last one perhaps unfinished, each with a slip at most."""
    known = vocabulary(head)
    meant = known.meant(text)
    return Named(tuple(map(tuple, meant)), common=known.common(meant)) if meant and all(meant) else Named()


def by_whole_words(text: str, head: str) -> Named:
    """The same, but every word as it is typed and none that it may stand for."""
    known = vocabulary(head)
    words = sorted(dict.fromkeys(fold(text).split()), key=lambda each: known.bearers.get(each, 0))
    if not words or words[0] not in known.bearers:
        return Named()
    meant = [[each] for each in words]
    return Named(tuple(map(tuple, meant)), common=known.common(meant))


def named(text: str, head: str) -> Named:
    """The same, or persons whose code, card, identity or telephone the text is."""
    plain, others = text.strip(), []
    if len(plain.split()) == 1 or any(letter.isdigit() for letter in plain):
        others.append(Text(OF_CODE, (plain,)))
    if sum(letter.isdigit() for letter in text) >= NUMBER:
        digests = tuple(vault.digest(name, text) for name in vault.LOOKED_UP)
        others.append(Text(OF_NUMBER.format(digests=marks(digests)), digests))
    return replace(by_words(text, head), others=tuple(others))


def listed(found: Named, asked: Text, first: int, behind: tuple[str, int] | None = None) -> Text:
    """The condition that a person is one of the first of those named, in the order of the list, who are what is asked.

    ``behind``: the key and id of the person after whom the list goes on.
    """
    after = Text(BEHIND, (behind[0], *behind)) if behind else Text("")
    if found.common:
        among, wanted = found.seen.of("q.id"), asked.of("q.id")
        told = WALKED.format(tested=among.text, behind=after.text, asked=wanted.text, first=first)
    else:
        among, wanted = found.found("q.id"), asked.of("c.id")
        kept = KEPT.get(connection.vendor, "")
        told = LISTED.format(found=among.text, behind=after.text, asked=wanted.text, kept=kept, all=ALL, first=first)
    return Text(told, (*among.values, *after.values, *wanted.values))


def _bearers(meant: Sequence[Sequence[str]]) -> Text:
    """Who has one of each."""
    values = tuple(word for some in (*meant[1:], meant[0]) for word in some)
    if connection.vendor == "postgresql":
        # An index over the words of each name (migration 0007) finds who has all of them at once.
        having = [IN_THE_ROW.format(table="", words=marks(some)) for some in (*meant[1:], meant[0])]
        return Text(f"SELECT id FROM orgs_person WHERE {' AND '.join(having)}", values)
    others = (
        AND_ANOTHER.format(place=place, word=_word(f"w{place}", some), words=marks(some)) for place, some in enumerate(meant[1:], start=1)
    )
    return Text(BEARERS.format(others="".join(others), words=marks(meant[0])), values)


def _word(table: str, words: Sequence[str]) -> str:
    """The column of a word; of many words, such that a person's words are looked at and not an index asked for each."""
    return f"{table}.word" if len(words) <= FEW else f"{table}.word || ''"
