"""French number words: cardinals with their gender, ordinals, fractions; titles and saints."""

import re

from narrate.readings.continental.shorthand import shorthand
from narrate.readings.continental.tongue import Form, Noun, Tongue
from narrate.readings.languages import data_of
from narrate.readings.rule import counted

DATA = data_of("fr")

_FEMININE = frozenset(DATA["feminine"].split())
_AHEAD = re.compile(r" ([^\W\d_]+)")
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
    """`vingt et une pages`: before the feminine nouns that are often counted."""
    ahead = _AHEAD.match(text, end)
    return "f" if ahead and ahead[1] in _FEMININE else ""


FRENCH = Tongue("fr", cardinal, decimals, portion, mixed, DATA)


_shorthand = shorthand(FRENCH)
_BARE = re.compile(
    rf"(?<![\w.@’'-])(?P<title>{'|'.join(sorted(DATA['bare_titles'], key=len, reverse=True))})\.?"
    r"(?= (?:[A-ZÀ-ÖØ-Þ][\w’'-]|d[eu’']|la |le |V(?:ve|euve)))"
)
_MAYBE_TITLE = re.compile(r"[MDPVCGL][mlgretdnoa][elrtnp. ]")
_PLAIN_BARE = re.compile(r"(?<![\w.@’'-])(?P<title>Mmes?|Mlles?)\b\.?(?![\w’'])")
_SAINT = re.compile(r"(?<![\w.])(?P<s>[Ss]te?s?)(?:\.|(?=-))(?P<gap>-| )(?=[A-ZÀ-ÖØ-Þ])")
_SAINTS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
_MIDDLE = re.compile(r"[a-zà-ÿ,] $")


def abbreviations(text: str) -> str:
    """`Mme`, `M.`, `St-Pierre`, `av. J.-C.`, `n° 5`."""
    text = _shorthand(text)
    if _MAYBE_TITLE.search(text):
        text = _PLAIN_BARE.sub(_title, _BARE.sub(_title, text))
    return _SAINT.sub(_saint, text) if "St" in text or "st" in text else text


def _title(match: re.Match[str]) -> str:
    title = match["title"]
    if title == "Me" and not _MIDDLE.search(match.string, 0, match.start()):
        return match.group()  # `Me Jean a dit`: a pronoun opens the sentence
    said = str(DATA["bare_titles"][title])
    return said[0].upper() + said[1:]


def _saint(match: re.Match[str]) -> str:
    said = _SAINTS[match["s"].lower()]
    return (said.capitalize() if match["s"][0] == "S" else said) + match["gap"]
