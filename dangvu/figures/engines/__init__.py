"""Engines: each finds the leaves of figures in one store of postings."""
