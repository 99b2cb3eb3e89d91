"""`M. Delacroix` in an English book: a Monsieur, or somebody's initial, as the book shows.

`M. le Maire` is one everywhere. A name is one's where the book also gives it with Monsieur, Madame
or another French title. Where some are, or where M. is by far the most frequent of all single
initials, so are other names, unless they have English titles or first names with M.
"""

import json
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final

import regex

from narrate.readings import Reading
from narrate.readings.languages import rules_for

LANGUAGE: Final = "en"
_DATA: Final[dict[str, Any]] = json.loads(
    resources.files("narrate.script").joinpath("data", "monsieur.json").read_text("utf-8")
)[LANGUAGE]

_PARTICLES = r"(?:(?:de la|de|du|des|la|le|les)\s|[dlDL]['’])*+"
_NAME = rf"{_PARTICLES}(?P<name>\p{{Lu}}[\p{{L}}\p{{M}}]+(?:['’\-]\p{{Lu}}[\p{{L}}\p{{M}}]+)*)"
_INITIAL = regex.compile(
    rf"(?<![\w.&'’\-])(?<!\p{{Lu}}\.\s?)(?P<initial>\p{{Lu}})\.(?=\s(?:(?P<office>le\s|l['’])\p{{L}}|{_NAME}))"
)
_MAY_BE = regex.compile(r"\bM\.\s")
_FRENCH = regex.compile(rf"\b(?:{'|'.join(_DATA['french'].split())})\b\.?\s{_NAME}")
_OTHERS = regex.compile(
    rf"\b(?:(?:{'|'.join(_DATA['others'].split())})\.?|(?!(?:{'|'.join(_DATA['french'].split())})\b)M\p{{Ll}}+)"
    rf"\s{_NAME}"
)
"""With an English title, or with a first name whose initial is M"""
_BEFORE_NAMES = frozenset(_DATA["before"].title().split())
"""Words before a name that are no name themselves"""
_BEFORE = regex.compile(r"(?P<word>[\p{L}'’\-]+)\s$")
_LISTED_BEFORE = regex.compile(
    r"(?<!\bM\.\s?)(?!M\.)\b\p{Lu}\.\s\p{Lu}[\p{L}'’\-]+(?:,|,? and| &)\s$"
)
_LISTED_AFTER = regex.compile(r"[^.,;]{0,40}?(?:,|,? and| &)\s(?!M\.)\p{Lu}\.\s\p{Lu}\p{L}")
_LOOK = 48
"""Characters before an initial that are looked at"""
_SURE = 3
"""French titles, or names after M., that make a book one with Messieurs"""


@dataclass(slots=True)
class _Names:
    """The names of a book by what is before them."""

    french: Counter[str] = field(default_factory=Counter)
    others: Counter[str] = field(default_factory=Counter)
    after_m: Counter[str] = field(default_factory=Counter)
    after_initials: Counter[str] = field(default_factory=Counter)
    """After another single initial than M"""

    def messieurs(self) -> Iterator[str]:
        """Those whose M. is no initial."""
        titled = self.after_m.keys() & self.french.keys()
        count, more = self.after_m.total(), self.after_initials.total()
        known = self.french.total() >= _SURE and count >= more
        several = count >= _SURE and len(self.after_m) > 1 and count >= _SURE * more
        yield from titled
        if titled or known or several:
            yield from (name for name in self.after_m if name not in self.others)


def messieurs(texts: Sequence[str], small: Container[str]) -> Reading | None:
    """Reads `M.` before the names of a book's Messieurs; None where it has none.

    `texts` are those of its chapters, `small` the words that it has in small letters.
    """
    if not any(_MAY_BE.search(text) for text in texts):
        return None
    names = _names_in(texts, small)
    known = frozenset(names.messieurs())

    def said(match: regex.Match[str]) -> str:
        is_one = match["initial"] == "M" and _is_alone(match, small) and not _is_listed(match)
        meant = match["office"] or match["name"] in known
        return "Monsieur" if is_one and meant else match.group()

    return Reading("abbreviations", lambda text: _INITIAL.sub(said, text) if "M." in text else text)


def _names_in(texts: Iterable[str], small: Container[str]) -> _Names:
    names = _Names()
    for text in texts:
        names.french.update(match["name"] for match in _FRENCH.finditer(text))
        names.others.update(match["name"] for match in _OTHERS.finditer(text))
        for match in _INITIAL.finditer(text):
            if match["name"] and _is_alone(match, small):
                found = names.after_m if match["initial"] == "M" else names.after_initials
                found[match["name"]] += 1
    return names


def _is_alone(match: regex.Match[str], small: Container[str]) -> bool:
    """Whether an initial is no second one (`Michael M. Smith`) and no end of a sentence."""
    if match["initial"] == "M" and match["name"] and _is_usual(match["name"]):
        return False
    word = _BEFORE.search(match.string, max(0, match.start() - _LOOK), match.start())
    if word is None or word["word"][0].islower():
        return True
    return _is_usual(word["word"]) or word["word"].lower() in small or word["word"] in _BEFORE_NAMES


def _is_usual(word: str) -> bool:
    rules = rules_for(LANGUAGE)
    return any(word.lower() in words for words in (rules.small, rules.starters, rules.common))


def _is_listed(match: regex.Match[str]) -> bool:
    """Whether names with other initials are beside it: `M. Roche, J. Petit and P. Blanc`."""
    before = match.string[max(0, match.start() - _LOOK) : match.start()]
    after = match.string[match.end() : match.end() + _LOOK]
    return bool(_LISTED_BEFORE.search(before) or _LISTED_AFTER.match(after))
