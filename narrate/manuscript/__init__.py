"""Manuscripts: any file an author has, read into a `Book`."""

from __future__ import annotations

from narrate.manuscript.open import BOOKS_NOT_READ, SUFFIXES, open_manuscript

__all__ = ["BOOKS_NOT_READ", "SUFFIXES", "open_manuscript"]
