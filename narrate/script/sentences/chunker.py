"""A block of text to chunks: whole sentences gathered up to the limit, evenly.

Cutting restarts at every block, so that an edit moves no border in another block.
"""

from collections.abc import Sequence
from typing import NamedTuple

from narrate.chunk import Cut
from narrate.readings.languages import rules_for
from narrate.script.sentences.clauses import STRONG, joined, places_in
from narrate.script.sentences.sentences import Border, sentence_borders

LINE = 0.02
"""Cost of a cut at the end of a line of verse, for `clauses.CutPlace.cost`"""
MID_LINE = 0.4
"""Cost of a cut at a sentence that ends inside a line of verse"""
GRAINS = 16
"""Parts shorter than this fraction of the limit are not told apart"""


class Piece(NamedTuple):
    """One chunk's stretch of the text, and why it ends where it ends."""

    start: int
    end: int
    cut: Cut


class _Atom(NamedTuple):
    """A stretch that is not cut; `cost` is that of a chunk ending with it."""

    start: int
    end: int
    cost: float
    cut: Cut


def cut_block(
    text: str,
    language: str,
    limit: int,
    *,
    verse: bool = False,
    whole: Sequence[tuple[int, int]] = (),
) -> list[Piece]:
    """Cut one block into pieces of at most `limit` characters; white space lies between them.

    Whole sentences while they fit; a longer one is cut at the best clause border, then between
    words, and only a run without any space inside. The last piece's cut is `paragraph`. The
    spans of `whole` are not cut unless there is no other way.
    """
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return []
    if end - start <= limit:
        return [Piece(start, end, "paragraph")]
    atoms = _atoms(text, start, end, language, limit, verse)
    pieces = _gather(_without_cuts_in(whole, _grains(atoms, limit // GRAINS), limit), limit)
    return [*pieces[:-1], pieces[-1]._replace(cut="paragraph")]


def _gather(atoms: Sequence[_Atom], limit: int) -> list[Piece]:
    """The grouping of least cost: squares of the unused lengths, and what each cut costs.

    Squares make few chunks of even length and leave no two-word leftover where another
    grouping has none.
    """
    count = len(atoms)
    best, back = [0.0] + [float("inf")] * count, [0] * (count + 1)
    for i in range(1, count + 1):
        end, after = atoms[i - 1].end, atoms[i - 1].cost if i < count else 0.0
        for j in range(i - 1, -1, -1):
            length = end - atoms[j].start
            if length > limit:
                break
            slack = 1 - length / limit
            cost = best[j] + slack * slack + after
            if cost < best[i]:
                best[i], back[i] = cost, j
    pieces, i = [], count
    while i:
        pieces.append(Piece(atoms[back[i]].start, atoms[i - 1].end, atoms[i - 1].cut))
        i = back[i]
    return pieces[::-1]


def _grains(atoms: Sequence[_Atom], least: int) -> list[_Atom]:
    """Neighbours that are tiny even together count as one, so that the search stays linear."""
    grains: list[_Atom] = []
    for atom in atoms:
        if grains and atom.end - grains[-1].start <= least:
            grains[-1] = atom._replace(start=grains[-1].start)
        else:
            grains.append(atom)
    return grains


def _atoms(text: str, start: int, end: int, language: str, limit: int, verse: bool) -> list[_Atom]:
    """The stretches between all places where a cut may be needed."""
    borders = [b for b in sentence_borders(text, language) if not joined(text, b.start)]
    places: dict[int, tuple[int, float, Cut]] = {
        b.start: (b.end, MID_LINE if verse else 0.0, "sentence") for b in borders if not b.inner
    }
    if verse:
        places.update(_line_ends(text, start, end, places))
    atoms = _between(start, end, places)
    return [part for atom in atoms for part in _parts(text, atom, borders, language, limit)]


def _parts(
    text: str, atom: _Atom, borders: Sequence[Border], language: str, limit: int
) -> list[_Atom]:
    """One over the limit: at sentences inside its quotation, at clauses, at words."""
    if atom.end - atom.start <= limit:
        return [atom]
    places: dict[int, tuple[int, float, Cut]] = {
        place.start: (place.end, place.cost, "clause")
        for place in places_in(text, atom.start, atom.end, limit, rules_for(language))
    }
    places |= {
        border.start: (border.end, STRONG, "sentence")
        for border in borders
        if border.inner and atom.start < border.start < atom.end
    }
    parts = _between(atom.start, atom.end, places)
    return [*parts[:-1], parts[-1]._replace(cost=atom.cost, cut=atom.cut)]


def _without_cuts_in(
    whole: Sequence[tuple[int, int]], atoms: Sequence[_Atom], limit: int
) -> list[_Atom]:
    """The atoms, joined where a border between two lies in one of the spans and they fit."""
    joined_up: list[_Atom] = []
    for atom in atoms:
        begins = joined_up[-1].start if joined_up else 0
        inside = any(start < atom.start < end for start, end in whole)
        if joined_up and inside and atom.end - begins <= limit:
            joined_up[-1] = atom._replace(start=begins)
        else:
            joined_up.append(atom)
    return joined_up


def _between(start: int, end: int, places: dict[int, tuple[int, float, Cut]]) -> list[_Atom]:
    atoms, begin = [], start
    for at in sorted(places):
        stop, cost, cut = places[at]
        if begin < stop and at < end:
            atoms.append(_Atom(begin, stop, cost, cut))
            begin = at
    return [*atoms, _Atom(begin, end, 0.0, "sentence")]


def _line_ends(
    text: str, start: int, end: int, sentences: dict[int, tuple[int, float, Cut]]
) -> dict[int, tuple[int, float, Cut]]:
    """The ends of verse lines; one that ends a sentence too is the best of all places."""
    places: dict[int, tuple[int, float, Cut]] = {}
    at = start
    for line in text[start:end].splitlines(keepends=True):
        at += len(line)
        begin = at + len(text[at:end]) - len(text[at:end].lstrip())
        stop = at - len(line) + len(line.rstrip())
        if line.strip() and begin < end and not joined(text, begin):
            places[begin] = (
                (stop, 0.0, "sentence") if begin in sentences else (stop, LINE, "clause")
            )
    return places
