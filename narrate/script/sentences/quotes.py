"""Where quotations and brackets of a paragraph open and close."""

import re
from dataclasses import dataclass

PAIRS = {
    "“": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "‹": "›",
    "「": "」",
    "『": "』",
    "〈": "〉",
    "《": "》",
}
PAIRS |= {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "〔": "〕"}
CLOSERS = frozenset("".join(PAIRS.values())) - {"“"}
OPENERS = "“„‟«‹「『〈《([{（【〔‘¿¡"
QUOTES = "\"'“”„‟«»‹›‘’`「」『』〈〉《》"

_MARK = re.compile(r"''|``|[\"“”„‟«»‹›「」『』〈〉《》()\[\]{}（）【】〔〕'‘’`]")
_ELISION = re.compile(
    r"(?:tis|twas|twere|twill|twould|em|til|till|cause|bout|round|neath|gainst|midst|mong|tween"
    r"|ere|un|im|ere's|e|er|is|ow|ave|ad|as|prentice|nother|nuff|pon|s|d|ll|re|ve|t|\d)(?![\w])|\d0s",
    re.IGNORECASE,
)
"""Words that begin with an apostrophe, which is then no opening quote"""
_DEPTH = 16
"""Marks held open at once; what is open deeper was never meant as a pair"""
_STOP = re.compile(r"\s*[.,;:!?)\]]")


def starts_elided(text: str, at: int) -> bool:
    """Whether a word begins there that has lost its first letters (`’tis`, `’em`)."""
    return _ELISION.match(text, at) is not None


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations and brackets of one paragraph."""

    spans: tuple[tuple[int, int], ...]
    """First and last position of each outermost pair that was closed"""
    closing: frozenset[int]
    """Every position that belongs to a closing mark"""
    opening: frozenset[int]
    """Every position that belongs to an opening mark that was closed"""


def find_quotes(text: str) -> Quotes:
    """Pair the marks of a paragraph; what has no partner is left alone."""
    pairing = _Pairing(text)
    for mark in _MARK.finditer(text):
        pairing.take(mark.group(), mark.start(), mark.end())
    return pairing.result()


class _Pairing:
    """A stack of open marks; a mark that closes an outer one drops the unclosed inside it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[tuple[str, int, int]] = []
        self._pairs: list[tuple[int, int, int, int]] = []
        self._closing: set[int] = set()

    def take(self, mark: str, start: int, end: int) -> None:
        if mark in ("'", "’", "‘", "`"):
            self._single(mark, start, end)
        elif mark in ('"', "''", "``"):
            self._straight(mark, start, end)
        elif mark in "«»‹›":
            self._angle(mark, start, end)
        elif mark in PAIRS and not (mark == "“" and self._is_open("„")):
            self._push(mark, start, end)
        else:
            self._close([k for k in PAIRS if mark in PAIRS[k]], start, end)

    def result(self) -> Quotes:
        spans: list[tuple[int, int]] = []
        for a, _, _, d in sorted(self._pairs):
            if not spans or a > spans[-1][1]:
                spans.append((a, d - 1))
        opening = {i for a, b, _, _ in self._pairs for i in range(a, b)}
        return Quotes(tuple(spans), frozenset(self._closing), frozenset(opening))

    def _angle(self, mark: str, start: int, end: int) -> None:
        """«French», » German « turned round: whichever opens first decides."""
        partner = "»«›‹"["«»‹›".index(mark)]
        if self._is_open(partner):
            self._close([partner], start, end)
        elif mark in "«‹" or self._opens(start, end):
            self._push(mark, start, end)
        else:
            self._closing.update(range(start, end))

    def _straight(self, mark: str, start: int, end: int) -> None:
        """A mark that looks the same on both sides: its neighbours say which it is."""
        opens, closes = self._opens(start, end), self._closes(start, end)
        if (
            opens == closes
        ):  # free-standing: every second one closes, and no stop follows an opening
            opens = not self._is_open(mark) and not _STOP.match(self._text, end)
        if opens:
            self._push(mark, start, end)
        else:
            self._close([mark], start, end)

    def _single(self, mark: str, start: int, end: int) -> None:
        """A single mark is an apostrophe unless its neighbours say otherwise."""
        left, right = self._text[start - 1 : start], self._text[end : end + 1]
        if mark == "'" and not left.strip() and right.isspace():
            self._straight(mark, start, end)
        elif mark == "‘" or (mark != "’" and self._opens(start, end)):
            if not starts_elided(self._text, end):
                self._push("'", start, end)
        elif self._is_open("'") and self._closes_single(left, right, start):
            self._close(["'"], start, end)

    def _closes_single(self, left: str, right: str, start: int) -> bool:
        """`'yes'` is a quotation, `the boys' toys` is not."""
        if right.isalnum():
            return False
        begun = max((b for m, _, b in self._open if m == "'"), default=start)
        one_word = begun < start and not any(c.isspace() for c in self._text[begun:start])
        return left != "s" or one_word

    def _opens(self, start: int, end: int) -> bool:
        left, right = self._text[start - 1 : start], self._text[end : end + 1]
        return (not left or left.isspace() or left in "([{—–-¿¡“‘\"'«") and bool(right.strip())

    def _closes(self, start: int, end: int) -> bool:
        left, right = self._text[start - 1 : start], self._text[end : end + 1]
        return bool(left.strip()) and (not right.strip() or not (right.isalnum() or right in "¿¡"))

    def _is_open(self, mark: str) -> bool:
        return any(mark == m for m, _, _ in self._open)

    def _push(self, mark: str, start: int, end: int) -> None:
        # A second opening without a closing between: the first was never closed
        # (each paragraph of a long speech opens again), so it protects nothing.
        if mark not in "([{（" and self._is_open(mark):
            self._open = [entry for entry in self._open if entry[0] != mark]
        self._open = [*self._open[-_DEPTH:], (mark, start, end)]

    def _close(self, partners: list[str], start: int, end: int) -> None:
        self._closing.update(range(start, end))
        for i in range(len(self._open) - 1, -1, -1):
            mark, a, b = self._open[i]
            if mark in partners:
                del self._open[i:]
                self._pairs.append((a, b, start, end))
                return
