"""Fences of Markdown: which lines they open and close, and whether code stands between."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

_FENCE = regex.compile(r" {0,3}(?P<marks>```+|~~~+)[ \t]*(?P<info>[^`]*?)[ \t]*")
_SENTENCE = regex.compile(r"[\p{L}\p{M}][”’\"'»)]*[.!?…][”’\"'»)*_]*(?:\s|$)|[。！？।]")
_HEADING = regex.compile(r" {0,3}#{1,6}[ \t]+\S")
_VISIBLE = regex.compile(r"\S")
_LETTER = regex.compile(r"[\p{L}\p{M}]")
_LETTERS = 0.88
"""Share of the visible characters that are letters in prose; code has fewer"""
_LETTERS_OF_A_LANGUAGE = 0.93
"""The same where a language is named: code that looks like prose is not read"""
_SEEN = 200
"""Lines that are looked at"""
_LONGEST = 12
"""Characters of a fence; longer ones count as so long"""
_WORDS = 6
"""Words of the shortest passage that may be seen to be prose"""


@dataclass(frozen=True, slots=True)
class Fence:
    """A fence on line `start`, and the one that closes it on line `stop`."""

    start: int
    stop: int
    """Where none closes it, the blank line at which its code is over, or the number of lines"""
    marks: str
    info: str
    is_closed: bool
    is_code: bool
    """What stands between them is not prose"""

    @property
    def is_tilde(self) -> bool:
        """Whether it is one that serves as a scene break as well."""
        return self.marks[0] == "~"


def read_fences(lines: Sequence[str]) -> Iterator[Fence]:
    """The fences of a text, one after the other.

    `~~~` above and below prose are two scene breaks, and the second may open another fence.
    """
    closings = _Closings(lines)
    at = 0
    while at < len(lines):
        found = _FENCE.fullmatch(lines[at]) if lines[at].lstrip(" ")[:1] in ("`", "~") else None
        if found is None:
            at += 1
            continue
        stop = closings.behind(at, found["marks"])
        body = lines[at + 1 : min(stop, at + _SEEN)]
        if stop < len(lines) and not is_prose(body, found["info"]):
            fence = Fence(at, stop, found["marks"], found["info"], is_closed=True, is_code=True)
        else:
            fence = _before_prose(lines, at, stop, found)
        yield fence
        goes_on = fence.is_code or (fence.is_closed and not fence.is_tilde)
        at = fence.stop + 1 if goes_on else at + 1


def _before_prose(
    lines: Sequence[str], start: int, closing: int, found: "regex.Match[str]"
) -> Fence:
    """A fence around prose, or one that nothing closes.

    What code it has goes on to the blank line above the first prose, and above its headings.
    """
    at = _first_prose(lines, start + 1, closing)
    stop = min(at - 1, len(lines))
    marks, info = found["marks"], found["info"]
    if any(line.strip() for line in lines[start + 1 : stop]) and stop != closing:
        return Fence(start, stop, marks, info, is_closed=False, is_code=True)
    closed = closing < len(lines)
    code = not closed and stop == closing and any(line.strip() for line in lines[start + 1 :])
    return Fence(start, closing, marks, info, is_closed=closed, is_code=code)


def _first_prose(lines: Sequence[str], at: int, closing: int) -> int:
    """Where the first prose from here on begins, with the headings right above it."""
    heading: int | None = None
    while at < closing:
        stop = next((i for i in range(at, closing) if not lines[i].strip()), closing)
        if stop == at + 1 and _HEADING.match(lines[at]):
            heading = at if heading is None else heading
        elif stop > at and is_prose(lines[at : min(stop, at + _SEEN)], ""):
            return at if heading is None else heading
        elif stop > at:
            heading = None
        at = stop + 1
    return at


class _Closings:
    """The lines that could close a fence, by their mark and the least length they will do for."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._count = len(lines)
        self._places: dict[tuple[str, int], list[int]] = defaultdict(list)
        for at, line in enumerate(lines):
            marks = line.strip()
            if marks[:1] in ("`", "~") and not marks.strip(marks[0]):
                for length in range(3, min(len(marks), _LONGEST) + 1):
                    self._places[marks[0], length].append(at)

    def behind(self, start: int, marks: str) -> int:
        """Where the fence with such marks closes; the number of lines if nowhere."""
        places = self._places[marks[0], min(len(marks), _LONGEST)]
        following = bisect_right(places, start)
        return places[following] if following < len(places) else self._count


def is_prose(lines: Sequence[str], info: str) -> bool:
    """Whether sentences stand between two fences, or nothing; `info` names a language."""
    text = "\n".join(line for line in lines if line.strip())
    visible = len(_VISIBLE.findall(text))
    if not visible:
        return not info
    letters = len(_LETTER.findall(text))
    wordy = len(text.split()) >= _WORDS or visible > 5 * _WORDS
    share = _LETTERS_OF_A_LANGUAGE if info else _LETTERS
    return wordy and bool(_SENTENCE.search(text)) and letters >= share * visible
