"""A book as the page shows it: sections of tracks, every sentence with its number, text as HTML.

What is read can be clicked, what is not stays to be seen. Any text at all is escaped so that the
page says just that text. And the page's own words, in the book's language where they were
translated, else in English.
"""

import functools
import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby, islice, takewhile
from typing import Final, Literal

from narrate.book import Block, Chapter
from narrate.language import is_right_to_left, primary, tag_of
from narrate.timeline import ChunkTiming, SentenceTiming, Track


@dataclass(frozen=True, slots=True)
class NumberedSentence:
    """A sentence and its number on the page."""

    number: int
    """Counted from 0 over the whole book, in the order in which sentences are heard"""
    sentence: SentenceTiming
    chunk: ChunkTiming


@dataclass(frozen=True, slots=True)
class Voiced:
    """A track and the numbers of its sentences."""

    track: Track
    heard: tuple[NumberedSentence, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A chapter with all its parts, or credits."""

    index: int
    """Counted from 0 over the page"""
    voiced: tuple[Voiced, ...]
    """In order, at least one"""

    @property
    def first(self) -> Track:
        """The track that the section begins with."""
        return self.voiced[0].track

    @property
    def heard(self) -> Iterator[NumberedSentence]:
        """The sentences of all parts."""
        return (heard for voiced in self.voiced for heard in voiced.heard)

    @property
    def seconds(self) -> float:
        """Length of all parts."""
        return sum(voiced.track.seconds for voiced in self.voiced)


def sections(tracks: Sequence[Track]) -> tuple[Section, ...]:
    """The tracks of a book; the parts of one chapter lie together."""
    numbered = groupby(_numbered(tracks), key=lambda v: (v.track.kind, v.track.number))
    return tuple(Section(index, tuple(group)) for index, (_, group) in enumerate(numbered))


def _numbered(tracks: Sequence[Track]) -> Iterator[Voiced]:
    number = 0
    for track in tracks:
        spoken = [(chunk, sentence) for chunk in track.chunks for sentence in chunk.sentences]
        heard = tuple(
            NumberedSentence(number + i, sentence, chunk)
            for i, (chunk, sentence) in enumerate(spoken)
        )
        number += len(heard)
        yield Voiced(track, heard)


_ENGLISH: Final = "en"

Direction = Literal["ltr", "rtl", "auto"]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The page's words in one language."""

    language: str
    table: Mapping[str, str]

    def say(self, name: str, **values: object) -> str:
        """One of them, with its `{values}` put in."""
        return self.table[name].format(**values)


def words_for(language: str) -> PageWords:
    """The words that go with a book's language."""
    tables = _tables()
    name = primary(language)
    known = name if name in tables else _ENGLISH
    return PageWords(known, tables[known])


def direction(language: str) -> Direction:
    """Which way the book is written; `auto` leaves it to the text."""
    if not tag_of(language):
        return "auto"
    return "rtl" if is_right_to_left(language) else "ltr"


def title_of(section: Section, words: PageWords) -> str:
    """What a section is called in lists."""
    track = section.first
    if track.title.strip():
        return track.title.strip()
    if track.kind != "chapter":
        return words.say(track.kind)
    return words.say("chapter", number=track.number)


@functools.cache
def _tables() -> Mapping[str, Mapping[str, str]]:
    text = files("narrate.delivery.player").joinpath("template/words.json").read_text("utf-8")
    tables: Mapping[str, Mapping[str, str]] = json.loads(text)
    return tables


_LEAF: Final = 2000
"""Characters after which a new leaf begins: about one screen"""
_NEVER = re.compile(
    "[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
"""What a document must not hold: controls, lone surrogates, noncharacters
(HTML Living Standard, 13.2.3.5, "Preprocessing the input stream")"""


@dataclass(frozen=True, slots=True)
class _Span:
    """A stretch of a chapter's text that is more than plain."""

    start: int
    end: int
    heard: NumberedSentence | None
    """None: left out"""


def sentence_html(heard: NumberedSentence, text: str | None = None) -> str:
    """One sentence that can be heard."""
    words = heard.sentence.text if text is None else text
    return _heard(heard, escape(words))


def _heard(heard: NumberedSentence, markup: str) -> str:
    return f'<span class="s" id="s{heard.number}">{markup}</span>'


def leaves(chapter: Chapter, heard: Iterable[NumberedSentence]) -> Iterator[str]:
    """A chapter's text in order, cut between blocks into leaves of like length.

    A browser lays out only the leaves that are near the window.
    """
    spans = _spans(chapter, heard)
    leaf, size = list[tuple[Block, str]](), 0
    for block, markup in zip(chapter.blocks, _blocks(chapter, spans), strict=True):
        if size >= _LEAF and block.kind != "scene":
            yield _leaf(leaf)
            leaf, size = [], 0
        leaf.append((block, markup))
        size += block.end - block.start
    if leaf:
        yield _leaf(leaf)


def _leaf(blocks: Sequence[tuple[Block, str]]) -> str:
    inside = []
    for quoted, group in groupby(blocks, key=lambda item: item[0].kind == "quote"):
        text = "\n".join(markup for _, markup in group)
        inside.append(f"<blockquote>\n{text}\n</blockquote>" if quoted else text)
    return '<div class="leaf">\n' + "\n".join(inside) + "\n</div>"


def _blocks(chapter: Chapter, spans: Sequence[_Span]) -> Iterator[str]:
    at = 0
    for block in chapter.blocks:
        while at < len(spans) and spans[at].end <= block.start:
            at += 1
        yield _block(block, _inline(chapter.text, block, spans, at))


def _block(block: Block, inline: str) -> str:
    match block.kind:
        case "scene":
            return "<hr>"
        case "heading":
            return f"<h3>{inline}</h3>"
        case "verse":
            return '<p class="verse">' + inline.replace("\n", "<br>") + "</p>"
        case _:
            return f"<p>{inline}</p>"


def _inline(text: str, block: Block, spans: Sequence[_Span], first: int) -> str:
    """A block's text; a span that reaches over its border is cut there, its rest is plain."""
    out, at = list[str](), block.start
    for i in range(first, len(spans)):
        span = spans[i]
        if span.start >= block.end:
            break
        start, end = max(span.start, at), min(span.end, block.end)
        if start >= end:
            continue
        out.append(escape(text[at:start]))
        out.append(_marked(text, start, end, span, _unread_in(spans, i + 1, end)))
        at = end
    out.append(escape(text[at : block.end]))
    return "".join(out)


def _unread_in(spans: Sequence[_Span], first: int, end: int) -> Iterator[_Span]:
    """The left-out spans from one on that begin before a position of the text."""
    begun = takewhile(lambda span: span.start < end, islice(spans, first, None))
    return (span for span in begun if span.heard is None)


def _marked(text: str, start: int, end: int, span: _Span, unread: Iterable[_Span]) -> str:
    """What a block has of a span, from `start` to `end`; `unread` is left out in its middle."""
    if span.heard is None:
        return _unread(text[start:end])
    if start > span.start:
        return escape(text[start:end])
    out, at = list[str](), start
    for inner in unread:
        first, last = max(inner.start, at), min(inner.end, end)
        out += [escape(text[at:first]), _unread(text[first:last])]
        at = last
    return _heard(span.heard, "".join(out) + escape(text[at:end]))


def _unread(text: str) -> str:
    return f'<span class="unread">{escape(text)}</span>' if text else ""


def _spans(chapter: Chapter, heard: Iterable[NumberedSentence]) -> list[_Span]:
    read = (_Span(*one.sentence.source, one) for one in heard if one.sentence.source is not None)
    unread = (_Span(left.start, left.end, None) for left in chapter.left_out)
    return sorted([*read, *unread], key=lambda span: (span.start, span.end))


def escape(text: str) -> str:
    """Text for between tags and for quoted attributes.

    A character that no document may hold becomes U+FFFD; a carriage return, which parsers
    make a line end of, a line end.
    """
    plain = _NEVER.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return html.escape(plain, quote=True)
