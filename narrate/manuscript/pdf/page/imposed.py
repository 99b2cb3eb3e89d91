"""Sheets that hold two pages side by side: cut in two, and put in the order of their numbers.

A booklet that is to be printed and folded has page 8 beside page 1, 2 beside 7, 6 beside 3: its
sheets are in the order of the press. Where that is seen and the order of the pages is not, the
file is refused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Final

import regex

from narrate.errors import ManuscriptError
from narrate.manuscript.pdf.page.lines import Row
from narrate.manuscript.pdf.page.rows import rows_of
from narrate.manuscript.pdf.page.running_heads import numbers_of
from narrate.manuscript.pdf.sheet import Bookmark, Extract, Run, Sheet
from narrate.manuscript.structure.headings import key

TOLD: Final = (
    "the PDF has two pages on each sheet, as they are printed for a booklet; they are read in the "
    "order of their page numbers"
)
_BROAD: Final = 1.2
"""Times the height: the width of a sheet that holds two pages"""
_MOST: Final = 0.8
"""Share of sheets that are so, at least"""
_EDGE_ROWS: Final = 2
"""Rows at top and foot among which a page's number is"""
_NEAR: Final = 3.0
"""Points by which the place of a page's number may differ"""
_MISSING: Final = 8
"""Pages in a row that say no number"""
_PRESSED: Final = 0.6
"""Share of sheets whose two numbers have the same sum"""
_DISTINCT: Final = 0.9
"""Share of numbers that only one page has"""
_BROKEN_OFF: Final = regex.compile(r"[\p{L},\u2010\u00ad-]\s*$")
_ENDED: Final = regex.compile(r"[.!?…:;।。]\W*$")

Number = tuple[bool, int]
"""Whether it is arabic, which follow on roman ones, and its value"""


@dataclass(slots=True)
class _Page:
    """A half of a sheet."""

    sheet: Sheet
    rows: Sequence[Row]
    claims: list[Number] = field(default_factory=list)
    """Numbers that it may have, the likelier first"""
    number: Number | None = None

    @property
    def is_blank(self) -> bool:
        return not self.sheet.runs


_Pair = tuple[_Page, _Page]


def one_page_a_sheet(extract: Extract, name: str) -> tuple[Extract, list[str]]:
    """The same with a sheet for each page where two stand on one, and what to tell of it.

    Raises ManuscriptError where the pages are out of order and do not say in which they belong.
    """
    if not _may_be_imposed(extract.sheets):
        return extract, []
    pairs = [_pair(sheet) for sheet in extract.sheets]
    _claim(page for pair in pairs for page in pair)
    told = [pair for pair in pairs if pair[0].claims and pair[1].claims]
    full = [pair for pair in pairs if not (pair[0].is_blank or pair[1].is_blank)]
    _settle(pairs)
    if len(told) < 2 or 2 * len(told) < len(full) or not _count_pages(told):
        pages = _by_sentences(pairs)
        return (_with(extract, pages), [TOLD]) if pages else (extract, [])
    if pages := _side_by_side(pairs, told):
        return _with(extract, pages), []
    return _with(extract, _by_number(pairs, name)), [TOLD]


def _side_by_side(pairs: Sequence[_Pair], told: Sequence[_Pair]) -> list[_Page]:
    """The pages as they lie in an open book, left to right or right to left; else none."""
    for step in (1, -1):
        pages = [page for pair in pairs for page in pair[::step]]
        if all(_follow(pair, step) for pair in told) and _rise(pages):
            return pages
    return []


def _may_be_imposed(sheets: Sequence[Sheet]) -> bool:
    """Whether nearly all sheets are broad and have nothing over their middle."""
    drawn = [sheet for sheet in sheets if sheet.runs]
    halved = [s for s in drawn if s.width > _BROAD * s.height and not _is_crossed(s)]
    return len(halved) > 1 and len(halved) >= _MOST * len(drawn)


def _is_crossed(sheet: Sheet) -> bool:
    middle = sheet.width / 2
    return any(run.x0 < middle - 3 and run.x1 > middle + 3 for run in sheet.runs)


def _pair(sheet: Sheet) -> _Pair:
    middle = sheet.width / 2
    left = [run for run in sheet.runs if run.x0 + run.x1 < 2 * middle]
    right = [run for run in sheet.runs if run.x0 + run.x1 >= 2 * middle]
    return _page(sheet, left, 0.0), _page(sheet, right, middle)


def _page(sheet: Sheet, runs: Sequence[Run], start: float) -> _Page:
    """A half of a sheet; what stands aside and the letters of all are the left one's."""
    width = sheet.width / 2
    half = replace(
        sheet,
        width=width,
        runs=tuple(replace(run, x0=run.x0 - start, x1=run.x1 - start) for run in runs),
        rules=tuple(
            (max(0.0, a - start), b - start, y)
            for a, b, y in sheet.rules
            if start <= (a + b) / 2 < start + width
        ),
        pictures=tuple(
            (a - start, b, c - start, d)
            for a, b, c, d in sheet.pictures
            if start <= (a + c) / 2 < start + width
        ),
        aside="" if start else sheet.aside,
        raw="" if start else sheet.raw,
        comments=() if start else sheet.comments,
        unmapped=0 if start else sheet.unmapped,
    )
    rows = rows_of(half, frozenset())
    return _Page(half, rows)


def _claim(pages: Iterable[_Page]) -> None:
    """Give each page the numbers in its outermost rows, at the heights where most pages have one.

    Those that stand alone come first.
    """
    read = [
        (page, round(row.y / _NEAR), not alone, (arabic, n))
        for page in pages
        for row in (*page.rows[:_EDGE_ROWS], *page.rows[_EDGE_ROWS:][-_EDGE_ROWS:])
        for arabic, n, alone in numbers_of(row)
    ]
    heights = Counter(height for _, height in {(id(page), height) for page, height, *_ in read})
    most = max(heights.values(), default=0)
    for page, height, _, number in sorted(read, key=lambda r: r[2]):
        near = heights[height - 1] + heights[height] + heights[height + 1]
        if 2 * near >= most and number not in page.claims:
            page.claims.append(number)


def _count_pages(told: Sequence[_Pair]) -> bool:
    """Whether the numbers are those of pages: each there once, and few left out."""
    numbers = [page.number for pair in told for page in pair if page.number]
    arabic = [n for is_arabic, n in numbers if is_arabic]
    dense = not arabic or max(arabic) - min(arabic) < 2 * len(arabic) + _MISSING
    sums = Counter(_sum(pair) for pair in told)
    pressed = sums.most_common(1)[0][1] >= _PRESSED * len(told)
    return dense and (pressed or len(set(numbers)) > _DISTINCT * len(numbers))


def _settle(pairs: Sequence[_Pair]) -> None:
    """Of the numbers that pages may have, the ones that fit best on their sheet."""
    sums = Counter(
        a[1] + b[1] for x, y in pairs for a in x.claims for b in y.claims if a[0] == b[0]
    )

    def fit(a: Number, b: Number) -> tuple[bool, int]:
        return a[0] == b[0] and abs(a[1] - b[1]) == 1, sums[a[1] + b[1]]

    for left, right in pairs:
        both = [(a, b) for a in left.claims for b in right.claims]
        if both:
            left.number, right.number = max(both, key=lambda ab: fit(*ab))
        else:
            left.number = next(iter(left.claims), None)
            right.number = next(iter(right.claims), None)


def _follow(pair: _Pair, step: int) -> bool:
    """Whether the right page's number is so much above the left one's."""
    left, right = pair[0].number, pair[1].number
    if left is None or right is None:
        return False
    return left[0] == right[0] and right[1] - left[1] == step


def _rise(pages: Iterable[_Page]) -> bool:
    numbers = [page.number for page in pages if page.number]
    return all(a < b for a, b in pairwise(numbers))


def _by_number(pairs: Sequence[_Pair], name: str) -> list[_Page]:
    """All pages by their numbers; those without one by the page that they stand beside."""
    _infer(pairs)
    pages = [page for pair in pairs for page in pair if not page.is_blank]
    numbers = [page.number for page in pages if page.number is not None]
    if len(set(numbers)) < len(pages):
        raise ManuscriptError(
            f"{name}: its sheets hold two pages each in the order of the press, and not all pages "
            "say their number; export the book again with one page on each sheet"
        )
    return [page for _, page in sorted(zip(numbers, pages, strict=True), key=lambda p: p[0])]


def _infer(pairs: Sequence[_Pair]) -> None:
    """Number pages that say none: the numbers of a sheet add up to what they do on the next."""
    known = {i: _sum(pair) for i, pair in enumerate(pairs) if _sum(pair) is not None}
    low = {
        i: min(x.number[1], y.number[1]) for i, (x, y) in enumerate(pairs) if x.number and y.number
    }
    for i, (left, right) in enumerate(pairs):
        if not known:
            return
        near = min(known, key=lambda j: (abs(i - j), j))
        whole = known[near] or 0
        if left.number is None and right.number is None:
            if not (left.is_blank and right.is_blank):
                _infer_both((left, right), pairs[near], low[near] + i - near, whole, i - near)
        elif left.number is None and right.number:
            left.number = (right.number[0], whole - right.number[1])
        elif right.number is None and left.number:
            right.number = (left.number[0], whole - left.number[1])


def _infer_both(pair: _Pair, near: _Pair, low: int, whole: int, away: int) -> None:
    """Number both pages of a sheet; the lower one stands left on every other sheet."""
    first = (near[0].number or (True, 0)) < (near[1].number or (True, 0))
    left, right = pair if first == (away % 2 == 0) else pair[::-1]
    left.number, right.number = (True, low), (True, whole - low)


def _sum(pair: _Pair) -> int | None:
    left, right = pair[0].number, pair[1].number
    return left[1] + right[1] if left and right and left[0] == right[0] else None


def _by_sentences(pairs: Sequence[_Pair]) -> list[_Page]:
    """Pages without numbers as a folded booklet has them, if sentences go on in that order only.

    Empty where they go on as well from sheet to sheet.
    """
    as_they_are = [page for pair in pairs for page in pair]
    places: dict[int, _Page] = {}
    for i, (left, right) in enumerate(pairs):
        low, high = i + 1, 2 * len(pairs) - i
        places[low], places[high] = (right, left) if i % 2 == 0 else (left, right)
    folded = [places[n] for n in sorted(places)]
    return folded if _links(folded) > max(1, _links(as_they_are) + 1) else []


def _links(pages: Iterable[_Page]) -> int:
    """How many pages go on with the sentence of the page before, less those that cannot."""
    bodies = [text for page in pages if (text := _body(page))]
    score = 0
    for above, below in pairwise(bodies):
        goes_on = _BROKEN_OFF.search(above) is not None
        if below[0].islower():
            score += goes_on
            score -= _ENDED.search(above) is not None
        else:
            score -= goes_on and below[0].isupper()
    return score


def _body(page: _Page) -> str:
    """First and last words of a page, its number aside."""
    texts = [row.text for row in page.rows if key(row.text) and not row.text.isdecimal()]
    return f"{texts[0]} {texts[-1]}" if texts else ""


def _with(extract: Extract, pages: Sequence[_Page]) -> Extract:
    """The extract with these pages for its sheets."""
    kept = [page for page in pages if not page.is_blank or page.sheet.raw or page.sheet.pictures]
    sheets = [replace(page.sheet, number=n) for n, page in enumerate(kept, 1)]
    halves: dict[int, list[int]] = {}
    for n, page in enumerate(kept, 1):
        halves.setdefault(page.sheet.number, []).append(n)
    said = {n: key(" ".join(row.text for row in page.rows)) for n, page in enumerate(kept, 1)}
    marks = tuple(_moved(mark, halves, said) for mark in extract.bookmarks if mark.page in halves)
    return replace(extract, sheets=tuple(sheets), bookmarks=marks, pages=len(sheets))


def _moved(
    mark: Bookmark, halves: Mapping[int, Sequence[int]], said: Mapping[int, str]
) -> Bookmark:
    """A bookmark that leads to that half of its sheet that has its title."""
    own = halves[mark.page]
    page = next((n for n in own if key(mark.title) in said[n]), own[0])
    return replace(mark, page=page)
