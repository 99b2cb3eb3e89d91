"""How much of a take's own silence is kept round its sound."""

from __future__ import annotations

from narrate.audio import TakeInfo

BEFORE = 0.015
"""Seconds kept before a take's first sound: room for a soft consonant"""
AFTER = 0.040
"""Seconds kept after a take's last sound: room for a consonant or a breath to die away"""


def kept(info: TakeInfo) -> tuple[int, int]:
    """First sample of a take that is delivered, and the one behind the last, at the take's rate.

    A take in which nothing counts as sound is kept whole.
    """
    end = info.samples - info.levels.tail
    if info.levels.lead >= end:
        return 0, info.samples
    first = max(info.levels.lead - round(BEFORE * info.rate), 0)
    return first, min(end + round(AFTER * info.rate), info.samples)
