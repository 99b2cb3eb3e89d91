"""Figures with units in Hindi: 5 km, ३ कि.मी., 25 °C, 40 %, 5-10 kg."""

from __future__ import annotations

import regex

from narrate.readings import indian
from narrate.readings.hindi.money import SCALE
from narrate.readings.hindi.numbers import AMOUNT, amount, number

_UNITS = {
    "मीटर": "m मी.",
    "किलोमीटर": "km कि.मी. कि.मी किमी",
    "सेंटीमीटर": "cm से.मी. से.मी सेमी",
    "मिलीमीटर": "mm मि.मी. मि.मी मिमी",
    "डेसीमीटर": "dm",
    "डेकामीटर": "dam",
    "हेक्टोमीटर": "hm",
    "माइक्रोमीटर": "µm μm",
    "नैनोमीटर": "nm",
    "मील": "mi",
    "फीट": "ft",
    "इंच": "in",
    "यार्ड": "yd",
    "एकड़": "ac",
    "हेक्टेयर": "ha हे.",
    "ग्राम": "g gm ग्रा.",
    "किलोग्राम": "kg kgs कि.ग्रा. कि.ग्रा किग्रा",
    "मिलीग्राम": "mg मि.ग्रा. मि.ग्रा मिग्रा",
    "माइक्रोग्राम": "µg μg",
    "डेसीग्राम": "dg",
    "डेकाग्राम": "dag",
    "हेक्टोग्राम": "hg",
    "सेंटीग्राम": "cg",
    "टन": "t",
    "क्विंटल": "q क्वि.",
    "पाउंड": "lb lbs",
    "औंस": "oz",
    "लीटर": "L l ltr ली.",
    "मिलीलीटर": "ml mL मि.ली. मि.ली",
    "सेंटीलीटर": "cl cL",
    "डेसीलीटर": "dl dL",
    "डेकालीटर": "dal daL",
    "किलोलीटर": "kl kL",
    "हेक्टोलीटर": "hl hL",
    "क्वार्ट": "qt",
    "पिंट": "pt",
    "गैलन": "gal",
    "घन सेंटीमीटर": "cc",
    "मील प्रति घंटा": "mph",
    "किलोमीटर प्रति घंटा": "kmph kph",
    "समुद्री मील": "nmi",
    "नॉट": "kn kt",
    "सेकंड": "s sec secs",
    "मिलीसेकंड": "ms",
    "माइक्रोसेकंड": "µs μs",
    "नैनोसेकंड": "ns",
    "वोल्ट": "V",
    "मिलीवोल्ट": "mV",
    "किलोवोल्ट": "kV",
    "वाट": "W",
    "किलोवाट": "kW",
    "मेगावाट": "MW",
    "गीगावाट": "GW",
    "किलोवाट घंटा": "kWh",
    "एम्पीयर": "amp",
    "मिलीएम्पीयर": "mA",
    "ओम": "Ω",
    "हर्ट्ज़": "Hz",
    "किलोहर्ट्ज़": "kHz",
    "मेगाहर्ट्ज़": "MHz",
    "गीगाहर्ट्ज़": "GHz",
    "डेसिबल": "dB",
    "कैलोरी": "cal",
    "किलोकैलोरी": "kcal",
    "जूल": "J",
    "किलोजूल": "kJ",
    "न्यूटन": "N",
    "पास्कल": "Pa",
    "किलोपास्कल": "kPa",
    "हॉर्स पावर": "hp HP",
    "केल्विन": "K",
    "बिट": "bit",
    "किलोबिट": "kb kbit",
    "बाइट": "byte",
    "किलोबाइट": "KB kB",
    "मेगाबाइट": "MB",
    "गीगाबाइट": "GB",
    "टेराबाइट": "TB",
    "पेटाबाइट": "PB",
    "मेगाबिट प्रति सेकंड": "Mbps",
    "किलोबिट प्रति सेकंड": "kbps",
    "डिग्री": "° deg",
    "डिग्री सेल्सियस": "°C ℃ °से.",
    "डिग्री फारेनहाइट": "°F ℉",
    "प्रतिशत": "% pct",
    "प्रति हज़ार": "‰",
}
_SPANS = {
    "घंटे": "h hr hrs",
    "मिनट": "min mins मि.",
    "दिन": "d",
    "सप्ताह": "wk wks",
    "महीने": "mo month",
    "वर्ष": "yr yrs",
    "दर्जन": "doz dz",
}
"""Units of time and dozens, of which halves and quarters have own words: डेढ़ साल, ढाई घंटे"""
_ONE_OF = {"घंटे": "घंटा", "महीने": "महीना", "फीट": "फुट"}
"""The unit after एक, where it differs"""
_MANY = 4
"""Figures of a number of years from which on they are वर्ष, and no longer the साल of a life"""
_NOUNS = "घंटे|घंटा|घंटों|मिनट|दिन|सप्ताह|हफ़्ते|हफ्ते|महीने|साल|वर्ष|दर्जन|बजे"
_POWERS = {"²": "वर्ग", "2": "वर्ग", "³": "घन", "3": "घन"}
_SQUARE = {"sq": "वर्ग", "cu": "घन", "वर्ग": "वर्ग", "घन": "घन"}

_NAMES = {short: name for name, row in (_UNITS | _SPANS).items() for short in row.split()}
_NAMES |= {short.replace(".", "॰"): name for short, name in _NAMES.items()}
_LETTERS = "|".join(sorted(map(regex.escape, _NAMES), key=len, reverse=True))
_NAMES["st"] = "स्टोन"  # 1st is no stone
_UNIT = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{AMOUNT})\s?(?:(?P<square>sq|cu|वर्ग|घन)\.?\s)?"
    rf"(?P<unit>°\s[CF]|(?<=\s)st|{_LETTERS})(?P<power>[²³]|(?<=m)[23])?"
    rf"(?:\s?/\s?(?P<per>{_LETTERS}|घंटा|सेकंड)(?P<by>[²³])?)?(?:(?<=[%‰°.॰])|{indian.LAST})"
)
_FEET = regex.compile(rf"{indian.BEGIN}{indian.FEET_AND_INCHES}")
_NOUN = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{AMOUNT})\s(?P<noun>{_NOUNS}|{SCALE}){indian.LAST}"
)


def read_measures(text: str) -> str:
    """`5 km/hr` as पाँच किलोमीटर प्रति घंटा, `2.5 घंटे` as ढाई घंटे."""
    text = indian.replaced(_FEET, _feet_and_inches)(text)
    return indian.replaced(_NOUN, _with_noun)(indian.replaced(_UNIT, _with_unit)(text))


def _feet_and_inches(found: regex.Match[str]) -> str:
    return f"{number(found['feet'])} फ़ुट {number(found['inches'])} इंच"


def _with_unit(found: regex.Match[str]) -> str | None:
    """`5 km/hr` as पाँच किलोमीटर प्रति घंटा, `10 kg/m²` as दस किलोग्राम प्रति वर्ग मीटर."""
    name = _NAMES["".join(found["unit"].split())]
    words = amount(found["amount"], quarters=name in _SPANS)
    if words is None:
        return None
    if name == "वर्ष" and len(found["amount"]) < _MANY:
        name = "साल"
    name = _ONE_OF.get(name, name) if words in ("एक", "आधा") else name
    power = _POWERS.get(found["power"]) or _SQUARE.get(found["square"])
    said = f"{words} {power} {name}" if power else f"{words} {name}"
    said += _per(found["per"], found["by"]) if found["per"] else ""
    after = found.string[found.end() : found.end() + 1]
    if found["unit"].endswith(".") and not after:
        return f"{said}."
    return f"{said} " if after.isalpha() else said


def _per(unit: str, power: str | None) -> str:
    """`/m²` as प्रति वर्ग मीटर."""
    name = _NAMES.get(unit, unit)
    by = f"{_POWERS[power]} " if power else ""
    return f" प्रति {by}{_ONE_OF.get(name, name)}"


def _with_noun(found: regex.Match[str]) -> str | None:
    words = amount(found["amount"], quarters=True)
    return words and f"{words} {found['noun']}"
