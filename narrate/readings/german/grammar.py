"""German number words with their joints marked: cardinals, ordinals, fractions, years."""

import re

from narrate.readings.continental import Form, Noun, Tongue
from narrate.readings.languages import JOINT, counted, data_of

DATA = data_of("de")

_JOINTS = re.compile("hundert|tausend|und")
_ORDINALS = {1: "erst", 3: "dritt", 7: "siebt", 8: "acht"}
_FEMININE = frozenset(DATA["feminine"].split())
_NOT_FEMININE = frozenset(DATA["not_feminine"].split())
_AHEAD = re.compile(r" ([^\W\d_]+)")
_YEAR_SPAN = range(1100, 2000)


def cardinal(number: int, form: Form = "") -> str:
    """`sechsundfünfzig`; `eine`, `ein` before a noun."""
    words = " ".join(map(_jointed, counted(number, "de").split()))
    if form and words.endswith("eins"):
        return words[:-1] + ("e" if form == "f" else "")
    return words


def _jointed(word: str) -> str:
    parted = _JOINTS.sub(lambda m: f"{JOINT}{m.group()}{JOINT}", word)
    return parted.replace(JOINT + JOINT, JOINT).strip(JOINT)


def year(number: int) -> str:
    """`achtzehnhundertachtundneunzig`; from 2000 on as any number."""
    if number not in _YEAR_SPAN:
        return cardinal(number)
    hundreds, rest = divmod(number, 100)
    said = f"{cardinal(hundreds)}{JOINT}hundert"
    return f"{said}{JOINT}{cardinal(rest)}" if rest else said


def ordinal(number: int, ending: str) -> str:
    """`einundzwanzigster`; `ending` is what the case asks for (er, e, en, es)."""
    rest = number % 100
    if 0 < rest < 20:
        head = cardinal(number - rest) + JOINT if number > rest else ""
        tail = _ORDINALS.get(rest) or cardinal(rest) + "t"
        return head + tail + ending
    return cardinal(number) + "st" + ending


def decimals(part: str, form: Form = "") -> str:
    """The figures behind the comma, one by one."""
    return " ".join(cardinal(int(digit)) for digit in part)


def portion(over: int, under: int, unit: Noun | None) -> str | None:
    """`ein Viertel`, `drei Achtel`, `ein halber Liter`."""
    if under < 2:
        return None
    count = "ein" if over == 1 else cardinal(over)
    if under == 2:
        if unit is None:
            return "ein halb" if over == 1 else f"{count} halbe"
        if over == 1:
            return f"{cardinal(1, unit.gender)} halb{strong(unit.gender)} {unit.one}"
        return None
    name = ordinal(under, "el")
    name = name[0].upper() + name[1:] if unit is None else name
    return f"{count} {name}" if unit is None else f"{count} {name} {unit.one}"


def mixed(whole: int, over: int, under: int, unit: Noun | None) -> str | None:
    """`eineinhalb`, `zweieinhalb Liter`, `drei zwei Fünftel`."""
    if (over, under) == (1, 2):
        said = f"{cardinal(whole, 'm')}{JOINT}ein{JOINT}halb"
    else:
        part = portion(over, under, None)
        if part is None:
            return None
        said = f"{cardinal(whole)} {part}"
    return said if unit is None else f"{said} {unit.many}"


def form_at(text: str, start: int, end: int) -> Form:
    """`ein Jahr`, `eine Stunde`: what a 1 counts is a noun with a capital."""
    ahead = _AHEAD.match(text, end)
    if ahead is None:
        return ""
    word = ahead[1]
    if word.capitalize() in _FEMININE or word.lower() in ("million", "milliarde", "billion"):
        return "f"
    if word[0].islower():
        return "f" if word == "millionen" else ""
    if text[start:end] == "1" and word.endswith("e") and word not in _NOT_FEMININE:
        return "f"  # `1 Scheibe`; in the plural nouns of all genders end so
    if word.endswith(("ung", "heit", "keit", "schaft", "ion", "tät", "ei", "in")):
        return "f"
    return "m"


def gender_of(noun: str) -> Form | None:
    """The gender of a noun that is often numbered; None where it is not known."""
    return _GENDERS.get(noun) or ("f" if noun in _FEMININE else None)


def strong(gender: Form) -> str:
    """The ending of an adjective with no article before it: `zweites Kapitel`."""
    return {"m": "er", "f": "e"}.get(gender, "es")


_GENDERS: dict[str, Form] = {
    noun: gender for gender, nouns in DATA["numbered"].items() for noun in nouns.split()
}

GERMAN = Tongue("de", cardinal, decimals, portion, mixed, DATA)
