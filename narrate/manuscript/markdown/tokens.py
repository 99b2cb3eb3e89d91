"""Markdown tokens into passages."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import unquote

import regex
from markdown_it.token import Token

from narrate.book import BlockKind, LanguageSpan, LeftOut
from narrate.errors import ManuscriptError
from narrate.files.markup import parse_page
from narrate.manuscript.formulas.saying import said_latex, unsaid
from narrate.manuscript.html.page import read_page
from narrate.manuscript.html.running import RunningText, within
from narrate.manuscript.markdown import raising
from narrate.manuscript.markdown.dialects import (
    END_OF_LANGUAGE,
    HIGHLIGHT,
    HIGHLIGHT_END,
    LANGUAGE_MARK,
    MARKUP,
)
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.passages import SCENE, Dropped, NoteMark, Passage, disjoint
from narrate.manuscript.structure.raised import lowered, raised
from narrate.manuscript.text.blocks import is_ornament
from narrate.manuscript.text.inline import find_unread

_COMMENT = regex.compile(r"<!--(.*?)(?:-->|\Z)", regex.S)
_TAG = regex.compile(r"<[^<>]*>")
_NOTE_MARK = regex.compile(r"(\[\^[^\]\s]+\])")
_NAMED = regex.compile(r"\[\^([^\]\s]+)\]")
_OPENING_TAG = regex.compile(r"<([A-Za-z][\w-]*)")
_CLOSING_TAG = regex.compile(r"</([A-Za-z][\w-]*)")
_LANG_OF_TAG = regex.compile(r"\slang\s*=\s*[\"']?([A-Za-z][\w-]*)", regex.I)
_READING_AIDS = frozenset({"rt", "rp"})
_WITH_TEXT = frozenset({"a", "mark", "small", "span", "sub", "sup"})
_PAGE_TAG = regex.compile(r"\b(?:page-?num(?:ber)?|page-?no|(?:doc-)?pagebreak)\b", regex.I)
_SIGNS = regex.compile(f"({HIGHLIGHT}|{HIGHLIGHT_END})")
_UNDERLINED = 60
"""Characters: a sentence longer than this above `---` is a paragraph above a scene break"""


def read_tokens(
    tokens: Sequence[Token], dropped: list[Dropped], language: str = ""
) -> list[Passage]:
    """The passages of a Markdown document; what is in none of them is added to `dropped`.

    `language` is that of words for formulas.
    """
    return _TokenReader(dropped, language).read(tokens)


@dataclass(slots=True)
class _List:
    """A list that is open; one with bullets has no next number."""

    next: int | None
    mark: str


class _TokenReader:
    def __init__(self, dropped: list[Dropped], language: str) -> None:
        self.passages: list[Passage] = []
        self._dropped = dropped
        self._language = language
        self._lists: list[_List] = []
        self._label = ""
        self._quotes = 0
        self._heading: Token | None = None
        self._row: RunningText | None = None
        self._languages: list[str] = []
        """Those in which what is open is, outside of it first"""

    def read(self, tokens: Sequence[Token]) -> list[Passage]:
        for token in tokens:
            self._block(token)
        return self.passages

    def _block(self, token: Token) -> None:
        match token.type:
            case "hr":
                self.passages.append(Passage("scene", SCENE, drawn=True))
            case "fence" | "code_block":
                self._drop(token.info)
                self._whole(token.content, matter.CODE)
            case "html_block":
                self._html(token.content)
            case "inline":
                self._inline(token)
            case _:
                self._around(token)

    def _around(self, token: Token) -> None:
        """What opens and closes around blocks."""
        match token.type:
            case "heading_open":
                self._heading = token
            case "heading_close":
                self._heading = None
            case "ordered_list_open" | "bullet_list_open":
                self._lists.append(_List(_start(token), token.markup))
            case "ordered_list_close" | "bullet_list_close":
                self._lists.pop()
            case "list_item_open":
                self._label = self._number()
            case "blockquote_open" | "blockquote_close":
                self._quotes += token.nesting
            case "tr_open":
                self._row = RunningText()
            case "tr_close":
                self._end_row()

    def _formula(self, running: RunningText, written: str) -> None:
        said = said_latex(written, self._language)
        running.add(said.text, None if said.understood else matter.FORMULA)
        if rest := unsaid(written, said):
            self._dropped.append(Dropped(matter.SAID_FORMULA, rest))

    @property
    def _marked(self) -> str:
        """The language in which the text is marked to be; empty for none."""
        return self._languages[-1] if self._languages else ""

    def _end_row(self) -> None:
        if self._row is not None:
            self._finish(self._row)
        self._row = None

    def _inline(self, token: Token) -> None:
        running = self._row if self._row is not None else RunningText()
        if self._label:
            running.add(f"{self._label} ")
            self._label = ""
        children, marked = _without_signs(token.children or ())
        inside = _InlineHtml()
        strong = 0
        for i, child in enumerate(children):
            running.highlighted = inside.highlights(marked[i])
            strong += child.nesting if child.tag == "strong" else 0
            if child.type == "html_inline":
                inside.take(child.content)
            if inside.shift and not inside.reason and child.type == "text":
                following = "".join(c.content for c in children[i + 1 : i + 3] if c.type == "text")
                _add_shifted(running, child.content, inside.shift, following)
            else:
                self._piece(running, child, inside, apart=strong > 0)
            self._drop_markup(child)
        if self._row is not None:
            running.end_line()
        else:
            self._finish(running)

    def _piece(
        self, running: RunningText, token: Token, inside: "_InlineHtml", *, apart: bool
    ) -> None:
        """A piece of a line, `inside` the elements that are open there."""
        match token.type:
            case raising.FORMULA:
                self._formula(running, token.content)
            case raising.LANGUAGE:
                self._open_language(token)
            case _:
                language = inside.language or self._marked
                _add(running, token, inside.reason, apart=apart, language=language)

    def _open_language(self, token: Token) -> None:
        """What is marked as of one language begins, or ends."""
        if token.nesting > 0:
            self._languages.append(token.content)
        elif self._languages:
            self._languages.pop()

    def _number(self) -> str:
        """The number that is shown before the next item of the innermost list."""
        innermost = self._lists[-1] if self._lists else None
        if innermost is None or innermost.next is None:
            return ""
        innermost.next += 1
        return f"{innermost.next - 1}{innermost.mark}"

    def _drop_markup(self, token: Token) -> None:
        """What of a piece of a line is no text: addresses of links and pictures, tags, entities."""
        if token.type == "html_inline" and not _COMMENT.match(token.content):
            self._drop(token.content)
        elif token.type == raising.ATTRIBUTES or (
            token.type == "text_special" and token.info == "entity"
        ):
            self._drop(token.markup)
        elif token.type in ("link_open", "image") and token.info != "auto":
            self._drop(" ".join(str(v) for k, v in token.attrs.items() if k != "alt"))

    def _drop(self, text: str) -> None:
        if any(map(str.isalnum, text)):
            self._dropped.append(Dropped(MARKUP, unquote(text)))

    def _finish(self, running: RunningText) -> None:
        lead, languages, highlights = running.lead, running.languages, running.highlights
        text, spans = running.take()
        lines = text.count("\n")
        if not text:
            return
        spans = disjoint([*spans, *find_unread(text)])
        notes = _note_marks(text, spans)
        lead = lead if lead < len(text) else 0
        kind = self._kind(text, lines)
        languages = within(text, languages) if kind != "scene" else ()
        marks = within(text, highlights)
        passage = Passage(
            kind, text, spans, notes=notes, languages=languages, lead=lead, marks=marks
        )
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
        content = _SIGNS.sub("", content)
        if text := "\n".join(line.rstrip() for line in content.strip("\n").split("\n")).strip():
            self.passages.append(Passage("paragraph", text).unread(reason))

    def _is_language_mark(self, content: str) -> bool:
        """Whether it is the mark of a div in one language, which begins or ends here."""
        if content == f"<!--{END_OF_LANGUAGE}-->":
            self._languages = self._languages[:-1]
            return True
        begins = content.startswith(f"<!--{LANGUAGE_MARK}")
        if begins:
            self._languages.append(content[len(LANGUAGE_MARK) + 4 : -3])
        return begins

    def _html(self, content: str) -> None:
        content = _SIGNS.sub("", content)
        if self._is_language_mark(content.strip()):
            return
        for comment in _COMMENT.findall(content):
            self._whole(comment, matter.COMMENT)
        rest = _COMMENT.sub("", content).strip()
        if rest:
            try:
                root, _ = parse_page(f"<div>{rest}</div>".encode(), "HTML")
                page = read_page(root, language=self._language)
                self.passages += _marked_with(page.language or self._marked, page.passages)
                self._dropped += page.dropped
                self._drop(" ".join(_TAG.findall(rest)))
            except ManuscriptError:
                self._whole(rest, "HTML that cannot be read")


def _start(token: Token) -> int | None:
    """The first number of a list; None of one with bullets."""
    if token.type != "ordered_list_open":
        return None
    start = token.attrGet("start")
    return 1 if start is None else int(start)


def _note_marks(text: str, spans: Sequence[LeftOut]) -> tuple[NoteMark, ...]:
    """Where the text refers to notes: its markers of the form `[^1]`."""
    return tuple(
        NoteMark(s.end, mark[1])
        for s in spans
        if s.reason == matter.MARKER and (mark := _NAMED.fullmatch(text, s.start, s.end))
    )


def _without_signs(children: Iterable[Token]) -> tuple[list[Token], list[bool]]:
    """The tokens of a paragraph without signs of highlighting, and which of them are in colour."""
    kept: list[Token] = []
    marked: list[bool] = []
    on = False
    for child in children:
        pieces = _SIGNS.split(child.content) if child.type == "text" else [child.content]
        for piece in pieces:
            if _SIGNS.fullmatch(piece):
                on = piece == HIGHLIGHT
                continue
            plain = _SIGNS.sub("", piece)
            kept.append(child if plain == child.content else child.copy(content=plain))
            marked.append(on)
    return kept, marked


class _InlineHtml:
    """The HTML elements that are open in a paragraph: language, why what is in them is not read."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str | None, str]] = []

    @property
    def reason(self) -> str | None:
        """Of the outermost element that has one."""
        return next((reason for _, reason, _ in self._open if reason), None)

    @property
    def language(self) -> str:
        """Of the innermost element that names one; else empty."""
        return next((language for *_, language in reversed(self._open) if language), "")

    def highlights(self, marked: bool) -> bool:
        """Whether what is in them is highlighted; `marked`: by other signs."""
        return marked or any(name == "mark" for name, *_ in self._open)

    @property
    def shift(self) -> str:
        """`sup` or `sub` inside such an element."""
        return next((name for name, *_ in reversed(self._open) if name in ("sup", "sub")), "")

    def take(self, tag: str) -> None:
        """One tag: `<ruby>`, `</rt>`, `<span class="pagenum">`."""
        if found := _CLOSING_TAG.match(tag):
            name = found[1].lower()
            at = next((i for i, (n, *_) in enumerate(self._open) if n == name), len(self._open))
            del self._open[at:]
        elif (found := _OPENING_TAG.match(tag)) and not tag.endswith("/>"):
            name, language = found[1].lower(), _language_of(tag)
            if name in _READING_AIDS:
                self._open.append((name, matter.READING_AID, language))
            elif name in _WITH_TEXT or language:
                self._open.append((name, _reason(name, tag), language))


def _reason(name: str, tag: str) -> str | None:
    """Why what is in an element is not read."""
    return matter.PAGE if name in _WITH_TEXT and _PAGE_TAG.search(tag) else None


def _language_of(tag: str) -> str:
    """The language that a tag names; empty for none."""
    found = _LANG_OF_TAG.search(tag)
    return found[1] if found else ""


def _add(
    running: RunningText,
    token: Token,
    reason: str | None = None,
    *,
    apart: bool = False,
    language: str = "",
) -> None:
    match token.type:
        case "text":
            _add_text(running, token.content, reason, apart=apart, language=language)
        case "code_inline" | "text_special":
            running.add(token.content, reason, language=language)
        case "softbreak":
            running.add(" ", language=language)
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


def _add_text(
    running: RunningText, text: str, reason: str | None, *, apart: bool, language: str
) -> None:
    for i, piece in enumerate(_NOTE_MARK.split(text)):
        if i % 2 or reason:
            running.add(piece, reason or matter.MARKER)
        elif "^" in piece or "~" in piece:
            for part, why in raising.pieces_of(piece, running.tail):
                running.add(part, why, language=language)
        else:
            running.add(piece, apart=apart, language=language)


def _marked_with(language: str, passages: Sequence[Passage]) -> Iterator[Passage]:
    """Passages in a language, but those that have marks of their own."""
    for passage in passages:
        whole = (LanguageSpan(0, len(passage.text), language),)
        plain = language and passage.text and not passage.languages
        yield replace(passage, languages=whole) if plain else passage


def _is_sentence(text: str) -> bool:
    ends = text.rstrip("”’\"'»)*_ ")[-1:] in ".!?…।"
    return len(text) > 200 or (len(text) > _UNDERLINED and ends)
