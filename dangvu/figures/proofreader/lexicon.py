"""The lexicon: words, units, rules as data (``figures/lexicon/*.toml``), with the catalogue's own titles beside them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from dangvu.figures.base import Figure
from dangvu.figures.proofreader.spelling import clean, normal
from dangvu.figures.proofreader.tokens import Token, words

FOLDER: Final = Path(__file__).resolve().parent.parent / "lexicon"
END: Final = ""
"""The key under which a node of the word tree keeps what ends there: no token is empty."""
STANDING: Final = frozenset({"have", "total", "cell_total", "org_total", "cell_noun", "org_noun", "member_noun", "handbook"})
"""Concepts of what there is on a day."""
Tag = tuple[str, str, str]
"""(sort, name, key): ``("event", "admit", "")``, ``("attr", "sex", "female")``, ``("unit", "member", "")``."""
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hit:
    """Words of the lexicon found in a sentence: tokens ``first`` up to ``last``, not included."""

    first: int
    last: int
    sort: str
    name: str
    key: str = ""


@dataclass(frozen=True)
class Rule:
    """How a number is known to be of a figure; the meaning of each field is said in ``rules.toml``."""

    figure: str
    units: frozenset[str]
    need: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    unless: frozenset[str] = frozenset()
    attrs: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    by: str = ""
    part: str = ""
    unit: str = ""
    bare: bool = False
    needs_attr: bool = False
    drop_attr: bool = False
    twin: bool = False
    future: bool = False
    or_past: bool = False
    grows: bool = False
    label: bool = False

    @property
    def happens(self) -> bool:
        """Whether it is told of what happened, and not of what there is."""
        return not STANDING.intersection((*self.need, *self.own))


@dataclass
class Words:
    """A tree of phrases, word by word."""

    root: Node = field(default_factory=dict)

    def add(self, phrase: str, tag: Tag) -> None:
        node = self.root
        for word in words(normal(clean(phrase)).strip()):
            node = node.setdefault(word, {})
        tags = node.setdefault(END, [])
        if tag not in tags:
            tags.append(tag)

    def hits(self, tokens: list[Token]) -> list[Hit]:
        """Everything that fits, of each sort the longest at each place."""
        found: list[Hit] = []
        for first in range(len(tokens)):
            longest: dict[str, tuple[int, list[Tag]]] = {}
            for last, tags in self.at(tokens, first):
                for tag in tags:
                    held = longest.get(tag[0])
                    if held is None or held[0] < last:
                        longest[tag[0]] = (last, [tag])
                    else:
                        held[1].append(tag)
            found.extend(Hit(first, last, *tag) for last, tags in longest.values() for tag in tags)
        return found

    def at(self, tokens: list[Token], first: int) -> Iterator[tuple[int, list[Tag]]]:
        """Phrases that begin at a token, the shorter first, with the token behind them."""
        node: Node | None = self.root
        for index in range(first, len(tokens)):
            node = node.get(tokens[index].text) if node else None
            if not node:
                return
            if END in node:
                yield index + 1, node[END]


@dataclass(frozen=True)
class Lexicon:
    """Everything the proofreader knows of the language."""

    words: Words
    rules: tuple[Rule, ...]
    money: Mapping[str, int]
    special: Mapping[str, str]
    rates: Mapping[str, str]
    wholes: Mapping[str, str]
    changes: Mapping[str, str]
    complete: Mapping[str, list[str]]
    disjoint: Sequence[Sequence[str]] = ()
    _by_units: dict[frozenset[str], tuple[Rule, ...]] = field(default_factory=dict)

    def of_units(self, units: frozenset[str]) -> tuple[Rule, ...]:
        """The rules that may fit a number with these units behind it (none: a bare number), in their order."""
        held = self._by_units.get(units)
        if held is None:
            wanted = units or frozenset({"none"})
            held = self._by_units[units] = tuple(rule for rule in self.rules if rule.units & wanted)
        return held


def read(name: str) -> dict[str, Any]:
    """One file of the lexicon."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def lexicon(own: tuple[tuple[str, str, str, str], ...] = ()) -> Lexicon:
    """The lexicon of the program's figures; ``own``: (code, title, unit, class) of those the committee defined for itself."""
    tree = Words()
    short = {normal(clean(whole)): name for whole, name in read("words")["abbreviations"].items()}
    for phrase, tag in _phrases():
        for written in _written(normal(clean(phrase)), short):
            tree.add(written, tag)
    told = read("rules")
    rules = [_rule(each) for each in told["rules"]]
    for code, title, unit, klass in own:
        tree.add(title, ("event", f"title:{code}", ""))
        rules.append(_titled(code, unit, klass))
    money = {normal(clean(name)): value for name, value in read("units")["money"].items()}
    tables = {name: told[name] for name in ("special", "rates", "wholes", "changes", "complete")}
    return Lexicon(
        tree,
        tuple(rules),
        money,
        disjoint=[[normal(clean(each)) for each in group] for group in read("words")["disjoint"]["groups"]],
        **tables,
    )


def _written(phrase: str, short: Mapping[str, str]) -> Iterator[str]:
    """A phrase as it is, with each of its abbreviations, and with all of them: “công nhận ĐV chính thức”."""
    yield phrase
    held = [whole for whole in short if re.search(rf"\b{whole}\b", phrase)]
    every = phrase
    for whole in held:
        yield re.sub(rf"\b{whole}\b", short[whole], phrase)
        every = re.sub(rf"\b{whole}\b", short[whole], every)
    if len(held) > 1:
        yield every


def _phrases() -> Iterator[tuple[str, Tag]]:
    units, concepts, attributes, plain = (read(name) for name in ("units", "concepts", "attributes", "words"))
    for name, phrases in units["classes"].items():
        yield from ((each, ("unit", name, "")) for each in phrases)
    yield from ((each, ("unit", "money", normal(clean(each)))) for each in units["money"])
    for sort, group in (("event", "events"), ("notion", "notions")):
        for name, phrases in concepts[group].items():
            yield from ((each, (sort, name, "")) for each in phrases)
    for name, keys in attributes.items():
        for key, phrases in keys.items():
            yield from ((each, ("attr", name, key)) for each in phrases)
    yield from _plain(plain)


def _plain(told: Mapping[str, Any]) -> Iterator[tuple[str, Tag]]:
    for sort in ("manner", "manner_behind"):
        for name, phrases in told[sort].items():
            yield from ((each, (sort, name, "")) for each in phrases)
    splitters = told["splitters"]
    for sort, name in (("split", "words"), ("verb", "verbs"), ("joined", "joined"), ("whole", "whole"), ("some", "some")):
        yield from ((each, (sort, sort, "")) for each in splitters[name])
    for sort in (
        "stoppers",
        "ends",
        "harmless",
        "named",
        "measures",
        "future",
        "occasion",
        "elsewhere",
        "yearly",
        "partial",
        "formerly",
        "tasks",
    ):
        yield from ((each, (sort, sort, "")) for each in told[sort]["words"])
    yield from ((each, ("loosely", "loosely", "")) for each in told["named"]["loosely"])
    yield from ((each, ("numbered", "numbered", "")) for each in told["named"]["numbered"])


def _rule(told: Mapping[str, Any]) -> Rule:
    plain = {
        name: told[name]
        for name in ("by", "part", "unit", "bare", "needs_attr", "drop_attr", "twin", "future", "or_past", "grows", "label")
        if name in told
    }
    return Rule(
        figure=told["figure"],
        units=frozenset(told["units"].split()),
        need=tuple(told.get("need", ())),
        own=tuple(told.get("own", ())),
        without=frozenset(told.get("not", ())),
        unless=frozenset(told.get("unless", ())),
        attrs=tuple(told.get("attrs", ())),
        also=tuple(told.get("or", ())),
        **plain,
    )


def _titled(code: str, unit: str, klass: str) -> Rule:
    """The rule of a figure nobody wrote one for: its title stands beside the number, with its unit."""
    classes = classes_of(unit) if klass != "rate" else {"percent"}
    return Rule(code, frozenset(classes | {"none"}), own=(f"title:{code}",))


def classes_of(unit: str) -> set[str]:
    """The classes a figure's unit belongs to; a unit nobody knows is any."""
    known = read("units")
    said = normal(clean(unit))
    if said in {normal(clean(each)) for each in known["money"]}:
        return {"money"}
    found = {name for name, phrases in known["classes"].items() if said in {normal(clean(each)) for each in phrases}}
    return found or {"other"}


def titles(figures: Iterable[Figure], told: Iterable[str]) -> tuple[tuple[str, str, str, str], ...]:
    """(code, title, unit, class) of the figures no rule speaks of."""
    known = set(told)
    return tuple((each.code, str(each.title_vi), str(each.unit), each.klass) for each in figures if each.code not in known)
