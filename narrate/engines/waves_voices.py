"""Waves' models: which voices and languages are whose, as far as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRO: Final = "lightning_v3.1_pro"
STANDARD: Final = "lightning_v3.1"

DEFAULT_VOICES: Final[Mapping[str, str]] = {PRO: "meher", STANDARD: "magnus"}
"""By model; both are what the vendor's own integrations use (livekit, pipecat, 2026-10)"""

MODELS: Final = (PRO, STANDARD)
"""Models whose voices and languages are known, at least in part"""

POOLS: Final[Mapping[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        ("meher", "kaitlyn", "rhea", "maverick", "blake", "sophie", "sam", "aviraj"), (PRO,)
    ),
    **dict.fromkeys(("magnus", "olivia", "aarush", "sophia", "jordan", "daniella"), (STANDARD,)),
}
"""Voices whose model is told: Pro by the vendor's voice table for its agents and the pages of
jambonz and coval (2026-10), standard by the vendor's API page, livekit and pipecat. The service's
list doesn't tell, and a wrong pair is not refused but spoken by another voice, or not at all."""

_SHARED: Final = "auto en es fr de it nl sv pt pl ru hi mr gu pa bn or ta te kn ml he"
_PRO_ONLY: Final = "el fi no zh ja ko id ms vi tr ar"
LANGUAGES: Final[Mapping[str, frozenset[str]]] = {
    STANDARD: frozenset(_SHARED.split()),
    PRO: frozenset(f"{_SHARED} {_PRO_ONLY}".split()),
}
"""Primary tags by model, after the vendor's specification of 2026-08-21. One that is accepted
without having a voice is silently spoken in another language. `he` is in no
document, but a live test of the vendor's uses it."""
