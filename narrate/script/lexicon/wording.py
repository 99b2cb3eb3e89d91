"""The lexicon as one voice follows it: whole words replaced in spoken text."""

import functools
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass

import regex

from narrate.chunk import PRONOUNCED
from narrate.script.lexicon.entries import straight
from narrate.script.lexicon.misaki import Notation

_APOSTROPHE = "['’]"
_LETTER = r"[\p{L}\p{M}\p{N}_]"
"""What a word does not end before"""
_WORD = regex.compile(rf"{_LETTER}+")
_PLAIN = regex.compile(r"[\p{L}\p{M}\p{N}]+")


@dataclass(frozen=True, slots=True)
class SaidWord:
    """How one entry's word is said by this voice."""

    word: str
    """As the lexicon has it"""
    shown: str
    """For people: the respelling, or the phonemes in IPA between slashes"""
    text: str
    """What takes the word's place; where `notation` is set, the phonemes in it"""
    notation: Notation | None = None

    def instead_of(self, written: str) -> str:
        """What is said for the word, written so."""
        return self.notation.write(written, self.text) if self.notation else self.text


class Wording:
    """Words and how one voice says them, compiled once.

    Of the entries that match somewhere the longest wins. A respelling may be an engine's own
    notation, such as `[word](/phonemes/)`; what is in that notation already is left alone.
    """

    def __init__(
        self,
        exact: Mapping[str, SaidWord],
        any_case: Mapping[str, SaidWord],
        *,
        audience: str = "",
        mute: Iterable[str] = (),
    ) -> None:
        """`exact` by the word as it is written, `any_case` by the word in small letters.

        Both have straight apostrophes. `mute` are words that have phonemes only, in a notation
        that the voice does not take.
        """
        self._exact = exact
        self._any_case = any_case
        self.audience = audience
        """Whom it is for beyond everybody; empty where no entry is for some voices only"""
        self._mute = {straight(word).lower(): word for word in mute}
        said = [*exact.values(), *any_case.values()]
        words = {*exact, *any_case, *(straight(each.word) for each in any_case.values())}
        tagged = any(each.notation for each in said)
        self._pattern = _compile(words, possessive=tagged) if words else None

    def apply(self, text: str) -> str:
        """The text with every entry's word replaced."""
        return self._replaced(text, {})

    def heard_in(self, text: str) -> Mapping[str, str]:
        """Those entries that a text has the words of, with how they are said, for people."""
        heard: dict[str, str] = {}
        self._replaced(text, {}, heard)
        return heard

    def mute_in(self, text: str) -> Iterator[str]:
        """The words in a text that only have phonemes, which this voice doesn't take."""
        if self._mute:
            for match in self._unsaid.finditer(text):
                if not match["tag"]:
                    yield self._mute[straight(match.group()).lower()]

    @functools.cached_property
    def _unsaid(self) -> regex.Pattern[str]:
        return _compile(self._mute, possessive=False)

    def titled(self, name: str) -> str:
        """The name of this wording among the others of a lexicon of that name."""
        return f"{name} ({self.audience})" if self.audience else name

    @functools.cached_property
    def items(self) -> Mapping[str, str]:
        """What an engine's own dictionary can hold, sorted: words and how they are said.

        Such a dictionary matches whole words exactly as they are written, so an entry for any
        case becomes `word`, `Word` and `WORD`. Left out is what it might read differently from
        `apply`: several words, words with other marks than letters and digits (where does a
        word end?), respellings that are empty or in an engine's notation, and words
        that are in some respelling and would be respelled again there.
        """
        entries = [*self._exact.values(), *self._any_case.values()]
        respellings = {word for said in entries for word in _WORD.findall(said.text)}
        return {
            form: said.text
            for form in sorted(self._forms() - respellings)
            if (said := self._entry(form)) and _plain_text(said)
        }

    def respell_others(self, text: str) -> str:
        """The text with only those words replaced that `items` lacks."""
        return self._replaced(text, self.items)

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

    def _replaced(
        self, text: str, kept: Container[str], heard: dict[str, str] | None = None
    ) -> str:
        """The text with every entry's word replaced, but for those to be kept."""
        if not self._pattern:
            return text
        return self._pattern.sub(lambda match: self._said(match, kept, heard), text)

    def _said(
        self, match: regex.Match[str], kept: Container[str], heard: dict[str, str] | None
    ) -> str:
        word = match.group()
        ending = match.groupdict().get("ending") or ""
        bare = word.removesuffix(ending)
        if match["tag"] or bare in kept:
            return word
        said = self._heard(bare, heard)
        if said is not None:
            return said.instead_of(word) if said.notation else said.text + ending
        # Only its capitals are not the entry's; shorter entries inside it may still match.
        head, space, rest = word.partition(" ")
        said = None if head in kept or not space else self._heard(head, heard)
        first = said.instead_of(head) if said else head
        return first + space + self._replaced(rest, kept, heard)

    def _heard(self, word: str, heard: dict[str, str] | None) -> SaidWord | None:
        """How a word is said that is written so, noted in `heard`."""
        said = self._entry(word)
        if said is not None and heard is not None:
            heard[said.word] = said.shown
        return said

    def _entry(self, word: str) -> SaidWord | None:
        """How a word is said that is written so; None where there is no entry for it."""
        key = straight(word)
        return self._exact.get(key, self._any_case.get(key.lower()))


def _plain_text(said: SaidWord) -> bool:
    return bool(said.text.strip()) and not said.notation and not regex.search(PRONOUNCED, said.text)


def _titled(word: str) -> str:
    return word[:1].upper() + word[1:]


def _compile(words: Iterable[str], *, possessive: bool) -> regex.Pattern[str]:
    """A pattern of the words; with an ending `'s` where that is to be replaced along with them."""
    ending = rf"(?P<ending>{_APOSTROPHE}[sS](?!{_LETTER}))?" if possessive else ""
    branches = _branches(set(words))
    return regex.compile(
        rf"(?P<tag>{PRONOUNCED})|(?<!{_LETTER})(?i:{branches})(?!{_LETTER}){ending}"
    )


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
