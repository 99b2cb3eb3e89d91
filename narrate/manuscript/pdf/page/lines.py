"""Segments of text, the rows of a page that they stand on, and the lines of its columns."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Final

import regex

from narrate.manuscript.pdf.sheet import Font, Run
from narrate.manuscript.structure.vocabulary import UNSPACED, are_close

_BLANK: Final = 0.17
"""Font sizes: a gap between runs that is a blank (a third is usual, kerning stays under a tenth)"""
_MARKER: Final = regex.compile(r"[\d*†‡§¶‖,\[\]()]+|[-−–+]\d+|[a-z]|[ivx]+", regex.I)
"""What may be the marker of a note, if it is raised"""


@dataclass(frozen=True)  # without slots, for the sake of what is cached
class Segment:
    """Neighbouring runs of a row, with no wide gap between them."""

    runs: tuple[Run, ...]
    page: int
    y: float
    """Of its row, which raised runs do not have"""

    @property
    def x0(self) -> float:
        """Left end, points from the page's left."""
        return self.runs[0].x0

    @cached_property
    def x1(self) -> float:
        """Right end."""
        return max(run.x1 for run in self.runs)


@dataclass(frozen=True)
class Row:
    """All that stands on one baseline of a page, from left to right."""

    segments: tuple[Segment, ...]

    @property
    def page(self) -> int:
        """Number of its page."""
        return self.segments[0].page

    @property
    def runs(self) -> Iterator[Run]:
        """Of all segments."""
        return (run for segment in self.segments for run in segment.runs)

    @property
    def y(self) -> float:
        """Of the baseline, from the page's top."""
        return self.segments[0].y

    @cached_property
    def size(self) -> float:
        """Font size of most of its characters."""
        return size_of(self.runs)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """Of its segments, single-spaced."""
        return tuple(" ".join(joined(segment.runs)[0].split()) for segment in self.segments)

    @property
    def text(self) -> str:
        """Of all segments."""
        return " ".join(filter(None, self.texts))


@dataclass(frozen=True)
class Line:
    """A line of one column."""

    page: int
    column: int
    """Counted over the page in reading order; what stands over all columns has its own"""
    side: str
    """`L` and `R` for each time the page is divided; empty for what goes over all of it"""
    x0: float
    x1: float
    y: float
    size: float
    text: str
    raised: tuple[range, ...]
    """Characters of its text that stand above the baseline, in smaller type"""
    bold: bool
    italic: bool
    tag: str
    left: float = 0.0
    """Margins of its column"""
    right: float = 0.0
    inset: float = 0.0
    """Font sizes by which its block is set in; its margins are the block's then"""

    @property
    def indent(self) -> float:
        """In font sizes."""
        return (self.x0 - self.left) / self.size

    @property
    def short(self) -> float:
        """What is free at its right end, in font sizes."""
        return (self.right - self.x1) / self.size

    @cached_property
    def is_centred(self) -> bool:
        """Whether as much is free on its left as on its right, and not little."""
        least = min(self.indent, self.short)
        return least > 0.4 and abs(self.indent - self.short) < (1.2 if least > 1 else 0.3)

    @cached_property
    def first_word(self) -> float:
        """Width of its first word, in font sizes, by the line's mean letter."""
        word = self.text.split(None, 1)[0] if self.text.strip() else ""
        if UNSPACED.match(word):
            return _LETTER
        return len(word) * (self.x1 - self.x0) / max(1, len(self.text)) / self.size


_LETTER: Final = 1.0
"""Font sizes: width of a letter of scripts whose lines may end at any of them"""


def size_of(runs: Iterable[Run]) -> float:
    """Font size of most characters."""
    sizes: dict[float, int] = {}
    for run in runs:
        sizes[run.size] = sizes.get(run.size, 0) + len(run.text.strip())
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 1.0


def _baseline(runs: Iterable[Run], size: float) -> float:
    """Of most of its letters; what is raised or lowered has another."""
    return median(run.y for run in runs if run.size >= 0.9 * size)


def joined(runs: Sequence[Run]) -> tuple[str, tuple[range, ...]]:
    """The text of runs of one row, and which of it is raised."""
    size = size_of(runs)
    base = _baseline(runs, size)
    text, raised, end = "", [], 0.0
    for run in runs:
        text += _white(text, run, run.x0 - end, size)
        start = len(text)
        text += _without_spacing(run.text)
        end = max(end, run.x1)
        above = run.size <= 0.85 * size and base - run.y > 0.12 * size
        if above and _MARKER.fullmatch(run.text.strip()):
            raised.append(range(start, start + len(run.text.rstrip())))
    return text, tuple(raised)


def _white(text: str, run: Run, gap: float, size: float) -> str:
    """What stands for the white between a text and the run after it, unless a blank is drawn."""
    drawn = not text or text[-1].isspace() or run.text[0].isspace()
    if drawn or gap <= _BLANK * size or (gap < 2 * size and are_close(text, run.text)):
        return ""
    return "   " if gap > 2 * size else " "


def _without_spacing(text: str) -> str:
    """`C H A P T E R  I` without the blanks that come of letterspacing."""
    tokens = text.split(" ")
    single = sum(1 for token in tokens if len(token) == 1)
    if single < 5 or single < 0.8 * len([t for t in tokens if t]):
        return text
    return regex.sub(r"(?<=\S) (?=\S)", "", text).replace("  ", " ")


def line_of(segments: Sequence[Segment], column: int, side: str, fonts: Sequence[Font]) -> Line:
    """A line of a column."""
    runs = [run for segment in segments for run in segment.runs]
    text, raised = joined(runs)
    lead = len(text) - len(text.lstrip())
    size, wide = size_of(runs), text[:lead].count("\u3000")
    return Line(
        page=segments[0].page,
        column=column,
        side=side,
        x0=min(segment.x0 for segment in segments) + wide * size,
        x1=max(segment.x1 for segment in segments),
        y=_baseline(runs, size),
        size=size,
        text=text.strip(),
        raised=tuple(range(r.start - lead, r.stop - lead) for r in raised if r.start >= lead),
        bold=_are_mostly(runs, lambda run: fonts[run.font].bold),
        italic=_are_mostly(runs, lambda run: fonts[run.font].italic),
        tag=next(filter(None, (run.tag for run in runs)), ""),
    )


def _are_mostly(runs: Sequence[Run], holds: Callable[[Run], bool]) -> bool:
    """Whether something holds for nearly all letters of a line."""
    letters = sum(len(run.text.strip()) for run in runs) or 1
    return sum(len(run.text.strip()) for run in runs if holds(run)) > 0.8 * letters
