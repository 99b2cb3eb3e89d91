"""Fractions in figures and in one character, sums and equations, minus before a figure."""

import functools
import re
import unicodedata

from narrate.readings.english.rewriting import (
    NUMBER,
    cardinal,
    following,
    has_figure,
    in_turn,
    number,
    ordinal,
    plain,
    plural,
    rewriting,
)

_ONE_CHARACTER = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅐⅛⅜⅝⅞⅑⅒"
_MIXED = re.compile(
    rf"(?:(?P<whole>[\d,.]*\d)(?:\s|(?=[{_ONE_CHARACTER}])))?(?:(?P<one>[{_ONE_CHARACTER}])|(?P<two>\d+/\d+))"
)
_PAIRS = {"24/7": "twenty-four seven", "50/50": "fifty-fifty", "9/11": "nine eleven",
          "20/20": "twenty-twenty"}  # fmt: skip


_MUSIC = re.compile(r" (?:time|beat|met(?:er|re)|rhythm)\b")
"""After `6/8` and the like"""


def mixed(written: str) -> str | None:
    """`2½` and `2 1/2` as `two and a half`; None where it is no fraction."""
    match = _MIXED.fullmatch(written)
    if not match:
        return None
    part = (
        unicodedata.normalize("NFKD", match["one"]).replace("\u2044", "/") if match["one"] else ""
    )
    top, _, bottom = (part or match["two"]).partition("/")
    said = _part(int(top), int(bottom))
    if said is None:
        return None
    if not match["whole"]:
        return said
    half = "a half" if said == "one half" else said
    return f"{number(match['whole'])} and {half}"


def _part(top: int, bottom: int, one: str = "one ") -> str | None:
    """`three quarters`; None where it is none. `one` begins what is one part only."""
    if bottom < 2 or bottom > 9999:
        return None
    if bottom == 2:
        name, names = "half", "halves"
    else:
        name = "quarter" if bottom == 4 else ordinal(bottom)
        name = name.removeprefix("one ")  # a hundredth
        names = plural(name)
    return f"{one}{name}" if top == 1 else f"{plain(top)} {names}"


def _fraction(match: re.Match[str]) -> str | None:
    fraction, whole = match["fraction"].replace("⁄", "/"), match["whole"]
    if fraction in _PAIRS and not whole:
        return _PAIRS[fraction]
    if fraction[0] == "0" or "/0" in fraction:
        return None
    return mixed(f"{whole} {fraction}") if whole else _alone(match, fraction)


def _alone(match: re.Match[str], fraction: str) -> str | None:
    """`1/2 a mile`, `6/8 time`, `a 1/4-inch hole`, `3/4`; `2/22` may be a day."""
    if _may_be_a_day(match["fraction"]):
        return None
    if fraction == "1/2" and re.match(r" an? ", following(match)):
        return "half"
    if _MUSIC.match(match.string, match.end()):
        return "-".join(cardinal(int(part)) for part in fraction.split("/"))
    if following(match).startswith("-") and fraction[:2] == "1/":
        return _part(1, int(fraction[2:]), "")
    return mixed(fraction)


def _may_be_a_day(fraction: str) -> bool:
    """`2/22` is as likely a day of the year, `1/16` a fraction."""
    top, slash, bottom = fraction.partition("/")
    if not slash:
        return False
    usual = int(bottom) < 13 or int(bottom) in (15, 16, 20, 30)
    return int(top) < 13 and int(bottom) < 32 and not usual


def _spaced(match: re.Match[str]) -> str | None:
    """`1 / 4`, where nothing else is said; years are two dates."""
    if len(match["top"]) == 4 or len(match["bottom"]) == 4:
        return None
    return mixed(f"{match['top']}/{match['bottom']}")


def _one_character(match: re.Match[str]) -> str | None:
    if match.group() == "½" and re.match(r" an? ", following(match)):
        return "half"
    return mixed(match.group().strip())


READING = in_turn(
    rewriting(
        rf"(?:(?<![\w.,])\d{{1,3}}(?:,\d{{3}})*\s?|(?<![\w.,])\d+\s?)?[{_ONE_CHARACTER}](?!\w)",
        _one_character,
    ),
    rewriting(r"^(?P<top>[1-9]\d*) / (?P<bottom>[1-9]\d*)$", _spaced, lambda text: " / " in text),
    rewriting(
        r"(?<![\w.,/-])(?:(?P<whole>\d{1,4})\s)?(?P<fraction>\d{1,4}[/⁄]\d{1,4})(?i:st|nd|rds?|ths?)?"
        r"(?![\w/%=]|-(?!inch|mile|hour|pound|ounce|acre|pint|quart|cup|yard|ton|size)|[.,]\d)",
        _fraction,
        lambda text: ("/" in text or "⁄" in text) and has_figure(text),
    ),
)
"""The rule `fractions`"""


_SIGNS = {
    "+": "plus", "-": "minus", "−": "minus", "–": "minus", "=": "equals", "×": "times",
    "*": "times", "x": "times", "·": "times", "÷": "divided by", "/": "divided by",
    "<": "is less than", ">": "is greater than", "≤": "is at most", "≥": "is at least",
    "≠": "is not equal to", "≈": "is about", "±": "plus or minus",
}  # fmt: skip
_OPERAND = rf"(?:{NUMBER}|[A-Za-z](?![A-Za-z]))"
_SIGN = re.compile(r"\s*((?<=\s)x(?=\s)|[+\-−–=×*·÷/<>≤≥≠≈±])\s*")
_SOME_SIGN = re.compile(r"[=+×÷*·<>≤≥≠≈±−√]|-\d")


@functools.lru_cache(maxsize=4)
def _has_sign(text: str) -> bool:
    return _SOME_SIGN.search(text) is not None


def _equation(match: re.Match[str]) -> str | None:
    if "=" not in match.group() and not any(map(str.isdecimal, match.group())):
        return None
    return _SIGN.sub(lambda m: f" {_SIGNS[m[1]]} ", match.group()).strip()


MATH = in_turn(
    rewriting(
        rf"(?<![\w.,=+*/-])(?<![-–—] ){_OPERAND}"
        rf"(?:(?:\s?[+\-−×*·÷/]\s?|(?<=\d) x (?=\d)){_OPERAND})*\s?[=<>≤≥≠≈]\s?"
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
