"""What a search gives: hits in groups."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise

SHORT, LONG = 5, 20
"""Hits of a group shown while one types, and on the page of its own."""


@dataclass(frozen=True)
class Hit:
    """One thing found. ``note`` tells it apart from others of the same title."""

    title: str
    link: str
    note: str = ""


@dataclass(frozen=True)
class Group:
    """Hits of one sort, the closest first. ``more``: the page where the search goes on, empty where there is none."""

    title: str | Promise
    hits: tuple[Hit, ...]
    more: str = ""
