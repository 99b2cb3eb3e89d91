"""Markdown into a book: CommonMark with tables, front matter and footnotes."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import regex
import yaml
from markdown_it import MarkdownIt

from narrate.about import About, find_isbn
from narrate.errors import ManuscriptError
from narrate.files.encoding import decode, lines_of
from narrate.manuscript.markdown.dialects import HIGHLIGHT, HIGHLIGHT_END, MARKUP, Dialect
from narrate.manuscript.markdown.raising import with_formulas
from narrate.manuscript.markdown.tokens import read_tokens
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.content.front import find_author
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
from narrate.manuscript.structure.section import title_of
from narrate.manuscript.text.blocks import without_white_space
from narrate.manuscript.text.credits import take_fields
from narrate.manuscript.text.layout import joined_over_breaks
from narrate.manuscript.tongue import language_of, name_of, primary, prose_of, year_of

LARGEST = 16 * 2**20
"""Bytes of a Markdown file: the parser needs some 100 MB for each"""

_HASHES = regex.compile(r"^(#{1,6})(?=[\p{Lu}\p{Lo}\p{N}][^\n]{0,80}$)", regex.M)
"""Headings such as `#Title`, in a text without any others"""
_HEADED = regex.compile(r"^ {0,3}#{1,6}\s+\S", regex.M)
_BEGINNING = regex.compile(r"\s*$|\s*(?:#|[-+*>]|\d{1,9}[.)])")
"""A line with which a paragraph begins or ends"""
_NOTE = regex.compile(r" {0,3}\[\^(?P<label>[^\]\s]+)\]:")
_INDENT = regex.compile(r"^(?: {4}|\t)")
_FRONT = 4
"""Passages among which the author is looked for"""
_NESTING = 100
"""Blocks within blocks; what lies deeper the parser would drop, so nothing may lie deeper"""
_BULLET = r"(?>[ \t]*(?:[-+*>]|\d{1,9}[.)](?=[ \t])))"
_NESTED = regex.compile(rf"^({_BULLET}{{20}}){_BULLET}++(?=[ \t]*[^\s\-+*>])", regex.M)
_INDENTED = regex.compile(r"^((?: {4}|\t){15})[ \t]+", regex.M)
_MOST_BRACKETS = 20_000
"""Links of one manuscript; the parser's time for unclosed ones grows with their square"""


def read_markdown(path: Path, data: bytes) -> ManuscriptDraft:
    """Read a Markdown file; raises ManuscriptError where it is not text."""
    if len(data) > LARGEST:
        raise ManuscriptError(
            f"{path.name}: too large: Markdown of more than {LARGEST // 2**20} MB; split the file"
        )
    text, warnings = decode(data, path.name)
    lines = lines_of(text)
    paragraphs = sum(map(bool, map(_BEGINNING.match, lines)))
    if paragraphs > MOST_PARAGRAPHS:
        raise ManuscriptError(
            f"{path.name}: too large: {paragraphs:,} paragraphs (limit {MOST_PARAGRAPHS:,}); "
            "split the file"
        )
    draft = draft_of_markdown(lines)
    return replace(draft, warnings=warnings, raw=lines)


def draft_of_markdown(lines: Sequence[str]) -> ManuscriptDraft:
    """Chapters and what is not read, what the manuscript says of itself, and its footnotes."""
    lines = [line.replace("\f", "") for line in lines]
    about, block, lines = _front_matter(lines)
    dialect = Dialect()
    framed = take_fields(dialect.as_commonmark(without_white_space(lines)))
    lines, note_lines = _without_notes(framed.lines)
    text = "\n".join(lines)
    if not _HEADED.search(text):
        text = _HASHES.sub(r"\1 ", text)
    text = _INDENTED.sub(r"\1", _NESTED.sub(r"\1", text))
    references: dict[str, Any] = {}
    tokens = _parser(text).parse(text, references)
    language = about.language or language_of([text]) or "en"
    passages = settle(joined_over_breaks(read_tokens(tokens, dialect.dropped, language)))
    dialect.dropped += _addresses(references)
    author = find_author([p.text for p in passages[:_FRONT]])
    shown = About(_single_title(passages), author)
    about = about.filled(framed.about).filled(shown)
    found = _read_notes(note_lines, dialect.dropped, language)
    parts, numbered = tie_numbered([without_notes(part) for part in cut(passages, about)])
    parts = [
        *_unread("front matter", matter.METADATA, block),
        *_unread("front matter", matter.TITLE_PAGE, framed.head),
        *without_closing(parts),
        Part("footnotes", [p for note in found.values() for p in note], matter.NOTES),
        *_unread("credits", matter.IMPRINT, framed.tail),
    ]
    return ManuscriptDraft(about, parts, notes={**numbered, **found}, dropped=dialect.dropped)


def _addresses(references: Mapping[str, Any]) -> Iterator[Dropped]:
    """The definitions of links that stand apart, `[here]: https://… "There"`."""
    for name, reference in references.get("references", {}).items():
        yield Dropped(MARKUP, f"{name} {unquote(reference['href'])} {reference['title']}")


def _parser(text: str) -> MarkdownIt:
    """CommonMark with tables. Lines indented by four are no code: authors indent paragraphs."""
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable(["table", "strikethrough"])
    if text.count("[") > _MOST_BRACKETS:
        parser.disable(["link", "image"])
    return with_formulas(parser.disable("code"))


def _unread(title: str, reason: str, lines: Sequence[str]) -> list[Part]:
    text = "\n".join(line.strip() for line in lines if line.strip(" \t#"))
    text = text.replace(HIGHLIGHT, "").replace(HIGHLIGHT_END, "")
    return [Part(title, [Passage("paragraph", text)], reason)] if text else []


def _front_matter(lines: list[str]) -> tuple[About, list[str], list[str]]:
    """A YAML block (`---`) or a pandoc title block (`%`) at the very start."""
    start = next((i for i, line in enumerate(lines) if line.strip()), len(lines))
    return _yaml_block(lines, start) or _title_block(lines, start)


def _yaml_block(lines: list[str], start: int) -> tuple[About, list[str], list[str]] | None:
    if start == len(lines) or lines[start].rstrip() != "---":
        return None
    for stop in range(start + 1, len(lines)):
        if lines[stop].rstrip() in ("---", "..."):
            values = _yaml("\n".join(lines[start + 1 : stop]))
            if values is None:
                return None
            return _about(values), lines[start : stop + 1], lines[stop + 1 :]
    return None


def _title_block(lines: list[str], start: int) -> tuple[About, list[str], list[str]]:
    stop = start
    while stop < len(lines) and lines[stop].startswith("%") and stop < start + 3:
        stop += 1
    named = dict(
        zip(("title", "author"), (line[1:].strip() for line in lines[start:stop]), strict=False)
    )
    return _about(named), lines[start:stop], lines[stop:]


def _yaml(block: str) -> dict[str, Any] | None:
    """The mapping in a block of front matter; None if it is none (a rule, some text, a rule)."""
    try:
        values = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):
        return None
    return {str(k).lower(): v for k, v in values.items()} if isinstance(values, dict) else None


def _about(values: dict[str, Any]) -> About:
    def several(*names: str) -> list[str]:
        found = next((values[name] for name in names if values.get(name)), "")
        listed = found if isinstance(found, list) else [found]
        given = [_inner(v) if isinstance(v, dict) else v for v in listed[:20]]
        return [str(v).strip() for v in given if isinstance(v, str | int | float | datetime.date)]

    def text(*names: str) -> str:
        return ", ".join(" ".join(value.split()) for value in several(*names))

    return About(
        text("title"),
        " & ".join(" ".join(v.split()) for v in several("author", "authors", "creator", "by")),
        language=primary(text("language", "lang")),
        series=text("series", "belongs-to-collection"),
        series_position=text(
            "series_index", "series-index", "series_position", "group-position", "volume"
        ),
        subtitle=name_of(text("subtitle")),
        year=year_of(several("year", "date", "published")),
        description=prose_of("\n\n".join(several("description", "abstract", "summary"))),
        publisher=name_of(text("publisher")),
        isbn=find_isbn(" / ".join(several("isbn", "identifier"))),
    )


def _inner(value: dict[Any, Any]) -> object:
    """What a mapping in front matter says: a person's name, an identifier's text."""
    return next((value[name] for name in ("name", "text") if value.get(name)), "")


def _without_notes(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """Lines without the footnotes (`[^1]: …` with what is indented below), and those."""
    kept: list[str] = []
    apart: list[str] = []
    inside = False
    for i, line in enumerate(lines):
        if _NOTE.match(line):
            inside = True
        elif inside and line.strip() and not line.startswith(("    ", "\t")):
            inside = bool(lines[i - 1].strip())  # a lazy continuation line
        (apart if inside else kept).append(line)
    return kept, apart


def _read_notes(
    lines: Sequence[str], dropped: list[Dropped], language: str
) -> dict[str, tuple[Passage, ...]]:
    """The passages of each footnote by its label, which stands before the first, not read."""
    written: list[tuple[str, list[str]]] = []
    for line in lines:
        if opening := _NOTE.match(line):
            written.append((opening["label"], [line[opening.end() :].strip()]))
        elif written:
            written[-1][1].append(_INDENT.sub("", line))
    found: dict[str, tuple[Passage, ...]] = {}
    for label, body in written:
        mark = Passage("paragraph", f"[^{label}]:")
        mark = mark.leaving_out(0, len(mark.text), matter.MARKER)
        text = "\n".join(body).strip()
        first, *others = read_tokens(_parser(text).parse(text), dropped, language) or [
            Passage("paragraph", "")
        ]
        note = (mark.followed_by(first, " ") if first.text else mark, *others)
        found[label] = (*found.get(label, ()), *note)
    return found


def _single_title(passages: Sequence[Passage]) -> str:
    """The one heading of the highest level, if it comes first."""
    headings = [p for p in passages if p.kind == "heading"]
    highest = min((p.level for p in headings), default=0)
    highs = [p for p in headings if p.level == highest]
    return title_of(highs[0]) if len(highs) == 1 and highs[0] is headings[0] else ""
