"""Which takes are marked. The heard texts of good takes are Whisper's own of real takes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from narrate.listening.recogniser import Heard
from narrate.listening.verdict import FaultKind, Verdict, judge

TEXT = (
    "Call me Ishmael. Some years ago, never mind how long precisely, having little or no money in"
    " my purse, and nothing particular to interest me on shore, I thought I would sail about a"
    " little and see the watery part of the world."
)


def verdict(text: str, heard: str, pause: float = 0.3) -> Verdict:
    return judge([text], Heard(heard, pause), "en")


GOOD = [
    (TEXT, TEXT.replace(".", ",").lower()),
    (
        "In the abridged London edition of eighteen oh seven, there are plates of an alleged"
        " “whale” and a “narwhale.” this unsightly whale looks much like an amputated sow;",
        "In the abridged London edition of 1807, there are plates of an alleged whale and a"
        " narwhale. This unsightly whale looks much like an amputated Ciao.",
    ),
    (
        "it was the epoch of belief, it was the epoch of incredulity",
        "It was the epic of belief. It was the epic of incredulity.",
    ),
    ("Chapter Four.", "Chapter 4"),
    ("Ahab!", "A hub."),
    ("Siobhan and Goethe met Cholmondeley there.", "Shavon and Gerta met Chumley there."),
    ("Oh, no. No.", "Oh no, no."),
    ("his sole residuary legatee, his sole friend", "His sole residuality, his sole friend."),
    (TEXT, TEXT.replace("in my purse", "my purse").replace("see the", "see")),
]


@pytest.mark.parametrize(("text", "heard"), GOOD)
def test_the_verdict_on_a_good_take_names_no_fault(text: str, heard: str) -> None:
    assert verdict(text, heard).faults == ()


def without(text: str, part: str) -> str:
    assert part in text
    return text.replace(part, "")


BAD: list[tuple[FaultKind, str, str]] = [
    ("missing", without(TEXT, "never mind how long precisely, "), "never mind how long precisely"),
    ("missing", without(TEXT, "watery "), "watery"),
    ("cut off", without(TEXT, "watery part of the world."), "watery part of the world"),
    ("begins late", without(TEXT, "Call me Ishmael. "), "call me ishmael"),
    ("repeated", TEXT.replace("on shore,", "on shore, to interest me on shore,"), "on shore"),
    ("added", TEXT + " Thank you for watching this video.", "thank you for watching this video"),
    ("other words", "It was a bright cold day in April, and the clocks were striking.", "clocks"),
]


@pytest.mark.parametrize(("kind", "heard", "words"), BAD)
def test_the_verdict_on_a_bad_take_names_its_fault(kind: FaultKind, heard: str, words: str) -> None:
    (fault,) = verdict(TEXT, heard).faults
    assert fault.kind == kind
    assert words in fault.words


def test_a_long_silence_inside_a_take_is_a_fault_and_so_is_hearing_nothing() -> None:
    assert [fault.kind for fault in verdict(TEXT, TEXT, pause=4.0).faults] == ["silence"]
    assert verdict(TEXT, "").faults
    assert verdict("Ahab!", "").faults


def test_a_respelling_is_judged_as_the_word_it_is_spoken_for() -> None:
    spoken, text = "Her-MY-oh-nee sees kuh-THOO-loo rise", "Hermione sees Cthulhu rise"
    assert judge([spoken, text], Heard("Hermione sees Cthulhu rise", 0.1), "en").errors == 0


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 39), st.integers(3, 20))
def test_the_verdict_is_never_better_for_more_missing_words(start: int, count: int) -> None:
    words = TEXT.split()
    assume(start + count < len(words))
    some = verdict(TEXT, " ".join(words[:start] + words[start + count :]))
    more = verdict(TEXT, " ".join(words[:start] + words[start + count + 1 :]))
    assert some.faults and more.badness >= some.badness
    assert verdict(TEXT, TEXT).badness < some.badness


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=60), st.text(max_size=60))
def test_any_two_texts_can_be_judged(text: str, heard: str) -> None:
    found = verdict(text, heard)
    assert found.errors >= 0
    assert verdict(text, text).faults == ()
