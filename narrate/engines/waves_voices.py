"""Waves' voices: which belong to which model, as far as it is known, and its list of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from narrate.engines.base import Voice
from narrate.errors import TemporaryError

PRO: Final = "lightning_v3.1_pro"
STANDARD: Final = "lightning_v3.1"

DEFAULT_VOICES: Final[Mapping[str, str]] = {PRO: "meher", STANDARD: "magnus"}
"""By model; both are what the vendor's own integrations use (livekit, pipecat, 2026-10)"""

POOLS: Final[Mapping[str, str]] = {
    "meher": PRO,
    "magnus": STANDARD,
    "olivia": STANDARD,
    "aarush": STANDARD,
    "sophia": STANDARD,
}
"""Voices whose model the vendor's documents name. Its list doesn't tell, and a wrong pair is
not refused but spoken by another voice, or not at all."""

_LANGUAGES: Final = {
    "arabic": "ar", "bengali": "bn", "chinese": "zh", "dutch": "nl", "english": "en",
    "finnish": "fi", "french": "fr", "german": "de", "greek": "el", "gujarati": "gu",
    "hindi": "hi", "indonesian": "id", "italian": "it", "japanese": "ja", "kannada": "kn",
    "korean": "ko", "malay": "ms", "malayalam": "ml", "marathi": "mr", "norwegian": "no",
    "odia": "or", "oriya": "or", "polish": "pl", "portuguese": "pt", "punjabi": "pa",
    "russian": "ru", "spanish": "es", "swedish": "sv", "tamil": "ta", "telugu": "te",
    "turkish": "tr", "vietnamese": "vi",
}  # fmt: skip
"""The list writes languages as English words"""


def read_voices(body: bytes) -> list[Voice]:
    """The voices of a `get_voices` answer; any tag may be missing.

    Raises TemporaryError where the answer holds no list.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise TemporaryError("the list of voices is no JSON") from None
    for key in ("data", "voices"):
        if isinstance(told, Mapping):
            told = told.get(key, told)
    if not isinstance(told, list):
        raise TemporaryError("the answer holds no list of voices")
    voices = [_voice(each) for each in told if isinstance(each, Mapping)]
    return sorted((voice for voice in voices if voice.name), key=lambda voice: voice.name)


def _voice(told: Mapping[str, Any]) -> Voice:
    tags = told.get("tags")
    tags = tags if isinstance(tags, Mapping) else {}
    name = str(told.get("voiceId") or told.get("voice_id") or "")
    display = str(told.get("displayName") or "")
    about = [display] if display and display.casefold() != name.casefold() else []
    for key in ("accent", "age", "usecases", "emotions"):
        about.extend(_texts(tags.get(key)))
    if name in POOLS:
        about.append(f"model {POOLS[name]}")
    languages = (_LANGUAGES.get(each.casefold(), each) for each in _texts(tags.get("language")))
    gender = next(iter(_texts(tags.get("gender"))), "")
    return Voice(name, tuple(languages), gender, ", ".join(dict.fromkeys(about)))


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if each]
