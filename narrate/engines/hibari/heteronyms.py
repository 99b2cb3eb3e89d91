"""Words of two pronunciations, told apart by the words around them: `he bowed`, `a bow and arrows`.

The engine's own tagger knows some of them, and misses what fiction is full of. `heteronyms.json`
holds for each word its pronunciations (in misaki's American alphabet, most of them from the
engine's own dictionary) and rules in their order. A rule `W: before _ after` is two regular
expressions, for what is right before and right after the word in its clause; `W: ~ …` is one for
the whole text. Where a word is one thing as a verb (`v`) and another as a noun or adjective (`n`),
general rules follow its own. The first that fits decides, else `rest`; without that the engine is
left to choose. `own` is what the engine says whatever is around it.
"""

import functools
import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Final

_NEAR = 90
"""Characters before and after a word that its rules see"""
_DATA: Final[Mapping[str, Any]] = json.loads(
    resources.files("narrate.engines.hibari").joinpath("data", "heteronyms.json").read_text("utf-8")
)
_KNOWN = frozenset(word.lower() for word in _DATA["words"])
_LETTERS = re.compile("[a-z]+")
_WORD = re.compile(r"(?<![\w'’\-/])[A-Za-z]+(?![\w/]|['’]\w|-\w)")
_CLAUSE_BEGINS = re.compile(r"(?:.*[.!?;:…—–()\[\]\"“”]|^)[\s'‘’]*", re.DOTALL)
_CLAUSE_ENDS = re.compile(r"[.!?;:…—–()\[\]\"“”]")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a word stands: what its rules ask."""

    text: str
    """All that is said in one call"""
    before: str
    """The clause up to the word, in small letters, behind `^ `"""
    after: str
    """The clause from the word on, in small letters"""


_Test = Callable[[_Place], bool]


@dataclass(frozen=True, slots=True)
class _Heteronym:
    """One word: its pronunciations by their names, and what chooses among them."""

    said: Mapping[str, str]
    rules: tuple[tuple[str, str], ...]
    """Names of pronunciations, each behind what asks for it"""
    rest: str
    own: str

    def phonemes(self, place: _Place) -> str | None:
        """How it is said there; None where the engine does so by itself, or is left to choose."""
        name = next((name for name, rule in self.rules if _test(rule)(place)), self.rest)
        return None if name == self.own else self.said.get(name)


def pronounced(text: str) -> str:
    """The text with the words in the engine's notation that it would say otherwise."""
    if _KNOWN.isdisjoint(_LETTERS.findall(text.lower())):
        return text
    return _WORD.sub(lambda match: _said(match) if match[0].lower() in _KNOWN else match[0], text)


def _said(match: re.Match[str]) -> str:
    word, text = match[0], match.string
    heteronym = _heteronym(word) or _heteronym(word.lower())
    place = _place(text, match.start(), match.end())
    phonemes = heteronym.phonemes(place) if heteronym else None
    return f"[{word}](/{phonemes}/)" if phonemes else word


def _place(text: str, start: int, end: int) -> _Place:
    before = text[max(0, start - _NEAR) : start].lower().replace("’", "'")
    after = text[end : end + _NEAR].lower().replace("’", "'")
    stop = _CLAUSE_ENDS.search(after)
    return _Place(
        text, _CLAUSE_BEGINS.sub("^ ", before, count=1), after[: stop.end()] if stop else after
    )


@functools.cache
def _heteronym(word: str) -> _Heteronym | None:
    """What is known of a word, as it is written: `Job` is another one than `job`."""
    entry = _DATA["words"].get(word)
    if entry is None:
        return None
    said = {name: value for name, value in entry.items() if name not in _SETTINGS}
    rules = tuple(_rules(entry, word))
    return _Heteronym(said, rules, entry.get("rest", ""), entry.get("own", ""))


_SETTINGS: Final = frozenset({"rules", "rest", "own"})


def _rules(entry: Mapping[str, Any], word: str) -> Iterator[tuple[str, str]]:
    general = _DATA["third person" if word.endswith("s") else "general"] if "v" in entry else ()
    for rule in (*entry.get("rules", ()), *general):
        name, _, test = rule.partition(": ")
        yield name, test


@functools.cache
def _test(rule: str) -> _Test:
    """Compiled when it is first asked, for most never are."""
    if rule.startswith("~ "):
        anywhere = _compiled(rule[2:])
        return lambda place: anywhere.search(place.text) is not None
    before, _, after = rule.partition("_")
    left = _compiled(rf"(?<![\w'])(?:{before})$") if before else None
    whole = "" if after.strip().startswith(("(?!", "(?=")) else r"(?![\w'])"
    right = _compiled(after + whole) if after else None
    return lambda place: (
        (left is None or left.search(place.before) is not None)
        and (right is None or right.match(place.after) is not None)
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"<(\w+)>", lambda m: f"(?:{_DATA['lists'][m[1]]})", pattern), re.I)
