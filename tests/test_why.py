"""Why something is to be spoken again."""

from __future__ import annotations

from dataclasses import replace

from narrate.why import MOST_COMPARED, SpokenLine, reasons

OLD = SpokenLine("001-0001", "k1", "The lamp burned.", "The lamp burned.", {"voice": "heart"})


def why(now: SpokenLine, *before: SpokenLine) -> str:
    (reason,) = reasons([now], [now], before)
    return reason.why


def test_a_take_that_is_gone() -> None:
    assert why(OLD, OLD) == "not recorded yet, or its take is gone from the store"


def test_another_voice() -> None:
    now = replace(OLD, key="k2", fingerprint={"voice": "dusk", "pitch": 0.9})
    assert why(now, OLD) == "pitch changed from None to 0.9; voice changed from heart to dusk"


def test_another_reading() -> None:
    now = replace(OLD, key="k2", spoken="The lamb burned.")
    assert why(now, OLD).startswith("spoken text changed from “The lamp burned.” to “The lamb")


def test_an_edited_text_is_held_against_what_is_gone_though_everything_moved() -> None:
    stays = replace(OLD, id="001-0000", key="k0", text="It stays.", spoken="It stays.")
    moved = replace(stays, id="001-0001")
    now = replace(OLD, id="001-0002", key="k2", text="The lamp burned low.", spoken="x")
    (reason,) = reasons([now], [moved, now], [stays, OLD])
    assert reason.why == "text changed, was “The lamp burned.”"


def test_new_text() -> None:
    now = replace(OLD, key="k2", text="Nothing of the kind was ever here before.")
    assert why(now, OLD) == "new text"


def test_a_rewritten_chapter_is_not_compared_line_by_line() -> None:
    before = [
        replace(OLD, id=f"001-{n:04}", key=f"k{n}", text=f"The lamp burned {n}.")
        for n in range(MOST_COMPARED + 1)
    ]
    assert why(replace(OLD, key="new", text="The lamp burned x."), *before) == "new text"
