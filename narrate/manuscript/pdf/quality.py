"""Whether a PDF has a text layer at all, and one that says what stands on its pages."""

from collections.abc import Iterable, Iterator
from typing import Final

import regex

from narrate.errors import ManuscriptError
from narrate.manuscript.pdf.extraction.process import pages_named
from narrate.manuscript.pdf.sheet import Extract

_SCANNED: Final = 80
"""Characters of a page that is a picture: fewer are a stamp or a page number"""
_GARBAGE: Final = 0.3
"""Share of characters without meaning from which on nothing is read"""
_ODD: Final = 0.01
"""Share of them above which the user is warned"""
_VOWELS: Final = 0.7
"""Share of words with a vowel, at least; in any language with Latin letters nearly all have one"""

_BLANK: Final = 0.25
"""Share of pages that printers leave blank, at most"""

_WORD = regex.compile(r"\p{Latin}{3,}")
_VOWEL = regex.compile(r"[aeiouyæœøåäöüáéíóúýàèìòùâêîôûãõ]", regex.I)
# Fonts of the time before Unicode, that show Indian letters for Latin ones.
_LEGACY = regex.compile(
    r"kruti ?dev|krutidev|devlys|chanakya|shusha|bamini|baamini|tscii|tam-|tab-|shree-?(?:dev|tam)|"
    r"dvb-?tt|aps-?dv|walkman",
    regex.I,
)
_INDIAN = regex.compile(r"[\u0900-\u0dff]+")
_LOOSE = regex.compile(r"[\u0900-\u0dff&&\p{M}]", regex.V1)
_MOST_LOOSE: Final = 0.03
"""Share of Indian words that begin with a vowel sign, at most; in a sound text none does"""
_OCR = "run it through OCR (ocrmypdf is a free program) and use the result"


def check(extract: Extract, name: str) -> list[str]:
    """What there is to warn of; raises ManuscriptError where the text cannot be had."""
    total = sum(sheet.characters for sheet in extract.sheets)
    pictured = [s.number for s in extract.sheets if s.is_pictured and s.characters < _SCANNED]
    if total < _SCANNED * max(1, len(extract.sheets)) and 2 * len(pictured) > len(extract.sheets):
        raise ManuscriptError(f"{name}: its pages are scanned pictures without text; {_OCR}")
    if not total:
        raise ManuscriptError(f"{name}: there is no text in this PDF, only drawings; {_OCR}")
    return [
        *_check_letters(extract, name, total),
        *_blank(extract),
        *_scanned(extract, pictured),
    ]


def _check_letters(extract: Extract, name: str, total: int) -> Iterator[str]:
    """A warning where the file does not tell what some characters mean."""
    unmapped = sum(sheet.unmapped for sheet in extract.sheets)
    if unmapped > _GARBAGE * total or _legacy(extract) > 0.5 * total or _is_gibberish(extract):
        raise ManuscriptError(
            f"{name}: the letters of its text layer are not those on its pages, since its fonts "
            "do not say which letters they draw; export the book again from its source, or "
            f"{_OCR}"
        )
    if unmapped > max(20.0, _ODD * total):
        bad = [s.number for s in extract.sheets if s.unmapped > 0.05 * max(20, s.characters)]
        where = f" ({pages_named(bad)})" if bad else ""
        yield f"{unmapped} characters of the PDF have no meaning and are read as they come{where}"


def _legacy(extract: Extract) -> int:
    """Characters in fonts of the time before Unicode."""
    legacy = {n for n, font in enumerate(extract.fonts) if _LEGACY.search(font.name)}
    return sum(
        len(run.text) for sheet in extract.sheets for run in sheet.runs if run.font in legacy
    )


def loose_signs(texts: Iterable[str]) -> Iterator[str]:
    """A warning where the letters of an Indian script come out of order."""
    words = [word for text in texts for word in _INDIAN.findall(text)]
    loose = sum(1 for word in words if _LOOSE.match(word))
    if loose > max(5.0, _MOST_LOOSE * len(words)):
        yield (
            f"{loose} of {len(words)} words of the PDF have their vowel signs out of place, as the "
            "program that made it wrote them; a .docx, .epub or .txt of the book reads better"
        )


def _is_gibberish(extract: Extract) -> bool:
    """Whether its words have no vowels, as when every letter stands for another."""
    words = [
        word
        for sheet in extract.sheets[:: max(1, len(extract.sheets) // 40)]
        for run in sheet.runs
        for word in _WORD.findall(run.text)
    ]
    voiced = sum(1 for word in words if _VOWEL.search(word))
    letters = sum(len(word) for word in words)
    return letters > 300 and voiced < _VOWELS * len(words)


def _blank(extract: Extract) -> Iterator[str]:
    """A warning where more pages are empty than a printer leaves blank."""
    blank = [s.number for s in extract.sheets if not s.characters and not s.pictures]
    if len(blank) > max(3.0, _BLANK * len(extract.sheets)):
        yield (
            f"{pages_named(blank)} of the PDF: nothing there can be read; if they are not blank, "
            "the file is damaged and their text is missing"
        )


def _scanned(extract: Extract, pictured: list[int]) -> Iterator[str]:
    inner = [n for n in pictured if 1 < n < extract.pages]
    if inner:
        yield (
            f"{pages_named(inner)} of the PDF: pictures without a text layer; any text in them "
            f"is missing here ({_OCR})"
        )
