"""What Tamil reads differently from how it is written: figures, prices, units, times and dates.

Endings join to a figure in many ways, so a figure with an ending that is not known here is left
as it stands, for the engine to read.
"""

import regex

from narrate.numerals import TAMIL
from narrate.readings import indian
from narrate.readings.languages import Reading, data_of
from narrate.readings.powers import powers

_HUNDREDS = "நூறு இருநூறு முந்நூறு நானூறு ஐந்நூறு அறுநூறு எழுநூறு எண்ணூறு தொள்ளாயிரம்"
_THOUSANDS = {1: "ஆயிரம்", 3: "மூவாயிரம்", 4: "நாலாயிரம்", 5: "ஐயாயிரம்"}
"""Thousands that are not the number with -ஆயிரம்"""

_U = "\u0bc1"
"""The vowel sign in which most numbers end, and which gives way to a following vowel"""
_VIRAMA = "\u0bcd"
_SIGNS = {"ஆ": "\u0bbe", "இ": "\u0bbf", "எ": "\u0bc6", "ஏ": "\u0bc7", "ஐ": "\u0bc8", "ஒ": "\u0bca"}
_SIGNS |= {"ஓ": "\u0bcb", "அ": ""}
_DOUBLING = frozenset("கசதப")

DIGITS = TAMIL[:10]


def joined(first: str, second: str) -> str:
    """Two words as one where the second begins with a vowel and the first ends in -u."""
    if first.endswith(_U) and second[0] in _SIGNS:
        return first[:-1] + _SIGNS[second[0]] + second[1:]
    return followed(first, second)


def followed(first: str, second: str) -> str:
    """A joining form and what follows it, with the consonant that doubles between them."""
    double = second[0] + _VIRAMA if second[0] in _DOUBLING else ""
    return f"{first}{double} {second}"


def cardinal(number: int) -> str | None:
    """`125` in words; None from a lakh of crores (10^12) on."""
    if number >= 10**12:
        return None
    for size, name, joining in (
        (10**7, "கோடி", "கோடியே"),
        (10**5, "லட்சம்", "லட்சத்து"),
    ):
        count, rest = divmod(number, size)
        if count:
            front = f"{before_noun(count)} "
            return followed(front + joining, cardinal(rest) or "") if rest else front + name
    return _below_a_lakh(number)


def _below_a_lakh(number: int) -> str:
    thousands, rest = divmod(number, 1000)
    if not thousands:
        return _below_a_thousand(rest)
    name = _THOUSANDS.get(thousands) or joined(_as_one(TAMIL[thousands]), "ஆயிரம்")
    return followed(_joining(name), _below_a_thousand(rest)) if rest else name


def _below_a_thousand(number: int) -> str:
    hundreds, rest = divmod(number, 100)
    if not hundreds:
        return TAMIL[rest]
    name = _HUNDREDS.split()[hundreds - 1]
    return followed(_joining(name), TAMIL[rest]) if rest else name


def _joining(name: str) -> str:
    """நூறு as நூற்று, ஆயிரம் as ஆயிரத்து."""
    return f"{name[:-2]}ற்று" if name.endswith("று") else f"{name[:-2]}த்து"


def _as_one(words: str) -> str:
    """A number that ends in one, as it stands before ஆயிரம்: பதினோர்-ஆயிரம்."""
    return f"{words[: -len('ொன்று')]}ோரு" if words.endswith("ொன்று") else words


def before_noun(number: int) -> str:
    """How a number comes before what is counted: ஒரு, பதினொரு, இருபத்தொரு."""
    words = cardinal(number) or ""
    if words.endswith("ஒன்று"):
        return f"{words[: -len('ஒன்று')]}ஒரு"
    return f"{words[: -len('ொன்று')]}ொரு" if words.endswith("ொன்று") else words


_FIGURES = indian.Figures(cardinal, DIGITS, point="புள்ளி", until="முதல்", pair=" ")
spelled = _FIGURES.spelled
"""Digit by digit"""
whole = _FIGURES.whole
"""A whole number as written"""
number = _FIGURES.number
"""A whole number or a decimal as written: `3.05`"""
span = _FIGURES.span
"""`10-15` as பத்து முதல் பதினைந்து, `2-3` as இரண்டு மூன்று"""


def with_ending(words: str, ending: str) -> str | None:
    """A number with an ending that begins with a vowel: ஐந்து and ஆம், ஐந்தாம்.

    None for words that no ending is known to go with.
    """
    if words.endswith(_U):
        return words[:-1] + _SIGNS[ending[0]] + ending[1:]
    if words.endswith("ம்"):
        stem = words[:-2] + ("ம" if ending[0] == "ஆ" else "த்த")
        return stem + _SIGNS[ending[0]] + ending[1:]
    if words.endswith("டி"):
        return words + "ய" + _SIGNS[ending[0]] + ending[1:]
    return None


def ordinal(value: int, ending: str) -> str | None:
    """`5` and ஆம் or ஆவது as ஐந்தாம், ஐந்தாவது; the first is முதலாம்."""
    if value == 1:
        return f"முதல{_SIGNS[ending[0]]}{ending[1:]}"
    words = cardinal(value)
    return words and with_ending(words, ending)


END = rf"{indian.END}(?!-[\p{{L}}\p{{M}}])"
"""After a figure that has no ending of its own"""

_DATA = data_of("ta")
_MONTHS = _DATA["months"].split()
_DATE = regex.compile(
    rf"{indian.BEGIN}(?P<day>\d{{1,2}})(?P<mark>[-/.])(?P<month>\d{{1,2}})(?P=mark)(?P<year>\d{{4}}){END}"
)
_ENDINGS: dict[str, str] = _DATA["ordinal_endings"]
_ORDINAL = regex.compile(
    rf"{indian.BEGIN}(?P<value>{indian.WHOLE})(?:-|\s(?=ஆ))?(?P<ending>{'|'.join(_ENDINGS)}){indian.LAST}"
)
_CASES = {"இல்": "இல்", "ல்": "இல்", "இலிருந்து": "இலிருந்து", "லிருந்து": "இலிருந்து"}
_CASE = regex.compile(
    rf"{indian.BEGIN}(?P<number>{indian.WHOLE})-?(?P<case>{'|'.join(_CASES)}){indian.LAST}"
)
_PARTS = {(1, 2): "அரை", (1, 4): "கால்", (3, 4): "முக்கால்"}
_VULGAR = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4)}
_FRACTION = regex.compile(
    rf"{indian.BEGIN}(?:(?P<above>\d{{1,2}})/(?P<below>\d{{1,3}}){END}|(?P<sign>[½¼¾]))"
)
_HALF = regex.compile(rf"{indian.BEGIN}(?P<whole>\d{{1,2}})(?:\s?½|\s1/2{END})")
_SPAN = regex.compile(
    rf"{indian.BEGIN}(?P<first>{indian.NUMBER})\s?[-–]\s?(?P<second>{indian.NUMBER}){END}"
)
_DECIMAL = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}\.\d+{END}")
_WHOLE = regex.compile(
    rf"{indian.BEGIN}(?P<number>{indian.WHOLE}){END}(?P<counts>(?=\s(?:{_DATA['counted']})))?"
)
_PHONE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?P<front>(?:{_DATA['phone_words']})(?:\sஎண்)?\s?[\s:.-]\s?)"
    rf"(?P<rest>\d{{6,}}|\d{{2,5}}(?:[\s-]\d{{3,8}}){{1,3}}){END}"
)
_ABROAD = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])\+(?P<rest>\d{{1,3}}[\s-]?\d{{2,}}(?:[\s-]?\d{{2,}}){{0,4}}){END}"
)
_PLAIN = regex.compile(rf"{indian.BEGIN}(?P<rest>[0௦]\d{{2,4}}[\s-]\d{{6,8}}|[6-9௬-௯]\d{{9}}){END}")
"""With the nought of a trunk call, and a mobile telephone's ten digits"""
_SHORT: dict[str, str] = _DATA["abbreviations"]
_ABBREVIATION = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}.])(?:{'|'.join(w.replace('.', '[.] ?')[:-2] for w in _SHORT)})"
    r"(?![\p{L}\p{M}-])(?=(?P<more>\s*[^\s.])|)"
)


PHONES = indian.rule(
    (_ABROAD, lambda found: f"பிளஸ் {spelled(found['rest'])}"),
    (_PHONE, lambda found: found["front"] + spelled(found["rest"])),
    (_PLAIN, lambda found: spelled(found["rest"])),
)
"""Behind a word that says so, with +91, or of a number's usual form: digit by digit"""


def _in_full(found: regex.Match[str]) -> str:
    words = _SHORT[found.group().replace(" ", "")]
    return words if found["more"] else f"{words}."


ABBREVIATIONS = indian.rule((_ABBREVIATION, _in_full), figures=False)
"""`கி.மு.` as கிறிஸ்துவுக்கு முன்; other short forms stay"""


def _date(found: regex.Match[str]) -> str | None:
    day, month = int(found["day"]), int(found["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"{cardinal(day)} {_MONTHS[month - 1]} {cardinal(int(found['year']))}"


DATES = indian.rule((_DATE, _date))
"""`15-08-1947` by the name of the month; dates that name it are read as numbers are"""


def _case(found: regex.Match[str]) -> str | None:
    words = cardinal(indian.value_of(found["number"]))
    return words and with_ending(words, _CASES[found["case"]])


ORDINALS = indian.rule(
    (_ORDINAL, lambda found: ordinal(indian.value_of(found["value"]), _ENDINGS[found["ending"]])),
    (_CASE, _case),
)
"""`5-ஆம்`, `5வது`; and figures with the ending -இல்: `1947-ல்`"""


def _and_a_half(found: regex.Match[str]) -> str | None:
    words = cardinal(int(found["whole"]))
    return words and with_ending(words, "அரை")


def _fraction(found: regex.Match[str]) -> str | None:
    if found["sign"]:
        return _PARTS[_VULGAR[found["sign"]]]
    above, below = int(found["above"]), int(found["below"])
    if (above, below) in _PARTS:
        return _PARTS[above, below]
    if not 1 <= above < below:
        return None
    words = cardinal(below)
    whole_of = words and with_ending(words, "இல்")
    return whole_of and f"{whole_of} {before_noun(above) if above == 1 else cardinal(above)}"


FRACTIONS = indian.rule((_HALF, _and_a_half), (_FRACTION, _fraction), figures=False)
"""`1/2` as அரை, `2/3` as மூன்றில் இரண்டு, `2½` as இரண்டரை"""


RANGES = indian.rule((_SPAN, lambda found: span(found["first"], found["second"])))
"""`10-15` as பத்து முதல் பதினைந்து, `2-3` as இரண்டு மூன்று"""
DECIMALS = indian.rule((_DECIMAL, lambda found: number(found.group())))
"""`3.14` as மூன்று புள்ளி ஒன்று நான்கு"""


def _number(found: regex.Match[str]) -> str | None:
    figures = found["number"]
    if found["counts"] is None or int(figures[0]) == 0:
        return whole(figures)
    return before_noun(indian.value_of(figures)) or None


NUMBERS = indian.rule((_WHOLE, _number))
"""Whole numbers; before what is often counted, one is ஒரு"""


_CURRENCIES: dict[str, list[str]] = _DATA["currencies"]
_SCALE = "ஆயிரம்|லட்சம்|இலட்சம்|கோடி|மில்லியன்|பில்லியன்"
_AMOUNT = rf"{indian.NUMBER}(?:\s?[-–]\s?{indian.NUMBER})?"
_MONEY = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?:(?P<sign>[{''.join(_CURRENCIES)}])|ரூ\.?|Rs\.?)\s?(?P<amount>{_AMOUNT})"
    rf"(?:\s(?P<scale>{_SCALE}){indian.LAST})?(?:/-|{END})(?:\sரூபாய்{indian.LAST})?"
)
_NAMES = {short: name for name, row in _DATA["units"].items() for short in row.split()}
_UNIT = regex.compile(
    rf"{indian.BEGIN}(?P<amount>{_AMOUNT})\s?"
    rf"(?P<unit>{'|'.join(sorted(map(regex.escape, _NAMES), key=len, reverse=True))})"
    r"(?![\p{L}\p{M}\p{N}/²³-])"
)
_FEET = regex.compile(rf"{indian.BEGIN}{indian.FEET_AND_INCHES}")
_MINUS = regex.compile(r"(?:^|(?<=[\s(]))[-−](?=\d[\d.]*\s?°)")
"""Only of a temperature"""
_HOUR = rf"{indian.BEGIN}(?P<hour>\d{{1,2}})"
_TIME = regex.compile(
    rf"(?<!(?:அதிகாரம்|வசனம்|விகிதம்)\s){_HOUR}:(?P<minute>[0-5௦-௫]\d){END}(?P<named>\s?(?=மணி))?"
)
_POINT = regex.compile(rf"{_HOUR}\.(?P<minute>[0-5௦-௫]\d)(?P<named>\s?(?=மணி(?!\s?நேர)))")
_QUARTERS = {15: "ே கால்", 45: "ே முக்கால்"}


def _price(found: regex.Match[str]) -> str | None:
    """`₹12.50` as பன்னிரண்டு ரூபாய் ஐம்பது பைசா, `₹1.5 கோடி` as ஒன்று புள்ளி ஐந்து கோடி ரூபாய்."""
    major, minor = _CURRENCIES[found["sign"] or "₹"]
    front, _, behind = found["amount"].partition(".")
    if found["scale"] or not (behind.isdecimal() and len(behind) == 2 and minor):
        words = _amount(found["amount"])
        scale = f"{found['scale']} " if found["scale"] else ""
        return words and f"{words} {scale}{major}"
    return _in_coins((indian.value_of(front), major), (int(behind), minor))


def _in_coins(whole: tuple[int, str], part: tuple[int, str]) -> str | None:
    """A sum in coins and their hundredths; None where the number is too large."""
    words = before_noun(whole[0])
    if not words:
        return None
    said = f"{words} {whole[1]}"
    if not part[0]:
        return said
    small = f"{before_noun(part[0])} {part[1]}"
    return f"{said} {small}" if whole[0] else small


def _amount(figures: str) -> str | None:
    first, *second = regex.split(r"\s?[-–]\s?", figures)
    if second:
        return span(first, second[0])
    if figures.replace(",", "").isdecimal() and int(figures[0]):
        return before_noun(indian.value_of(figures)) or None
    return number(figures)


MONEY = indian.rule((_MONEY, _price))
"""`₹1,500` as ஆயிரத்து ஐந்நூறு ரூபாய்"""


def _feet_and_inches(found: regex.Match[str]) -> str:
    return f"{number(found['feet'])} அடி {number(found['inches'])} அங்குலம்"


def _measure(found: regex.Match[str]) -> str | None:
    words = _amount(found["amount"])
    *before, name = _NAMES[found["unit"]].rsplit(" ", 1)
    if words is None:
        return None
    if before == ["மணிக்கு"]:
        return f"மணிக்கு {words} {name}"
    end = "." if found["unit"].endswith(".") and found.end() == len(found.string) else ""
    return f"{words} {_NAMES[found['unit']]}{end}"


MEASURES = indian.rule(
    (_MINUS, lambda found: "மைனஸ் "), (_FEET, _feet_and_inches), (_UNIT, _measure)
)
"""`5 km` as ஐந்து கிலோமீட்டர், `40%` as நாற்பது சதவீதம்"""


def _time(found: regex.Match[str]) -> str | None:
    hour, minute = int(found["hour"]), int(found["minute"])
    words = cardinal(hour)
    if words is None or hour > 24:
        return None
    said = _with_minute(words, minute)
    if found["named"] is not None:
        return f"{said} "
    return f"{said} மணி" if minute in (0, 30, *_QUARTERS) else said


def _with_minute(hour: str, minute: int) -> str | None:
    if minute == 0:
        return hour
    if minute == 30:
        return with_ending(hour, "அரை")
    if minute in _QUARTERS and hour.endswith("\u0bc1"):
        return hour[:-1] + _QUARTERS[minute]
    return f"{hour} {cardinal(minute)}"


TIMES = indian.rule((_TIME, _time), (_POINT, _time))
"""`7:30 மணி` as ஏழரை மணி, `7:20` as ஏழு இருபது; `4:00` as நான்கு மணி"""


READINGS = (
    Reading("math", powers("ta")),
    Reading("phones", PHONES),
    Reading("abbreviations", ABBREVIATIONS),
    Reading("times", TIMES),
    Reading("dates", DATES),
    Reading("ordinals", ORDINALS),
    Reading("money", MONEY),
    Reading("measures", MEASURES),
    Reading("fractions", FRACTIONS),
    Reading("ranges", RANGES),
    Reading("decimals", DECIMALS),
    Reading("numbers", NUMBERS),
)
