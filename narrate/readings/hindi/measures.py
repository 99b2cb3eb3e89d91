"""Figures with units and money in Hindi: 5 km, ३ कि.मी., 25 °C, 40 %; ₹144, रु. 500, £3 लाख."""

import regex

from narrate.readings import indian
from narrate.readings.hindi.numbers import AMOUNT, amount, cardinal, number
from narrate.readings.languages import data_of

_DATA = data_of("hi")
_CURRENCIES: dict[str, list[str]] = _DATA["currencies"]
"""What a hundredth of each is called too, if it has any"""
SCALE: str = _DATA["scale"]
_SCALES: dict[str, str] = _DATA["scales"]
_SIGN = "|".join(map(regex.escape, sorted(_CURRENCIES, key=len, reverse=True)))
_AFTERWARDS = rf"(?:\s?(?P<scale>{SCALE}){indian.LAST})?"
_PER = rf"(?:/(?P<per>[A-Za-z]{{1,5}}|[\p{{L}}\p{{M}}]{{2,12}}){indian.LAST})?"
_BEFORE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:(?P<sign>{_SIGN})|(?:रु|रू|Rs|INR)[.॰]?)\s?"
    rf"(?P<amount>{AMOUNT}){_AFTERWARDS}(?:/-|{indian.END})(?:\s?रु(?:पये|पए){indian.LAST})?{_PER}"
)
_AFTER = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{AMOUNT}){_AFTERWARDS}\s?"
    rf"(?:(?P<sign>{_SIGN})|(?:रु|रू|Rs)(?:[.॰]|{indian.LAST})"
    rf"|/-(?:\s?(?:रु[.॰]|रु(?:पये|पए|पया)?{indian.LAST}))?){indian.LAST}{_PER}"
)


def _said(found: regex.Match[str]) -> str | None:
    major, minor = _CURRENCIES[found["sign"] or "₹"]
    front, _, behind = found["amount"].partition(".")
    if found["scale"]:
        words = amount(found["amount"], quarters=True)
        return words and f"{words} {_SCALES.get(found['scale'], found['scale'])} {major}"
    if not (behind.isdecimal() and len(behind) == 2 and minor):
        words = amount(found["amount"])
        return words and f"{words} {'रुपया' if words == 'एक' and major == 'रुपए' else major}"
    return _to_the_hundredth(indian.value_of(front), int(behind), major, minor)


def _to_the_hundredth(whole: int, part: int, major: str, minor: str) -> str | None:
    words = cardinal(whole)
    if words is None or not part:
        return words and f"{words} {major}"
    small = f"{cardinal(part)} {minor}"
    return f"{words} {major} {small}" if whole else small


def _priced(found: regex.Match[str]) -> str | None:
    """`₹20/kg` as बीस रुपए प्रति किलोग्राम."""
    words = _said(found)
    return f"{words}{_per(found['per'], None)}" if words and found["per"] else words


MONEY = indian.rule((_BEFORE, _priced), (_AFTER, _priced))
"""`₹1,250.50` as एक हज़ार दो सौ पचास रुपए पचास पैसे"""


_UNITS: dict[str, str] = _DATA["units"]
_SPANS: dict[str, str] = _DATA["spans"]
"""Units of time and dozens, of which halves and quarters have own words: डेढ़ साल, ढाई घंटे"""
_ONE_OF: dict[str, str] = _DATA["one_of"]
"""The unit after एक, where it differs"""
_MANY = 4
"""Figures of a number of years from which on they are वर्ष, and no longer the साल of a life"""
_POWERS = {"²": "वर्ग", "2": "वर्ग", "³": "घन", "3": "घन"}
_SQUARE = {"sq": "वर्ग", "cu": "घन", "वर्ग": "वर्ग", "घन": "घन"}

_NAMES = {short: name for name, row in (_UNITS | _SPANS).items() for short in row.split()}
_NAMES |= {short.replace(".", "॰"): name for short, name in _NAMES.items()}
_NAMES |= {
    short.upper(): name
    for short, name in list(_NAMES.items())
    if len(short) > 1 and short.islower() and short.isascii() and short.upper() not in _NAMES
}
_LETTERS = "|".join(sorted(map(regex.escape, _NAMES), key=len, reverse=True))
_NAMES["st"] = "स्टोन"  # 1st is no stone
_UNIT = regex.compile(
    rf"{indian.BEGIN}(?P<amount>(?:\d{{1,3}}\s)?\d{{1,3}}[/⁄]\d{{1,4}}(?=\s?(?:{_LETTERS}){indian.LAST})|{AMOUNT})\s?(?:(?P<square>sq|cu|वर्ग|घन)\.?\s)?"
    rf"(?P<unit>°\s[CF]|(?<=\s)st|{_LETTERS})(?P<power>[²³]|(?<=m)[23])?"
    rf"(?:\s?/\s?(?P<per>{_LETTERS}|H|HR|{_DATA['per_words']})(?P<by>[²³])?)?(?:(?<=[%‰°.॰])|{indian.LAST})"
)
_FEET = regex.compile(rf"{indian.BEGIN}{indian.FEET_AND_INCHES}")
_NOUN = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{AMOUNT})\s(?P<noun>{_DATA['counted']}|{SCALE}){indian.LAST}"
)


def _feet_and_inches(found: regex.Match[str]) -> str:
    return f"{number(found['feet'])} फ़ुट {number(found['inches'])} इंच"


def _with_unit(found: regex.Match[str]) -> str | None:
    """`5 km/hr` as पाँच किलोमीटर प्रति घंटा, `10 kg/m²` as दस किलोग्राम प्रति वर्ग मीटर."""
    unit = "".join(found["unit"].split())
    name = _NAMES[unit]
    words = amount(found["amount"], quarters=name in _SPANS)
    if words is None or _is_no_unit(found, unit):
        return None
    if name == "वर्ष" and len(found["amount"]) < _MANY:
        name = "साल"
    name = _ONE_OF.get(name, name) if words in ("एक", "आधा") else name
    power = _POWERS.get(found["power"]) or _SQUARE.get(found["square"])
    said = f"{words} {power} {name}" if power else f"{words} {name}"
    said += _per(found["per"], found["by"]) if found["per"] else ""
    return said + _behind_unit(found)


_WRITTEN = frozenset(short for row in (_UNITS | _SPANS).values() for short in row.split())
"""As the tables have them: in other capitals only with the figure, `5KG`"""


def _is_no_unit(found: regex.Match[str], unit: str) -> bool:
    spaced = found.string[found.start("unit") - 1].isspace()
    return spaced and len(unit) > 1 and unit.isupper() and unit not in _WRITTEN


def _behind_unit(found: regex.Match[str]) -> str:
    """The stop that was a unit's and ends the text; a space before a letter."""
    after = found.string[found.end() : found.end() + 1]
    if found["unit"].endswith(".") and not after:
        return "."
    return " " if after.isalpha() else ""


def _per(unit: str, power: str | None) -> str:
    """`/m²` as प्रति वर्ग मीटर."""
    name = _NAMES.get(unit) or _NAMES.get(unit.lower(), unit)
    by = f"{_POWERS[power]} " if power else ""
    return f" प्रति {by}{_ONE_OF.get(name, name)}"


def _with_noun(found: regex.Match[str]) -> str | None:
    words = amount(found["amount"], quarters=True)
    return words and f"{words} {found['noun']}"


MEASURES = indian.rule((_FEET, _feet_and_inches), (_UNIT, _with_unit), (_NOUN, _with_noun))
"""`5 km/hr` as पाँच किलोमीटर प्रति घंटा, `2.5 घंटे` as ढाई घंटे"""
