"""Headings of Chinese and Japanese, which set no spaces: 第十二章, 卷一, 上卷, 三、雨."""

from dataclasses import dataclass

import regex

from narrate.manuscript.structure.titles.numbers import CHINESE, read_number
from narrate.manuscript.words import words_of

_DATA = words_of("headings")
_WORDS: dict[str, str] = _DATA["unspaced"]
"""Characters that name divisions"""
_UNIT = f"[{''.join(''.join(_WORDS.values()).split())}]"
_VOLUME = f"[{''.join((_WORDS['volume'] + _WORDS['part']).split())}]"
_NUMBER = rf"(?P<number>[{CHINESE}]{{1,9}}|\d{{1,4}})"

_FIRST = regex.compile(rf"[第卷巻其（(【「\d]|[{CHINESE}]|[上中下]{_VOLUME}")
_COUNTED = regex.compile(rf"[【「]?第\s*{_NUMBER}\s*(?P<word>{_UNIT})[】」]?")
_NAMED = regex.compile(
    rf"(?P<word>[卷巻])(?:[之のノ第]\s*)?{_NUMBER}|其[之の]?{_NUMBER}(?=[\s、．]|$)"
)
_PLACED = regex.compile(rf"(?P<number>[上中下])(?P<word>{_VOLUME})(?=[\s：:]|$)")
_NUMERAL = regex.compile(rf"[（(]?(?P<number>[{CHINESE}]{{1,9}})[)）]?(?=[\s、．.：:]|$)")
_BEHIND = regex.compile(rf"{_NUMBER}\s*(?P<word>[章回話话])(?=[\s、．.：:]|$)")
_PARTING = regex.compile(r"[\s、．.：:·・—–-]*")
_GOES_ON = regex.compile(r"[\p{Hiragana}的是里裡中上]")
_STOPS = "。，、,．！？!?；;"
_OTHERS = tuple(_DATA["no_divisions"].split())
"""Words that begin with such a character and name no division: 第三部分, 第一回合"""
_LONGEST = 60
"""Characters of a title behind such a label"""
_LONGEST_JOINED = 20
"""The same where no mark parts the two"""


@dataclass(frozen=True, slots=True)
class UnspacedHeading:
    """A heading taken apart, as `headings.Heading`."""

    label: str
    word: str
    number: int
    title: str


def read_unspaced(bare: str) -> UnspacedHeading | None:
    """Take apart a heading of a script that sets no spaces; None for any other line.

    `第一回 甄士隐梦幻识通灵` is 1 with a title, `第一章では、` and `第一次世界大戦` are none.
    """
    if not _FIRST.match(bare):
        return None
    for pattern in (_COUNTED, _NAMED, _PLACED, _BEHIND, _NUMERAL):
        found = pattern.match(bare)
        number = read_number(found["number"]) if found else None
        if found and number is not None and not _is_other(bare, found):
            word = found.groupdict().get("word") or ""
            title = _title(bare[found.end() :], labelled=bool(word))
            return None if title is None else UnspacedHeading(found[0], word, number, title)
    return None


def _is_other(bare: str, found: "regex.Match[str]") -> bool:
    return bare[found.end("number") :].lstrip().startswith(_OTHERS)


def _title(rest: str, *, labelled: bool) -> str | None:
    """The title behind a label; None where a sentence goes on from it."""
    if not rest:
        return ""
    parting = _PARTING.match(rest)
    parted = bool(parting and parting[0])
    title = rest[parting.end() :] if parting else rest
    if len(title) > (_LONGEST if parted else _LONGEST_JOINED):
        return None
    said = title[-1:] in ("。", "，", "、", ";", "；", ",") or "。" in title
    if said or (not parted and (not labelled or _GOES_ON.match(title) or title[-1] in _STOPS)):
        return None
    return title
