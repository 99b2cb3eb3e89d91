"""What each engine is known to read wrongly, and the respelling that cures it.

Chosen by the engine's name. The faults were heard or read off the engine's own phonemes
(hibari-tts 0.2.1, py-nanotts 0.1.1); each has its test against the real engine. An engine
that is not listed is sent the text as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from narrate.script.spoken import hibari_text, pico_text

_TAG = re.compile(r"(\[[^\[\]\n]*\]\(/[^()\n]*/\))")

CURES: Mapping[str, Callable[[str, str], str]] = {
    "hibari": hibari_text.cure,
    "pico": pico_text.cure,
}
"""From text and primary language tag to what the engine is sent"""

SPEAKABLE: Mapping[str, re.Pattern[str]] = {
    "hibari": hibari_text.SPEAKABLE,
    "pico": pico_text.SPEAKABLE,
}
"""What a text must hold one of, or the engine stays silent without a word of complaint"""

JOINTS: Mapping[str, str] = {"pico": pico_text.JOINT}
"""What joins the parts of long number words that were read from figures"""


def cure(text: str, language: str, engine: str) -> str:
    """The text as `engine` must be sent it; pronunciations in its own notation stay as they are."""
    cured = CURES.get(engine)
    if cured is None or not text:
        return text
    name = language.split("-")[0].lower()
    if "](/" not in text:
        return cured(text, name)
    parts = _TAG.split(text)
    said = (part if i % 2 else _padded(part, cured, name) for i, part in enumerate(parts))
    return "".join(said).strip()


def can_say(spoken: str, engine: str) -> bool:
    """False where the engine has no sound for anything in the text."""
    speakable = SPEAKABLE.get(engine)
    return speakable is None or speakable.search(spoken) is not None


def can_say_most(text: str, engine: str) -> bool:
    """True where the engine has sounds for more than half of a text's letters."""
    speakable = SPEAKABLE.get(engine)
    letters = sum(map(str.isalpha, text))
    return speakable is None or 2 * len(speakable.findall(text)) > letters


def _padded(part: str, cured: Callable[[str, str], str], language: str) -> str:
    """Cure a part between two tags and keep the spaces at its ends."""
    body = part.strip()
    if not body:
        return part
    start = part.index(body)
    return part[:start] + cured(body, language) + part[start + len(body) :]
