"""pico: SVOX Pico on this machine. Robotic, 16 kHz, but six languages and accents in 5 MB.

Its text (py-nanotts 0.1.1: de, en, es, fr, it): it reads ASCII marks aloud (`_`, `[`, `*`, `--`),
takes `<...>` for its own tags, knows no letter beyond Latin-1, and makes no pause at typographic
dashes and ellipses.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

from pydantic import Field

from narrate.chunk import EngineText, Options, OptionValue, Plainer, Voicing
from narrate.engines.base import SpeakingRate, Voice, no_such_voice, primary, unsaid_by
from narrate.engines.processes.pool import EmbeddedEngine, Program
from narrate.errors import BookNotSpoken
from narrate.language import named
from narrate.settings.groups import Group
from narrate.settings.rules import Number

JOINT = "-"
"""Parts long number words: `sechs-und-fünfzig`; Pico loses its way in `sechsundfünfzig`

It makes no pause there (2.42 s and 2.37 s in the same sentence).
"""

SPEAKABLE = re.compile(r"[0-9A-Za-zÀ-ɏ%&@+=£$€]")
"""Letters that are sent to it at all; other scripts are dropped in silence"""

_AND = {"en": "and", "de": "und", "es": "y", "fr": "et", "it": "e"}
_TAG = re.compile(r"</?([A-Za-z][^<>]*)>")
_DASH = re.compile(r"\s*(?:[—―]+|--+|(?<=\s)–(?=\s))\s*")
_ELLIPSIS = re.compile(r"\s?\.\s?\.(?:\s?\.)+|…")
_QUOTES = re.compile(r"[\"“”„‟«»‹›]|(?<!\w)['‘’‚]|['’](?!\w)")
_SILENT = re.compile(r"[*_\\|^~#{}]+")
_SPACED_STOP = re.compile(r"\s+([,.;:!?])")
_PLAIN = str.maketrans({"ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "œ": "oe", "Œ": "Oe", "ı": "i"})


def cure(text: str, language: str, plainer: Plainer) -> str:
    """The text as Pico must be sent it."""
    if language == "en":
        text = plainer(text, letters=False)
    text = _TAG.sub(r" \1 ", text)
    text = text.replace("](", ") (").replace("[", "(").replace("]", ")")
    text = re.sub(r"\s?&\s?", f" {_AND.get(language, '&')} ", text)
    text = _ELLIPSIS.sub(_pause, text)
    text = _DASH.sub(_pause, text)
    text = _SILENT.sub(" ", _QUOTES.sub("", text))
    return _SPACED_STOP.sub(r"\1", " ".join(_latin(text).split()))


def _pause(match: re.Match[str]) -> str:
    """A comma makes the pause, where there is none yet and there are words on both sides."""
    before, after = match.string[: match.start()].rstrip(), match.string[match.end() :].lstrip()
    if not before or not after or before[-1] in ",.;:!?" or after[0] in ",.;:!?":
        return " "
    if (
        "-" not in match.group()
        and "—" not in match.group()
        and after[0].isupper()
        and after[:2] != "I "
    ):
        return ". "
    return ", "


def _latin(text: str) -> str:
    """Letters beyond Latin-1 without their accents: `Dvořák` rather than `Dvoák`."""
    if text.isascii():
        return text
    return "".join(c if ord(c) < 0x100 else _base(c) for c in text)


def _base(letter: str) -> str:
    if not letter.isalpha():
        return letter
    plain = unicodedata.normalize("NFKD", letter.translate(_PLAIN))
    return "".join(c for c in plain if not unicodedata.combining(c))


_UNSAID = unsaid_by("", "+=<>|~£$€¥¢¤§©°±×÷¬¦")
"""The signs that make its sentences longer in German, British and French (py-nanotts 0.1.1)"""

TEXT = EngineText(
    speakable=SPEAKABLE,
    unsaid=_UNSAID,
    cure=cure,
    joint=JOINT,
    american=lambda voicing: voicing.voice == "en-US",
)


VOICES: Final[Mapping[str, str]] = {
    "en-GB": "British English",
    "en-US": "American English",
    "de-DE": "German",
    "es-ES": "Spanish",
    "fr-FR": "French",
    "it-IT": "Italian",
}
"""Voices by the tag of their language; all female"""

_SPEEDS: Final = (
    *((0.5, 1.93), (0.6, 1.62), (0.7, 1.38), (0.8, 1.22), (0.9, 1.10), (1.0, 1.0), (1.1, 0.911)),
    *((1.2, 0.848), (1.35, 0.762), (1.5, 0.697), (1.75, 0.613), (2.0, 0.544)),
)
RATES: Final[Mapping[str, SpeakingRate]] = {
    "en-GB": SpeakingRate(0.0579, 0.0446, 0.3436, 0.3446, 0.2571, 0.45, _SPEEDS),
    "en-US": SpeakingRate(0.0512, 0.0647, 0.3909, 0.1429, 0.2640, 0.45, _SPEEDS),
    "de-DE": SpeakingRate(0.0602, 0.0447, 0.2532, 0.35, 0.35, 0.45, _SPEEDS, 5.2),
    "es-ES": SpeakingRate(0.0674, 0.0247, 0.3796, 0.6146, 0.5773, 0.45, _SPEEDS, 4.5),
    "fr-FR": SpeakingRate(0.0462, 0.0447, 0.3185, 0.35, 0.35, 0.45, _SPEEDS, 4.6),
    "it-IT": SpeakingRate(0.0683, 0.0447, 0.2118, 0.35, 0.35, 0.45, _SPEEDS, 4.6),
}
"""How fast each voice speaks; measured, of German, French and Italian on 12 to 14 takes, in which
words, sentences and takes count as they do on average in the other voices"""

_ENVIRONMENT: Final = {"MALLOC_MMAP_THRESHOLD_": "1000000"}
"""Pico reads memory that it never wrote: in the second call of a process the same words came
out shorter or longer, and 500 letters `a` never ended. With this, glibc gives it zeroed
memory each time; other C libraries do so anyway for blocks of 2.5 MB."""


class Pico(Group):
    """The small embedded voices for English, German, Spanish, French and Italian."""

    pitch: Annotated[float, Number(0.5, 2.0)] = Field(
        default=1.0, description="1.0 is the voice's own"
    )


class PicoEngine(EmbeddedEngine):
    """The small embedded engine; a voice speaks only its own language."""

    name = "pico"
    call_options = Pico
    text = TEXT
    languages = frozenset(map(primary, VOICES))
    packages = ("py-nanotts",)
    program = Program(name, "narrate.engines.pico.speech", _ENVIRONMENT)
    patience = (20.0, 0.05)  # a character takes 0.0004 s

    def default_voice(self, language: str, options: Options = ()) -> str:
        """The voice of that language and, if there is one, region; else the British one."""
        fitting = [voice for voice in VOICES if primary(voice) == primary(language)]
        by_tag = {voice.lower(): voice for voice in fitting}
        return by_tag.get(language.lower(), next(iter(fitting), "en-GB"))

    def check(self, voicing: Voicing) -> Sequence[str]:
        """Raises EngineUnusable where the voice is unknown or of another language."""
        if primary(voicing.language) not in (*self.languages, "auto"):
            raise BookNotSpoken(
                f"pico does not speak {named(voicing.language)}; it speaks"
                f" {', '.join(sorted(self.languages))}; set engine: waves (many languages, needs a"
                " key) or openai (a server of your own that speaks it)"
            )
        if voicing.voice not in VOICES:
            raise no_such_voice(self.name, voicing.voice, VOICES)
        if primary(voicing.language) not in (primary(voicing.voice), "auto"):
            raise BookNotSpoken(
                f"pico's voice {voicing.voice} speaks {VOICES[voicing.voice]}, not"
                f" {named(voicing.language)}; use {self.default_voice(voicing.language)}"
            )
        return ()

    def speaks(self, voicing: Voicing) -> bool:
        """Each voice speaks one language."""
        known = voicing.voice in VOICES
        return known and primary(voicing.language) in (primary(voicing.voice), "auto")

    def asked(self, voicing: Voicing) -> dict[str, OptionValue]:
        """Voice, speed and pitch; the language is the voice's."""
        pitch = voicing.option("pitch")
        return {
            "voice": voicing.voice,
            "speed": float(voicing.speed),
            "pitch": float(pitch) if isinstance(pitch, int | float) else 1.0,
        }

    def rate(self, voicing: Voicing) -> SpeakingRate | None:
        """That of the voice."""
        return RATES.get(voicing.voice)

    async def voices(self) -> Sequence[Voice]:
        """One voice a language, all in the package."""
        return [
            Voice(tag, (tag,), "female", f"{name}; robotic, 16 kHz") for tag, name in VOICES.items()
        ]
