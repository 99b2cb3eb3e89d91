"""What every format's reader yields: passages in reading order, gathered into parts."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self, TypeVar

import regex

from narrate.about import About
from narrate.book import Block, BlockKind, Book, Chapter, LanguageSpan, LeftOut, LeftOutPart, Mark
from narrate.manuscript.structure import matter

SCENE = "* * *"
"""Stands for a scene break that the manuscript draws as a rule and not with characters"""

STAGE = "x-stage"
"""Type of what the manuscript says is a stage direction"""

SPEAKER = "x-speaker"
"""Type of what it says is the name of a speaker"""

MOST_PARAGRAPHS = 150_000
"""Paragraphs of one manuscript; the Bible has 31,000 verses"""

_OPENING = 60
"""Characters shown of what is not read"""

_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_EAST_ASIAN = regex.compile("[\u2e80-\U0003ffff]")
"""All of those and others: one range is looked for much faster than three properties"""
_Span = TypeVar("_Span", LeftOut, LanguageSpan, Mark)

BETWEEN = "\n\n"
"""Lies between the blocks of a chapter's canonical text"""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A place in a passage's text that refers to a note."""

    at: int
    """Where the text goes on behind the marker"""
    note: str
    """Under which `ManuscriptDraft.notes` has it"""


@dataclass(frozen=True, slots=True)
class Passage:
    """A block that has no place yet: its text, and what its format says about it."""

    kind: BlockKind
    text: str
    left_out: tuple[LeftOut, ...] = ()
    """Spans of `text` that are not read, in order"""
    level: int = 0
    """Of a heading: 1 is the highest"""
    types: frozenset[str] = frozenset()
    """`epub:type` and ARIA roles of everything around it, lower case"""
    linked: bool = False
    """Made of links into this book and nothing else, as the lines of a contents list are"""
    drawn: bool = False
    """Not characters of the manuscript: a rule drawn as a scene break"""
    notes: tuple[NoteMark, ...] = ()
    """Where it refers to notes, in order"""
    languages: tuple[LanguageSpan, ...] = ()
    """Spans of `text` in another language than the manuscript's, in order"""
    marks: tuple[Mark, ...] = ()
    """Stage directions that the manuscript marks; who speaks is found when it is chosen what is
    read"""
    lead: int = 0
    """Characters at the start that bold type or a tab sets apart, as a speaker's name"""

    @property
    def is_read(self) -> bool:
        """Whether any of its text is read aloud."""
        return self.kind != "scene" and bool(self.spoken.strip())

    @property
    def spoken(self) -> str:
        """The text without the spans that are left out."""
        if not self.left_out:
            return self.text
        kept, at = [], 0
        for span in self.left_out:
            kept.append(self.text[at : span.start])
            at = span.end
        return "".join([*kept, self.text[at:]])

    def followed_by(self, other: Passage, joint: str) -> Passage:
        """This passage and another as one, `joint` between their texts."""
        shift = len(self.text) + len(joint)
        return replace(
            self,
            text=f"{self.text}{joint}{other.text}",
            left_out=(*self.left_out, *moved(other.left_out, shift)),
            notes=(*self.notes, *later(other.notes, shift)),
            languages=(*self.languages, *moved(other.languages, shift)),
            marks=(*self.marks, *moved(other.marks, shift)),
        )

    def leaving_out(self, start: int, end: int, reason: str) -> Self:
        """The same passage without one more span, unless some of that is left out already."""
        if any(s.start < end and start < s.end for s in self.left_out):
            return self
        spans = sorted((*self.left_out, LeftOut(start, end, reason)), key=lambda s: s.start)
        return replace(self, left_out=tuple(spans))

    def unread(self, reason: str) -> Self:
        """The same passage, left out as a whole."""
        return replace(self, left_out=(LeftOut(0, len(self.text), reason),))


def moved(spans: Iterable[_Span], shift: int) -> tuple[_Span, ...]:
    """The spans with so many characters in front of them."""
    return tuple(replace(s, start=s.start + shift, end=s.end + shift) for s in spans)


def later(notes: Iterable[NoteMark], shift: int) -> tuple[NoteMark, ...]:
    """The marks with so many characters in front of them."""
    return tuple(NoteMark(n.at + shift, n.note) for n in notes)


def disjoint(spans: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """The spans in order, without those that begin inside another."""
    kept: list[LeftOut] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return tuple(kept)


def count_unspaced(text: str) -> int:
    """Characters of a text that are of scripts without spaces: Chinese and Japanese."""
    return len(_UNSPACED.findall(text)) if _EAST_ASIAN.search(text) else 0


@functools.lru_cache(maxsize=2**13)  # each rule asks for the words of the same paragraphs again
def count_words(text: str) -> int:
    """Words of a text; two characters of a script without spaces count as one."""
    unspaced = count_unspaced(text)
    if not unspaced:
        return len(text.split())
    return unspaced // 2 + len(_UNSPACED.sub(" ", text).split())


def words_of(passages: Iterable[Passage]) -> int:
    """White-space separated words that would be read, headings aside."""
    return sum(count_words(p.spoken) for p in passages if p.is_read and p.kind != "heading")


@dataclass(slots=True)
class Part:
    """A chapter to be, or something that is not read and why."""

    title: str
    passages: list[Passage] = field(default_factory=list)
    reason: str | None = None
    """None: a chapter"""
    heading: list[Passage] = field(default_factory=list)
    """What the title was made of, so that nothing goes missing"""
    prose: bool = False
    """Left out though it is running prose that its reason does not account for"""
    name: str = ""
    """What its file is called, where that is one of several of a book"""

    @property
    def text(self) -> str:
        """All its text, heading included, for counting and for judging what it is."""
        return BETWEEN.join(p.text for p in (*self.heading, *self.passages) if not p.drawn)


@dataclass(frozen=True, slots=True)
class Dropped:
    """Text of the file that its reader put into no part, and why."""

    reason: str
    """As those of `matter`; also a comment, a script, an address in a link"""
    text: str


@dataclass(frozen=True, slots=True)
class ManuscriptDraft:
    """What a format's reader found, before anybody chose what of it is read."""

    about: About
    parts: Sequence[Part]
    """Everything that the manuscript holds, in reading order"""
    warnings: Sequence[str] = ()
    notes: Mapping[str, Sequence[Passage]] = field(default_factory=dict)
    """The text of each note that some passage refers to; it stands in `parts` too, not read"""
    raw: Sequence[str] = ()
    """All text of the file's body, taken by a way of its own and not from what was understood:
    text nodes, formulas, texts in pictures, alternative texts, notes, comments, in file order"""
    dropped: Sequence[Dropped] = ()
    """What of `raw` is in no part, with the reason"""
    lost: Sequence[str] = ()
    """Those of the warnings that say that text of the file could not be had, or may not all be"""

    def texts(self) -> Iterator[str]:
        """The text of everything in its parts, headings too."""
        for part in self.parts:
            yield from (passage.text for passage in (*part.heading, *part.passages))


def bind(
    about: About,
    parts: Iterable[Part],
    warnings: Sequence[str] = (),
    dropped: Iterable[Dropped] = (),
) -> Book:
    """Number the parts that are read, and list the others and what was dropped with the reasons."""
    chapters: list[Chapter] = []
    left_out: list[LeftOutPart] = []
    for part in parts:
        passages = _trimmed(part.passages)
        reason = part.reason or _why_silent(passages)
        if reason is None:
            chapter = _chapter(len(chapters) + 1, part.title, passages)
            chapters.append(replace(chapter, name=part.name))
            left_out += _left_out_of_heading(part)
        elif characters := len(part.text):
            _leave_out(left_out, _listed(part, passages, reason, characters))
    left_out += _dropped_by_reason(dropped)
    return Book(about, tuple(chapters), tuple(left_out), (*warnings, *_formulas_left_out(chapters)))


def _left_out_of_heading(part: Part) -> Iterator[LeftOutPart]:
    """What stands in a chapter's heading and not in its title: captions, and no mere numbers."""
    for passage in part.heading:
        for span in passage.left_out:
            text = passage.text[span.start : span.end].strip()
            if text and span.reason not in _NUMBERS:
                yield LeftOutPart(part.title, span.reason, len(text), text[:_OPENING])


def _formulas_left_out(chapters: Sequence[Chapter]) -> list[str]:
    """One warning for all formulas that have no words, with the first of them."""
    found = [
        chapter.text[span.start : span.end]
        for chapter in chapters
        for span in chapter.left_out
        if span.reason == matter.FORMULA
    ]
    if not found:
        return []
    shown = found[0] if len(found[0]) <= _OPENING else f"{found[0][:_OPENING]}…"
    count = "one formula is" if len(found) == 1 else f"{len(found):,} formulas are"
    return [f"{count} not read, having no words that narrate knows, such as: {shown}"]


def _dropped_by_reason(dropped: Iterable[Dropped]) -> Iterator[LeftOutPart]:
    """One entry for each reason for which a reader dropped text.

    The signs of a formula that is said in words are none: they are accounted for, and heard.
    """
    texts: dict[str, list[str]] = {}
    for item in dropped:
        if item.text.strip() and item.reason != matter.SAID_FORMULA:
            texts.setdefault(item.reason, []).append(item.text)
    for reason, found in texts.items():
        part = Part("", [Passage("paragraph", text) for text in found[:4]])
        yield LeftOutPart("", reason, sum(map(len, found)), _opening(part))


def _listed(part: Part, passages: Sequence[Passage], reason: str, characters: int) -> LeftOutPart:
    silent = part.reason is None
    prose = part.prose or (silent and any(s.prose for p in passages for s in p.left_out))
    return LeftOutPart(part.title, reason, characters, _opening(part), prose, silent)


def _opening(part: Part) -> str:
    """The first words below the heading."""
    texts = [p.text for p in part.passages[:4] if p.kind not in ("heading", "scene")]
    text = " ".join(" ".join(texts)[:300].split())
    return text if len(text) <= _OPENING else text[:_OPENING].rsplit(" ", 1)[0]


def _leave_out(left_out: list[LeftOutPart], part: LeftOutPart) -> None:
    """Add a part; pieces of one title page, as of one licence, are one.

    Running prose is listed by itself, so that it is seen, named and answered for.
    """
    last = left_out[-1] if left_out else None
    one_page = part.reason == matter.TITLE_PAGE and not part.prose
    if (
        last
        and (last.reason, last.prose) == (part.reason, part.prose)
        and (part.title in ("", last.title) or one_page)
    ):
        both = last.characters + part.characters
        left_out[-1] = replace(last, characters=both)
    else:
        left_out.append(part)


def _why_silent(passages: Sequence[Passage]) -> str | None:
    """The reason why nothing of a part is read; None when something is."""
    if any(p.is_read for p in passages):
        return None
    reasons = Counter(span.reason for p in passages for span in p.left_out)
    return reasons.most_common(1)[0][0] if reasons else matter.SILENT


def _trimmed(passages: Sequence[Passage]) -> list[Passage]:
    """Rules drawn at the ends of a chapter or twice in a row part nothing: they go.

    A drawn rule, `One.`, a rule, a rule, `***`, `Two.` and a rule are `One.`, `***`, `Two.`.
    """
    kept: list[Passage] = []
    for passage in passages:
        if passage.drawn and (not kept or kept[-1].kind == "scene"):
            continue
        if not passage.drawn and passage.kind == "scene" and kept and kept[-1].drawn:
            kept.pop()
        kept.append(passage)
    while kept and kept[-1].drawn:
        kept.pop()
    return kept


_NUMBERS = frozenset({matter.MARKER, matter.PAGE, matter.LINE})
"""Reasons of what says nothing"""
_FRAMES = frozenset(("[]", "()", "{}"))
_BETWEEN_MARKERS = re.compile(r"[ \u00a0]?[,;–-][ \u00a0]?")


def _with_frames(passage: Passage) -> list[LeftOut]:
    """What is left out of a passage, with what stands around and between markers for their sake.

    Of `the river[3, 4].` with the markers 3 and 4 all of `[3, 4]` is not read.
    """
    text, spans = passage.text, list[LeftOut]()
    for span in passage.left_out:
        if not text[span.start : span.end].strip():
            continue
        last = spans[-1] if spans else None
        if last and _is_one_marker(text, last, span):
            span = replace(span, start=last.start)
            spans.pop()
        spans.append(span)
    return [_with_brackets(text, span) for span in spans]


def _is_one_marker(text: str, one: LeftOut, other: LeftOut) -> bool:
    """Whether two note markers are one, with nothing but a comma or dash between them."""
    both = one.reason == other.reason == matter.MARKER
    return both and bool(_BETWEEN_MARKERS.fullmatch(text, one.end, other.start))


def _with_brackets(text: str, span: LeftOut) -> LeftOut:
    """A marker or page number with the brackets that hold nothing else."""
    start, end = span.start - 1, span.end + 1
    if span.reason not in (matter.MARKER, matter.PAGE) or start < 0:
        return span
    framed = text[start] + text[span.end : end] in _FRAMES
    return replace(span, start=start, end=end) if framed else span


def _chapter(number: int, title: str, passages: Sequence[Passage]) -> Chapter:
    texts, blocks, at = [], [], 0
    left_out: list[LeftOut] = []
    languages: list[LanguageSpan] = []
    marks: list[Mark] = []
    for passage in passages:
        texts.append(passage.text)
        blocks.append(Block(passage.kind, at, at + len(passage.text)))
        left_out += moved(_with_frames(passage), at)
        languages += moved(passage.languages, at)
        marks += moved(passage.marks, at)
        at += len(passage.text) + len(BETWEEN)
    return Chapter(
        number,
        title,
        BETWEEN.join(texts),
        tuple(blocks),
        tuple(left_out),
        marks=tuple(marks),
        languages=tuple(languages),
    )
