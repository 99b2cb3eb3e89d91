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
    assert why(now, OLD) == "lexicon or reading rules: “lamp” → “lamb”"


def test_a_say_mark_of_the_script_is_named_as_the_cause() -> None:
    now = replace(OLD, key="k2", spoken="The lamb burned.", says=("lamb",))
    assert why(now, OLD) == "{say} in the script: “lamp” → “lamb”"
    assert why(OLD, now) == "{say} in the script: “lamb” → “lamp”"


def test_a_word_that_differs_late_in_a_long_chunk_is_shown() -> None:
    before = replace(OLD, spoken=f"{'very ' * 40}bright at 5 on 3 May, on 4 May and on 6 May")
    now = replace(
        before, key="k2", spoken=f"{'very ' * 40}bright on third May, on fourth May and sixth"
    )
    assert why(now, before) == (
        "lexicon or reading rules: “at 5” → nothing, “3” → “third”, “4” → “fourth” and 1 more"
    )


def test_an_edited_chunk_is_compared_with_the_one_that_is_gone_though_all_moved() -> None:
    stays = replace(OLD, id="001-0000", key="k0", text="It stays.", spoken="It stays.")
    moved = replace(stays, id="001-0001")
    now = replace(OLD, id="001-0002", key="k2", text="The lamp burned low.", spoken="x")
    (reason,) = reasons([now], [moved, now], [stays, OLD])
    assert reason.why == "text edited: “burned.” → “burned low.”"


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
        "lexicon: Hermione → her-MY-oh-nee;"
        " reading rules: “Hermione’s hat.” → “her-MY-oh-nee’s cap.”"
    )
    rules = replace(HAT, key="k2", spoken="Hermione’s cap.")
    assert why(rules, HAT) == "reading rules: “hat.” → “cap.”"


def test_old_chunks_kept_without_their_entries_are_compared_by_their_words() -> None:
    assert why(SAID, replace(HAT, lexicon=None)) == "lexicon: Hermione → her-MY-oh-nee"
    known = replace(SAID, key="k3", spoken="her-MY-oh-nee’s cap.")
    assert why(known, replace(SAID, lexicon=None)) == "lexicon or reading rules: “hat.” → “cap.”"


def test_a_lexicon_entry_is_counted_where_nothing_else_changed() -> None:
    faster = replace(SAID, key="k3", text="Hermione!", fingerprint={"voice": "y"})
    before = [HAT, replace(HAT, key="k0", text="Hermione!")]
    assert entries_at_work([SAID, faster], before) == {
        EntryChange("Hermione", "her-MY-oh-nee", None): [SAID]
    }
    assert entries_at_work([replace(SAID, text="new")], before) == {}
