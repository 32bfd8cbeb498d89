"""The canonical text of an account."""

from __future__ import annotations


def key(measure: str, **attrs: str) -> str:
    """A measure with its attributes sorted by name: ``badge{posthumous=no,years=30}``."""
    inside = ",".join(f"{name}={attrs[name]}" for name in sorted(attrs))
    return f"{measure}{{{inside}}}"


def parse(text: str) -> tuple[str, dict[str, str]]:
    """Measure and attributes of a canonical text."""
    measure, _, inside = text.removesuffix("}").partition("{")
    return measure, dict(part.split("=", 1) for part in inside.split(",") if part)
