"""Sums and equations, minus before a figure."""

from __future__ import annotations

import re

from narrate.readings.english.rewriting import has_figure, in_turn, rewriting
from narrate.readings.english.words import NUMBER

_SIGNS = {
    "+": "plus", "-": "minus", "−": "minus", "–": "minus", "=": "equals", "×": "times",
    "*": "times", "·": "times", "÷": "divided by", "/": "divided by", "<": "is less than",
    ">": "is greater than", "≤": "is at most", "≥": "is at least", "≠": "is not equal to",
    "≈": "is about", "±": "plus or minus",
}  # fmt: skip
_OPERAND = rf"(?:{NUMBER}|[A-Za-z](?![A-Za-z]))"
_SIGN = re.compile(r"\s*([+\-−–=×*·÷/<>≤≥≠≈±])\s*")
_SOME_SIGN = re.compile(r"[=+×÷*·<>≤≥≠≈±−√]|-\d")


def _has_sign(text: str) -> bool:
    return _SOME_SIGN.search(text) is not None


def _equation(match: re.Match[str]) -> str | None:
    if "=" not in match.group() and not any(map(str.isdecimal, match.group())):
        return None
    return _SIGN.sub(lambda m: f" {_SIGNS[m[1]]} ", match.group()).strip()


READING = in_turn(
    rewriting(
        rf"(?<![\w.,=+*/-])(?<![-–—] ){_OPERAND}(?:\s?[+\-−×*·÷/]\s?{_OPERAND})*\s?[=<>≤≥≠≈]\s?"
        rf"{_OPERAND}(?:\s?[+\-−×*·÷/=]\s?{_OPERAND})*(?![\w=*+/-])",
        _equation,
        _has_sign,
    ),
    rewriting(
        rf"(?<![\w.,=+*/-]){NUMBER}(?:\s?[+×*÷±]\s?{NUMBER})+(?![\w=*+/-])",
        _equation,
        lambda text: has_figure(text) and _has_sign(text),
    ),
    rewriting(r"(?:(?<=^)|(?<=[\s(\[“\"]))[-−](?=\.?\d)", lambda m: "minus ", _has_sign),
    rewriting(r"(?:(?<=^)|(?<=[\s(]))\+(?=\.?\d)", lambda m: "plus ", _has_sign),
    rewriting(r"(?<!\w)[±](?=\s?\d)\s?", lambda m: "plus or minus ", _has_sign),
    rewriting(r"√(?=\d)", lambda m: "the square root of ", lambda text: "√" in text),
)
"""The rule `math`"""
