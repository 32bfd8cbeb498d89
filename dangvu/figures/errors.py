"""What may be wrong with a question about figures; every message is a sentence that says what to do."""

from __future__ import annotations


class FigureError(ValueError):
    """A question that has no answer as it was put."""


class UnknownFigure(FigureError):
    """No figure has this code."""


class UnknownDimension(FigureError):
    """The figure cannot be broken down that way."""


class BadQuery(FigureError):
    """A day, a period or an organisation is missing, or the period ends before it starts."""
