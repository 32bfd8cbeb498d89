"""How steps are written down: each at once, or those of an archive together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dangvu.dossiers import kinds
from dangvu.dossiers.models import Dossier, Exclusion, Step, Vote

MOVED = ["state", "moved_on", "open", "steps_taken"]
"""What a dossier says of its steps."""


@dataclass(frozen=True)
class Told:
    """A step that was judged, with its vote where it has one; not written yet. Its dossier stands in memory where it leads."""

    step: Step
    vote: Vote | None = None
    excluded: Sequence[Exclusion] = ()


Pen = Callable[[Told], object]


def at_once(told: Told) -> None:
    """Write a step down, and where its dossier stands."""
    told.step.save()
    told.step.dossier.save(update_fields=MOVED)
    if told.vote is not None:
        told.vote.save()
        Exclusion.objects.bulk_create(told.excluded)


def together(many: Sequence[Told]) -> None:
    """Write many steps down in the order they were taken, and where their dossiers stand after the last of each."""
    Step.objects.bulk_create(each.step for each in many)
    Vote.objects.bulk_create(each.vote for each in many if each.vote is not None)
    Exclusion.objects.bulk_create(out for each in many for out in each.excluded)
    for step in {each.step.dossier_id: each.step for each in many}.values():
        still = kinds.get(step.dossier.kind).workflow.open(step.target)
        Dossier.objects.filter(pk=step.dossier_id).update(state=step.target, moved_on=step.on, open=still, steps_taken=step.place)
