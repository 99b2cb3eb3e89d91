"""German ordinals, roman numerals, halves, years, and figures joined to words.

A full stop behind a figure may make an ordinal; words before it tell in which case it stands.
"""

import re

from narrate.numerals import roman_value
from narrate.readings.continental import Form
from narrate.readings.continental.measures import signs_of, units_of
from narrate.readings.continental.romans import kings_of, may_hold_numerals, numerals
from narrate.readings.german.grammar import DATA, GERMAN, cardinal, gender_of, ordinal, strong, year
from narrate.readings.languages import rules_for

_STARTERS = rules_for("de").starters
_ENDINGS = {
    word: ending for ending, words in DATA["before_ordinals"].items() for word in words.split()
}
_DATIVES = frozenset(["in", "mit", "von", "zu", "bei", "nach", "aus", "seit", "ab", "an"])
_PREPOSITIONS = frozenset(DATA["prepositions"].split())
_LAST = re.compile(r"([^\W\d_]+) $")
_TWO = re.compile(r"([^\W\d_]+) (der) $", re.IGNORECASE)
_ORDINAL = re.compile(
    r"(?<![\w.,/:-])(?P<a>\d{1,4})\."
    r"(?:(?P<join> (?:und|oder|bis|bis zum|auf den|wie im) |/| ?[–-] ?)(?P<b>\d{1,4})\.)?"
    r"(?= (?P<noun>[^\W\d_]+))"
)
_AT_END = re.compile(
    r"(?:(?<=\b[Aa]m )|(?<=\b(?:[Dd]e[rmn]|[Zz]um|[Vv]om) )|(?<=\b[Bb]eim ))"
    r"(?P<day>[1-9]|[12]\d|3[01])\.(?=[\"”“’»«)]*$)"
)
_ALONE = re.compile(r"(\d{1,15})\.")
_SUFFIXED = re.compile(r"(?<![\w.,/:-])(\d{1,4})s?t(e[rmns]?)\b")
_EIN = re.compile(r"\b(?:ein|kein|mein|dein|sein|ihr|unser|euer) $", re.IGNORECASE)


def ending_after(text: str, at: int) -> str | None:
    """The ending that an ordinal has behind these words; None where it may be none."""
    before = text[max(0, at - 40) : at]
    last = _LAST.search(before)
    if last is None:
        return None
    word = last[1].lower()
    if word == "der":
        two = _TWO.search(before)
        # `in der 2. Klasse`, `am Ende der 2. Woche`, but `der 2. Mann`
        return "en" if two and (two[1].lower() in _PREPOSITIONS or two[1][0].isupper()) else "e"
    return _ENDINGS.get(word)


def ordinals(text: str) -> str:
    """`im 19. Jahrhundert`, `die 2. Auflage`: behind an article, before a noun."""
    if "." not in text:
        return text
    alone = _ALONE.fullmatch(text)
    if alone:
        return ordinal(int(alone[1]), "er")
    return _ORDINAL.sub(_ordinal, text)


def last_days(text: str) -> str:
    """`Er ging am 4.`, `Ludwig der 14.` at the end of the text: a day, a king, a place."""
    return _AT_END.sub(lambda m: f"{ordinal(int(m['day']), _last_ending(text, m.start()))}.", text)


def _last_ending(text: str, at: int) -> str:
    """`Ludwig der 14.`, but `in der 14.`"""
    two = _TWO.search(text, max(0, at - 40), at)
    if two and two[1].lower() not in _PREPOSITIONS:
        return "e"
    return ending_after(text, at) or "en"


def suffixed(text: str) -> str:
    """`am 3ten Mai`, `der 19te`, as books once had it."""
    return _SUFFIXED.sub(lambda m: ordinal(int(m[1]), m[2]), text)


def _ordinal(match: re.Match[str]) -> str:
    text, at, noun = match.string, match.start(), match["noun"]
    ending = ending_after(text, at) or _ending_of(match, gender_of(noun))
    if ending is None:
        return match.group()
    said = ordinal(int(match["a"]), ending)
    if match["b"] is None:
        # `Er kam am 3. Dann ging er.`: it was the sentence's stop, too
        return said + ("." if noun[0].isupper() and noun.lower() in _STARTERS else "")
    join = " bis " if match["join"].strip() in ("-", "–", "/") else match["join"]
    return f"{said}{join}{ordinal(int(match['b']), ending)}"


def _ending_of(match: re.Match[str], gender: Form | None) -> str | None:
    """`ein 3. Versuch`; `in 2. Ehe`, `aus 1. Hand`: no article tells the case, the ordinal does."""
    text, at = match.string, match.start()
    if gender is None:
        return None
    if _bare(match) or _EIN.search(text, max(0, at - 8), at):
        return strong(gender)
    before = _LAST.search(text, max(0, at - 20), at)
    if before is None or before[1].lower() not in _DATIVES:
        return None
    return "er" if gender == "f" else "em"


def _bare(match: re.Match[str]) -> bool:
    """A heading: `2. Kapitel`, `3. Akt, 1. Szene`."""
    return match.start() == 0 or match.string.endswith(", ", 0, match.start())


_YEAR = re.compile(
    r"(?<![\w.,/:+–-])(?<!Nummer )(?<!Seite )(?<!Paragraph )(?<!Zeile )(?<!Zimmer )"
    r"(1[1-9]\d\d)(?![\w/:%°€£$]|[.,]\d|[-–−]\w| ?[-–] ?\d)"
)
_SPAN = re.compile(
    r"(?<![\w.,/:+–-])(1[1-9]\d\d)(?: ?– ?|-| - )((?:1[1-9]|20)\d\d|\d\d)(?![\w/:]|[.,]\d|[-–]\d)"
)
_SERIAL = re.compile(r"(?<![\w.,/:-])(\d)([A-Z])-(?=[A-ZÄÖÜ][a-zäöü])")
_HALF = re.compile(
    r"(?<![\w.,/:–-])(?<!\d )(?:(?P<article>[Ee]ine?[nrms]?|[Dd](?:ie|as|er|en|em)) )?"
    r"(?:½|1/2) (?P<noun>[A-ZÄÖÜ]\w+)"
)
_COMPOUND = re.compile(
    r"(?<![\w.,/:-])(\d{1,4})-?(?=(?:jähr|stünd|tägig|wöch|monat|prozent|köpf|stöck|bänd|teilig|seitig"
    r"|fach|mal|eck|er)(?!\d)[a-zäöüß]*\b)"
)


_PERCENT = re.compile(
    r"((?<![\w.,/:-])\d{1,4}) ?(?:[ -]?%-?(?=(ig(?:e[rmns]?)?)\b)|-%-(?=[A-ZÄÖÜ]))"
)


def halves(text: str) -> str:
    """`1/2 Stunde`, `ein ½ Jahr`: the noun tells the ending, where it is known."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    gender = gender_of(match["noun"])
    if gender is None:
        return match.group()
    article = match["article"] or cardinal(1, gender)
    return f"{article} halb{_half_ending(article.lower(), gender)} {match['noun']}"


def _half_ending(article: str, gender: Form) -> str:
    if article == "ein":
        return strong(gender)
    if article in ("eine", "die", "das") or (article == "der" and gender == "m"):
        return "e"
    return "en"


def compounds(text: str) -> str:
    """`18jährig`, `60er`, `3fach`, `50%ige`, `5-%-Hürde`."""
    if "%" in text:
        text = _PERCENT.sub(
            lambda m: f"{cardinal(int(m[1]))}{'prozent' if m[2] else '-Prozent-'}", text
        )
    if "-" in text:
        text = _WITH_UNIT.sub(_with_unit, text)
    return _COMPOUND.sub(_compound, text)


_UNITS = units_of(DATA)
_WITH_UNIT = re.compile(
    rf"(?<![\w.,/:-])(?P<n>\d{{1,4}})-(?P<unit>{signs_of(_UNITS)})-(?=[A-ZÄÖÜ][a-zäöü])"
)


def _with_unit(match: re.Match[str]) -> str:
    """`100-m-Lauf`."""
    return f"{cardinal(int(match['n']))}-{_UNITS[match['unit']].one}-"


def _compound(match: re.Match[str]) -> str:
    decade = match.string.startswith("er", match.end()) and match[1][-1] == "0"
    return (year if decade else cardinal)(int(match[1]))


def serials(text: str) -> str:
    """`3D-Drucker`: drei-D-Drucker."""
    return _SERIAL.sub(lambda m: f"{cardinal(int(m[1]))}-{m[2]}-", text)


def year_numbers(text: str) -> str:
    """`im Sommer 1914`, `1914–1918`: four figures in a sentence count hundreds.

    A figure that is all there is, is a number like any other.
    """
    if "1" not in text or text.strip(" .").isdecimal():
        return text
    return _YEAR.sub(lambda m: year(int(m[1])), _SPAN.sub(_span, text))


def _span(match: re.Match[str]) -> str:
    if match.group() == match.string or int(match[2]) <= int(match[1][-len(match[2]) :]):
        return match.group()
    return f"{year(int(match[1]))} bis {year(int(match[2]))}"


_KINGS = kings_of(DATA)
_KING = re.compile(
    r"\b(?:(?P<two>[^\W\d_]{1,30}) )?(?P<name>[A-ZÄÖÜ][a-zäöüß]+) (?P<n>[IVX]{1,6})\b(?P<stop>\.?)"
    r"(?!\w|['’-]\w)"
)
_DATIVE = frozenset(DATA["before_kings"]["dative"].split())
_ACCUSATIVE = frozenset(DATA["before_kings"]["accusative"].split())
_NUMBERED = "|".join(" ".join(DATA["numbered"].values()).split())
_ROMAN_ORDINAL = re.compile(rf"(?<![\w.-])([IVXL]+)\. (?=(?:{_NUMBERED}|Jh)(?:e?s)?\b)")


def romans(text: str) -> str:
    """`Kapitel IV`, `Wilhelm II.`, `im XIX. Jahrhundert`."""
    if not may_hold_numerals(text):
        return text
    text = _ROMAN_ORDINAL.sub(_roman_ordinal, text)
    text = _numerals(text)
    return _KING.sub(_king, text)


def _roman_ordinal(match: re.Match[str]) -> str:
    value = roman_value(match[1])
    return match.group() if value is None else f"{value}. "


def _king(match: re.Match[str]) -> str:
    name, written, stop = match["name"], match["n"], match["stop"]
    base = name if name in _KINGS else name[:-1] if name.endswith("s") else name
    value, gender = roman_value(written), _KINGS.get(base)
    if value is None or gender is None:
        return match.group()
    before = (match["two"] or "").lower()
    article, ending = _case(before, genitive=base != name, feminine=gender == "f")
    said = ordinal(value, ending)
    rest = match.string[match.end() :].strip(' "”“’»«)')
    ends = stop and not rest
    lead = f"{match['two']} " if match["two"] else ""
    return f"{lead}{name} {article} {said[0].upper()}{said[1:]}{'.' if ends else ''}"


def _case(before: str, *, genitive: bool, feminine: bool) -> tuple[str, str]:
    if feminine:
        return ("der", "en") if genitive or before in _DATIVE else ("die", "e")
    if genitive:
        return "des", "en"
    if before in _DATIVE:
        return "dem", "en"
    return ("den", "en") if before in _ACCUSATIVE else ("der", "e")


_numerals = numerals(GERMAN, lambda number, gender: cardinal(number))
