"""Đảng vụ: the books of a Party committee's work, and the reports that are written from them."""

__version__ = "0.1.0"
