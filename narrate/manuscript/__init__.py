"""Manuscripts: any file an author has, read into a `Book`."""

from __future__ import annotations

from narrate.manuscript.open import SUFFIXES, open_manuscript

__all__ = ["SUFFIXES", "open_manuscript"]
