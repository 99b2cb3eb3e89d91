"""Where a sentence that is too long for one chunk may be cut, and how gladly.

Also how long a sentence is to the ear: the lengths of its parts between possible pauses.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from narrate.chunk import PRONOUNCED
from narrate.readings.languages import LanguageRules

# What a cut costs, beside the lengths it makes: 1.0 is as bad as an empty chunk.
STRONG = 0.06  # ; : dash ellipsis, or a full stop inside a quotation
CLAUSE = 0.15  # comma before a conjunction
COMMA = 0.25
BRACKET = 0.3  # before an opening or after a closing bracket or quotation mark
JOINT = 0.6  # between words, before a conjunction
WORD = 0.9
TIGHT = 1.2  # at a space that should not break, or after a conjunction
INSIDE = 4.0  # inside a run of characters that has no space at all

_CLOSE = r"""["'”’»›)\]}」』）】*_]*+"""
_MARKS = regex.compile(
    rf"""
    (?<![.!?…‼⁇⁈⁉])(?P<stop>[.!?…‼⁇⁈⁉]++){_CLOSE}(?=\s)
  | (?P<strong>[;:؛।॥。！？]){_CLOSE}(?=\s)
  | (?P<wide>[；：。！？।॥]){_CLOSE}
  | (?P<comma>[,،]){_CLOSE}(?=\s)
  | (?P<list>[、，]){_CLOSE}
  | (?P<dash>—|―|--+|(?<=\s)[–-](?=\s))[,.;:!?…—-]*{_CLOSE}
  | (?P<bracket>[)\]”»」』）】])(?=\s)
  | (?P<open>(?<!\s)\s++(?=[(\[“«‘„「『（【]))
    """,
    regex.VERBOSE,
)
_SPACE = regex.compile(
    r"""(?<![\s“«‘„(\[{¿¡]) (?:(?<!\d)\s++|\s++(?!\d)) (?=\S) (?![”’»)\]}…,.;:!?])""", regex.VERBOSE
)
_WORD = regex.compile(r"[\p{L}\p{M}]+")
_JOINS = regex.compile(r"[\p{M}\p{GCB=Extend}\p{GCB=SpacingMark}\u200c\u200d]")
_PRONOUNCED = regex.compile(PRONOUNCED)
_RUN = regex.compile(r"\S+")
_BREAK = regex.compile("—|–|--")
"""What parts an abbreviation from the word before it: `astern—St. Bernard’s dogs`"""
_VIRAMA = 9
"""Canonical combining class of the sign that takes a letter's vowel away"""
_HARD_SPACES = "\u00a0\u2007\u202f"


class CutPlace(NamedTuple):
    """A place to cut: where the text before it ends and the text after it begins."""

    end: int
    start: int
    cost: float


def joined(text: str, at: int) -> bool:
    """True where the character at `at` belongs to what comes before it on the page."""
    return _JOINS.match(text, at) is not None


def places_in(text: str, start: int, end: int, limit: int, rules: LanguageRules) -> list[CutPlace]:
    """Clause borders of a long sentence; where no clause is short enough, word borders too."""
    tags = [m.span() for m in _PRONOUNCED.finditer(text, start, end)] if "](/" in text else []

    def usable(place: CutPlace) -> bool:
        inside = any(a < place.start < b or a < place.end < b for a, b in tags)
        return (
            start < place.end <= place.start < end and not inside and not joined(text, place.start)
        )

    places = list(filter(usable, _clauses(text, start, end, rules)))
    for finer in (_words, _anywhere):
        for a, b in _gaps(start, end, places, limit):
            more = finer(text, a, b, limit, rules)
            places += more if finer is _anywhere else filter(usable, more)
        places.sort()
    return _cheapest(places)


def _cheapest(places: list[CutPlace]) -> list[CutPlace]:
    """One place for each start."""
    best: dict[int, CutPlace] = {}
    for place in places:
        if place.start not in best or place.cost < best[place.start].cost:
            best[place.start] = place
    return list(best.values())


def _gaps(start: int, end: int, places: list[CutPlace], limit: int) -> list[tuple[int, int]]:
    """Stretches between places that are too long for a chunk."""
    starts = [start, *(place.start for place in places)]
    ends = [*(place.end for place in places), end]
    return [(a, b) for a, b in zip(starts, ends, strict=True) if b - a > limit]


def _clauses(text: str, start: int, end: int, rules: LanguageRules) -> Iterator[CutPlace]:
    for mark in _MARKS.finditer(text, start, end):
        if mark["open"]:
            yield CutPlace(mark.start(), _skip(text, mark.end(), end), BRACKET)
            continue
        at = mark.end()
        if mark["dash"] and _opens(text, mark.start(), at):
            yield CutPlace(len(text[: at - len(mark.group())].rstrip()), mark.start(), STRONG)
            continue
        after = _skip(text, at, end)
        if cost := _cost(text, mark, after, rules):
            yield CutPlace(at, after, cost)


def _cost(text: str, mark: regex.Match[str], after: int, rules: LanguageRules) -> float:
    if mark["stop"]:
        if mark["stop"] == "." and _abbreviated(text, mark.start(), rules):
            return 0.0
        # a small letter follows: `“Stop!” he cried` is no good place, `well… perhaps` is
        return STRONG if mark["stop"][-1] in ".…" and mark.group()[-1] in ".…" else BRACKET
    if mark["comma"] or mark["list"]:
        return CLAUSE if _next_word(text, after) in rules.conjunctions else COMMA
    return BRACKET if mark["bracket"] else STRONG


def _abbreviated(text: str, at: int, rules: LanguageRules) -> bool:
    words = text[max(0, at - 20) : at].lower().split()
    word = _BREAK.split(words[-1])[-1].strip("([\"“'‘") if words else ""
    classes = (rules.titles, rules.abbreviations, rules.numbered, rules.endings, rules.units)
    return len(word) < 2 or "." in word or any(word in c for c in classes)


def _opens(text: str, start: int, end: int) -> bool:
    """A dash that belongs to what follows: `dijo él —y se fue`."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return before.isspace() and bool(after) and not after.isspace()


def _words(
    text: str, start: int, end: int, _limit: int, rules: LanguageRules
) -> Iterator[CutPlace]:
    for space in _SPACE.finditer(text, start, end):
        at = space.end()
        before = text[max(start, space.start() - 12) : space.start()].rsplit(maxsplit=1)[-1:]
        if any(c in _HARD_SPACES for c in space.group()) or rules.conjunctions.issuperset(before):
            yield CutPlace(space.start(), at, TIGHT)
        else:
            joint = _next_word(text, at) in rules.conjunctions
            yield CutPlace(space.start(), at, JOINT if joint else WORD)


def _anywhere(text: str, start: int, end: int, limit: int, _rules: LanguageRules) -> list[CutPlace]:
    """Any white space at all, and even pieces of a run that is too long without any."""
    places: list[CutPlace] = []
    for run in _RUN.finditer(text, start, end):
        if run.start() > start:
            places.append(CutPlace(_back(text, run.start()), run.start(), TIGHT))
        if len(run.group()) > limit:
            places += _graphemes(text, run.start(), run.end(), limit)
    return places


def _graphemes(text: str, start: int, end: int, limit: int) -> list[CutPlace]:
    """Even pieces of a run, between letters where a cut fits, else between graphemes."""
    pieces = -(-(end - start) // limit)
    step = -(-(end - start) // pieces)
    places, begin, last = [], start, start
    for length in _letter_ends(text[start:end], step):
        at = start + length
        while at - begin > step:
            begin = last if last > begin else begin + min(limit, at - begin)
            places.append(CutPlace(begin, begin, INSIDE))
        last = at
    return [place for place in places if place.start < end]


def _letter_ends(run: str, longest: int) -> Iterator[int]:
    """Where the letters of a run end: graphemes, but with those before whose vowel is taken away.

    ஸ்ரீ and ಸ್ತ್ರೀ are one letter and several graphemes. One that is too long ends earlier.
    """
    start = last = 0
    for grapheme in regex.finditer(r"\X", run):
        at = grapheme.end()
        if last and (at - start > longest or not _joins_on(run, last)):
            yield last
            start = last
        last = at
    yield last


def _joins_on(run: str, at: int) -> bool:
    return unicodedata.combining(run[at - 2 : at].rstrip("\u200c\u200d")[-1:] or " ") == _VIRAMA


def _back(text: str, at: int) -> int:
    while text[at - 1].isspace():
        at -= 1
    return at


def _next_word(text: str, at: int) -> str:
    word = _WORD.search(text, at, at + 24)
    return word.group().lower() if word else ""


def _skip(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at


_PAUSES: Final = re.compile(
    r"[,;:.!?…)\]،؛।॥、，；：。！？]+[\"'”’»)\]]*(?=\s|$)|\s[–-](?=\s)|--+|[—―]+[\"'”’»]*|[、，；：。！？।]"
)
"""Marks at which a voice may make a pause; whether it does is for the audio to say"""
_DIGIT: Final = 4
"""Letters that a digit is as long as when it is spoken (`1851`: eighteen fifty-one)"""
_IDEOGRAPH: Final = 3
"""Letters that a Chinese, Japanese or Korean sign is as long as"""


def spoken_lengths(sentence: str) -> tuple[int, ...]:
    """The length of each part in letters, at least one part; a pause may lie between two."""
    lengths, begin = [], 0
    for mark in _PAUSES.finditer(sentence):
        length = _length(sentence[begin : mark.start()])
        if length:
            lengths.append(length)
            begin = mark.end()
    rest = _length(sentence[begin:])
    if rest or not lengths:
        lengths.append(rest)
    return tuple(lengths)


def _length(text: str) -> int:
    return sum(map(_weight, text.strip()))


def _weight(character: str) -> int:
    if character.isdigit():
        return _DIGIT
    if "\u2e80" <= character <= "\ud7ff" or character > "\U0001ffff":
        return _IDEOGRAPH
    return 1 if character.isalnum() or character.isspace() else 0
