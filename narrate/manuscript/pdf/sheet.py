"""What is taken out of a PDF: pages of text runs with their places, and what the file says."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the file names it."""

    name: str
    bold: bool
    italic: bool


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font on one baseline; lengths in points, from the page's top left."""

    text: str
    x0: float
    x1: float
    y: float
    """Of the baseline, growing downwards"""
    size: float
    font: int
    """Index into the extract's fonts"""
    tag: str
    """What tagged PDF says it belongs to: `H1`, `P`, `Artifact`…; empty where it is silent"""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page."""

    number: int
    """Counted from 1 over the file's pages"""
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[tuple[float, float, float], ...]
    """Thin horizontal lines: left, right, y"""
    pictures: tuple[tuple[float, float, float, float], ...]
    """Left, top, right, bottom"""
    aside: str
    """Text set in another direction than the page's"""
    unmapped: int
    """Characters for which the file does not say what they mean"""
    raw: str = ""
    """All letters of the page before anything was judged, in the order of the file"""
    comments: tuple[str, ...] = ()
    """What readers of the file have written on the page"""

    @property
    def characters(self) -> int:
        """Characters that are no white space."""
        return sum(len("".join(run.text.split())) for run in self.runs)

    @property
    def is_pictured(self) -> bool:
        """Whether a picture covers most of the page, as a scan does."""
        page = max(1.0, self.width * self.height)
        return any((x1 - x0) * (y1 - y0) > 0.5 * page for x0, y0, x1, y1 in self.pictures)


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline."""

    title: str
    depth: int
    """0 for the outermost"""
    page: int
    """Number of the page it leads to"""
    y: float
    """Where on that page, from the top; 0 where it does not say"""


@dataclass(frozen=True, slots=True)
class Extract:
    """A PDF as it was taken out."""

    info: Mapping[str, str]
    """Title, Author, Creator, Producer, and Language of the catalogue"""
    bookmarks: tuple[Bookmark, ...]
    fonts: tuple[Font, ...]
    sheets: tuple[Sheet, ...]
    pages: int
    """That the file says it has"""
    lost: tuple[int, ...] = ()
    """Numbers of pages that could not be read"""


def sheet_of(data: Mapping[str, Any], fonts: int) -> Sheet:
    """A page as the reading process wrote it; `fonts` are those that other processes met."""
    return Sheet(
        number=data["number"],
        width=data["width"],
        height=data["height"],
        runs=tuple(
            Run(text, x0, x1, y, size, font + fonts, tag)
            for text, x0, x1, y, size, font, tag in data["runs"]
        ),
        rules=tuple((a, b, y) for a, b, y in data["rules"]),
        pictures=tuple((a, b, c, d) for a, b, c, d in data["pictures"]),
        aside=data["aside"],
        unmapped=data["unmapped"],
        raw=data["raw"],
        comments=tuple(data["comments"]),
    )
