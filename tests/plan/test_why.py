"""Why something is to be spoken again."""

from __future__ import annotations

from dataclasses import replace

from narrate.plan.why import MOST_COMPARED, EntryChange, SpokenLine, entries_at_work, reasons

OLD = SpokenLine("001-0001", "k1", "The lamp burned.", "The lamp burned.", {"voice": "heart"})


def why(now: SpokenLine, *before: SpokenLine) -> str:
    (reason,) = reasons([now], [now], before)
    return reason.why


def test_a_chunk_whose_take_is_gone_is_explained() -> None:
    assert why(OLD, OLD) == "not recorded yet, or its take is gone from the store"


def test_a_chunk_with_another_voice_is_explained() -> None:
    now = replace(OLD, key="k2", fingerprint={"voice": "dusk", "pitch": 0.9})
    assert why(now, OLD) == "pitch changed from None to 0.9; voice changed from heart to dusk"


def test_a_chunk_with_another_spoken_text_is_explained() -> None:
    now = replace(OLD, key="k2", spoken="The lamb burned.")
    assert why(now, OLD).startswith("spoken text changed from “The lamp burned.” to “The lamb")


def test_an_edited_chunk_is_compared_with_the_one_that_is_gone_though_all_moved() -> None:
    stays = replace(OLD, id="001-0000", key="k0", text="It stays.", spoken="It stays.")
    moved = replace(stays, id="001-0001")
    now = replace(OLD, id="001-0002", key="k2", text="The lamp burned low.", spoken="x")
    (reason,) = reasons([now], [moved, now], [stays, OLD])
    assert reason.why == "text changed, was “The lamp burned.”"


def test_a_chunk_of_new_text_is_explained() -> None:
    now = replace(OLD, key="k2", text="Nothing of the kind was ever here before.")
    assert why(now, OLD) == "new text"


def test_a_rewritten_chapter_is_not_compared_line_by_line() -> None:
    before = [
        replace(OLD, id=f"001-{n:04}", key=f"k{n}", text=f"The lamp burned {n}.")
        for n in range(MOST_COMPARED + 1)
    ]
    assert why(replace(OLD, key="new", text="The lamp burned x."), *before) == "new text"


# ---- the lexicon

HAT = SpokenLine("001-0001", "k1", "Hermione’s hat.", "Hermione’s hat.", {"voice": "x"}, {})
SAID = replace(HAT, key="k2", spoken="her-MY-oh-nee’s hat.", lexicon={"Hermione": "her-MY-oh-nee"})


def test_a_chunk_changed_by_a_lexicon_entry_names_the_entry() -> None:
    other = replace(SAID, key="k3", spoken="her-mee’s hat.", lexicon={"Hermione": "her-mee"})
    tagged = replace(
        SAID, key="k4", spoken="[Hermione’s](/x/) hat.", lexicon={"Hermione": "/həˈmaɪəni/"}
    )
    assert why(SAID, HAT) == "lexicon: Hermione → her-MY-oh-nee"
    assert why(other, SAID) == "lexicon: Hermione → her-mee (was her-MY-oh-nee)"
    assert why(HAT, SAID) == "lexicon: Hermione → as it is written (was her-MY-oh-nee)"
    assert why(tagged, SAID) == "lexicon: Hermione → /həˈmaɪəni/ (was her-MY-oh-nee)"
    assert why(SAID, tagged) == "lexicon: Hermione → her-MY-oh-nee (was /həˈmaɪəni/)"


def test_changes_of_a_chunk_beyond_the_lexicon_are_told_beside_its_entry() -> None:
    both = replace(SAID, spoken="her-MY-oh-nee’s cap.")
    assert why(both, HAT) == (
        "lexicon: Hermione → her-MY-oh-nee; spoken text changed from “Hermione’s hat.” to"
        " “her-MY-oh-nee’s cap.” (reading rules)"
    )
    rules = replace(HAT, key="k2", spoken="Hermione’s cap.")
    assert why(rules, HAT).endswith("“Hermione’s cap.” (reading rules)")


def test_old_chunks_kept_without_their_entries_are_compared_by_their_words() -> None:
    assert why(SAID, replace(HAT, lexicon=None)) == "lexicon: Hermione → her-MY-oh-nee"
    known = replace(SAID, key="k3", spoken="her-MY-oh-nee’s cap.")
    assert why(known, replace(SAID, lexicon=None)).startswith("spoken text changed")


def test_a_lexicon_entry_is_counted_where_nothing_else_changed() -> None:
    faster = replace(SAID, key="k3", text="Hermione!", fingerprint={"voice": "y"})
    before = [HAT, replace(HAT, key="k0", text="Hermione!")]
    assert entries_at_work([SAID, faster], before) == {
        EntryChange("Hermione", "her-MY-oh-nee", None): [SAID]
    }
    assert entries_at_work([replace(SAID, text="new")], before) == {}
