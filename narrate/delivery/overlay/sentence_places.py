"""Where each sentence of a book is in the letters of its publisher's pages.

Runs of letters are found again, in their order, in a text that has more between them.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby, islice, takewhile

from narrate.book import Block, Chapter
from narrate.delivery.overlay.clips import TrackSentence, by_block, sentences_of
from narrate.delivery.overlay.page_letters import Letters, Row, letters_of
from narrate.timeline import Track

_HEADING_AWAY = 400
"""Letters that may lie between a chapter's heading and its text: an epigraph, a picture's words"""


@dataclass(slots=True)
class _Paragraph:
    """A block of a chapter with the sentences in it."""

    chapter: Chapter
    block: Block
    said: list[TrackSentence]

    @property
    def text(self) -> str:
        return self.chapter.text[self.block.start : self.block.end]


Span = tuple[int, int]
Key = tuple[int, int]
"""Track and sentence"""
Found = Mapping[Key, Span]
"""The letters of the pages that a sentence is"""


def find_sentences(tracks: Sequence[Track], letters: Letters) -> Found:
    """The letters of each sentence that is on the pages; spans rise and do not overlap.

    Pages have more than is read: it is passed over. Of `<p>Hi. Bye.</p>`, read as the first two
    sentences of the first track: {(0, 0): (0, 3), (0, 1): (3, 7)}, white space not counted.
    """
    paragraphs = [p for track in _chapters(tracks) for p in _paragraphs(track)]
    found: dict[tuple[int, int], Span] = {}
    runs = [letters_of(p.text) for p in paragraphs]
    spans = find_runs(runs, letters.text, letters.unique_rows())
    low = 0
    for index, paragraph in enumerate(paragraphs):
        if span := spans[index]:
            found |= _inside(paragraph, span[0])
            low = span[1]
        elif paragraph.said:
            high = _next_start(spans, index + 1, len(letters.text))
            pieces = _piece_by_piece(paragraph, letters.text, low, high)
            low = max([low, *(end for _, end in pieces.values())])
            found |= pieces
    for said, span in _titles(tracks, letters, found):
        found[said.track, said.number] = span
    return found


def _next_start(spans: Sequence[Span | None], index: int, end: int) -> int:
    """Where the next paragraph begins that was found; the end of all where none is."""
    return next((span[0] for span in islice(spans, index, None) if span), end)


def heard_parts(
    tracks: Sequence[Track], letters: Letters, found: Found
) -> Mapping[Key, list[Span]]:
    """The parts of each sentence: all of it, or those of its rows of which something is read.

    Of a sentence that goes on behind a picture the caption is no part.
    """
    return {
        (number, n): _heard(track.chapter, sentence.source, letters, found[number, n])
        for number, track in enumerate(tracks)
        for n, sentence in enumerate(sentences_of(track))
        if (number, n) in found
    }


def _heard(
    chapter: Chapter | None, source: Span | None, letters: Letters, span: Span
) -> list[Span]:
    rows = list(letters.rows_in(span))
    if chapter is None or source is None or len(rows) < 2:
        return [span]
    if len(letters_of(chapter.text[slice(*source)])) != span[1] - span[0]:
        return [span]
    unread = _unread(chapter, source, span[0])
    return [row for row in rows if not unread.issuperset(range(*row))] if unread else [span]


def _unread(chapter: Chapter, source: Span, first: int) -> set[int]:
    """The letters that are left out of a sentence, which begins with the letter `first`."""
    start, end = source
    unread: set[int] = set()
    for left in chapter.left_out:
        if start <= left.start and left.end <= end:
            at = first + len(letters_of(chapter.text[start : left.start]))
            unread |= {*range(at, at + len(letters_of(chapter.text[left.start : left.end])))}
    return unread


def _chapters(tracks: Sequence[Track]) -> Iterator[list[tuple[int, Track]]]:
    """The tracks of each chapter, with their indices."""
    numbered = [(i, track) for i, track in enumerate(tracks) if track.chapter is not None]
    for _, group in groupby(numbered, key=lambda pair: pair[1].number):
        yield list(group)


def _paragraphs(tracks: Sequence[tuple[int, Track]]) -> Iterator[_Paragraph]:
    """The blocks of a chapter, each with its sentences."""
    chapter = tracks[0][1].chapter
    assert chapter is not None
    for block, said in by_block(tracks, chapter):
        if block.kind != "scene" or said:
            yield _Paragraph(chapter, block, said)


def _inside(paragraph: _Paragraph, start: int) -> dict[tuple[int, int], Span]:
    """The sentences of a paragraph that is unchanged on the pages."""
    found, chapter = {}, paragraph.chapter
    at, place = paragraph.block.start, start
    for said in paragraph.said:
        begin, end = said.sentence.source or (at, at)
        first = place + len(letters_of(chapter.text[at:begin]))
        at, place = end, first + len(letters_of(chapter.text[begin:end]))
        if first < place:
            found[said.track, said.number] = (first, place)
    return found


def _piece_by_piece(
    paragraph: _Paragraph, text: str, low: int, high: int
) -> dict[tuple[int, int], Span]:
    """The sentences of a paragraph that is set otherwise on the pages than it is read."""
    parts = [letters_of(_text(paragraph.chapter, said)) for said in paragraph.said]
    spans = find_parts(parts, text, low, high)
    return {
        (said.track, said.number): span
        for said, span in zip(paragraph.said, spans, strict=True)
        if span
    }


def _text(chapter: Chapter, said: TrackSentence) -> str:
    """A sentence as pages have it: with the note markers in it that are not read."""
    source = said.sentence.source
    return chapter.text[slice(*source)] if source else said.sentence.text


def _titles(
    tracks: Sequence[Track], letters: Letters, found: Found
) -> Iterator[tuple[TrackSentence, Span]]:
    """The headings of the pages that spoken chapter titles stand for."""
    at = 0
    for chapter in _chapters(tracks):
        first, track = chapter[0]
        said = [TrackSentence(first, n, s) for n, s in enumerate(sentences_of(track))]
        title = list(takewhile(lambda s: s.sentence.source is None, said))
        keys = [(i, n) for i, t in chapter for n in range(len(sentences_of(t)))]
        own = [found[key] for key in keys if key in found]
        if title and own:
            yield from _title(title, letters, at, min(own)[0])
        at = max([at, *(end for _, end in own)])


def _title(
    title: Sequence[TrackSentence], letters: Letters, low: int, high: int
) -> Iterator[tuple[TrackSentence, Span]]:
    """The heading right above the letter `high`: sentence by sentence where it says the same.

    "Chapter One." and "Loomings." where `<h2>CHAPTER 1</h2><h3>Loomings</h3>` is: the letters
    CHAPTER and Loomings. "The first." and "Begins." there: the last heading for the first of them.
    """
    texts = [said.sentence.text for said in title]
    headings = _headings_above(texts, letters, low, high)
    if not headings:
        return
    spans = _said_in(texts, letters.text, headings[0].start, headings[-1].end)
    if any(spans):
        yield from ((said, span) for said, span in zip(title, spans, strict=True) if span)
    elif headings[-1].page == letters.page_at(high):
        yield title[0], (headings[-1].start, headings[-1].end)


def _headings_above(texts: Sequence[str], letters: Letters, low: int, high: int) -> Sequence[Row]:
    """The headings near above a letter; without any, rows that say what the title says."""
    near = [r for r in letters.rows if r.start >= low and high - _HEADING_AWAY <= r.end <= high]
    return [row for row in near if row.heading] or _saying("".join(texts), letters, near)


def _saying(title: str, letters: Letters, rows: Sequence[Row]) -> list[Row]:
    """The rows that say the title and nothing else, though no heading elements hold them."""
    wanted = _plain(title)
    for first in range(len(rows) - 1, -1, -1):
        for last in range(first, len(rows)):
            text = letters.text[rows[first].start : rows[last].end]
            if wanted and _plain(text) == wanted:
                return list(rows[first : last + 1])
    return []


def _plain(text: str) -> str:
    """Letters and digits only, one small character for each, so that they can be counted."""
    return "".join(c.lower()[:1] for c in text if c.isalnum())


def _said_in(texts: Sequence[str], text: str, low: int, high: int) -> list[Span | None]:
    """Where each text is, letters and digits compared only, whatever their case."""
    kept = [i for i in range(low, high) if text[i].isalnum()]
    plain, parts = _plain(text[low:high]), [_plain(part) for part in texts]
    if not all(parts) or not plain:
        return [None] * len(texts)
    found = find_parts(parts, plain, 0, len(plain))
    spans = [(kept[span[0]], kept[span[1] - 1] + 1) if span else None for span in found]
    return _with_marks(spans, text, high)


def _with_marks(spans: Sequence[Span | None], text: str, high: int) -> list[Span | None]:
    """Each with the marks that come after it: full stops, closing quotes."""
    wider: list[Span | None] = []
    for index, span in enumerate(spans):
        if span:
            following = next((s[0] for s in spans[index + 1 :] if s), high)
            end = span[1]
            while end < following and not text[end].isalnum():
                end += 1
            span = span[0], end
        wider.append(span)
    return wider


_LONG = 20
"""Letters from which on a run is not met twice by chance"""
_TRIES = 100
"""Places at which a short run is looked at"""
_MOST = 1500
"""Letters of a gap that is compared letter by letter: that takes time by the square"""
_NEAR = 400
"""Letters in which a short run is looked for that nothing follows"""
_ALIKE = 0.6
"""Share of a run's letters that have to be there where some are missing or different"""


def find_runs(runs: Sequence[str], text: str, known: Mapping[str, int]) -> list[Span | None]:
    """Start and end of each run in `text`, in order and without overlap; None: not there.

    `known` are places in `text` of long runs that are there once. They hold the rest in place:
    what is equal to both sides of a gap is found first, then what lies in the gap.
    """
    found: list[Span | None] = [None] * len(runs)
    for index, start in _in_order(
        (i, known[run]) for i, run in enumerate(runs) if len(run) >= _LONG and run in known
    ):
        found[index] = (start, start + len(runs[index]))
    _fill(runs, text, found, 0, len(text))
    return found


def _fill(runs: Sequence[str], text: str, found: list[Span | None], low: int, high: int) -> None:
    """Find what lies between the runs that have a place."""
    anchors = [i for i, span in enumerate(found) if span] + [len(runs)]
    begin, at = 0, low
    for anchor in anchors:
        span = found[anchor] if anchor < len(runs) else None
        stop = span[0] if span else high
        if begin < anchor:
            _fill_gap(runs, text, found, range(begin, anchor), at, stop, closed=span is not None)
        begin, at = anchor + 1, span[1] if span else high


def _fill_gap(
    runs: Sequence[str],
    text: str,
    found: list[Span | None],
    gap: range,
    low: int,
    high: int,
    *,
    closed: bool,
) -> None:
    """The runs of a gap within `text[low:high]`; `closed`: a run was found at its end."""
    first, last = gap.start, gap.stop
    while first < last and text.startswith(runs[first], low, high):
        found[first] = (low, low + len(runs[first]))
        low += len(runs[first])
        first += 1
    while closed and first < last and text.endswith(runs[last - 1], low, high):
        last -= 1
        found[last] = (high - len(runs[last]), high)
        high -= len(runs[last])
    for index in range(first, last):
        start = _place(runs, text, range(index, last), low, high)
        if start >= 0:
            low = start + len(runs[index])
            found[index] = (start, low)


def _place(runs: Sequence[str], text: str, gap: range, low: int, high: int) -> int:
    """Where the first run of a gap is; a short one only where the next one follows it."""
    run = runs[gap.start]
    start = text.find(run, low, high)
    if len(run) >= _LONG:
        return start
    if len(gap) == 1:
        return start if high - low <= _NEAR else -1
    following = runs[gap.start + 1][:_LONG]
    for _ in range(_TRIES):
        if start < 0 or text.startswith(following, start + len(run)):
            return start
        start = text.find(run, start + 1, high)
    return -1


def find_parts(parts: Sequence[str], text: str, low: int, high: int) -> list[Span | None]:
    """Parts of a run that is not there as it stands, in `text[low:high]`, letter by letter.

    A part is there if most of its letters are.
    """
    found: list[Span | None] = [None] * len(parts)
    _fill(parts, text, found, low, high)
    ends = [(-1, low), *((i, s[1]) for i, s in enumerate(found) if s)]
    starts = [*((i, s[0]) for i, s in enumerate(found) if s), (len(parts), high)]
    for (before, begin), (behind, stop) in zip(ends, starts, strict=True):
        own = parts[before + 1 : behind]
        if own and max(sum(map(len, own)), stop - begin) <= _MOST:
            found[before + 1 : behind] = _alike(own, text, begin, stop)
    return found


def _alike(parts: Sequence[str], text: str, low: int, high: int) -> list[Span | None]:
    """Parts in `text[low:high]`, with letters missing or different."""
    equal = SequenceMatcher(None, "".join(parts), text[low:high], autojunk=False)
    blocks = [(m.a, m.b + low, m.size) for m in equal.get_matching_blocks()]
    at, places = 0, []
    for part in parts:
        places.append(_most_of(at, len(part), blocks))
        at += len(part)
    return places


def _most_of(start: int, length: int, equal: Iterable[tuple[int, int, int]]) -> Span | None:
    """From the first to the last letter of a part that is there, if most are."""
    there = _equal_inside(start, start + length, equal)
    while len(there) > 1 and _is_stray(there[0], there[1], there[0][2]):
        there.pop(0)
    while len(there) > 1 and _is_stray(there[-2], there[-1], there[-1][2]):
        there.pop()
    if not there or sum(size for _, _, size in there) < _ALIKE * length:
        return None
    span = there[0][1], there[-1][1] + there[-1][2]
    return span if span[1] - span[0] <= 2 * length else None


def _equal_inside(
    start: int, end: int, equal: Iterable[tuple[int, int, int]]
) -> list[tuple[int, int, int]]:
    """What of runs of equal letters lies from `start` to `end`: place, place in the text, size.

    (2, 6, [(0, 10, 4), (5, 20, 9)]) -> [(2, 12, 2), (5, 20, 1)]
    """
    inside = []
    for a, b, size in equal:
        first, last = max(a, start), min(a + size, end)
        if first < last:
            inside.append((first, b + first - a, last - first))
    return inside


def _is_stray(before: tuple[int, int, int], behind: tuple[int, int, int], size: int) -> bool:
    """Whether equal letters lie farther from the others in the text than chance would."""
    (a, b, length), (following, there, _) = before, behind
    return (there - b) - (following - a) > size and there > b + length


def _in_order(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest row of pairs in which both numbers rise."""
    lowest: list[int] = []
    ends: list[int] = []
    listed, before = list(pairs), []
    for index, (_, place) in enumerate(listed):
        at = bisect_left(lowest, place)
        before.append(ends[at - 1] if at else -1)
        lowest[at : at + 1] = [place]
        ends[at : at + 1] = [index]
    row, index = [], ends[-1] if ends else -1
    while index >= 0:
        row.append(listed[index])
        index = before[index]
    return row[::-1]
