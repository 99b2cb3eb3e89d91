"""How the user wants words to be said: whole words replaced in spoken text."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import regex

from narrate.errors import SettingsError

_TAG = r"\[[^\[\]\n]*\]\(/[^()\n]*/\)"
_LONG = 200
"""Characters that no entry's words reach"""
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
            f"lexicon.{word}: must be a word or a few, and how they are said, both as text"
            for word, said in entries.items()
            if not (
                isinstance(word, str) and isinstance(said, str) and 0 < len(word.strip()) < _LONG
            )
        ]
        if faults:
            raise SettingsError(faults)
        return cls(entries)

    def apply(self, text: str) -> str:
        """The text with every entry's word replaced."""
        return self._pattern.sub(self._said, text) if self._pattern else text

    @functools.cached_property
    def items(self) -> Mapping[str, str]:
        """What an engine's own dictionary can hold: single words, each in its usual casings.

        Such dictionaries match exactly, so an entry for any case becomes `word`, `Word` and
        `WORD`. Entries of several words, or in an engine's notation, are not among them.
        """
        any_case = {
            form: said
            for word, said in self._any_case.items()
            for form in (word, word[:1].upper() + word[1:], word.upper())
        }
        items = {**any_case, **self._exact}
        return {
            word: said
            for word, said in sorted(items.items())
            if " " not in word and not regex.search(_TAG, said)
        }

    def divide(self, text: str) -> tuple[str, Mapping[str, str]]:
        """The text with only those words replaced that `items` lacks, and those that it has.

        Saying the words in the second part as they are told there gives what `apply` gives.
        """
        left: dict[str, str] = {}

        def said(match: regex.Match[str]) -> str:
            word = match.group()
            if match["tag"] or word not in self.items:
                return self._said(match)
            left[word] = self.items[word]
            return word

        return (self._pattern.sub(said, text) if self._pattern else text), left

    def _said(self, match: regex.Match[str]) -> str:
        word = match.group()
        if match["tag"]:
            return word
        key = _key(word)
        for entries, form in ((self._exact, key), (self._any_case, key.lower())):
            if form in entries:
                return entries[form]
        # Only its capitals are not the entry's; shorter entries inside it may still match.
        head, space, rest = word.partition(" ")
        return self._any_case.get(head.lower(), head) + space + self.apply(rest)


def _key(word: str) -> str:
    return word.replace("’", "'")


def _compile(words: Iterable[str]) -> regex.Pattern[str]:
    letter = r"[\p{L}\p{M}\p{N}_]"
    return regex.compile(rf"(?P<tag>{_TAG})|(?<!{letter})(?i:{_branches(set(words))})(?!{letter})")


def _branches(words: set[str]) -> str:
    """A pattern that tries the words letter by letter, longest first: fast for any number."""
    tails: dict[str, set[str]] = {}
    for word in words:
        if word:
            tails.setdefault(word[0].lower(), set()).add(word[1:])
    branches = [
        regex.escape(letter).replace("'", _APOSTROPHE) + _branches(tails[letter])
        for letter in sorted(tails)
    ]
    if not branches:
        return ""
    return f"(?:{'|'.join(branches)}){'?' if '' in words else ''}"


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
