"""IPA to the alphabet in which Kokoro's family of voices takes phonemes (misaki, English).

It writes diphthongs and affricates as one letter each (`A` for eɪ, `ʤ` for dʒ), puts a stress
mark right before the vowel, and knows only the sounds of English. Sounds of other languages
that English speakers have a usual answer to, such as the vowel of Goethe, get that answer.
Read off misaki's own tables of American and British English and hibari's phonemes (0.2.1).
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from narrate.chunk import EngineText, Voicing

_BOTH: Mapping[str, str] = {
    "eɪ": "A", "ei": "A", "ej": "A", "aɪ": "I", "ai": "I", "aj": "I", "ɑɪ": "I",
    "aʊ": "W", "au": "W", "aw": "W", "ɑʊ": "W", "ɔɪ": "Y", "ɔi": "Y", "ɔj": "Y", "oɪ": "Y",
    "tʃ": "ʧ", "dʒ": "ʤ", "g": "ɡ", "r": "ɹ", "ɻ": "ɹ", "ʁ": "ɹ", "ʀ": "ɹ", "ɫ": "l", "ʍ": "w",
    "ʔ": "t", "x": "k", "χ": "k", "ç": "h", "ħ": "h", "ɦ": "h", "ɲ": "nj", "ɳ": "n", "ʎ": "lj",
    "ɬ": "l", "ɭ": "l", "ʈ": "t", "ɖ": "d", "ʂ": "ʃ", "ʐ": "ʒ", "ɕ": "ʃ", "ʑ": "ʒ", "ʋ": "v",
    "β": "b", "ɣ": "ɡ", "ɱ": "m", "c": "k", "ɟ": "ɡ", "q": "k", "ɸ": "f", "ʝ": "j", "ɥ": "w",
    "y": "u", "ʏ": "ʊ", "ɯ": "u", "ɤ": "ʌ", "ʉ": "u", "ɵ": "ʊ", "ɘ": "ə", "ɐ": "ʌ", "e": "ɛ",
    "ε": "ɛ", "ᵿ": "ʊ", "ɪ̈": "ɪ",
}  # fmt: skip
_AMERICAN: Mapping[str, str] = {
    **_BOTH,
    "oʊ": "O", "əʊ": "O", "ou": "O", "ow": "O", "o": "O", "ɝ": "ɜɹ", "ɚ": "əɹ", "ɜɹ": "ɜɹ",
    "ɜr": "ɜɹ", "ɜ": "ɜɹ", "ɒ": "ɑ", "a": "ɑ", "ɾ": "T", "ɨ": "ᵻ", "ø": "ɜɹ", "œ": "ɜɹ", "ː": "",
}  # fmt: skip
_BRITISH: Mapping[str, str] = {
    **_BOTH,
    "əʊ": "Q", "oʊ": "Q", "ou": "Q", "ow": "Q", "o": "Q", "oː": "ɔː", "ɝ": "ɜː", "ɚ": "ə",
    "ɜɹ": "ɜː", "ɜr": "ɜː", "ɜː": "ɜː", "ɜ": "ɜː", "eə": "ɛː", "ɛə": "ɛː", "æ": "a", "ɾ": "t",
    "ɨ": "ɪ", "ᵻ": "ɪ", "øː": "ɜː", "ø": "ɜː", "œ": "ɜː", "yː": "uː", "eː": "A",
}  # fmt: skip
_VOWELS = frozenset("AIOQWYaiuæɑɒɔəɛɜɪʊʌᵊᵻ")
_SHARED = frozenset("bdfhjklmnpstvwzɡŋɹʃʒðθʤʧəiuɑɔɛɜɪʊʌAIWYᵊ ")
_KNOWN = {False: _SHARED | frozenset("æOᵻT"), True: _SHARED | frozenset("aɒQː")}
_STRESS = "ˈˌ"
_TYPED = str.maketrans({"'": "ˈ", "’": "ˈ", ":": "ː", "ˑ": "ː", "-": "", ".": "", "‿": "", "ʼ": ""})
"""What keyboards put in the place of IPA's own marks, and borders that are not heard"""
_HARDLY_HEARD = re.compile("[\u0361\u035c\u031a\u0325\u032c\u032a\u032f\u0320\u031f\u031d\u031eʰˠ]")
"""Ties, and marks finer than these voices distinguish"""
_SYLLABIC = re.compile("(.)[\u0329\u030d]")
_SIBILANTS = "szʃʒʧʤ"
_VOICELESS = "ptkfθ"


class UnknownSoundError(Exception):
    """A symbol that stands for no sound of English."""

    def __init__(self, symbol: str) -> None:
        self.symbol = symbol
        super().__init__(symbol)


def to_misaki(ipa: str, *, british: bool = False) -> str:
    """Phonemes of English, written in IPA, as the voices take them.

    Raises UnknownSoundError for the first symbol that they have no sound for.
    """
    sounds = _BRITISH if british else _AMERICAN
    known = _KNOWN[british] | frozenset(_STRESS)
    pattern = re.compile("|".join(sorted(map(re.escape, sounds), key=len, reverse=True)) + "|.")
    said = [_sound(m.group(), sounds, known) for m in pattern.finditer(_plain(ipa))]
    words = map(_stressed, "".join(said).split())
    return " ".join(filter(None, words))  # a mark alone stresses nothing


def possessive(phonemes: str, *, british: bool = False) -> str:
    """The phonemes of a word with the sound of its `'s`."""
    last = phonemes.rstrip("ː")[-1:]
    if last in _SIBILANTS:
        return phonemes + ("ɪz" if british else "ᵻz")
    return phonemes + ("s" if last in _VOICELESS else "z")


def _plain(ipa: str) -> str:
    text = unicodedata.normalize("NFD", " ".join(ipa.split())).replace("c\u0327", "ç")
    text = _HARDLY_HEARD.sub("", text.translate(_TYPED))
    text = _SYLLABIC.sub(r"ᵊ\1", text)
    return text.replace("\u0303", "n").replace("˞", "ɹ").replace("ʲ", "j").replace("ʷ", "w")


def _sound(symbol: str, sounds: Mapping[str, str], known: frozenset[str]) -> str:
    said = sounds.get(symbol, symbol)
    for letter in said:
        if letter not in known:
            raise UnknownSoundError(symbol)
    return said


def _stressed(word: str) -> str:
    """IPA marks the stressed syllable, misaki its vowel, also where there is only one."""
    alone = sum(letter in _VOWELS for letter in word) == 1
    out, mark = [], _STRESS[0] if alone and not set(word) & set(_STRESS) else ""
    for letter in word:
        if letter in _STRESS:
            mark = letter
            continue
        if letter in _VOWELS:
            out.append(mark)
            mark = ""
        out.append(letter)
    return "".join(out)


_STOPS = re.compile("[.!?…]")


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


def notation_of(voicing: Voicing, language: str, engine: EngineText) -> Notation | None:
    """What a voice takes phonemes in; None where it takes none."""
    alphabet = engine.alphabet(voicing, language)
    return Notation(voicing.engine, alphabet == "misaki-gb") if alphabet else None
