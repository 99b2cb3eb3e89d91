"""Figures in Hindi with nothing beside them: fractions, spans, decimals, sums, whole numbers.

Telephone numbers and PIN codes are said digit by digit.
"""

import regex

from narrate.readings import indian
from narrate.readings.hindi import numbers
from narrate.readings.hindi.addresses import LETTERS
from narrate.readings.hindi.numbers import cardinal, number, spelled, whole
from narrate.readings.languages import data_of

_CODE = r"[+＋]\s?\d{1,3}"
_GROUPS = r"\(?\d{2,}\)?(?:[\s.-]?\(?\d{2,}\)?){0,5}"
_ABROAD = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<plus>{_CODE})(?P<rest>[\s.-]?{_GROUPS}){indian.END}"
)
_TRUNK = regex.compile(
    rf"{indian.BEGIN}(?P<rest>[0०]\d{{2,4}}[\s.-]?\d{{6,8}}(?:[\s.-]\d{{4}})?|[0०]\d{{6}}-\d{{4}}){indian.END}"
)
_BRACKETED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}\p{{N}}])(?P<rest>\([0०]\d{{1,5}}\)[\s-]?\d{{5,8}}){indian.END}"
)
_DATA = data_of("hi")
_WORDS: str = _DATA["phone_words"]
_BETWEEN = rf"(?:{_WORDS}|है|हैं|था|थे|पर|पे|करें|करो|कीजिए|करना|यह|ये|नंबर|नम्बर|सूत्र|संख्या)"
_NAMED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:{_WORDS})(?:\s{_BETWEEN}){{0,3}}\s?[\s:-]\s?"
    rf"(?P<rest>\d{{5,}}(?:[\s.-]\d{{2,}})*|\d{{2,8}}(?:[\s-]\d{{2,8}}){{1,4}}){indian.END}"
)
_THEN = regex.compile(
    rf"{indian.BEGIN}(?P<rest>\d{{10}}){indian.END}"
    rf"(?=(?:\s[^\s.।?!\d]+){{0,3}}\s(?:{_WORDS}){indian.LAST})"
)
_PIN = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:पिन\s?कोड|पिनकोड|पिन|PIN|ज़िप कोड|जिप कोड)(?:\s?(?:कोड|code))?"
    rf"[^.।?!\d]{{0,12}}[\s:-](?P<rest>\d{{3}}\s?\d{{3}}|\d{{4,6}}){indian.END}"
)
_MOBILE = regex.compile(
    rf"(?<=[\p{{L}}\p{{M}}.:]\s){indian.BEGIN}(?P<rest>[6-9६-९]\d{{9}}){indian.END}"
    r"(?=\s?(?:$|[।,.;)!?(“\"]|(?:पर|पे|है|हैं|को|या|और|व|का|करें|कॉल)(?![\p{L}\p{M}])))"
    rf"|{indian.BEGIN}(?P<rest>[6-9६-९]\d{{4}}[\s-]\d{{5}}|1800[\s-]\d{{2,3}}[\s-]\d{{4}}){indian.END}"
)
"""Ten figures that begin as mobile numbers do, in a sentence; alone they are a number"""
_SECRET = regex.compile(
    r"(?<![\p{L}\p{M}])"
    r"(?:ओटीपी|OTP|हेल्पलाइन|पासकोड|एक्सटेंशन|पिन|पिन नंबर|सीवीवी|कार्ड नंबर"
    r"|(?:अंतिम|आखिरी|आख़िरी) (?:चार |तीन |\d )?अंक)"
    rf"(?:\s{_BETWEEN}){{0,2}}\s?[\s:-]\s?(?P<rest>\d{{3,}}(?:[\s-]\d{{4}}){{0,3}}){indian.END}"
)
_ACCOUNT = regex.compile(
    rf"{indian.BEGIN}(?P<rest>\d{{4}}(?P<gap>[ -])\d{{4}}(?:(?P=gap)\d{{4}}){{1,4}})"
    rf"{indian.END}(?![ -]\d)"
)
"""A card's number; three years with hyphens between are none"""
_NAMING: dict[str, str] = _DATA["codes"]
_LATIN = r"[A-Z\d]+(?:[-–/ ](?:\d[A-Z\d]*|[A-Z]{2,3}|[A-Z](?=[ -]?\d)[A-Z\d]*)(?![A-Za-z])){0,12}"
_CODE = (
    r"(?:\s(?:है|था|थी|होगा|होगी))?\s?[:(-]?\s?[“\"‘(]?"
    rf"(?P<rest>{_LATIN})(?![A-Za-z]){indian.END}(?!\s?[%₹])"
)
_CODED = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:(?:{_NAMING['numbered']})\sसंख्या"
    rf"|(?:{_NAMING['numbered']}|{_NAMING['people']})(?:\s(?:का|आईडी))?\s(?:नंबर|नम्बर|क्रमांक)"
    rf"|{_NAMING['sure']}){_CODE}"
)
"""Of people संख्या is how many there are: ग्राहक संख्या 82930"""
_LETTERED_CODE = regex.compile(
    rf"(?<![\p{{L}}\p{{M}}])(?:{_NAMING['numbered']}|{_NAMING['lettered']})"
    rf"(?=[^\d]{{0,4}}[A-Z\d -]*[A-Z]){_CODE}"
)
"""Such a word alone may also count (`उड़ान 5`): only what has letters is a code"""
_PIECE = regex.compile(r"\d+|[A-Z]|/")
_LEAST = 3
"""Digits in a number that a word before it calls one to dial or to key in"""


def _abroad(found: regex.Match[str]) -> str | None:
    if sum(c.isdecimal() for c in found["rest"]) < _LEAST:
        return None
    return f"प्लस {spelled(found['plus'])} {spelled(found['rest'])}"


def _digits(found: regex.Match[str]) -> str | None:
    if sum(c.isdecimal() for c in found["rest"]) < _LEAST:
        return None
    start, end = (at - found.start() for at in found.span("rest"))
    whole = found.group()
    return whole[:start] + spelled(found["rest"]) + whole[end:]


def _code(found: regex.Match[str]) -> str | None:
    """`AI302` as ए आई तीन शून्य दो."""
    written = found["rest"]
    if sum(map(str.isdecimal, written)) < _LEAST:
        return None
    said = " ".join(
        spelled(piece) if piece.isdecimal() else "बटा" if piece == "/" else LETTERS[piece.lower()]
        for piece in _PIECE.findall(written)
    )
    return found.group()[: found.start("rest") - found.start()] + said


def _account(found: regex.Match[str]) -> str | None:
    years = all(1000 <= int(group) <= 2100 for group in regex.split("[ -]", found["rest"]))
    return None if years else _digits(found)


PHONES = indian.rule(
    (_ABROAD, _abroad),
    (_ACCOUNT, _account),
    *((each, _digits) for each in (_BRACKETED, _TRUNK, _PIN, _SECRET, _NAMED, _THEN, _MOBILE)),
)
"""`+91 7440431083` as प्लस नौ एक सात चार...; figures without any such mark stay"""
SERIALS = indian.rule((_CODED, _code), (_LETTERED_CODE, _code))
"""`खाता संख्या 7730512`, `उड़ान AI302`: sign by sign behind what names it"""


_NAMES = ("24/7", "9/11", "50/50")
"""Said as two numbers by everyone"""
_FRACTION = regex.compile(
    rf"(?:(?<=[\p{{L}}\p{{M}}\s(“‘\"']|^)(?P<front>\d{{1,3}})\s)?{indian.BEGIN}(?P<above>{indian.WHOLE})"
    rf"\s?[/⁄]\s?(?P<below>{indian.WHOLE}){indian.END}"
)
_VULGAR = regex.compile(rf"{indian.BEGIN}(?P<front>\d*)(?P<sign>[{''.join(numbers.VULGAR)}])")
_SPAN = regex.compile(
    rf"{indian.BEGIN}(?P<first>{indian.NUMBER})\s?[-–]\s?(?P<second>{indian.NUMBER}){indian.END}"
)
_DECIMAL = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}\.\d+{indian.END}")
_WHOLE = regex.compile(rf"{indian.BEGIN}{indian.WHOLE}{indian.END}")
_MINUS = regex.compile(
    r"(?:(?:^|(?<=[\s(]))-(?=\d[\d.]*\s?(?:°|डिग्री))|^-(?=\d[\d.,/⁄ ]*$)|(?:^|(?<=[\s(]))−(?=\d))"
)
"""A hyphen is a minus only where nothing but a number or a temperature follows"""
_SIGNS: dict[str, str] = _DATA["operators"]
_SUM = regex.compile(r"(?:(?<=\d)\s?(?P<sign>[+−×÷=])|(?<=[\p{L}\p{M}])\s(?P<sign>=))\s?(?=\d)")
_BY = regex.compile(
    rf"{indian.BEGIN}(?P<a>\d{{1,4}})\s?[x×]\s?(?P<b>\d{{1,4}}){indian.END}(?!\s?=)"
)
_STROKE = regex.compile(r"(?<=[\u0900-\u097f])\|{1,2}(?=\s|[”’\"']|$)")
_AND = regex.compile(r"(?<=[\p{L}\p{M}]\s)&(?=\s[\p{L}\p{M}])")


_SCORE = regex.compile(
    rf"{indian.BEGIN}(?P<a>\d{{1,2}})[-–](?P<b>\d{{1,2}}){indian.END}"
    rf"(?=\s(?:से|की|पर)\s(?:[^।]{{0,30}}\s)?(?:{_DATA['played']}))"
)
_PLUS = regex.compile(r"(?:^|(?<=\s))\+(?=\d{1,3}(?![\d-]|\s?\d))")
_JOINED = regex.compile(
    rf"{indian.BEGIN}(?P<value>\d{{1,4}})(?P<letter>[A-Z]|(?:{_DATA['house_letters']})){indian.LAST}"
)
"""`अनुच्छेद 21ए`, `5G`"""


def _joined(found: regex.Match[str]) -> str | None:
    words = whole(found["value"])
    letter = LETTERS.get(found["letter"].lower(), found["letter"])
    return words and f"{words} {letter}"


def _score(found: regex.Match[str]) -> str:
    return f"{cardinal(int(found['a']))} {cardinal(int(found['b']))}"


def _fraction(found: regex.Match[str]) -> str | None:
    above, below = found["above"], found["below"]
    if f"{above}/{below}" in _NAMES:
        return None
    front = found["front"]
    if front:
        if indian.value_of(above) >= indian.value_of(below):
            return None
        return numbers.mixed(front, indian.value_of(above), indian.value_of(below))
    a, b = whole(above), whole(below)
    return a and b and f"{a} बटा {b}"


FRACTIONS = indian.rule(
    (_VULGAR, lambda found: numbers.mixed(found["front"], *numbers.VULGAR[found["sign"]])),
    (_FRACTION, _fraction),
    figures=False,
)
"""`99/100` as निन्यानबे बटा सौ... and `2½` as ढाई"""
RANGES = indian.rule(
    (_SCORE, _score), (_SPAN, lambda found: numbers.span(found["first"], found["second"]))
)
"""`10-15` as दस से पंद्रह, `2-3` as दो-तीन"""
DECIMALS = indian.rule((_DECIMAL, lambda found: number(found.group())))
"""`3.14` as तीन दशमलव एक चार"""
MATH = indian.rule(
    (_BY, lambda found: f"{cardinal(int(found['a']))} बाई {cardinal(int(found['b']))}"),
    (_SUM, lambda found: f" {_SIGNS[found['sign']]} "),
    (_MINUS, lambda found: "माइनस "),
    (_PLUS, lambda found: "प्लस "),
)
"""`2x2` as दो बाई दो, `5 + 3 = 8` by the signs' names; a lone minus before a figure"""
NUMBERS = indian.rule((_JOINED, _joined), (_WHOLE, lambda found: whole(found.group())))
"""Whole numbers by the lakh and crore; what is longer than words go stays"""
SYMBOLS = indian.rule((_AND, lambda found: "और"), (_STROKE, lambda found: "।"), figures=False)
"""`&` between words as और; an upright stroke that ends a sentence as the danda it is"""
