"""Which engine takes phonemes inside its text, and in which notation.

hibari         `[word](/phonemes/)` in misaki's English alphabet: its own documents, and heard
openai         the same where the model is Kokoro's and the text English: Kokoro-FastAPI passes
               it on to misaki (its issue 201 and pull request 210; 0.2.1, 0.2.2 and some 0.2.4
               read it aloud, later ones do not)
waves          respellings only, in the text or in its dictionaries, no phonemes
pico, others   none that is known
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from narrate.chunk import Voicing
from narrate.script.lexicon.misaki import possessive, to_misaki

_STOPS = re.compile("[.!?…]")
_BRITISH_HIBARI = frozenset({"emma", "fable"})


@dataclass(frozen=True, slots=True)
class Notation:
    """How phonemes are written for a voice."""

    engine: str
    british: bool

    def sounds(self, ipa: str) -> str:
        """Phonemes in the voice's alphabet; raises UnknownSoundError."""
        return to_misaki(ipa, british=self.british)

    def write(self, word: str, phonemes: str) -> str:
        """A word of the text with its phonemes.

        The ending of a possessive belongs to the phonemes: after them it would be read as a word
        of its own. A stop inside (`St. John`) would end the sentence, so the word loses it.
        """
        if word[-2:].lower() in ("'s", "’s"):
            phonemes = possessive(phonemes, british=self.british)
        return f"[{_STOPS.sub('', word) or word}](/{phonemes}/)"


def notation_of(voicing: Voicing, language: str) -> Notation | None:
    """What a voice takes phonemes in; None where it takes none."""
    if voicing.engine == "hibari":
        return Notation("hibari", voicing.voice in _BRITISH_HIBARI)
    kokoro = "kokoro" in str(voicing.option("model") or "").lower()
    if voicing.engine == "openai" and kokoro and language.partition("-")[0] == "en":
        return Notation("openai", voicing.voice.startswith("b"))
    return None
