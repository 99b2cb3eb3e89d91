"""Figures in Hindi with nothing beside them: fractions, spans, decimals, sums, whole numbers."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi import quantities
from narrate.readings.hindi.numbers import cardinal, number, whole

_NAMES = ("24/7", "9/11", "50/50")
"""Said as two numbers by everyone"""
_FRACTION = regex.compile(
    rf"(?:(?<=[\p{{L}}\p{{M}}\s(“‘\"']|^)(?P<front>\d{{1,3}})\s)?{indian.BEGIN}(?P<above>{indian.WHOLE})"
    rf"\s?[/⁄]\s?(?P<below>{indian.WHOLE}){indian.END}"
)
_VULGAR = regex.compile(rf"{indian.BEGIN}(?P<front>\d*)(?P<sign>[{''.join(quantities.VULGAR)}])")
_SPAN = regex.compile(
    rf"{indian.BEGIN}(?P<first>{indian.NUMBER})\s?[-–]\s?(?P<second>{indian.NUMBER}){indian.END}"
)
_DECIMAL = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}\.\d+{indian.END}")
_WHOLE = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}{indian.END}")
_MINUS = regex.compile(
    r"(?:(?:^|(?<=[\s(]))-(?=\d[\d.]*\s?(?:°|डिग्री))|^-(?=\d+$)|(?:^|(?<=[\s(]))−(?=\d))"
)
"""A hyphen is a minus only where nothing but a number or a temperature follows"""
_SIGNS = {
    "+": "प्लस",
    "−": "माइनस",
    "×": "गुणा",
    "÷": "भाग",
    "=": "बराबर",
}
_SUM = regex.compile(r"(?<=\d)\s?(?P<sign>[+−×÷=])\s?(?=\d)")
_BY = regex.compile(
    rf"{indian.BEGIN}(?P<a>\d{{1,4}})\s?[x×]\s?(?P<b>\d{{1,4}}){indian.END}(?!\s?=)"
)
_STROKE = regex.compile(r"(?<=[\u0900-\u097f])\|{1,2}(?=\s|[”’\"']|$)")
_AND = regex.compile(r"(?<=[\p{L}\p{M}]\s)&(?=\s[\p{L}\p{M}])")


def read_fractions(text: str) -> str:
    """`99/100` as निन्यानबे बटा सौ... and `2½` as ढाई."""
    text = indian.replaced(
        _VULGAR, lambda found: quantities.mixed(found["front"], *quantities.VULGAR[found["sign"]])
    )(text)
    return indian.replaced(_FRACTION, _fraction)(text)


def _fraction(found: regex.Match[str]) -> str | None:
    above, below = found["above"], found["below"]
    if f"{above}/{below}" in _NAMES:
        return None
    front = found["front"]
    if front:
        if indian.value_of(above) >= indian.value_of(below):
            return None
        return quantities.mixed(front, indian.value_of(above), indian.value_of(below))
    a, b = whole(above), whole(below)
    return a and b and f"{a} बटा {b}"


def read_ranges(text: str) -> str:
    """`10-15` as दस से पंद्रह, `2-3` as दो-तीन."""
    return indian.replaced(_SPAN, lambda found: quantities.span(found["first"], found["second"]))(
        text
    )


def read_decimals(text: str) -> str:
    """`3.14` as तीन दशमलव एक चार."""
    return indian.replaced(_DECIMAL, lambda found: number(found.group()))(text)


def read_math(text: str) -> str:
    """`2x2` as दो बाई दो, `5 + 3 = 8` by the signs' names; a lone minus before a figure."""
    text = indian.replaced(_BY, lambda f: f"{cardinal(int(f['a']))} बाई {cardinal(int(f['b']))}")(
        text
    )
    text = _SUM.sub(lambda found: f" {_SIGNS[found['sign']]} ", text)
    return _MINUS.sub("माइनस ", text)


def read_numbers(text: str) -> str:
    """Whole numbers by the lakh and crore; what is longer than words go stays."""
    return indian.replaced(_WHOLE, lambda found: whole(found.group()))(text)


def read_symbols(text: str) -> str:
    """`&` between words as और; an upright stroke that ends a sentence as the danda it is."""
    return _STROKE.sub("।", _AND.sub("और", text))
