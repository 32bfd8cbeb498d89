"""What the accounts measure, and what each measure is told apart by (contract §2): the vocabulary of figures and of definitions."""

from __future__ import annotations

from dangvu.orgs.tree import PLACE_TRAITS

# What each measure can be told apart by (contract §2). An outside account carries the attributes of what it balances.
ATTRIBUTES: dict[str, tuple[str, ...]] = {
    "member": ("status",),
    "exempt": ("type",),
    "organisation": ("kind",),
    "badge": ("years", "posthumous", "place"),
    "discipline": ("of", "form", "authority", "committee_member"),
    "exemption_begun": ("type",),
    "dossier": ("procedure", "outcome", "years"),
    "inspection_round": ("type", "acting"),
    "inspection_target": ("type", "acting", "target", "conclusion", "committee_member"),
    "handover": ("kind",),
    "officer": ("post",),
    "card": ("reason",),
    "activity": ("type",),
    "activity_quantity": ("type",),
    "activity_amount": ("type",),
    "activity_due": ("type",),
    "activity_number": ("type", "number"),
    "violation": ("content",),
    "rating": ("of", "kind", "grade"),
    "rating_title": ("of", "kind", "title"),
    "commendation": ("of", "form", "authority"),
    "class": ("course", "level"),
    "trained": ("course", "level"),
    "document": ("direction", "type"),
    "elected": ("body",),
    "task_graded": ("grade",),
    "assignment_judged": ("grade",),
    "target_judged": ("result",),
    "petition_handled": ("stage", "type", "conclusion"),
    "round_planned": ("type", "acting"),
    "recommendation": ("stage",),
    "rating_proposal": ("of", "kind", "grade"),
    "dues": ("side", "month_of"),
    "dues_exempt": ("month_of",),
    "meeting": ("type",),
    "meeting_bound": ("type",),
    "meeting_present": ("type",),
    "meeting_guests": ("type",),
    "meeting_absent": ("type", "leave"),
    "meeting_scored": ("type", "grade"),
    "referral_made": ("to",),
    "mass_organisation_founded": ("type",),
    "mass_membership": ("type",),
    "mobilisation_model": ("stage",),
}

# Measures whose postings name the person counted.
PERSONAL = frozenset(
    {
        "member", "exempt", "suspended", "temporary_out", "guest", "handbook", "no_phone", "officer", "card",
        "recognition", "badge", "exemption_begun", "suspension_begun", "dossier",
        "assignment", "assignment_report", "assignment_judged",
    }
)  # fmt: skip

# Measures whose balance stands on a day; the others are counted in a period.
STOCKS = frozenset(
    {
        "member", "exempt", "suspended", "temporary_out", "guest", "handbook", "no_phone", "officer", "card", "organisation",
        "mass_membership",
    }
)  # fmt: skip

PERSON_TRAITS = ("sex", "age_band", "ethnicity", "religion", "schooling", "qualification", "occupation", "youth_union")
"""What a figure of persons may be told apart by."""


def tells_apart(measure: str) -> tuple[str, ...]:
    """Everything a figure of this measure may be narrowed by: attributes of accounts, of places and, where it names people, of persons."""
    return (*ATTRIBUTES.get(measure, ()), *PLACE_TRAITS, *(PERSON_TRAITS if measure in PERSONAL else ()))
