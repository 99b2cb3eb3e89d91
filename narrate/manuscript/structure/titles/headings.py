"""What a chapter heading looks like: labels and numbers, in the languages narrate reads.

A line is a heading by its form here; whether it is one at its place (isolated, in
sequence, listed in the contents) is judged in `marks`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import regex

from narrate.manuscript.structure.titles.numbers import ORDINALS, read_number
from narrate.manuscript.structure.titles.unspaced import read_unspaced
from narrate.manuscript.words import words_of

VOLUME, BOOK, PART, CHAPTER, SECTION = 1, 2, 3, 4, 5
"""Ranks of divisions, which serve as heading levels where nothing else gives them"""

_DATA = words_of("headings")
_DIVISIONS: dict[str, str] = _DATA["divisions"]
"""Their words, from the first rank to the last"""
_RANK = {
    word: rank
    for rank, (name, words) in enumerate(_DIVISIONS.items(), 1)
    for word in (*words.split(), *_DATA["unspaced"].get(name, "").split())
}

_SPACED = " ".join(_DIVISIONS.values()).split()
_WORD = "|".join(sorted(map(regex.escape, _SPACED), key=len, reverse=True))
_LAST = (
    "last|último|ultimo|última|ultima|final|dernier|dernière|letzte[srn]?|последн(?:яя|ий|ее)|"
    "अंतिम|இறுதி"
)
_FIGURES = r"\d{1,4}(?:\.?[ºª°]|-?[йяе](?!\p{L}))?"
_SPELLED = r"(?P<spelled>[\p{L}\p{M}]+(?:[ -][\p{L}\p{M}]+)"
"""Words that may be a number; whether they are is looked up: there are thousands of them"""
_NTH = (
    r"st|nd|rd|th|[ºª°]|er|ère|re|[eè]me|nde?|e|-?[оа]?[йяе]|"
    r"ला|ली|रा|री|था|थी|ठा|ठी|वाँ|वां|वीं|-?(?:ஆம்|ம்|ஆவது|வது)"
)
_COUNTED = "|".join(_DATA["counted"].split())
"""Words of divisions that stand behind their numbers: `1. Kapitel`"""
_END = r"(?![\p{L}\p{M}\p{N}'’])"

_LABEL = regex.compile(
    rf"(?P<word>{_WORD})(?:\.|{_END})\s*"
    r"(?:the\s+|no\.?\s*|n[º°]\.?\s*|№\s*|[-–—:]\s*(?=[\d\p{Deva}\p{Taml}]))?"
    rf"(?:(?P<number>{_FIGURES}|[ivxlcdm]+|{_LAST}){_END}|{_SPELLED}{{0,3}}))",
    regex.I,
)
_ORDINAL = regex.compile(
    r"(?:(?:the|la|el|le|il|lo|o|a|das|der|die)\s+|l['’])?"
    rf"(?:(?:(?P<number>\d{{1,3}}\.?(?:{_NTH})|[ivxlc]+(?:[eè](?:me)?|[ºª°]|-[йяе]))|"
    rf"{_SPELLED}{{0,2}}?))\s+(?P<word>{_WORD}){_END}|"
    rf"(?P<number>\d{{1,3}}|[IVXLC]+)\.\s+(?P<word>{_COUNTED}){_END})",
    regex.I,
)
_PICTURES = frozenset(_DATA["pictures"].split())
"""Words of divisions of plays that mean tables and pictures, too, where a figure follows"""
_SCENES = frozenset(_DATA["scenes"].split())
"""Of those, the ones that an act is divided into"""
_SEPARATOR = regex.compile(r"\s*(?:[.:)\]|]|\s?[-–—―]+)+[.]?\s*")
_NUMERAL = regex.compile(
    r"(?P<number>\d{1,3}|[IVXLC]+|[ivxlc]+)(?P<mark>[.:)\]]?\s?[-–—]+|[.:)\]]|)(?P<rest>\s*\S.*|)$"
)
_DECIMAL = regex.compile(r"\d{1,3}(?:\.\d{1,3})+\.?(?=\s)")
_ROMAN = regex.compile(r"[ivxlcdm]+(?:[eè](?:me)?)?", regex.I)
_DECORATION = regex.compile(r"^[\s*_=~#\[\](){}|<>-]+|[\s*_=~#\[\]{}|<>-]+$")

_NOTE = regex.compile(r"\s*\[\d{1,3}\][.:]?\s+\S")
"""How notes begin, and chapters do not: `[2] Lane, Harbours.`"""

_BETWEEN_DASHES = regex.compile(r"^[-–—―] ?([^-–—―]{1,20}?) ?[-–—―]$")

_NAMES = "|".join(name for names in _DATA["named"].values() for name in names)
_NAMED = regex.compile(
    rf"(?:the\s+|a\s+|author['’]s\s+|translator['’]s\s+|editor['’]s\s+)?(?:{_NAMES})"
    r"(?P<rest>[.:]?|(?:\s*[.:—–-]+|\s+(?:to|by|of|from|a|al|de|del)\b)\s*.{1,90})",
    regex.I,
)

_WORDS = regex.compile(r"[\p{L}\p{M}]+")
_FURTHEST = 60
"""Characters of a line among which a division's name stands, if it is the line's label"""
_LETTERS = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_SMALL = frozenset(" ".join(_DATA["small"].values()).split())
LONGEST = 220
"""Characters of the longest heading that is believed (Moby-Dick's reach 90, old satires 200)"""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading taken apart."""

    label: str
    """`CHAPTER XII`, without what follows"""
    word: str
    """The division's name, lower case; empty for a bare numeral or a named part"""
    rank: int
    number: int | None
    title: str
    """What stands after the label, may be empty"""
    sure: bool
    """Nothing else than a heading looks like this"""


@lru_cache(maxsize=4096)
def read_heading(line: str) -> Heading | None:
    """Take apart a line that has the form of a numbered heading; None for any other."""
    bare = _DECORATION.sub("", _BETWEEN_DASHES.sub(r"\1", " ".join(line.split())))
    if not bare or len(bare) > LONGEST or _NOTE.match(line):
        return None
    return _unspaced(bare) or _labelled(bare) or _numeral(bare)


def read_title(title: str) -> Heading | None:
    """Take apart a title whose full stop, if it has one, ends no sentence."""
    return read_heading(title.removesuffix("."))


def depth_of_decimal(line: str) -> int:
    """How deep a section's number says that it stands: 3 of `3.4.1. The Well`; 0 without one."""
    found = _DECIMAL.match(line)
    return found[0].rstrip(".").count(".") + 1 if found else 0


def rank_of(word: str) -> int:
    """The rank of the division that a word in small letters names; 0: of none."""
    return _RANK.get(word, 0)


def is_named(line: str) -> bool:
    """Whether the line is the heading of a preface, an epilogue or another such part."""
    bare = _DECORATION.sub("", " ".join(line.split()))
    found = len(bare) <= 110 and _NAMED.fullmatch(bare)
    if not found:
        return False
    wordy = len(bare.split()) > 5 and bare[-1] in ".,;?!" and not bare.isupper()
    return not wordy and bare[:1].isupper() | (not bare[:1].islower())


@lru_cache(maxsize=2**14)  # each rule asks for those of the same lines again
def key(text: str) -> str:
    """What two spellings of one heading have in common: letters and digits, case folded."""
    return _LETTERS.sub(" ", text.casefold()).strip()


def looks_titled(text: str) -> bool:
    """Capitals, or Capitals on All Words That Count, or a script that has no capitals."""
    words = [w for w in _LETTERS.split(text) if w]
    if not words or text.isupper():
        return bool(words)
    counting = [w for w in words if w.lower() not in _SMALL and not w.isdecimal()] or words
    return not any(w[0].islower() for w in counting)


def join_label(label: str, title: str) -> str:
    """`CHAPTER I` and `LOOMINGS` as one line: `CHAPTER I. LOOMINGS`."""
    label, title = label.strip(), title.strip()
    if not label or not title:
        return label or title
    spaced = label[-1] in ".:!?—-。：！？" or "\u2e80" < label[-1] < "\ua000"  # 第一章 雨
    return f"{label} {title}" if spaced else f"{label}. {title}"


_DRAWN = tuple("-*_=~#")


def tidy(title: str) -> str:
    """A title without decoration, as it is written else: `CHAPTER I.` keeps its full stop."""
    title = " ".join(title.split())
    title = _BETWEEN_DASHES.sub(r"\1", title)
    if (
        title[:1] in "-*_=~#"
        or _is_bracketed(title)
        or title[-1:] in "-*_=~#"
        or title.count("[") != title.count("]")
    ):
        title = _DECORATION.sub("", title) or title
    return title


def _is_bracketed(title: str) -> bool:
    """`[The Landing]` and `The Landing]`; not `[Lost] The Landing`."""
    if title.count("[") != title.count("]"):
        return True
    return title[:1] == "[" and title.find("]") == len(title) - 1


def goes_up(numbers: list[int]) -> bool:
    """Whether numbers rise by one nearly always; one that starts again from 1 may follow."""
    steps = [b - a for a, b in pairwise(numbers)]
    right = sum(1 for step, b in zip(steps, numbers[1:], strict=True) if step == 1 or b == 1)
    return not steps or right >= 0.7 * len(steps)


def counts_from_one(titles: Sequence[str]) -> bool:
    """`1`, `2`, `3` or `Chapter One`, `Chapter Two`: each has a number, and they go up from 1."""
    headings = list(map(read_title, titles))
    numbers = [h.number for h in headings if h is not None and h.number is not None]
    return len(numbers) == len(titles) and numbers[:1] == [1] and goes_up(numbers)


def _labelled(bare: str) -> Heading | None:
    if bare[0] != "§" and _RANK.keys().isdisjoint(_WORDS.findall(bare[:_FURTHEST].casefold())):
        return None
    found = _LABEL.match(bare)
    number = _number_of(found) if found else None
    if found is None or number is None:
        found = _ORDINAL.match(bare)
        number = _ordinal_of(found) if found else None
    if found is None or number is None:
        return None
    word = found["word"].casefold()
    if word in _PICTURES and found["number"] is not None:
        return None  # `Cuadro 1`: a table or a picture
    title, sure = _after(bare[number.end :])
    if title is None and (below := _below(bare[number.end :])):
        title, sure = below, True
    if title is None:
        return None
    return Heading(bare[: number.end], word, _RANK[word], number.value, title, sure)


@dataclass(frozen=True, slots=True)
class _Number:
    """The number of a label."""

    value: int | None
    """None for the last one of all"""
    end: int
    """Where the label is over"""


def _number_of(found: "regex.Match[str]") -> _Number | None:
    """The number behind a division's name: of `One The Harbour` as much as is a number."""
    if found["number"] is not None:
        value = read_number(found["number"])
        last = value is None and regex.fullmatch(_LAST, found["number"], regex.I)
        return _Number(value, found.end()) if last or value is not None else None
    words = found["spelled"]
    for token in reversed(list(_WORDS.finditer(words))):
        if (value := read_number(words[: token.end()])) is not None:
            end = found.start("spelled") + token.end()
            return None if found.string[end : end + 1] in ("'", "’") else _Number(value, end)
    return None


def _ordinal_of(found: "regex.Match[str]") -> _Number | None:
    """The number in front of a division's name, where it is one such as `first`."""
    words = found["spelled"]
    if words is not None and _WORDS.findall(words.casefold())[-1] not in ORDINALS:
        return None
    value = read_number(words or found["number"])
    return None if value is None else _Number(value, found.end())


def _below(rest: str) -> str:
    """`SCENE 2` of what stands behind the label of `ACT 1, SCENE 2`; else nothing."""
    inner = rest[1:].strip() if rest[:1] == "," else ""
    scene = _labelled(inner) if inner[:1].isupper() else None
    return inner if scene and scene.word in _SCENES else ""


def _unspaced(bare: str) -> Heading | None:
    """`第十二章 雨`, `卷一`, `三、雨`: headings in scripts that set no spaces."""
    found = read_unspaced(bare)
    if found is None:
        return None
    rank = _RANK.get(found.word, SECTION)
    return Heading(found.label, found.word, rank, found.number, found.title, bool(found.word))


def _after(rest: str) -> tuple[str | None, bool]:
    """What follows a label: its title, and whether the join is one that prose does not have."""
    separator = _SEPARATOR.match(rest)
    if separator or not rest:
        title = rest[separator.end() :] if separator else ""
        return title, not title or not title[0].islower()
    title = rest.strip()
    said = title[-1] in ".।?!…" and title.upper() == title.lower()
    if rest[0].isspace() and looks_titled(title) and title[-1] not in ",;" and not said:
        return title, title.isupper()
    return None, False


def _numeral(bare: str) -> Heading | None:
    """`XII`, `12.`, `TWELVE`, `XII. The Title`, `XII THE TITLE`."""
    if spelled := _spelled(bare):
        return spelled
    found = _NUMERAL.match(bare)
    number = read_number(found["number"]) if found else None
    if not found or number is None or number > 300:
        return None
    title = found["rest"].strip()
    if title and not _may_follow(found["number"], found["mark"], found["rest"]):
        return None
    return Heading(found["number"], "", SECTION, number, title, False)


def _spelled(bare: str) -> Heading | None:
    """`TWELVE`, `Twenty-One.`"""
    alone = bare.rstrip(".:") if len(bare) <= _FURTHEST else ""
    if not alone or not alone[0].isalpha() or bare[0].islower() or _ROMAN.fullmatch(alone):
        return None
    number = read_number(alone) if bare[len(alone) :] in ("", ".", ":") else None
    return Heading(alone, "", SECTION, number, "", False) if number else None


def _may_follow(numeral: str, mark: str, rest: str) -> bool:
    """Whether a title may stand behind a numeral: `I. Night`, `I NIGHT`, but not `I went`."""
    title = rest.strip()
    if numeral.islower():
        return False
    if not mark:
        return rest[0].isspace() and title.isupper() and len(title) > 2
    if not rest[0].isspace() and mark in (".", ":"):
        return False
    return not _is_sentence(title) and len(title) <= 150


def _is_sentence(title: str) -> bool:
    """Whether what stands behind a numeral goes on in small letters, or ends as sentences do."""
    if title[0].islower() or title[-1] in ",;":
        return True
    return title[-1] in ".;:!?" and len(title.split()) > 6 and not looks_titled(title)
