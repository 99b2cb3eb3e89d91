"""Markdown tokens into passages."""

from collections.abc import Sequence
from dataclasses import replace

import regex
from markdown_it.token import Token

from narrate.book import BlockKind, LeftOut
from narrate.errors import ManuscriptError
from narrate.files.markup import parse_page
from narrate.manuscript.formulas.saying import said_latex
from narrate.manuscript.html.page import read_page
from narrate.manuscript.html.running import RunningText
from narrate.manuscript.markdown import raising
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import SCENE, NoteMark, Passage, disjoint
from narrate.manuscript.structure.raised import lowered, raised
from narrate.manuscript.text.blocks import is_ornament
from narrate.manuscript.text.inline import find_unread

_COMMENT = regex.compile(r"<!--(.*?)(?:-->|\Z)", regex.S)
_NOTE_MARK = regex.compile(r"(\[\^[^\]\s]+\])")
_NAMED = regex.compile(r"\[\^([^\]\s]+)\]")
_SHIFT = regex.compile(r"<(/?)(su[bp])\b[^<>]*>")
_UNDERLINED = 60
"""Characters: a sentence longer than this above `---` is a paragraph above a scene break"""


def read_tokens(tokens: Sequence[Token], language: str = "") -> list[Passage]:
    """The passages of a Markdown document; `language` is that of words for formulas."""
    return _TokenReader(language).read(tokens)


class _TokenReader:
    def __init__(self, language: str) -> None:
        self.passages: list[Passage] = []
        self._language = language
        self._quotes = 0
        self._heading: Token | None = None
        self._row: RunningText | None = None

    def read(self, tokens: Sequence[Token]) -> list[Passage]:
        for token in tokens:
            self._block(token)
        return self.passages

    def _block(self, token: Token) -> None:
        match token.type:
            case "heading_open":
                self._heading = token
            case "heading_close":
                self._heading = None
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "hr":
                self.passages.append(Passage("scene", SCENE, drawn=True))
            case "fence" | "code_block":
                self._whole(token.content, matter.CODE)
            case "html_block":
                self._html(token.content)
            case "tr_open":
                self._row = RunningText()
            case "tr_close":
                self._end_row()
            case "inline":
                self._inline(token)

    def _end_row(self) -> None:
        if self._row is not None:
            self._finish(self._row)
        self._row = None

    def _inline(self, token: Token) -> None:
        running = self._row if self._row is not None else RunningText()
        children = token.children or ()
        shift = ""
        for i, child in enumerate(children):
            if child.type == "html_inline" and (tag := _SHIFT.fullmatch(child.content.lower())):
                shift = "" if tag[1] else tag[2]
            elif shift and child.type == "text":
                following = "".join(c.content for c in children[i + 1 : i + 3] if c.type == "text")
                _add_shifted(running, child.content, shift, following)
            else:
                _add(running, child, self._language)
        if self._row is not None:
            running.end_line()
        else:
            self._finish(running)

    def _finish(self, running: RunningText) -> None:
        text, spans = running.take()
        lines = text.count("\n")
        if not text:
            return
        spans = disjoint([*spans, *find_unread(text)])
        passage = Passage(self._kind(text, lines), text, spans, notes=_note_marks(text, spans))
        if self._heading is None:
            self.passages.append(passage)
        elif self._heading.markup == "-" and _is_sentence(text):
            self.passages += [
                replace(passage, kind="paragraph"),
                Passage("scene", SCENE, drawn=True),
            ]
        else:
            self.passages.append(replace(passage, kind="heading", level=int(self._heading.tag[1])))

    def _kind(self, text: str, lines: int) -> BlockKind:
        if is_ornament(text):
            return "scene"
        if lines and len(text) < 80 * (lines + 1):
            return "verse"
        return "quote" if self._quotes else "paragraph"

    def _whole(self, content: str, reason: str) -> None:
        if text := "\n".join(line.rstrip() for line in content.strip("\n").split("\n")).strip():
            self.passages.append(Passage("paragraph", text).unread(reason))

    def _html(self, content: str) -> None:
        for comment in _COMMENT.findall(content):
            self._whole(comment, matter.COMMENT)
        rest = _COMMENT.sub("", content).strip()
        if rest:
            try:
                root, _ = parse_page(f"<div>{rest}</div>".encode(), "HTML")
                self.passages += read_page(root, language=self._language).passages
            except ManuscriptError:
                self._whole(rest, "HTML that cannot be read")


def _note_marks(text: str, spans: Sequence[LeftOut]) -> tuple[NoteMark, ...]:
    """Where the text refers to notes: its markers of the form `[^1]`."""
    return tuple(
        NoteMark(s.end, mark[1])
        for s in spans
        if s.reason == matter.MARKER and (mark := _NAMED.fullmatch(text, s.start, s.end))
    )


def _add(running: RunningText, token: Token, language: str) -> None:
    match token.type:
        case "text":
            _add_text(running, token.content)
        case "code_inline" | "text_special":
            running.add(token.content)
        case raising.FORMULA:
            said = said_latex(token.content, language)
            running.add(said.text, None if said.understood else matter.FORMULA)
        case "softbreak":
            running.add(" ")
        case "hardbreak":
            running.end_line()
        case "image":
            running.add(token.content, matter.CAPTION)
        case "html_inline":
            if comment := _COMMENT.fullmatch(token.content):
                running.add(comment[1], matter.COMMENT)
            elif token.content.lower().startswith("<br"):
                running.end_line()
        case _:
            running.add(token.content)


def _add_shifted(running: RunningText, text: str, shift: str, following: str) -> None:
    """Text between `<sup>` or `<sub>` and its end."""
    if shift == "sup":
        running.add(*raised(text, running.tail, following))
    else:
        running.add(lowered(text, running.tail))


def _add_text(running: RunningText, text: str) -> None:
    for i, piece in enumerate(_NOTE_MARK.split(text)):
        if i % 2:
            running.add(piece, matter.MARKER)
        elif "^" in piece or "~" in piece:
            for part, reason in raising.pieces_of(piece, running.tail):
                running.add(part, reason)
        else:
            running.add(piece)


def _is_sentence(text: str) -> bool:
    ends = text.rstrip("”’\"'»)*_ ")[-1:] in ".!?…।"
    return len(text) > 200 or (len(text) > _UNDERLINED and ends)
