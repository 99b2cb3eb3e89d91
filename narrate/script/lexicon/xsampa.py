"""X-SAMPA, IPA in the characters of a keyboard, to IPA: the table of J. C. Wells (1995)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_TABLE: Mapping[str, str] = {
    "r\\`": "ɻ", "t`": "ʈ", "d`": "ɖ", "n`": "ɳ", "s`": "ʂ", "z`": "ʐ", "l`": "ɭ", "r`": "ɽ",
    "@`": "ɚ", "3`": "ɝ", "p\\": "ɸ", "j\\": "ʝ", "r\\": "ɹ", "R\\": "ʀ", "L\\": "ʟ", "K\\": "ɮ",
    "X\\": "ħ", "?\\": "ʕ", "M\\": "ɰ", "G\\": "ɢ", "N\\": "ɴ", "B\\": "ʙ", "J\\": "ɟ",
    "h\\": "ɦ", "s\\": "ɕ", "z\\": "ʑ", "x\\": "ɧ", "l\\": "ɺ", "v\\": "ʋ", "3\\": "ɞ",
    "@\\": "ɘ", "I\\": "ᵻ", "U\\": "ᵿ", ":\\": "ˑ", "B": "β", "T": "θ", "D": "ð", "S": "ʃ",
    "Z": "ʒ", "C": "ç", "N": "ŋ", "J": "ɲ", "F": "ɱ", "R": "ʁ", "4": "ɾ", "5": "ɫ", "L": "ʎ",
    "K": "ɬ", "G": "ɣ", "X": "χ", "?": "ʔ", "H": "ɥ", "W": "ʍ", "P": "ʋ", "g": "ɡ", "1": "ɨ",
    "2": "ø", "3": "ɜ", "6": "ɐ", "7": "ɤ", "8": "ɵ", "9": "œ", "&": "ɶ", "@": "ə", "{": "æ",
    "}": "ʉ", "A": "ɑ", "E": "ɛ", "I": "ɪ", "M": "ɯ", "O": "ɔ", "Q": "ɒ", "U": "ʊ", "V": "ʌ",
    "Y": "ʏ", '"': "ˈ", "%": "ˌ", ":": "ː", ".": ".", "-": "", "_~": "\u0303", "~": "\u0303",
    "_=": "\u0329", "=": "\u0329", "_h": "ʰ", "_j": "ʲ", "'": "ʲ", "_w": "ʷ", "_^": "\u032f",
    "_0": "\u0325", "_v": "\u032c", "_d": "\u032a", "_}": "\u031a", "_e": "\u0334", "_G": "ˠ",
    "_-": "\u0320", "_+": "\u031f", "_r": "\u031d", "_o": "\u031e", "_": "\u0361", "`": "˞",
    " ": " ",
}  # fmt: skip
_SAME = frozenset("abcdefhijklmnopqrstuvwxyz")
_SYMBOL = re.compile("|".join(sorted(map(re.escape, _TABLE), key=len, reverse=True)) + "|.", re.S)


def to_ipa(xsampa: str) -> str:
    """The same sounds in IPA; raises ValueError with the symbol that is none of X-SAMPA."""
    return "".join(map(_ipa, _SYMBOL.findall(" ".join(xsampa.split()))))


def _ipa(symbol: str) -> str:
    if symbol in _TABLE:
        return _TABLE[symbol]
    if symbol in _SAME:
        return symbol
    raise ValueError(symbol)
