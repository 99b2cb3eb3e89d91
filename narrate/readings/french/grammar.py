"""French number words: gender, ordinals, fractions, and which nouns are feminine."""

import re

from narrate.readings.continental import Form, Noun, Tongue
from narrate.readings.languages import counted, data_of

DATA = data_of("fr")

_FEMININE = frozenset(DATA["feminine"].split())
_FEMININE_ENDS = tuple(DATA["feminine_ends"].split())
_SURE_ENDS = ("tion", "sion", "aison", "trice", "ière", "née")
_MASCULINE = frozenset(DATA["masculine"].split())
_AHEAD = re.compile(r" ([^\W\d_]+)")
_DATED = re.compile(r"\b(?:le|du|au|n°|numéro|chapitre|page|jour) $", re.IGNORECASE)
"""Before a figure that counts nothing: `le 1 figure en tête`"""
_PARTS = {2: "demi", 3: "tiers", 4: "quart"}
_HALVES = {"heure": "demi-heure", "livre": "demi-livre", "lieue": "demi-lieue"}


def cardinal(number: int, form: Form = "") -> str:
    """`vingt et un`, `vingt et une pages`."""
    words = counted(number, "fr").replace("soixante et onze", "soixante-et-onze")
    if form == "f" and re.search(r"(?:^| |-)un$", words):
        return words + "e"
    return words


def ordinal(number: int, gender: Form = "m") -> str:
    """`premier`, `première`, `vingt et unième`, `quatre-vingtième`."""
    if number == 1:
        return "première" if gender == "f" else "premier"
    words = cardinal(number)
    words = re.sub(r"(vingt|cent|million|milliard)s$", r"\1", words)
    if number % 10**6 == 0 and words.startswith("un "):
        words = words[3:]
    last = {"cinq": "cinqu", "neuf": "neuv"}
    for word, stem in last.items():
        if words.endswith(word):
            return f"{words[: -len(word)]}{stem}ième"
    return f"{words[:-1] if words.endswith('e') else words}ième"


def place(number: int, gender: Form) -> str:
    """The number of a chapter or a king: only the first is an ordinal."""
    return ordinal(1, gender) if number == 1 else cardinal(number)


def decimals(part: str, form: Form = "") -> str:
    """The figures behind the comma as a number, its zeros first."""
    zeros = len(part) - len(part.lstrip("0"))
    rest = part[zeros:]
    said = ["zéro"] * zeros
    if len(rest) > 3:
        said += [cardinal(int(digit)) for digit in rest]
    elif rest:
        said.append(cardinal(int(rest)))
    return " ".join(said)


def portion(over: int, under: int, unit: Noun | None) -> str | None:
    """`un quart`, `deux neuvièmes`, `un demi-mètre`, `un quart de mètre`."""
    if under < 2:
        return None
    if unit is not None and (over, under) == (1, 2):
        return f"{cardinal(1, unit.gender)} demi-{unit.one}"
    name = _PARTS.get(under) or ordinal(under)
    plural = "s" if over > 1 and not name.endswith("s") else ""
    said = f"{cardinal(over)} {name}{plural}"
    if unit is None:
        return said
    of = "d'" if unit.one[0] in "aeiouhéèêâô" else "de "
    return f"{said} {of}{unit.one}"


def mixed(whole: int, over: int, under: int, unit: Noun | None) -> str | None:
    """`quatre et deux quarts`, `un mètre et demi`, `deux heures et quart`."""
    half = (over, under) == (1, 2)
    part = "demi" if half else portion(over, under, None)
    if part is None:
        return None
    if unit is None:
        return f"{cardinal(whole)} et {part}"
    if half and unit.gender == "f":
        part = "demie"
    return f"{cardinal(whole, unit.gender)} {unit.after(whole)} et {part}"


def form_at(text: str, start: int, end: int) -> Form:
    """`vingt et une pages`, `1 chanson`: a feminine noun by its ending, or one that is known."""
    ahead = _AHEAD.match(text, end)
    if ahead is None or _DATED.search(text, max(0, start - 12), start):
        return ""
    one = text[start:end] == "1"
    if one and text[:start].endswith(("-", "−")):
        return ""
    return "f" if _is_feminine(ahead[1], one=one) else ""


def _is_feminine(noun: str, *, one: bool) -> bool:
    """By its ending; after 1, where a verb may follow, only by those that no verb has."""
    single = noun.removesuffix("s")
    if noun in _FEMININE or single in _FEMININE:
        return True
    if single in _MASCULINE or noun.islower() is False:
        return False
    if one:
        return noun.endswith(_SURE_ENDS)
    return noun.endswith("s") and single.endswith(_FEMININE_ENDS)


FRENCH = Tongue("fr", cardinal, decimals, portion, mixed, DATA)
