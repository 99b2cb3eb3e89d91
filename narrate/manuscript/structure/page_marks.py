"""Numbers of a printed book's pages and lines that its text still has; ways back of web pages.

Transcribers leave those of pages in brackets where a page began, also inside a word: `[Pg 16]`,
`{p. 16}`, `{16}`. Programs leave them between the paragraphs, with the running head: `— 41 —`,
`THE LANDING 12`. Those of verse stand beside each fifth or tenth line, and count the lines.
"""

import itertools
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

import regex

from narrate.book import LeftOut
from narrate.manuscript.structure import matter
from narrate.manuscript.structure.joining import goes_on
from narrate.manuscript.structure.passages import Part, Passage
from narrate.manuscript.structure.titles.headings import key, looks_titled
from narrate.manuscript.words import words_of

PAGE_WORD = "|".join(
    sorted({w for words in words_of("pages")["page_words"].values() for w in words.split()})
)
"""Of page numbers, in every language: `Page`, `Pg`, `Seite`"""
_NAMED = rf"(?:{PAGE_WORD})\b\.?[ \u00a0]?(?:\d{{1,4}}|[ivxlcdm]{{1,8}})[a-d]?"
_MARK = regex.compile(
    rf"\[{_NAMED}\]|\{{(?:{_NAMED}|(?P<bare>\d{{1,4}}))\}}|(?<=\pL)\[\d{{1,4}}\](?=\pL)", regex.I
)
_LONGEST_STEP = 5
"""Pages from one mark to the next; some have none, being pictures or blank"""

_BACK_LINK = matter.AnyOf(words_of("pages")["back_links"].values())
"""`Back to top`, of the whole line as `headings.key` leaves it"""
_LINK_LABELS = frozenset(
    label for labels in words_of("pages")["link_labels"].values() for label in labels
)
_BETWEEN_LINKS = regex.compile(r"[|·•/\n]")

_ALONE = regex.compile(
    rf"(?P<before>[^\d\n]{{0,60}}?)[-–—\[({{|\s]*(?:(?:{PAGE_WORD})\b\.?\s*)?(?P<n>\d{{1,4}})"
    r"[-–—\])}}|\s]*(?P<after>[^\d\n]{0,60})",
    regex.I,
)
"""A passage with one number: `— 41 —`, `Page 41`, `THE LANDING 12`"""
_MARKED_NUMBER = regex.compile(rf"\W*(?:[-–—\[({{|]\s*\d|(?:{PAGE_WORD})\b)", regex.I)
"""A number with something around it: `— 41 —`, `Page 41`, not `41`"""
_LONGEST_HEAD = 60
"""Characters of a running head with its number"""
_LONGEST_LINK = 8
"""Words of a link such as `Back to the top of the page`"""
_FEWEST_HEADS = 3
"""Running heads without numbers that have to be alike"""

_LINE_NUMBER = regex.compile(
    r"(?P<first>[\[(]?(?P<n>\d{1,4})[\])]?[.:]?(?:[ \u00a0]+(?=\P{N})|(?=\p{Lu})|$))"
    r"|(?<=\S)(?P<last>[ \u00a0]*[\[(]?(?P<m>(?<!\d)\d{1,4})[\])]?)$"
)
"""At the beginning or the end of a line of verse"""
_EACH = 5
"""Lines of which one is numbered, or a multiple of them"""
_MORE = 0.6
"""Share of lines that the numbers do not count: names of speakers, halves of one line"""
_YEARS = 1000
"""From here on two numbers five lines apart may be years; three are numbers of lines"""


def with_page_marks(parts: Sequence[Part]) -> list[Part]:
    """The parts with the page numbers in their text left out.

    A number alone in braces is one inside a word, or where such numbers count up.
    """
    parts = _without_page_edges(_without_back_links(parts))
    counting = _counts_up(
        [int(m["bare"]) for p in _passages(parts) for m in _found(p) if m["bare"]]
    )
    return [
        replace(part, passages=[_marked(passage, counting) for passage in part.passages])
        for part in parts
    ]


def _without_back_links(parts: Sequence[Part]) -> list[Part]:
    """The parts without links such as `Back to top` that stand by themselves.

    In other languages, and where a text has lost its links, they are known by their place: as the
    last line of a chapter or of a section, twice at least.
    """
    found: set[int] = set()
    closing: dict[str, list[int]] = {}
    for at, (passage, closes) in enumerate(_with_places(parts)):
        leads = (passage.linked or closes) and _may_be_link(passage)
        named = leads and leads_back(passage.text)
        if named and not passage.linked:
            named = _BACK_LINK.fullmatch(key(passage.text)) and len(passage.text.split()) > 1
        if passage.linked and named:
            found.add(at)
        elif closes and (named or (leads and passage.linked)):
            closing.setdefault(passage.text, []).append(at)
    found.update(*(places for places in closing.values() if len(places) > 1))
    return _unread(parts, dict.fromkeys(found, matter.FURNITURE))


def leads_back(text: str) -> bool:
    """Whether a link's text says that it leads back: `[Back to top]`, `Top | Contents`."""
    words = list(filter(None, map(key, _BETWEEN_LINKS.split(text))))
    return bool(words) and all(_BACK_LINK.fullmatch(w) or w in _LINK_LABELS for w in words)


def _with_places(parts: Sequence[Part]) -> Iterator[tuple[Passage, bool]]:
    """Each passage, and whether it is the last one above a heading or of a part that is read."""
    for part in parts:
        for passage, below in zip_longest(part.passages, part.passages[1:]):
            last = below is None or below.kind == "heading"
            yield passage, last and part.reason is None


def _may_be_link(passage: Passage) -> bool:
    """Whether a passage is a few words that nobody says."""
    text = passage.text.strip()
    short = len(text) <= _LONGEST_HEAD and len(text.split()) <= _LONGEST_LINK
    if passage.kind in ("heading", "scene") or not short or not passage.is_read:
        return False
    return text[-1] not in ".!?…" and text[0] not in '"“«„—'


@dataclass(frozen=True, slots=True)
class _PageEdge:
    """A passage that may be what stood at the edge of a page."""

    at: int
    """Its index among all passages"""
    label: str
    """What it says but for the number, folded"""
    number: int | None
    is_marked: bool
    """Its number has dashes or brackets around it, or is called a page"""
    tears: bool
    """The sentence above it goes on below"""
    ends: bool
    """Nothing of its chapter stands below it, or another heading does"""


def _without_page_edges(parts: Sequence[Part]) -> list[Part]:
    """The parts with page numbers and running heads left out that stand as paragraphs.

    They are known by count and place: alike but for a number that goes up, or in the middle of
    sentences. `1`, `2`, `3` between whole paragraphs are sections.
    """
    passages = list(_passages(parts))
    groups: dict[str, list[_PageEdge]] = {}
    for edge in _edges(passages, set(itertools.accumulate(len(p.passages) for p in parts))):
        groups.setdefault(edge.label, []).append(edge)
    found = _at_edges(list(groups.values()))
    return _unread(
        parts, {at: matter.RUNNING if label else matter.PAGE for at, label in found.items()}
    )


def _unread(parts: Sequence[Part], reasons: Mapping[int, str]) -> list[Part]:
    """The parts with passages left out, by their index among all of them."""
    if not reasons:
        return list(parts)
    places = itertools.count()
    return [
        replace(
            part,
            passages=[
                p.unread(reasons[at]) if (at := next(places)) in reasons else p
                for p in part.passages
            ],
        )
        for part in parts
    ]


def _at_edges(groups: Sequence[Sequence[_PageEdge]]) -> dict[int, str]:
    """Where such passages are, with what they say: also a head beside the numbers of pages."""
    found = {e.at: e.label for group in groups if _are_edges(group) for e in group}
    beside = [group for group in groups if len(group) > 1 and group[0].number is None]
    for group in beside:
        if all({e.at - 1, e.at + 1} & found.keys() for e in group):
            found |= {e.at: e.label for e in group}
    return found


def _edges(passages: Sequence[Passage], stops: Collection[int]) -> Iterator[_PageEdge]:
    """What may be page numbers and running heads; of those without number, what comes again.

    `stops`: where parts end.
    """
    short = [
        i
        for i, p in enumerate(passages)
        if p.kind in ("paragraph", "quote") and len(p.text) <= _LONGEST_HEAD and not p.left_out
    ]
    often = Counter(passages[i].text for i in short)
    known = [(i, *head) for i in short if (head := _head_of(passages[i].text, often))]
    places = {i for i, *_ in known}
    for i, label, number in known:
        marked = number is not None and bool(_MARKED_NUMBER.match(passages[i].text))
        ends = i + 1 in stops or passages[i + 1].kind == "heading"
        yield _PageEdge(i, label, number, marked, _tears(passages, i, places), ends)


def _head_of(text: str, often: Mapping[str, int]) -> tuple[str, int | None] | None:
    """What a running head says but for its number, and that; None for what is no such head.

    It is set as titles are, and no piece of a sentence or item of a list.
    """
    found = _ALONE.fullmatch(text) if any(map(str.isdecimal, text)) else None
    if found:
        said, number = f"{found['before']} {found['after']}".strip(), int(found["n"])
    elif often[text] > 1 and any(map(str.isalpha, text)):
        said, number = text.strip(), None
    else:
        return None
    titled = looks_titled(said) and any(map(str.isupper, said)) and said[-1] not in ".,;:!?"
    return (key(said), number) if titled or not key(said) else None


def _tears(passages: Sequence[Passage], at: int, edges: Collection[int]) -> bool:
    """Whether the passages above and below, other edges aside, are one sentence."""
    above = next((i for i in range(at - 1, max(at - 4, -1), -1) if i not in edges), None)
    below = next((i for i in range(at + 1, min(at + 4, len(passages))) if i not in edges), None)
    if above is None or below is None:
        return False
    return goes_on(passages[above], passages[below])


def _are_edges(group: Sequence[_PageEdge]) -> bool:
    """Whether passages that say the same but for a number stood at the edges of pages."""
    torn = sum(edge.tears for edge in group)
    numbers = [edge.number for edge in group if edge.number is not None]
    if not numbers:
        return len(group) >= _FEWEST_HEADS and torn > 1
    if len(numbers) < len(group):
        return False
    if not _counts_up(numbers):
        return _end_chapters(group, numbers)
    sections = numbers[0] <= 1 or bool(group[0].label)
    return torn > 0 or (not sections and all(edge.is_marked for edge in group))


def _end_chapters(group: Sequence[_PageEdge], numbers: Sequence[int]) -> bool:
    """Whether numbers go up above headings, where only a chapter's first or last page has one.

    Two are enough with something around them.
    """
    rising = all(one < other for one, other in pairwise(numbers))
    closing = all(edge.ends and not edge.label for edge in group)
    fewest = 2 if all(edge.is_marked for edge in group) else _FEWEST_HEADS
    return len(numbers) >= fewest and rising and closing


def is_page_mark(text: str) -> bool:
    """Whether a line is such a number and nothing else."""
    return bool(_MARK.fullmatch(text))


def _passages(parts: Sequence[Part]) -> Iterator[Passage]:
    return (passage for part in parts for passage in part.passages)


def _found(passage: Passage) -> Iterator[regex.Match[str]]:
    text = passage.text
    return _MARK.finditer(text) if "[" in text or "{" in text else iter(())


def _counts_up(numbers: Sequence[int]) -> bool:
    steps = [after - before for before, after in pairwise(numbers)]
    rising = sum(0 < step <= _LONGEST_STEP for step in steps)
    return bool(steps) and rising >= 0.8 * len(steps)


def _marked(passage: Passage, counting: bool) -> Passage:
    """The passage without its page numbers; what is left out already stays so for its reason."""
    numbers = [
        LeftOut(*mark.span(), matter.PAGE)
        for mark in _found(passage)
        if not mark["bare"] or counting or _is_in_word(passage.text, *mark.span())
    ]
    known = passage.left_out
    new = [number for number in numbers if not _is_left_out(known, number)]
    if not new:
        return passage
    spans = sorted((*known, *new), key=lambda span: span.start)
    return replace(passage, left_out=tuple(spans))


def _is_left_out(known: Sequence[LeftOut], span: LeftOut) -> bool:
    """Whether some of a span lies in one that is left out; those are in order."""
    at = bisect_right(known, span.start, key=lambda each: each.end)
    return at < len(known) and known[at].start < span.end


def _is_in_word(text: str, start: int, end: int) -> bool:
    return text[max(0, start - 1) : start].isalpha() and text[end : end + 1].isalpha()


@dataclass(frozen=True, slots=True)
class _LineNumber:
    """What may be the number of a line."""

    passage: int
    start: int
    end: int
    value: int
    line: int
    """Lines and paragraphs since the last heading, this one counted"""


def with_line_numbers(parts: Sequence[Part]) -> list[Part]:
    """The parts with the numbers of their lines of verse left out.

    A number is one if it counts on from the one before as the lines do: of 5, 12, 10, 15, each
    five lines below the other, 5, 10 and 15 are.
    """
    return [replace(part, passages=_without_numbers(part.passages)) for part in parts]


def _without_numbers(passages: Sequence[Passage]) -> list[Passage]:
    found = list(passages)
    for number in _counting_lines(list(_line_numbers(passages))):
        passage = found[number.passage]
        found[number.passage] = passage.leaving_out(number.start, number.end, matter.LINE)
    return found


def _line_numbers(passages: Sequence[Passage]) -> Iterator[_LineNumber]:
    """What may be numbers of lines; one on a line of its own is beside the line above."""
    count = 0
    for at, passage in enumerate(passages):
        if passage.kind == "heading":
            count = 0
        if passage.kind != "verse" or not passage.is_read:
            count += passage.kind == "paragraph"
            continue
        start = 0
        for line in passage.text.split("\n"):
            text = line.rstrip()
            mark = _LINE_NUMBER.search(text) if any(map(str.isdecimal, text)) else None
            count += mark is None or mark[0].strip() != text.strip()
            if mark:
                span = (start + mark.start(), start + mark.end())
                yield _LineNumber(at, *span, int(mark["n"] or mark["m"]), count)
            start += len(line) + 1


def _counting_lines(numbers: Sequence[_LineNumber]) -> list[_LineNumber]:
    """Those that count lines: in fives, as many lines apart as they say, and not each line."""
    chains: list[list[_LineNumber]] = []
    for above, number in zip([None, *numbers], numbers, strict=False):
        each = above is not None and number.value == above.value + 1
        if number.value % _EACH or not number.value or each:
            continue
        chain = next((c for c in reversed(chains) if _counts_on(c[-1], number)), None)
        if chain is None:
            chains.append([number])
        else:
            chain.append(number)
    return [number for chain in chains if _is_believed(chain) for number in chain]


def _counts_on(above: _LineNumber, number: _LineNumber) -> bool:
    step, lines = number.value - above.value, number.line - above.line
    return step > 0 and step - 1 <= lines <= step + max(1, _MORE * step)


def _is_believed(chain: Sequence[_LineNumber]) -> bool:
    if len(chain) > 1:
        return len(chain) > 2 or chain[0].value < _YEARS
    return chain[0].value == chain[0].line
