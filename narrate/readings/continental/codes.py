"""Codes after a word that names them: serial numbers, accounts, flights, files, registrations.

Letter by letter and figure by figure: `número de serie 82930164`, `Kontonummer 7730512`, `vol
AF447`. What such a word counts stays a number: `serie de 82930 libros`, `compte 15000 soldats`.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from narrate.readings.continental import Tongue
from narrate.readings.continental.measures import units_of

_FIRST = r"[A-Z\d]+"
_NEXT = r"(?:\d[A-Z\d]*|[A-Z]{2,3}|[A-Z](?=[ -]?\d)[A-Z\d]*)"
_CODE = (
    rf"(?P<code>{_FIRST}(?:[-–/]{_FIRST}| {_NEXT}(?![^\W_])){{0,12}})"
    r"(?![^\W_]|[.,:%€£$]\d|[%°€£$]| ?[%°€£$]|['’][^\W_])"
)
_COMPANY = r"[A-ZÀ-ÖØ-Þ][a-zß-ÿ]{1,20}(?: [A-ZÀ-ÖØ-Þ][a-zß-ÿ]{1,20})?"
_MAYBE = re.compile(r"\d[-–/ A-Z]{0,5}\d[-–/ A-Z]{0,5}\d")
"""A quick look: three figures near each other"""
_PARTS = re.compile(r"\d+|[A-Z]|/")
_DATE = re.compile(r"\d{1,2}[-/]\d{1,2}[-/](?:\d{4}|\d{2})")
_THOUSANDS = re.compile(r"\d{1,3}(?: \d{3})+")
_YEARS = re.compile(r"(?:1\d|20)\d\d[ –-](?:1\d|20)\d\d")
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


_OPEN = r"(?<![\w.,/:#@&+–−\\-])"
_LETTERED = re.compile(
    rf"(?:{_OPEN}|(?<=[A-Z]\d-))(?P<name>[A-Z]{{1,5}}|[A-ZÀ-ÖØ-Þ][^\W\d_]{{2,15}}(?=-))-?"
    r"(?P<n>\d{1,3}|(?<=-)\d{4,5}(?= [A-Z]))(?P<end>[A-Z]?)(?:-(?P<more>\d{3}))?"
    r"(?![\w/@%°€£$'’+]|[.,:]\d|-(?:\d|[A-Z]\b))"
)
"""`B-52`, `MP3`, `H2O`, `Covid-19`; what has more parts is left as it is written"""


def lettered(tongue: Tongue) -> Callable[[str], str]:
    """Short codes anywhere: the figure is a number, the letters stay (`A7`, `Covid-19`, `3D`)."""

    def figure(written: str) -> str:
        noughts = len(written) > 3 or (len(written) > 1 and written[0] == "0")
        return tongue.spelled(written) if noughts else tongue.cardinal(int(written), "")

    def after(match: re.Match[str]) -> str:
        end = f" {match['end']}" if match["end"] else ""
        more = f" {figure(match['more'])}" if match["more"] else ""  # `A320-200`
        return f"{match['name']} {figure(match['n'])}{end}{more}"

    def before(match: re.Match[str]) -> str:
        return f"{tongue.cardinal(int(match['n']), '')} {match['end']}"

    # `5G`, `11-M`, `12b`
    figured = re.compile(
        rf"{_OPEN}(?P<n>\d{{1,4}})(?P<mark>-?)(?P<end>[A-Z]|(?<!-)[{tongue.data['house_letters']}])"
        r"(?![\w/@%°€£$'’.]|-\w|[ºª])"
    )
    return lambda text: figured.sub(before, _LETTERED.sub(after, text))


def codes(tongue: Tongue) -> Callable[[str], str]:
    """The rule `serials` for a language, made after abbreviations are in full."""
    return _Codes(tongue).read


class _Codes:
    """How one language says what is named by a number."""

    def __init__(self, tongue: Tongue) -> None:
        words: Mapping[str, str] = tongue.data["codes"]
        number, says, of = words["number"], words["is"], words["of"]
        link = (
            rf"(?:,? (?:{says}))?(?P<marked>,? (?:{number}))?(?: ?[:=(]|[,.])?"
            rf" ?[\"“”«„(]? ?{_CODE}"
        )
        # `El número de serie del reloj es`, `vol Air France`
        owner = rf"(?: (?i:{of})[^\W\d_]{{1,20}}(?: [^\W\d_]{{1,20}})?(?=,? (?:{says}) ))?"
        company = rf"(?P<company> (?:{of})?{_COMPANY})?"
        self._tongue = tongue
        self._sure = re.compile(rf"\b(?i:{words['strong']}){owner}{link}")
        self._shared = re.compile(rf"\b(?i:{words['weak']})(?:{owner}|{company}){link}")
        self._number = re.compile(rf"\b(?i:{number}){owner}{link}")
        self._counted = _counted(tongue.data) | frozenset(words["counted"].split())
        self._after = frozenset(words["after"].split())
        self._one = frozenset(words["one"].split())

    def read(self, text: str) -> str:
        if not _MAYBE.search(text):
            return text
        text = self._sure.sub(self._named, text)
        return self._number.sub(self._numbered, self._shared.sub(self._perhaps, text))

    def _named(self, match: re.Match[str]) -> str:
        written = match["code"]
        ahead = _WORD.match(match.string, match.end())
        sum_or_measure = written.isdecimal() and ahead and ahead[1] in self._counted
        if _figures(written) < _LEAST or _DATE.fullmatch(written) or sum_or_measure:
            return match.group()
        before = match.group()[: match.start("code") - match.start()]
        return before + _spelled(written, self._tongue)

    def _perhaps(self, match: re.Match[str]) -> str:
        """After a word that also names what is counted (`el pedido 104472`)."""
        written = match["code"]
        if any(map(str.isalpha, written)):
            return self._named(match)
        short = _figures(written) < (_LEAST if match["marked"] else _LEAST_WEAK)
        if match["company"] or (short and written[0] != "0") or self._counts(match):
            return match.group()
        other = _THOUSANDS.fullmatch(written) or _YEARS.fullmatch(written)
        return match.group() if other else self._named(match)

    def _numbered(self, match: re.Match[str]) -> str:
        """`Nummer 40271859`; groups may be a telephone's."""
        written = match["code"]
        long = written.isdecimal() and len(written) >= _LEAST_NUMBER
        is_code = long or any(map(str.isalpha, written))
        return self._named(match) if is_code and not self._counts(match) else match.group()

    def _counts(self, match: re.Match[str]) -> bool:
        """Whether what is counted follows: `15000 soldats`, in German `15000 Mark`."""
        ahead = _WORD.match(match.string, match.end())
        before = _WORD_BEFORE.search(match.string, max(0, match.start() - 12), match.start())
        if ahead is None or (before and before[1].lower() in self._one):
            return False  # `le train 12951 arrive`
        if self._tongue.data["noun_capitals"]:
            return ahead[1][0].isupper()
        return ahead[1].islower() and ahead[1] not in self._after


def _counted(data: Mapping[str, Any]) -> frozenset[str]:
    """Units and coins, as signs and in words: `matrícula: 3000 euros`."""
    units = units_of(data)
    said = {word for noun in units.values() for word in (noun.one, noun.many)}
    coins: set[str] = set()
    for code, entry in data["currencies"].items():
        coins |= {code, *entry.get("after", "").split()}
        coins |= {name.split()[0] for name in entry["unit"][1:]}
    return frozenset(units) | said | coins


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
