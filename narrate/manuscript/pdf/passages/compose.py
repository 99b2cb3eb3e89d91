"""Paragraphs, headings and footnotes of a PDF as one run of passages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from narrate.about import About
from narrate.manuscript.pdf.page.measure import Typesetting
from narrate.manuscript.pdf.passages.contents import entries_of, find_listed
from narrate.manuscript.pdf.passages.flow import Flow
from narrate.manuscript.pdf.passages.footnotes import Note
from narrate.manuscript.pdf.passages.paragraphs import Paragraph, scene_breaks
from narrate.manuscript.pdf.passages.titles import Title, find_titles
from narrate.manuscript.structure.passages import SCENE, Passage
from narrate.manuscript.structure.raised import settle
from narrate.manuscript.structure.titles.headings import read_heading
from narrate.manuscript.structure.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Composed:
    """The passages of a book in reading order."""

    passages: tuple[Passage, ...]
    places: tuple[int, ...]
    """For each paragraph, the index of its passage"""
    notes: Mapping[str, Sequence[Passage]]
    """Footnotes that passages refer to, without their labels"""


def compose(
    paragraphs: Sequence[Paragraph],
    notes: Sequence[Note],
    set_as: Typesetting,
    words: Vocabulary,
    about: About,
) -> Composed:
    """Put the pieces of a book together."""
    names = _names(notes)
    flow = Flow(words, {(note.page, note.label): name for name, note in names.items()})
    pages = max((p.lines[-1].page for p in paragraphs), default=1)
    listed = find_listed(paragraphs, pages)
    titles = find_titles(paragraphs, set_as, listed, entries_of(paragraphs, listed), about)
    scenes = scene_breaks(paragraphs, set_as)
    blocks = _blocks(paragraphs, titles, listed, flow)
    waiting = _after(blocks, paragraphs, notes, names)
    passages: list[Passage] = []
    places = [0] * len(paragraphs)
    for start, stop, passage in blocks:
        if start in scenes and passage.kind == "paragraph":
            passages.append(Passage("scene", SCENE, drawn=True))
        places[start:stop] = [len(passages)] * (stop - start)
        passages.append(passage)
        passages += [flow.note(note) for note in waiting.get(start, ())]
    bodies = {name: flow.note(note).text[note.skip :].strip() for name, note in names.items()}
    said = {name: (Passage("paragraph", text),) for name, text in bodies.items()}
    return Composed(tuple(settle(passages)), tuple(places), said)


def _names(notes: Sequence[Note]) -> dict[str, Note]:
    """Footnotes that can be referred to, by a name that is theirs alone."""
    named: dict[str, Note] = {}
    for note in notes:
        if note.label:
            named.setdefault(f"{note.page}.{note.label}", note)
    return named


def _blocks(
    paragraphs: Sequence[Paragraph],
    titles: Sequence[Title],
    listed: frozenset[int],
    flow: Flow,
) -> list[tuple[int, int, Passage]]:
    """Passages with the paragraphs `[start:stop]` that they are made of."""
    headings = {title.start: title for title in titles}
    blocks: list[tuple[int, int, Passage]] = []
    at = 0
    while at < len(paragraphs):
        stop = at + 1
        if title := headings.get(at):
            stop = title.stop
            passage = _heading(paragraphs[at:stop], title.level, flow)
        elif at in listed:
            text = "\n".join(line.text for line in paragraphs[at].lines)
            passage = Passage("paragraph", text, types=frozenset({"toc"}))
        else:
            passage = flow.passage(paragraphs[at])
        blocks.append((at, stop, passage))
        at = stop
    return blocks


def _heading(paragraphs: Sequence[Paragraph], level: int, flow: Flow) -> Passage:
    """A heading; a label keeps its own line."""
    pieces = [flow.passage(p, "heading") for p in paragraphs]
    whole = pieces[0]
    heading = read_heading(whole.spoken)
    between = "\n" if heading and not heading.title else " "
    for piece in pieces[1:]:
        whole = whole.followed_by(piece, between)
        between = " "
    return replace(whole, level=level, notes=())


def _after(
    blocks: Sequence[tuple[int, int, Passage]],
    paragraphs: Sequence[Paragraph],
    notes: Sequence[Note],
    names: Mapping[str, Note],
) -> dict[int, list[Note]]:
    """The notes that follow each block: below what refers to them, else at the page's end."""
    by_name = {id(note): name for name, note in names.items()}
    referring = {mark.note: start for start, _, p in blocks for mark in p.notes}
    found: dict[int, list[Note]] = {}
    for note in notes:
        place = referring.get(by_name.get(id(note), ""))
        if place is None:
            before = (s for s, _, _ in reversed(blocks) if paragraphs[s].page <= note.page)
            place = next(before, blocks[0][0] if blocks else 0)
        found.setdefault(place, []).append(note)
    return found
