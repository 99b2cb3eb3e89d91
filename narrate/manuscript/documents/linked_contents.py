"""Contents lists made of links: where they lead chapters begin, whatever the styles say there.

calibre writes such lists, and people do who link to bookmarks by hand.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from narrate.manuscript.documents.paragraph import Look, Paragraph, ParagraphStyle
from narrate.manuscript.structure.titles.headings import key

_FEWEST = 3
"""Entries of a contents list; two links in a row are any two links"""
_NEAR = 3
"""Paragraphs at the place where a link leads, among which the title is looked for"""
_LONGEST = 150
"""Characters of a title"""
_PAGE = regex.compile(r"[\s.…·_]*(?<=[\s.…·_])(?:\d{1,4}|[ivxlc]{1,7})\s*$")
"""The page number behind an entry, with the dots that lead to it"""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A line of a contents list, and the paragraph that it leads to."""

    title: str
    depth: int
    place: int


def with_linked_chapters(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs with headings where a contents list leads, at the levels that it shows.

    Headings that the list does not name stand below those that it names. Nothing changes where
    all it names are headings already, and each depth of the list has a level of its own.
    """
    entries = _entries(paragraphs)
    if len(entries) < _FEWEST or _is_agreed(paragraphs, entries):
        return list(paragraphs)
    heads = {i: entry.depth for entry in entries for i in _heads(paragraphs, entry)}
    drawn = {e.place: e for e in entries if not any(True for _ in _heads(paragraphs, e))}
    deepest = max(entry.depth for entry in entries)
    first = min(entry.place for entry in entries)
    found: list[Paragraph] = []
    for i, paragraph in enumerate(paragraphs):
        if i in drawn:
            found.append(_drawn(drawn[i], paragraph))
        setting = paragraph.setting
        if i in heads:
            setting = replace(setting, role="heading", level=heads[i], types=frozenset())
        elif i > first and setting.level:
            setting = replace(setting, level=min(9, deepest + setting.level))
        found.append(replace(paragraph, setting=setting))
    return found


def _entries(paragraphs: Sequence[Paragraph]) -> list[_Entry]:
    """The entries of the contents lists, as far as they lead further down in their order."""
    places = {name: i for i, p in reversed(list(enumerate(paragraphs))) for name in p.names}
    found: list[tuple[Paragraph, int]] = []
    for run in _lists(paragraphs):
        led = [(paragraphs[i], _place(paragraphs, places, i, run[-1])) for i in run]
        found += [(line, place) for line, place in led if place is not None]
    indents = sorted({_indent(line) for line, _ in found})
    entries: list[_Entry] = []
    for line, place in found:
        title = _PAGE.sub("", " ".join(line.text.split()))
        after = entries[-1].place if entries else -1
        if place > after and 0 < len(title) <= _LONGEST:
            entries.append(_Entry(title, 1 + indents.index(_indent(line)), place))
    return entries if 10 * len(entries) >= 9 * len(found) else []


def _indent(line: Paragraph) -> tuple[int, float]:
    """How deep an entry stands: by the number of its style, `toc 2`, or by its indent."""
    return line.setting.level, line.setting.indent


def _lists(paragraphs: Sequence[Paragraph]) -> Iterator[list[int]]:
    """Runs of lines that link into the document, blank ones between them or not."""
    run: list[int] = []
    for i, paragraph in enumerate(paragraphs):
        if paragraph.targets and (paragraph.linked or "toc" in paragraph.setting.types):
            run.append(i)
        elif not paragraph.is_blank:
            if len(run) >= _FEWEST:
                yield run
            run = []
    if len(run) >= _FEWEST:
        yield run


def _place(
    paragraphs: Sequence[Paragraph], places: dict[str, int], at: int, last: int
) -> int | None:
    """The first filled paragraph at the place where a line leads, behind the list; else None."""
    found = next((places[name] for name in paragraphs[at].targets if name in places), None)
    if found is None or found <= last:
        return None
    return next((i for i in range(found, len(paragraphs)) if not paragraphs[i].is_blank), None)


def _is_agreed(paragraphs: Sequence[Paragraph], entries: Sequence[_Entry]) -> bool:
    """Whether the styles say the same: a level of headings for each depth of the list.

    A list that shows no depths has nothing against those of the styles, if it names all of them.
    """
    pairs = {(entry.depth, paragraphs[entry.place].setting.level) for entry in entries}
    levels = [level for _, level in sorted(pairs)]
    depths = {depth for depth, _ in pairs}
    alike = len(pairs) == len(depths) == len(set(levels))
    return min(levels) > 0 and (alike or (len(depths) == 1 and _names_all(paragraphs, entries)))


def _names_all(paragraphs: Sequence[Paragraph], entries: Sequence[_Entry]) -> bool:
    """Whether nearly all headings behind the list that are as high as its own are named in it."""
    deepest = max(paragraphs[entry.place].setting.level for entry in entries)
    levels = (p.setting.level for p in paragraphs[entries[0].place :])
    return 10 * len(entries) >= 9 * sum(0 < level <= deepest for level in levels)


def _heads(paragraphs: Sequence[Paragraph], entry: _Entry) -> Iterator[int]:
    """The paragraphs that say an entry's title: `II` and `The Mill` for `II. The Mill`."""
    wanted = f" {key(entry.title)} "
    near = [
        i
        for i in range(entry.place, min(len(paragraphs), entry.place + 2 * _NEAR))
        if not paragraphs[i].is_blank
    ]
    said = ""
    for i in near[:_NEAR]:
        words = key(paragraphs[i].text)
        if not words or len(paragraphs[i].text) > _LONGEST:
            return
        if f" {words} " in wanted or wanted in f" {words} ":
            yield i
            said += f" {words} "
            if len(said.split()) >= len(wanted.split()):
                return
        elif said:
            return


def _drawn(entry: _Entry, below: Paragraph) -> Paragraph:
    """A heading that only the list has, above the text that it leads to."""
    setting = ParagraphStyle("heading", entry.depth)
    return Paragraph(entry.title, (), (), setting, Look(new_page=below.look.new_page), drawn=True)
