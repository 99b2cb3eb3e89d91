"""Waves' list of voices, read whatever its shape."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any, Final

from narrate.engines.base import Voice
from narrate.engines.http import told
from narrate.engines.waves_voices import POOLS, PRO, STANDARD
from narrate.errors import TemporaryError

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


def read_voices(union: bytes, pro: bytes | None = None) -> list[Voice]:
    """The voices of a `get_voices` answer, by name; any tag may be missing.

    `pro` is the answer that lists the Pro voices alone, where there is one: it tells which model
    each belongs to. Raises TemporaryError where an answer holds no list.
    """
    entries = {_name(each): each for each in _entries(union)}
    theirs = {_name(each): each for each in _entries(pro)} if pro is not None else {}
    known = theirs.keys() if 0 < len(theirs.keys() & entries.keys()) < len(entries) else None
    return [
        _voice(name, each, _model(name, known))
        for name, each in sorted({**entries, **theirs}.items())
        if name
    ]


def _model(name: str, pro: Set[str] | None) -> str:
    if pro is not None:
        return PRO if name in pro else STANDARD
    pools = POOLS.get(name, ())
    return pools[0] if len(pools) == 1 else ""


def _entries(body: bytes) -> list[Mapping[str, Any]]:
    listed = told(body)
    if listed is None:
        raise TemporaryError("the list of voices is no JSON")
    for key in ("data", "voices"):
        if isinstance(listed, Mapping):
            listed = listed.get(key, listed)
    if not isinstance(listed, list):
        raise TemporaryError("the answer holds no list of voices")
    return [each for each in listed if isinstance(each, Mapping)]


def _name(entry: Mapping[str, Any]) -> str:
    return str(entry.get("voiceId") or entry.get("voice_id") or "")


def _voice(name: str, entry: Mapping[str, Any], model: str) -> Voice:
    tags = entry.get("tags")
    tags = tags if isinstance(tags, Mapping) else {}
    display = str(entry.get("displayName") or "")
    about = [display] if display and display.casefold() != name.casefold() else []
    about.extend(_texts(tags.get("emotions")))
    languages = (_LANGUAGES.get(each.casefold(), each) for each in _texts(tags.get("language")))
    return Voice(
        name,
        tuple(languages),
        gender=", ".join(_texts(tags.get("gender"))),
        description=", ".join(dict.fromkeys(about)),
        accent=", ".join(_texts(tags.get("accent"))),
        age=", ".join(_texts(tags.get("age"))),
        uses=tuple(_texts(tags.get("usecases"))),
        model=model,
    )


def _texts(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [str(each) for each in values if each]
