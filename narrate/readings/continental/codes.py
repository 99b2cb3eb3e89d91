"""Codes after a word that names them: serial numbers, accounts, flights, files, registrations.

Letter by letter and figure by figure: `número de serie 82930164`, `Kontonummer 7730512`, `vol
AF447`. What such a word counts stays a number: `serie de 82930 libros`, `compte 15000 soldats`.
"""

import re
from collections.abc import Callable, Mapping

from narrate.readings.continental import Tongue

_FIRST = r"[A-Z\d]+"
_NEXT = r"(?:\d[A-Z\d]*|[A-Z]{2,3}|[A-Z](?=[ -]?\d)[A-Z\d]*)"
_CODE = (
    rf"(?P<code>{_FIRST}(?:[-–/]{_FIRST}| {_NEXT}(?![^\W_])){{0,12}})"
    r"(?![^\W_]|[.,:%€£$]\d|[%°€£$]| ?[%°€£$]|['’][^\W_])"
)
_PARTS = re.compile(r"\d+|[A-Z]|/")
_DATE = re.compile(r"\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
_WORD = re.compile(r" ([^\W\d_]+)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+)[ '’]$")
_YEAR = re.compile(r"(?<=/)(?:1[89]|20)\d\d$")
"""At a code's end, left for what reads years and numbers"""
_LEAST = 3
"""Figures of a code; fewer are said as the number that they are"""
_LEAST_WEAK = 5
"""Figures alone after a word that also names what is counted (`vuelo 447`, `Akte 44718`)"""
_LEAST_NUMBER = 6
"""Figures alone after the mere word for a number"""


def codes(tongue: Tongue) -> Callable[[str], str]:
    """The rule `serials` for a language, made after abbreviations are in full."""
    words: Mapping[str, str] = tongue.data["codes"]
    number = words["number"]
    link = (
        rf"(?P<link>(?:,? (?:{words['is']}))?(?P<marked>,? (?:{number}))?(?: ?[:=(]|[,.])?"
        r" ?[\"“”«„(]? ?)"
    )
    strong = re.compile(rf"(?P<name>\b(?i:{words['strong']})){link}{_CODE}")
    weak = re.compile(rf"(?P<name>\b(?i:{words['weak']}|{number})){link}{_CODE}")
    only = re.compile(number, re.IGNORECASE)
    function_words = frozenset(words["after"].split())
    one = frozenset(words["one"].split())

    def goes_on(match: re.Match[str]) -> bool:
        """Whether what is counted follows: `15000 soldats`, in German `15000 Mark`."""
        ahead = _WORD.match(match.string, match.end())
        before = _WORD_BEFORE.search(match.string, max(0, match.start() - 12), match.start())
        if ahead is None or (before and before[1].lower() in one):  # `le train 12951 arrive`
            return False
        if tongue.name == "de":
            return ahead[1][0].isupper()
        return ahead[1].islower() and ahead[1] not in function_words

    def named(match: re.Match[str]) -> str:
        written = match["code"]
        if _figures(written) < _LEAST or _DATE.fullmatch(written):
            return match.group()
        return f"{match['name']}{match['link']}{_spelled(written, tongue)}"

    def perhaps(match: re.Match[str]) -> str:
        written = match["code"]
        if not any(map(str.isalpha, written)):
            least = _LEAST if match["marked"] else _LEAST_WEAK
            least = _LEAST_NUMBER if only.fullmatch(match["name"]) else least
            short = _figures(written) < least and written[0] != "0"
            if short or _THOUSANDS.fullmatch(written) or goes_on(match):
                return match.group()
        return named(match)

    return lambda text: weak.sub(perhaps, strong.sub(named, text))


def _figures(written: str) -> int:
    return sum(map(str.isdecimal, written))


def _spelled(written: str, tongue: Tongue) -> str:
    """`AB-4471`: A B cuatro cuatro siete uno; a comma between groups of figures alone."""
    said, before = "", ""
    for group in re.split(r"[ –-]", written):
        if before:
            said += ", " if before.isdecimal() and group.isdecimal() else " "
        year = _YEAR.search(group)
        signs = group[: year.start()] if year else group
        said += " ".join(_part(part, tongue) for part in _PARTS.findall(signs))
        said += f" {year.group()}" if year else ""
        before = group
    return said


def _part(part: str, tongue: Tongue) -> str:
    if part.isdecimal():
        return tongue.spelled(part)
    return str(tongue.data["marks"]["/"]) if part == "/" else part
