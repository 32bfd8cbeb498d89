"""What was frozen, read again."""

from __future__ import annotations

from dangvu.pages.content import Content
from dangvu.pages.editions import Edition
from dangvu.reports import codec


def content_of(edition: Edition) -> Content:
    """Everything an edition printed."""
    return codec.load(Content, edition.frozen)
