"""What a procedure is: its workflow table, what each verb asks and brings about, its papers and deadlines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from dangvu.core.workflow import Workflow
from dangvu.dossiers.cases import Case, Taken
from dangvu.dossiers.errors import Problem
from dangvu.dossiers.models import Participant
from dangvu.orgs.access import CASEWORK, DECIDE

Line = dict[str, Any]
Words = str | Promise
Effect = Callable[[Case, Taken], list[Line]]
EffectOnEach = Callable[[Case, Taken, Participant], list[Line]]
Guard = Callable[[Case, Taken], Iterator[Problem]]

__all__ = [
    "CASEWORK", "DECIDE", "Ask", "Deadline", "Effect", "Guard", "Line", "Overview", "Procedure", "Verb", "Words", "Workflow", "ask", "procedure", "verb",
]  # fmt: skip


@dataclass(frozen=True)
class Ask:
    """A field that a verb asks for. ``sort``: day, text, long, whole, choice, yes, cell, org, person, people or orgs."""

    name: str
    title: Words
    sort: str = "text"
    required: bool = True
    choices: tuple[tuple[str, Words], ...] = ()
    help: Words = ""


@dataclass(frozen=True)
class Verb:
    """A row of a workflow table.

    right: whose act it is (``orgs.access``). vote: matter and body of the threshold, ``admission.cell``; when it is missed the
    dossier goes to ``otherwise``. effects: the kinds of entry that ``effect`` (or, in a bulk, ``each``) may append.
    always: the effect is booked whether the vote passes or not (the effect looks at ``passed``).
    papers: form codes that must be present. decides: the verb is a numbered document of this type (QĐ, NQ, …).
    """

    verb: str
    title: Words
    sources: tuple[str, ...]
    target: str
    otherwise: str = ""
    right: str = CASEWORK
    asks: tuple[Ask, ...] = ()
    vote: str = ""
    effects: tuple[str, ...] = ()
    effect: Effect | None = None
    always: bool = False
    each: EffectOnEach | None = None
    guards: tuple[Guard, ...] = ()
    papers: tuple[str, ...] = ()
    decides: str = ""
    about: Words = ""


@dataclass(frozen=True)
class Deadline:
    """Something to be done in time: counted by a rule from the day of a verb (or ``opened``, a day filled in, or one reckoned).

    Without a rule the day filled in is itself the last one.
    """

    code: str
    title: Words
    rule: str
    since: str | Callable[[Case], dt.date | None]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """Where a dossier's work stands: a title, and each line with a word for its state. Organisations and persons by code."""

    title: Words
    lines: tuple[tuple[str, Words], ...]


@dataclass(frozen=True)
class Procedure:
    """A kind of dossier. ``subject``: whom it may be about.

    prospect, member, former, person (from outside), anyone (a member or not), people (a bulk) or organisation.
    guard: a right of its own (``orgs.access``) that seeing and handling such a dossier takes, in the place of CASEWORK.
    titled: the field of the opening that the dossier is called by. overview: where things stand, over all steps together.
    """

    code: str
    title: Words
    about: Words
    subject: str
    workflow: Workflow[Verb]
    opening: tuple[Ask, ...] = ()
    opens: tuple[Guard, ...] = ()
    papers: str = ""
    deadlines: tuple[Deadline, ...] = ()
    titled: str = ""
    guard: str = ""
    overview: Callable[[Case], Overview] | None = None
    group: Words = field(default=_("Đảng viên"))

    @property
    def bulk(self) -> bool:
        return self.subject == "people"

    @property
    def declares(self) -> bool:
        """Whether it may be about somebody whom the books do not know yet."""
        return self.subject in ("prospect", "person", "former")


REGISTRY: dict[str, Procedure] = {}


def procedure(found: Procedure) -> Procedure:
    """Register a procedure."""
    REGISTRY[found.code] = found
    return found


def verb(name: str, title: Words, sources: str, target: str, otherwise: str = "", **rest: Any) -> Verb:
    """A row: ``verb("vote", _("Chi bộ biểu quyết"), "papers vetted", "voted", "refused", vote="admission.cell")``."""
    return Verb(name, title, tuple(sources.split()), target, otherwise, **rest)


def ask(name: str, title: Words, sort: str = "text", required: bool = True, **rest: Any) -> Ask:
    """A field, written short."""
    return Ask(name, title, sort, required, **rest)
