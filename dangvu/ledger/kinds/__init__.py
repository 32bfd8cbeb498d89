"""Kinds of entry, one module a family: their fields, what they refuse, and the legs they post."""

from dangvu.ledger.kinds import assignments, defined, dues, flags, meetings, merging, offices, people, records, standing, structure, work
from dangvu.ledger.kinds.base import REGISTRY, Kind, kind_of, read_fields

__all__ = [
    "REGISTRY", "Kind", "assignments", "defined", "dues", "flags", "kind_of", "meetings", "merging", "offices", "people", "read_fields",
    "records", "standing", "structure", "work",
]  # fmt: skip
