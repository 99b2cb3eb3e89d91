"""The large first letter of a chapter: which word it begins, or whether it is a word of its own.

Pages set it apart from the rest of its word: in an element of its own, with a line end behind it
for its looks, as a picture, even in a block of its own. `N` and `obody` are `Nobody`, `I` and
`was` are two words, and what the page has elsewhere tells `A` and `long` from `Along`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import regex
from lxml import etree

from narrate.files.markup import BLOCKS, local_name, text_of
from narrate.manuscript.html.looks import is_large
from narrate.manuscript.tongue import primary
from narrate.manuscript.words import words_of

_CALLED: Final = regex.compile(
    r"drop|initial|lettrine|versal|illumin|capitular|letrina|\bcapital\b|"
    r"(?:first|big|large|raised|fancy)[-_ ]?(?:letter|cap|char)"
)
"""In the class of such an element"""
_OPENING: Final = r"[\p{Pi}\p{Ps}\"'`«»„‚¿¡—–-]"
_INITIAL: Final = regex.compile(
    rf"{_OPENING}{{0,2}}\s?(?P<letters>[\p{{Lu}}\p{{Lo}}]\p{{L}}?\p{{M}}?)"
)
_ALT: Final = regex.compile(
    r"(?:\W*\b(?:an?|the|drop|dropped|cap|capital|initial|letter|illuminated|ornamental|ornate|"
    r"decorat(?:ed|ive)|large|historiated|lettrine|initiale?|letra|capitular)\b)*\W*?"
    r"(?P<initial>[\p{Pi}\"'`„¿¡—–]{0,2}\p{Lu})\W*",
    regex.I,
)
"""What the text in place of a picture of one letter may say"""
_REST: Final = regex.compile(r"['’]?\p{L}[\p{L}\p{M}'’]*")
_WORD: Final = regex.compile(r"[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*")
_HEADING: Final = regex.compile(r"h[1-6]")
_WHITE: Final = " \t\n\r\f\u00a0\u200b\u2060\ufeff"
_LONGEST: Final = 5
"""Characters of an initial with the marks before it"""
_ENOUGH: Final = 40
"""Characters behind it that are looked at"""
_FUNCTION_WORDS: Final[dict[str, frozenset[str]]] = {
    language: frozenset(words.split())
    for language, words in words_of("prose")["function_words"].items()
}
_ALL: Final = frozenset[str]().union(*_FUNCTION_WORDS.values())
_LIKELY: Final = frozenset("aioyàаивкусяо")
"""Words of one letter that sentences often begin with"""
_CLUSTER: Final = regex.compile(
    r"(?![bcdfgkpstvw][hlr]|kn|gn|s[cklmnpqtw]|sch|t[wsz]|dw|qu|w[hr]|ps|v[lr])[b-df-hj-np-tv-xz]{2}"
)
"""Letters with which no word begins: the rest of `After`"""
_CONSONANT: Final = regex.compile(r"[b-df-hj-np-tv-xzç]")
"""Where one stands among function words it is what is left of one: `l'`, `d'`"""


@dataclass(frozen=True, slots=True)
class Initial:
    """The first letter of a text, as the page sets it."""

    text: str
    apart: bool
    """It is a word of its own"""


class PageWords:
    """The words of a page, and those that hold sentences of its language together."""

    def __init__(self, texts: Iterable[str], language: str | None) -> None:
        self._texts = texts
        self._language = primary(language)
        self._counted: Counter[str] | None = None

    def function_words(self) -> frozenset[str]:
        """Those of the page's language; of all languages where it names none that is known."""
        return _FUNCTION_WORDS.get(self._language, _ALL)

    def count(self, word: str) -> int:
        """How often a word stands on the page."""
        if self._counted is None:
            found = (_WORD.findall(text.casefold()) for text in self._texts)
            self._counted = Counter(word for words in found for word in words)
        return self._counted[word]

    def are_two(self, initial: str, rest: str, *, white: str) -> bool:
        """Whether an initial is a word before another one: `I` and `was`, not `N` and `obody`.

        `white` is the white space between them, with `|` where the initial's element ends.
        """
        initial, rest = initial.casefold(), rest.casefold()
        function, joined = self.function_words(), initial + rest
        if rest[0] in "'’" or not (initial == "o" or initial in function):
            return False
        if len(initial) == 1 and _CONSONANT.match(initial):
            return False
        close = white == "|"
        alone, whole = self.count(rest) - (not close), self.count(joined) - close
        if (joined in function) != (rest in function):
            return rest in function and not (close and whole)
        if close or alone != whole:
            return not close and alone > whole
        likely = initial in _LIKELY and not _CLUSTER.match(rest)
        return likely or not white.endswith("|")


def set_initial(
    element: etree._Element, name: str, declared: Mapping[str, str], words: PageWords
) -> Initial | None:
    """The initial that an element at the beginning of a text is; None for any other element."""
    if not _is_set_as_initial(element, name, declared):
        return None
    text = text_of(element)
    found = _INITIAL.fullmatch(text.strip(_WHITE)) if len(text) < 40 else None
    if found is None or len(found[0]) > _LONGEST:
        return None
    return _followed(element, found[0], found["letters"], text, words)


def pictured_initial(element: etree._Element, alt: str, words: PageWords) -> Initial | None:
    """The initial that a picture at the beginning of a text shows."""
    found = _ALT.fullmatch(alt)
    if found is None:
        return None
    initial = found["initial"]
    return _followed(element, initial, initial[-1], initial, words)


def _is_set_as_initial(element: etree._Element, name: str, declared: Mapping[str, str]) -> bool:
    """Whether an element's class or looks are those of a large letter."""
    if name == "big":
        return True
    if name == "font":
        return (element.get("size") or "").lstrip()[:1] in tuple("+4567")
    called = _CALLED.search((element.get("class") or "").lower())
    return bool(called) or declared.get("float") == "left" or is_large(declared)


def _followed(
    element: etree._Element, initial: str, letters: str, text: str, words: PageWords
) -> Initial | None:
    """An initial if a word goes on behind it, or the sentence where it is a word itself."""
    behind = _text_behind(element)
    start = behind.lstrip(_WHITE)
    rest = _REST.match(start)
    if rest is None:
        return None
    inner = text[len(text.rstrip(_WHITE)) :]
    white = f"{inner}|{behind[: len(behind) - len(start)]}"
    apart = words.are_two(letters, rest[0], white=white)
    titled = rest[0][:1].isupper() and not rest[0].isupper()
    return None if titled and not apart else Initial(initial, apart)


def _text_behind(element: etree._Element) -> str:
    """The text behind an element, also in the next block, up to a heading or a picture."""
    text = element.tail or ""
    current = element
    while len(text.strip(_WHITE)) < _ENOUGH:
        following = current.getnext()
        if following is not None:
            if _HEADING.fullmatch(local_name(following)) or local_name(following) in ("hr", "img"):
                break
            edge = "\n" if local_name(following) in BLOCKS and text.strip(_WHITE) else ""
            text += edge + text_of(following)[:_ENOUGH] + (following.tail or "")
            current = following
            continue
        parent = current.getparent()
        if parent is None or _HEADING.fullmatch(local_name(parent)) or text.strip(_WHITE):
            break
        text += parent.tail or ""
        current = parent
    return text


def begins_word(element: etree._Element) -> bool:
    """Whether an element holds the first letters of a word that goes on behind it: `O`nce.

    Not where all of the word stands there for whoever hears the page: `O`, `Once`.
    """
    text, behind = text_of(element).strip(), element.tail or ""
    following = element.getnext()
    if local_name(element) in BLOCKS:
        return False
    if not behind and following is not None:
        behind = text_of(following)
    parent = element.getparent()
    labelled = parent is not None and parent.get("aria-label") is not None
    said = behind.casefold().startswith(text.casefold())
    return text[-1:].isalpha() and behind[:1].isalpha() and not labelled and not said
