"""Characters of fonts that have signs in place of letters."""

from __future__ import annotations

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_SYMBOLS = (
    dict(zip(_LATIN, _GREEK, strict=True))
    | dict(zip(_LATIN.upper(), "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", strict=True))
    | {"\xb0": "°", "\xb1": "±", "\xb4": "×", "\xb8": "÷", "\xbc": "…", "\xb7": "•", "\xa5": "∞"}
    | {"\xa3": "≤", "\xb3": "≥", "\xb9": "≠", "\xa2": "′", "\xb2": "″", "\xbb": "≈", "\xbe": "—"}
    | {"\xa9": "♥", "\xa8": "♦", "\xa7": "♣", "\xaa": "♠", "\xac": "←", "\xae": "→", "\xd6": "√"}
)
"""The Symbol font by its codes: https://www.unicode.org/Public/MAPPINGS/VENDORS/ADOBE/symbol.txt"""
_PRIVATE = range(0xF000, 0xF100)
"""Where Word keeps the codes of such fonts"""
_SIGN_FONTS = ("symbol", "wingdings", "webdings", "dingbats", "marlett", "ornament")

ORNAMENT = "❦"
"""Stands for a sign of a font that has only pictures"""


def is_sign_font(font: str) -> bool:
    """Whether the letters of a font are signs."""
    return any(name in font.casefold() for name in _SIGN_FONTS)


def symbol(font: str, code: int) -> str:
    """The character that a font shows for a code; `ORNAMENT` for a mere picture."""
    if code in _PRIVATE:
        code -= _PRIVATE.start
        if not is_sign_font(font):
            font = "wingdings"
    if font.casefold().strip() in ("symbol", "symbol mt"):
        plain = chr(code) if 0x20 <= code < 0x7F and not chr(code).isalpha() else ORNAMENT
        return _SYMBOLS.get(chr(code), plain)
    if is_sign_font(font):
        return ORNAMENT if code > 0x20 else " "
    return chr(code) if 0x20 <= code < 0xD800 or 0xE000 <= code < 0x110000 else ""
