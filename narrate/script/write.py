"""A book's script: every chapter cut into chunks, each with its voice, words and pause.

Pure: no file is read, no engine asked. What is left out is listed with its reason, and
`check_coverage` holds every chapter against its text.
"""

import functools
import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from narrate.book import Block, Book, Chapter, LanguageSpan, LeftOut
from narrate.chunk import ChapterScript, Chunk, ChunkKind, Cut, Script, Voicing
from narrate.errors import CoverageError
from narrate.script.foreign import foreign_passages
from narrate.script.pauses import answered, varied
from narrate.script.said import Said, said_of, trimmed
from narrate.script.sentences.chunker import Piece, cut_block
from narrate.script.speech import (
    BookEvidence,
    Says,
    ScriptOptions,
    Speech,
    evidence_of,
    holds_words,
)
from narrate.script.titles import AS_WRITTEN, without_stop
from narrate.script.turns import NARRATOR, Readers, Stretch, Who, joint

SCENE_BREAK = "scene break"

Cast = Callable[[Chapter, Who], Voicing]
"""Chooses the voice for what somebody says in a chapter"""


def write_script(book: Book, cast: Cast, options: ScriptOptions) -> Script:
    """What will be said of a book, and how; `cast` chooses who says it.

    Raises CoverageError where a chapter's chunks and left-out spans are not just its text.
    """
    evidence = evidence_of(book)
    chapters = tuple(
        _Writer(chapter, cast, book.language, options, evidence).write()
        for chapter in book.chapters
    )
    spoken = chapters[0].chunks[0].voicing.language if chapters and chapters[0].chunks else "en"
    about = replace(book.about, language=book.language or spoken)
    return Script(about, chapters, book.left_out)


class _Writer:
    """Writes one chapter."""

    def __init__(
        self,
        chapter: Chapter,
        cast: Cast,
        language: str | None,
        options: ScriptOptions,
        evidence: BookEvidence,
    ) -> None:
        self._chapter = chapter
        self._options = options
        self._pauses = options.pauses
        self._said: Said = said_of(chapter)
        self._heard = self._said.chapter
        self._says = Says(self._heard.marks)
        self._speech = functools.cache(
            lambda who: Speech(cast(chapter, who), chapter, language, options, evidence)
        )
        self._passages = self._find_passages()
        self._turns = Readers(self._heard, self._said.breaks, self._passages)
        self._title_number = evidence.numbers.titles.get(chapter.number, -1)
        numbers = evidence.numbers.texts.get(chapter.number, ())
        self._numbers = sorted(map(self._said.position, numbers))
        self._chunks: list[Chunk] = []
        trim = functools.partial(trimmed, chapter.text)
        self._left_out = [span for span in map(trim, chapter.left_out) if span.start < span.end]

    def _find_passages(self) -> Sequence[LanguageSpan]:
        """Passages in another language that are worth a voice of their own."""
        if not self._heard.languages:
            return ()
        speech: Speech = self._speech(NARRATOR)
        return foreign_passages(self._heard, speech.language, speech.is_mute)

    def write(self) -> ChapterScript:
        """The chapter's chunks, checked against its text."""
        if self._options.announce_titles:
            self._say_title()
        for block in self._chapter.blocks:
            self._say_block(block)
        self._vary_pauses()
        if self._chunks:
            self._chunks[-1] = replace(self._chunks[-1], cut="chapter_end", pause_after=0.0)
        self._keep_pauses()
        chunks = tuple(map(self._placed, self._chunks))
        left_out = tuple(sorted(self._left_out, key=lambda span: (span.start, span.end)))
        check_coverage(self._chapter, chunks, left_out)
        passages = tuple(map(self._in_chapter, self._passages))
        return ChapterScript(self._chapter, chunks, left_out, passages=passages)

    def _in_chapter(self, passage: LanguageSpan) -> LanguageSpan:
        """A passage at its place in the canonical text."""
        start, end = self._said.source(passage.start, passage.end)
        return replace(passage, start=start, end=end)

    def _placed(self, chunk: Chunk) -> Chunk:
        """The chunk with its place in the canonical text; until then that in what is said."""
        if chunk.source is None:
            return chunk
        spans = self._said.spans(*chunk.source)
        whole = spans[0][0], spans[-1][1]
        if len(spans) == 1 and whole == chunk.source:
            return chunk
        return replace(chunk, source=whole, spans=spans if len(spans) > 1 else ())

    def _say_title(self) -> None:
        title, says = self._chapter.title, Says(self._chapter.title_marks)
        who = self._turns.title
        speech: Speech = self._speech(who)
        announced = self._options.announced.get(self._chapter.number, AS_WRITTEN)
        opening = announced.opening(speech.language)
        if not title.strip():
            title, opening = opening.rstrip(" .।–"), ""
        stop = len(without_stop(title))
        for piece in self._pieces(title[:stop], speech, says.spans(0, stop)):
            said = says.take(piece.start, piece.end)
            words, said = announced.reworded(title, piece.start, piece.end, said, opening)
            numbered = piece.start <= self._title_number < piece.end
            spoken, opening = speech.heading(numbered=numbered).spoken(words, said), ""
            if speech.can_say(spoken):
                cut: Cut = "heading" if piece.cut == "paragraph" else piece.cut
                pause = self._pause(cut)
                end = len(title) if piece.end == stop else piece.end
                self._add("heading", title[piece.start : end], spoken, cut, pause, None, who)

    def _say_block(self, block: Block) -> None:
        if block.kind == "scene":
            self._leave_out(block.start, block.end, SCENE_BREAK)
            self._pause_at_least("scene")
            return
        if block.kind == "heading":
            self._pause_at_least("heading", keep_cut=True)
        said = len(self._chunks)
        start, end = self._said.position(block.start), self._said.position(block.end)
        for stretch in self._turns.divide(start, end, self._sound_alike):
            self._say_stretch(block.kind, stretch)
        text = self._chapter.text[block.start : block.end]
        if len(self._chunks) == said and not holds_words(text):
            self._pause_at_least("scene")  # a row of asterisks that the reader took for text
        elif len(self._chunks) > said:
            last: Cut = "heading" if block.kind == "heading" else "paragraph"
            self._chunks[-1] = replace(self._chunks[-1], cut=last, pause_after=self._pause(last))

    def _sound_alike(self, one: Who, other: Who) -> bool:
        return self._speech(one).voicing == self._speech(other).voicing

    def _say_stretch(self, kind: ChunkKind, stretch: Stretch) -> None:
        """One stretch of a block, read by one voice."""
        speech: Speech = self._speech(stretch.who)
        text = self._heard.text[stretch.start : stretch.end]
        whole = self._says.spans(stretch.start, stretch.end)
        pieces = self._pieces(text, speech, whole, verse=kind == "verse")
        for piece in pieces:
            start, end = stretch.start + piece.start, stretch.start + piece.end
            said = self._says.take(start, end)
            words = text[piece.start : piece.end]
            numbered = any(start <= at < end for at in self._numbers)
            reader = speech.heading(numbered=numbered) if kind == "heading" else speech
            spoken = reader.spoken(words, said)
            if not speech.can_say(spoken):
                self._leave_out(*self._said.source(start, end), speech.why_silent(words, said))
                continue
            cut, heard = joint(text) if piece is pieces[-1] else (piece.cut, True)
            pause = self._pause(cut) if heard else 0.0
            self._add(kind, words, spoken, cut, pause, (start, end), stretch.who)

    def _pieces(
        self, text: str, speech: Speech, whole: Sequence[tuple[int, int]], *, verse: bool = False
    ) -> list[Piece]:
        limit = self._options.max_characters
        return cut_block(text, speech.language, limit, verse=verse, whole=whole)

    def _add(
        self,
        kind: ChunkKind,
        text: str,
        spoken: str,
        cut: Cut,
        pause: float,
        source: tuple[int, int] | None,
        who: Who,
    ) -> None:
        index = len(self._chunks)
        chunk = Chunk(
            id=f"{self._chapter.number:03d}-{index:04d}",
            index=index,
            kind=kind,
            text=text,
            spoken=spoken,
            voicing=self._speech(who).voicing_for(spoken),
            cut=cut,
            pause_after=pause,
            source=source,
            speaker=who.speaker or None,
        )
        self._chunks.append(chunk)

    def _vary_pauses(self) -> None:
        """Pauses after sentences, paragraphs and turns, none of them just as long as the last.

        What lengthens a pause, as a scene or a heading does, has no part in it.
        """
        turns = answered(self._heard, self._speech(NARRATOR).language)
        ends = [block.end for block in self._heard.blocks]
        for i, chunk in enumerate(self._chunks):
            pause = chunk.pause_after
            if chunk.cut not in _VARIED or not chunk.source or pause != self._pause(chunk.cut):
                continue
            if chunk.cut == "paragraph" and bisect_left(ends, chunk.source[1]) in turns:
                pause = self._pauses.turn
            pause = varied(pause, self._pauses.variation, chunk.text)
            self._chunks[i] = replace(chunk, pause_after=pause)

    def _keep_pauses(self) -> None:
        """What the manuscript itself says of silences counts before the rules."""
        for mark in self._heard.marks:
            if mark.kind == "pause":
                before = [
                    i for i, c in enumerate(self._chunks) if not c.source or c.source[1] <= mark.end
                ]
                if before:
                    chunk = self._chunks[before[-1]]
                    self._chunks[before[-1]] = replace(chunk, pause_after=float(mark.value))

    def _pause(self, cut: Cut) -> float:
        return 0.0 if cut == "chapter_end" else float(getattr(self._pauses, cut))

    def _pause_at_least(self, cut: Cut, *, keep_cut: bool = False) -> None:
        """Lengthen the pause after what was said last; a heading's is its own."""
        if self._chunks and self._chunks[-1].kind != "heading":
            last = self._chunks[-1]
            longer = max(last.pause_after, self._pause(cut))
            self._chunks[-1] = replace(last, cut=last.cut if keep_cut else cut, pause_after=longer)

    def _leave_out(self, start: int, end: int, reason: str) -> None:
        """List a span, without what the reader left out inside it."""
        at = start
        spans = self._chapter.left_out
        for i in range(bisect_right(spans, at, key=lambda span: span.end), len(spans)):
            span = spans[i]
            if span.start >= end:
                break
            self._list(at, span.start, reason)
            at = span.end
        self._list(at, end, reason)

    def _list(self, start: int, end: int, reason: str) -> None:
        if self._chapter.text[start:end].strip():
            self._left_out.append(LeftOut(start, end, reason))


_VARIED: Final = ("sentence", "paragraph")
"""Cuts with a pause that varies"""
_SHOWN = 60
"""Characters of text that a message quotes"""


def check_coverage(chapter: Chapter, chunks: Sequence[Chunk], left_out: Sequence[LeftOut]) -> None:
    """Hold chunks and left-out spans against the chapter's text.

    Together they must cover it exactly, white space aside; chunks must lie in order and say
    just the text of their span. Raises CoverageError with chapter, position and text.
    """
    spoken = [(span, chunk) for chunk in chunks for span in chunk.pieces]
    if any(a[0][0] > b[0][0] for a, b in itertools.pairwise(spoken)):
        raise _error(chapter, 0, "chunks are out of order", "")
    for chunk in chunks:
        if chunk.source and chunk.text != (text := _written(chapter, chunk)):
            raise _error(chapter, chunk.source[0], "a chunk says other words than its text", text)
    _check_spans(chapter, sorted([*(x for x, _ in spoken), *((x.start, x.end) for x in left_out)]))


def _written(chapter: Chapter, chunk: Chunk) -> str:
    """A chunk's text as the chapter has it."""
    return "".join(chapter.text[start:end] for start, end in chunk.pieces)


def _check_spans(chapter: Chapter, spans: Sequence[tuple[int, int]]) -> None:
    text, at = chapter.text, 0
    for start, end in [*spans, (len(text), len(text))]:
        if start < at:
            raise _error(chapter, start, "text would be said twice", text[start:at])
        if text[at:start].strip():
            raise _error(chapter, at, "text would be lost", text[at:start])
        if end < start or end > len(text):
            raise _error(chapter, start, "a span lies outside the text", f"{start} to {end}")
        at = end


def _error(chapter: Chapter, at: int, what: str, words: str) -> CoverageError:
    quoted = f": {words[:_SHOWN]!r}" if words else ""
    return CoverageError(
        f"chapter {chapter.number} ({chapter.title!r}), character {at}: {what}{quoted};"
        " please report this with the manuscript"
    )
