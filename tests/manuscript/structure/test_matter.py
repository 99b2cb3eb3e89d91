import pytest

from narrate.manuscript.structure.matter import AnyOf

_PATTERNS = [
    r"(?:printed|made) by\b",
    r"colou?r plates|\bset in {2,}type",
    r"\d+ ?pages?(?: in all)?",
    r"^\p{Lu}[|]mark\.$",
    r"gro(?:ß|ss)druck",
    "[Ii]t(em)*s",
]


@pytest.mark.parametrize(
    "text",
    [
        "MADE BY ANN LEE",
        "with color plates",
        "with COLOUR PLATES",
        "set in  type",
        "12 page",
        "12pages",
        "A|mark.",
        "Großdruck",
        "GROSSDRUCK",
        "it is: its",
    ],
)
def test_alternatives_are_found_whatever_of_them_is_optional_or_in_a_group(text: str) -> None:
    assert AnyOf(_PATTERNS).search(text)


@pytest.mark.parametrize("text", ["made bye-laws", "colr plates", "pages", "set in type", "A mk."])
def test_a_text_with_only_some_of_the_letters_has_none(text: str) -> None:
    assert not AnyOf(_PATTERNS).search(text)
