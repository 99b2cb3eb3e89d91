"""Sheets that hold two pages side by side: cut in two, and put in the order of the book.

A booklet that is to be printed and folded has page 8 beside page 1, 2 beside 7, 6 beside 3: its
sheets are in the order of the press. Pages without numbers are put in the order in which their
sentences go on; where that is not sure, it is told. Where it is seen that pages are out of order,
and not which order is theirs, the file is refused.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median
from typing import Final

from narrate.errors import ManuscriptError
from narrate.manuscript.pdf.page.continuity import Continuity
from narrate.manuscript.pdf.page.lines import Row, size_of
from narrate.manuscript.pdf.page.rows import rows_of
from narrate.manuscript.pdf.page.running_heads import numbers_of
from narrate.manuscript.pdf.sheet import Bookmark, Extract, Run, Sheet
from narrate.manuscript.structure.titles.headings import key

TOLD: Final = (
    "the PDF has two pages on each sheet, as they are printed for a booklet; they are read in the "
    "order of their page numbers"
)
TOLD_BY_TEXT: Final = (
    "the PDF has two pages on each sheet, as they are printed for a booklet, and no page says its "
    "number; they are read in the order in which their sentences go on: see `narrate script`"
)
DOUBTED: Final = (
    "the PDF has two pages or columns on each sheet, and in which order they belong is not sure; "
    "see whether `narrate script` has them in order, else export it with one page on each sheet"
)
_NARROW: Final = 2.0
"""Font sizes of white between columns; pages have more between them"""
_BROAD: Final = 1.05
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
    _settle(pairs)
    told = [pair for pair in pairs if pair[0].claims and pair[1].claims]
    if not _are_numbered(pairs, told):
        return _by_sentences(extract, pairs)
    if pages := _side_by_side(pairs, told):
        return _with(extract, pages), []
    return _with(extract, _by_number(pairs, name)), [TOLD]


def _are_numbered(pairs: Sequence[_Pair], told: Sequence[_Pair]) -> bool:
    """Whether at least half of the sheets that are full say the numbers of both pages."""
    full = [pair for pair in pairs if not (pair[0].is_blank or pair[1].is_blank)]
    return len(told) > 1 and 2 * len(told) >= len(full) and _count_pages(told)


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
    sums = {i: whole for i, pair in enumerate(pairs) if (whole := _sum(pair)) is not None}
    low = {i: min(page.number[1] for page in pairs[i] if page.number) for i in sums}
    for i, pair in enumerate(pairs):
        if not sums:
            return
        near = min(sums, key=lambda j: (abs(i - j), j))
        if any(page.number for page in pair):
            _infer_one(pair, sums[near])
        elif not all(page.is_blank for page in pair):
            _infer_both(pair, pairs[near], low[near] + i - near, sums[near], i - near)


def _infer_one(pair: _Pair, whole: int) -> None:
    """Number the page of a sheet that says no number beside one that does."""
    for page, other in (pair, pair[::-1]):
        if page.number is None and other.number is not None:
            page.number = (other.number[0], whole - other.number[1])


def _infer_both(pair: _Pair, near: _Pair, low: int, whole: int, away: int) -> None:
    """Number both pages of a sheet; the lower one stands left on every other sheet."""
    first = (near[0].number or (True, 0)) < (near[1].number or (True, 0))
    left, right = pair if first == (away % 2 == 0) else pair[::-1]
    left.number, right.number = (True, low), (True, whole - low)


def _sum(pair: _Pair) -> int | None:
    left, right = pair[0].number, pair[1].number
    return left[1] + right[1] if left and right and left[0] == right[0] else None


def _by_sentences(extract: Extract, pairs: Sequence[_Pair]) -> tuple[Extract, list[str]]:
    """Pages that say no number in the order in which their sentences go on.

    What lies as in an open book stays as it is, also where it may be columns of one page.
    """
    halves = [page for pair in pairs for page in pair]
    if _gutter(pairs) < _NARROW * size_of(run for sheet in extract.sheets for run in sheet.runs):
        return extract, []
    order, clear = Continuity([page.rows for page in halves]).best_order()
    as_they_lie = order == sorted(order)
    if as_they_lie:
        return extract, [] if clear else [DOUBTED]
    return _with(extract, [halves[i] for i in order]), [TOLD_BY_TEXT if clear else DOUBTED]


def _gutter(pairs: Sequence[_Pair]) -> float:
    """Points of white between the pages of most sheets."""
    found = [
        left.sheet.width
        - max(run.x1 for run in left.sheet.runs)
        + min(r.x0 for r in right.sheet.runs)
        for left, right in pairs
        if not (left.is_blank or right.is_blank)
    ]
    return median(found) if found else 0.0


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
