"""Voices of servers that speak OpenAI's protocol: their lists, and what names tell."""

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from narrate.engines.base import Voice, did_you_mean, primary
from narrate.engines.http.complaints import told
from narrate.errors import EngineUnusable, TemporaryError

OPENAI: Final[Mapping[str, str]] = {
    **dict.fromkeys(
        ("alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer"), ""
    ),
    **dict.fromkeys(("ballad", "cedar", "marin", "verse"), "gpt-4o-mini-tts"),
}
"""OpenAI's own voices, after its API reference and guide (2026); with a model, only of that one"""
_KOKORO: Final[Mapping[str, tuple[str, str]]] = {
    "a": ("en-US", "af_heart"),
    "b": ("en-GB", "bf_emma"),
    "e": ("es", "ef_dora"),
    "f": ("fr", "ff_siwis"),
    "h": ("hi", "hf_alpha"),
    "i": ("it", "if_sara"),
    "j": ("ja", "jf_alpha"),
    "p": ("pt-BR", "pf_dora"),
    "z": ("zh", "zf_xiaobei"),
}
"""First letter of Kokoro's voices (the second is f or m, then an underscore), with the language
in which the server reads for that letter and a voice (VOICES.md of hexgrad/Kokoro-82M)"""


def default_voice(model: str, language: str) -> str:
    """Kokoro's voice for that language, American where it has none; OpenAI's first elsewhere."""
    if not model.lower().startswith("kokoro"):
        return "alloy"
    voices = dict(_KOKORO.values())
    near = (voice for tag, voice in voices.items() if primary(tag) == primary(language))
    return voices.get(language) or next(near, "af_heart")


def language_note(model: str, voice: str, language: str) -> str:
    """That a voice of Kokoro's reads another language than the text's; else empty."""
    spoken = _languages(voice) if model.lower().startswith("kokoro") else ()
    if not spoken or language == "auto" or primary(spoken[0]) == primary(language):
        return ""
    return f"openai: the voice {voice} reads {spoken[0]}, but the text is {language}"


def own_voices() -> list[Voice]:
    """OpenAI's, which has no list to ask for."""
    return [
        Voice(name, ("en",), description="and other languages", model=model)
        for name, model in sorted(OPENAI.items())
    ]


def read_voices(body: bytes) -> list[Voice]:
    """Those of a server's list: `{"voices": [...]}`, `{"data": [...]}` or the list alone, of
    texts (Kokoro-FastAPI up to 0.3) or of objects with an id. Raises TemporaryError.
    """
    said = told(body)
    if isinstance(said, Mapping):
        said = said.get("voices", said.get("data"))
    if not isinstance(said, list):
        raise TemporaryError("the answer holds no list of voices")
    names = {name for each in said if (name := _name(each))}
    return [Voice(name, _languages(name), _gender(name)) for name in sorted(names)]


def check_listed(wanted: Iterable[str], known: Iterable[str], server: str) -> list[str]:
    """Notes on voices that a server's list doesn't tell; raises EngineUnusable for one that
    the server won't have.
    """
    names, notes = set(known), []
    for voice in dict.fromkeys(wanted):
        missing = [part for part in _parts(voice) if part not in names]
        strange = [part for part in missing if part not in OPENAI]
        if strange:
            raise EngineUnusable(
                f"{server} lists no voice {strange[0]}{did_you_mean(strange[0], names)}"
            )
        notes += [  # many servers, Kokoro-FastAPI too, map OpenAI's names without listing them
            f"{server} does not list the voice {part}, but may know OpenAI's names"
            for part in missing
        ]
    return notes or [f"{server} has every voice that is wanted"]


def _parts(voice: str) -> list[str]:
    """Kokoro-FastAPI mixes voices: `af_bella(2)+af_sky(1)`."""
    mixed = re.split(r"[+-](?=[a-z]{2}_)", voice)
    return [re.sub(r"\([\d.]*\)$", "", part.strip()) for part in mixed]


def _name(entry: Any) -> str:
    """What has to be asked for."""
    if isinstance(entry, Mapping):
        entry = entry.get("id") or entry.get("voice_id") or entry.get("name")
    return entry if isinstance(entry, str) else ""


def _languages(name: str) -> tuple[str, ...]:
    return (_KOKORO[name[0]][0],) if _is_kokoro(name) else ()


def _gender(name: str) -> str:
    return {"f": "female", "m": "male"}[name[1]] if _is_kokoro(name) else ""


def _is_kokoro(name: str) -> bool:
    return name[2:3] == "_" and name[0] in _KOKORO and name[1] in "fm"
