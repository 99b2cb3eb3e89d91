"""How the user wants words to be said: whole words replaced in spoken text."""

from __future__ import annotations

import functools
from collections.abc import Container, Iterable, Mapping
from pathlib import Path
from typing import Any

import regex

from narrate.errors import SettingsError

_TAG = r"\[[^\[\]\n]*\]\(/[^()\n]*/\)"
_LONG = 200
"""Characters that no entry's words reach"""
_APOSTROPHE = "['’]"
_LETTER = r"[\p{L}\p{M}\p{N}_]"
"""What a word does not end before"""
_WORD = regex.compile(rf"{_LETTER}+")
_PLAIN = regex.compile(r"[\p{L}\p{M}\p{N}]+")


class Lexicon:
    """Words and their respellings, compiled once.

    An entry in small letters matches in any case, any other exactly as written; the longest
    entry wins. A respelling may be an engine's own notation, such as `[word](/phonemes/)`;
    what stands in that notation already is left alone.
    """

    def __init__(self, entries: Mapping[str, str] | None = None) -> None:
        words = {" ".join(word.split()): said for word, said in (entries or {}).items()}
        words = {_key(word): said for word, said in words.items() if word}
        self.entries: Mapping[str, str] = words
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
        return self._respelled(text, {})

    @functools.cached_property
    def items(self) -> Mapping[str, str]:
        """What an engine's own dictionary can hold, sorted: words and how they are said.

        Such a dictionary matches whole words exactly as they are written, so an entry for any
        case becomes `word`, `Word` and `WORD`. Left out is what it might read otherwise than
        `apply`: several words, words with other marks than letters and digits (where does a
        word end?), respellings that are empty or in an engine's notation, and words
        that stand in some respelling and would there be respelled once more.
        """
        respellings = {word for said in self.entries.values() for word in _WORD.findall(said)}
        return {
            form: said
            for form in sorted(self._forms() - respellings)
            if (said := self._entry(form)) and said.strip() and not regex.search(_TAG, said)
        }

    def respell_others(self, text: str) -> str:
        """The text with only those words replaced that `items` lacks."""
        return self._respelled(text, self.items)

    def items_in(self, text: str) -> Mapping[str, str]:
        """Those of `items` that a dictionary would find in a text, sorted."""
        words = {word for word in _WORD.findall(text) if word in self.items}
        return {word: self.items[word] for word in sorted(words)}

    def _forms(self) -> set[str]:
        """The usual casings of the plain words among the entries, as far as they match them."""
        forms = {form for word in self._any_case for form in (word, _titled(word), word.upper())}
        return {
            form
            for form in forms.union(self._exact)
            if _PLAIN.fullmatch(form) and self._pattern and self._pattern.fullmatch(form)
        }

    def _respelled(self, text: str, kept: Container[str]) -> str:
        """The text with every entry's word replaced, but for those to be kept."""
        if not self._pattern:
            return text
        return self._pattern.sub(lambda match: self._said(match, kept), text)

    def _said(self, match: regex.Match[str], kept: Container[str]) -> str:
        word = match.group()
        if match["tag"] or word in kept:
            return word
        said = self._entry(word)
        if said is not None:
            return said
        # Only its capitals are not the entry's; shorter entries inside it may still match.
        head, space, rest = word.partition(" ")
        said = None if head in kept else self._entry(head)
        return (head if said is None else said) + space + self._respelled(rest, kept)

    def _entry(self, word: str) -> str | None:
        """How a word is said that is written so; None where there is no entry for it."""
        key = _key(word)
        return self._exact.get(key, self._any_case.get(key.lower()))


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _key(word: str) -> str:
    return word.replace("’", "'")


def _compile(words: Iterable[str]) -> regex.Pattern[str]:
    branches = _branches(set(words))
    return regex.compile(rf"(?P<tag>{_TAG})|(?<!{_LETTER})(?i:{branches})(?!{_LETTER})")


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
