"""How the user wants words to be said: whole words replaced in spoken text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import regex

from narrate.errors import SettingsError

_TAG = r"\[[^\[\]\n]*\]\(/[^()\n]*/\)"
_APOSTROPHE = "['’]"


class Lexicon:
    """Words and their respellings, compiled once.

    An entry in small letters matches in any case, any other exactly as written; the longest
    entry wins. A respelling may be an engine's own notation, such as `[word](/phonemes/)`;
    what stands in that notation already is left alone.
    """

    def __init__(self, entries: Mapping[str, str] | None = None) -> None:
        words = {" ".join(word.split()): said for word, said in (entries or {}).items()}
        words = {_key(word): said for word, said in words.items() if word}
        self._exact = {word: said for word, said in words.items() if word != word.lower()}
        self._any_case = {word: said for word, said in words.items() if word == word.lower()}
        self._pattern = _compile(words) if words else None

    @classmethod
    def load(cls, source: Mapping[str, str] | Path | None) -> Lexicon:
        """The lexicon of a mapping, or of a YAML file that holds one.

        Raises SettingsError naming every fault.
        """
        if source is None:
            return cls()
        entries = _read(source) if isinstance(source, Path) else source
        faults = [
            f"lexicon.{word}: must be a word and how it is said, both as text"
            for word, said in entries.items()
            if not (isinstance(word, str) and isinstance(said, str) and word.strip())
        ]
        if faults:
            raise SettingsError(faults)
        return cls(entries)

    def apply(self, text: str) -> str:
        """The text with every entry's word replaced."""
        return self._pattern.sub(self._said, text) if self._pattern else text

    def _said(self, match: regex.Match[str]) -> str:
        word = match.group()
        if match["tag"]:
            return word
        key = _key(word)
        return self._exact.get(key) or self._any_case.get(key.lower(), word)


def _key(word: str) -> str:
    return word.replace("’", "'")


def _compile(words: Mapping[str, str]) -> regex.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    alternatives = "|".join(
        f"(?i:{_literal(word)})" if word == word.lower() else _literal(word)
        for word in longest_first
    )
    letter = r"[\p{L}\p{M}\p{N}_]"
    return regex.compile(rf"(?P<tag>{_TAG})|(?<!{letter})(?:{alternatives})(?!{letter})")


def _literal(word: str) -> str:
    return regex.escape(word).replace("'", _APOSTROPHE)


def _read(file: Path) -> Mapping[Any, Any]:
    import yaml  # here, since most runs have no lexicon file

    try:
        entries = yaml.safe_load(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise SettingsError(f"lexicon: {file} cannot be read: {error}") from error
    if entries is None:
        return {}
    if not isinstance(entries, Mapping):
        raise SettingsError(f"lexicon: {file} must hold lines of the form `word: how it is said`")
    return entries
