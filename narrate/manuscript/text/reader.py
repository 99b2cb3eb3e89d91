"""Plain text into a book."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from narrate.about import About
from narrate.errors import ManuscriptError
from narrate.files.encoding import decode, lines_of
from narrate.manuscript.formulas.saying import with_formulas_said
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import find_author, may_be_book_title, split_byline
from narrate.manuscript.structure.content.numbered import (
    tie_numbered,
    without_closing,
    without_notes,
)
from narrate.manuscript.structure.outline import cut
from narrate.manuscript.structure.passages import (
    MOST_PARAGRAPHS,
    Dropped,
    ManuscriptDraft,
    Part,
    Passage,
)
from narrate.manuscript.structure.raised import settle
from narrate.manuscript.structure.titles.headings import LONGEST, looks_titled, read_heading
from narrate.manuscript.text import gutenberg, inline
from narrate.manuscript.text.aozora import AozoraText, read_aozora
from narrate.manuscript.text.blocks import (
    Lines,
    TextSetting,
    flow,
    measure,
    split_blocks,
    without_white_space,
)
from narrate.manuscript.text.boxes import notes_in_boxes, without_boxes
from narrate.manuscript.text.candidates import HeadingMark
from narrate.manuscript.text.contents import Contents, find_contents
from narrate.manuscript.text.credits import notes_of_transcribers, take_fields
from narrate.manuscript.text.layout import find_pages, joined_over_breaks, with_pages_apart
from narrate.manuscript.text.marks import find_marks
from narrate.manuscript.text.repeats import with_repeated
from narrate.manuscript.tongue import language_of

_LISTED = frozenset({"toc"})
_FRONT = 6
"""Blocks among which the author is looked for"""
_LONGEST_TITLE = 80
"""Characters of a title that is known only by standing first"""
_LONGEST_BRACKET = 20
"""Blocks over which a bracket such as `[Illustration:` may reach before it counts as unclosed"""


def read_text(path: Path, data: bytes) -> ManuscriptDraft:
    """Read a plain text file; raises ManuscriptError where it is not text."""
    text, warnings = decode(data, path.name)
    raw = lines_of(text)
    dropped: list[Dropped] = []
    lines = _with_formulas_said(raw, dropped)
    paragraphs = sum(1 for above, line in pairwise(["", *lines]) if line and not above)
    if paragraphs > MOST_PARAGRAPHS:
        raise ManuscriptError(
            f"{path.name}: too large: {paragraphs:,} paragraphs (limit {MOST_PARAGRAPHS:,}); "
            "split the file"
        )
    framed = read_aozora(lines)
    if framed is None:
        parts, about = parts_of_text(lines)
    else:
        dropped += framed.dropped
        parts, about = _parts_of_aozora(framed)
    parts, found = tie_numbered(parts)
    whole = ["\n".join(raw)]  # its paragraphs are compared, as the parts have them
    return ManuscriptDraft(about, parts, warnings, found, whole, dropped)


def _with_formulas_said(lines: list[str], dropped: list[Dropped]) -> list[str]:
    """The lines with formulas in words; what shows them and is not said is dropped."""
    text = "\n".join(lines)
    if text.count("$") < 2 and "\\" not in text:
        return lines
    said, rest = with_formulas_said(text, language_of([text]) or "en")
    dropped += [Dropped(matter.SAID_FORMULA, shown) for shown in rest]
    return said.split("\n") if said != text else lines


def parts_of_text(lines: Sequence[str]) -> tuple[list[Part], About]:
    """Chapters and what is not read; everything in `lines` is in one of them."""
    lines = without_white_space(lines)
    bounds = gutenberg.find_bounds(lines)
    if bounds is None:
        return _parts(lines, About())
    header, licence = list(lines[: bounds.start]), list(lines[bounds.stop :])
    body: list[str] = []
    at = bounds.start
    for frame in gutenberg.frames_inside(lines, bounds):
        body += lines[at : frame.start]
        licence += lines[frame.start : frame.stop]
        at = frame.stop
    about = gutenberg.read_about("\n".join(header))
    parts, about = _parts([*body, *lines[at : bounds.stop]], about)
    return gutenberg.wrapped(_as_passages(header), parts, _as_passages(licence)), about


def _parts_of_aozora(framed: AozoraText) -> tuple[list[Part], About]:
    parts, about = _parts(without_white_space(framed.body), framed.about, framed.headings)
    head = Part("記号について", _as_passages(framed.head), matter.TRANSCRIBER)
    return [head, *parts, Part("底本", _as_passages(framed.foot), matter.CREDITS)], about


def _as_passages(lines: Sequence[str]) -> list[Passage]:
    kept = [" ".join(line.split()) for line in lines if line.strip()]
    return [Passage("paragraph", "\n".join(kept))] if kept else []


def _parts(
    lines: Sequence[str], about: About, headings: Mapping[str, int] | None = None
) -> tuple[list[Part], About]:
    """Chapters and what is not read; `headings` are the lines that are known to be such."""
    framed = take_fields(lines)
    parts, about = _chapters(framed.lines, about.filled(framed.about), headings or {})
    head = Part("front matter", _as_passages(framed.head), matter.TITLE_PAGE)
    return [head, *parts, Part("credits", _as_passages(framed.tail), matter.IMPRINT)], about


def _chapters(
    lines: Sequence[str], about: About, headings: Mapping[str, int]
) -> tuple[list[Part], About]:
    lines, boxes = without_boxes(lines)
    set_as = measure(lines)
    blocks = _with_headings_apart(with_pages_apart(split_blocks(lines, set_as)), set_as)
    if not about.title:
        title, author = split_byline(_first_title(blocks, set_as))
        author = author or find_author([block.text for block in blocks[1:_FRONT]])
        about = replace(about, title=title, author=about.author or author)
    apart = notes_in_boxes(blocks, boxes) | notes_of_transcribers(blocks)
    rest = [block for i, block in enumerate(blocks) if i not in apart]
    contents = with_repeated(find_contents(rest, set_as), rest, find_marks(rest, (), set_as))
    marks = _known(rest, headings) or find_marks(rest, contents, set_as)
    passages = settle(joined_over_breaks(passages_of(rest, contents, marks, set_as)))
    parts = cut(passages, about)
    parts = without_closing([without_notes(part) for part in parts])
    front = next((i for i in range(len(blocks)) if i not in apart), 0)
    before, behind = (
        [blocks[i] for i in sorted(apart) if (i < front) is first] for first in (True, False)
    )
    return [*_transcribers(before), *parts, *_transcribers(behind)], about


def _known(blocks: Sequence[Lines], headings: Mapping[str, int]) -> list[HeadingMark]:
    """The headings that the file itself marks."""
    return [
        HeadingMark(i, i + 1, block.text, headings[block.text])
        for i, block in enumerate(blocks)
        if block.text in headings
    ]


def _transcribers(blocks: Sequence[Lines]) -> list[Part]:
    """A note of a transcriber as a part, under its first line."""
    passages = [Passage("paragraph", "\n".join(map(str.strip, block.lines))) for block in blocks]
    return [Part(blocks[0].text[:60], passages, matter.TRANSCRIBER)] if blocks else []


def _first_title(blocks: Sequence[Lines], set_as: TextSetting) -> str:
    """The first line, if it stands alone and looks like a title."""
    if len(blocks) < 2:
        return ""
    first = blocks[0].text
    stands_alone = len(blocks[0].lines) == 1 and (blocks[1].gap > 0 or set_as.single)
    fits = stands_alone and len(first) <= _LONGEST_TITLE and may_be_book_title(first)
    return inline.drop_emphasis(first) if fits else ""


def _with_headings_apart(blocks: Sequence[Lines], set_as: TextSetting) -> list[Lines]:
    """A heading line with its text right below it becomes a block of its own."""
    apart: list[Lines] = []
    for block in blocks:
        if above := _headings_above_direction(block):
            apart += [replace(block, lines=block.lines[:above]), Lines(block.lines[above:], 0)]
        elif _begins_with_heading(block, set_as):
            apart += [replace(block, lines=block.lines[:1]), Lines(block.lines[1:], 0)]
        else:
            apart.append(block)
    return apart


def _headings_above_direction(block: Lines) -> int:
    """How many lines `ACT I`, `SCENE 1` stand right above a stage direction in brackets."""
    count = next((i for i, line in enumerate(block.lines) if line.lstrip()[:1] == "["), 0)
    headings = [read_heading(line) for line in block.lines[:count]]
    return count if all(h and h.sure and h.word for h in headings) else 0


def _begins_with_heading(block: Lines, set_as: TextSetting) -> bool:
    """Whether the first line is a heading for certain, and ended before it was full."""
    heading = read_heading(block.lines[0]) if len(block.lines) > 1 else None
    if heading is None or not (heading.sure and heading.word) or read_heading(block.lines[1]):
        return False
    if len(block.lines[0]) + len(block.lines[1].split()[0]) >= 0.9 * set_as.width:
        return False
    rest = Lines(block.lines[1:], 0)
    if len(block.lines) > 2 and len(rest.text) > LONGEST:
        return True
    # Capitals above small letters: the heading ends with its first line.
    return heading.title.isupper() and not looks_titled(rest.text)


def passages_of(
    blocks: Sequence[Lines],
    contents: Sequence[Contents],
    found: Sequence[HeadingMark],
    set_as: TextSetting,
) -> list[Passage]:
    """Blocks as passages, with what has been found out about them."""
    marks = {mark.start: mark for mark in found}
    pages = find_pages(blocks, marks)
    lists = {list_.start: list_ for list_ in contents}
    passages: list[Passage] = []
    at = 0
    while at < len(blocks):
        if at in lists:
            stop = lists[at].stop
            passages += [
                Passage("paragraph", "\n".join(map(str.strip, block.lines)), types=_LISTED)
                for block in blocks[at:stop]
            ]
        elif at in marks:
            stop = marks[at].stop
            text = inline.drop_emphasis(marks[at].title)
            unread = inline.find_unread(text)
            passages.append(Passage("heading", text, unread, level=marks[at].level))
        elif reason := inline.opens_bracket(blocks[at].text):
            stop = _bracket_end(blocks, at, marks)
            passages += [_plain(block, set_as).unread(reason) for block in blocks[at:stop]]
        else:
            stop = at + 1
            passage = _plain(blocks[at], set_as)
            passages.append(passage.unread(matter.PAGE) if at in pages else passage)
        at = stop
    return passages


def _bracket_end(blocks: Sequence[Lines], start: int, marks: Mapping[int, HeadingMark]) -> int:
    """Where a bracket over several blocks ends: above a heading at the latest."""
    depth = 0
    for at in range(start, min(start + _LONGEST_BRACKET, len(blocks))):
        if at in marks:
            return at
        text = blocks[at].text
        depth += text.count("[") - text.count("]")
        if depth <= 0:
            return at + 1
    return start + 1


def _plain(block: Lines, set_as: TextSetting) -> Passage:
    kind, text = flow(block, set_as)
    if kind == "scene":
        return Passage(kind, text)
    text = inline.drop_emphasis(text)
    return Passage(kind, text, inline.find_unread(text))
