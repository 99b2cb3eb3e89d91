"""Hypothesis without a stopwatch: the first sentence split loads nltk, and machines are shared."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("script", deadline=None)
settings.load_profile("script")
