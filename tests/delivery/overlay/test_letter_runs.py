"""Runs of letters found again among others that are not read."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from narrate.delivery.overlay.page_letters import letters_of
from narrate.delivery.overlay.sentence_places import find_parts, find_runs

_runs = st.lists(st.text("abcdef", min_size=1, max_size=60), min_size=1, max_size=12)
_noise = st.text("XYZ", max_size=50)


@settings(max_examples=150, deadline=None)
@given(_runs, st.data())
def test_runs_of_letters_are_found_in_order_whatever_lies_between(
    runs: list[str], data: st.DataObject
) -> None:
    noise = data.draw(st.lists(_noise, min_size=len(runs) + 1, max_size=len(runs) + 1))
    text = noise[0] + "".join(a + b for a, b in zip(runs, noise[1:], strict=True))
    known = {run: text.find(run) for run in runs if text.count(run) == 1 and len(run) >= 20}
    spans = [span for span in find_runs(runs, text, known) if span]
    assert spans == sorted(spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    found = find_runs(runs, text, known)
    assert all(text[s[0] : s[1]] == run for run, s in zip(runs, found, strict=True) if s)
    assert all(found[i] for i, run in enumerate(runs) if run in known)


def test_a_short_run_of_letters_is_not_found_in_text_that_is_not_read() -> None:
    long = "thisisaparagraphoftwentyletters"
    text = f"yes{'contents' * 9}{long}yesno{'notes' * 99}yes"
    known = {long: text.index(long)}
    places = find_runs([long, "yes", "no"], text, known)
    end = text.index(long) + len(long)
    assert places[1:] == [(end, end + 3), (end + 3, end + 5)]


def test_a_paragraph_out_of_its_place_does_not_misplace_the_others() -> None:
    runs = [f"paragraphnumber{i:02}ofthisbook" for i in range(9)]
    text = "".join([*runs[:4], *runs[5:], "appendix", runs[4]])
    known = {run: text.index(run) for run in runs}
    found = find_runs(runs, text, known)
    assert found[4] is None
    assert all(span for i, span in enumerate(found) if i != 4)


def test_parts_of_a_sentence_are_found_with_letters_missing_and_in_between() -> None:
    text = "TheFirstheshipsailed12atdawnItneverreturned"
    spans = find_parts(["Theshipsailedatdawn", "Itneverreturned"], text, 0, len(text))
    assert [text[s[0] : s[1]] for s in spans if s] == ["heshipsailed12atdawn", "Itneverreturned"]


def test_text_that_is_on_no_page_is_not_found() -> None:
    assert find_parts(["altogetherdifferent"], "nothingofthesort", 0, 16) == [None]


def test_a_power_is_found_where_the_page_raises_it_by_markup() -> None:
    assert letters_of("He had 10⁸ stars, H₂O and 2ⁿ.") == letters_of(
        "He had 108 stars, H2O and 2n."
    )
