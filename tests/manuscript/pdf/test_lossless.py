"""Whatever is on the pages comes out once, read or left out."""

from __future__ import annotations

from collections import Counter

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.manuscript.pdf.reader import draft_of
from narrate.manuscript.pdf.sheet import Extract, Font, Run, Sheet
from narrate.manuscript.structure.passages import bind

FONTS = (Font("Times", False, False), Font("Times-Bold", True, False))
_LETTERS = regex.compile(r"[\p{L}\p{N}]")

words = st.text("abcdeghino", min_size=1, max_size=9)
lines = st.builds(
    lambda text, x, size, font: (" ".join(text), x, size, font),
    st.lists(words, min_size=1, max_size=9),
    st.sampled_from([50.0, 50.0, 50.0, 65.0, 120.0, 300.0]),
    st.sampled_from([10.0, 10.0, 10.0, 7.0, 16.0]),
    st.sampled_from([0, 0, 0, 1]),
)
ends = st.sampled_from(["", "", "", ".", "-", ",", " 12", "1", "*"])
pages = st.lists(st.tuples(lines, ends, st.sampled_from([12.0, 12.0, 3.0, 30.0])), max_size=25)


def sheet(number: int, content: list[tuple[tuple[str, float, float, int], str, float]]) -> Sheet:
    runs, y = [], 40.0
    for (text, x, size, font), end, step in content:
        y += step
        runs.append(Run(text + end, x, x + 0.5 * size * len(text + end), y, size, font, ""))
    return Sheet(number, 420.0, 600.0, tuple(runs), (), (), "", 0)


@settings(max_examples=120, deadline=None)
@given(st.lists(pages, min_size=1, max_size=6))
def test_every_letter_of_a_pdf_is_in_some_part(book: list[list]) -> None:  # type: ignore[type-arg]
    sheets = tuple(sheet(n, content) for n, content in enumerate(book, 1))
    extract = Extract({}, (), FONTS, sheets, len(sheets))
    wanted = Counter(c for s in sheets for run in s.runs for c in _LETTERS.findall(run.text))
    found = draft_of(extract, "book.pdf")
    said = "".join(
        passage.text
        for part in found.parts
        for passage in (*part.heading, *part.passages)
        if not passage.drawn
    )
    assert Counter(_LETTERS.findall(said)) == wanted
    bind(found.about, found.parts)
