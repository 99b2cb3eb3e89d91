"""Lines of plain text into blocks, and each block's lines into running text or verse."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import regex

from narrate.book import BlockKind
from narrate.manuscript.structure.page_marks import is_page_mark
from narrate.manuscript.structure.vocabulary import Vocabulary

UNWRAPPED = 110
"""Characters: no editor or typist wraps lines longer than this (80 is usual, 100 the most)"""

_ORNAMENT = regex.compile(r"[\s*·•⁂#~\-–—―_=+.:◆◇❦❧☙§†○●■□♦♠▪\\/|<>oOxX0]{1,90}")
_MARKS = regex.compile(
    r"[*·•⁂#~_=+◆◇❦❧☙§†○●■□♦♠▪]|[-–—―]{2,}|\.(?:\s*\.){4,}|[oOxX](?:\s+[oOxX]){2,}|oOo|o0o"
)
_GAPS = regex.compile(r"\S {3,}\S")
_HYPHEN = regex.compile(r"[\p{L}\p{M}][-\u2010\u00ad]$")
_BLANKS = regex.compile(r"[ \t]+")
_WIDE = regex.compile(
    r"[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]"
)
"""Characters that take two columns"""
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\u3001-\u301f\uff01-\uff0f\uff1a-\uff1f]"
)
"""Of scripts that set no spaces between words, with their punctuation"""
_ENDS = "。！？」』）…―—”’》】.!?:：;；)"
_FEWEST_CUT = 4
_CUT = 0.6
"""Of the lines with another right below them, that end in no stop: those are wrapped"""
_NARROWEST = 40
"""Columns of the narrowest page, twenty characters; lines of verse are shorter"""
_SHORT = 4
"""Columns that a line lacks that ends a paragraph; signs that begin no line shorten others by 2"""
_HALF = 0.6
"""Of the width: lines of Chinese and Japanese that are shorter were ended on purpose"""
_LOOKED_AT = 4000
"""Lines"""
_LINE_NUMBER = regex.compile(r"\S\s+(\d{1,3}[05]|5)$")
_FIRST = regex.compile(r"\p{L}")
_LINES = 20
"""Lines of verse from one number to the next, at most"""
_FEWEST_NUMBERS = 3
"""Times that numbers have to count on"""
_BROAD = "\u3000"
_VISIBLE = regex.compile(r"[^\p{Z}\p{Cc}\p{Cf}\u115f\u1160\u2800\u3164\uffa0]|\f")
"""Neither a space of any width nor one of the characters that show as nothing"""


@dataclass(frozen=True)  # without slots, for the sake of the cached text
class Lines:
    """Lines between blank ones, indentation kept."""

    lines: tuple[str, ...]
    gap: int
    """Blank lines above; 99 at the start of a page"""
    new_page: bool = False
    """A form feed stands above"""
    at: int = -1
    """The line of the text with which it begins"""

    @cached_property
    def text(self) -> str:
        """The lines as one, single-spaced."""
        return " ".join(" ".join(self.lines).split())

    @property
    def indent(self) -> int:
        """Spaces that all lines have in front."""
        return min(_indent(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class TextSetting:
    """How a text is set."""

    width: int
    """Characters at which lines are wrapped; 0: they are not"""
    single: bool
    """Every line is a paragraph of its own"""
    indented: bool
    """Paragraphs begin with an indented line and not with a blank one"""
    words: Vocabulary | None = None
    """The text's own words, where a line ends in a hyphen"""
    unspaced: bool = False
    """Chinese or Japanese in lines of one width"""
    numbered: bool = False
    """Lines of verse have their numbers behind them"""


def without_white_space(lines: Sequence[str]) -> list[str]:
    """The lines, empty where nothing is seen on them: U+3000 and U+200B are blank lines as well."""
    return [line if _VISIBLE.search(line) else "" for line in lines]


def measure(lines: Sequence[str]) -> TextSetting:
    """Find out how the lines are set, from their lengths."""
    full = [line.rstrip() for line in lines if line.strip()]
    if width := _width_of_unspaced(lines):
        inner = sum(b.startswith(_BROAD) and bool(a.strip()) for a, b in pairwise(lines))
        return TextSetting(width, single=False, indented=inner > 1, unspaced=True)
    if _are_paragraphs(full):
        return TextSetting(0, single=True, indented=False)
    groups = max(
        1, sum(1 for above, line in pairwise(["", *lines]) if line.strip() and not above.strip())
    )
    # Most of the text stands in lines that nobody wraps so late.
    widths = list(map(columns, full))
    if 2 * sum(width for width in widths if width > UNWRAPPED) > sum(widths):
        return TextSetting(0, single=len(full) > 1.3 * groups, indented=False)
    words = Vocabulary(full) if any(map(_HYPHEN.search, full)) else None
    return TextSetting(
        max(_width(full), 40),
        single=False,
        indented=len(full) > 12 * groups,
        words=words,
        numbered=_are_numbered(full),
    )


def _are_numbered(full: Sequence[str]) -> bool:
    """Whether numbers stand behind lines that count them: 5, 10, 15, each five lines on."""
    found = [
        (at, int(number[1]))
        for at, line in enumerate(full)
        if line[-1] in "05" and (number := _LINE_NUMBER.search(line))
    ]
    counting = (
        0 < (step := b - a) <= _LINES and step % 5 == 0 and step - 1 <= below - at <= 2 * step
        for (at, a), (below, b) in pairwise(found)
    )
    return sum(counting) >= _FEWEST_NUMBERS


def _is_stanza(lines: Sequence[str]) -> bool:
    """Whether nearly each line begins with a capital, as those of verse do."""
    begun = sum((first := _FIRST.search(line)) is not None and first[0].isupper() for line in lines)
    return begun >= 0.8 * len(lines)


def _width_of_unspaced(lines: Sequence[str]) -> int:
    """Columns at which lines of Chinese or Japanese are wrapped; 0 where each is a paragraph.

    Paragraphs end in stops and closing brackets; wrapped lines end anywhere, and verse is short.
    """
    step = max(1, len(lines) // _LOOKED_AT)
    below = [
        line.rstrip()
        for line, following in pairwise(lines)
        if not line.isascii() and following.strip() and _UNSPACED.search(line)
    ][::step]
    cut = [line for line in below if line[-1] not in _ENDS]
    if len(cut) < _FEWEST_CUT or len(cut) < _CUT * len(below):
        return 0
    width = sorted(map(columns, cut))[int(len(cut) * 0.9)]
    return width if width >= _NARROWEST else 0


def columns(line: str) -> int:
    """The columns that a line takes; Chinese and Japanese characters take two."""
    return len(line) if line.isascii() else len(line) + len(_WIDE.findall(line))


def _are_paragraphs(full: Sequence[str]) -> bool:
    """Whether each line is a paragraph of Chinese or Japanese, indented by a broad space.

    Or set without any indentation, when the lines are of all lengths.
    """
    some = full[:: max(1, len(full) // 400)]
    if len(some) < 3 or 2 * sum(map(bool, map(_UNSPACED.search, some))) < len(some):
        return False
    indented = sum(line.startswith(_BROAD) for line in some)
    if 10 * indented >= 9 * len(some):
        return True
    longest = max(map(len, some))
    near = sum(len(line) >= 0.8 * longest for line in some)
    return not indented and 4 * near < len(some)


def _width(full: Sequence[str]) -> int:
    """Characters of the longest lines that do not end paragraphs, stray ones aside."""
    widths = list(map(columns, full))
    inner = sorted(a for a, b in pairwise(widths) if a >= b or a > 40)
    return inner[int(len(inner) * 0.9)] if inner else 72


def split_blocks(lines: Sequence[str], set_as: TextSetting) -> list[Lines]:
    """Blocks between blank lines, or what the text has in their place."""
    blocks: list[Lines] = []
    open_lines: list[str] = []
    first = 0
    gap, new_page, next_gap, next_page = 99, False, 99, False

    def close() -> None:
        if open_lines:
            pieces = _divided(open_lines, set_as)
            for i, piece in enumerate(pieces):
                blocks.append(Lines(tuple(piece), 0 if i else gap, new_page and not i, first))
            open_lines.clear()

    for at, line in enumerate(lines):
        if line.strip():
            if not open_lines:
                first = at
                gap, new_page, next_gap, next_page = next_gap, next_page, 0, False
            open_lines.append(line.rstrip())
            continue
        close()
        page = "\f" in line
        next_gap, next_page = (99, True) if page else (next_gap + 1, next_page)
    close()
    return blocks


def _divided(lines: Sequence[str], set_as: TextSetting) -> list[list[str]]:
    """A block as one or several: by line, or at indented first lines."""
    if set_as.single or (not set_as.width and any(columns(line) > UNWRAPPED for line in lines)):
        return [[line] for line in lines]
    pieces = _cut_at_indents(lines) if set_as.indented and len(lines) > 1 else [list(lines)]
    if set_as.unspaced:
        return [part for piece in pieces for part in _cut_at_stops(piece, set_as.width)]
    return pieces


def _cut_at_stops(lines: Sequence[str], width: int) -> list[list[str]]:
    """A block of Chinese or Japanese behind lines that end in a stop before they are full."""
    pieces: list[list[str]] = [[]]
    for line in lines:
        pieces[-1].append(line)
        if line[-1:] in _ENDS and columns(line) <= width - _SHORT:
            pieces.append([])
    return [piece for piece in pieces if piece]


def _cut_at_indents(lines: Sequence[str]) -> list[list[str]]:
    base = min(map(_indent, lines))
    pieces: list[list[str]] = []
    for line in lines:
        if not pieces or base < _indent(line) <= base + 10:
            pieces.append([])
        pieces[-1].append(line)
    return pieces


def is_ornament(text: str) -> bool:
    """Whether a block is a scene break drawn with characters: `* * *`, `#`, `-----`."""
    return bool(_ORNAMENT.fullmatch(text) and _MARKS.search(text))


def flow(block: Lines, set_as: TextSetting) -> tuple[BlockKind, str]:
    """The block's kind and its text: wrapped lines joined, lines of verse kept."""
    lines = [_BLANKS.sub(" ", line.strip()) for line in block.lines]
    if is_ornament(" ".join(lines)):
        return "scene", " ".join(lines)
    if len(lines) < 2:
        return "paragraph", "".join(lines).rstrip()
    if _keeps_lines(block, set_as.width) or (set_as.numbered and _is_stanza(lines)):
        return "verse", "\n".join(lines)
    return ("quote" if block.indent >= 2 else "paragraph"), _joined(lines, set_as)


def _joined(lines: Sequence[str], set_as: TextSetting) -> str:
    """Wrapped lines as one, words that are broken at their ends whole again."""
    text, page = lines[0], ""
    for line in lines[1:]:
        cut = set_as.words and _HYPHEN.search(text[-2:])
        if cut and not page and is_page_mark(line):
            page = line
            continue
        unspaced = _goes_on_unspaced(text, line)
        joined = f"{text}{line}" if unspaced else f"{text} {line}"
        whole = set_as.words.join(text, line) if set_as.words and cut else joined
        text, page = _with_mark(text, page, whole), ""
    return f"{text} {page}".rstrip()


def _with_mark(text: str, page: str, whole: str) -> str:
    """Two lines as one, with the page number that stood on a line between them at the joint.

    `coun-`, `[Pg 22]`, `try` are `coun[Pg 22]try`.
    """
    head = text.rstrip()
    head = head if whole.startswith(head) else head[:-1]
    return f"{head}{page}{whole[len(head) :]}"


def _goes_on_unspaced(text: str, line: str) -> bool:
    """Whether a line end stands between characters that have no spaces between them."""
    return bool(_UNSPACED.match(text[-1:]) and _UNSPACED.match(line))


def _keeps_lines(block: Lines, width: int) -> bool:
    """Lines were ended on purpose if the next word would have fitted on most of them.

    Type is set ragged by hand here and there, so that a tenth of the width is forgiven,
    a quarter where no line is indented.
    """
    slack = 0.12 if any(map(_indent, block.lines)) else 0.25
    limit = width * (1 - slack) if width else UNWRAPPED
    ended = 0
    for line, following in zip(block.lines, block.lines[1:], strict=False):
        if _goes_on_unspaced(line.rstrip(), following):
            ended += columns(line.rstrip()) + 2 <= (min(limit, _HALF * width) or limit)
            continue
        first = columns(following.lstrip().split(None, 1)[0]) if following.strip() else 0
        ended += columns(line.rstrip()) + 1 + first <= limit
    tables = sum(1 for line in block.lines if _GAPS.search(line.strip()))
    return ended >= 0.75 * (len(block.lines) - 1) or 2 * tables > len(block.lines)


def _indent(line: str) -> int:
    expanded = line.expandtabs(8)
    return len(expanded) - len(expanded.lstrip(" \u00a0\u2002\u2003\u3000"))
