"""English respellings that engines with weak text handling share; see `chunk.Plainer`.

What English writes differently from how it is said is read before this, in `readings/english/`;
here is what these engines get wrong in plain words, such as capitals, which they spell out.
"""

import functools
import json
import re
from importlib import resources
from typing import Final

from narrate.numerals import roman_value
from narrate.readings.languages import rules_for
from narrate.script.sentences.sentences import sentence_borders

_SAID_BY_ALL = frozenset({"mr", "mrs", "ms", "dr", "st"})
"""Titles that every engine here says and takes for no sentence's end"""
_STOP = re.compile(r"\.(?=[\"”’)]*\s+[“\"‘(]*[A-Z\d])")


def respell(text: str, *, letters: bool = True) -> str:
    """All respellings in their order; `letters` is for `stops_inside_sentences`."""
    text = capitals(text)
    if "." not in text:
        return text
    return stops_inside_sentences(stops_after_letters(whole_names(text)), letters=letters)


_NAMES = {
    "Alexr": "Alexander", "Benj": "Benjamin", "Chas": "Charles", "Danl": "Daniel", "Edw": "Edward",
    "Edwd": "Edward", "Fredk": "Frederick", "Geo": "George", "Jas": "James", "Jno": "John",
    "Mde": "Madame", "Mdlle": "Mademoiselle", "Mdme": "Madame", "Michl": "Michael",
    "Nathl": "Nathaniel", "Richd": "Richard", "Robt": "Robert", "Saml": "Samuel",
    "Thos": "Thomas", "Wm": "William",
}  # fmt: skip
"""First names and titles as old printers cut them"""
_NAME = re.compile(rf"(?<![\w.’'])({'|'.join(_NAMES)})\.(?![\w.])")


def whole_names(text: str) -> str:
    """`Wm. Blake`: William Blake; the stop stays where it ends a sentence too."""
    if not _NAME.search(text):
        return text
    ends = {border.end for border in sentence_borders(text, "en")}

    def whole(match: re.Match[str]) -> str:
        at = match.end()
        return _NAMES[match[1]] + ("." if ends & {at, at + 1, at + 2} else "")

    return _NAME.sub(whole, text)


_AFTER_LETTER = re.compile(r"([A-Z])(?<![\w.’'].)\.(?=[\"”’)]*\s+[“\"‘'(\[]*[A-Z\d])")


def stops_after_letters(text: str) -> str:
    """`said I . He left`: the stop apart, where an engine takes the letter for an initial."""
    if not _AFTER_LETTER.search(text):
        return text
    ends = {border.end for border in sentence_borders(text, "en")}

    def apart(match: re.Match[str]) -> str:
        at = match.end()
        return f"{match[1]} ." if ends & {at, at + 1, at + 2} else match[0]

    return _AFTER_LETTER.sub(apart, text)


def stops_inside_sentences(text: str, *, letters: bool = True) -> str:
    """`Smith & Co. Ltd`: the stop goes where an engine would end the sentence at it.

    `letters`: also after letters with stops between (`the U.S. Army`).
    """
    found = [
        stop.start() for stop in _STOP.finditer(text) if _shortens(text, stop.start(), letters)
    ]
    if not found:
        return text
    ends = {border.end for border in sentence_borders(text, "en")}
    out, at = [], 0
    for stop in found:
        if ends.isdisjoint(range(stop + 1, stop + 4)):
            out.append(text[at:stop])
            at = stop + 1
    return "".join([*out, text[at:]])


def _shortens(text: str, stop: int, letters: bool) -> bool:
    """Whether the stop belongs to an abbreviation, or to letters with stops between them."""
    start = stop
    while start and (text[start - 1].isalnum() or text[start - 1] in "_.’'"):
        start -= 1
    word = text[start:stop]
    return letters if "." in word else word.lower() in _abbreviations()


@functools.cache
def _abbreviations() -> frozenset[str]:
    rules = rules_for("en")
    return (rules.abbreviations | rules.titles | rules.endings) - _SAID_BY_ALL


_LETTERS_ALONE = frozenset({"it", "us", "or", "in", "can", "all"})
"""Alone in capitals these may be letters (`IT`, `US`), so they count only among other words"""

_TWO_CAPITALS = re.compile("[A-Z]['’]*[A-Z]")
_CAPITALS = re.compile(r"\b[A-Z][A-Z'’]*[A-Z](?:['’]s)?\b|\b[AI]\b")
_COUNTED = re.compile(r"\s(?:one|two|three|four|five|six|seven|eight|nine|ten|\d)\b", re.I)
"""Behind `ACT`"""
_HEAD_OF_SENTENCE = re.compile(r"(?:^|[.!?:…])[\s\"“‘'(]*$")


def capitals(text: str) -> str:
    """`THE WHALE`, `HIM`: in small letters, so that no voice spells them; `NASA` is left alone."""
    if not _TWO_CAPITALS.search(text):
        return text
    words = list(_CAPITALS.finditer(text))
    if not any(len(word.group()) > 1 for word in words):
        return text
    out, at = [], 0
    for run in _runs(text, words):
        shouts = _shouts(text, run)
        for word in run:
            counted = _COUNTED.match(text, word.end()) is not None
            said = _lowered(word.group(), shouts or counted)
            if _HEAD_OF_SENTENCE.search(text, max(0, word.start() - 4), word.start()):
                said = said[0].upper() + said[1:]
            out += [text[at : word.start()], said]
            at = word.end()
    return "".join([*out, text[at:]])


def _runs(text: str, words: list[re.Match[str]]) -> list[list[re.Match[str]]]:
    """Words in capitals with only marks and figures between them belong together."""
    runs: list[list[re.Match[str]]] = []
    for word in words:
        if runs and not any(c.isalpha() for c in text[runs[-1][-1].end() : word.start()]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return runs


def _shouts(text: str, run: list[re.Match[str]]) -> bool:
    """True where the run is words in capitals rather than names made of letters."""
    long = [word.group() for word in run if len(word.group()) > 1]
    letters = sum(len(re.sub(r"\W", "", word.group())) for word in run)
    if letters == sum(map(str.isalpha, text)):  # there are no other words
        return any(len(word) > 3 for word in long)
    known = not rules_for("en").small.isdisjoint(w.lower().replace("’", "'") for w in long)
    return len(long) > 2 or (len(long) == 2 and known)


def _lowered(word: str, shouts: bool) -> str:
    small = word.lower().replace("’", "'")
    if small == "i":
        return word
    if small in rules_for("en").small:
        shouts = shouts or (small not in _LETTERS_ALONE and len(word) > 1)
        return word.lower() if shouts else word
    bare = re.sub("^[dlo]'|'s$", "", small)
    said = shouts or _is_word(bare)
    return word[0] + word[1:].lower() if said and not _is_letters(bare, word) else word


def _is_letters(small: str, word: str) -> bool:
    """Whether it is known as an initialism, has no vowel, or is a numeral."""
    numeral = len(word) > 1 and roman_value(word) is not None
    return numeral or small in _INITIALISMS or not _VOWEL.search(small)


_DATA: Final[dict[str, str]] = json.loads(
    resources.files("narrate.script").joinpath("data", "capitals.json").read_text("utf-8")
)["en"]
_INITIALISMS = frozenset(_DATA["initialisms"].split())
_OFTEN_LETTERS = frozenset(f"{_DATA['letters']} {_DATA['ambiguous']}".split())
_VOWEL = re.compile("[aeiouy]")
_ONSET = (
    "(?:[bcdfghjklmnpqrstvwxyz]|bl|br|ch|chr|cl|cr|dr|dw|fl|fr|gh|gl|gn|gr|kl|kn|kr|mc|ph|phr|pl|pr|ps"
    "|qu|rh|sc|sch|scr|schw|sh|shr|sk|sl|sm|sn|sp|spl|spr|sq|squ|st|str|sv|sw|th|thr|tr|tw|tz|vl|wh|wr)?"
)
_SAYABLE = re.compile(
    rf"{_ONSET}[aeiouy]+(?:[^aeiou']{{1,2}}[aeiouy]+|(?:[^aeiou']{{0,2}}){_ONSET}[aeiouy]+)*"
    r"(?:[bcdfghklmnpqrstvwxz]|ch|ck|ct|ff|ft|ght|gh|lch|ld|lf|lk|ll|lm|ln|lp|ls|lt|mb|mm|mn|mp|nce|nch"
    r"|nd|ng|ngs|nk|nn|ns|nt|nth|ph|pt|rch|rd|rf|rg|rk|rl|rm|rn|rp|rr|rs|rsh|rst|rt|rth|rtz|sh|sk|sm|sp|ss"
    r"|st|tch|th|ts|tt|tz|ws|wn|xt|[dgkmnprt]s)?"
)
"""A word that can be said, so that it is hardly a row of letters"""
_SURELY = 4
"""Letters from which on a word in capitals that can be said is one, as names are (`MARLEY`)"""


def _is_word(small: str) -> bool:
    """Whether a word that stands alone in capitals is no row of letters."""
    known = small in rules_for("en").common
    if len(small) < _SURELY:
        return known and small not in _OFTEN_LETTERS
    return small not in _OFTEN_LETTERS and (known or _SAYABLE.fullmatch(small) is not None)
