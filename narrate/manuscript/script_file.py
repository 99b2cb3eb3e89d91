"""A script file into a book: Markdown in narrate's own small notation (`narrate script -o FILE`).

Front matter names the manuscript that it was written from; `# ` begins a chapter, `## ` is a
heading in it, `> ` a quotation, `| ` a line of verse, `***` a break between scenes; marks inside
a block are `narrate.notation`'s. Nothing is guessed: what stands there is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from narrate.about import About, find_isbn
from narrate.book import (
    Block,
    BlockKind,
    Book,
    Chapter,
    LanguageSpan,
    LeftOut,
    LeftOutPart,
    Mark,
    MarkKind,
)
from narrate.errors import ManuscriptError
from narrate.files.encoding import decode
from narrate.manuscript.structure.passages import BETWEEN, SCENE
from narrate.manuscript.tongue import prose_of, year_of
from narrate.notation import RUNNING_PROSE, VALUE, NotationError, Span, parse, read_value

KIND = "script 1"
"""What the front matter's `narrate` says; another number would be another notation"""
NARRATOR = "narrator"
"""Speaks what is no quotation"""

_START = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n(?:[^\n]*\n){0,20}?narrate:[ \t]*script\b")
_COMMENT = re.compile(r"(?<!\\)<!--.*?(?:-->|\Z)", re.DOTALL)
_FENCE = re.compile(r"---[ \t]*\n(?P<yaml>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_HEADING = re.compile(
    rf"(#{{1,6}})(?:[ \t]+(?P<title>.*?))??(?:[ \t]+\{{voice[ \t]+(?P<voice>{VALUE})\}})?",
    re.DOTALL,
)
_VOICE = re.compile(rf"\{{voice(?:[ \t]+(?P<voice>{VALUE}))?\}}")
_PAUSES = re.compile(rf"(?:\{{pause[ \t]+{VALUE}\}}[ \t]*)+")
_LINES = {"> ": "quote", "| ": "verse"}
_MARKS: Mapping[str, MarkKind] = {"say": "say", "as": "speaker", "voice": "voice", "pause": "pause"}


def is_script(head: bytes) -> bool:
    """Whether a file begins as a script file does."""
    return _START.match(head) is not None


@dataclass(frozen=True, slots=True)
class Origin:
    """What a script file was written from."""

    name: str
    """File name of the manuscript; empty where it does not say"""
    digest: str
    """Of its bytes at that time"""


def read_origin(path: Path) -> Origin | None:
    """The manuscript that a script file stands for; None for any other file.

    Raises nothing: what cannot be read is no script.
    """
    try:
        if not path.is_file():  # to open a pipe would wait for somebody to write into it
            return None
        with path.open("rb") as file:
            head = file.read(4096)
        if not is_script(head):
            return None
        values, _ = _split(decode(path.read_bytes(), path.name)[0], path.name)
    except (OSError, ManuscriptError):
        return None
    return Origin(_text(values.get("source")), _text(values.get("source_digest")))


def read_script(path: Path, data: bytes) -> Book:
    """Read a script file; raises ManuscriptError naming the first line that means nothing."""
    text, warnings = decode(data, path.name)
    values, body = _split(text, path.name)
    reader = _ScriptReader(path.name, text[: len(text) - len(body)].count("\n"))
    reader.read(body)
    as_written = ("author", "language", "series", "series_position", "subtitle", "publisher")
    said: dict[str, Any] = {name: _text(values.get(name)) for name in as_written}
    about = About(
        title=_text(values.get("title")) or path.stem,
        year=year_of([_text(values.get("year"))]),
        description=prose_of(str(values.get("description") or "")),
        isbn=find_isbn(_text(values.get("isbn"))),
        **said,
    )
    return Book(about, reader.chapters(), _left_out(values.get("left_out")), tuple(warnings))


def _split(text: str, name: str) -> tuple[dict[str, Any], str]:
    """The values of the front matter, and what stands below it."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    fence = _FENCE.match(text)
    try:
        values = yaml.safe_load(fence["yaml"]) if fence else None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        at = getattr(error, "problem_mark", None)
        line = f":{at.line + 2}" if at else ""
        raise ManuscriptError(
            f"{name}{line}: the front matter between the two --- is not YAML; correct or quote it"
        ) from error
    if fence is None or not isinstance(values, dict):
        raise ManuscriptError(f"{name}:1: the front matter does not end; close it with a line ---")
    if values.get("narrate") != KIND:
        raise ManuscriptError(
            f"{name}: `narrate: {values.get('narrate')}` is not a known kind of script"
            f" ({KIND}); write it again with `narrate script -o`"
        )
    return values, text[fence.end() :]


def _text(value: object) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _left_out(listed: object) -> tuple[LeftOutPart, ...]:
    entries = [e for e in listed if isinstance(e, dict)] if isinstance(listed, list) else []
    return tuple(
        LeftOutPart(
            _text(e.get("title")),
            _text(e.get("reason")),
            int(e["characters"]),
            prose=e.get("prose") is True,
        )
        for e in entries
        if isinstance(e.get("characters"), int)
    )


class _ScriptReader:
    """Goes through the lines once; a blank one ends a block."""

    def __init__(self, name: str, line: int) -> None:
        self._name = name
        self._line = line
        self._lines: list[str] = []
        self._kind: BlockKind = "paragraph"
        self._chapters: list[_ChapterDraft] = []

    def read(self, body: str) -> None:
        blanked = _COMMENT.sub(lambda m: "\n" * m.group().count("\n"), body)
        heading = ""
        for line in [*blanked.split("\n"), ""]:
            self._line += 1
            if heading or (line.startswith("#") and _continues(line)):
                heading += line
                if _continues(line):
                    heading = heading[:-1] + "\n"
                    continue
                line, heading = heading, ""
            self._take(line.rstrip(" \t") if not line.endswith("\\ ") else line)

    def chapters(self) -> tuple[Chapter, ...]:
        """The chapters that hold anything, numbered."""
        full = [draft for draft in self._chapters if draft.blocks]
        return tuple(draft.chapter(i) for i, draft in enumerate(full, 1))

    def _take(self, line: str) -> None:
        if not line.strip():
            self._end()
        elif line.startswith("#") and (heading := _HEADING.fullmatch(line)):
            self._end()
            self._head(len(heading[1]), heading["title"] or "", heading["voice"])
        elif line.strip() == "***":
            self._end()
            self._chapter.add("scene", SCENE, ())
        elif _PAUSES.fullmatch(line.strip()):
            self._end()
            self._lines, self._kind = [line.strip()], "paragraph"
            self._end()
        elif voice := _VOICE.fullmatch(line.strip()):
            self._end()
            self._chapter.set_voice(voice["voice"])
        else:
            self._go_on(line)

    def _go_on(self, line: str) -> None:
        """A line of a block, which begins one where its kind is another."""
        marker = line[:2] if line[:2] in _LINES else f"{line} " if line in (">", "|") else ""
        kind = _LINES.get(marker, "paragraph")
        if self._lines and kind != self._kind:
            self._end()
        self._kind = kind  # type: ignore[assignment]  # the values of _LINES are kinds
        self._lines.append(line[len(marker) :])

    @property
    def _chapter(self) -> _ChapterDraft:
        if not self._chapters:
            self._chapters.append(_ChapterDraft("", ()))
        return self._chapters[-1]

    def _head(self, level: int, title: str, voice: str | None) -> None:
        text, spans = self._parsed(title)
        if level > 1:
            if voice:
                self._chapter.set_voice(voice)
            self._chapter.add("heading", text, spans)
            return
        said = tuple(Mark(s.start, s.end, "say", s.value) for s in spans if s.verb == "say")
        self._chapters.append(_ChapterDraft(text, said, read_value(voice) if voice else None))

    def _end(self) -> None:
        if not self._lines:
            return
        if self._kind == "verse":
            marked = "\n".join(self._lines)
        else:
            marked = "".join([*map(_joined, self._lines[:-1]), self._lines[-1]])
        text, spans = self._parsed(marked)
        if text.strip() or not spans:
            self._chapter.add(self._kind, text, spans)
        else:  # pauses alone on their line
            self._chapter.rest(spans)
        self._lines = []

    def _parsed(self, marked: str) -> tuple[str, tuple[Span, ...]]:
        try:
            return parse(marked)
        except NotationError as error:
            line = self._line - len(self._lines)  # the block's first
            raise ManuscriptError(f"{self._name}:{line}: {error}") from error


def _joined(line: str) -> str:
    """A line of a block with what joins it to the next: its end, if it ends in a bare backslash."""
    return f"{line[:-1]}\n" if _continues(line) else f"{line} "


def _continues(line: str) -> bool:
    backslashes = len(line) - len(line.rstrip("\\"))
    return backslashes % 2 == 1


class _ChapterDraft:
    """A chapter as far as it has been read."""

    def __init__(self, title: str, title_marks: tuple[Mark, ...], voice: str | None = None) -> None:
        self.blocks: list[Block] = []
        self._title = title
        self._title_marks = title_marks
        self._voice = voice
        self._texts: list[str] = []
        self._length = 0
        self._left_out: list[LeftOut] = []
        self._marks: list[Mark] = []
        self._languages: list[LanguageSpan] = []
        self._turns: list[tuple[int, str | None]] = []
        """From which position on another voice reads; None: the chapter's own"""

    def add(self, kind: BlockKind, text: str, spans: Sequence[Span]) -> None:
        """One block with its marks."""
        if self._texts:
            self._length += len(BETWEEN)
        start = self._length
        whole = [s for s in spans if s.verb == "skip" and (s.start, s.end) == (0, len(text))]
        if whole and whole[0].value == "scene break":
            kind, spans = "scene", ()
        self.blocks.append(Block(kind, start, start + len(text)))
        self._texts.append(text)
        self._length += len(text)
        for span in spans:
            if span.verb == "skip":
                reason = span.value.removesuffix(RUNNING_PROSE)
                prose = reason != span.value
                at = (start + span.start, start + span.end)
                self._left_out.append(LeftOut(*at, reason, prose=prose))
            elif span.verb == "lang":
                at = (start + span.start, start + span.end)
                self._languages.append(LanguageSpan(*at, span.value))
            else:
                self._mark(span, start)

    def rest(self, spans: Sequence[Span]) -> None:
        """A silence between two blocks."""
        for span in spans:
            self._mark(replace(span, start=0, end=0), self._length)

    def _mark(self, span: Span, start: int) -> None:
        value = "" if span.verb == "as" and span.value.casefold() == NARRATOR else span.value
        self._marks.append(Mark(start + span.start, start + span.end, _MARKS[span.verb], value))

    def set_voice(self, voice: str | None) -> None:
        """From here on another voice reads; None: the chapter's own."""
        self._turns.append((self._length, read_value(voice) if voice else None))

    def chapter(self, number: int) -> Chapter:
        text = BETWEEN.join(self._texts)
        marks = [*self._marks, *self._voices(len(text))]
        return Chapter(
            number=number,
            title=self._title,
            text=text,
            blocks=tuple(self.blocks),
            left_out=tuple(sorted(self._left_out, key=lambda span: span.start)),
            marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))),
            languages=tuple(self._languages),
            title_marks=self._title_marks,
        )

    def _voices(self, end: int) -> list[Mark]:
        found = [Mark(0, end, "voice", self._voice)] if self._voice else []
        stops = [*(at for at, _ in self._turns[1:]), end]
        for (at, voice), stop in zip(self._turns, stops, strict=False):
            if voice and stop > at:
                found.append(Mark(at, stop, "voice", voice))
        return found
