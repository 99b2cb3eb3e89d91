"""What a page holds: passages, places and links; lines set one by one are made paragraphs.

In pages of SVG and in fixed layout a paragraph is a `text` or a `div` for each of its lines.
"""

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from narrate.manuscript.documents.paragraph import Look
from narrate.manuscript.html.styles import PICTURE
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.prose import is_running
from narrate.manuscript.structure.passages import Dropped, Passage

_LINE = 25
"""Characters of the shortest line that is full, so that its sentence goes on in the next"""
_STOPS = ".!?…:;”’»)\"'।。！？"


@dataclass(slots=True)
class HtmlPage:
    """What a page holds."""

    passages: list[Passage] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    """Each id with the index of the passage that it stands in or before"""
    extents: dict[str, range] = field(default_factory=dict)
    """Each id with the passages of the block that bears it or that it stands in"""
    looks: list[Look] = field(default_factory=list)
    """How each passage is set"""
    gaps: list[int] = field(default_factory=list)
    """How many empty paragraphs are above each"""
    links: list[tuple[int, int, int, str]] = field(default_factory=list)
    """Short links inside the book, which may be note markers: passage, start, end and target"""
    title: str = ""
    language: str | None = None
    raw: list[str] = field(default_factory=list)
    """All text of the page by another way, to count what was lost"""
    dropped: list[Dropped] = field(default_factory=list)
    """What of that is in no passage"""

    def join_lines(self, lines: Collection[int]) -> None:
        """Make paragraphs of the lines that the page sets one by one; places move along.

        `lines` has the indices of the passages that stand at a place of their own.
        """
        joined = _with_whole_paragraphs(self.passages, lines)
        self.passages = joined
        kept = [i for i, p in enumerate(joined) if p.text]
        if len(kept) == len(joined):
            return
        places = [bisect_left(kept, i) for i in range(len(joined) + 1)]
        self.links = [(places[i], a, b, to) for i, a, b, to in self.links if joined[i].text]
        self.anchors = {name: places[at] for name, at in self.anchors.items()}
        self.extents = {n: range(places[e.start], places[e.stop]) for n, e in self.extents.items()}
        self.passages = [joined[i] for i in kept]
        if self.looks:
            self.looks = [self.looks[i] for i in kept]
            self.gaps = [self.gaps[i] for i in kept]


def _with_whole_paragraphs(passages: Sequence[Passage], lines: Collection[int]) -> list[Passage]:
    """The passages with lines that were set one by one as paragraphs; one for each given.

    `lines` has the indices of those that stand at a place of their own. What was joined to the
    one before is an empty passage, so that places stay as they are.
    What stands in a picture beside running text, and is none itself, are its labels: not read.
    """
    found = list(passages)
    told = any(p.is_read and PICTURE not in p.types and is_running(p.spoken) for p in found)
    for is_set, run in groupby(
        range(len(found)), key=lambda i: i in lines or PICTURE in found[i].types
    ):
        if is_set:
            _join(found, list(run))
    for is_picture, run in groupby(range(len(found)), key=lambda i: PICTURE in found[i].types):
        places = list(run)
        if is_picture and told and not any(is_running(found[i].spoken) for i in places):
            for i in places:
                found[i] = found[i].unread(matter.ALT)
    return found


def _join(found: list[Passage], places: Sequence[int]) -> None:
    """Join each line to the paragraph before that it goes on with."""
    at = places[0]
    for i in places[1:]:
        if _goes_on(found[at], found[i]):
            found[at] = found[at].followed_by(found[i], " ")
            found[i] = replace(found[i], text="", left_out=(), notes=(), languages=())
        elif found[i].text:
            at = i


def _goes_on(above: Passage, line: Passage) -> bool:
    """Whether a line goes on with the sentence above: `round to the north` does."""
    if above.kind != line.kind or "heading" in (above.kind, line.kind) or not line.text:
        return False
    text = above.spoken.rstrip()
    if not text or text[-1] in _STOPS:
        return False
    last = text.rpartition("\n")[2]
    return line.text[:1].islower() or text[-1] in ",;-–" or _is_full(last, line.text)


def _is_full(line: str, following: str) -> bool:
    """Whether a line is one of prose, so that a capital below it is a name."""
    return len(line) >= _LINE and not line.isupper() and len(following) >= _LINE
