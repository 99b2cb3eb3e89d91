"""What a paragraph style is for, by its name, in the languages of word processors.

Word keeps English names for its own styles in files (`heading 1`) and translates their ids
(`berschrift1`, `Ttulo1`); older RTF, other programs and authors themselves have the names in
any language.
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

import regex

from narrate.manuscript.structure import matter
from narrate.manuscript.words import words_of

_ROLE_NAMES = (
    "heading part chapter title subtitle author imprint contents caption note running scene "
    "quote verse code epigraph dedication"
)
ROLES = frozenset(_ROLE_NAMES.split())
"""What styles are for, as far as reading aloud minds it"""


class Role(NamedTuple):
    """What a style is for, and a heading's level, 0 where it is none."""

    name: str
    level: int = 0


BODY = Role("")
"""Of text that no style says anything about"""
_DATA = words_of("style_names")


def _any_of(kind: str) -> str:
    """A pattern for any of the words of a kind."""
    return "|".join(_DATA[kind].split())


_HEADING = regex.compile(
    rf"(?:{_any_of('headings')}) ?(?P<level>[1-9])(?: (?:char|zchn|car|carattere))?"
)
_CHAPTERS, _PARTS, _TITLED = map(_any_of, ("chapters", "parts", "titled"))
_OF = "(?:de |del |du |di )?"

_NAMES = {
    "part": rf"(?:{_PARTS}) (?:{_TITLED})|part",
    "chapter": rf"(?:{_CHAPTERS})(?: (?:{_TITLED}))?|"
    rf"(?:título|titulo|titre|titolo|número|numéro|numero) {_OF}(?:{_CHAPTERS})|"
    r"kapitelüberschrift|chap(?: (?:title|head|num))?",
} | {role: "|".join(patterns) for role, patterns in _DATA["names"].items()}
_PATTERNS = tuple((name, regex.compile(pattern)) for name, pattern in _NAMES.items())
_ESCAPED = regex.compile(r"_([0-9a-f]{2})_", regex.I)
_CAMEL = regex.compile(r"(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\d)")
_OTHERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")

REASONS = {
    "caption": matter.CAPTION,
    "note": matter.FOOTNOTE,
    "running": matter.RUNNING,
}
"""Why paragraphs of a role are not read"""

TYPES = {
    "title": "titlepage",
    "subtitle": "titlepage",
    "author": "titlepage",
    "imprint": "copyright-page",
    "contents": "toc",
    "epigraph": "epigraph",
    "dedication": "dedication",
}
"""What an EPUB would call the paragraphs of a role"""


def heading_level(outline: int) -> int:
    """The level of a heading from an outline level, which counts from 0; 9 is body text."""
    return outline + 1 if 0 <= outline < 9 else 0


@lru_cache(maxsize=1024)
def role_of(name: str) -> Role:
    """What a style of this name or id is for."""
    spaced = _CAMEL.sub(" ", _ESCAPED.sub(lambda m: chr(int(m[1], 16)), name[:100]))
    words = _OTHERS.sub(" ", spaced.casefold()).strip()
    if found := _HEADING.fullmatch(words):
        return Role("heading", int(found["level"]))
    return next((Role(role) for role, pattern in _PATTERNS if pattern.fullmatch(words)), BODY)


def role_among(names: Iterable[str]) -> Role:
    """The role of a style, given its names and those of the styles that it is based on."""
    return next((role for name in names if (role := role_of(name)) != BODY), BODY)
