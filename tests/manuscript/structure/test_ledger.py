"""Every letter of the file is in a part, dropped for a reason, or counted as not understood."""

from __future__ import annotations

from narrate.about import About
from narrate.book import Letters
from narrate.manuscript.structure.ledger import letters_of
from narrate.manuscript.structure.passages import Dropped, ManuscriptDraft, Part, Passage


def letters(raw: list[str], read: list[str], dropped: tuple[Dropped, ...] = ()) -> Letters:
    parts = [Part("One", [Passage("paragraph", text) for text in read])]
    return letters_of(ManuscriptDraft(About(), parts, raw=raw, dropped=dropped))


def test_what_no_part_has_is_not_understood_and_shown() -> None:
    found = letters(["The bell rang.", "x squared is four"], ["The bell rang."])
    assert (found.file, found.not_understood) == (25, 14)
    assert found.examples == ("x squared is four",)


def test_what_is_dropped_for_a_reason_is_accounted_for() -> None:
    found = letters(["The bell.", "to do"], ["The bell."], (Dropped("comment", "to do"),))
    assert (found.dropped, found.not_understood) == (4, 0)


def test_a_word_made_whole_is_not_lost_and_order_does_not_count() -> None:
    assert letters(["a nega-", "tive", "answer"], ["answer", "a negative"]).not_understood == 0


def test_a_text_without_spaces_is_counted_by_characters() -> None:
    found = letters(["川は凍った", "門は開いた"], ["川は凍った"])
    assert (found.file, found.not_understood) == (10, 5)
