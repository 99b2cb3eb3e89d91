"""Whether something raised is a power or refers to a note."""

from __future__ import annotations

import pytest

from narrate.book import LeftOut
from narrate.manuscript.structure.passages import Passage
from narrate.manuscript.structure.raised import judge, lowered, raised, settle


@pytest.mark.parametrize(
    ("mark", "before", "after", "verdict"),
    [
        ("8", "3 × 10", " m", "power"),
        ("2", "E = mc", " is", "power"),
        ("2", "so mc", " is", "power"),
        ("2", "7 km", ", she", "power"),
        ("3", "the king", " died", "note"),
        ("3", "the king.", " He", "note"),
        ("2", "it", " was", "note"),
        ("2", "NATO", " grew", "note"),
        ("2", "Dr", " no", "note"),
        ("4", "in 1944", " he", "note"),
        ("4", "in 250", " cases", "open"),
        ("2", "x", " is", "open"),
        ("2", "AB", " + BC", "power"),
        ("2", "(a + b)", " is", "power"),
        ("2", "(so they said)", " is", "note"),
        ("2", "πr", "", "power"),
        ("2", "sin", "x", "power"),
        ("14", "the ", "C date", "power"),
        ("1", "", "C date", "plain"),
        ("1", "the ", "In it", "note"),
        ("1", "5", "/₂", "power"),
        ("1", "Take ", "/₂ cup", "power"),
        ("-3", "10", " g", "power"),
        ("n", "2", "", "power"),
        ("n+1", "x", "", "power"),
        ("th", "5", "", "plain"),
        ("e", "XIX", " siècle", "plain"),
        ("me", "M", " X", "plain"),
        ("2+", "Ca", "", "power"),
        ("1,2", "word", "", "note"),
        ("*", "word", "", "note"),
        ("*", "", "word", "plain"),
        ("TM", "Name", "", "plain"),
        ("3", "老国王", "死", "note"),
        ("2", "5 м", ".", "power"),
        ("3", "король", "", "note"),
        ("3", "राजा", " मर", "note"),
        ("0", "20", "C", "power"),
        ("a whole sentence that is raised", "x", "", "plain"),
    ],
)
def test_a_raised_piece_is_judged_by_what_stands_around_it(
    mark: str, before: str, after: str, verdict: str
) -> None:
    assert judge(mark, before, after) == verdict


def test_raised_and_lowered_text_stays_so() -> None:
    assert raised("8", "10") == ("⁸", None)
    assert raised("3", "king") == ("3", "note marker")
    assert raised("nd", "2") == ("nd", None)
    assert raised("1/2", "5") == (" 1/2", None)
    assert raised("a*", "e") == ("a*", None)
    assert raised("-iπ", "10") == ("^(-iπ)", None)
    assert lowered("2", "H") == "₂"
    assert lowered("a long remark", "word") == "a long remark"
    assert lowered("2", "some words") == "₂"


def _left_out(passages: list[Passage]) -> list[str]:
    return [p.text[s.start : s.end] for p in passages for s in p.left_out]


def test_where_both_may_be_the_numbers_of_the_notes_decide() -> None:
    first = Passage("paragraph", "First it was so.1", (LeftOut(16, 17, "note marker"),))
    third = Passage("paragraph", "Then it was so.³ And on.")
    between = Passage("paragraph", "In 250² cases it was so.")
    assert _left_out(settle([first, between, third])) == ["1", "²", "³"]
    assert _left_out(settle([first, between])) == ["1"]
    unknown = Passage("paragraph", "Say that x² is big.")
    assert _left_out(settle([unknown])) == []


def _notes(*numbers: int) -> list[Passage]:
    said = [f"{n}. See the report of the society." for n in numbers]
    return [Passage("heading", "Notes", level=1), *(Passage("paragraph", text) for text in said)]


@pytest.mark.parametrize(
    ("texts", "notes", "marked"),
    [
        (["Plan A¹ and plan B² failed, and x³ is large."], [1, 2], ["¹", "²"]),
        (["Chapter 3¹ has it. The boy was 12² years old."], [1, 2], ["¹", "²"]),
        (["As c² is large, he showed.¹ And v² is not.²"], [1, 2], ["¹", "²"]),
        (["So it was.¹ In plan X² and plan Z³ it was not.⁴"], [], ["¹", "²", "³", "⁴"]),
        (["So it was.¹ For x² it was not.² And x³ is more."], [1, 2], ["¹", "²"]),
        (["He walked 3 miles² there,¹ and 5 miles³ back."], [], ["¹"]),
        (["The farm had 3 acres¹ and 2 miles² of road."], [1, 2], ["¹", "²"]),
        (["Say that x² and y³ are large."], [1], []),
        (["Say that x¹ and y² are large."], [], []),
    ],
)
def test_figures_behind_what_may_have_a_power_are_markers_where_they_count_on(
    texts: list[str], notes: list[int], marked: list[str]
) -> None:
    passages = [Passage("paragraph", text) for text in texts]
    assert _left_out(settle([*passages, *(_notes(*notes) if notes else ())])) == marked


def test_a_marker_may_stand_behind_a_power() -> None:
    assert judge("1", "of 12 km²", " is") == "note"
    assert judge("6", "10⁻", " g") == "power"
