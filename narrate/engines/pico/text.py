"""Text for SVOX Pico (py-nanotts 0.1.1): de, en, es, fr, it.

It reads ASCII marks aloud (`_`, `[`, `*`, `--`), takes `<...>` for its own tags, knows no
letter beyond Latin-1, and makes no pause at typographic dashes and ellipses.
"""

import re
import unicodedata

from narrate.chunk import EngineText, Plainer

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


TEXT = EngineText(speakable=SPEAKABLE, cure=cure, joint=JOINT)
