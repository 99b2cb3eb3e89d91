"""Spanish ordinals and halves, by the word behind them; roman numerals of chapters and kings."""

import re

from narrate.numerals import roman_value
from narrate.readings.continental.plain import BEFORE, INTEGER, digits_of
from narrate.readings.continental.romans import SMALL_ENDS, kings_of, may_hold_numerals, numerals
from narrate.readings.languages import rules_for
from narrate.readings.spanish.grammar import (
    DATA,
    NO_NOUNS,
    SPANISH,
    cardinal,
    gender_of,
    ordinal,
    place,
)

_ORDINAL = re.compile(
    rf"{BEFORE}(?P<n>{INTEGER})(?:\.? ?(?P<high>ᵉʳ|er|[ºª]s?|ᵒˢ|ᵃˢ)"
    r"|\.(?P<plural>os|as)|\.?(?P<low>r[oa]s?|d[oa]s?|t[oa]s?|m[oa]s?|v[oa]s?|n[oa]s?|er[oa]?))(?!\w)"
)
_LOW = {"r": (1, 3), "d": (2,), "t": (4, 5, 6), "m": (7, 0), "v": (8,), "n": (9,), "e": (1, 3)}
"""With which last figures the letters behind an ordinal go: `1ro`, `2do`, `4to`"""
_DEGREE = re.compile(
    rf"{BEFORE}([1-9]|1\d|20)°"
    r"(?= (?!(?:de|bajo|sobre|y|al?|en)\b|cent|cels|fahr|kelv|latitud|longitud)[a-záéíóúñ]{2})"
)
_NOUN_AHEAD = re.compile(r" ([a-záéíóúñ]+)\b")
_HALF = re.compile(
    rf"{BEFORE}(?:(?P<whole>\d{{1,6}}) ?½|(?P<spaced>\d{{1,6}}) 1/2|½|1/2) (?P<noun>[a-záéíóúñ]+)\b"
)


def halves(text: str) -> str:
    """`1/2 docena`, `2½ horas`: the noun tells the gender, and comes before `y media`."""
    return _HALF.sub(_half, text) if "½" in text or "1/2" in text else text


def _half(match: re.Match[str]) -> str:
    noun, written = match["noun"], match["whole"] or match["spaced"]
    gender = gender_of(noun if written else f"{noun}s")
    if not gender or noun in NO_NOUNS:
        return match.group()
    half = "media" if gender == "f" else "medio"
    if written is None:
        return f"{half} {noun}"
    if int(written) == 1:
        if not noun.endswith(("as", "os")):
            return match.group()
        noun = noun[:-1]  # `1½ tazas`: una taza y media
    return f"{cardinal(int(written), gender)} {noun} y {half}"


def ordinals(text: str) -> str:
    """`1.º`, `2.ª`, `3.er`, `1ro`."""
    text = _ORDINAL.sub(_ordinal, _DEGREE.sub(r"\1º", text))
    return _LETTERS.sub(_with_letter, text)


def _with_letter(match: re.Match[str]) -> str:
    if _NO_ORDINAL.search(match.string, 0, match.start()):
        return match.group()
    return ordinal(int(match["n"]), match["ending"])


def _ordinal(match: re.Match[str]) -> str:
    number = int(digits_of(match["n"]))
    low, high = match["low"], match["high"]
    if not 0 < number <= 1_000_000:
        return match.group()
    if low is not None:
        said = ordinal(number, "" if low == "er" else low.lstrip("rdtmvne"))
        return said if _fits(number, low[0]) else match.group()
    if match["plural"]:
        return ordinal(number, match["plural"])
    if high == "º" and _counts_masculine(match):
        return ordinal(number, "")  # `el 3.º piso`: tercer
    return ordinal(number, _RAISED[high])


_RAISED = {"ºs": "os", "ªs": "as", "º": "o", "ª": "a", "ᵒˢ": "os", "ᵃˢ": "as", "ᵉʳ": "", "er": ""}


def _fits(number: int, letter: str) -> bool:
    """Whether an ordinal is written with that letter: `2do`, `7mo`; many write `12vo`."""
    return number % 10 in _LOW[letter] or (letter == "v" and 10 < number < 21)


def _counts_masculine(match: re.Match[str]) -> bool:
    ahead = _NOUN_AHEAD.match(match.string, match.end())
    return ahead is not None and ahead[1] not in NO_NOUNS and gender_of(f"{ahead[1]}s") == "m"


_CENTURY = re.compile(
    r"\b(?P<word>siglos?|centurias?|milenios?) (?P<a>[IVXLC]+)\b"
    r"(?:(?P<join>,? (?:y|a|al|o|u|e) (?:el )?| ?[-–] ?)(?P<b>[IVXLC]+)\b)?(?P<era> ec\b)?",
    re.IGNORECASE,
)


_LATER_CENTURY = re.compile(
    r"(?<=iglo)(?P<between>[^.;]*? (?:del|al|el) )(?P<n>[IVX]{1,5})(?=[,.;:)»]|$| (?:y|a|o|al|e)\b)"
)
_ROAD = re.compile(r"(?<![\w-])(?P<letter>[A-Z])-(?P<n>[IVX]{1,4})(?![\w-])")
_ENDS_HERE = re.compile(rf"(?:{SMALL_ENDS}|,? (?:y|a|al|o|e[cn]?) | ec$)")
_KINGS = kings_of(DATA)
_STARTERS = rules_for("es").starters
_SURNAME = re.compile(r"\. ([A-ZÁÉÍÓÚ][a-záéíóúñ]+)")
_KING = re.compile(r"\b(?P<name>[A-ZÁÉÍÓÚ][\wáéíóúñ]+) (?P<n>[IVX]+)\b(?!['’.]\w|-\w)")
_LEADING = re.compile(
    r"\b(?P<article>(?i:el|del|al|la|los|las|un|una|su|nuestra|nuestro)) (?P<n>[IVX]{1,6}) "
    r"(?=(?P<noun>[A-ZÁÉÍÓÚa-záéíóúñ][a-záéíóúñ]+)\b)"
)
_NUMBERED = frozenset(DATA["numbered"].split())
"""What roman numerals stand before: congresses, wars, anniversaries"""
_OPENING = re.compile(r"(?P<n>[IVX]{1,6}) (?=(?P<noun>[A-ZÁÉÍÓÚa-z][a-záéíóúñ]+)\b)")
_LETTERS = re.compile(
    rf"(?<!%){BEFORE}(?P<n>[1-9]\d?)(?P<ending>[ao])"
    r"(?=$| de\b| [A-ZÁÉÍÓÚ]?[a-záéíóúñ]{3}|[.,;:)])"
)
"""`5a Avenida`, `el 2o piso`: an ordinal that is written without its sign"""
_NO_ORDINAL = re.compile(
    r"\b(?:n[úu]mero|art[íi]culo|calle|casa|apartado|puerta|letra|inciso) $", re.I
)


def romans(text: str) -> str:
    """`siglo XIX`, `capítulo IV`, `Alfonso XII`, `la II República`, and `V` alone."""
    if "iglo" in text:
        text = _LATER_CENTURY.sub(_later_century, _CENTURY.sub(_century, text))
    if "-" in text:
        text = _ROAD.sub(_road, text)
    if not may_hold_numerals(text):
        return text
    text = _numerals(text)
    opening = _OPENING.match(text)
    if opening and opening["noun"].lower() in _NUMBERED:
        text = _opening(opening) + text[opening.end() :]
    return _LEADING.sub(_leading, _KING.sub(_king, text))


_numerals = numerals(SPANISH, place)


def _king(match: re.Match[str]) -> str:
    name, written = match["name"], match["n"]
    value = roman_value(written)
    gender = _KINGS.get(name.capitalize() if name.isupper() else name)
    if value is None or value > 39 or (name, written) == ("Malcolm", "X") or _is_initial(match):
        return match.group()
    if gender is None:
        # `Apolo XI`: beyond ten every name has a cardinal; below it may be either
        return f"{name} {place(value, 'm')}" if value > 10 and len(written) > 1 else match.group()
    return f"{name} {place(value, gender)}"


def _is_initial(match: re.Match[str]) -> bool:
    """`Luis I. Pérez`; after a king a sentence may end: `Murió Carlos I. Después`."""
    ahead = _SURNAME.match(match.string, match.end()) if len(match["n"]) == 1 else None
    return ahead is not None and ahead[1].lower() not in _STARTERS


def _opening(match: re.Match[str]) -> str:
    """`II Congreso`, `III Guerra` at the head of a text: the noun tells the gender."""
    value = roman_value(match["n"])
    if value is None:
        return match.group()
    feminine = _is_feminine(match["noun"])
    said = place(value, "f" if feminine else "m")
    if value in (1, 3) and not feminine:
        said = said[:-1]
    return f"{said[0].upper()}{said[1:]} "


def _is_feminine(noun: str) -> bool:
    return noun.endswith(("a", "ión", "dad", "umbre"))


def _may_be_numbered(noun: str, written: str) -> bool:
    if noun[0].isupper() or noun in _NUMBERED:
        return True
    return len(written) > 1 and noun not in NO_NOUNS


def _leading(match: re.Match[str]) -> str:
    """`la II República`, `el XX aniversario`: the article tells the gender.

    Before a small letter, one letter is a numeral only of what is often numbered: not `la V que`.
    """
    value, noun = roman_value(match["n"]), match["noun"]
    if value is None or not _may_be_numbered(noun, match["n"]):
        return match.group()
    article = match["article"].lower()
    feminine = article.endswith(("a", "as")) or (article == "su" and _is_feminine(noun))
    said = place(value, "f" if feminine else "m")
    if value in (1, 3) and not feminine:
        said = said[:-1]
    return f"{match['article']} {said} "


def _later_century(match: re.Match[str]) -> str:
    """`a finales del siglo XIX y principios del XX`."""
    value = roman_value(match["n"])
    return f"{match['between']}{cardinal(value)}" if value else match.group()


def _road(match: re.Match[str]) -> str:
    """`la N-VI`."""
    value = roman_value(match["n"])
    return f"{match['letter']} {cardinal(value)}" if value else match.group()


def _century(match: re.Match[str]) -> str:
    """`siglo XIX`, `siglos XVI y XVII`."""
    a, b = roman_value(match["a"]), roman_value(match["b"] or "i")
    if a is None or b is None:
        return match.group()
    if match["a"].islower() and not _ENDS_HERE.match(match.string, match.end("a")):
        return match.group()  # `en este siglo vi muchas cosas`
    era = " era común" if match["era"] else ""
    said = f"{match['word']} {cardinal(a)}"
    if match["b"] is None:
        return said + era
    join = match["join"] if match["join"].strip() not in ("-", "–") else " a "
    return f"{said}{join}{cardinal(b)}{era}"
