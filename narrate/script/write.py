"""A book's script: every chapter cut into chunks, each with its voice, words and pause.

Pure: no file is read, no engine asked. What is left out is listed with its reason, and
`coverage.py` holds every chapter against its text.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import regex

from narrate.book import Block, Book, Chapter, LeftOut
from narrate.chunk import ChapterScript, Chunk, ChunkKind, Cut, Script, Voicing
from narrate.script.chunker import cut_block
from narrate.script.coverage import check_coverage
from narrate.script.cures import can_say, can_say_most
from narrate.script.lexicon import Lexicon
from narrate.script.seams import Stretch, stretches
from narrate.script.spoken import normalise, to_spoken

if TYPE_CHECKING:
    from narrate.settings import Pauses

NOTHING_TO_SAY = "nothing to say"
SCENE_BREAK = "scene break"
DICTIONARY = "dictionary"
"""Value of a voicing's option `lexicon`: the engine keeps the words in a dictionary of its own"""
_SAYABLE = regex.compile(r"[\p{L}\p{N}]")


@dataclass(frozen=True, slots=True)
class ScriptOptions:
    """What the script depends on beside the book and its voices."""

    max_characters: int
    """Most characters of text in a chunk"""
    pauses: Pauses
    lexicon: Lexicon
    announce_titles: bool
    """Say each chapter's title before its text"""
    lexicon_name: str = "project"
    """By which an engine that keeps dictionaries of its own finds this lexicon's"""


@dataclass(frozen=True, slots=True)
class _Draft:
    """A chunk before its place among the others is known."""

    kind: ChunkKind
    text: str
    spoken: str
    cut: Cut
    pause: float
    source: tuple[int, int] | None


def write_script(book: Book, cast: Callable[[Chapter], Voicing], options: ScriptOptions) -> Script:
    """What will be said of a book, and how; `cast` chooses each chapter's voice.

    Raises CoverageError where a chapter's chunks and left-out spans are not just its text.
    """
    chapters = tuple(
        _Writer(chapter, cast(chapter), book.language, options).write() for chapter in book.chapters
    )
    spoken = chapters[0].chunks[0].voicing.language if chapters and chapters[0].chunks else "en"
    return Script(book.title, book.author, book.language or spoken, chapters, book.left_out)


class _Writer:
    """Writes one chapter."""

    def __init__(
        self, chapter: Chapter, voicing: Voicing, language: str | None, options: ScriptOptions
    ) -> None:
        self._chapter = chapter
        self._voicing = voicing
        self._options = options
        self._pauses = options.pauses
        self._divides = voicing.option("lexicon") == DICTIONARY
        lexicon = options.lexicon
        self._respell = lexicon.respell_others if self._divides else lexicon.apply
        self._language = voicing.language if voicing.language != "auto" else language or "en"
        self._drafts: list[_Draft] = []
        self._left_out: list[LeftOut] = list(chapter.left_out)

    def write(self) -> ChapterScript:
        """The chapter's chunks, checked against its text."""
        if self._options.announce_titles:
            self._say_title()
        for block in self._chapter.blocks:
            self._say_block(block)
        if self._drafts:
            self._drafts[-1] = replace(self._drafts[-1], cut="chapter_end", pause=0.0)
        chunks = tuple(self._chunk(i, draft) for i, draft in enumerate(self._drafts))
        left_out = tuple(sorted(self._left_out, key=lambda span: (span.start, span.end)))
        check_coverage(self._chapter, chunks, left_out)
        return ChapterScript(self._chapter, chunks, left_out)

    def _chunk(self, index: int, draft: _Draft) -> Chunk:
        return Chunk(
            id=f"{self._chapter.number:03d}-{index:04d}",
            index=index,
            kind=draft.kind,
            text=draft.text,
            spoken=draft.spoken,
            voicing=self._voicing_for(draft.spoken),
            cut=draft.cut,
            pause_after=draft.pause,
            source=draft.source,
        )

    def _say_title(self) -> None:
        title = self._chapter.title
        for piece in cut_block(title, self._language, self._options.max_characters):
            text = title[piece.start : piece.end]
            spoken = self._spoken(text)
            if self._can_say(spoken):
                cut: Cut = "heading" if piece.cut == "paragraph" else piece.cut
                self._drafts.append(
                    _Draft("heading", text, spoken, cut, self._pause(cut), source=None)
                )

    def _say_block(self, block: Block) -> None:
        if block.kind == "scene":
            self._leave_out(block.start, block.end, SCENE_BREAK)
            self._pause_at_least("scene")
            return
        if block.kind == "heading":
            self._pause_at_least("heading", keep_cut=True)
        said = len(self._drafts)
        for stretch in stretches(self._chapter.text, block, self._chapter.left_out):
            self._say_stretch(block.kind, stretch)
        if len(self._drafts) == said and not _in_words(self._chapter.text, block):
            self._pause_at_least("scene")  # a row of asterisks that the reader took for text
        elif len(self._drafts) > said:
            last: Cut = "heading" if block.kind == "heading" else "paragraph"
            self._drafts[-1] = replace(self._drafts[-1], cut=last, pause=self._pause(last))

    def _say_stretch(self, kind: ChunkKind, stretch: Stretch) -> None:
        """One stretch of a block between two left-out spans."""
        text, limit = stretch.text, self._options.max_characters
        pieces = cut_block(text, self._language, limit, verse=kind == "verse")
        for piece in pieces:
            last = piece is pieces[-1]
            words = text[piece.start : piece.end]
            spoken = self._spoken(stretch.as_said(piece.start, piece.end, last=last))
            start, end = stretch.start + piece.start, stretch.start + piece.end
            if not self._can_say(spoken):
                self._leave_out(start, end, self._why_silent(words))
                continue
            cut = stretch.cut if last else piece.cut
            pause = 0.0 if last and stretch.seamless else self._pause(cut)
            self._drafts.append(_Draft(kind, words, spoken, cut, pause, (start, end)))

    def _spoken(self, text: str) -> str:
        return to_spoken(text, self._language, self._voicing.engine, self._respell)

    def _voicing_for(self, spoken: str) -> Voicing:
        """Who says it; in a chapter that leaves words to the engine, with just its own of them."""
        words = self._options.lexicon.items_in(spoken) if self._divides else None
        if not words:
            return self._without_words
        pairs = tuple(f"{word}={said}" for word, said in words.items())
        options = dict(self._voicing.options)
        options |= {"lexicon": self._options.lexicon_name, "pronunciations": pairs}
        return replace(self._voicing, options=tuple(sorted(options.items())))

    @functools.cached_property
    def _without_words(self) -> Voicing:
        if not self._divides:
            return self._voicing
        options = tuple(each for each in self._voicing.options if each[0] != "lexicon")
        return replace(self._voicing, options=options)

    def _can_say(self, spoken: str) -> bool:
        if not _SAYABLE.search(spoken):
            return False
        # A Chinese line in an English book is left out openly, rather than sent to an engine
        # that says nothing. A Chinese book stays whole: the engine itself has to refuse it.
        return can_say(spoken, self._voicing.engine) or not self._engine_fits

    @functools.cached_property
    def _engine_fits(self) -> bool:
        return can_say_most(self._chapter.text, self._voicing.engine)

    def _why_silent(self, text: str) -> str:
        if not _SAYABLE.search(normalise(text)):
            return NOTHING_TO_SAY
        return f"{self._voicing.engine} has no sounds for this script"

    def _pause(self, cut: Cut) -> float:
        return 0.0 if cut == "chapter_end" else float(getattr(self._pauses, cut))

    def _pause_at_least(self, cut: Cut, *, keep_cut: bool = False) -> None:
        """Lengthen the pause after what was said last; a heading's is its own."""
        if self._drafts and self._drafts[-1].kind != "heading":
            last = self._drafts[-1]
            longer = max(last.pause, self._pause(cut))
            self._drafts[-1] = replace(last, cut=last.cut if keep_cut else cut, pause=longer)

    def _leave_out(self, start: int, end: int, reason: str) -> None:
        """List a span, without what the reader left out inside it."""
        at = start
        for span in self._chapter.left_out:
            if span.end <= at or span.start >= end:
                continue
            self._list(at, span.start, reason)
            at = span.end
        self._list(at, end, reason)

    def _list(self, start: int, end: int, reason: str) -> None:
        if self._chapter.text[start:end].strip():
            self._left_out.append(LeftOut(start, end, reason))


def _in_words(text: str, block: Block) -> bool:
    return _SAYABLE.search(text, block.start, block.end) is not None
