"""What is known by its looks alone.

Headings that a document's styles do not mark, or mark without their titles; letters of fonts that
show signs in their place.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from narrate.manuscript.documents.chapter_heads import heads_by_look, with_first, with_others
from narrate.manuscript.documents.laying import Laid
from narrate.manuscript.documents.paragraph import joined
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.outline import text_by_form
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.section import is_division
from narrate.manuscript.structure.titles.headings import (
    PART,
    counts_from_one,
    is_named,
    key,
    read_heading,
    read_title,
)
from narrate.manuscript.structure.titles.title_lines import said_again
from narrate.manuscript.structure.titles.unmarked import missing_heads
from narrate.manuscript.text.blocks import Lines, TextSetting
from narrate.manuscript.text.candidates import Candidates, HeadingMark, with_titles
from narrate.manuscript.text.contents import Contents, entries_of, find_contents
from narrate.manuscript.text.marks import find_marks
from narrate.manuscript.text.repeats import with_repeated

_UNWRAPPED = TextSetting(width=0, single=False, indented=False)
_PAGE = 99
"""Gap that `blocks.Lines` has at the start of a page"""
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOLS = (
    dict(zip(_LATIN, _GREEK, strict=True))
    | dict(zip(_LATIN.upper(), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | {"\xb0": "°", "\xb1": "±", "\xb4": "×", "\xb8": "÷", "\xbc": "…", "\xb7": "•", "\xa5": "∞"}
    | {"\xa3": "≤", "\xb3": "≥", "\xb9": "≠", "\xa2": "′", "\xb2": "″", "\xbb": "≈", "\xbe": "—"}
    | {"\xa9": "♥", "\xa8": "♦", "\xa7": "♣", "\xaa": "♠", "\xac": "←", "\xae": "→", "\xd6": "√"}
)
"""The Symbol font by its codes: https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt"""
_PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the codes of such fonts"""
_SIGN_FONTS = ("symbol", "wingdings", "webdings", "dingbats", "marlett", "ornament")

ORNAMENT = "❦"
"""Stands for a sign of a font that has only pictures"""


def with_headings(laid: Sequence[Laid]) -> list[Laid]:
    """The passages with headings where the styles have no more than one, and whole ones."""
    if sum(1 for item in laid if item.passage.kind == "heading") > 1:
        return _with_titles(_with_first_unstyled(_with_unstyled(_with_uncounted(laid))))
    return _found(laid) if len(laid) > 2 else list(laid)


def _with_uncounted(laid: Sequence[Laid]) -> list[Laid]:
    """`Chapter One` and `Chapter Two` as headings where the styles begin with `Chapter Three`."""
    levels = dict(missing_heads([item.passage for item in laid]))
    return [
        replace(item, passage=replace(item.passage, kind="heading", level=levels[i]))
        if i in levels
        else item
        for i, item in enumerate(laid)
    ]


def _with_first_unstyled(laid: Sequence[Laid]) -> list[Laid]:
    """The first chapters, which no style marks, where the others have names and no numbers.

    `The Ferry` and `The Hill` stand centred above `The Nets`, which is a heading by its style.
    """
    styled = _styled(laid)
    if any(is_division(text) or _counts(text) or _is_end(text) for text, _ in styled):
        return list(laid)
    first = next(i for i, item in enumerate(laid) if item.passage.kind == "heading")
    barred = {i for i, item in enumerate(laid[:first]) if "toc" in item.passage.types}
    marks = heads_by_look(laid[:first], barred)
    return _with_marks(laid, [replace(mark, level=styled[0][1]) for mark in marks])


def _with_unstyled(laid: Sequence[Laid]) -> list[Laid]:
    """Numbered chapters that no style marks, where it marks parts or the ends of the book alone.

    `Prologue` and `Epilogue` are headings by their style, or `PART ONE` and `PART TWO`; between
    them stand `1`, `2`, `3`, centred.
    """
    parts = [level for text, level in _styled(laid) if is_division(text)]
    ends = [n for text, n in _styled(laid) if not is_division(text) and _is_end(text)]
    if len(parts) + len(ends) < len(_styled(laid)):
        return list(laid)
    marks = heads_by_look(laid, {i for i, item in enumerate(laid) if "toc" in item.passage.types})
    if not counts_from_one([mark.title for mark in marks]):
        return list(laid)
    level = max(parts) + 1 if parts else min(ends)
    return _with_marks(laid, [replace(mark, level=level) for mark in marks])


def _styled(laid: Sequence[Laid]) -> list[tuple[str, int]]:
    """Text and level of each heading."""
    headings = (item.passage for item in laid if item.passage.kind == "heading")
    return [(passage.spoken, passage.level) for passage in headings]


def _is_end(title: str) -> bool:
    """`Prologue`, `Afterword`, `Acknowledgements`: what stands before or behind the chapters."""
    return is_named(title) or matter.by_title(title) is not None


def _with_titles(laid: Sequence[Laid]) -> list[Laid]:
    """Bare labels (`Chapter 1`, `II`) with the titles that stand in the paragraphs below."""
    lines = [_lines(item) for item in laid]
    levels = {i: item.passage.level for i, item in enumerate(laid) if item.passage.level}
    marks = with_titles(Candidates(lines, (), _UNWRAPPED), levels)
    titled = {
        m.start
        for m in marks
        if m.stop - m.start > 1
        and laid[m.start + 1].passage.kind == "paragraph"
        and said_again(laid[m.start].passage.spoken, laid[m.start + 1].passage.spoken) is None
    }
    whole: list[Laid] = []
    for i, item in enumerate(laid):
        if i - 1 in titled:
            above = whole[-1]
            whole[-1] = replace(above, passage=joined([above.passage, item.passage], "\n"))
        else:
            whole.append(item)
    return whole


def _found(laid: Sequence[Laid]) -> list[Laid]:
    """Headings known by their words, or by how they are set.

    The words of a heading (`Chapter 1`, `Prologue`, what a typed contents list announces)
    count before bold, centred or larger type.
    """
    lines = [_lines(item) for item in laid]
    contents = _until_heads(_contents(lines), laid)
    listed = set(chain(*(range(c.start, c.stop) for c in contents)))
    marked = [_listed(item) if i in listed else item for i, item in enumerate(laid)]
    marks = [m for m in find_marks(lines, contents, _UNWRAPPED) if m.start not in listed]
    if sum(not matter.by_title(m.title) for m in marks) < 2:
        marks = heads_by_look(marked, listed) or marks
    elif not any(_counts(m.title) for m in marks):
        marks = with_others(marks, heads_by_look(marked, listed))
    return _with_marks(marked, with_first(marked, listed, marks))


def _counts(title: str) -> bool:
    """Whether a heading has the number of a chapter, and not of a part."""
    heading = read_title(title)
    return heading is not None and heading.rank > PART


def _contents(lines: Sequence[Lines]) -> list[Contents]:
    """The typed contents lists of a document."""
    marks = find_marks(lines, (), _UNWRAPPED)
    found = with_repeated(find_contents(lines, _UNWRAPPED), lines, marks)
    return [_without_heading(lines, contents) for contents in found]


def _until_heads(contents: Sequence[Contents], laid: Sequence[Laid]) -> list[Contents]:
    """The lists without the chapters behind them, whose heads repeat entries in a look of theirs.

    Chapters of a few lines look like entries with summaries.
    """
    if not contents:
        return []
    heads = [(mark.start, f" {key(mark.title)} ") for mark in heads_by_look(laid, set())]
    found: list[Contents] = []
    for listed in contents:
        said = ""
        seen, stop = listed.start, listed.stop
        for at, title in heads:
            if not listed.start + 1 < at < listed.stop:
                continue
            said += "".join(f" {key(item.passage.text)} " for item in laid[seen:at])
            seen = at
            if title in said:
                stop = at
                break
        entries = [e for i in range(listed.start, stop) for e in entries_of(_lines(laid[i]))]
        found.append(
            listed if stop == listed.stop else replace(listed, stop=stop, entries=tuple(entries))
        )
    return found


def _without_heading(lines: Sequence[Lines], contents: Contents) -> Contents:
    """The list without the first chapter's heading right below it, which no gap sets apart."""
    stop = contents.stop
    while stop > contents.start + 2:
        heading = read_heading(lines[stop - 1].text)
        above = " / ".join(
            entry.whole for block in lines[contents.start : stop - 1] for entry in entries_of(block)
        )
        title = key(heading.title) if heading and heading.word else ""
        if not title or f" {title} " not in f" {above} ":
            break
        stop -= 1
    return replace(contents, stop=stop)


def _lines(item: Laid) -> Lines:
    page = item.look.new_page
    return Lines(
        tuple(text_by_form(item.passage).split("\n")), _PAGE if page else item.gap + 1, page
    )


def _listed(item: Laid) -> Laid:
    return replace(item, passage=replace(item.passage, types=item.passage.types | {"toc"}))


def _with_marks(laid: Sequence[Laid], marks: Sequence[HeadingMark]) -> list[Laid]:
    headed: list[Laid] = []
    at = 0
    for mark in marks:
        headed += laid[at : mark.start]
        headed.append(replace(laid[mark.start], passage=_heading(laid, mark)))
        at = mark.stop
    return [*headed, *laid[at:]]


def _heading(laid: Sequence[Laid], mark: HeadingMark) -> Passage:
    """A heading of one passage as it stands; of several, with the title they make."""
    first = laid[mark.start].passage
    if mark.stop == mark.start + 1:
        return replace(first, kind="heading", level=mark.level)
    return Passage("heading", mark.title, level=mark.level, types=first.types)


def is_sign_font(font: str) -> bool:
    """Whether the letters of a font are signs."""
    return any(name in font.casefold() for name in _SIGN_FONTS)


def symbol(font: str, code: int) -> str:
    """The character that a font shows for a code; `ORNAMENT` for a mere picture."""
    if code in _PRIVATE:
        code -= _PRIVATE.start
        if not is_sign_font(font):
            font = "wingdings"
    if font.casefold().strip() in ("symbol", "symbol mt"):
        plain = chr(code) if 0x20 <= code < 0x7F and not chr(code).isalpha() else ORNAMENT
        return _SYMBOLS.get(chr(code), plain)
    if is_sign_font(font):
        return ORNAMENT if code > 0x20 else " "
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
