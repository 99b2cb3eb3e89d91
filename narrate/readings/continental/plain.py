"""Figures by themselves: whole numbers, decimals, ranges, sums; and signs that are words."""

import functools
import re
from collections.abc import Callable

from narrate.readings.continental import Form, Tongue

INTEGER = (
    r"(?:\d{1,3}(?:\.\d{3}){1,7}+(?!\d)|\d{1,3}(?: \d{3}){1,7}+(?!\d)"
    r"|\d{1,3}(?:['’]\d{3}){1,7}+(?!\d)|\d{1,24}+(?!\d))"
)
"""A whole number with or without marks between its thousands"""
FIGURE = rf"(?P<whole>{INTEGER})(?:,(?P<part>\d{{1,24}}+))?"
BEFORE = r"(?<![\w.,/:#+–−\-])"
"""Nothing comes before the figure that would make it part of something longer"""
TAIL = r"(?:\.(?P<tail>\d{1,2}(?!\d)|\d{4,12}+))?"
"""What comes after a decimal point; three figures are thousands"""
MINUS = r"(?P<minus>(?<!\?)[-−](?=\d))?"
AFTER = r"(?![\w/:°%€£$]|[.,]\d|[-–−]\w)"
"""Nothing goes on behind it"""

_ANY = re.compile(r"[\d½⅓⅔¼¾⅕-⅞]")
_ENDS = re.compile(r"[\"”’»›)\]]*(?:\s*$|\s+[\"“„«‹¿¡(\[—–-]*[^\W\d_])")


def where_figures(rule: Callable[[str], str]) -> Callable[[str], str]:
    """The rule, asked only where there is a figure at all: most sentences of a novel have none."""
    return lambda text: rule(text) if _has_figures(text) else text


@functools.lru_cache(maxsize=16)
def _has_figures(text: str) -> bool:
    """Asked by a dozen rules of one text in turn."""
    return _ANY.search(text) is not None


def digits_of(written: str) -> str:
    """The digits of a figure without what is between its thousands."""
    return "".join(filter(str.isdecimal, written))


def sentence_ends(text: str, at: int) -> bool:
    """True where a full stop before `at` ends the sentence too: a capital or nothing follows."""
    ahead = _ENDS.match(text, at)
    if ahead is None:
        return False
    last = ahead.group()[-1:]
    return not last.isalpha() or last.isupper()


def signed(match: re.Match[str], words: str, tongue: Tongue) -> str:
    """The words of a figure that `MINUS` may come before; a hyphen may open a line of speech."""
    if not match["minus"]:
        return words
    opens_speech = match.start() == 0 and len(match.string.split()) > 3
    return ("-" if opens_speech else f"{tongue.word('minus')} ") + words


WORD_AHEAD = re.compile(r" [^\W\d_]")
"""What may be counted by the figure before it"""
_RANGE = re.compile(
    rf"{BEFORE}(?P<a>{INTEGER})(?P<apart>,\d{{1,3}})?(?: ?– ?|-| - )"
    rf"(?P<b>{INTEGER})(?P<bpart>,\d{{1,3}})?"
    r"(?![\w/:]|[.,]\d| ?[-–] ?\d| ?=)"
)
_SUM = re.compile(
    r"(?:(?<=[\d)½⅓⅔¼¾])|(?<=\b[a-zA-Z])(?= ?[=<>≤≥≠≈]))"
    r" ?([+×÷=*−<>≤≥≠≈±]|(?<= )[-:/x](?= )|(?<=\d)(?<!\b0)x(?=\d))"
    r" ?(?=[(\d½⅓⅔¼¾]|[−-]\d|(?<=[ =<>≤≥≠≈])[a-z]\b)"
    r"|(?:(?<= )|(?<=\()|^)([±+])(?=\d{1,3}(?:,\d+)?(?![\w/-]| ?\d))"
    r"|(?<=[a-zà-ÿ]) (=) (?=\d)"
)
_POINT = re.compile(
    rf"{BEFORE}{MINUS}(?P<whole>\d{{1,12}}+)\.(?P<part>\d{{1,2}}|\d{{4,12}})(?![\w/:]|[.,]\d|\.\.|[-–]\w)"
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
        return signed(match, words, tongue)

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
        return signed(match, said, tongue)

    def point(match: re.Match[str]) -> str:
        whole = tongue.cardinal(int(match["whole"]), "")
        part = tongue.decimals(match["part"], "")
        return signed(match, f"{whole} {tongue.word('stop')} {part}", tongue)

    return lambda text: _POINT.sub(point, _DECIMAL.sub(comma, text))


_NAME_BEFORE = re.compile(r"(?<=[^.!?:] )[A-Z][a-z]+ $")


def _is_model(match: re.Match[str]) -> bool:
    """`un Boeing 737-800`: two numbers of one name."""
    before = match.string[max(0, match.start() - 24) : match.start()]
    hundreds = len(match["a"]) == 3 and len(match["b"]) == 3 and match["b"].endswith("00")
    return hundreds and _NAME_BEFORE.search(before) is not None


def ranges(tongue: Tongue) -> Callable[[str], str]:
    """`10–15 años`: from the smaller to the greater; a text that is nothing else may be a score."""
    spans: bool = tongue.data["years_alone"]  # whether two years that are all there is are one

    counted_down = re.compile(rf" (?:{tongue.data['before_christ']})\b")

    def said(match: re.Match[str]) -> str:
        low, high = digits_of(match["a"]), digits_of(match["b"])
        if match["apart"] or match["bpart"]:
            ends = f"{low}{match['apart'] or ''}", f"{high}{match['bpart'] or ''}"
            first, last = (float(end.replace(",", ".")) for end in ends)
            return match.group() if first >= last else f"{ends[0]} {tongue.word('to')} {ends[1]}"
        era = counted_down.match(match.string, match.end())
        rises = (
            era is not None
            or int(low) < int(high)
            or (len(low) == 4 and len(high) == 2 and low[2:] < high)
        )
        counts = WORD_AHEAD.match(match.string, match.end())
        if len(low) == 3 and len(high) == 4 and match["b"] == high and not counts:
            return match.group()  # `555-1234` is rather to be dialled
        years = "1000" <= low <= "2100" and (len(high) == 2 or high <= "2100")
        alone = match.group() == match.string.strip(" .") and not (years and spans)
        if _is_model(match):
            return " ".join(tongue.cardinal(int(figure), "") for figure in match.group("a", "b"))
        if not rises or "0" in (low[0], high[0]) or alone:
            return match.group()
        return f"{match['a']} {tongue.word('to')} {match['b']}"

    return lambda text: _RANGE.sub(said, text)


def is_dated(written: str) -> bool:
    """Whether three short figures are a day, a month and a year: `5/8/11`, `05-08-11`, `5-8-98`.

    `7-8-10` may be three numbers, and `3.2.14` a section's.
    """
    if "." in written:
        return False
    parts = re.split("[/-]", written)
    return "/" in written or int(parts[-1]) > 31 or any(part[0] == "0" for part in parts)


_WORD = re.compile(r"[^\W\d_]{2}")


_SUM_AHEAD = re.compile(r"\(?[\d.,]{1,24}\)? ?[=+×÷*]")
_SUM_BEHIND = re.compile(r"[=+×÷*] ?\(?[\d.,]{1,24}\)?$")


def _in_sum(match: re.Match[str]) -> bool:
    """Whether a sign that has other uses is of a sum: others are beside it, or no words at all."""
    text, start = match.string, match.start()
    if _SUM_AHEAD.match(text, match.end()) or _SUM_BEHIND.search(text[max(0, start - 28) : start]):
        return True
    return _WORD.search(text) is None


def sums(tongue: Tongue) -> Callable[[str], str]:
    """`3 + 4 = 7`: the signs between figures."""
    names = tongue.data["operators"]

    def said(match: re.Match[str]) -> str:
        if match[1] in ("-", ":", "/") and not _in_sum(match):
            return match[0]  # `2 - 3 Stunden`, `il y en a (deux) : 3`
        if match[2]:
            return f"{names[match[2]]} " if match[2] in names else match[0]
        if match[3]:
            return f" {names['=']} "
        return f" {names[match[1]]} " if match[1] in names else match[0]

    return lambda text: _SUM.sub(said, text)


_COINS = "€£¥"
"""Signs that are words where no figure is beside them: `cinco mil €`"""


def symbols(tongue: Tongue) -> Callable[[str], str]:
    """`&`, `§` and other signs that are always read as words."""
    names = tongue.data["symbols"]
    signs = tuple(names)
    pattern = re.compile(rf" ?({'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))}) ?")

    def said(match: re.Match[str]) -> str:
        before = match.string[max(0, match.start() - 1) : match.start()]
        after = match.string[match.end() : match.end() + 1]
        if match[1] in _COINS and after.isdecimal():
            return match.group()
        left = " " if before and before not in "(«“\" '’" else ""
        right = " " if after and (after.isalnum() or match.group().endswith(" ")) else ""
        return f"{left}{names[match[1]]}{right}"

    return lambda text: pattern.sub(said, text) if any(s in text for s in signs) else text
