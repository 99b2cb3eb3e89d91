"""French ordinals, in figures and in roman numerals, and halves."""

from __future__ import annotations

import re

from narrate.readings.continental.figures import BEFORE, INTEGER, digits_of
from narrate.readings.french.grammar import cardinal, form_at, ordinal
from narrate.script import roman

_ORDINAL = re.compile(
    rf"(?:{BEFORE}|(?<=[IVX][eᵉ]-))(?P<n>{INTEGER}|[IVXLC]+)"
    r"(?P<end>ers?|ères?|res?|i?[èe]mes?|es?|nde?s?|ds?|ᵉʳ|ᵉ|ʳᵉ|ᵉʳᵉ|ᵈᵉ?|ⁿᵈᵉ?)(?![\w’'])"
)
_MAYBE_ORDINAL = re.compile(r"[\dIVXLC][erèndiᵉʳⁿᵈ ]")
_DEGREE = re.compile(r"(\d{1,2})°")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?:(?P<whole>\d{1,6}) ?½|(?P<spaced>\d{1,6}) 1/2|½|1/2) "
    r"(?P<noun>[a-zà-ÿ]{3,})\b"
)


def ordinals(text: str) -> str:
    """`1er`, `2e`, `XIXe siècle`."""
    alone = _DEGREE.fullmatch(text)
    if alone:
        return ordinal(int(alone[1]))
    return _ORDINAL.sub(_ordinal, text) if _MAYBE_ORDINAL.search(text) else text


def _ordinal(match: re.Match[str]) -> str:
    written, end = match["n"], match["end"]
    if written[0].isdecimal():
        value: int | None = int(digits_of(written))
    else:
        # `Le`, `Ce`, `Ie`: of single letters only V and X, and I before `er`
        single = len(written) == 1
        fits = end.startswith(("er", "ᵉʳ", "re", "ʳᵉ")) if written == "I" else written in "VX"
        value = roman.value_of(written) if not single or fits else None
    if not value or value > 10**9:
        return match.group()
    first = end.startswith(("er", "r", "ᵉʳ", "ʳ", "èr"))
    if first != (value == 1) and not (value == 1 and end.startswith("è")):
        return match.group()
    many = "s" if end.endswith("s") else ""
    if end.startswith(("n", "d", "ⁿ", "ᵈ")):
        feminine = "e" in end or "ᵉ" in end
        return f"second{'e' if feminine else ''}{many}" if value == 2 else match.group()
    feminine = end.startswith(("r", "ʳ", "èr", "ᵉʳᵉ"))
    said = ordinal(value, "f" if feminine else "m") + many
    # `le millionième`, but counting by itself `un millionième`
    bare = match.group() == match.string and value >= 10**6 and value % 10**6 == 0
    return f"un {said}" if bare and cardinal(value).startswith("un ") else said


def halves(text: str) -> str:
    """`1/2 heure`, `2½ heures`: the noun stands before `et demie`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    form = form_at(f" {noun}", 0, 0)
    if written is None:
        return f"{cardinal(1, form)} demi-{noun}"
    return f"{cardinal(int(written), form)} {noun} et demi{'e' if form == 'f' else ''}"
