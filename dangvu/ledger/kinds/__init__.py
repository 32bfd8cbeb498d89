"""Kinds of entry, one module a family: their fields, what they refuse, and the legs they post."""

from dangvu.ledger.kinds import flags, offices, people, records, standing, structure, work
from dangvu.ledger.kinds.base import REGISTRY, Kind, kind_of, read_fields

__all__ = ["REGISTRY", "Kind", "flags", "kind_of", "offices", "people", "read_fields", "records", "standing", "structure", "work"]
