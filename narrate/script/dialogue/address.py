"""How a speech addresses somebody without a name: `sir`, `ma’am`, `papa`, `old chap`."""

from typing import Final

import regex

from narrate.script.dialogue.quotations import Quotation
from narrate.script.dialogue.words import ENGLISH, Gender

_MEN: Final = frozenset(
    [
        "sir",
        "papa",
        "father",
        "dad",
        "daddy",
        "pa",
        "uncle",
        "grandfather",
        "grandpa",
        "sonny",
        "son",
        "gentlemen",
        "lad",
        "monsieur",
        "signor",
        "my·lord",
        "my·boy",
        "my·lad",
        "my·son",
        "old·chap",
        "old·fellow",
        "old·man",
        "old·boy",
        "my·dear·fellow",
    ]
)
_WOMEN: Final = frozenset(
    [
        "ma'am",
        "madam",
        "mamma",
        "mama",
        "mother",
        "mummy",
        "mum",
        "ma",
        "aunt",
        "auntie",
        "grandmother",
        "grandma",
        "miss",
        "madame",
        "my·lady",
        "my·girl",
        "my·dear·girl",
        "old·girl",
        "your·ladyship",
    ]
)
_ANYBODY: Final = frozenset(
    ["child", "children", "matey", "mate", "dearest", "darling", "my·dear", "my·love"]
)
_FORMS: Final = "|".join(
    regex.escape(form.replace("·", " ")).replace(r"\ ", r"\s+").replace("'", "[’']")
    for form in sorted(_MEN | _WOMEN | _ANYBODY, key=len, reverse=True)
)
_ADDRESS: Final = regex.compile(
    rf"(?:^|[,;!?.:—–-]\s*|\b(?:no|yes|oh|well|dear|dearest)\s+)({_FORMS})(?=\s*[,!?.;:—–-]|\s*$)",
    regex.I,
)
_LONGEST: Final = 2000
_NEWCOMER: Final = regex.compile(
    r"(?:^|[.;,!?]\s+|\b(?:and|when|that|but|then|where|as)\s+)(?:an?|another)\s(?:[\w’'-]+,?\s){0,3}?"
    rf"({'|'.join(sorted(ENGLISH.nouns, key=len, reverse=True))})\b(?![’'])",
    regex.I,
)


def forms_of_address(text: str, quotation: Quotation) -> set[str]:
    """The words by which a quotation addresses somebody, in lower case."""
    inside = text[quotation.start + 1 : min(quotation.end - 1, quotation.start + _LONGEST)]
    return {
        "·".join(found[1].lower().replace("’", "'").split()) for found in _ADDRESS.finditer(inside)
    }


def addressed_gender(forms: set[str]) -> Gender | None:
    """Of the one addressed, where the words tell it."""
    men, women = not _MEN.isdisjoint(forms), not _WOMEN.isdisjoint(forms)
    return None if men == women else "m" if men else "f"


def newcomers(text: str, start: int, end: int) -> set[Gender | None]:
    """The genders of those whom narration brings in as not known (`a man stepped in`)."""
    found = _NEWCOMER.finditer(text, start, end)
    return {ENGLISH.nouns[each[1].lower()] for each in found}
