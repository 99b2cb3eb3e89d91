"""Figures by themselves: whole numbers, decimals, ranges, sums; and signs that are words."""

from __future__ import annotations

import re
from collections.abc import Callable

from narrate.readings.continental.figures import (
    AFTER,
    BEFORE,
    FIGURE,
    INTEGER,
    MINUS,
    digits_of,
    is_dash,
)
from narrate.readings.continental.tongue import Form, Tongue

_RANGE = re.compile(
    rf"{BEFORE}(?P<a>{INTEGER})(?: ?– ?|-)(?P<b>{INTEGER})(?![\w/:]|[.,]\d| ?[-–]\d)"
)
_SUM = re.compile(r"(?<=[\d)]) ?([+×÷=*−]|(?<= )[-:/x](?= )|(?<=\d)x(?=\d)) ?(?=[(\d])")
_POINT = re.compile(
    rf"{BEFORE}{MINUS}(?P<whole>\d{{1,12}}+)\.(?P<part>\d{{1,2}})(?![\w/:]|[.,]\d|\.\.|[-–]\w)"
)
_DECIMAL = re.compile(rf"{BEFORE}{MINUS}{FIGURE}{AFTER}")


def numbers(tongue: Tongue, form_at: Callable[[str, int, int], Form]) -> Callable[[str], str]:
    """Whole numbers; `form_at` tells from the text around a figure how it must end."""
    pattern = re.compile(rf"{BEFORE}{MINUS}(?P<whole>{INTEGER}){tongue.data['after_number']}")

    def said(match: re.Match[str]) -> str:
        digits = digits_of(match["whole"])
        if len(digits) > 1 and digits[0] == "0":
            words = tongue.spelled(digits)
        else:
            words = tongue.cardinal(
                int(digits), form_at(match.string, match.start("whole"), match.end())
            )
        if not match["minus"]:
            return words
        return ("-" if is_dash(match) else f"{tongue.word('minus')} ") + words

    return lambda text: pattern.sub(said, text)


def decimals(tongue: Tongue) -> Callable[[str], str]:
    """`3,14`, and `3.5` with the mark that is written."""
    big = re.compile(rf" (?:{tongue.data['bigs']})\b")
    scripture = re.compile(rf"\b(?:{tongue.data['scripture']})\.? ?$")

    def comma(match: re.Match[str]) -> str:
        whole, part = match["whole"], match["part"]
        if part is None:
            return match.group()
        if scripture.search(match.string, max(0, match.start() - 20), match.start()):
            # `Mose 1,1`: chapter and verse
            return f"{tongue.number(whole, None)}, {tongue.cardinal(int(part), '')}"
        counts = big.match(match.string, match.end())
        thousands = len(part) == 3 and len(digits_of(whole)) < 4 and whole[0] != "0"
        if thousands and tongue.data["comma_thousands"] and not counts:
            return match.group()  # `1,000`: a thousand overseas, one in Spain
        said = tongue.number(whole, part, tongue.data["big_form"] if counts else "")
        return _signed(match, said, tongue)

    def point(match: re.Match[str]) -> str:
        whole = tongue.cardinal(int(match["whole"]), "")
        part = tongue.decimals(match["part"], "")
        return _signed(match, f"{whole} {tongue.word('stop')} {part}", tongue)

    return lambda text: _POINT.sub(point, _DECIMAL.sub(comma, text))


def _signed(match: re.Match[str], words: str, tongue: Tongue) -> str:
    if not match["minus"]:
        return words
    return ("-" if is_dash(match) else f"{tongue.word('minus')} ") + words


def ranges(tongue: Tongue) -> Callable[[str], str]:
    """`10–15 años`: from the smaller to the greater; a text that is nothing else may be a score."""

    def said(match: re.Match[str]) -> str:
        low, high = digits_of(match["a"]), digits_of(match["b"])
        rises = int(low) < int(high) or (len(low) == 4 and len(high) == 2 and low[2:] < high)
        if len(low) == 3 and len(high) == 4 and match["b"] == high:
            return match.group()  # `555-1234` is rather to be dialled
        if not rises or "0" in (low[0], high[0]) or match.group() == match.string.strip(" ."):
            return match.group()
        return f"{match['a']} {tongue.word('to')} {match['b']}"

    return lambda text: _RANGE.sub(said, text)


def sums(tongue: Tongue) -> Callable[[str], str]:
    """`3 + 4 = 7`: the signs between figures."""
    names = tongue.data["operators"]
    return lambda text: _SUM.sub(lambda m: f" {names[m[1]]} " if m[1] in names else m[0], text)


def symbols(tongue: Tongue) -> Callable[[str], str]:
    """`&`, `§` and other signs that are read as words wherever they stand."""
    names = tongue.data["symbols"]
    signs = tuple(names)
    pattern = re.compile(rf" ?({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}) ?")

    def said(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 1) : match.start()]
        after = match.string[match.end() : match.end() + 1]
        left = " " if before and before not in '(«“" ' else ""
        right = " " if after and (after.isalnum() or match.group().endswith(" ")) else ""
        return f"{left}{names[match[1]]}{right}"

    return lambda text: pattern.sub(said, text) if any(s in text for s in signs) else text
