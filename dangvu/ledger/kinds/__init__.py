"""Kinds of entry, one module a family: their fields, what they refuse, and the legs they post."""
