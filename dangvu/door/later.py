"""Addresses that are loaded when one of them is asked for: a room few ever enter, whose library is large."""

from __future__ import annotations

from django.urls import URLResolver
from django.urls.resolvers import RoutePattern


class Later(URLResolver):
    """``include`` of a module of addresses that have a name of their own, without importing it.

    Where all names are gathered only this one is told; Django asks for the addresses under it when one is looked for, by its path or by its
    name. Importing takes the interpreter's own lock, so two threads that ask at once both find them whole.
    """

    def __init__(self, route: str, module: str, name: str) -> None:
        super().__init__(RoutePattern(route, is_endpoint=False), module, app_name=name, namespace=name)

    def _populate(self) -> None:
        """Have nothing gathered: addresses with a name of their own are looked for under it, in a copy of this that Django makes."""
