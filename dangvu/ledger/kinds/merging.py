"""The kind that says two declared persons are one: what a merge names, and what stays readable of it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from dangvu.ledger.kinds import fields as read
from dangvu.ledger.kinds.base import Fact, Field, Leg, Names, World, register
from dangvu.ledger.kinds.standing import PERSON
from dangvu.ledger.refusal import Refusal

MOST = 1000
"""Entries that may go over to the person kept: more than a life holds."""


def refs(value: Any, field: str, names: Names) -> list[str]:
    """Refs of entries, none twice; an empty list is the same as none."""
    if not isinstance(value, list) or len(value) > MOST:
        raise Refusal(field, _("“taken” phải là danh sách ref của các bút toán chuyển sang người được giữ."))
    one = read.text(200)
    found = [one(each, field, names) for each in value]
    if len(set(found)) != len(found):
        raise Refusal(field, _("Một bút toán được ghi hai lần trong “taken”."))
    return found


@register(
    "persons_merged",
    lazy("Gộp hai hồ sơ của một người"),
    "merge",
    PERSON,
    Field("duplicate", read.person, required=True, about="the code that was declared a second time"),
    Field("taken", refs, about="[ref, …]: entries of the duplicate that become the kept person's; every other one counts no more"),
    Field("reason", read.text(1000), required=True, about="how it is known that they are one; kept beside the entry"),
    sealed=("reason",),
)
def persons_merged(world: World, fact: Fact, legs: list[Leg]) -> None:
    """Two declared persons are one: the duplicate's entries go over to the person kept, or count no more. Reversible as a whole."""
