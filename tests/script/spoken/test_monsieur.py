"""`M.` before a name in English books: Monsieur or an initial."""

from __future__ import annotations

import pytest

from narrate.about import About
from narrate.book import Block, Book, Chapter
from narrate.chunk import Voicing
from narrate.readings import RULE_NAMES
from narrate.script import ScriptOptions, write_script


def said(*paragraphs: str, language: str = "en", rules: str = "") -> str:
    """What is said of a chapter's paragraphs, with all rules or only those that are named."""
    text, blocks = "", []
    for words in paragraphs:
        blocks.append(Block("paragraph", len(text), len(text) + len(words)))
        text += f"{words}\n\n"
    book = Book(About("B", "A", language=language), (Chapter(1, "", text, tuple(blocks)),))
    switches: dict[str, bool | None] = (
        {name: name in rules.split() for name in RULE_NAMES} if rules else {}
    )
    options = ScriptOptions(readings={1: switches})
    script = write_script(book, lambda *_: Voicing("e", "v", language, 1.0), options)
    return " ".join(chunk.spoken for chunk in script.chapters[0].chunks)


NAMED = "Good day, Monsieur Delacroix."


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        ((NAMED, "M. Delacroix came."), "Monsieur Delacroix came."),
        ((NAMED, "Dear M. Delacroix came."), "Dear Monsieur Delacroix came."),
        ((NAMED, "But M. Delacroix came."), "But Monsieur Delacroix came."),
        (("Mme. Roche saw M. Roche go.",), "saw Monsieur Roche go."),
        (("Madame de Rênal saw M. de Rênal go.",), "Monsieur de Rênal go."),
        (("They saw M. le Maire go.",), "Monsieur le Maire go."),
        (("They saw M. l’abbé go.",), "Monsieur l’abbé go."),
        ((NAMED, "M. Delacroix met M. Hervé."), "met Monsieur Hervé."),
        (
            ("M. Hervé met M. Dupont, and M. Hervé left.",),
            "met Monsieur Dupont, and Monsieur Hervé",
        ),
        (("We met MM. Roche and Dupont.",), "met Messieurs Roche and Dupont."),
    ],
)
def test_a_monsieur_is_said_in_full(paragraphs: tuple[str, ...], expected: str) -> None:
    assert expected in said(*paragraphs)


@pytest.mark.parametrize(
    "paragraph",
    [
        "J. M. Barrie and M. R. James wrote.",
        "M. Smith wrote a letter.",
        "Michael M. Smith met Madame Smith.",
        "M. Night Shyamalan came. M. Night Shyamalan left, and M. Night Shyamalan stayed.",
        "We saw J. Brown, M. Smith, P. Jones, M. White and M. Black.",
        "Madame Roche met Mary Smith, and M. Smith wrote.",
        "He was called M. The others were not, said Monsieur Roche.",
        "At 10 A. M. Monday he left Madame Roche and Madame Petit.",
        "Mr. Smith met Madame Roche and M. Smith.",
    ],
)
def test_an_initial_stays(paragraph: str) -> None:
    assert "Monsieur" not in said(paragraph).replace("Monsieur Roche", "")


def test_an_initial_in_a_list_of_others_stays() -> None:
    heard = said(NAMED, "By J. Petit, M. Delacroix and P. Blanc.", "M. Delacroix came.")
    assert "J. Petit, M. Delacroix and P. Blanc." in heard
    assert "Monsieur Delacroix came" in heard


def test_a_middle_initial_before_a_known_name_stays() -> None:
    assert "Eugène M. Delacroix" in said(NAMED, "It was Eugène M. Delacroix who came.")
